"""A story as it leaves the site: whose it is, what we did not check and what was corrected go with the words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles.disclaimers import Applied
from articles.models import Agency, Edition
from articles.standing import Standing
from corrections.headlines import Mark, mark_of, with_headlines
from corrections.models import Notice
from newsroom.site.stories import disclaimers_of, with_dateline

OWN_ADDRESS = re.compile(r'href="/(?!/)')


@dataclass(frozen=True)
class Dispatch:
    """One story on its way to a feed or the API."""

    edition: Edition
    notices: list[Notice]
    disclaimers: list[Applied]

    @property
    def url(self) -> str:
        return settings.SITE_URL + self.edition.path

    @property
    def uri(self) -> str:
        """Its identity, which no change of address or words moves."""
        return f"urn:uuid:{self.edition.article.uid}"

    @property
    def mark(self) -> Mark | None:
        return mark_of(self.notices)

    @property
    def title(self) -> str:
        """The headline, with the mark of a retraction or of its own correction."""
        return self.mark.title(self.edition.headline) if self.mark else self.edition.headline

    @property
    def updated(self) -> Any:
        """The last substantive change or notice."""
        changes = [self.edition.updated_at or self.edition.first_published_at, *(notice.at for notice in self.notices)]
        return max(changes)

    @property
    def is_full(self) -> bool:
        agency = self.edition.agency
        return agency is None or agency.feed_text == Agency.FeedText.FULL

    @property
    def credit(self) -> str:
        """Whose story it is, in one line."""
        names = " and ".join(byline["name"] for byline in self.edition.bylines if byline["role"] == "reporter")
        agency = self.edition.agency
        return ", ".join(part for part in (names, agency.credit_line if agency else "") if part)

    @property
    def authors(self) -> list[str]:
        return [byline["name"] for byline in self.edition.bylines] or ([self.credit] if self.credit else [])

    @property
    def photo(self) -> dict[str, Any] | None:
        return self.edition.lead_photo

    def html(self) -> SafeString:
        """The story with credit, notices and disclaimers, without promos; or its summary, where the agency allows no more."""
        parts = [format_html("<p><em>{}</em></p>", self.credit)] if self.credit else []
        parts += [notice_html(notice) for notice in self.notices if notice.placement == Notice.Placement.TOP]
        parts += [disclaimer_html(applied) for applied in self.disclaimers if applied.placement == "top"]
        parts += self._words()
        parts += [disclaimer_html(applied) for applied in self.disclaimers if applied.placement != "top"]
        parts += [notice_html(notice) for notice in self.notices if notice.placement != Notice.Placement.TOP]
        parts.append(format_html('<p><a href="{}">{}</a></p>', self.url, "Read it, or report an error, on our site"))
        return mark_safe("\n".join(parts))  # noqa: S308 - every part is escaped or sanitised

    def _words(self) -> list[SafeString]:
        edition = self.edition
        summary = format_html('<p lang="{}" dir="{}">{}</p>', edition.language, edition.direction, edition.standfirst)
        if not self.is_full:
            return [summary] if edition.standfirst else []
        lead = [photo_html(self.photo)] if self.photo else []
        blocks = [
            photo_html(block["photo"])
            if block["kind"] == "photo"
            # Sanitised by articles.body.clean when the story was saved.
            else mark_safe(OWN_ADDRESS.sub(f'href="{settings.SITE_URL}/', block["html"]))  # noqa: S308 - the verbs sanitised it
            for block in with_dateline(edition)
            if block["kind"] != "promo"
        ]
        opened = format_html('<div lang="{}" dir="{}">', edition.language, edition.direction)
        tagline = [format_html("<p><em>{}</em></p>", edition.page["tagline"])] if edition.page["tagline"] else []
        return [*lead, opened, *blocks, *tagline, SafeString("</div>")]


def dispatches(editions: Iterable[Edition], standing: Standing) -> list[Dispatch]:
    """Stories (asked of the gate with `for_lists` and `article`) with their notices, in one more query."""
    editions = list(editions)
    ids = [edition.article_id for edition in editions]
    notices: dict[int, list[Notice]] = defaultdict(list)
    for notice in with_headlines(Notice.objects.public().standing().filter(article__in=ids)).newest_first():
        notices[notice.article_id].append(notice)
    return [Dispatch(edition, notices[edition.article_id], disclaimers_of(edition, standing)) for edition in editions]


def notice_html(notice: Notice) -> SafeString:
    day = notice.at.date()
    return format_html("<p><strong>{}, {}:</strong> {}</p>", notice.get_kind_display(), day.isoformat(), notice.text)


def disclaimer_html(applied: Applied) -> SafeString:
    return format_html("<p><small>{}</small></p>", applied.text)


def photo_html(photo: dict[str, Any]) -> SafeString:
    return format_html(
        '<figure><img src="{}{}" alt="{}"><figcaption>{} {}</figcaption></figure>',
        settings.SITE_URL, photo["share"], photo["alt"], photo["caption"], photo["credit"],
    )  # fmt: skip
