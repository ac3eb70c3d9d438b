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
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corrections import access, answering, own_page, own_report, privacy
from corrections.forms import AddForm, AnswerForm, FindTicketForm, PlainForm, SureForm
from corrections.models import Ticket
from corrections.views.posts import BUSY, NO_KEY, in_minutes, refuses_large_posts
from newsroom.base import throttle
from newsroom.base.actors import ReaderActor
from newsroom.base.refusals import Refused

logger = logging.getLogger(__name__)
COOKIE = "ticket"
TRIES, ANSWERS, WINDOW = 10, 20, timedelta(minutes=15)
LINKS = 3  # in that time, for one report: each is mailed, and whoever typed the address may not be the one who reads it
NO_SUCH_CODE = "We know no report with this reference and code. Check both; capitals and dashes don’t matter."
NO_REPORT = "This link opens no report. It may be cut short, or a newer link has taken its place."


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
    if wait := throttle.seconds_to_wait("ticket code", throttle.client_address(request), limit=TRIES, window=WINDOW):
        response = _find_page(request, form, problem=f"Too many tries. Try again {in_minutes(wait)}.", status=429)
        response["Retry-After"] = str(wait)
        return response
    found = access.by_code(form.cleaned_data["reference"], form.cleaned_data["code"])
    if found is None:
        return _find_page(request, form, problem=NO_SUCH_CODE, status=422)
    if words := form.cleaned_data["words"]:
        return remember(_page(request, found, _kept_for(found, words)), found)
    return remember(redirect("corrections:ticket"), found)


def _kept_for(ticket: Ticket, words: str) -> Form:
    """What was typed before the report was open, where it belongs there."""
    is_answer = ticket.status == Ticket.Status.ASKED
    return AnswerForm(initial={"answer": words}) if is_answer else AddForm(initial={"more": words})


def _find_page(request: HttpRequest, form: FindTicketForm, *, problem: str = "", status: int = 200) -> HttpResponse:
    return render(request, "corrections/ticket_find.html", {"form": form, "problem": problem}, status=status)


def _page(request: HttpRequest, ticket: Ticket, form: Form | None = None, *, status: int = 200) -> HttpResponse:
    """A report as its reader sees it, with the words that were refused, if there are any."""
    context = {
        **own_page.shown(ticket),
        "form": form or PlainForm(),
        "answer_form": form if isinstance(form, AnswerForm) else AnswerForm(),
        "add_form": form if isinstance(form, AddForm) else AddForm(),
        "may_add": isinstance(form, AddForm) or ticket.takes_words,
    }
    return render(request, "corrections/ticket.html", context, status=status)
