"""The demo newsroom's texts as they lie in `fixtures/demo/`, and the calendar that moves them to a given day."""

from __future__ import annotations

import re
import tomllib
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "demo"
PHOTOS = Path(settings.DEMO_PHOTOS_DIR)
WIRE_FILES = Path(settings.BASE_DIR) / "fixtures" / "wire"
YEARS = timedelta(days=3_000)  # standing matter is older than every story
MONTHS = timedelta(days=150)  # since the policies were last gone through
RELATIVE = re.compile(r"(?P<sign>[+-])(?P<days>\d+)d (?P<hour>\d\d):(?P<minute>\d\d)")


def rows(name: str) -> list[dict[str, Any]]:
    """The [[tables]] of `fixtures/demo/<name>.toml`; an absent file has none."""
    path = FOLDER / f"{name}.toml"
    if not path.exists():
        return []
    found = [value for value in tomllib.loads(path.read_text(encoding="utf-8")).values() if isinstance(value, list)]
    return found[0] if found else []


def publication() -> dict[str, Any]:
    """The publication's own fields."""
    return tomllib.loads((FOLDER / "publication.toml").read_text(encoding="utf-8"))


def stories() -> list[dict[str, Any]]:
    """Every story, in the order of the files' names."""
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((FOLDER / "stories").glob("*.toml"))]


@dataclass(frozen=True)
class Calendar:
    """When things happened, told from a moment (aware) and the publication's time zone.

    "-3d 07:40" is three days before, at that local time; on the day itself the hours are pressed into what has passed
    of it, so that nothing lies in the future and the order stays. An absolute time is local.
    """

    anchor: datetime
    zone: zoneinfo.ZoneInfo

    def at(self, text: str) -> datetime:
        """The moment that a text names."""
        match = RELATIVE.fullmatch(text)
        if match is None:
            return datetime.fromisoformat(text).replace(tzinfo=self.zone)
        now = self.anchor.astimezone(self.zone)
        days = int(match["days"]) * (1 if match["sign"] == "+" else -1)
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=days)
        into_day = timedelta(hours=int(match["hour"]), minutes=int(match["minute"]))
        if days == 0:
            passed = now - midnight
            into_day = timedelta(seconds=int(into_day.total_seconds() * passed.total_seconds() / 86_400))
        return midnight + into_day


def with_ids(markup: str, *, stories: Mapping[str, Any], photos: Mapping[str, Any]) -> str:
    """Promos and photos that a source names by slug, by id; unknown slugs raise KeyError."""
    markup = re.sub(r'data-promo="([a-z][a-z0-9-]*)"', lambda found: f'data-promo="{stories[found[1]].pk}"', markup)
    return re.sub(r'data-photo="([a-z][a-z0-9-]*)"', lambda found: f'data-photo="{photos[found[1]].pk}"', markup)
