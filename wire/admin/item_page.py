"""One wire item: as readers would see it, what we would say beside it, its versions, and the button that takes it."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from articles import disclaimers
from articles.disclaimers import Applied, Facts
from articles.models import Article, Section
from articles.standing import standing_of
from newsroom.base.actors import colleague
from newsroom.base.numbers import whole_number
from newsroom.base.refusals import Refused
from wire import changes, pickup
from wire.admin.shown import COMPARED, SHAPES, with_differences
from wire.formats.parsed import ParsedItem
from wire.models import Item


class SectionForm(forms.Form):
    section = forms.ModelChoiceField(
        Section.objects.all(), empty_label="Choose a section", error_messages={"required": "Choose the section it goes to."}
    )


@require_safe
def screen(request: HttpRequest, object_id: str, form: SectionForm | None = None) -> HttpResponse:
    """All that an editor must know before taking a story."""
    item = _item(request, object_id)
    version = item.text_version or item.newest
    parsed = version.parsed if version else None
    guess = pickup.section_for(parsed, version.message.feed) if parsed and version else None
    versions = item.versions.select_related("message").order_by("-number")[:COMPARED]
    context = {
        **admin.site.each_context(request),
        "title": f"Wire: {item}",
        "opts": Item._meta,
        "item": item,
        "state": item.state(),
        "shape": SHAPES[item.state()],
        "parsed": parsed,
        "headline": changes.headline_of(parsed) if parsed else "",
        "version": version,
        "refusal": pickup.refusal(item),
        "pickups": item.pickups.select_related("article", "photo", "by"),
        "form": form or SectionForm(initial={"section": guess}),
        "guess": guess,
        "disclaimers": _disclaimers(request, item, parsed, guess) if parsed else [],
        "versions": with_differences(reversed(versions)),
        "may_pick_up": colleague(request).has_perm("wire.pick_up_item"),
        "may_clear": colleague(request).has_perm("wire.clear_item"),
        "may_see_messages": colleague(request).has_perm("wire.view_message"),
    }
    return TemplateResponse(request, "admin/wire/item/screen.html", context)


@require_POST
def pick_up(request: HttpRequest, pk: int) -> HttpResponse:
    """The button: a draft with the attribution filled in, and on to its form."""
    item = _item(request, str(pk))
    if not colleague(request).has_perm("wire.pick_up_item"):
        raise PermissionDenied
    form = SectionForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose the section it goes to.")
        return redirect("admin:wire_item_change", item.pk)
    try:
        article = pickup.pick_up(item=item, by=colleague(request), section=form.cleaned_data["section"])
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:wire_item_change", item.pk)
    messages.success(request, f"Picked up from {item.agency}. This is a draft: readers don’t see it yet.")
    return redirect("admin:articles_article_change", article.pk)


@require_POST
def clear(request: HttpRequest, pk: int) -> HttpResponse:
    """Allow a story that the agency killed and then sent again."""
    item = _item(request, str(pk))
    if not colleague(request).has_perm("wire.clear_item"):
        raise PermissionDenied
    try:
        pickup.clear(item=item, by=colleague(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "It may be picked up now. What we had killed stays dead.")
    return redirect("admin:wire_item_change", item.pk)


def _item(request: HttpRequest, object_id: str) -> Item:
    if not colleague(request).has_perm("wire.view_item"):
        raise PermissionDenied
    items = Item.objects.select_related("agency", "newest", "text_version__message__feed__section", "newest__message__feed")
    return get_object_or_404(items.prefetch_related("pickups"), pk=whole_number(object_id))


def _disclaimers(request: HttpRequest, item: Item, parsed: ParsedItem, section: Section | None) -> list[Applied]:
    """What it would carry as it came: not reviewed, not edited, in the section its subjects name."""
    standing = standing_of(request)
    kind = pickup.KINDS.get(parsed.genre.casefold(), Article.Kind.NEWS)
    facts = Facts.as_it_came(kind=kind, section=section, agency=item.agency)
    return disclaimers.applicable(facts, standing.disclaimers, publication_name=standing.publication["name"])
