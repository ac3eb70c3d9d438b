"""“Submit a correction →” leads here."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from articles.body import plain_text
from articles.models import Article, Edition
from corrections import form_clock, intake, learned, promises, suspicion
from corrections.form_clock import Opened
from corrections.forms import ReportForm
from corrections.intake import LIMITS
from corrections.models import Ticket
from corrections.passages import CONTEXT
from corrections.views.posts import BUSY, NO_KEY, in_minutes, refuses_large_posts
from corrections.views.ticket import remember
from newsroom.base import throttle
from newsroom.base.refusals import Refused

logger = logging.getLogger(__name__)
CATEGORY_OF = {
    "headline": Ticket.Category.HEADLINE,
    "photo": Ticket.Category.PHOTO,
    "caption": Ticket.Category.PHOTO,
    "missing": Ticket.Category.CONTEXT,
}
WINDOW = timedelta(hours=1)
PER_STORY, PER_ADDRESS = 5, 20
STALE = (
    "This form lay open for more than a day, or came from somewhere else. Everything you wrote is still here: "
    "please send it once more."
)
TOO_MANY = "More reports came from your address than we can read. Everything you wrote is still here: send it again {}."


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("contact_name", "contact_email", "passage", "wrong", "right")
@refuses_large_posts
def report_error(request: HttpRequest, article_id: int) -> HttpResponse:
    """Report an error in a story that one can read; a story that is gone takes no reports."""
    story = _story(article_id)
    if story is None:
        return _gone(request, article_id)
    if request.method == "POST":
        return _receive(request, story)
    form = ReportForm(initial=_pointed_at(request), story=story)
    return _page(request, form, story, form_clock.start(article_id))


@sensitive_variables("form")
def report_again(request: HttpRequest, article_id: int) -> HttpResponse:
    """A report that came without the form's key is asked for once more, with every word in it."""
    story = _story(article_id)
    if story is None:
        return _gone(request, article_id)
    form = ReportForm(request.POST, story=story)
    return _refused(request, form, story, form_clock.read(request.POST.get("opened", ""), article_id).token, NO_KEY, status=403)


def _story(article_id: int) -> Edition | None:
    live = Edition.objects.visible().with_photos().select_related("article", "agency", "section", "revision")
    return live.filter(article=article_id).first()


def _pointed_at(request: HttpRequest) -> dict[str, Any]:
    """What the story's page says that the reader pointed at; nothing of it is believed before it is looked up."""
    said = request.GET
    passage = said.get("passage", "").strip()[: LIMITS["passage"]]
    part = said.get("about", "").partition(":")[0]
    return {
        "edition": said.get("edition", "")[:20],
        "about": said.get("about", "")[:40],
        "category": CATEGORY_OF.get(part, Ticket.Category.FACT),
        "quoted": bool(passage),
        "passage": passage,
        "before": said.get("before", "")[-CONTEXT:],
        "after": said.get("after", "")[:CONTEXT],
        "block": said.get("block", "")[:6],
    }


@sensitive_variables("form")
def _receive(request: HttpRequest, story: Edition) -> HttpResponse:
    opened = form_clock.read(request.POST.get("opened", ""), story.article_id)
    form = ReportForm(request.POST, story=story)
    if form.is_valid() and not opened.is_good:
        form.add_error(None, STALE)
    if not form.is_valid():
        return _page(request, form, story, opened.token, status=422)
    try:
        if wait := _seconds_to_wait(request, story):
            return _too_many(request, form, story, opened, wait)
        return remember(redirect("corrections:ticket"), _keep(form, story, opened))
    except Refused as refusal:
        return _refused(request, form, story, opened.token, str(refusal), status=422)
    except OperationalError as error:
        logger.warning("A report could not be kept: %s", error)
        return _refused(request, form, story, opened.token, BUSY, status=503)


def _too_many(request: HttpRequest, form: ReportForm, story: Edition, opened: Opened, wait: int) -> HttpResponse:
    response = _refused(request, form, story, opened.token, TOO_MANY.format(in_minutes(wait)), status=429)
    response["Retry-After"] = str(wait)
    return response


def _keep(form: ReportForm, story: Edition, opened: Opened) -> Ticket:
    return intake.receive_report(article=story.article, report=form.report(), suspicion=_suspicion(form, opened, story))


def _refused(request: HttpRequest, form: ReportForm, story: Edition, token: str, why: str, *, status: int) -> HttpResponse:
    """The form with all that was typed, and why it was not taken."""
    form.is_valid()
    form.add_error(None, why)
    return _page(request, form, story, token, status=status)


def _page(request: HttpRequest, form: ReportForm, story: Edition, token: str, *, status: int = 200) -> HttpResponse:
    quote = form.quote if form.is_quoted else None
    context = {"form": form, "story": story, "opened": token, "quote": quote, "promise": promises.sentence()}
    response = render(request, "corrections/report_form.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _seconds_to_wait(request: HttpRequest, story: Edition) -> int:
    address = throttle.client_address(request)
    return max(
        throttle.seconds_to_wait("report", address, story.article_id, limit=PER_STORY, window=WINDOW),
        throttle.seconds_to_wait("report", address, limit=PER_ADDRESS, window=WINDOW),
    )


def _suspicion(form: ReportForm, opened: Opened, story: Edition) -> str:
    """Why a report goes to the queue of suspected ones; its sender sees the same thanks."""
    data = form.cleaned_data
    if data["website"]:
        return "Filled in the field that people don’t see."
    if opened.is_too_fast:
        return f"Sent within {form_clock.SHORTEST.seconds} seconds of opening the form."
    said, at = _said(data, opened, story, is_found=bool(data["passage"]) and form.quote is not None), timezone.now()
    crowded = suspicion.crowded(data["contact_email"], at=at)  # counted whatever else is found
    return suspicion.reason(said, learned.from_desk()) or suspicion.repetition(said.text, story.article_id, at=at) or crowded


@sensitive_variables("data")
def _said(data: Mapping[str, Any], opened: Opened, story: Edition, *, is_found: bool) -> suspicion.Said:
    return suspicion.Said(
        wrong=data["wrong"],
        right=data["right"],
        passage=data["passage"],
        name=data["contact_name"],
        story=f"{story.headline}\n{story.standfirst}\n{plain_text(story.revision.content['body'])}",
        is_passage_found=is_found,
        seconds=opened.seconds,
    )


def _gone(request: HttpRequest, article_id: int) -> HttpResponse:
    """As the story's own address: gone if readers had it and it was taken down for good, else unknown."""
    article = Article.objects.filter(pk=article_id).first()
    absence = article.absence() if article is not None else "unknown"
    status = 410 if absence == "gone" else 404
    if request.method == "POST":
        return _too_late(request, status=status)
    if absence == "unknown":
        raise Http404
    context = {
        "label": "This story is no longer available" if absence == "gone" else "This story is withheld for now",
        "explanation": "It takes no reports. If you reported an error in it, your private link still shows our answer.",
    }
    return render(request, f"{status}.html", context, status=status)


def _too_late(request: HttpRequest, *, status: int) -> HttpResponse:
    """Whoever wrote a report meanwhile gets their own words back, none of the story's."""
    fields = ReportForm.base_fields
    typed = [(fields[name].label, request.POST.get(name, "").strip()) for name in ("wrong", "right", "source_url")]
    context = {"said": [(label, words) for label, words in typed if words]}
    return render(request, "corrections/report_too_late.html", context, status=status)
