"""Numbers that come from outside, in an address or a form: what no database could hold leads nowhere."""

from __future__ import annotations

DIGITS = 18  # as many as always fit a database's widest integer


def whole_number(typed: str) -> int | None:
    """The number that somebody typed; None for anything else: nothing, a sign, “²”, a thousand digits."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= DIGITS else None


class RowId:
    """The id of a row in an address, as `<row:pk>`."""

    regex = rf"[1-9][0-9]{{0,{DIGITS - 1}}}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)
