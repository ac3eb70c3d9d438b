"""The form knows when it was opened: what is sent back within seconds was hardly read by a person.

The time is signed and tied to its story. Nobody is turned away by it: too fast means set apart, too late means again.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing

SALT = "corrections.report"
SHORTEST = timedelta(seconds=3)
LONGEST = timedelta(days=1)


@dataclass(frozen=True)
class Opened:
    """A form's signed time as it came back: `is_good` unless it is forged, of another story, or older than a day."""

    token: str
    is_good: bool
    seconds: float | None = None  # since it was opened; not known of one that came back for being too old

    @property
    def is_too_fast(self) -> bool:
        return self.seconds is not None and self.seconds <= SHORTEST.total_seconds()


def start(article_id: int, *, again: bool = False) -> str:
    """A fresh signed time; `again` for a reader who took long and may now be quick."""
    return signing.dumps([article_id, again], salt=SALT)


def read(token: str, article_id: int) -> Opened:
    """What a form's time says; a bad one comes with a fresh token for the next try."""
    try:
        story, again = signing.loads(token, salt=SALT, max_age=LONGEST)
    except signing.SignatureExpired:
        return Opened(start(article_id, again=True), is_good=False)
    except (signing.BadSignature, ValueError, TypeError):
        return Opened(start(article_id), is_good=False)
    if story != article_id:
        return Opened(start(article_id), is_good=False)
    return Opened(token, is_good=True, seconds=None if again else _seconds_since(token))


def _seconds_since(token: str) -> float:
    """How old a token is whose signature is good."""
    return time.time() - signing.b62_decode(token.rsplit(":", 2)[1])
