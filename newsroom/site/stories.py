"""A story's page: what it is made of, in the order in which it is read."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString

from articles import agencies, told
from articles.disclaimers import Applied, Facts, applicable
from articles.history import with_rule
from articles.models import Agency, Edition, Photo, Section
from articles.pages import printed_dateline
from articles.photos import photo_document
from articles.standing import Standing
from corrections.headlines import Mark, mark_of, marked, with_headlines
from corrections.models import Notice
from newsroom.site import marking
from newsroom.site.marking import Marked

RELATED = 4
OPENING_PARAGRAPH = re.compile(r"<p(?:\s[^>]*)?>")

UNMARKED = Marked({}, {})


@dataclass(frozen=True)
class StoryPage:
    """All that the story's template prints."""

    edition: Edition
    blocks: list[dict[str, Any]]
    notices: list[Notice]
    disclaimers: list[Applied]
    related: list[Edition] = field(default_factory=list)
    is_live: bool = True  # what readers have now, not a past day's page or a preview
    credit: dict[str, str] = field(default_factory=dict)  # as the edition stored it, where nothing better is known
    marked: dict[tuple[str, int | None], SafeString] = field(default_factory=dict)  # lines that notices are about
    publication: dict[str, Any] | None = None  # with the words of a past day
    agency_today: Agency | None = None  # where the edition's agency stands as on a past day; a link leads to today's
    section_today: Section | None = None

    @property
    def mark(self) -> Mark | None:
        """The mark of a retraction, or of the headline's own correction."""
        return mark_of(self.notices)

    @property
    def title(self) -> str:
        """The headline as it leaves the page, in a shared link or a window's name."""
        return self.mark.title(self.edition.headline) if self.mark else self.edition.headline

    @property
    def headline(self) -> str:
        """The headline as the page prints it, with the words marked that a notice is about."""
        return self.marked.get(("headline", None)) or self.edition.headline

    @property
    def standfirst(self) -> str:
        return self.marked.get(("standfirst", None)) or self.edition.standfirst

    @property
    def tagline(self) -> str:
        return self.marked.get(("tagline", None)) or str(self.edition.page["tagline"])

    @property
    def lead_photo(self) -> dict[str, Any] | None:
        photo = self.edition.lead_photo
        return _captioned(photo, self.marked) if photo else None

    @property
    def top_notices(self) -> list[Notice]:
        return [notice for notice in self.notices if notice.placement == Notice.Placement.TOP]

    @property
    def end_notices(self) -> list[Notice]:
        return [notice for notice in self.notices if notice.placement != Notice.Placement.TOP]

    @property
    def top_disclaimers(self) -> list[Applied]:
        return [applied for applied in self.disclaimers if applied.placement == "top"]

    @property
    def end_disclaimers(self) -> list[Applied]:
        return [applied for applied in self.disclaimers if applied.placement != "top"]

    @property
    def authors(self) -> list[dict[str, Any]]:
        """Our own people among the bylines, who have a profile to show."""
        return [byline for byline in self.edition.bylines if byline["slug"] and byline.get("bio")]

    @property
    def agency_logo(self) -> dict[str, Any] | None:
        agency = self.edition.agency
        logo = agency.logo if agency and agency.is_listed else None
        is_over = logo is not None and logo.expires_at is not None and logo.expires_at <= timezone.now()
        return photo_document(logo) if logo and logo.killed_at is None and not is_over else None

    @property
    def section(self) -> Section:
        """The section as readers find it today."""
        return self.section_today or self.edition.section

    @property
    def agency_url(self) -> str:
        """The agency's own page; "" if it has none today."""
        agency = self.agency_today or self.edition.agency
        return agency.get_absolute_url() if agency and agency.is_listed else ""

    @property
    def agency_credit(self) -> str:
        """The agency's credit as it is now; on a past day's page as it was that day."""
        agency = self.edition.agency
        return self.credit.get("line") or (agency.credit_line if agency else "")

    @property
    def copyright_line(self) -> str:
        agency = self.edition.agency
        year = timezone.localtime(self.edition.first_published_at).year
        return self.credit.get("copyright") or (agency.copyright_line(year) if agency else "")

    @property
    def report_url(self) -> str:
        """The error form, told which edition the reader saw."""
        return f"{reverse('corrections:report_error', args=[self.edition.article_id])}?edition={self.edition.pk}"

    @property
    def history_url(self) -> str:
        """Where readers see what changed; "" where the desk keeps it to itself, or has not been asked (`with_rule`)."""
        return f"{self.edition.path}history/" if getattr(self.edition, "shows_history", False) else ""

    @property
    def site_url(self) -> str:
        return str(settings.SITE_URL)

    @property
    def absolute_url(self) -> str:
        return settings.SITE_URL + self.edition.path


def live_page(edition: Edition, standing: Standing, at: datetime | None = None) -> StoryPage:
    """The page as readers have it now: two queries, for the stories beside it and for the notices on all of them."""
    promoted, related = _beside(edition, at)
    beside = [*promoted.values(), *related]
    everybody = {edition.article_id, *(other.article_id for other in beside)}
    told = with_headlines(Notice.objects.public(at).standing(at).filter(article__in=everybody)).newest_first()
    notices = [notice for notice in told if notice.article_id == edition.article_id]
    for other in beside:
        mark = mark_of(notice for notice in told if notice.article_id == other.article_id)
        other.headline_mark = mark  # type: ignore[attr-defined]
    found = marking.on(edition, notices, standing.publication.get("language") or "en")
    return StoryPage(
        edition=edition,
        blocks=page_blocks(edition, promoted, found),
        notices=notices,
        disclaimers=disclaimers_of(edition, standing),
        related=related,
        marked=found.lines,
    )


def past_page(edition: Edition, standing: Standing, disclaimers: list[dict[str, Any]], at: datetime) -> StoryPage:
    """The page as readers had it at a past moment, with all that was printed on it then.

    The story, its bylines, pictures and topics are in the edition; the agency, the section, disclaimers, notices, promos
    and our own words are taken as they stood. Today's are what leads elsewhere (links, navigation, how to reach us), the
    zone in which times are told, and the stories offered at the end, of which a past day has none.
    """
    agency, section, is_known = edition.agency, edition.section, True
    if agency is not None:
        edition.agency, is_known = agencies.as_it_stood(agency, at)
        if edition.agency.logo and Photo.objects.withdrawn().filter(pk=edition.agency.logo.pk).exists():
            edition.agency.logo = None
    said = told.words_at(at, told.PUBLICATION, told.chain_of(section))
    publication = {**standing.publication, **said[told.PUBLICATION]}
    edition.section = copy(section)  # never to be saved
    for name, word in said[told.chain_of(section)].items():
        setattr(edition.section, name, word)
    found = Notice.objects.public().standing(at).filter(article=edition.article_id)
    notices = list(with_headlines(found).newest_first())
    marks = marking.on(edition, notices, publication.get("language") or "en")
    return StoryPage(
        edition=edition,
        blocks=page_blocks(edition, _promoted_then(edition, at), marks),
        notices=notices,
        disclaimers=applicable(Facts.of_edition(edition), disclaimers, publication_name=publication["name"]),
        is_live=False,
        credit={} if is_known else edition.page.get("credit", {}),
        marked=marks.lines,
        publication=publication,
        agency_today=agency,
        section_today=section,
    )


def disclaimers_of(edition: Edition, standing: Standing) -> list[Applied]:
    """The disclaimers that an edition carries today."""
    return applicable(Facts.of_edition(edition), standing.disclaimers, publication_name=str(standing.publication["name"]))


def page_blocks(edition: Edition, promoted: dict[int, Edition], marks: Marked = UNMARKED) -> list[dict[str, Any]]:
    """The body with its dateline run in and its marks; promos whose story nobody can see are left out.

    A promo that would part a quotation from the words that follow it stands one block later.
    """
    blocks: list[dict[str, Any]] = []
    waiting: list[dict[str, Any]] = []
    for block in with_dateline(edition, marks=marks):
        if block["kind"] == "promo":
            if block["article"] in promoted:
                waiting.append({"kind": "promo", "edition": promoted[block["article"]]})
            if not _ends_in_quotation(blocks):
                blocks, waiting = blocks + waiting, []
            continue
        blocks.append({**block, "is_table": block.get("html", "").startswith("<table")})
        blocks, waiting = blocks + waiting, []
    return blocks + waiting


def with_dateline(edition: Edition, *, element: str = "span", marks: Marked = UNMARKED) -> list[dict[str, Any]]:
    """The body's blocks with the dateline run into the first paragraph, unless the text already begins with it."""
    blocks = [_with_marks(number, block, marks) for number, block in enumerate(edition.blocks)]
    dateline = printed_dateline(edition)
    first = next((index for index, block in enumerate(blocks) if block["kind"] == "html"), None)
    if not dateline or first is None:
        return blocks
    html = blocks[first]["html"]
    opening = OPENING_PARAGRAPH.match(html)
    said = marks.lines.get(("dateline", None)) or escape(dateline)
    printed = f'<{element} class="dateline">{said}</{element}> — '
    if opening is None:
        return [*blocks[:first], {"kind": "html", "html": f"<p>{printed}</p>"}, *blocks[first:]]
    html = opening.group() + printed + html[opening.end() :]
    return [*blocks[:first], {"kind": "html", "html": html}, *blocks[first + 1 :]]


def _with_marks(number: int, block: dict[str, Any], marks: Marked) -> dict[str, Any]:
    if block["kind"] == "photo":
        return {**block, "photo": _captioned(block["photo"], marks.lines)}
    return {**block, "html": marks.blocks[number]} if number in marks.blocks else block


def _captioned(photo: dict[str, Any], marked: dict[tuple[str, int | None], SafeString]) -> dict[str, Any]:
    caption = marked.get(("caption", photo["id"]))
    return {**photo, "marked_caption": caption} if caption else photo


def _ends_in_quotation(blocks: list[dict[str, Any]]) -> bool:
    return bool(blocks) and blocks[-1].get("html", "").startswith("<blockquote")


def _wanted(edition: Edition) -> list[int]:
    """The stories that the page's promos name, unless story or section refuses promos."""
    refused = edition.page["refuses_promos"] or edition.section.refuses_promos
    return [] if refused else [block["article"] for block in edition.page["blocks"] if block["kind"] == "promo"]


def _promoted_then(edition: Edition, at: datetime) -> dict[int, Edition]:
    """The stories that the page promoted at a past moment, as far as readers may still see what they were then."""
    wanted = _wanted(edition)
    if not wanted:
        return {}
    then = Edition.objects.visible(at).readers_had().of_open_stories().filter(article__in=wanted)
    shown = [other for other in with_rule(then).for_lists() if other.shows_history]  # type: ignore[attr-defined]
    return {other.article_id: other for other in marked(shown, at=at)}


def _beside(edition: Edition, at: datetime | None) -> tuple[dict[int, Edition], list[Edition]]:
    """The stories that the page's promos show, and related ones: same topic first, then same section. One query."""
    wanted = _wanted(edition)
    visible = Edition.objects.visible(at)
    others = visible.exclude(article=edition.article_id).newest_first()
    same_topic = others.filter(topics__editions=edition.pk).values("pk")[: 2 * RELATED]
    same_section = others.filter(section=edition.section_id).values("pk")[: RELATED + len(wanted)]
    # Each branch is wrapped, because SQLite allows no LIMIT inside a UNION.
    ids = (
        Edition.objects.filter(pk__in=same_topic).order_by().values("pk")
        .union(
            Edition.objects.filter(pk__in=same_section).order_by().values("pk"),
            visible.filter(article__in=wanted).order_by().values("pk"),
            all=True,
        )
    )  # fmt: skip
    topics = Edition.topics.through.objects
    shared = topics.filter(edition=OuterRef("pk"), topic__in=topics.filter(edition=edition.pk).values("topic"))
    found = visible.filter(pk__in=ids).annotate(shares_topic=Exists(shared)).for_lists().newest_first()
    beside = list(found)
    promoted = {other.article_id: other for other in beside if other.article_id in wanted}
    rest = [other for other in beside if other.article_id not in promoted]
    rest.sort(key=lambda other: not other.shares_topic)  # type: ignore[attr-defined]
    return promoted, rest[:RELATED]
