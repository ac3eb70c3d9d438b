"""One wire item: as readers would see it, what we would say beside it, its versions, and the buttons that decide over it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import formats, timezone
from django.views.decorators.http import require_POST, require_safe

from articles import disclaimers
from articles.disclaimers import Applied, Facts
from articles.models import Article, Section
from articles.standing import standing_of
from newsroom.base.actors import colleague
from newsroom.base.numbers import whole_number
from newsroom.base.refusals import Refused
from wire import carrying, changes, likeness, pickup, pictures, spiking
from wire.admin.rows import Rights
from wire.admin.shown import COMPARED, SHAPES, with_differences
from wire.formats.parsed import ParsedItem
from wire.models import Item, WireFile


class SectionForm(forms.Form):
    section = forms.ModelChoiceField(
        Section.objects.all(), empty_label="Choose a section", error_messages={"required": "Choose the section it goes to."}
    )


class PublishForm(SectionForm):
    """What an editor looked at when they pressed the button, and whether they want a story that we have nearly the same."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    although = forms.IntegerField(required=False)


@require_safe
def screen(request: HttpRequest, object_id: str) -> HttpResponse:
    """All that an editor must know before taking a story."""
    item = find(request, object_id)
    shown = proof(request, item)
    versions = item.versions.select_related("message").order_by("-number")[:COMPARED]
    context = {
        **admin.site.each_context(request),
        **shown,
        "title": f"Wire: {item}",
        "opts": Item._meta,
        "version": item.text_version or item.newest,
        "pickups": item.pickups.select_related("article", "photo", "by"),
        "form": SectionForm(initial={"section": shown["guess"]}),
        "versions": with_differences(reversed(versions)),
        "files": item.files.exclude(state=WireFile.State.LISTED).select_related("photo"),
        "sizes": item.files.filter(state=WireFile.State.LISTED).count(),
        "may_take": colleague(request).has_perms(["wire.pick_up_item", "articles.add_photo"]),
        "may_clear": colleague(request).has_perm("wire.clear_item"),
        "may_see_messages": colleague(request).has_perm("wire.view_message"),
    }
    return TemplateResponse(request, "admin/wire/item/screen.html", context)


def proof(request: HttpRequest, item: Item) -> dict[str, Any]:
    """An item as readers would have it, with what stands beside it and what may be done with it."""
    user = colleague(request)
    version = item.text_version or item.newest
    parsed = version.parsed if version else None
    guess = pickup.section_for(parsed, version.message.feed) if parsed and version else None
    refusal = pickup.refusal(item)
    return {
        "item": item,
        "state": item.state(),
        "shape": SHAPES[item.state()],
        "parsed": parsed,
        "headline": changes.headline_of(parsed) if parsed else "",
        "guess": guess,
        "disclaimers": _disclaimers(request, item, parsed, guess) if parsed else [],
        "alike": likeness.published_like([item]).get(item.pk),
        "refusal": refusal,
        "may_pick_up": user.has_perm("wire.pick_up_item"),
        "may_publish": not item.embargo_open_ended and Rights.of(user).publish,
        "may_spike": user.has_perm("wire.spike_item") and not spiking.refusal(item),
        "may_take_back": user.has_perm("wire.spike_item") and item.state() == Item.State.SPIKED,
    }


@require_POST
def pick_up(request: HttpRequest, pk: int) -> HttpResponse:
    """The button: a draft with the attribution filled in, and on to its form."""
    item = find(request, str(pk), "wire.pick_up_item")
    form = SectionForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose the section it goes to.")
        return redirect("admin:wire_item_change", item.pk)
    pictures.take_all(item=item, by=colleague(request))
    try:
        article = pickup.pick_up(item=item, by=colleague(request), section=form.cleaned_data["section"])
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:wire_item_change", item.pk)
    messages.success(request, f"Picked up from {item.agency}. This is a draft: readers don’t see it yet.")
    return redirect("admin:articles_article_change", article.pk)


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """The button for those who may publish: readers have the story at once, or nothing happened and the reason is said."""
    item = find(request, str(pk), "wire.pick_up_item")
    if not Rights.of(colleague(request)).publish:
        raise PermissionDenied
    form = PublishForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose the section it goes to. Nothing was published.")
        return redirect("admin:wire_item_change", item.pk)
    pictures.take_all(item=item, by=colleague(request))
    try:
        edition = carrying.pick_up_and_publish(item=item, by=colleague(request), **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:wire_item_change", item.pk)
    if edition.live_from > timezone.now():
        when = formats.date_format(timezone.localtime(edition.live_from), "l j F, H:i e")
        messages.success(request, f"Picked up and scheduled: readers get “{edition.headline}” on {when}.")
    else:
        messages.success(request, f"Picked up and published: “{edition.headline}”.")
    return back(request) if "back" in request.POST else redirect("admin:desk_publish", edition.article_id)


@require_POST
def spike(request: HttpRequest, pk: int) -> HttpResponse:
    """Put aside; it is in the list of spiked stories from now on."""
    item = find(request, str(pk), "wire.spike_item")
    return _told(request, lambda: spiking.spike(item=item, by=colleague(request)), f"Spiked: “{item}”.")


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Back among those on offer."""
    item = find(request, str(pk), "wire.spike_item")
    return _told(request, lambda: spiking.take_back(item=item, by=colleague(request)), f"Taken back: “{item}”.")


@require_POST
def clear(request: HttpRequest, pk: int) -> HttpResponse:
    """Allow a story that the agency killed and then sent again."""
    item = find(request, str(pk), "wire.clear_item")
    try:
        pickup.clear(item=item, by=colleague(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "It may be picked up now. What we had killed stays dead.")
    return redirect("admin:wire_item_change", item.pk)


def find(request: HttpRequest, object_id: str, permission: str = "wire.view_item") -> Item:
    """The item of an address, for someone who may see the wire and do what they came to do."""
    if not colleague(request).has_perms(["wire.view_item", permission]):
        raise PermissionDenied
    items = Item.objects.select_related("agency", "newest", "text_version__message__feed__section", "newest__message__feed")
    return get_object_or_404(items.prefetch_related("pickups"), pk=whole_number(object_id))


def back(request: HttpRequest) -> HttpResponse:
    """To the list as it was asked for."""
    query = QueryDict(request.POST.get("back", "")).urlencode()
    return redirect(reverse("admin:wire_item_changelist") + (f"?{query}" if query else ""))


def _told(request: HttpRequest, act: Callable[[], None], words: str) -> HttpResponse:
    """Do it and say so: to the script of the list in a line, to a form on the page it goes back to."""
    try:
        act()
        is_done = True
    except Refused as refusal:
        is_done, words = False, str(refusal)
    if request.headers.get("Accept", "") == "application/json":
        return JsonResponse({"is_done": is_done, "words": words})
    messages.add_message(request, messages.SUCCESS if is_done else messages.ERROR, words)
    return back(request)


def _disclaimers(request: HttpRequest, item: Item, parsed: ParsedItem, section: Section | None) -> list[Applied]:
    """What it would carry as it came: not reviewed, not edited, in the section its subjects name."""
    standing = standing_of(request)
    kind = pickup.KINDS.get(parsed.genre.casefold(), Article.Kind.NEWS)
    facts = Facts.as_it_came(kind=kind, section=section, agency=item.agency)
    return disclaimers.applicable(facts, standing.disclaimers, publication_name=standing.publication["name"])
