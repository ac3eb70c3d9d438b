"""How soon a reader is promised an answer: what a managing editor set for each kind of report, changed on the record.

Hours of every day, not of working days: an error is read at weekends too, and a reader is told one moment, not a calendar
of ours. A promise once given to a report stays; what is set holds for those that come in, or are taken up again, from then on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.db import connections, transaction
from django.utils.text import get_text_list

from corrections.models import AnswerTime, Ticket
from newsroom.base import record

if TYPE_CHECKING:
    from django.contrib.auth.models import User

CHAIN = "publication"


@dataclass(frozen=True)
class Wait:
    """How long a kind of report may wait until somebody says otherwise, and why no longer."""

    hours: int
    why: str


DEFAULTS: Mapping[str, Wait] = MappingProxyType(
    {
        Ticket.Category.FACT: Wait(24, "A wrong fact is repeated by others from its first day."),
        Ticket.Category.NAME: Wait(24, "A wrong name hurts a person."),
        Ticket.Category.NUMBER: Wait(24, "Figures are copied without their story."),
        Ticket.Category.QUOTE: Wait(24, "Somebody is said to have said it."),
        Ticket.Category.HEADLINE: Wait(24, "Most readers see nothing else of a story."),
        Ticket.Category.PHOTO: Wait(24, "A wrong face or place cannot be unseen."),
        Ticket.Category.CONTEXT: Wait(72, "What is missing has to be reported first."),
        Ticket.Category.OTHER: Wait(48, "Somebody has to read what it is."),
        Ticket.Category.TYPO: Wait(72, "It misleads nobody."),
        Ticket.Category.LEGAL: Wait(24, "Waiting makes it worse."),
        Ticket.Category.TAKEDOWN: Wait(72, "Somebody has to weigh a person's interest against the record's."),
        Ticket.Category.REPLY: Wait(48, "Some laws name a number of days."),
    }
)


def hours() -> dict[str, int]:
    """How many hours each kind of report may wait for its first answer."""
    return {category: wait.hours for category, wait in DEFAULTS.items()} | dict(
        AnswerTime.objects.values_list("category", "hours")
    )


def due_at(category: str, at: datetime) -> datetime:
    """When a report that came (back) at a time wants its answer."""
    return at + timedelta(hours=hours()[category])


def sentence() -> str:
    """What is promised to whoever is about to report: the usual time, and what may take another."""
    usual, *others = sorted(_by_hours(), key=lambda found: -len(found[1]))
    said = f"We aim to answer within {_span(usual[0])}"
    if not others:
        return f"{said}."
    kinds = (f"{_span(wait)} for {get_text_list([f'“{label}”' for label in labels], 'or')}" for wait, labels in sorted(others))
    return f"{said}; within {', '.join(kinds)}."


@transaction.atomic
def change(time: AnswerTime, *, by: User, at: datetime | None = None) -> None:
    """Save how long one kind of report may wait: an entry of the record, with what held before. Open reports keep theirs."""
    before = AnswerTime.objects.select_for_update(no_key=True).get(pk=time.pk)
    if before.hours == time.hours:
        return
    time.save(update_fields=["hours"])
    record.write(
        CHAIN, "changed an answer time", by=by, at=at, category=time.category, hours=time.hours, hours_before=before.hours
    )  # fmt: skip


def fill(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Signal handler: after every `migrate` each kind of report has its row; what was set stays."""
    if AnswerTime._meta.db_table in connections[using].introspection.table_names():
        rows = [AnswerTime(category=category, hours=wait.hours) for category, wait in DEFAULTS.items()]
        AnswerTime.objects.using(using).bulk_create(rows, ignore_conflicts=True)


def _by_hours() -> Iterator[tuple[int, list[str]]]:
    set_now = hours()
    ordered = sorted(Ticket.Category, key=lambda category: set_now[category])
    for wait, categories in groupby(ordered, key=lambda category: set_now[category]):
        yield wait, [str(category.label) for category in categories]


def _span(hours: int) -> str:
    """“24 hours”, “3 days”."""
    days, rest = divmod(hours, 24)
    if days > 1 and not rest:
        return f"{days} days"
    return f"{hours} hour{'' if hours == 1 else 's'}"
