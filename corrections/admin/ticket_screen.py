"""One report on one screen: what the reader said, what the story said then and says now, and what to do."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from articles import differences, rights, states
from articles.models import Edition
from corrections import closing, forwarding, passages, wordings
from corrections.admin import ticket_forms as forms
from corrections.admin.ticket_forms import VerbForm
from corrections.admin.ticket_verbs import VERBS, Verb, may
from corrections.models import NoticeProposal, Reply, Ticket
from corrections.rehearsal import of_correction
from newsroom.base.actors import colleague
from newsroom.base.numbers import whole_number
from newsroom.base.refusals import Refused


def act(request: HttpRequest, ticket: Ticket, name: str) -> HttpResponse:
    """Do a verb to a ticket; what is refused comes back with everything that was typed."""
    verb = VERBS.get(name)
    if verb is None:
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    user = colleague(request)
    if not may(user, ticket, verb) or (request.POST.get("instead") and not rights.may_write(user, ticket.article)):
        raise PermissionDenied
    if "use_reply" in request.POST and verb.form.answer_in:
        return _with_reply(request, ticket, name, verb)
    form = verb.form(request.POST, ticket=ticket)
    if "back" in request.POST or not form.is_valid():
        return screen(request, ticket, name, form)
    if verb.publishes and "confirmed" not in request.POST:
        return _confirm(request, ticket, name, form)
    try:
        made = verb.do(ticket=ticket, by=user, **form.arguments)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        ticket.refresh_from_db()
        return screen(request, ticket, name, form)
    done = "Proposed. Somebody else approves or rejects it." if isinstance(made, NoticeProposal) else verb.done
    messages.success(request, f"{ticket}: {done}")
    if verb.opens_story:
        return redirect("admin:articles_article_change", ticket.article_id)
    return redirect("admin:corrections_ticket_change", ticket.pk)


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
        "leads": forms.leads(ticket),
        "group": ticket.group.open().order_by("pk"),
        "offer": forwarding.offers([ticket]).get(ticket.pk),
        "source": forwarding.version_of(ticket) if ticket.article.agency else None,
        "proposals": ticket.notice_proposals.open(),
    }
    status = 422 if form is not None and form.errors else 200
    return TemplateResponse(request, "admin/corrections/ticket/screen.html", context, status=status)


def _confirm(request: HttpRequest, ticket: Ticket, name: str, form: VerbForm) -> HttpResponse:
    """Once, before readers see it: exactly what will happen, and where."""
    try:
        rehearsal = of_correction(
            VERBS[name].do, ticket=ticket, by=colleague(request), at=timezone.now(), **form.arguments
        )  # fmt: skip
    except Refused as refusal:
        form.add_error(None, str(refusal))
        ticket.refresh_from_db()
        return screen(request, ticket, name, form)
    what = f"Propose this {rehearsal.label.lower()}?" if rehearsal.is_proposal else f"Publish this {rehearsal.label.lower()}?"
    context = {
        **_context(request, ticket),
        "title": what,
        "form": form,
        "shown": rehearsal,
        "live": _live(ticket),
        "supersedes": form.cleaned_data.get("supersedes"),
        "resolution": Ticket.Resolution(closing.RESOLUTION_OF[rehearsal.kind]).label.lower(),
    }
    return TemplateResponse(request, "admin/corrections/ticket/confirm.html", context)


def _with_reply(request: HttpRequest, ticket: Ticket, name: str, verb: Verb) -> HttpResponse:
    """A canned reply is put where the answer is written; nothing is sent."""
    typed = {key: str(value) for key, value in request.POST.items() if key != "reply"}
    reply = Reply.objects.filter(pk=whole_number(request.POST.get("reply", "")) or 0).first()
    if reply is not None:
        said = typed.get(verb.form.answer_in, "").strip()
        typed[verb.form.answer_in] = "\n\n".join(filter(None, [said, wordings.filled(reply.text, ticket)]))
    return screen(request, ticket, name, verb.form(ticket=ticket, initial=typed))


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
