"""What every parser promises, whatever the bytes are: for hypothesis, the fuzzer and the crashes it found."""

from __future__ import annotations

from datetime import UTC

from wire.formats import ParsedItem, UnreadableMessage, parse


def keeps_its_promises(item: ParsedItem) -> bool:
    times = (item.embargo_until, item.expires_at, item.first_created_at, item.version_created_at)
    item.body_html.encode()
    return (
        item.item_id != ""
        and item.version >= 0
        and all(time is None or time.tzinfo is UTC for time in times)
        and "\x00" not in repr(item)
        and (item.urgency is None or 1 <= item.urgency <= 9)
        and item.is_advisory <= bool(item.advisory_reason)
    )


def parses_or_refuses(message: bytes, format: str | None) -> None:
    try:
        items = parse(message, format)
    except UnreadableMessage as refusal:
        assert str(refusal).endswith((".", "…")) or ":" in str(refusal)
        return
    assert all(keeps_its_promises(item) for item in items)
    assert items == parse(message, format), "the same bytes gave another result"
