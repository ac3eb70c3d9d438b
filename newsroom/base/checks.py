"""What the record knows of columns that may change: each act that changes one says so, and the last one said stands.

A row's own digest leaves such columns out. Who knows the tables gives a `Check`: it gathers from the acts of a chain what
the rows must be like, and then looks whether they are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Model

from newsroom.base.models import Chain, Entry

Act = Mapping[str, Any]  # what an entry's canonical text says
Known = dict[str, Any]
LOOKS = 10  # at a chain that goes on while we look


@dataclass(frozen=True)
class Fault:
    """Something in the record that is not as it was written."""

    what: str
    words: str

    def __str__(self) -> str:
        return f"{self.what} {self.words}"


@dataclass(frozen=True)
class Check:
    """How rows are compared with the acts on them.

    `gather` puts what one act says into what is known of its chain, whose name begins with `prefix`; `compare` yields the
    rows that are otherwise, each with the name of its chain.
    """

    prefix: str
    gather: Callable[[Known, Act], None]
    compare: Callable[[Mapping[str, Known]], Iterable[tuple[str, Fault]]]

    def faults(self, known: Mapping[str, Known]) -> Iterator[Fault]:
        """The first fault of each chain that is one at a second look too: people work while we read."""
        for name in dict.fromkeys(name for name, _ in self.compare(known)):
            if fault := self._looked_again(name):
                yield fault

    def _looked_again(self, name: str) -> Fault | None:
        fault = None
        for _ in range(LOOKS):
            length, known = _length(name), Known()
            for canonical in Entry.objects.filter(chain__name=name).order_by("number").values_list("canonical", flat=True):
                self.gather(known, json.loads(canonical))
            fault = next((fault for _, fault in self.compare({name: known})), None)
            if fault is None or _length(name) == length:
                break
        return fault


def altered(row: Model, column: str) -> Fault:
    """A column that is not what the last act on its row made it."""
    words = f"was altered: its {column.removesuffix('_id')} is not what the last act on it made it."
    return Fault(f"{row._meta.label_lower} {row.pk}", words)


def differs(row: object, must: Mapping[str, Any]) -> str:
    """The first attribute of a row that is not what it must be; "" if none. Times are given as the record writes them."""
    for name, said in must.items():
        value = getattr(row, name)
        if isinstance(value, datetime):
            value, said = value.astimezone(UTC), said if isinstance(said, datetime) else _moment(said)
        if (value != said) and (value, said) not in ((None, ""), ("", None)):
            return name
    return ""


def _moment(said: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(said).astimezone(UTC)
    except (TypeError, ValueError):
        return None


def _length(name: str) -> int | None:
    return Chain.objects.filter(name=name).values_list("length", flat=True).first()
