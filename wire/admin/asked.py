"""What an editor asks of the wire's list: search, filters, and how far back; what is asked wrongly is said, not guessed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import QueryDict
from django.utils.dateparse import parse_datetime

from articles.models import Agency, Section
from newsroom.base.numbers import whole_number
from wire import pickup, stored
from wire.models import Feed, Item, ItemQuerySet, Pickup, Version

SIZE = 50
CHUNKS = (250, 750, 1000)  # items looked through for a section, which no index knows
RECENT = 500  # items whose languages are offered
WORDS = ("headline", "slugline", "lead", "item_id", "service_number")
STATES: dict[str, Callable[[ItemQuerySet], ItemQuerySet]] = {
    Item.State.ON_OFFER: lambda items: items.on_offer(),
    Item.State.CHANGED: lambda items: items.changed_since_taken(),
    Item.State.TAKEN: lambda items: items.taken(),
    Item.State.SPIKED: lambda items: items.spiked(),
    Item.State.EMBARGOED: lambda items: items.embargoed(),
    Item.State.REVIVED: lambda items: items.revived(),
    Item.State.KILLED: lambda items: items.killed(),
    Item.State.WITHHELD: lambda items: items.withheld(),
    Item.State.ADVISORY: lambda items: items.advisories(),
}
URGENCIES = [(str(number), "Flash" if number == 1 else f"{number} or more urgent") for number in range(1, 6)]


class Filters(forms.Form):
    """The search and the filters above the list."""

    q = forms.CharField(
        required=False, max_length=200, label="Search",
        widget=forms.TextInput(attrs={"type": "search", "id": "wire-search", "placeholder": "Words, slugline, number or id"}),
    )  # fmt: skip
    agency = forms.ModelChoiceField(Agency.objects.none(), required=False, empty_label="Every agency")
    section = forms.ModelChoiceField(Section.objects.all(), required=False, empty_label="Every section")
    urgency = forms.ChoiceField(choices=[("", "Any urgency"), *URGENCIES], required=False)
    change = forms.ChoiceField(label="Last change", required=False)
    language = forms.ChoiceField(required=False)
    state = forms.ChoiceField(required=False)
    kind = forms.ChoiceField(choices=[("", "Every kind"), *Item.Kind.choices], required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        sent = Exists(Item.objects.filter(agency=OuterRef("pk")))
        self._choices("agency").queryset = Agency.objects.filter(sent)
        changes = [pair for pair in Version.Change.choices if pair[0] != Version.Change.STALE]
        self._choices("change").choices = [("", "Any change"), *changes]
        self._choices("state").choices = [("", "All but spiked"), *((state.value, state.label) for state in Item.State)]
        self._choices("language").choices = self._languages

    def _languages(self) -> list[tuple[str, str]]:
        """Those of the newest items: asked for only when the field is shown or used."""
        recent = Item.objects.order_by("-changed_at", "-pk").values_list("language", flat=True)[:RECENT]
        languages = {*recent, self.data.get("language", "")[:20]} - {""}
        return [("", "Every language"), *((code, code) for code in sorted(languages))]

    def _choices(self, name: str) -> Any:
        return self.fields[name]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is searched or filtered."""
        return any(self.cleaned_data.values())

    def items(self) -> ItemQuerySet:
        """The items asked for, the newest first; but for the section, which no index knows."""
        asked = self.cleaned_data
        items = Item.objects.order_by("-changed_at", "-pk")
        if asked.get("state"):
            items = STATES[asked["state"]](items)
        else:
            items = items.filter(~Exists(Item.objects.spiked().filter(pk=OuterRef("pk"))))
        for field, lookup in (("agency", "agency"), ("kind", "kind"), ("language", "language"), ("urgency", "urgency__lte")):
            if asked.get(field):
                items = items.filter(**{lookup: asked[field]})
        if asked.get("change"):
            items = items.filter(newest__change=asked["change"])
        for word in asked.get("q", "").split():
            items = items.filter(Q(*((f"{name}__icontains", word) for name in WORDS), _connector=Q.OR))
        return items


@dataclass(frozen=True)
class Place:
    """A place in the list, from which one looks further back; it holds while newer items come in."""

    changed_at: datetime
    pk: int

    @classmethod
    def from_text(cls, text: str) -> Place | None:
        moment, _, number = text.partition("_")
        pk = whole_number(number)
        try:
            changed_at = parse_datetime(moment)
        except ValueError:
            return None
        return cls(changed_at, pk) if changed_at is not None and changed_at.tzinfo is not None and pk is not None else None

    def __str__(self) -> str:
        return f"{self.changed_at.isoformat()}_{self.pk}"

    def older(self, items: ItemQuerySet) -> ItemQuerySet:
        return items.filter(changed_at__lte=self.changed_at).exclude(changed_at=self.changed_at, pk__gte=self.pk)


@dataclass(frozen=True)
class Found:
    """A page of the list: what tells one state of it from another, and where it goes on."""

    facts: list[tuple[Any, ...]]
    older: Place | None = None
    looked_through: int = 0  # items, where the search for a section ended before the page was full

    @property
    def pks(self) -> list[int]:
        return [row[0] for row in self.facts]


FACTS = (
    "pk", "changed_at", "version_count", "newest", "text_version", "killed_at", "cleared_at", "usable_after_kill_at",
    "withheld_at", "is_advisory", "spiked_at", "embargo_open_ended", "embargo_until",
)  # fmt: skip


def find(filters: Filters, before: Place | None, *, at: datetime) -> Found:
    """A page of the list, in one query; in up to three where a section is asked for."""
    items = filters.items()
    if before is not None:
        items = before.older(items)
    ties = Pickup.objects.filter(item=OuterRef("pk")).order_by("-pk")
    waiting = ties.filter(waiting__isnull=False).order_by("-waiting")
    items = items.annotate(tie=Subquery(ties.values("pk")[:1]), later=Subquery(waiting.values("waiting")[:1]))
    section = filters.cleaned_data.get("section")
    if section is not None:
        return _in_section(items, section, at)
    rows = [_with_embargo(row, at) for row in items.values_list(*FACTS, "tie", "later")[: SIZE + 1]]
    return Found(rows[:SIZE], _place(rows[SIZE - 1]) if len(rows) > SIZE else None)


def guesses(items: list[Item]) -> dict[int, Section]:
    """The section that each item's subjects or feed name, by the item's id, in two queries."""
    sections = list(Section.objects.all())
    versions = Version.objects.filter(pk__in=[item.text_version_id for item in items if item.text_version_id])
    rows = versions.values_list("item_id", "document__subjects", "document__keywords", "message__feed__section_id")
    found = {pk: _guess(subjects, keywords, feed_section, sections) for pk, subjects, keywords, feed_section in rows}
    return {pk: section for pk, section in found.items() if section is not None}


def _in_section(items: ItemQuerySet, section: Section, at: datetime) -> Found:
    """Those of a section: our story's where we took it, else what subjects and feed say. Bounded: it goes on further back."""
    sections = list(Section.objects.all())
    ours = Pickup.objects.filter(item=OuterRef("pk"), article__isnull=False).order_by("pk")
    items = items.annotate(our_section=Subquery(ours.values("article__section")[:1]))
    told = (
        "our_section", "text_version__document__subjects", "text_version__document__keywords",
        "text_version__message__feed__section_id",
    )  # fmt: skip
    rows: list[tuple[Any, ...]] = []
    looked, last, is_end = 0, None, False
    for size in CHUNKS:
        older = last.older(items) if last else items
        chunk = list(older.values_list(*FACTS, "tie", "later", *told)[:size])
        for row in chunk:
            our_section, subjects, keywords, feed_section = row[-len(told) :]
            guess = None if our_section else _guess(subjects, keywords, feed_section, sections)
            if section.pk == our_section or section == guess:
                rows.append(_with_embargo(row[: -len(told)], at))
        looked += len(chunk)
        is_end = len(chunk) < size
        if is_end or len(rows) > SIZE:
            break
        last = _place(chunk[-1])
    if len(rows) > SIZE:
        return Found(rows[:SIZE], _place(rows[SIZE - 1]))
    return Found(rows) if is_end else Found(rows, last, looked)


def _guess(subjects: Any, keywords: Any, feed_section: int | None, sections: list[Section]) -> Section | None:
    parsed = stored.from_document({"format": "", "item_id": "", "subjects": subjects or [], "keywords": keywords or []})
    feed = Feed(section=next((one for one in sections if one.pk == feed_section), None))
    return pickup.section_for(parsed, feed, sections)


def _with_embargo(row: tuple[Any, ...], at: datetime) -> tuple[Any, ...]:
    """An embargo that ends changes the list although nothing came in."""
    until = row[FACTS.index("embargo_until")]
    return (*row, until is not None and until > at)


def _place(row: tuple[Any, ...]) -> Place:
    return Place(row[1], row[0])
