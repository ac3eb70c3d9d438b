"""What the wire's tables hold, told without the keys and receipt times that differ from one run to the next.

Run it to see that of a database: `python -m tests.wire.contents`.
"""

from __future__ import annotations

import hashlib
import json
import sys
from typing import Any

# When we received it or did something about it; everything else comes from the messages.
OURS = {
    "received_at",
    "first_seen_at",
    "changed_at",
    "killed_at",
    "withheld_at",
    "usable_after_kill_at",
    "found_at",
    "at",
    "held_at",
}


def contents() -> dict[str, list[Any]]:
    """Every row of the tables that intake fills, by what makes it itself, in a fixed order."""
    from articles.models import Agency
    from newsroom.base.models import Outgoing
    from wire.models import Item, Message, NamedOrder, Version, WireFile

    tables = [Agency, Message, Item, Version, NamedOrder, WireFile]
    told = {model._meta.label: sorted(map(_row, model._default_manager.order_by("pk"))) for model in tables}
    return {**told, "mails": sorted(Outgoing.objects.values_list("to", "subject"))}


def in_order() -> list[Any]:
    """Messages, items and versions in the order in which they were kept."""
    from wire.models import Item, Message, Version

    tables: list[Any] = [Message, Item, Version]
    return [_own(row) for model in tables for row in model.objects.order_by("pk")]


def _row(row: Any) -> str:
    told = {field.name: _value(row, field) for field in row._meta.concrete_fields if not field.primary_key}
    return json.dumps([_own(row), told], sort_keys=True, default=str)


def _value(row: Any, field: Any) -> Any:
    value = getattr(row, field.name)
    if field.is_relation:
        return None if value is None else _own(value)
    if field.name in OURS:
        return value is not None
    if field.name == "candidates":
        items = type(row).item.get_queryset().in_bulk(value)
        return [_own(items[pk]) for pk in value]
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(value).hexdigest()
    return value


def _own(row: Any) -> Any:
    """What makes a row itself, whatever its key is."""
    match type(row).__name__:
        case "Message":
            return [row.sha256, row.raw is None]
        case "Item":
            return [row.agency.slug, row.item_id]
        case "Version":
            return [*_own(row.item), row.number]
        case "NamedOrder":
            return _own(row.version)
        case "WireFile":
            return [*_own(row.item), row.digest]
        case _:
            return row.slug


if __name__ == "__main__":
    import django

    django.setup()
    json.dump(contents(), sys.stdout, default=str)
