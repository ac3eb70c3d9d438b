"""A row of an append-only table as the record knows it: by its name, and by a digest of all that may not change in it.

The digest covers every protected column. Columns whose words may have to go one day (`erasable`) enter it as a hash of
their own, made under a key where they are personal (`keyed_by`): an erasure keeps that hash, and the digest holds.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from newsroom.base.append_only import AppendOnly, protected_fields
from newsroom.base.canonical import canonical_text
from newsroom.base.models import Erasure
from newsroom.base.numbers import whole_number

BATCH = 500  # rows that are looked up together
AT_A_TIME = 20  # rows that are held together: a wire message may have many megabytes


def label_of(model: type[AppendOnly]) -> str:
    """The name of a table in the record: "articles.revision"."""
    return model._meta.label_lower


def name_of(row: AppendOnly) -> str:
    """The name of a row in the record: "articles.revision:12"."""
    return f"{label_of(type(row))}:{row.pk}"


def model_of(name: str) -> tuple[type[AppendOnly], int] | None:
    """The table and the key that a row's name speaks of; None if there is no such table (any more)."""
    label, _, typed = name.rpartition(":")
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    key = whole_number(typed)
    return (model, key) if issubclass(model, AppendOnly) and key is not None else None


def digest_of(row: AppendOnly, erased: Mapping[str, str] | None = None) -> str:
    """SHA-256 (hex) of a row's name and protected columns; `erased` gives the hashes of columns whose words are gone."""
    erased = erased or {}
    columns: dict[str, Any] = {}
    for field in protected_fields(type(row)):
        value = getattr(row, field.attname)
        if field.name in erased:
            columns[field.attname] = erased[field.name]
        elif field.name in row.added_later and value == row.added_later[field.name]:
            continue  # rows from before this column have a digest without it
        else:
            columns[field.attname] = hash_of(row, field.name) if field.name in row.erasable else _plain(value)
    return hashlib.sha256(canonical_text({"row": name_of(row), "columns": columns}).encode()).hexdigest()


def hash_of(row: AppendOnly, column: str) -> str:
    """What stays of a column after its words are gone: SHA-256 (hex), or an HMAC under the row's key."""
    data = data_of(row, column)
    key = _key(row)
    return hashlib.sha256(data).hexdigest() if key is None else hmac.new(key.encode(), data, hashlib.sha256).hexdigest()


def data_of(row: AppendOnly, column: str) -> bytes:
    """The bytes of an erasable column: a file's own, text in UTF-8, JSON as the record writes it."""
    value = getattr(row, column)
    field = row._meta.get_field(column)
    if isinstance(field, models.JSONField):
        return canonical_text(value).encode()
    if isinstance(field, models.BinaryField):
        return bytes(value or b"")
    return str(value).encode()


def blank_of(model: type[AppendOnly], column: str) -> Any:
    """What stands in an erasable column when its words are gone."""
    field = model._meta.get_field(column)
    if isinstance(field, models.JSONField):
        return {}
    return b"" if isinstance(field, models.BinaryField) else ""


def with_keys(model: type[AppendOnly]) -> models.QuerySet[Any]:
    """All rows of a table, with what their digests need from other tables."""
    rows = model._default_manager.order_by("pk")
    return rows.select_related(model.keyed_by.rpartition("__")[0]) if model.keyed_by else rows


def erased(model: type[AppendOnly], keys: Iterable[int]) -> dict[int, dict[str, str]]:
    """The hashes of columns whose words are gone, by the keys of their rows."""
    hashes: dict[int, dict[str, str]] = defaultdict(dict)
    if model.erasable:
        names = [f"{label_of(model)}:{key}" for key in keys]
        for name, part, hash in Erasure.objects.filter(row_name__in=names).values_list("row_name", "part", "hash"):
            hashes[int(name.rpartition(":")[2])][part] = hash
    return hashes


def joined(model: type[AppendOnly], keys: Collection[int]) -> dict[int, dict[str, set[int]]]:
    """What rows are joined with by their many-to-many fields, by the keys of the rows."""
    found: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for field in model._meta.many_to_many if keys else ():
        ours, theirs = field.m2m_column_name(), field.m2m_reverse_name()
        ties = getattr(model, field.name).through._default_manager.filter(**{f"{ours}__in": keys})
        for key, other in ties.values_list(ours, theirs):
            found[key][field.name].add(other)
    return found


def existing(model: type[AppendOnly], name: str, keys: Collection[int]) -> bool:
    """Whether any of the rows that a many-to-many field may name exists."""
    related: Any = model._meta.get_field(name).related_model
    return bool(related._base_manager.filter(pk__in=keys).exists())


def _key(row: AppendOnly) -> str | None:
    if not row.keyed_by:
        return None
    value: Any = row
    for part in row.keyed_by.split("__"):
        value = getattr(value, part)
    return str(value)


def _plain(value: Any) -> Any:
    """A column's value as JSON data, the same before it is stored and after."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(value).hexdigest()
    return value
