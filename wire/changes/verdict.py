"""Which kind of change a version brings, told from status, signals, headline, note and words, with the evidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from articles.body import plain_text
from wire.changes.agencies import code_before, kind_of_signal, patterns
from wire.changes.kinds import Change, ChangeKind, Evidence
from wire.changes.notes import CORRECTION
from wire.changes.told import BRIEF, SHORT, told_in
from wire.changes.words import SEARCHED, UNMISTAKABLE, says
from wire.formats.parsed import ParsedItem, WireStatus

# Held for its hour only: where the embargo is read, that is what stops it.
ADVANCES = {"holdforrelease", "hfr"}
SET_OFF = re.compile(r"\s*[-–—:=/+)\]]|\s*\Z|(?<=[)\]])")
# What a note says of the version that it replaces is not said of the one that it comes with.
EARLIER = re.compile(
    r"\b(?:earlier|previous|prior|preceding|original|older|first|last)\s+(?:\w+\s+)?(?:version|story|item|copy|report|message|one|take|lead)s?\b"
    r"|\b(?:frühere|vorige|vorherige|alte|erste)[nrs]?\s+(?:Meldung|Fassung|Version)\b"
    r"|\b(?:version|dépêche)\s+précédente\b|\bversión\s+anterior\b",
    re.IGNORECASE,
)
# What an agency calls minor, and what is: a few words, none of them a figure or a name.
FEW = 6
# Commas, dots and dashes, except before a digit: 1.5 is not 15.
PUNCTUATION = re.compile(r"[.,;:\-–—…·]+(?!\d)")
QUOTES = str.maketrans({"’": "'", "‘": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})


def classify(previous: ParsedItem | None, current: ParsedItem) -> Change:
    """The kind of change from the item as we have it to the version that came; whatever is doubtful stops the story.

    `previous` carries the last text we have and the status that holds; None for an item not yet seen.
    """
    if found := tuple(_orders(ChangeKind.KILL, previous, current)):
        return Change(ChangeKind.KILL, found)
    if found := tuple(_orders(ChangeKind.HOLD, previous, current)):
        return Change(ChangeKind.HOLD, found)
    if current.is_advisory:
        return Change(ChangeKind.ADVISORY, (Evidence("advisory", current.advisory_reason),))
    told = told_in(current)
    if told is not None and (previous is None or told_in(previous) is not None):
        return Change(ChangeKind.ADVISORY, (Evidence(f"{told.kind.value} of another story", told.words),))
    if previous is None:
        return Change(ChangeKind.NEW, (*_said(ChangeKind.CORRECTION, None, current), *_said(ChangeKind.UPDATE, None, current)))
    if previous.status is WireStatus.WITHHELD:
        return Change(ChangeKind.RELEASE, (Evidence("status", f"{current.status.value} after withheld"),))
    if previous.status is WireStatus.CANCELED:
        return Change(ChangeKind.UPDATE, (Evidence("status", f"{current.status.value} after a kill"),))
    return _usable(previous, current)


def _usable(previous: ParsedItem, current: ParsedItem) -> Change:
    """A usable version of a usable item: what it says of itself, and what is different."""
    corrected = tuple(_said(ChangeKind.CORRECTION, previous, current))
    differences = tuple(_differences(previous, current))
    lifted = (Evidence("embargo", "lifted"),) if is_embargoed(previous) and not is_embargoed(current) else ()
    if corrected:
        return Change(ChangeKind.CORRECTION, corrected + differences + lifted)
    minor = tuple(_said(ChangeKind.MINOR, previous, current))
    if differences:
        if minor and _is_slight(previous, current):
            return Change(ChangeKind.MINOR, minor + differences + lifted)
        return Change(ChangeKind.UPDATE, (*_said(ChangeKind.UPDATE, previous, current), *differences, *lifted))
    if lifted:
        return Change(ChangeKind.EMBARGO_LIFTED, lifted)
    return Change(ChangeKind.MINOR, (*minor, Evidence("words", "the same, but for spaces and punctuation")))


def is_past(kind: ChangeKind, current: ParsedItem, *, than: ParsedItem) -> bool:
    """Whether a version is one that we are past: a lower number, or the same number and an earlier time.

    Numbers need not follow on each other, and a lower number with a later time is a new count. A kill is never past,
    and a hold only when its time says so for sure.
    """
    ours, theirs = than.version_created_at, current.version_created_at
    is_earlier = bool(ours and theirs and theirs < ours)
    if kind is ChangeKind.KILL:
        return False
    if kind is ChangeKind.HOLD:
        return current.version <= than.version and is_earlier
    if current.version != than.version:
        return current.version < than.version and not (ours and theirs and theirs > ours)
    return is_earlier


def is_embargoed(item: ParsedItem) -> bool:
    """Whether the agency names an embargo, whenever it ends."""
    return item.embargo_open_ended or item.embargo_until is not None


def prints_the_same(one: ParsedItem, other: ParsedItem) -> bool:
    """Whether a page made from either would be the same to the letter."""
    return _printed(one) == _printed(other) and one.body_html == other.body_html


def headline_of(item: ParsedItem) -> str:
    """The headline as readers should have it, without the agency's code before it."""
    return code_before(item.agency).sub("", item.headline)


def _orders(kind: ChangeKind, previous: ParsedItem | None, current: ParsedItem) -> Iterator[Evidence]:
    """By what a version is a kill, or a hold: its status, its signals, or unmistakable words."""
    status = WireStatus.CANCELED if kind is ChangeKind.KILL else WireStatus.WITHHELD
    if current.status is status:
        yield Evidence("status", current.status_as_sent or current.status.value)
    yield from _signals(kind, current)
    text = plain_text(current.body_html)
    length = len(text.split())
    # A report with place and text that we have not seen without the word may have it for its subject: a pill withdrawn.
    is_report = previous is None and bool(current.dateline) and length > BRIEF and not UNMISTAKABLE.match(current.headline)
    if length <= SHORT and not is_report:
        yield from _words("headline", patterns(current.agency, "codes", kind), current.headline)
        yield from _words("slugline", patterns(current.agency, "slugs", kind), current.slugline)
    elif kind is ChangeKind.HOLD:
        yield from _above_a_story(current)
    # “Do not use it” beside a status that withholds it: the status says for how long.
    is_held = kind is ChangeKind.KILL and current.status is WireStatus.WITHHELD
    if not is_held and (said := _said_of_itself(kind, current, text if length <= SHORT else "")):
        yield said


def _above_a_story(current: ParsedItem) -> Iterator[Evidence]:
    """A code for a kill or hold, set off from the headline of a whole story: doubtful, and enough to stop it for now."""
    for kind in (ChangeKind.KILL, ChangeKind.HOLD):
        for expression in patterns(current.agency, "codes", kind):
            found = expression.search(current.headline[:SEARCHED])
            if found and (UNMISTAKABLE.match(found[0]) or SET_OFF.match(current.headline, found.end())):
                yield Evidence("headline", f"{found[0].strip()} (above a whole story)")
        for said in _words("slugline", patterns(current.agency, "slugs", kind), current.slugline):
            yield Evidence("slugline", f"{said.words} (above a whole story)")


def _said_of_itself(kind: ChangeKind, current: ParsedItem, text: str) -> Evidence | None:
    """A sentence of its note or of a short text that stops this very story, not one that it names."""
    told = told_in(current)
    if told is not None:
        return (
            Evidence("editor's note" if told.words in current.editor_note else "text", told.words)
            if told.kind is kind
            else None
        )
    if words := says(kind, current.editor_note):
        if current.body_html and EARLIER.search(words):
            return None
        is_timed = is_embargoed(current) and kind is ChangeKind.HOLD
        return None if is_timed else Evidence("editor's note", words)
    opening = text[:300]
    is_itself = re.search(
        r"\b(?:this|the\s+above)\s+(?:story|item|report|photo|article)\b|\bdiese\s+Meldung\b", opening, re.IGNORECASE
    )
    if is_itself and not current.dateline and (words := says(kind, opening)):
        return Evidence("text", words)
    return None


def _said(kind: ChangeKind, previous: ParsedItem | None, current: ParsedItem) -> Iterator[Evidence]:
    """What a version says of itself. A note, slugline or headline that the last version had too tells of the last change."""
    yield from _signals(kind, current)
    if previous is None or previous.headline != current.headline:
        yield from _words("headline", patterns(current.agency, "codes", kind), current.headline)
    if previous is None or previous.slugline != current.slugline:
        yield from _words("slugline", patterns(current.agency, "slugs", kind), current.slugline)
    if previous is None or previous.editor_note != current.editor_note:
        yield from _words("editor's note", patterns(current.agency, "notes", kind), current.editor_note)
        if kind is ChangeKind.CORRECTION:
            yield from _sentence(previous, current)
    opening = plain_text(current.body_html)[:300]
    yield from _words("first paragraph", patterns(current.agency, "openings", kind), opening)
    if kind is ChangeKind.CORRECTION and (found := re.match(r"\s*\([^)]{0,120}\bcorrects?\b[^)]*\)", opening, re.IGNORECASE)):
        yield Evidence("first paragraph", found.group(0).strip()[:160])


def _sentence(previous: ParsedItem | None, current: ParsedItem) -> Iterator[Evidence]:
    """A sentence on a correction in the agency's note; one that stood in the last note too is old."""
    known = previous.editor_note if previous else ""
    for note in (current.change_note[:SEARCHED], current.editor_note[:SEARCHED]):
        for line in re.split(r"\n|(?<=[.;])\s+(?=[A-ZÀ-Þ(])", note):
            bare = re.sub(r"\A\W*(?:eds?|editors)\s*[:.—–-]+\s*", "", line.strip(), flags=re.IGNORECASE)
            if bare and bare not in known and CORRECTION.search(bare):
                yield Evidence("editor's note", bare[:160])
                return


def _signals(kind: ChangeKind, item: ParsedItem) -> Iterator[Evidence]:
    for signal in item.signals:
        is_timed = is_embargoed(item) and re.sub(r"[\s_-]", "", signal.casefold()) in ADVANCES
        if not is_timed and kind_of_signal(signal, item.agency) is kind:
            yield Evidence("signal", signal)


def _words(field: str, expressions: tuple[re.Pattern[str], ...], text: str) -> Iterator[Evidence]:
    for expression in expressions:
        if match := expression.search(text[:SEARCHED]):
            yield Evidence(field, match.group(0).strip(" .;:\n")[:160])
            return


def _is_slight(previous: ParsedItem, current: ParsedItem) -> bool:
    """A few words, without a figure or a name among them."""
    before, after = _printed(previous), _printed(current)
    old, new = (Counter(_bare(" ".join(words.values())).split()) for words in (before, after))
    changed = (new - old) + (old - new)
    names = any(word[:1].isupper() and word.casefold() not in {w.casefold() for w in changed if w != word} for word in changed)
    return changed.total() <= FEW and not names and not any(any(letter.isdigit() for letter in word) for word in changed)


def _printed(item: ParsedItem) -> dict[str, str]:
    captions = (f"{medium.headline} {medium.caption} {medium.credit}" for medium in item.media)
    return {
        "headline": headline_of(item),
        "standfirst": item.standfirst,
        "byline": ", ".join(item.bylines),
        "dateline": item.dateline,
        "text": plain_text(item.body_html),
        "tagline": item.tagline,
        "pictures": " ".join(captions),
    }


def _differences(previous: ParsedItem, current: ParsedItem) -> Iterator[Evidence]:
    """What a reader would read differently, field by field; a message without text says nothing of the text."""
    before, after = _printed(previous), _printed(current)
    for field, words in after.items():
        if field == "text" and not words:
            continue
        old, new = _bare(before[field]), _bare(words)
        if old != new:
            yield Evidence(field, _counted(old, new) if field == "text" else words or "removed")


def _bare(text: str) -> str:
    return " ".join(PUNCTUATION.sub(" ", text.translate(QUOTES)).split())


def _counted(old: str, new: str) -> str:
    before, after = Counter(old.split()), Counter(new.split())
    added, removed = (after - before).total(), (before - after).total()
    if not added and not removed:
        return "the same words in another order"
    told = (f"{_number(added)} more" if added else "", f"{_number(removed)} gone" if removed else "")
    return ", ".join(part for part in told if part)


def _number(words: int) -> str:
    return f"{words} word" if words == 1 else f"{words} words"
