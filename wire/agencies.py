"""Which agency an item speaks for: the operator's word, else the content's; an unknown one is made, unlisted."""

from __future__ import annotations

import hashlib

from django.utils.text import slugify

from articles.models import Agency
from newsroom.base.refusals import Refused
from wire.models import Feed

UNKNOWN = "The message does not say which agency it is from. Run it again with --agency."


def agency_of(name: str, *, given: Agency | None = None) -> Agency:
    """The agency of an item; one that we don't have yet is added without a public page, so that the credit is never empty.

    Raises Refused when nobody says which agency it is.
    """
    if given is not None:
        return given
    name = " ".join(name.split())
    if not name:
        raise Refused(UNKNOWN)
    return Agency.objects.named(name) or _added(name)


def may_speak_for(feed: Feed, agency: Agency) -> bool:
    """A feed is believed only for the agencies that the desk chose for it; without a choice, for all."""
    chosen = set(feed.agencies.values_list("pk", flat=True))
    return not chosen or agency.pk in chosen


def _added(name: str) -> Agency:
    slug = slugify(name)[:50] or f"agency-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    number, free = 1, slug
    while Agency.objects.filter(slug=free).exists():
        number += 1
        free = f"{slug}-{number}"
    aliases = [name] if len(name) > 120 else []
    return Agency.objects.get_or_create(
        name=name[:120], defaults={"slug": free, "short_name": name[:40], "is_listed": False, "aliases": aliases}
    )[0]
