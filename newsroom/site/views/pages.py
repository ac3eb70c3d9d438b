"""A story's own addresses: its page, its history, a past day's page, and what stands there when it is gone."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterable
from datetime import date as Date
from datetime import datetime, time, timedelta

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from articles import disclaimers
from articles.history import with_rule
from articles.models import Address, Article, Edition
from articles.standing import standing_of
from corrections.headlines import marks
from corrections.models import Notice
from newsroom.base.numbers import whole_number
from newsroom.site import history as story_history
from newsroom.site import jsonld, stories


@require_safe
def story(request: HttpRequest, year: int, month: int, day: int, slug: str) -> HttpResponse:
    """A story as readers have it now, in four queries whatever it carries."""
    path = story_path(year, month, day, slug)
    edition = readable(path)
    if edition is None:
        return elsewhere(request, path)
    return story_response(request, stories.live_page(edition, standing_of(request)))


@require_safe
def history(request: HttpRequest, year: int, month: int, day: int, slug: str) -> HttpResponse:
    """Every substantive change of a story, word by word, and every notice on it, the newest first."""
    path = story_path(year, month, day, slug)
    edition = readable(path)
    if edition is None:
        return elsewhere(request, path, "history/")
    refuse_closed_history(edition)
    number = whole_number(request.GET.get("page", "1"))
    if not number:
        raise Http404
    context = {
        "edition": edition,
        "history": story_history.of_story(edition, number),
        "mark": marks([edition.article_id]).get(edition.article_id),
        "today": timezone.localdate(),
    }
    return render(request, "site/history.html", context)


@require_safe
def some_day(request: HttpRequest, year: int, month: int, day: int, slug: str) -> HttpResponse:
    """The day that a reader chose among a story's versions leads to its own address; without one, back to the versions."""
    path = story_path(year, month, day, slug)
    chosen = request.GET.get("date", "")
    try:
        rest = f"as-published/{Date.fromisoformat(chosen).isoformat()}/"
    except ValueError:
        rest = "history/"
    return HttpResponseRedirect(path + rest)


@require_safe
def as_published(request: HttpRequest, year: int, month: int, day: int, slug: str, date: str) -> HttpResponse:
    """The page as readers had it at the end of a day where we are, while the story is still open to readers."""
    path = story_path(year, month, day, slug)
    current = readable(path)
    if current is None:
        return elsewhere(request, path, f"as-published/{date}/")
    refuse_closed_history(current)
    standing = standing_of(request)
    moment = end_of_day(date, standing.publication["time_zone"])
    editions = with_rule(current.article.editions.visible(moment).readers_had().with_photos())
    past = editions.select_related("article", "section", "agency__logo").first()
    if past is None:
        return render(request, "404.html", {**NOT_THEN, "onward": f"{path}history/"}, status=404)
    if past.is_expunged:
        return never_kept(render(request, "site/tombstone.html", {"label": ERASED, "notices": []}, status=410))
    page = stories.past_page(past, standing, disclaimers.in_force(moment), moment)
    told_since = Notice.objects.public().filter(article=past.article_id, at__gt=moment).newest_first()[:MANY_NOTICES]
    return story_response(request, page, current=current, day=moment, told_since=told_since)


def refuse_closed_history(edition: Edition) -> None:
    """The desk may keep a story's earlier versions to itself; the log of notices stays open."""
    if not edition.shows_history:  # type: ignore[attr-defined]
        raise Http404


def story_path(year: int, month: int, day: int, slug: str) -> str:
    return f"/{year:04d}/{month:02d}/{day:02d}/{slug}/"


def readable(path: str) -> Edition | None:
    """The edition that readers see at a path."""
    visible = with_rule(Edition.objects.visible().with_photos().defer("search_text"))
    return visible.select_related("article", "section", "agency__logo").filter(path=path).first()


def end_of_day(date: str, zone: str) -> datetime:
    """The last moment of a day where we are, or now if the day is not over; 404 for what is no day yet."""
    try:
        day = Date.fromisoformat(date)
        moment = datetime.combine(day + timedelta(days=1), time(), zoneinfo.ZoneInfo(zone)) - timedelta(microseconds=1)
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    if date != day.isoformat() or day > timezone.localdate():
        raise Http404
    return min(moment, timezone.now())


NOT_THEN = {
    "label": "Readers did not have this story at the end of that day",
    "explanation": "It had not been published, or was off the site for a time.",
}
MANY_NOTICES = 5
ERASED = "What we published that day has been erased"
LICENCE_ENDED = "We published it under an agency’s licence, which has ended. We keep the address, so that nobody has to guess."


def elsewhere(request: HttpRequest, path: str, rest: str = "") -> HttpResponse:
    """What stands at a path where no story can be read: its new address, a tombstone, a notice, or nothing."""
    address = Address.objects.select_related("article").filter(path=path).first()
    if address is None:
        raise Http404
    edition = address.article.visible_edition()
    if edition is not None and edition.path != path:
        return HttpResponsePermanentRedirect(edition.path + rest)
    return absent(request, address.article)


def absent(request: HttpRequest, article: Article) -> HttpResponse:
    """A story readers had and cannot see: neutral words, never its headline, text or picture."""
    absence = article.absence()
    if absence == "unknown":
        raise Http404
    kind = Notice.Kind.KILL if absence == "gone" else Notice.Kind.HOLD
    notices = Notice.objects.public().filter(article=article, kind=kind).newest_first()[:1]
    context = {
        "label": article.tombstone_label or default_label(article, absence),
        "explanation": LICENCE_ENDED if article.killed_at is None and article.is_wire else "",
        "notices": notices,
    }
    if absence == "gone":
        response = render(request, "site/tombstone.html", context, status=410)
    else:
        response = render(request, "site/withheld.html", context, status=404)
    return never_kept(response)


def default_label(article: Article, absence: str) -> str:
    """The words at the address of a story whose desk has written none."""
    if absence == "withheld":
        return "This story is withheld for now"
    return "This story was withdrawn" if article.killed_at is not None else "This story is no longer available"


def never_kept(response: HttpResponse) -> HttpResponse:
    """Neither search engines nor proxies nor browsers keep this page."""
    add_never_cache_headers(response)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def story_response(
    request: HttpRequest,
    page: stories.StoryPage,
    *,
    current: Edition | None = None,
    day: datetime | None = None,
    told_since: Iterable[Notice] = (),
    is_preview: bool = False,
) -> HttpResponse:
    standing = standing_of(request)
    context = {
        "page": page,
        "edition": page.edition,
        "current": current,
        "day": day,
        "told_since": told_since,
        "is_preview": is_preview,
        "current_section": page.section.slug,
        "jsonld": jsonld.story(page, standing) if page.is_live else None,
    }
    if page.publication is not None:
        context["publication"] = page.publication
    return render(request, "site/story.html", context)
