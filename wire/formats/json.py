"""Wire JSON is read leniently where agencies are careless and refused in plain words where it is broken."""

from __future__ import annotations

import json
import re
from typing import Any

from wire.formats.parsed import UnreadableMessage
from wire.formats.xml import decode

Record = dict[str, Any]
_ESCAPES = re.compile(r'\\(["\\/bfnrt]|u[0-9a-fA-F]{4})|\\')
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")


def parse_json(data: bytes) -> Any:
    """Raises UnreadableMessage for anything that is no JSON document."""
    text = decode(data).lstrip("\ufeff").strip(" \t\r\n\x00")
    try:
        return _load(text)
    except json.JSONDecodeError:
        pass
    # Real feeds escape characters that need none, and leave raw control characters in strings.
    repaired = _ESCAPES.sub(lambda m: m.group(0) if m.group(1) else "", text)
    try:
        return _load(repaired)
    except json.JSONDecodeError:
        pass
    try:
        return _load(_TRAILING_COMMA.sub(r"\1", repaired))
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()) - 1 or error.msg.startswith("Unterminated string"):
            raise UnreadableMessage("The JSON breaks off before its end; the file seems to be cut short.") from None
        raise UnreadableMessage(f"The JSON is broken at line {error.lineno}, column {error.colno}: {error.msg}.") from None


def _load(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except RecursionError:
        raise UnreadableMessage("The JSON is nested too deeply to be a news item.") from None
    except json.JSONDecodeError:
        raise
    except ValueError:
        raise UnreadableMessage("The JSON holds a number that is too long to be read.") from None


def records(value: Any) -> list[Record]:
    """The objects in a list, or the values of an object that stands where newer versions have a list."""
    if isinstance(value, dict):
        value = list(value.values())
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def record(value: Any) -> Record:
    return value if isinstance(value, dict) else {}


def string(source: Record, *names: str) -> str:
    """The first of these properties that is a text or number, as text, its line breaks kept."""
    for name in names:
        value = source.get(name)
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
    return ""


def strings(value: Any) -> list[str]:
    """A text or a list of texts (or of objects with a name or value) as a list of texts."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, dict):
        return [text] if (text := string(value, "value", "name", "literal", "code", "description", "ednote")) else []
    if isinstance(value, list):
        return [text for entry in value if not isinstance(entry, list) for text in strings(entry)]
    return []
