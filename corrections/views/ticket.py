"""A reader's own report: reached by a private link once, then by a cookie that only this page gets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.models import Edition, Publication
from corrections import access, answering, mails, own_report, passages, privacy
from corrections.forms import AddForm, AnswerForm, FindTicketForm, PlainForm, SureForm
from corrections.models import Notice, Ticket, TicketEvent
from corrections.views.posts import refuses_large_posts
from newsroom.base import throttle
from newsroom.base.actors import ReaderActor
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
            return _find_page(request, FindTicketForm(), problem="This link opens no report. It may be cut short.", status=404)
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
@require_http_methods(["GET", "HEAD", "POST"])
@refuses_large_posts
def change(request: HttpRequest, what: str) -> HttpResponse:
    """The reader takes the report back, has their data erased, or makes the private link a new one: asked once, then done."""
    mine = _mine(request)
    if mine is None:
        return _not_open(request)
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
    return remember(redirect("corrections:ticket"), access.renew(ticket=mine, by=ReaderActor()))


CHANGES: dict[str, Callable[[HttpRequest, Ticket], HttpResponse]] = {"withdraw": _withdraw, "erase": _erase, "link": _renew}


def _say(request: HttpRequest, form: Form, name: str, do: Callable[[Ticket, str], object]) -> HttpResponse:
    """Words of the reader on their own report; refused, they come back."""
    mine = _mine(request)
    if mine is None:
        return _not_open(request)
    if form.is_valid():
        wait = throttle.seconds_to_wait("ticket answer", throttle.client_address(request), limit=ANSWERS, window=WINDOW)
        try:
            if wait:
                raise Refused(f"Many answers came from your address. Send this one again in {-(-wait // 60)} minutes.")
            do(mine, form.cleaned_data[name])
        except Refused as refusal:
            form.add_error(name, str(refusal))
        else:
            return redirect("corrections:ticket")
    return _page(request, mine, form, status=422)


def _not_open(request: HttpRequest) -> HttpResponse:
    return _find_page(request, FindTicketForm(), problem="Open your report first.", status=403)


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


def _page(request: HttpRequest, ticket: Ticket, form: Form | None = None, *, status: int = 200) -> HttpResponse:
    """A report as its reader sees it: what the story said is closed with the story."""
    original = ticket.duplicate_of
    notice = ticket.notice or (original.notice if original else None)
    story = Edition.objects.visible().filter(article=ticket.article_id).first()
    closed = passages.words_of_story(ticket) if story is None else ()
    events = [event for event in ticket.events.all() if event.verb in STEPS]
    steps = [
        {
            "at": event.at,
            "what": STEPS[TicketEvent.Verb(event.verb)],
            "said": CLOSED if passages.repeats(event.to_reader, closed) else event.to_reader,
            "outcome": _outcome(event),
            "is_question": event.verb == TicketEvent.Verb.ASKED,
        }
        for event in events
    ]
    context = {
        "ticket": ticket,
        "story": story,
        "state": _state(ticket),
        "steps": steps,
        "question": next((step["said"] for step in reversed(steps) if step["is_question"]), ""),
        "code": access.code_of(ticket),
        "link": mails.private_link(ticket),
        "notice": notice if notice and Notice.objects.public().filter(pk=notice.pk).exists() else None,
        "original_outcome": original.get_resolution_display() if original and original.resolution else "",
        "form": form or PlainForm(),
        "answer_form": form if isinstance(form, AnswerForm) else AnswerForm(),
        "add_form": form if isinstance(form, AddForm) else AddForm(),
        "days": Publication.objects.values_list("personal_data_days", flat=True).first(),
        "may_add": not (
            ticket.erased_at or ticket.status == Ticket.Status.ASKED or ticket.resolution == Ticket.Resolution.SPAM
        ),
    }
    return render(request, "corrections/ticket.html", context, status=status)


def _state(ticket: Ticket) -> str:
    if ticket.status == Ticket.Status.CLOSED:
        return mails.OUTCOMES[Ticket.Resolution(ticket.resolution)]
    return STATES[Ticket.Status(ticket.status)]


def _outcome(event: TicketEvent) -> str:
    is_ours = event.verb == TicketEvent.Verb.RESOLVED and event.resolution
    return mails.OUTCOMES[Ticket.Resolution(event.resolution)] if is_ours else ""
