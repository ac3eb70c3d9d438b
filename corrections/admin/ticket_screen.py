"""One report on one screen: what the reader said, what the story said then and says now, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from articles import differences, rights, states
from articles.models import Edition
from corrections import answering, passages
from corrections.admin import ticket_forms as forms
from corrections.admin.ticket_forms import VerbForm
from corrections.models import Notice, Ticket
from newsroom.base.actors import colleague
from newsroom.base.refusals import Refused

HANDLE, RESOLVE = "corrections.handle_ticket", "corrections.resolve_ticket"


@dataclass(frozen=True)
class Verb:
    """A verb at the desk: which permission it needs, its form, what it does, and what is said when it is done."""

    permission: str
    form: type[VerbForm]
    do: Callable[..., Any]
    done: str
    publishes: bool = False


def _take(*, ticket: Ticket, by: User, over_from: int | None, seen: int | None) -> None:
    previous = User.objects.filter(pk=over_from).first() if over_from else None
    answering.take(ticket=ticket, by=by, over_from=previous, seen=seen)


def _note(*, ticket: Ticket, by: User, text: str, seen: int | None) -> None:
    answering.note(ticket=ticket, by=by, text=text)


VERBS: dict[str, Verb] = {
    "take": Verb(HANDLE, forms.TakeForm, _take, "The ticket is yours."),
    "ask": Verb(HANDLE, forms.AskForm, answering.ask, "The question is on its way; the clock waits for the answer."),
    "note": Verb(HANDLE, forms.NoteForm, _note, "The note is kept."),
    "clear": Verb(
        HANDLE, VerbForm, answering.clear, "Cleared: the report is in the queue, its reader gets the acknowledgement."
    ),
    "correct": Verb(RESOLVE, forms.CorrectForm, answering.correct, "Published with its notice, and the reader told.", True),
    "answer_with": Verb(RESOLVE, forms.AnswerWithForm, answering.answer_with, "Closed with the notice, and the reader told."),
    "no_error": Verb(RESOLVE, forms.NoErrorForm, answering.find_no_error, "Closed as no error, and the reader told."),
    "duplicate": Verb(RESOLVE, forms.DuplicateForm, answering.join, "Joined with the earlier report."),
    "spam": Verb(RESOLVE, VerbForm, answering.discard, "Closed as spam. Nobody is told."),
    "reopen": Verb(RESOLVE, forms.ReopenForm, answering.reopen, "Taken up again."),
}


def act(request: HttpRequest, ticket: Ticket, name: str) -> HttpResponse:
    """Do a verb to a ticket; what is refused comes back with everything that was typed."""
    verb = VERBS.get(name)
    if verb is None:
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    user = colleague(request)
    if not may(user, ticket, verb):
        raise PermissionDenied
    form = verb.form(request.POST, ticket=ticket)
    if "back" in request.POST or not form.is_valid():
        return screen(request, ticket, name, form)
    if verb.publishes and "confirmed" not in request.POST:
        return _confirm(request, ticket, form)
    try:
        verb.do(ticket=ticket, by=user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        ticket.refresh_from_db()
        return screen(request, ticket, name, form)
    messages.success(request, f"{ticket}: {verb.done}")
    return redirect("admin:corrections_ticket_change", ticket.pk)


def may(user: User, ticket: Ticket, verb: Verb) -> bool:
    """Whether someone has the permission, and, where the verb publishes, may publish this story."""
    return user.has_perm(verb.permission) and (not verb.publishes or rights.may_publish(user, ticket.article))


def screen(request: HttpRequest, ticket: Ticket, name: str = "", form: VerbForm | None = None) -> HttpResponse:
    """The ticket beside its story; with a form that was refused, if there is one."""
    user = colleague(request)
    events = list(ticket.events.select_related("by"))
    revision, live = ticket.article.current_revision(), _live(ticket)
    seen = events[-1].pk if events else None
    initial = {"seen": seen, "revision": revision.number if revision else None, "over_from": ticket.owner_id}
    bound = {name: form} if form is not None else {}
    before = ticket.edition.revision if ticket.edition else None
    then = passages.shown(before.content, ticket.passage) if before else None
    now = passages.shown(live.revision.content, ticket.passage) if live else None
    context = {
        **_context(request, ticket),
        "contact": {"name": ticket.contact_name, "email": ticket.contact_email}
        if user.has_perm("corrections.view_contact")
        else None,
        "has_contact": bool(ticket.contact_email),
        "events": events,
        "may": {one: may(user, ticket, verb) for one, verb in VERBS.items()},
        "may_edit": rights.may_write(user, ticket.article),
        "forms": {one: bound.get(one) or verb.form(ticket=ticket, initial=initial) for one, verb in VERBS.items()},
        "opened": name,
        "then": then,
        "now": now,
        "live": live,
        "is_same_text": bool(live and before and live.revision_id == before.pk),
        "is_passage_gone": bool(then and now and then.is_found and not now.is_found),
        "revision": revision,
        "changes": _changes(live, revision),
        "notices": forms.standing_notices(ticket),
        "originals": forms.originals(ticket),
    }
    status = 422 if form is not None and form.errors else 200
    return TemplateResponse(request, "admin/corrections/ticket/screen.html", context, status=status)


def _confirm(request: HttpRequest, ticket: Ticket, form: VerbForm) -> HttpResponse:
    """Once, before readers see it: exactly what will happen, and where."""
    chosen = form.cleaned_data
    is_top = chosen["severity"] == Notice.Severity.SERIOUS or chosen["kind"] == Notice.Kind.RETRACTION
    live = _live(ticket)
    context = {
        **_context(request, ticket),
        "title": f"Publish this {Notice.Kind(chosen['kind']).label.lower()}?",
        "form": form,
        "chosen": chosen,
        "label": Notice.Kind(chosen["kind"]).label,
        "place": "above the story" if is_top else "after the story",
        "resolution": Ticket.Resolution(answering.RESOLUTION_OF[chosen["kind"]]).label.lower(),
        "live": live,
        "changes": _changes(live, ticket.article.current_revision()),
        "has_contact": bool(ticket.contact_email),
    }
    return TemplateResponse(request, "admin/corrections/ticket/confirm.html", context)


def _live(ticket: Ticket) -> Edition | None:
    """What readers have, or had until the story was taken off the site."""
    return ticket.article.editions.live().select_related("revision").first()


def _changes(live: Edition | None, revision: Any) -> list[differences.Difference]:
    if live is None or revision is None or live.revision_id == revision.pk:
        return []
    return differences.of_contents(live.revision.content, revision.content)


def _context(request: HttpRequest, ticket: Ticket) -> dict[str, Any]:
    return {
        **admin.site.each_context(request),
        "title": f"Report {ticket.reference}",
        "opts": Ticket._meta,
        "ticket": ticket,
        "article": ticket.article,
        "state": states.state_of(states.facts_of(ticket.article)),
    }
