"""A watched folder: each file in it is a message; one that is hidden, temporary or still growing waits for the next poll."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from wire.feeds.errors import FetchError
from wire.feeds.sources import Document, FileMark, Job, Step, Steps

BATCH = 100
DEEPEST = 20
CHUNK = 1 << 20
LONGEST_NAME = 700
TEMPORARY = (".tmp", ".part", ".partial", ".filepart", ".crdownload", "~")
# What a message names beside itself: taken with the message, not as one.
BESIDE = (
    ".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".webp", ".eps", ".svg", ".pdf",
    ".mp3", ".m4a", ".wav", ".ogg", ".mp4", ".m4v", ".mov", ".mpg", ".mpeg", ".avi", ".mxf", ".webm",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Found:
    """A file as it stood when the folder was read."""

    path: str
    mark: FileMark


def folder_of(address: str) -> Path:
    """The folder that a feed names, below one of those that the operator allows. Raises FetchError for any other."""
    roots = [Path(root).resolve() for root in settings.WIRE_FOLDERS]
    try:
        for root in roots:
            folder = (root / address).resolve()  # an absolute address stands for itself
            if folder == root or root in folder.parents:
                return folder
    except (OSError, ValueError):
        raise FetchError(f"“{address}” is no folder.", is_lasting=True) from None
    allowed = ", ".join(str(root) for root in roots)
    raise FetchError(
        f"“{address}” does not lie below a folder that the operator allows (WIRE_FOLDERS): {allowed}.", is_lasting=True
    )


def read(job: Job) -> Steps:
    """The files that are new or have changed, the oldest first. Raises FetchError when the folder cannot be read."""
    folder = folder_of(job.address)
    found, remarks = _listed(folder)
    names = {file.mark.name for file in found}
    yield Step(gone=[name for name in job.seen if name not in names], remarks=remarks)
    new = [file for file in found if job.seen.get(file.mark.name) != (file.mark.size, file.mark.modified_ns)]
    new.sort(key=lambda file: (file.mark.modified_ns, file.mark.name))
    now = time.time()
    ages = {file.mark.name: now - file.mark.modified_ns / 1e9 for file in new}  # below 0 where clocks differ
    yield from _batches([file for file in new if ages[file.mark.name] >= settings.WIRE_SETTLE])
    growing = [file for file in new if ages[file.mark.name] < settings.WIRE_SETTLE]
    if growing:
        time.sleep(settings.WIRE_SETTLE)
        yield from _batches([file for file in growing if _mark_of(file) == file.mark])


def _batches(files: list[_Found]) -> Iterator[Step]:
    """A few files at a time, never much more than the limit of one message in memory."""
    step, held = Step(), 0
    for file in files:
        try:
            document = _read(file)
        except OSError as error:
            step.remarks.append(f"{file.mark.name} cannot be read: {error.strerror or type(error).__name__}.")
            continue
        if document is None:
            continue
        step.documents.append(document)
        held += len(document.data or b"")
        if len(step.documents) >= BATCH or held >= settings.WIRE_MAX_BYTES:
            yield step
            step, held = Step(), 0
    if step.documents or step.remarks:
        yield step


def _listed(folder: Path) -> tuple[list[_Found], list[str]]:
    """Every file that may be a message, and what must be told of the others."""
    found: list[_Found] = []
    remarks: list[str] = []
    folders = [(str(folder), "")]
    while folders:
        path, below = folders.pop()
        try:
            with os.scandir(path) as entries:
                for entry in entries:
                    name = f"{below}{entry.name}"
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        if name.count("/") < DEEPEST:
                            folders.append((entry.path, f"{name}/"))
                    elif not entry.name.lower().endswith((*TEMPORARY, *BESIDE)):
                        _look(folder, entry, name, found, remarks)
        except OSError as error:
            if not below:
                raise FetchError(f"The folder {folder} cannot be read: {error.strerror or type(error).__name__}.") from None
            remarks.append(f"The folder {_shown(below)} cannot be read: {error.strerror or type(error).__name__}.")
    return found, remarks


def _look(folder: Path, entry: os.DirEntry[str], name: str, found: list[_Found], remarks: list[str]) -> None:
    path = entry.path
    try:
        if entry.is_symlink():
            target = Path(path).resolve(strict=True)
            if folder not in target.parents:
                remarks.append(f"{_shown(name)} leads out of the folder and is not read.")
                return
            path = str(target)
        facts = Path(path).lstat()
    except (OSError, RuntimeError):  # it went while we looked, or its links go in a circle
        return
    if stat.S_ISREG(facts.st_mode):
        found.append(_Found(path, FileMark(_shown(name), facts.st_size, facts.st_mtime_ns)))


def _mark_of(file: _Found) -> FileMark | None:
    try:
        facts = Path(file.path).lstat()
    except OSError:
        return None
    return FileMark(file.mark.name, facts.st_size, facts.st_mtime_ns)


def _read(file: _Found) -> Document | None:
    """The file's bytes; None when it is not what it was, which the next poll will see. Never more in memory than the limit."""
    folder = os.fsencode(Path(file.path).parent).decode("utf-8", "replace")
    # O_NONBLOCK: opening a pipe that was put in the file's place would never return.
    descriptor = os.open(file.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as stream:
        if not _is_as_marked(stream.fileno(), file.mark):
            return None
        if file.mark.size > settings.WIRE_MAX_BYTES:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            return Document(None, file.mark.name, file.mark, file.mark.size, digest, folder)
        data = stream.read(file.mark.size + 1)
        if len(data) != file.mark.size or not _is_as_marked(stream.fileno(), file.mark):
            return None
    return Document(data, file.mark.name, file.mark, folder=folder)


def _is_as_marked(descriptor: int, mark: FileMark) -> bool:
    facts = os.fstat(descriptor)
    return stat.S_ISREG(facts.st_mode) and (facts.st_size, facts.st_mtime_ns) == (mark.size, mark.modified_ns)


def _shown(name: str) -> str:
    """The path below the folder, as it can be kept: names that are no text or too long end in a digest."""
    raw = os.fsencode(name)
    text = raw.decode("utf-8", "replace")
    if text.encode() == raw and len(text) <= LONGEST_NAME:
        return text
    return f"{text[: LONGEST_NAME - 17]}#{hashlib.sha256(raw).hexdigest()[:16]}"
