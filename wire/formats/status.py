"""The agency's word on use: usable, embargoed, withheld or canceled; a word we do not know counts as withheld."""

from __future__ import annotations

from wire.formats.parsed import WireStatus
from wire.formats.text import clean

_WORDS = {
    "usable": WireStatus.USABLE,
    "embargoed": WireStatus.EMBARGOED,
    "withheld": WireStatus.WITHHELD,
    "withhold": WireStatus.WITHHELD,
    "hold": WireStatus.WITHHELD,
    "canceled": WireStatus.CANCELED,
    "cancelled": WireStatus.CANCELED,
    "killed": WireStatus.CANCELED,
    "kill": WireStatus.CANCELED,
}


def read(sent: object) -> tuple[WireStatus, str]:
    """The status and the word as sent. No word at all means usable, as all standards say."""
    word = clean(sent)
    if not word and (sent is None or isinstance(sent, str)):
        return WireStatus.USABLE, ""
    key = word.casefold().rstrip("/").rpartition("/")[2].rpartition(":")[2]
    return _WORDS.get(key, WireStatus.WITHHELD), word or str(sent)[:100]


def strictest(*statuses: WireStatus) -> WireStatus:
    """Of several words on one item the one that forbids most counts."""
    order = (WireStatus.CANCELED, WireStatus.WITHHELD, WireStatus.EMBARGOED)
    return next((status for status in order if status in statuses), WireStatus.USABLE)
