"""A reader's own report as its page shows it: where it stands, what happened, what came of it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from articles.models import Edition, Publication
from corrections import access, mails, passages
from corrections.forms import abouts
from corrections.models import Notice, Ticket, TicketEvent

CLOSED = "What was said here repeats words of the story, which is not available at the moment."
STATES = {
    Ticket.Status.NEW: "We have your report.",
    Ticket.Status.TAKEN: "An editor is looking into it.",
    Ticket.Status.ASKED: "We have a question for you.",
    Ticket.Status.ANSWERED: "We have your answer and are looking into it.",
    Ticket.Status.REOPENED: "We are looking into it again.",
    Ticket.Status.AWAITING_AGENCY: "We have asked the agency whose story it is.",
}
STEPS = {
    TicketEvent.Verb.RECEIVED: "Your report came in",
    TicketEvent.Verb.TAKEN: "An editor took it up",
    TicketEvent.Verb.ASKED: "We asked you",
    TicketEvent.Verb.ANSWERED: "You answered",
    TicketEvent.Verb.RESOLVED: "We closed it",
    TicketEvent.Verb.REOPENED: "We took it up again",
    TicketEvent.Verb.FORWARDED: "We asked the agency",
    TicketEvent.Verb.ADDED: "You added",
    TicketEvent.Verb.WITHDRAWN: "You took your report back",
    TicketEvent.Verb.REVOKED: "It got a new private link",
}


def shown(ticket: Ticket) -> dict[str, Any]:
    """All that the page tells; what the story said is closed with the story."""
    story = Edition.objects.visible().with_photos().filter(article=ticket.article_id).first()
    told = steps(ticket, closed=passages.words_of_story(ticket) if story is None else ())
    is_our_turn = ticket.is_open and ticket.status not in Ticket.WAITING_STATES
    return {
        "ticket": ticket,
        "story": story,
        "about": _about(ticket, story) if story else "",
        "state": _state(ticket),
        "is_our_turn": is_our_turn,
        "is_late": is_our_turn and ticket.due_at <= timezone.now(),
        "steps": told,
        "question": next((step["said"] for step in reversed(told) if step["is_question"]), ""),
        "code": access.code_of(ticket),
        "link": mails.private_link(ticket),
        "days": Publication.objects.values_list("personal_data_days", flat=True).first(),
        **_answer(ticket),
    }


def steps(ticket: Ticket, closed: Any = ()) -> list[dict[str, Any]]:
    """What happened that is the reader's to know; words that repeat `closed` ones of the story are not shown."""
    return [
        {
            "at": event.at,
            "what": STEPS[TicketEvent.Verb(event.verb)],
            "said": CLOSED if passages.repeats(event.to_reader, closed) else event.to_reader,
            "outcome": _outcome(event, ticket),
            "is_question": event.verb == TicketEvent.Verb.ASKED,
        }
        for event in ticket.events.all()
        if event.verb in STEPS
    ]


def _answer(ticket: Ticket) -> dict[str, Any]:
    """The notice that answers it, or the one that has taken its place; of an earlier report of the same, how that ended."""
    original = ticket.duplicate_of
    answered = ticket.notice or (original.notice if original else None)
    notice = answered.latest() if answered else None
    return {
        "notice": notice if notice and Notice.objects.public().filter(pk=notice.pk).exists() else None,
        "is_later_notice": notice != answered,
        "original_outcome": original.get_resolution_display() if original and original.resolution else "",
    }


def _about(ticket: Ticket, story: Edition) -> str:
    """What the report is about, if not the whole: a picture as the form names it, while the story shows it."""
    if ticket.part in (Ticket.Part.WHOLE, Ticket.Part.WORDS):
        return ""
    return dict(abouts(story)).get(f"{ticket.part}:{ticket.photo_id}") or ticket.get_part_display()


def _state(ticket: Ticket) -> str:
    if ticket.status == Ticket.Status.CLOSED:
        return mails.outcome(ticket.resolution, ticket.notice)
    return STATES[Ticket.Status(ticket.status)]


def _outcome(event: TicketEvent, ticket: Ticket) -> str:
    """How a step ended the report; of an earlier end it is not known any more by which notice."""
    if event.verb != TicketEvent.Verb.RESOLVED or not event.resolution:
        return ""
    return mails.outcome(event.resolution, ticket.notice if event.at == ticket.closed_at else None)
