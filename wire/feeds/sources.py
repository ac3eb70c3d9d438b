"""What every kind of feed hands over: documents, step by step, read without the database, so that a thread may do it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

from wire.feeds.addresses import Access
from wire.feeds.errors import FetchError
from wire.feeds.fetch import NO_KEY, Key
from wire.models import Feed, Polling


@dataclass(frozen=True, slots=True)
class FileMark:
    """By what a file is known again: one that differs in any of it is another."""

    name: str
    size: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Document:
    """One message as it came. `data` is None for a file over the limit, of which only size and digest are known."""

    data: bytes | None
    name: str
    mark: FileMark | None = None
    size: int = 0
    sha256: str = ""
    folder: str = ""  # where its pictures may lie beside it


@dataclass(slots=True)
class Step:
    """A part of a poll that is taken in before the next is asked for; marks of where we stand move after its documents."""

    documents: list[Document] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)  # what went wrong with a part, while the rest was read
    gone: list[str] = field(default_factory=list)
    etag: str | None = None
    last_modified: str | None = None
    cursor: str | None = None
    is_unfinished: bool = False  # the poll ends here, and there is more: it is due again at once


@dataclass(frozen=True, slots=True)
class Job:
    """All that a thread needs to know of a feed."""

    source: str
    address: str
    hosts: str = ""
    key_variable: str = ""
    etag: str = ""
    last_modified: str = ""
    cursor: str = ""
    seen: dict[str, tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, feed: Feed, polling: Polling) -> Job:
        seen = {}
        if feed.source == Feed.Source.FOLDER:
            rows = feed.seen_files.values_list("name", "size", "modified_ns")
            seen = {name: (size, modified) for name, size, modified in rows.iterator(chunk_size=5000)}
        return cls(
            source=feed.source, address=feed.address, hosts=feed.hosts, key_variable=feed.key_variable,
            etag=polling.etag, last_modified=polling.last_modified, cursor=polling.cursor, seen=seen,
        )  # fmt: skip

    @property
    def access(self) -> Access:
        return Access.to(self.address, self.hosts)

    @property
    def key(self) -> Key:
        """The agency's key, from the environment alone. Raises FetchError when it is not there."""
        return key_in(self.key_variable, header="x-api-key" if self.source == Feed.Source.AP else "Authorization")


Steps = Iterator[Step]


def key_in(variable: str, *, header: str = "Authorization") -> Key:
    """The key that the operator keeps in an environment variable. Raises FetchError when it is not there."""
    if not variable:
        return NO_KEY
    if not variable.startswith("WIRE_KEY_"):
        raise FetchError("Keys are kept in environment variables that begin with WIRE_KEY_ only.", is_lasting=True)
    value = os.environ.get(variable, "").strip()
    if not value:
        raise FetchError(f"The key {variable} is not set in the environment of the worker.", is_lasting=True)
    if not (value.isascii() and value.isprintable()):
        raise FetchError(f"The key in {variable} holds signs that no key has.", is_lasting=True)
    return Key(value, header)
