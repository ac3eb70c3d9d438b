"""A notice reaches those who had the story from us: republishers on the list, and the desk of the stories that promote it.

The readers who reported it are told as their tickets close, and again when another notice takes the place of the one that
answered them. Everyone else finds it in the log and its feeds.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import Q

from articles.models import Edition, Publication
from corrections import headlines, mails
from corrections.models import Notice, Republisher, Ticket
from newsroom.base import outbox

MOST = 40  # stories that promote it; who needs more looks it up


def tell(notice: Notice, *, at: datetime) -> None:
    """One mail to each republisher and each reader whom it tells anew; one to our desk if stories promote the one it is on."""
    publication = Publication.objects.first()
    name, reply_to = (publication.name, publication.corrections_email) if publication else ("", "")
    republishers = list(Republisher.objects.filter(is_active=True))
    text = _text(notice, name, at) if republishers else ""
    for republisher in republishers:
        outbox.post(
            key=f"notice:{notice.pk}:republisher:{republisher.pk}",
            to=republisher.email,
            subject=f"{name}: {notice.get_kind_display()}" if name else notice.get_kind_display(),
            text=text,
            reply_to=reply_to,
            at=at,
        )
    replaced = _replaced(notice)
    for ticket in Ticket.objects.filter(Q(notice__in=replaced) | Q(duplicate_of__notice__in=replaced)) if replaced else ():
        mails.tell_replaced(ticket, notice, at=at)
    promoting = list(Edition.objects.visible(at).promoting(notice.article).newest_first()[:MOST])
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


def _replaced(notice: Notice) -> list[Notice]:
    """The notices in whose place it stands."""
    found = []
    while notice.supersedes is not None:
        notice = notice.supersedes
        found.append(notice)
    return found


def _text(notice: Notice, name: str, at: datetime) -> str:
    """What a republisher reads; a story that is gone is named by its number alone, which feeds and API gave it."""
    story = None if notice.is_neutral else notice.article.visible_edition(at)
    mark = headlines.marks([notice.article_id], at=at).get(notice.article_id) if story else None
    headline = mark.title(story.headline) if story and mark else story.headline if story else ""
    which = [f"“{headline}”", f"{settings.SITE_URL}{story.path}"] if story else ["A story that you may carry from us."]
    do = "Please carry this notice with it, and the text as it is now." if story else "Please take your copy down, or ask us."
    number = f"Its number in our feeds and API: {notice.article.uid}"
    return "\n".join(
        [*which, number, "", f"{notice.get_kind_display()}: {notice.text}", _address(notice), "", do, "", name, ""]
    )


def _address(notice: Notice) -> str:
    return f"{settings.SITE_URL}{notice.get_absolute_url()}"
