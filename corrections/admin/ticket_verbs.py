"""The verbs of a ticket at the desk: which permission each needs, its form, what it does, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User

from articles import rights
from articles.models import Article
from corrections import answering, forwarding, own_report, privacy, sharing, steps
from corrections.admin import ticket_forms as forms
from corrections.admin.ticket_forms import VerbForm
from corrections.models import Ticket

HANDLE, RESOLVE = "corrections.handle_ticket", "corrections.resolve_ticket"
RESTRICTED, ERASE = "corrections.view_restricted", "base.add_erasure"


@dataclass(frozen=True)
class Verb:
    """A verb at the desk; one that `publishes` needs the right to publish the story, and is asked about once."""

    permission: str
    form: type[VerbForm]
    do: Callable[..., Any]
    done: str
    publishes: bool = False
    also: Callable[[User, Article], bool] | None = None  # what the story itself asks for
    opens_story: bool = False


def _take(*, ticket: Ticket, by: User, over_from: int | None, seen: int | None) -> None:
    previous = User.objects.filter(pk=over_from).first() if over_from else None
    answering.take(ticket=ticket, by=by, over_from=previous, seen=seen)


def _note(*, ticket: Ticket, by: User, text: str, seen: int | None) -> None:
    answering.note(ticket=ticket, by=by, text=text)


def _new_link(*, ticket: Ticket, by: User, seen: int | None) -> None:
    own_report.renew(ticket=ticket, by=by)


def _erase(*, ticket: Ticket, by: User, reason: str, sure: bool, seen: int | None) -> None:
    privacy.erase(ticket=ticket, by=by, reason=reason)


VERBS: dict[str, Verb] = {
    "take": Verb(HANDLE, forms.TakeForm, _take, "The report is yours."),
    "ask": Verb(HANDLE, forms.AskForm, answering.ask, "The question is on its way; the clock waits for the answer."),
    "note": Verb(HANDLE, forms.NoteForm, _note, "The note is kept."),
    "clear": Verb(
        HANDLE, VerbForm, answering.clear, "Cleared: the report is in the queue, its reader gets the acknowledgement."
    ),
    "correct": Verb(RESOLVE, forms.CorrectForm, answering.correct, "Published with its notice, and the reader told.", True),
    "answer_with": Verb(RESOLVE, forms.AnswerWithForm, answering.answer_with, "Closed with the notice, and the reader told."),
    "no_error": Verb(RESOLVE, forms.NoErrorForm, answering.find_no_error, "Closed as no error, and the reader told."),
    "fixed": Verb(RESOLVE, forms.FixedForm, answering.find_fixed, "Closed as put right, and the reader told."),
    "duplicate": Verb(RESOLVE, forms.DuplicateForm, answering.join, "Joined with the earlier report."),
    "spam": Verb(RESOLVE, VerbForm, answering.discard, "Closed as spam. Nobody is told."),
    "agency_corrected": Verb(
        RESOLVE, VerbForm, answering.close_with_agencys, "Closed with the agency’s correction, and the reader told."
    ),
    "attribute": Verb(HANDLE, forms.AttributeForm, forwarding.attribute, "Kept."),
    "forward": Verb(HANDLE, forms.ForwardForm, forwarding.forward, "The agency is told. Our clock waits for it."),
    "take_back": Verb(HANDLE, VerbForm, forwarding.take_back, "Taken back. Our clock goes on."),
    "assign": Verb(HANDLE, forms.AssignForm, sharing.assign, "Assigned."),
    "sort": Verb(HANDLE, forms.SortForm, sharing.sort, "Its kind is kept."),
    "merge": Verb(HANDLE, forms.MergeForm, sharing.merge, "Grouped: they are decided and answered together."),
    "split": Verb(HANDLE, VerbForm, sharing.split, "Taken out of its group: it is answered by itself."),
    "note_on_story": Verb(
        RESTRICTED, forms.StoryNoteForm, steps.add_note, "The note stands on the story.", also=rights.may_publish
    ),
    "keep_out": Verb(
        RESTRICTED, forms.StepForm, steps.keep_out, "Done: pages and sitemaps say so at once.", also=rights.may_publish
    ),
    "anonymise": Verb(
        RESTRICTED,
        forms.AnonymiseForm,
        steps.anonymise,
        "Kept. Change the words, save, and publish the change.",
        also=rights.may_write,
        opens_story=True,
    ),
    "withhold": Verb(RESTRICTED, forms.StepForm, steps.withhold, "Off the site until you lift the hold.", also=rights.may_hold),
    "new_link": Verb(HANDLE, VerbForm, _new_link, "The old private link opens nothing any more."),
    "erase": Verb(ERASE, forms.EraseForm, _erase, "Name, address and words of the reader are erased."),
    "reopen": Verb(RESOLVE, forms.ReopenForm, answering.reopen, "Taken up again."),
}


def may(user: User, ticket: Ticket, verb: Verb) -> bool:
    """Whether someone has the permission, and may do to this story what the verb does to it."""
    if not user.has_perm(verb.permission) or (verb.publishes and not rights.may_publish(user, ticket.article)):
        return False
    return verb.also is None or verb.also(user, ticket.article)
