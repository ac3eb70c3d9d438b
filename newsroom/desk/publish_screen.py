"""The publish screen: what readers will see, what stands in the way, and the verbs that decide over a story."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from articles import differences, kind_of_change, licence, pages, publishing, rights, states
from articles.models import Article, Hold
from articles.standing import standing_of
from corrections import headlines, rehearsal, workflow
from newsroom.base.actors import colleague
from newsroom.base.refusals import Refused
from newsroom.desk import acts
from newsroom.desk.disclosure import disclosure_of
from newsroom.desk.proof import proof_of
from newsroom.desk.publish_forms import WITH_NOTICE, ExemptForm, HoldForm, KillForm, PublishForm
from newsroom.site import previews

LOOK = "look"  # the button that shows what publishing with a notice would do


@require_http_methods(["GET", "HEAD", "POST"])
def publish_screen(request: HttpRequest, pk: int) -> HttpResponse:
    """An editor sees exactly what readers will get, and decides; what a verb refuses is said where it was asked."""
    article = _story(request, pk)
    if request.method != "POST":
        return _screen(request, article)
    posted = request.POST.get("act", "")
    name = "publish" if posted == LOOK else posted
    act = acts.ACTS.get(name)
    if act is None:
        raise PermissionDenied
    if not act.may(request.user, article):
        return _refuse(request, article)
    form = _form(request, article, act.form) if act.form else None
    if form is not None and not form.is_valid():
        return _screen(request, article, name, form)
    try:
        if posted == LOOK:
            return _screen(request, article, name, form, shown=_rehearsal(request, article, form))
        messages.success(request, act.do(article, request.user, form))
    except Refused as refusal:
        if form is None:
            messages.error(request, str(refusal))
            return redirect("admin:desk_publish", article.pk)
        form.add_error(None, str(refusal))
        return _screen(request, article, name, form)
    return redirect("admin:desk_publish", article.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def kill_screen(request: HttpRequest, pk: int) -> HttpResponse:
    """A kill asks once, says exactly what will happen where, and cannot be undone."""
    article = _story(request, pk)
    if not rights.may_kill(colleague(request), article):
        return _refuse(request, article)
    form = KillForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.kill(article=article, by=colleague(request), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Killed. Its address answers that it is gone; it is in no list, feed or search.")
            return redirect("admin:desk_publish", article.pk)
    context = {
        **_context(request, article, f"Kill “{article.headline}”?"),
        "form": form,
        "live": article.visible_edition(),
        "photos": pages.photo_ids(pages.content_of(article)),
        "was_public": _was_public(article),
    }
    return TemplateResponse(request, "admin/desk/kill.html", context)


def _rehearsal(request: HttpRequest, article: Article, form: Any) -> rehearsal.Rehearsal | None:
    """What readers and those who are written to would have; without a notice nobody is told anything."""
    if form.cleaned_data.get("change") != WITH_NOTICE:
        return None
    return rehearsal.of_change(article, by=colleague(request), at=timezone.now(), tickets=form.reports, **form.told)


def _screen(request: HttpRequest, article: Article, act: str = "", form: Any = None, shown: Any = None) -> HttpResponse:
    user = colleague(request)
    revision = article.current_revision()
    standing = standing_of(request)
    live = article.editions.live().select_related("revision").first()
    edition = previews.unpublished_edition(article, revision, "/media/") if revision and revision.content else None
    disclosure = None
    if edition is not None:
        disclosure = disclosure_of(edition, rules=standing.disclaimers, publication_name=standing.publication["name"])
    bound = {act: form} if form is not None else {}
    was_public = _was_public(article)
    is_unchanged = live is not None and revision is not None and live.revision_id == revision.pk
    context = {
        **_context(request, article, f"Publish: {article.headline}"),
        "revision": revision,
        "proof": proof_of(edition) if edition else None,
        "preview": previews.preview_token(article) if revision and article.killed_at is None else "",
        "changes": differences.of_contents(live.revision.content, revision.content) if live and revision else [],
        "problems": publishing.problems(article),
        "disclosure": disclosure,
        "licence": _licence_of(article),
        "live": live,
        "was_public": was_public,
        "is_unchanged": is_unchanged,
        "shown": shown,
        "mark": headlines.marks([article.pk]).get(article.pk),
        "asks": was_public and not is_unchanged,
        "holds": [
            {"hold": hold, "may_lift": rights.may_lift(user, hold), "may_take_over": rights.may_take_over(user, hold)}
            for hold in Hold.objects.active().told_to(user).filter(article=article).select_related("owner", "by")
        ],
        "may": {name: one.may(user, article) for name, one in acts.ACTS.items()} | {"kill": rights.may_kill(user, article)},
        "act": act,
        "publish_form": bound.get("publish") or _unbound_publish(user, article, revision, was_public),
        "exempt_form": bound.get("exempt") or ExemptForm(),
        "hold_form": bound.get("hold") or HoldForm(),
        "now": timezone.now(),
    }
    return TemplateResponse(request, "admin/desk/publish.html", context)


def _licence_of(article: Article) -> dict[str, Any] | None:
    """What the agency's terms say, and when the story would leave the site for them."""
    agency = article.agency
    if agency is None:
        return None
    first_shown = article.first_published_at or timezone.now()
    ends = licence.ends(
        article.usage_terms,
        first_shown=first_shown,
        archive_days=agency.archive_days,
        max_days=agency.max_days,
        otherwise=article.expires_at,
    )
    limits = [term.words for term in licence.terms_of(article.usage_terms)]
    return {"agency": agency, "terms": article.usage_terms, "limits": limits, "ends": ends}


def _form(request: HttpRequest, article: Article, form: type[forms.Form]) -> forms.Form:
    if issubclass(form, PublishForm):
        was_public, proposal = _was_public(article), kind_of_change.proposed(article)
        return form(request.POST, user=request.user, article=article, was_public=was_public, proposal=proposal)
    return form(request.POST)


def _unbound_publish(user: Any, article: Article, revision: Any, was_public: bool) -> PublishForm:
    initial = {"revision": revision.number if revision else None}
    proposal = kind_of_change.proposed(article) if was_public else None
    return PublishForm(initial=initial, user=user, article=article, was_public=was_public, proposal=proposal)


def _was_public(article: Article) -> bool:
    return article.first_published_at is not None and article.first_published_at <= timezone.now()


def _story(request: HttpRequest, pk: int) -> Article:
    if not colleague(request).has_perm("articles.view_article"):
        raise PermissionDenied
    return get_object_or_404(Article.objects.select_related("section", "agency", "lead_photo", "reviewed_revision"), pk=pk)


def _refuse(request: HttpRequest, article: Article) -> HttpResponseRedirect:
    """Someone who may not, may not; someone who may, but for the story's state, is told so."""
    if article.killed_at is None:
        raise PermissionDenied
    messages.error(request, acts.GONE)
    return redirect("admin:desk_publish", article.pk)


def _context(request: HttpRequest, article: Article, title: str) -> dict[str, Any]:
    return {
        **admin.site.each_context(request),
        "title": title,
        "article": article,
        "state": states.state_of(states.facts_of(article)),
        "opts": Article._meta,
    }
