"""ANPA 1312, the format of American wires since the teletype: keyword lines, "^By NAME=", and a trailer with the time."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

from wire.formats import bylines, closing, release_times, teletype, teletype_story, teletype_words
from wire.formats.agencies import short_name
from wire.formats.parsed import ParsedItem, Removal, Subject
from wire.formats.text import clean

FORMAT = "anpa-1312"
LONGEST_HEAD = 600  # characters before the text
HEADER = re.compile(
    rb"(?:^|(?<=\x04))[\x16 \t]*[A-Za-z]\d{3,5}[\x1f ]?[^\r\n]{0,60}\r{0,3}\n[ \t]{0,9}[a-z] [a-z] ?[\x11-\x14]", re.MULTILINE
)
_START = re.compile(rb"\x01\x16*\s*[A-Za-z]\d{3,5}[\x1f\s]|\A[\s\x00]*\x16+")
_FIRST = re.compile(r"[\x16\s]*(?P<service>[A-Za-z])\s?(?P<number>\d{3,5})[\x1f\s_]*(?P<selector>[^\r\n]*)")
_SECOND = re.compile(
    r"^\s*(?P<priority>[a-z])\s+(?P<category>[a-z])\s*(?P<form>[\x11-\x14]*)[^\S\r\n]*(?P<keyword>[^\s\d][^\s]*)?(?P<take>[^\r\n]*?)"
    r"\s+(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:\s+(?P<words>\d{1,5}))?\s*$",
    re.MULTILINE | re.IGNORECASE,
)
_TRAILER = re.compile(
    r"^[\t ]*(?P<agency>[A-Za-z]{2,12})-(?P<office>[A-Za-z]{2,4})-(?P<month>\d{2})-(?P<day>\d{2})-(?P<year>\d{2,4})\s+"
    r"(?P<hour>\d{2}):?(?P<minute>\d{2})\s*(?P<zone>[A-Z]{1,4})?<?[^\S\n]*$",
    re.MULTILINE,
)
# Hours from Greenwich of the zones that American wires write; a bare E, C, M or P is taken as standard time.
_ZONES = {
    "GMT": 0, "UTC": 0, "Z": 0, "EST": -5, "EDT": -4, "E": -5, "CST": -6, "CDT": -5, "C": -6, "MST": -7, "MDT": -6, "M": -7,
    "PST": -8, "PDT": -7, "P": -8,
}  # fmt: skip
# AP's priorities: flash, bulletin, urgent, regular, deferred, and those sent ahead for weekdays or Sunday.
_URGENCY = {"f": 1, "b": 2, "u": 3, "r": 4, "d": 5, "a": 7, "s": 8}
_ADVANCE = frozenset("as")
_CATEGORIES = {
    "a": "Domestic", "e": "Entertainment", "f": "Business", "i": "International", "l": "Lifestyle", "n": "State and regional",
    "o": "Weather", "p": "Politics", "q": "Sports scores", "s": "Sports", "t": "Travel", "v": "Advisory", "w": "Washington",
}  # fmt: skip
_KEYWORD = re.compile(r"(?:[A-Z]{2}|[A-Z]{2}--[A-Z]{2})-+\S")
_CYCLE = re.compile(r"(?:AM|PM|BC|AP)-+\S")
_PHOTO = re.compile(r"\A(?:With\s+)?AP\s+(?:Photos?|Videos?|Graphics?|Interactives?|Audio)\b", re.IGNORECASE)
_NOTE = re.compile(r"\A(?:EDITOR['’]?S['’]?\s+NOTE|EDITORS?)\s*(?::|—|–|_|-|\Z)", re.IGNORECASE)


def is_message(data: bytes) -> bool:
    """Whether bytes begin like ANPA 1312, with or without their control characters."""
    start = data[:4096]
    return bool(_START.search(start)) or (b"\x01" not in start and HEADER.search(start) is not None)


def parse(data: bytes) -> list[ParsedItem]:
    """Every message of a file. Raises UnreadableMessage when there is none, or nothing but one that was cut short."""
    sent = [
        _read(teletype.read(raw, _TRAILER)) for raw in teletype.split(data, HEADER) if raw.strip(b"\x00-\x20\x7f\x01\x04\x16")
    ]
    return teletype_story.items([message for message in sent if message is not None])


def _read(message: teletype.Transmission) -> teletype_story.Sent | None:
    head, text = (message.head, message.text) if message.head else _without_start(message.text)
    first, second, trailer = (
        _FIRST.match(head[:LONGEST_HEAD]),
        _SECOND.search(head[:LONGEST_HEAD]),
        _TRAILER.search(message.end) or _TRAILER.search(text),
    )
    lines = teletype.rows(text)
    if not any(line.strip(" \t^<=") for line in lines):
        return None
    sent = teletype_story.Sent(FORMAT, is_whole=message.is_whole)
    if message.stray:
        sent.removals.append(Removal(message.stray, "outside the message"))
    if first:
        sent.service_number = sent.number = first["service"].upper() + first["number"]
    if trailer:
        sent.agency = short_name(trailer["agency"])
        sent.sent_at = _time(trailer, sent)
    else:
        sent.problems.add("no time of sending was given")
    end = clean(_TRAILER.sub("", "\n".join(teletype.rows(message.end))).strip("<"))
    if end:
        sent.removals.append(Removal(end, "after the end"))
    copy = teletype.Copy(polish=polished)
    if second:
        sent.day = _day(int(second["month"]), int(second["day"]), sent.sent_at)
        sent.urgency = _URGENCY.get(second["priority"].lower())
        sent.is_advance = second["priority"].lower() in _ADVANCE
        category = second["category"].lower()
        sent.subjects = (Subject(category, _CATEGORIES.get(category, "")),)
        if category == "v":
            sent.kinds.append(("category", "advisory"))
        copy.is_tabular = "\x12" in second["form"]
        sent.keyword, sent.markers = second["keyword"] or "", _markers(second["take"])
    elif sent.sent_at:
        sent.day = sent.sent_at.date().isoformat()
    copy.add(_head(lines, sent))
    sent.blocks = copy.blocks
    sent.removals += copy.removals
    return sent


def _without_start(text: str) -> tuple[str, str]:
    """Where the start-of-text was lost, the text begins with the first keyword line or indented line after the header."""
    second = _SECOND.search(text[:LONGEST_HEAD])
    if second:
        return text[: second.end()], text[second.end() :]
    first = _FIRST.match(text[:LONGEST_HEAD])
    return (text[: first.end()], text[first.end() :]) if first and "\x1f" in first.group(0) else ("", text)


def polished(text: str) -> str:
    """Teletype's ``quotes'' and " _ " become what readers are used to."""
    if "`" in text or "''" in text:
        text = text.replace("'''", "’”").replace("``", "“").replace("''", "”").replace("`", "‘")
    return text.replace(" _ ", " — ") if " _ " in text else text


def _head(lines: list[str], sent: teletype_story.Sent) -> list[str]:
    """Reads the lines with a caret above the text; gives the lines of the text."""
    index, is_first = 0, True
    while index < len(lines):
        typed = lines[index].strip()
        if not typed:
            index += 1
            continue
        if typed.lstrip("^").startswith("*") and "<" in typed[:12]:  # a selector code shares the keyword's line
            code, _, typed = typed.partition("<")
            sent.removals.append(Removal(code.strip("^ "), "selector code"))
            typed = typed.strip()
        if not typed.startswith("^") and not (is_first and _KEYWORD.match(typed) and "(" not in typed):
            break
        index += 1
        taken = 0
        while not typed.endswith(("<", "=")) and taken < 4 and _goes_on(lines, index + taken):
            typed = f"{typed} {lines[index + taken].strip()}"
            taken += 1
        if not typed.endswith(("<", "=")) and not is_first:
            return lines[index - 1 :]
        index += taken
        for piece in re.split(r"<\s*(?=\^)", typed):
            _line(polished(" ".join(piece.strip(" ^<=").split())), sent, is_flush=piece.endswith("="), is_first=is_first)
            is_first = False
    return lines[index:]


def _goes_on(lines: list[str], index: int) -> bool:
    """Whether a line without its end mark goes on in the next one."""
    if index >= len(lines) or not lines[index].strip() or lines[index][:1] in "\t ^":
        return False
    return any(line.rstrip().endswith(("<", "=")) for line in lines[index : index + 3] if not line.startswith("^"))


def _line(text: str, sent: teletype_story.Sent, *, is_flush: bool, is_first: bool) -> None:
    """One line above the text: keyword, order, note, byline or headline."""
    if not text:
        return
    if is_first and _is_keyword(text, sent):
        _keyword(text, sent)
    elif teletype_words.MARKERS.match(text):
        sent.heads.append(text)
        sent.signals.append(text)
    elif _PHOTO.match(text):
        sent.notes.append(text)
    elif _NOTE.match(text) or closing.is_note_to_editors(text):
        sent.notes.append(text)
        sent.changes.append(teletype_words.changes(text))
    elif release_times.is_embargo(text):
        sent.notes.append(text)
    elif is_flush and re.match(r"By\s", text, re.IGNORECASE):
        sent.bylines.extend(bylines.names(text))
        sent.removals.append(Removal(text, "byline"))
    elif is_flush and (sent.bylines or sent.headline):
        sent.removals.append(Removal(text, "byline"))
    elif found := bylines.from_paragraph(text):
        sent.bylines.extend(found)
        sent.removals.append(Removal(text, "byline"))
    elif not sent.headline:
        sent.headline = text
    else:
        sent.second_headlines.append(text)


def _is_keyword(text: str, sent: teletype_story.Sent) -> bool:
    """Whether the first line is the keyword: as the header has it, or by its form."""
    letters = re.sub(r"[\W_]", "", text).casefold()
    short = re.sub(r"[\W_]", "", sent.keyword).casefold()
    return bool((short and letters.startswith(short)) or _CYCLE.match(text) or (not short and _KEYWORD.match(text)))


def _keyword(text: str, sent: teletype_story.Sent) -> None:
    """ "BC-Harbor Fire, 1st Ld-Writethru,127": the keyword, what was added to it, and the words counted."""
    keyword, *rest = [piece.strip() for piece in text.split(",")]
    sent.keyword = keyword
    markers = [piece for piece in rest if piece and not piece.isdigit()]
    kept = [piece for piece in markers if teletype_words.MARKERS.match(piece) or teletype_words.LEAD.search(piece)]
    if markers and not kept:  # a comma that belongs to the keyword
        sent.keyword = ", ".join([keyword, *markers])
    elif markers:
        sent.markers = [re.sub(r"\s+", " ", piece) for piece in markers]
    sent.heads += kept
    sent.removals.append(Removal(text, "keyword line"))


def _markers(take: str) -> list[str]:
    """The header's own take ("1stLd-Writethru"), for a message without a keyword line."""
    spaced = re.sub(r"(?<=\d)(st|nd|rd|th)(?=[A-Z])", r"\1 ", clean(take))
    return [piece.strip() for piece in spaced.split(",") if piece.strip()]


def _time(trailer: re.Match[str], sent: teletype_story.Sent) -> datetime | None:
    zone = trailer["zone"] or ""
    if zone not in _ZONES:
        sent.problems.add("the time of sending has no time zone; read as UTC")
    year = int(trailer["year"])
    try:
        return datetime(
            year if year > 99 else _century(year),
            int(trailer["month"]),
            int(trailer["day"]),
            int(trailer["hour"]) % 24,
            int(trailer["minute"]),
            tzinfo=timezone(timedelta(hours=_ZONES.get(zone, 0))),
        ).astimezone(UTC)
    except (ValueError, OverflowError):
        sent.problems.add(f"the time of sending is no possible time: {clean(trailer.group(0))[:60]}")
        return None


def _century(year: int) -> int:
    return 2000 + year if year < 70 else 1900 + year


def _day(month: int, day: int, sent_at: datetime | None) -> str:
    """The service day; its year is that of the time of sending, which may lie across New Year."""
    if sent_at is None:
        return f"{month:02}-{day:02}"
    days = []
    for year in (sent_at.year - 1, sent_at.year, sent_at.year + 1):
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    return min(days, key=lambda found: abs(found - sent_at.date()), default=sent_at.date()).isoformat()
