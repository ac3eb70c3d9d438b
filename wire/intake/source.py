from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

CHUNK = 1 << 20
MESSAGES, BYTES = 100, 4_000_000  # together in memory, unless one alone is larger


@dataclass(frozen=True, slots=True)
class Source:
    """A message that lies before us: its bytes; or, above the limit, its size and digest; or why it cannot be opened."""

    name: str
    data: bytes | None = None
    size: int = 0
    sha256: str = ""
    problem: str = ""
    folder: str = ""

    @classmethod
    def of(cls, data: bytes, *, name: str = "", folder: str = "") -> Source:
        """Bytes that we have already."""
        digest = hashlib.sha256(data).hexdigest()
        return cls(name, data if len(data) <= settings.WIRE_MAX_BYTES else None, len(data), digest, folder=folder)

    @classmethod
    def of_file(cls, path: Path, *, name: str = "") -> Source:
        """A file, and the folder in which it lies; never more of it in memory than the limit."""
        try:
            with path.open("rb") as stream:
                return cls.of_stream(stream, name=name or path.name, folder=str(path.resolve().parent))
        except OSError as error:
            return cls(str(path), problem=f"The file cannot be opened: {error.strerror or error}")

    @classmethod
    def of_stream(cls, stream: BinaryIO, *, name: str, folder: str = "") -> Source:
        """What a stream holds; what is above the limit is counted and hashed, and not kept."""
        limit = settings.WIRE_MAX_BYTES
        data = b"" if _size(stream) > limit else stream.read(limit + 1)
        if data and len(data) <= limit:
            return cls.of(data, name=name, folder=folder)
        digest, size = hashlib.sha256(data), len(data)
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
        return cls(name, None if size else b"", size, digest.hexdigest(), folder=folder)


def batches(sources: Iterable[Source]) -> Iterator[list[Source]]:
    """Sources in batches that are kept together, in order; the same bytes never twice in one."""
    batch: list[Source] = []
    for source in sources:
        size = sum(len(other.data or b"") for other in batch) + len(source.data or b"")
        is_known = any(source.sha256 and other.sha256 == source.sha256 for other in batch)
        if batch and (len(batch) == MESSAGES or size > BYTES or is_known):
            yield batch
            batch = []
        batch.append(source)
    if batch:
        yield batch


def _size(stream: BinaryIO) -> int:
    """The size of a file; 0 for what has none before it is read."""
    try:
        return os.fstat(stream.fileno()).st_size if stream.seekable() else 0
    except (OSError, ValueError):
        return 0
