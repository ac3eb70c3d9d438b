"""A notice reaches those who had the story from us: republishers on the list, and the desk of the stories that promote it.

The readers who reported it are told as their tickets close. Everyone else finds it in the log and its feeds.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from articles.models import Article, Edition, Publication
from corrections.models import Notice, Republisher
from newsroom.base import outbox

MOST = 40  # stories that promote it; who needs more looks it up


def tell(notice: Notice, *, at: datetime) -> None:
    """One mail to each republisher, and one to our own desk if stories of ours promote the one it is on."""
    publication = Publication.objects.first()
    name, reply_to = (publication.name, publication.corrections_email) if publication else ("", "")
    for republisher in Republisher.objects.filter(is_active=True):
        outbox.post(
            key=f"notice:{notice.pk}:republisher:{republisher.pk}",
            to=republisher.email,
            subject=f"{name}: {notice.get_kind_display()}" if name else notice.get_kind_display(),
            text=_text(notice, name, at),
            reply_to=reply_to,
            at=at,
        )
    promoting = _promoting(notice.article, at)
    if publication and publication.desk_email and promoting:
        lines = [f"- {edition.headline}: {settings.SITE_URL}{edition.path}" for edition in promoting]
        outbox.post(
            key=f"notice:{notice.pk}:promoting",
            to=publication.desk_email,
            subject=f"{notice.get_kind_display()} on a story that others promote",
            text="\n".join([
                f"{notice.get_kind_display()}: {notice.text}", _address(notice), "",
                "These stories promote it. Look whether they repeat what was wrong:", *lines, "",
            ]),
            at=at,
        )  # fmt: skip


def _text(notice: Notice, name: str, at: datetime) -> str:
    """What a republisher reads; a story that is gone is named by its number alone, which feeds and API gave it."""
    story = None if notice.is_neutral else notice.article.visible_edition(at)
    which = [f"“{story.headline}”", f"{settings.SITE_URL}{story.path}"] if story else ["A story that you may carry from us."]
    do = "Please carry this notice with it, and the text as it is now." if story else "Please take your copy down, or ask us."
    number = f"Its number in our feeds and API: {notice.article.uid}"
    return "\n".join(
        [*which, number, "", f"{notice.get_kind_display()}: {notice.text}", _address(notice), "", do, "", name, ""]
    )


def _address(notice: Notice) -> str:
    return f"{settings.SITE_URL}{notice.get_absolute_url()}"


def _promoting(article: Article, at: datetime) -> list[Edition]:
    """Stories that readers see with a promo of this one placed by hand; only those saved since it was begun can have one."""
    promo = f'data-promo="{article.pk}"'
    others = Article.objects.filter(saved_at__gte=article.created_at, body__contains=promo).exclude(pk=article.pk)
    return list(Edition.objects.visible(at).filter(article__in=others.order_by().values("pk"))[:MOST])
