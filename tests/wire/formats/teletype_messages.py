"""Teletype messages for the tests of their parsers: whole and valid by default, about invented places."""

from __future__ import annotations

from collections.abc import Sequence

from wire.formats import ParsedItem, parse

BRICKS = "OSK, Calder Islands (AP) _ Bricks fell from the harbor wall on Monday, the harbor master said."


def make_anpa(
    *paragraphs: str,
    keyword: str = "BC-CD--Harbor Wall",
    added: str = "",
    heads: Sequence[str] = ("Bricks close harbor<",),
    priority: str = "r",
    category: str = "i",
    number: str = "V4101",
    form: str = "\x13\x11",
    day: str = "11-20",
    end: str = "AP-WF-11-20-26 0915GMT<",
) -> bytes:
    """An ANPA 1312 message; `added` follows its keyword ("1st Ld-Writethru")."""
    take = added.replace(" ", "", 1)
    lines = [
        f"\x16\x16\x01{number}\x1f_glbsm",
        f"{priority} {category}{form} {keyword.replace(' ', '')[:24]} {take}   {day} 0120",
        f"\x02^{keyword}{', ' + added if added else ''},120<",
        *(f"^{head}" for head in heads),
        *(f"\t   {paragraph}\r\n " for paragraph in paragraphs or (BRICKS,)),
        f"\t   \x03{end}",
        "\x0c",
        "\x04",
    ]
    return "\r\n".join(lines).encode()


def make_7901(
    text: str = "Osk (dpa) - Bricks fell from the harbour wall on Monday, the harbour\nmaster said.",
    *,
    header: str = "eca062 4 i 211 ccccb   dpa 061",
    keywords: str = "Osk/harbour/",
    head: str = "Bricks close harbour =",
    end: str = "201137 GMT Nov 26",
) -> bytes:
    """An IPTC 7901 message as dpa sends it."""
    message = f"\x01{header}\n\n{keywords}\n\x02{head}\n\n{text}\n\n\x03{end} \n\x7f\n\x7f\x04"
    return message.replace("\n", "\r\n").encode()


def only(message: bytes) -> ParsedItem:
    (item,) = parse(message)
    return item
