"""A row of the wire's list: where the story stands, whose it is, what we did with it, and what may be done next."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.urls import reverse

from articles.models import Hold, Section
from wire import likeness, spiking
from wire.admin.asked import Found, guesses
from wire.admin.shown import SHAPES, evidence_of
from wire.likeness import Alike
from wire.models import Item, Pickup

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SAID_BY_STATE = {"kill", "hold", "advisory"}  # kinds of change that the state says already


@dataclass(frozen=True)
class Rights:
    """What someone may do with the list's stories."""

    pick_up: bool
    publish: bool
    spike: bool

    @classmethod
    def of(cls, user: User) -> Rights:
        publishes = user.has_perm("articles.publish_wire_article") or user.has_perm("articles.publish_article")
        picks_up = user.has_perm("wire.pick_up_item")
        return cls(picks_up, picks_up and publishes, user.has_perm("wire.spike_item"))


@dataclass(frozen=True)
class Taker:
    """Who made what of it."""

    name: str
    address: str
    words: str


@dataclass(frozen=True)
class Row:
    """One story on the list."""

    item: Item
    at: datetime
    rights: Rights
    mark: str  # another one, and the row looks different
    guess: Section | None
    alike: Alike | None

    @property
    def state(self) -> Item.State:
        return self.item.state(self.at)

    @property
    def shape(self) -> str:
        return SHAPES[self.state]

    @property
    def is_grave(self) -> bool:
        """A kill or hold, which is announced at once."""
        return self.state in (Item.State.KILLED, Item.State.REVIVED, Item.State.WITHHELD)

    @property
    def change(self) -> str:
        """What the agency's last word was, unless the state says the same."""
        newest = self.item.newest
        return "" if newest is None or newest.change in SAID_BY_STATE else newest.get_change_display()

    @property
    def evidence(self) -> str:
        return evidence_of(self.item.newest) if self.item.newest else ""

    @property
    def takers(self) -> list[Taker]:
        return [_taker(tie, self.at) for tie in self.item.pickups.all()]

    @property
    def may_pick_up(self) -> bool:
        offered = self.state in (Item.State.ON_OFFER, Item.State.EMBARGOED, Item.State.SPIKED)
        return self.rights.pick_up and offered and self.item.kind == Item.Kind.TEXT and self.item.text_version_id is not None

    @property
    def lacks_text(self) -> bool:
        """Why a story cannot be picked up yet, which its row would not tell otherwise."""
        return self.item.kind == Item.Kind.TEXT and self.item.text_version_id is None and self.state == Item.State.ON_OFFER

    @property
    def may_publish(self) -> bool:
        """An embargoed or doubtful story is published from its own page, where all that must be known is said."""
        return self.rights.publish and self.may_pick_up and self.state == Item.State.ON_OFFER and self.alike is None

    @property
    def may_spike(self) -> bool:
        return self.rights.spike and not spiking.refusal(self.item)

    @property
    def may_take_back(self) -> bool:
        return self.rights.spike and self.state == Item.State.SPIKED

    @property
    def next_step(self) -> tuple[str, str] | None:
        """Where the likeliest next act is done, if not here: its words and address."""
        if self.state == Item.State.REVIVED:
            return "Decide", reverse("admin:wire_item_change", args=[self.item.pk])
        if self.state == Item.State.CHANGED:
            tie = next(tie for tie in self.item.pickups.all() if tie.waiting_id)
            return "Compare", reverse("admin:wire_pickup_change", args=[tie.pk])
        return None


def rows(found: Found, user: User, *, at: datetime) -> list[Row]:
    """The rows of a page, in a number of queries that does not depend on how many there are."""
    holds = Prefetch("article__holds", Hold.objects.active(), to_attr="standing_holds")
    pickups = Pickup.objects.select_related("article", "photo", "by").prefetch_related(holds).order_by("at", "pk")
    items = Item.objects.filter(pk__in=found.pks).select_related("agency", "newest").defer("newest__document")
    by_pk = {item.pk: item for item in items.prefetch_related(Prefetch("pickups", pickups))}
    here = [by_pk[pk] for pk in found.pks if pk in by_pk]
    sections, alike, rights = guesses(here), likeness.published_like(here, at=at), Rights.of(user)
    facts = {row[0]: row for row in found.facts}
    return [
        Row(item, at, rights, _mark(facts[item.pk], alike.get(item.pk)), sections.get(item.pk), alike.get(item.pk))
        for item in here
    ]


def _mark(facts: tuple[object, ...], alike: Alike | None) -> str:
    return hashlib.sha256(repr((facts, alike)).encode()).hexdigest()[:16]


def _taker(tie: Pickup, at: datetime) -> Taker:
    if tie.article is None:
        return Taker(tie.actor_name, reverse("admin:articles_photo_change", args=[tie.photo_id]), "photo")
    article = tie.article
    if article.killed_at is not None:
        words = "killed here"
    elif article.standing_holds:  # type: ignore[attr-defined]
        words = "held: readers don’t have it"
    elif article.first_published_at is None:
        words = article.get_status_display().lower()
    else:
        words = "published" if article.first_published_at <= at else "scheduled"
    if tie.role == Pickup.Role.CONTRIBUTES:
        words = f"used in a story, {words}"
    return Taker(tie.actor_name, reverse("admin:articles_article_change", args=[article.pk]), words)
