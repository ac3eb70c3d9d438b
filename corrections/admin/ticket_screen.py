"""One report on one screen: what the reader said, what the story said then and says now, and what to do."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.forms import Textarea
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from articles import differences, rights, states
from articles.admin.pictures import shown_photo
from articles.models import Edition
from corrections import beside, closing, forwarding
from corrections.admin import ticket_forms as forms
from corrections.admin.ticket_forms import VerbForm, with_reply
from corrections.admin.ticket_verbs import VERBS, Verb, may
from corrections.models import NoticeProposal, Ticket
from corrections.rehearsal import of_correction
from newsroom.base.actors import colleague
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
    form = verb.form(request.POST, ticket=ticket, auto_id=_ids(name))
    if "back" in request.POST or not form.is_valid():
        return screen(request, ticket, name, form)
    if verb.publishes and "confirmed" not in request.POST:
        return _confirm(request, ticket, name, form)
    try:
        made = verb.do(ticket=ticket, by=user, **form.arguments)
    except Refused as refusal:
        return _refused(request, ticket, name, form, refusal)
    done = "Proposed. Somebody else approves or rejects it." if isinstance(made, NoticeProposal) else verb.done
    messages.success(request, format_html("{}: {} {}", ticket, done, _next(user, ticket)))
    if not Ticket.objects.accessible_to(user).filter(pk=ticket.pk).exists():
        return redirect("admin:corrections_ticket_changelist")  # it is for others from now on
    if verb.opens_story:
        return redirect("admin:articles_article_change", ticket.article_id)
    # A browser takes the form's “#verb-…” along, past the sentence that says what was done.
    return redirect(f"{reverse('admin:corrections_ticket_change', args=[ticket.pk])}#top")


def screen(request: HttpRequest, ticket: Ticket, name: str = "", form: VerbForm | None = None) -> HttpResponse:
    """The ticket beside its story; with a form that was refused, if there is one."""
    user = colleague(request)
    events = list(ticket.events.select_related("by"))
    revision, live = ticket.article.current_revision(), _live(ticket)
    initial = _as_shown(ticket)
    bound = {name: form} if form is not None else {}
    context = {
        **_context(request, ticket),
        "contact": {"name": ticket.contact_name, "email": ticket.contact_email}
        if user.has_perm("corrections.view_contact")
        else None,
        "has_contact": bool(ticket.contact_email),
        "letter": forwarding.letter(ticket, ticket.wrong, at=timezone.now()) if ticket.article.agency else None,
        "may_write_to_agency": bool(ticket.article.agency and forwarding.is_address(ticket.article.agency.corrections_contact)),
        "events": events,
        "may": {one: may(user, ticket, verb) for one, verb in VERBS.items()},
        "may_edit": rights.may_write(user, ticket.article),
        "forms": {
            one: bound.get(one) or verb.form(ticket=ticket, initial=initial, auto_id=_ids(one)) for one, verb in VERBS.items()
        },
        "opened": name,
        "kept": _kept(ticket, name, form),
        "beside": beside.of(ticket, live),
        "photo": shown_photo(ticket.photo, "large"),
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
        return _refused(request, ticket, name, form, refusal)
    what = f"Propose this {rehearsal.label.lower()}?" if rehearsal.is_proposal else f"Publish this {rehearsal.label.lower()}?"
    context = {
        **_context(request, ticket),
        "title": what,
        "form": form,
        "shown": rehearsal,
        "live": _live(ticket),
        "resolution": Ticket.Resolution(closing.RESOLUTION_OF[rehearsal.kind]).label.lower(),
    }
    return TemplateResponse(request, "admin/corrections/ticket/confirm.html", context)


def _with_reply(request: HttpRequest, ticket: Ticket, name: str, verb: Verb) -> HttpResponse:
    """A canned reply is put where the answer is written; nothing is sent."""
    typed = {key: str(value) for key, value in request.POST.items() if key != "reply"}
    place = verb.form.answer_in
    typed[place] = with_reply(typed.get(place, ""), request.POST.get("reply", ""), ticket)
    form = verb.form(ticket=ticket, initial=typed, auto_id=_ids(name))
    form.fields[place].widget.attrs["data-goes-on"] = True  # who works by keyboard goes on there
    return screen(request, ticket, name, form)


def _refused(request: HttpRequest, ticket: Ticket, name: str, form: VerbForm, refusal: Refused) -> HttpResponse:
    """The screen as it is now, with why, and with all that was typed; who looks at it may go on from there."""
    form.add_error(None, str(refusal))
    ticket.refresh_from_db()
    now = {key: value for key, value in _as_shown(ticket).items() if key in form.fields}
    form.data = {**{key: form.data[key] for key in form.data}, **now}  # not `**form.data`: it holds lists
    return screen(request, ticket, name, form)


def _as_shown(ticket: Ticket) -> dict[str, Any]:
    """What the editor has on screen, which a form sends along: the newest step, the newest save, who has the ticket."""
    newest, revision = ticket.events.order_by("at", "pk").last(), ticket.article.current_revision()
    return {
        "seen": newest.pk if newest else None,
        "revision": revision.number if revision else None,
        "over_from": ticket.owner_id,
    }


def _kept(ticket: Ticket, name: str, form: VerbForm | None) -> dict[str, Any] | None:
    """What was typed into a form that the screen has no more, because somebody else was quicker."""
    if ticket.is_open and not ticket.is_suspected and ticket.grouped_with_id is None:
        is_gone = name == "forward" and ticket.status == Ticket.Status.AWAITING_AGENCY
    else:
        is_gone = name not in ("note", "reopen") and not (name == "ask" and ticket.is_open)
    if form is None or not is_gone or not form.non_field_errors():
        return None
    typed = [(field.label, field.value()) for field in form.visible_fields() if isinstance(field.field.widget, Textarea)]
    return {"why": form.non_field_errors(), "typed": [(label, words) for label, words in typed if words]}


def _next(user: User, ticket: Ticket) -> str:
    """The way to the report that is due first, once this one needs nobody any more."""
    ticket.refresh_from_db()
    waiting = Ticket.objects.accessible_to(user).our_turn().exclude(pk=ticket.pk)
    following = None if ticket.is_our_turn() else waiting.first()
    if following is None:
        return ""
    address = reverse("admin:corrections_ticket_change", args=[following.pk])
    return format_html('<a href="{}">Next: {}</a>', address, following)


def _ids(name: str) -> str:
    """Each form of the screen has names of its own, or a label would speak for another form's field."""
    return f"id_{name}_%s"


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
