"""Feeds and wire files for tests: stories of Northline's, in ninjs, unless told otherwise."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from django.conf import settings

from tests.factories import make_agency
from tests.wire.feeds.servers import Agency
from wire.models import Feed, Polling


def make_feed(source: str = "http", **fields: Any) -> Feed:
    """A feed of Northline's."""
    agency = fields.pop("agency", None) or make_agency(name="Northline")
    defaults = {"slug": f"northline-{source}", "name": f"Northline by {source}", "source": source, "agency": agency}
    return Feed.objects.create(**{**defaults, **fields})


def folder_feed(**fields: Any) -> Feed:
    """It watches the folder northline below the one that is allowed."""
    folder = settings.WIRE_FOLDERS[0] / "northline"
    folder.mkdir(exist_ok=True)
    return make_feed("folder", **{"address": str(folder), **fields})


def http_feed(server: Agency, **fields: Any) -> Feed:
    return make_feed("http", **{"address": server.url(), **fields})


def story(number: int = 1, version: int = 1, **fields: Any) -> bytes:
    """A ninjs story; each number is another."""
    document = {
        "uri": f"urn:northline:{number}", "type": "text", "version": str(version), "headline": f"Ferries stay {number}",
        "body_html": f"<p>The boats run all {number} nights.</p>", "infosources": [{"name": "Northline"}],
        "pubstatus": "usable",
    }  # fmt: skip
    return json.dumps({**document, **fields}).encode()


def kill(number: int = 1, version: int = 9) -> bytes:
    return story(number, version, pubstatus="canceled", headline="", body_html="")


def drop(feed: Feed, name: str, data: bytes | None = None) -> Path:
    """A file arrives in the feed's folder."""
    path = Path(feed.address) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(story() if data is None else data)
    return path


def touch(path: Path, seconds: float) -> None:
    """The file was last written to at another time."""
    os.utime(path, (seconds, seconds))


def state(feed: Feed) -> Polling:
    return Polling.objects.get(feed=feed)
