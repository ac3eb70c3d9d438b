"""The screen on which the desk decides about an agency's change: three texts side by side, and what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from articles import publishing, rights
from articles.models import Article, Hold
from corrections.models import Notice
from corrections.workflow import CHANGE_KINDS
from newsroom.base.actors import colleague
from newsroom.base.numbers import whole_number
from newsroom.base.refusals import Refused
from wire import change_notice, filling, following, merging
from wire.admin import merge_rows
from wire.admin.shown import evidence_of
from wire.models import Pickup

TAKEN = "The working copy has the merged words. Readers have them when you publish."


class DecideForm(forms.Form):
    """What readers are told, and why ours is kept; the conflicts' own fields stand beside their texts."""

    kind = forms.ChoiceField(
        label="Kind of notice", required=False, choices=[(kind.value, kind.label) for kind in CHANGE_KINDS],
        help_text="A fixed fact is always a correction.",
    )  # fmt: skip
    text = forms.CharField(
        label="What readers are told", required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The label and the date are printed by themselves.",
    )  # fmt: skip
    placement = forms.ChoiceField(label="Where it stands", required=False, choices=Notice.Placement)
    minor_reason = forms.CharField(
        label="Or why it is minor", required=False, max_length=250, widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="Needed where names, figures, quotations or other words changed. Readers see it in the story’s history.",
    )  # fmt: skip
    reason = forms.CharField(
        label="Why we keep our words", required=False, max_length=250, widget=forms.TextInput(attrs={"class": "vTextField"})
    )


@require_safe
def screen(request: HttpRequest, object_id: str) -> HttpResponse:
    """The agency's change and ours, place by place."""
    return _page(request, tie_of(request, object_id), {})


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """One post for all: what is refused is said above the form, with every choice as it was made."""
    tie = tie_of(request, str(pk))
    user = colleague(request)
    if not user.has_perm("wire.pick_up_item"):
        raise PermissionDenied
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise PermissionDenied
    form = DecideForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(" ".join(str(error) for errors in form.errors.values() for error in errors))
        told, address = act(tie, user, request.POST, form.cleaned_data)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _page(request, tie_of(request, str(pk)), request.POST)
    messages.success(request, told)
    return redirect(*address)


def tie_of(request: HttpRequest, object_id: str) -> Pickup:
    if not colleague(request).has_perm("wire.view_pickup"):
        raise PermissionDenied
    ties = Pickup.objects.select_related("item__agency", "article__agency", "photo", "by", "based_on", "waiting")
    return get_object_or_404(ties, pk=whole_number(object_id))


def _save(tie: Pickup, user: Any, posted: Mapping[str, str], chosen: Mapping[str, str]) -> tuple[str, tuple[Any, ...]]:
    article = _settled(tie, user, posted)
    return TAKEN, ("admin:articles_article_change", article.pk)


def _publish(tie: Pickup, user: Any, posted: Mapping[str, str], chosen: Mapping[str, str]) -> tuple[str, tuple[Any, ...]]:
    _check_publishing(tie, user)
    notice = merging.Told(chosen["kind"], chosen["text"], chosen["placement"] or None)
    _settled(tie, user, posted, notice=notice)
    return "Published with the notice.", ("admin:wire_pickup_changelist",)


def _publish_minor(tie: Pickup, user: Any, posted: Mapping[str, str], chosen: Mapping[str, str]) -> tuple[str, tuple[Any, ...]]:
    _check_publishing(tie, user)
    _settled(tie, user, posted, is_minor=True, minor_reason=chosen["minor_reason"])
    return "Published as a minor change.", ("admin:wire_pickup_changelist",)


def _take(tie: Pickup, user: Any, posted: Mapping[str, str], chosen: Mapping[str, str]) -> tuple[str, tuple[Any, ...]]:
    merging.take_waiting(pickup=tie, by=user, seen=_seen(posted))
    return (
        "The working copy has the agency’s version. Readers have it when you publish; our words stay in the history.",
        ("admin:articles_article_change", tie.article_id),
    )


def _keep(tie: Pickup, user: Any, posted: Mapping[str, str], chosen: Mapping[str, str]) -> tuple[str, tuple[Any, ...]]:
    merging.keep_ours(pickup=tie, by=user, reason=chosen["reason"], seen=_seen(posted))
    return "Kept as it is; the reason is recorded.", ("admin:wire_pickup_changelist",)


def _release(tie: Pickup, user: Any, posted: Mapping[str, str], chosen: Mapping[str, str]) -> tuple[str, tuple[Any, ...]]:
    if not user.has_perm("articles.hold_article"):
        raise PermissionDenied
    done = following.release(pickup=tie, by=user)
    return f"Done: {'; '.join(done) or 'nothing was held'}.", ("admin:wire_pickup_change", tie.pk)


ACTS = {"save": _save, "notice": _publish, "minor": _publish_minor, "take": _take, "keep": _keep, "release": _release}


def _settled(tie: Pickup, user: Any, posted: Mapping[str, str], **how: Any) -> Any:
    if tie.article is None or tie.waiting is None:
        raise Refused("No later version waits.")
    _check_writing(tie.article, user)
    merged = merging.proposal(tie, tie.article, tie.waiting)
    choices = merge_rows.choices_of(merged, posted)
    return merging.settle(pickup=tie, seen=_seen(posted), choices=choices, by=user, **how)


def _seen(posted: Mapping[str, str]) -> merging.Seen:
    version = posted.get("version", "")
    return merging.Seen(int(version) if version.isdecimal() and len(version) < 19 else 0, posted.get("ours", ""))


def _check_publishing(tie: Pickup, user: Any) -> None:
    if tie.article is not None:
        _check_writing(tie.article, user)
    if tie.article is None or not rights.may_publish(user, tie.article):
        raise PermissionDenied


def _check_writing(article: Article, user: Any) -> None:
    """Whose page was open when the story was killed is told so, and keeps the words that were typed."""
    if article.killed_at is not None:
        raise Refused("The story is killed. Nothing was saved or published.")
    if not rights.may_write(user, article):
        raise PermissionDenied


def _page(request: HttpRequest, tie: Pickup, posted: Mapping[str, str]) -> HttpResponse:
    user, article, waiting = colleague(request), tie.article, tie.waiting
    may_decide = user.has_perm("wire.pick_up_item")
    context = {
        **admin.site.each_context(request),
        "title": f"Changed by {tie.item.agency}: {article or tie.photo}" if waiting else f"Picked up: {tie.item}",
        "opts": Pickup._meta,
        "tie": tie,
        "waiting": waiting,
        "evidence": evidence_of(waiting) if waiting else "",
        "may_decide": may_decide,
        "form": DecideForm(posted or None),
    }
    if waiting is not None:
        context |= _merge(tie, posted)
        context["may_publish"] = article is not None and rights.may_publish(user, article) and context["is_public"]
        context["may_release"] = user.has_perm("articles.hold_article") and context["is_released"]
    return TemplateResponse(request, "admin/wire/pickup/screen.html", context)


def _merge(tie: Pickup, posted: Mapping[str, str]) -> dict[str, Any]:
    """What the screen shows of a version that waits."""
    article, waiting = tie.article, tie.waiting
    assert waiting is not None
    now = timezone.now()
    can_merge = (
        article is not None
        and article.killed_at is None
        and tie.role == Pickup.Role.WHOLE
        and bool(waiting.document.get("body_html"))
    )
    shown: dict[str, Any] = {"can_merge": can_merge, "is_public": False, "is_released": False, "rows": [], "reasons": []}
    if article is None or not can_merge:
        typed = [posted.get("text", ""), posted.get("reason", ""), *merge_rows.edits(posted)]
        return shown | {"typed": [words.strip() for words in typed if words.strip()]}
    held = Hold.objects.active().filter(article=article)
    merged = merging.proposal(tie, article, waiting)
    initial = {} if posted else _notice(tie)
    is_public = article.first_published_at is not None and article.first_published_at <= now
    obstacle = following.obstacle(article, now)
    return shown | {
        "rows": merge_rows.rows_of(merged, posted),
        "count": len(merged.conflicts),
        "left_over": merge_rows.left_over(merged, posted) if posted else [],
        "is_public": is_public,
        "is_released": tie.item.withheld_at is None and held.filter(kind=Hold.Kind.AGENCY, owner=None).exists(),
        "reasons": [*([obstacle] if obstacle else []), *(publishing.problems(article) if is_public else [])],
        "seen": merging.Seen(waiting.pk, merging.digest(article)),
        "form": DecideForm(posted) if posted else DecideForm(initial=initial),
    }


def _notice(tie: Pickup) -> dict[str, str]:
    """The notice as it might begin: the agency's own words on what it changed."""
    assert tie.waiting is not None
    tie.waiting.item = tie.item
    versions = following.since(tie, tie.waiting)
    for version in versions:
        version.item = tie.item
    kinds = {change_notice.kind_of(version, tie.based_on) for version in versions}
    before, after = (filling.words_of(version.parsed) for version in (tie.based_on, tie.waiting))
    return {
        "kind": Notice.Kind.CORRECTION if Notice.Kind.CORRECTION in kinds else Notice.Kind.UPDATE,
        "text": change_notice.text_of(versions, tie.based_on, before=before, after=after),
        "placement": Notice.Placement.END,
    }
