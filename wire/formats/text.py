"""Small words on wire text: what counts as a word, a line, a number, and a stable id for an item that has none."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime

MAX_NUMBER = 2**63 - 1
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:x0*([0-9a-f]{1,6})|0*([0-9]{1,7}));?", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ESCAPED_TAG = re.compile(
    r"&lt;/?(?:p|br|div|strong|em|b|i|a|h[1-6]|ul|ol|li|table|tr|td|span|blockquote)\b.{0,500}?&gt;", re.IGNORECASE | re.DOTALL
)


def clean(value: object) -> str:
    """A field's text on one line: no control characters, white space squeezed."""
    if not isinstance(value, (str, int, float)) or isinstance(value, bool):
        return ""
    text = value if isinstance(value, str) else str(value)
    # Whatever is printable holds none of the controls; most fields are, and looking is quicker than replacing nothing.
    return " ".join((text if text.isprintable() else _CONTROLS.sub("", text)).split())


def lines(value: object) -> str:
    """A field's text with its line breaks kept and each line trimmed."""
    if not isinstance(value, str):
        return ""
    kept = [" ".join(line.split()) for line in _CONTROLS.sub("", value).splitlines()]
    return "\n".join(line for line in kept if line)


def printable(value: str) -> str:
    """Text without the control characters that neither databases nor pages take."""
    return value if value.isprintable() else _CONTROLS.sub("", value)


def printable_markup(value: str) -> str:
    """Markup without such characters, those that it names by number too: "&#12;" is a space at best."""
    value = printable(value)
    return _REFERENCE.sub(_printable_reference, value) if "&#" in value else value


def _printable_reference(reference: re.Match[str]) -> str:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return " " if 0 < code < 0x110000 and _CONTROLS.match(chr(code)) else reference[0]


def words(value: str) -> list[str]:
    return _WORD.findall(value)


def plain(markup: str) -> str:
    """Markup's text on one line."""
    if "<" in markup:
        markup = _TAG.sub(" ", markup)
    return clean(html.unescape(markup))


def looks_like_html(value: str) -> bool:
    return _TAG.search(value) is not None


def unescape_once(value: str) -> str:
    """HTML that was escaped twice on its way is unescaped once; text that merely mentions "<" stays as it is."""
    if "&" not in value:
        return value
    if _TAG.search(value) is None and _ESCAPED_TAG.search(value):
        return html.unescape(value)
    return value


def number(value: object) -> int | None:
    """A version or size as a number that a database column takes; None when it is none."""
    if isinstance(value, bool) or value is None:
        return None
    match = re.match(r"\s*(\d{1,30})(?:\.\d*)?\s*\Z", str(value))
    return min(int(match.group(1)), MAX_NUMBER) if match else None


def urgency(value: object) -> int | None:
    """IPTC urgencies run from 1 to 9; anything else is no urgency."""
    found = number(value)
    return found if found is not None and 1 <= found <= 9 else None


def join_notes(notes: Iterable[str]) -> str:
    """Notes to editors are joined, each line said once."""
    kept: dict[str, str] = {}
    for note in notes:
        for line in lines(note).splitlines():
            kept.setdefault("".join(words(line)).casefold() or line, line)
    return "\n".join(kept.values())


def unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def derived_id(agency: str, label: str, day: datetime | None, content: str) -> str:
    """An item without an id gets one from what it is about and its day, the same each time it is read."""
    letters = unicodedata.normalize("NFKD", label.casefold())
    slug = "-".join(words("".join(c for c in letters if not unicodedata.combining(c))))[:100]
    if not slug:
        slug = hashlib.sha256(content.encode("utf-8", errors="replace")).hexdigest()[:24]
    return ":".join(part for part in ("derived", agency, day.strftime("%Y%m%d") if day else "", slug) if part)
