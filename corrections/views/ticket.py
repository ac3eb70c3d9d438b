"""A reader's own report: reached by a private link once, then by a cookie that only this page gets."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.models import Edition, Publication
from corrections import access, answering, mails, own_report, passages, privacy
from corrections.forms import AddForm, AnswerForm, FindTicketForm, PlainForm, SureForm, abouts
from corrections.models import Notice, Ticket, TicketEvent
from corrections.views.posts import BUSY, NO_KEY, in_minutes, refuses_large_posts
from newsroom.base import throttle
from newsroom.base.actors import ReaderActor
from newsroom.base.refusals import Refused

logger = logging.getLogger(__name__)
COOKIE = "ticket"
TRIES, ANSWERS, WINDOW = 10, 20, timedelta(minutes=15)
LINKS = 3  # in that time, for one report: each is mailed, and whoever typed the address may not be the one who reads it
NO_REPORT = "This link opens no report. It may be cut short, or a newer link has taken its place."
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


def private(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Nobody keeps this page, follows from it with its address, or lists it."""

    @wraps(view)
    def kept_private(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return kept_private


@private
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@refuses_large_posts
def ticket(request: HttpRequest) -> HttpResponse:
    """The reader's report. A private link is exchanged for a cookie at once, so that its token leaves the address bar."""
    if request.method == "POST":
        return _find(request)
    if "t" in request.GET:
        found = access.by_token(request.GET["t"])
        if found is None:
            return _find_page(request, FindTicketForm(), problem=NO_REPORT, status=404)
        return remember(redirect("corrections:ticket"), found)
    mine = _mine(request)
    return _page(request, mine) if mine else _find_page(request, FindTicketForm())


@private
@require_POST
@sensitive_post_parameters()
@refuses_large_posts
def answer(request: HttpRequest) -> HttpResponse:
    """The reader answers the desk's question."""
    return _say(request, AnswerForm(request.POST), "answer", lambda mine, text: answering.answer(ticket=mine, text=text))


@private
@require_POST
@sensitive_post_parameters()
@refuses_large_posts
def add(request: HttpRequest) -> HttpResponse:
    """The reader adds words; a report that is closed is taken up again for them."""
    return _say(request, AddForm(request.POST), "more", lambda mine, text: own_report.add(ticket=mine, text=text))


@private
def ticket_again(request: HttpRequest) -> HttpResponse:
    """Reference and code came without the form's key: both are kept in it."""
    return _find_page(request, FindTicketForm(request.POST), problem=NO_KEY, status=403)


@private
def answer_again(request: HttpRequest) -> HttpResponse:
    """An answer came without the form's key: its words are kept."""
    return _keep_words(request, AnswerForm(request.POST), "answer", NO_KEY, status=403)


@private
def add_again(request: HttpRequest) -> HttpResponse:
    """Added words came without the form's key: they are kept."""
    return _keep_words(request, AddForm(request.POST), "more", NO_KEY, status=403)


@private
@require_http_methods(["GET", "HEAD", "POST"])
@refuses_large_posts
def change(request: HttpRequest, what: str) -> HttpResponse:
    """The reader takes the report back, has their data erased, or makes the private link a new one: asked once, then done."""
    mine = _mine(request)
    if mine is None:
        return _not_open(request) if request.method == "POST" else redirect("corrections:ticket")
    form = SureForm(request.POST or None)
    if request.method != "POST":
        return _sure_page(request, mine, what, form)
    try:
        return CHANGES[what](request, mine)
    except Refused as refusal:
        return _sure_page(request, mine, what, form, problem=str(refusal), status=422)


@private
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """All that we hold of the reader in this report, as a file."""
    mine = _mine(request)
    if mine is None:
        return _not_open(request)
    response = JsonResponse(privacy.held_on(mine), json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="report-{mine.reference}.json"'
    return response


@private
@require_POST
@refuses_large_posts
def leave(request: HttpRequest) -> HttpResponse:
    """On a shared computer: this browser forgets the report, the report stays."""
    response = redirect("corrections:ticket")
    response.delete_cookie(COOKIE, path=reverse("corrections:ticket"), samesite="Lax")
    return response


def remember(response: HttpResponse, ticket: Ticket) -> HttpResponse:
    """Let this browser open the report, until it is closed."""
    response.set_cookie(
        COOKIE,
        access.token_of(ticket),
        path=reverse("corrections:ticket"),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def _withdraw(request: HttpRequest, mine: Ticket) -> HttpResponse:
    own_report.withdraw(ticket=mine)
    return redirect("corrections:ticket")


def _erase(request: HttpRequest, mine: Ticket) -> HttpResponse:
    privacy.erase(ticket=mine, by=ReaderActor())
    response = render(request, "corrections/ticket_erased.html", {"reference": mine.reference})
    response.delete_cookie(COOKIE, path=reverse("corrections:ticket"), samesite="Lax")
    return response


def _renew(request: HttpRequest, mine: Ticket) -> HttpResponse:
    if wait := throttle.seconds_to_wait("ticket link", mine.reference, limit=LINKS, window=WINDOW):
        raise Refused(f"The report had several new links just now. Ask for another {in_minutes(wait)}.")
    return remember(redirect("corrections:ticket"), own_report.renew(ticket=mine, by=ReaderActor()))


CHANGES: dict[str, Callable[[HttpRequest, Ticket], HttpResponse]] = {"withdraw": _withdraw, "erase": _erase, "link": _renew}


def _say(request: HttpRequest, form: Form, name: str, do: Callable[[Ticket, str], object]) -> HttpResponse:
    """Words of the reader on their own report; refused, they come back."""
    mine = _mine(request)
    if mine is None or not form.is_valid():
        return _keep_words(request, form, name)
    try:
        wait = throttle.seconds_to_wait("ticket answer", throttle.client_address(request), limit=ANSWERS, window=WINDOW)
        if wait:
            raise Refused(f"Many answers came from your address. Send this one again {in_minutes(wait)}.")
        do(mine, form.cleaned_data[name])
    except Refused as refusal:
        return _keep_words(request, form, name, str(refusal))
    except OperationalError as error:
        logger.warning("Words of a reader could not be kept: %s", error)
        return _keep_words(request, form, name, BUSY, status=503)
    return redirect("corrections:ticket")


def _keep_words(request: HttpRequest, form: Form, name: str, why: str = "", *, status: int = 422) -> HttpResponse:
    """The words as they were typed: in the report, or beside the way back to it if it is not open any more."""
    mine = _mine(request)
    if mine is None:
        return _not_open(request, words=request.POST.get(name, ""))
    form.is_valid()
    if why:
        form.add_error(name, why)
    return _page(request, mine, form, status=status)


def _not_open(request: HttpRequest, *, words: str = "") -> HttpResponse:
    problem = "Your report is not open on this device any more. Open it again; what you wrote is kept." if words else ""
    form = FindTicketForm(initial={"words": words})
    return _find_page(request, form, problem=problem or "Open your report first.", status=403)


def _sure_page(
    request: HttpRequest, mine: Ticket, what: str, form: Form, *, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {"ticket": mine, "what": what, "form": form, "problem": problem}
    return render(request, "corrections/ticket_sure.html", context, status=status)


def _mine(request: HttpRequest) -> Ticket | None:
    return access.by_token(request.COOKIES.get(COOKIE, ""))


def _find(request: HttpRequest) -> HttpResponse:
    form = FindTicketForm(request.POST)
    if not form.is_valid():
        return _find_page(request, form, status=422)
    wait = throttle.seconds_to_wait("ticket code", throttle.client_address(request), limit=TRIES, window=WINDOW)
    if wait:
        response = _find_page(request, form, problem=f"Too many tries. Try again {in_minutes(wait)}.", status=429)
        response["Retry-After"] = str(wait)
        return response
    found = access.by_code(form.cleaned_data["reference"], form.cleaned_data["code"])
    if found is None:
        problem = "We know no report with this reference and code. Check both; capitals and dashes don’t matter."
        return _find_page(request, form, problem=problem, status=422)
    if words := form.cleaned_data["words"]:
        is_answer = found.status == Ticket.Status.ASKED
        kept = AnswerForm(initial={"answer": words}) if is_answer else AddForm(initial={"more": words})
        return remember(_page(request, found, kept), found)
    return remember(redirect("corrections:ticket"), found)


def _find_page(request: HttpRequest, form: FindTicketForm, *, problem: str = "", status: int = 200) -> HttpResponse:
    return render(request, "corrections/ticket_find.html", {"form": form, "problem": problem}, status=status)


def _page(request: HttpRequest, ticket: Ticket, form: Form | None = None, *, status: int = 200) -> HttpResponse:
    """A report as its reader sees it: what the story said is closed with the story."""
    original = ticket.duplicate_of
    answered = ticket.notice or (original.notice if original else None)
    notice = answered.latest() if answered else None
    story = Edition.objects.visible().with_photos().filter(article=ticket.article_id).first()
    closed = passages.words_of_story(ticket) if story is None else ()
    events = [event for event in ticket.events.all() if event.verb in STEPS]
    steps = [
        {
            "at": event.at,
            "what": STEPS[TicketEvent.Verb(event.verb)],
            "said": CLOSED if passages.repeats(event.to_reader, closed) else event.to_reader,
            "outcome": _outcome(event, ticket),
            "is_question": event.verb == TicketEvent.Verb.ASKED,
        }
        for event in events
    ]
    is_our_turn = ticket.is_open and ticket.status not in Ticket.WAITING_STATES
    context = {
        "ticket": ticket,
        "story": story,
        "about": _about(ticket, story) if story else "",
        "state": _state(ticket),
        "is_our_turn": is_our_turn,
        "is_late": is_our_turn and ticket.due_at <= timezone.now(),
        "steps": steps,
        "question": next((step["said"] for step in reversed(steps) if step["is_question"]), ""),
        "code": access.code_of(ticket),
        "link": mails.private_link(ticket),
        "notice": notice if notice and Notice.objects.public().filter(pk=notice.pk).exists() else None,
        "is_later_notice": notice != answered,
        "original_outcome": original.get_resolution_display() if original and original.resolution else "",
        "form": form or PlainForm(),
        "answer_form": form if isinstance(form, AnswerForm) else AnswerForm(),
        "add_form": form if isinstance(form, AddForm) else AddForm(),
        "days": Publication.objects.values_list("personal_data_days", flat=True).first(),
        "may_add": isinstance(form, AddForm)
        or not (ticket.erased_at or ticket.status == Ticket.Status.ASKED or ticket.resolution == Ticket.Resolution.SPAM),
    }
    return render(request, "corrections/ticket.html", context, status=status)


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
