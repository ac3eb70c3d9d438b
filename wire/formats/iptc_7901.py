"""IPTC 7901, the wire format of European agencies since the teletype: numbered header, keywords, headline up to "="."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from wire.formats import bylines, closing, release_times, teletype, teletype_story, teletype_words
from wire.formats.agencies import short_name
from wire.formats.parsed import ParsedItem, Removal, Subject
from wire.formats.release_times import MONTHS
from wire.formats.text import clean, join_notes, unique, urgency

FORMAT = "iptc-7901"
HEADER = re.compile(
    rb"(?:^|(?<=\x04)|(?<=\x01))[ \t\x00\x16]*[A-Za-z]{2,8} ?\d{2,6}[ \t]+[1-9][ \t]+[A-Za-z]{1,4}(?:[ \t]+\d{1,5})?(?=\s)",
    re.MULTILINE,
)
_START = re.compile(rb"\x01\s*[A-Za-z]{2,8}\s?\d")
_FIRST = re.compile(
    r"[\s\x16]*(?P<source>[A-Za-z]{1,8})[^\S\n]?(?P<number>\d{1,6})(?:[^\S\n]+(?P<priority>[1-9]))?(?:[^\S\n]+(?P<category>[A-Za-z]{1,4}))?"
    r"(?:[^\S\n]+(?P<words>\d{1,5})(?![^\S\n]*\d*$))?(?P<options>[^\n]*)$",
    re.MULTILINE,
)
_NAME = re.compile(r"(?P<name>[A-Za-zÀ-ÿ][\w./-]*)[^\S\n]+(?P<number>\d{1,6})\s*$")
_END = re.compile(
    r"^[^\S\n]*(?P<day>\d{2})(?P<hour>\d{2})(?P<minute>\d{2})[^\S\n]*(?P<zone>[A-Z]{3,4}|Z)?[^\S\n]+"
    r"(?P<month>[A-Za-zäöûé]{3,9})\.?[^\S\n]+(?P<year>\d{2,4})[^\S\n]*\r*$",
    re.MULTILINE,
)
_ZONES = {"GMT": 0, "UTC": 0, "Z": 0, "BST": 1, "MEZ": 1, "CET": 1, "MESZ": 2, "CEST": 2}
_CATEGORIES = {
    "pl": "Politik", "wi": "Wirtschaft", "ku": "Kultur", "sp": "Sport", "vm": "Vermischtes", "i": "International",
    "s": "Sports", "f": "Finance", "p": "Politics", "e": "Entertainment",
}  # fmt: skip
_NOTEBOOK = re.compile(
    r"\A(?:#+\s*(?:[\w.]{2,20}[\s-]+)?|\s*dpa[\s-]*)(?:notizblock|notebook|notebloc|bloc-notes|libreta)\b[\s:#]*\Z",
    re.IGNORECASE,
)
_SECTION = re.compile(r"\A#{1,4}\s+(?P<name>.+)\Z")
_CHANGED = re.compile(
    r"\A(?:berichtigung|korrektur|correction|corrections|corrected|refile|änderung|update|neu)\b", re.IGNORECASE
)
_INITIALS = re.compile(r"\A[a-z]{2,8}(?: [a-z0-9]{1,5}){1,7}\Z")
_SUBTITLE = re.compile(r"Utl\.\s?:")  # APA: the line under the headline
_BYLINE = re.compile(r"\A(?:By|Von|Par|Por)\s", re.IGNORECASE)
_FOR_EDITORS = (
    *(
        "publi",
        "veröff",
        "abdruck",
        "print",
        "notizblock",
        "notebook",
        "notebloc",
        "bloc-notes",
        "libreta",
        "offentlig",
        "julkais",
    ),
    *("печат", "للنشر"),
)
LONGEST_HEAD = 10  # lines of markers, headline and byline


def is_message(data: bytes) -> bool:
    """Whether bytes begin like IPTC 7901, with or without their control characters."""
    start = data[:4096]
    found = _START.search(start)
    if found:
        return True
    header = HEADER.search(start)
    return header is not None and not start[: header.start()].strip(b" \t\r\n\x00\x16\xef\xbb\xbf")


def parse(data: bytes) -> list[ParsedItem]:
    """Every message of a file. Raises UnreadableMessage when there is none, or nothing but one that was cut short."""
    sent = [
        _read(teletype.read(raw, _END)) for raw in teletype.split(data, HEADER) if raw.strip(b" \r\n\t\x00\x7f\x01\x04\x16")
    ]
    return teletype_story.items([message for message in sent if message is not None])


def _read(message: teletype.Transmission) -> teletype_story.Sent | None:
    head, lines = teletype.rows(message.head), teletype.rows(message.text)
    if not message.head.strip():
        head, lines = _header_of(lines)
    first = _FIRST.match("\n".join(head).lstrip()[:600])
    if not any(line.strip() for line in lines):
        return None
    sent = teletype_story.Sent(FORMAT, is_whole=message.is_whole)
    if message.stray:
        sent.removals.append(Removal(message.stray, "outside the message"))
    if first:
        _header(first, sent)
    end = "\n".join(teletype.rows(message.end))
    _time(_END.search(end), sent)
    left = clean(_END.sub("", end, count=1))
    if left:
        sent.removals.append(Removal(left, "after the end"))
    keyword = [line.strip() for line in "\n".join(head).lstrip().split("\n")[1 if first else 0 :] if line.strip()]
    lines = _keywords(keyword, lines, sent)
    lines = _notebook(lines, sent)
    lines = _head(lines, sent)
    while lines and not lines[-1].strip():
        lines.pop()
    _sign_off(lines, sent)
    copy = teletype.Copy()
    copy.add(lines)
    sent.blocks = copy.blocks
    sent.removals += copy.removals
    return sent


def _header_of(lines: list[str]) -> tuple[list[str], list[str]]:
    """Where the start-of-text was lost, the first line is the header if it looks like one."""
    for index, line in enumerate(lines):
        if line.strip():
            found = HEADER.match(f"{line} ".encode())
            return ([line], lines[index + 1 :]) if found else ([], lines)
    return [], lines


def _header(first: re.Match[str], sent: teletype_story.Sent) -> None:
    """ "eca062 4 i 211 ccccb   dpa 061": source, number, priority, category, words, options, agency with its own number."""
    if first["number"].strip("0"):  # a converter that has no number writes noughts
        sent.service_number = first["number"]
        sent.number = first["source"].lower() + first["number"]
    sent.urgency = urgency(first["priority"])
    if first["category"]:
        category = first["category"]
        sent.subjects = (Subject(category, _CATEGORIES.get(category.lower(), "")),)
    options = clean(" ".join(part for part in (first["options"],) if part))
    named = _NAME.search(options)
    if named:
        name = named["name"]
        sent.agency = "dpa" if name.casefold().startswith("dpa") else short_name(name)
        if named["number"].strip("0"):  # "Please kill item dpa 157" names this one; that of the line goes on with the signals
            sent.service_number = named["number"]
            sent.signals += [sent.number] if sent.number else []


def _keywords(found: list[str], lines: list[str], sent: teletype_story.Sent) -> list[str]:
    """Keyword lines end with "/"; they stand before the text, or begin it where the control characters were lost."""
    rest = list(lines)
    if not found:
        index = next((i for i, line in enumerate(rest) if line.strip()), 0)
        if index < len(rest) and rest[index].strip().endswith("/") and "://" not in rest[index]:
            found = [rest[index].strip()]
            rest = rest[index + 1 :]
    told = "".join(found).strip("/ ")
    sent.keyword = clean(told)
    sent.keywords = unique(clean(word) for word in told.split("/"))
    return rest


def _notebook(lines: list[str], sent: teletype_story.Sent) -> list[str]:
    """From the notebook or "not for publication" on, everything is for editors; corrections told there are the change note."""
    text = "\n".join(lines).lower()
    hints = [hint for hint in _FOR_EDITORS if hint in text]
    for index, line in enumerate(lines) if hints else ():
        lowered = line.lower()
        if not any(hint in lowered for hint in hints):
            continue
        typed = line.strip()
        if not (_NOTEBOOK.match(typed) or (len(typed) < 160 and closing.opens_editors_only(typed))):
            continue
        notes = lines[index:]
        while index and (closing.is_separator(lines[index - 1]) or not lines[index - 1].strip()):
            index -= 1
        kept: list[str] = []
        for note in notes:
            if kept and note.startswith("  ") and note.strip()[:1] not in "-#":
                kept[-1] = f"{kept[-1]} {note.strip()}"  # the typed line went on
            elif note.strip():
                kept.append(note.strip())
        _sign_off(kept, sent)
        sent.removals.append(Removal("\n".join(kept), "not for publication"))
        told = [note for note in kept if not closing.is_separator(note) and not _NOTEBOOK.match(note)]
        sent.notes.append(join_notes([_plain_note("\n".join(told))]))
        sent.changes.append(_changes(kept))
        return lines[:index]
    return lines


def _sign_off(lines: list[str], sent: teletype_story.Sent) -> None:
    """Agencies sign like dpa: their letters, then the initials of those who handled the story."""
    signed = (re.sub(r"\d", "", sent.number), sent.agency.casefold())
    if lines and (closing.is_sign_off(lines[-1]) or (_INITIALS.match(lines[-1].strip()) and lines[-1].split()[0] in signed)):
        sent.removals.append(Removal(lines.pop().strip(), "sign-off"))


def _plain_note(text: str) -> str:
    return re.sub(r"^#{1,4}\s+", "", text, flags=re.MULTILINE)


def _changes(notes: list[str]) -> str:
    """What a notebook says of this version's change: its section on corrections, and "- adds …" in the note to editors."""
    section, kept = "", list[str]()
    for note in notes:
        heading = _SECTION.match(note)
        if heading or closing.is_separator(note):
            section = heading["name"] if heading else ""
        elif _CHANGED.match(section) or (note.startswith("-") and teletype_words.changes(note)):
            kept.append(note.lstrip("- "))
    return "\n".join(kept)


def _head(lines: list[str], sent: teletype_story.Sent) -> list[str]:
    """Reads markers, headline and byline down to the last "="; gives the lines of the text."""
    start = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    end = _end_of_head(lines, start)
    headline: list[str] = []
    byline: list[str] = []
    for line in lines[start:end]:
        text = clean(line.strip().rstrip("=").strip())
        if not text:
            continue
        if _BYLINE.match(text) and (headline or line.rstrip().endswith("=")) and bylines.names(text):
            byline.append(text)
        elif text.startswith("(") and text.endswith(")"):
            _bracketed(text, sent)
        elif teletype_words.MARKERS.match(text):
            sent.markers.append(text)
            sent.heads.append(text)
        elif release_times.is_embargo(text):
            sent.notes.append(text)
        elif closing.is_note_to_editors(text):
            sent.notes.append(text)
            sent.changes.append(teletype_words.changes(text))
        elif _SUBTITLE.match(text) or (headline and sent.second_headlines):
            sent.second_headlines.append(text)
        else:
            headline.append(text)
    for text in byline:
        sent.bylines.extend(bylines.names(text))
        sent.removals.append(Removal(text, "byline"))
    sent.headline = " ".join(headline)
    if not sent.headline and sent.heads:
        sent.headline = sent.heads[-1]
    return lines[end:]


def _bracketed(text: str, sent: teletype_story.Sent) -> None:
    """ "(Eil)", "(Vorschau)", "(Berichtigung: Uhrzeit korrigiert)": what dpa puts in brackets above a headline."""
    inner = clean(text[1:-1])
    name, colon, rest = inner.partition(":")
    if teletype_words.MARKERS.match(inner):
        sent.markers.append(inner)
        sent.heads.append(inner)
    elif teletype_words.MARKERS.match(name.strip()) and colon:
        sent.markers.append(name.strip())
        sent.heads.append(name.strip())
        sent.notes.append(text)
        sent.changes.append(f"{name.strip()}: {rest.strip()}" if not _CHANGED.match(name) else rest.strip())
    else:
        sent.notes.append(text)
        sent.changes.append(teletype_words.changes(inner))


def _end_of_head(lines: list[str], start: int) -> int:
    """Where the text begins: behind the last line that ends with "=", or behind the first run of lines without it."""
    end, seen = start, 0
    for index in range(start, len(lines)):
        typed = lines[index].strip()
        if not typed:
            continue
        seen += 1
        if seen > LONGEST_HEAD:
            break
        if typed.endswith("=") and not typed.endswith("=="):
            end = index + 1
            seen = LONGEST_HEAD - 2  # only a byline or a second short line may follow
        elif end > start and (len(typed) > 60 or not any(line.strip().endswith("=") for line in lines[index : index + 2])):
            break
    if end > start:
        return end
    blank = next((index for index in range(start, min(start + LONGEST_HEAD, len(lines))) if not lines[index].strip()), start)
    first = " ".join(line.strip() for line in lines[start:blank])
    # A first run that ends like a sentence is the text itself.
    return start if len(first) > 250 or first.endswith(".") else blank


def _time(found: re.Match[str] | None, sent: teletype_story.Sent) -> None:
    """ "131137 GMT Nov 13" is day, hour and minute, month and year."""
    month = MONTHS.get(found["month"].casefold()) if found else None
    if found is None or month is None:
        sent.problems.add("no time of sending was given")
        return
    if not found["zone"] or found["zone"] not in _ZONES:
        sent.problems.add("the time of sending has no time zone; read as UTC")
    year = int(found["year"])
    if year < 100:
        year += 2000 if year < 70 else 1900
    offset = timezone(timedelta(hours=_ZONES.get(found["zone"] or "", 0)))
    try:
        day = datetime(year, month, int(found["day"]), tzinfo=offset)
        moment = day.replace(hour=int(found["hour"]) % 24, minute=int(found["minute"])).astimezone(UTC)
    except (ValueError, OverflowError):
        sent.problems.add(f"the time of sending is no possible time: {clean(found.group(0))[:60]}")
        return
    sent.day, sent.sent_at = day.date().isoformat(), moment
