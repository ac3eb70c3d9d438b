"""A reader's own report: reached by a private link once, then by a cookie that only this page gets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from articles.models import Edition
from corrections import access, answering, mails, passages
from corrections.forms import AnswerForm, FindTicketForm
from corrections.models import Notice, Ticket, TicketEvent
from corrections.views.posts import refuses_large_posts
from newsroom.base import throttle
from newsroom.base.refusals import Refused

COOKIE = "ticket"
TRIES, ANSWERS, WINDOW = 10, 20, timedelta(minutes=15)
CLOSED = "What was said here repeats words of the story, which is not available at the moment."
STATES = {
    Ticket.Status.NEW: "We have your report.",
    Ticket.Status.TAKEN: "An editor is looking into it.",
    Ticket.Status.ASKED: "We have a question for you.",
    Ticket.Status.ANSWERED: "We have your answer and are looking into it.",
    Ticket.Status.REOPENED: "We are looking into it again.",
}
STEPS = {
    TicketEvent.Verb.RECEIVED: "Your report came in",
    TicketEvent.Verb.TAKEN: "An editor took it up",
    TicketEvent.Verb.ASKED: "We asked you",
    TicketEvent.Verb.ANSWERED: "You answered",
    TicketEvent.Verb.RESOLVED: "We closed it",
    TicketEvent.Verb.REOPENED: "We took it up again",
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
            return _find_page(request, FindTicketForm(), problem="This link opens no report. It may be cut short.", status=404)
        return remember(redirect("corrections:ticket"), found)
    mine = _mine(request)
    return _page(request, mine, AnswerForm()) if mine else _find_page(request, FindTicketForm())


@private
@require_POST
@sensitive_post_parameters()
@refuses_large_posts
def answer(request: HttpRequest) -> HttpResponse:
    """The reader answers the desk's question."""
    mine = _mine(request)
    if mine is None:
        return _find_page(request, FindTicketForm(), problem="Open your report first.", status=403)
    form = AnswerForm(request.POST)
    if form.is_valid():
        wait = throttle.seconds_to_wait(
            "ticket answer", throttle.client_address(request), limit=ANSWERS, window=WINDOW
        )  # fmt: skip
        try:
            if wait:
                raise Refused(f"Many answers came from your address. Send this one again in {-(-wait // 60)} minutes.")
            answering.answer(ticket=mine, text=form.cleaned_data["answer"])
        except Refused as refusal:
            form.add_error("answer", str(refusal))
        else:
            return redirect("corrections:ticket")
    return _page(request, mine, form, status=422)


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


def _mine(request: HttpRequest) -> Ticket | None:
    return access.by_token(request.COOKIES.get(COOKIE, ""))


def _find(request: HttpRequest) -> HttpResponse:
    form = FindTicketForm(request.POST)
    if not form.is_valid():
        return _find_page(request, form, status=422)
    wait = throttle.seconds_to_wait("ticket code", throttle.client_address(request), limit=TRIES, window=WINDOW)
    if wait:
        minutes = -(-wait // 60)
        response = _find_page(request, form, problem=f"Too many tries. Try again in {minutes} minutes.", status=429)
        response["Retry-After"] = str(wait)
        return response
    found = access.by_code(form.cleaned_data["reference"], form.cleaned_data["code"])
    if found is None:
        problem = "We know no report with this reference and code. Check both; capitals and dashes don’t matter."
        return _find_page(request, form, problem=problem, status=422)
    return remember(redirect("corrections:ticket"), found)


def _find_page(request: HttpRequest, form: FindTicketForm, *, problem: str = "", status: int = 200) -> HttpResponse:
    return render(request, "corrections/ticket_find.html", {"form": form, "problem": problem}, status=status)


def _page(request: HttpRequest, ticket: Ticket, form: AnswerForm, *, status: int = 200) -> HttpResponse:
    """A report as its reader sees it: what the story said is closed with the story."""
    original = ticket.duplicate_of
    notice = ticket.notice or (original.notice if original else None)
    story = Edition.objects.visible().filter(article=ticket.article_id).first()
    closed = passages.words_of_story(ticket) if story is None else ()
    context = {
        "ticket": ticket,
        "story": story,
        "state": _state(ticket),
        "steps": [
            {
                "at": event.at,
                "what": STEPS[TicketEvent.Verb(event.verb)],
                "said": CLOSED if passages.repeats(event.to_reader, closed) else event.to_reader,
                "outcome": _outcome(event),
            }
            for event in ticket.events.all()
            if event.verb in STEPS
        ],
        "code": access.code_of(ticket),
        "link": mails.private_link(ticket),
        "notice": notice if notice and Notice.objects.public().filter(pk=notice.pk).exists() else None,
        "original_outcome": original.get_resolution_display() if original and original.resolution else "",
        "form": form,
    }
    return render(request, "corrections/ticket.html", context, status=status)


def _state(ticket: Ticket) -> str:
    if ticket.status == Ticket.Status.CLOSED:
        return mails.OUTCOMES[Ticket.Resolution(ticket.resolution)]
    return STATES[Ticket.Status(ticket.status)]


def _outcome(event: TicketEvent) -> str:
    return mails.OUTCOMES[Ticket.Resolution(event.resolution)] if event.resolution else ""
