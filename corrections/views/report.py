"""“Submit a correction →” leads here."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from articles.body import plain_text
from articles.models import Article, Edition
from corrections import form_clock, intake, suspicion
from corrections.form_clock import Opened
from corrections.forms import ReportForm
from corrections.intake import LIMITS
from corrections.models import Ticket
from corrections.passages import CONTEXT
from corrections.views.posts import refuses_large_posts
from corrections.views.ticket import remember
from newsroom.base import throttle
from newsroom.base.refusals import Refused

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


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("contact_name", "contact_email", "passage", "wrong", "right")
@refuses_large_posts
def report_error(request: HttpRequest, article_id: int) -> HttpResponse:
    """Report an error in a story that one can read; a story that is gone takes no reports."""
    live = Edition.objects.visible().with_photos().select_related("article", "agency", "section", "revision")
    story = live.filter(article=article_id).first()
    if story is None:
        return _gone(request, article_id)
    if request.method == "POST":
        return _receive(request, story)
    form = ReportForm(initial=_pointed_at(request), story=story)
    return _page(request, form, story, form_clock.start(article_id))


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


@sensitive_variables("form", "data")
def _receive(request: HttpRequest, story: Edition) -> HttpResponse:
    opened = form_clock.read(request.POST.get("opened", ""), story.article_id)
    form = ReportForm(request.POST, story=story)
    if form.is_valid() and not opened.is_good:
        form.add_error(None, STALE)
    if not form.is_valid():
        return _page(request, form, story, opened.token, status=422)
    if wait := _seconds_to_wait(request, story):
        minutes = -(-wait // 60)
        form.add_error(None, f"More reports came from your address than we can read. Everything you wrote is still here: "
                             f"send it again in {minutes} minute{'s' if minutes > 1 else ''}.")  # fmt: skip
        response = _page(request, form, story, opened.token, status=429)
        response["Retry-After"] = str(wait)
        return response
    data = form.cleaned_data
    part, photo = data["about"]
    try:
        ticket = intake.receive_report(
            article=story.article,
            edition=Edition.objects.filter(pk=data["edition"]).first() if data["edition"] else None,
            category=data["category"],
            part=part,
            photo=photo,
            before=data["before"],
            after=data["after"],
            block=data["block"],
            passage=data["passage"],
            wrong=data["wrong"],
            right=data["right"],
            source_url=data["source_url"],
            name=data["contact_name"],
            email=data["contact_email"],
            suspicion=_suspicion(form, opened, story),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, story, opened.token, status=422)
    return remember(redirect("corrections:ticket"), ticket)


def _page(request: HttpRequest, form: ReportForm, story: Edition, token: str, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "story": story, "opened": token, "quote": form.quote if form.is_quoted else None}
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
    said = suspicion.Said(
        wrong=data["wrong"],
        right=data["right"],
        passage=data["passage"],
        name=data["contact_name"],
        story=f"{story.headline}\n{story.standfirst}\n{plain_text(story.revision.content['body'])}",
        is_passage_found=bool(data["passage"]) and form.quote is not None,
    )
    return suspicion.reason(said) or suspicion.repetition(said.text, story.article_id, at=timezone.now())


def _gone(request: HttpRequest, article_id: int) -> HttpResponse:
    """As the story's own address: gone if readers had it and it was taken down for good, else unknown."""
    article = Article.objects.filter(pk=article_id).first()
    if article is None or article.absence() != "gone":
        raise Http404
    context = {
        "label": "This story is no longer available",
        "explanation": "It takes no more reports. If you reported an error in it, your private link still shows our answer.",
    }
    return render(request, "410.html", context, status=410)
