"""The words of a ninjs item in any version of the standard: headlines, standfirst, body and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wire.formats import blocks, paragraphs
from wire.formats.json import Record, record, records, string
from wire.formats.media import Gallery
from wire.formats.parsed import Removal
from wire.formats.text import lines, looks_like_html, plain, unescape_once, unique, words
from wire.formats.xml import local, spaced_text


def roles_of(entry: Record, plural: str, singular: str) -> list[tuple[str, str, str]]:
    """(role, content type, value) of headlines, descriptions or bodies in any version of the standard."""
    found = []
    for part in records(entry.get(plural)):
        value = string(part, "value", "description")
        if value:
            found.append((string(part, "role"), string(part, "contenttype", "contentType"), value))
    for key, value in entry.items():
        if (key == singular or key.startswith(singular + "_")) and isinstance(value, str) and value.strip():
            found.append((key[len(singular) + 1 :], "", value))
    return found


def headlines_of(entry: Record) -> tuple[str, tuple[str, ...]]:
    sent = [(role, plain(value)) for role, _type, value in roles_of(entry, "headlines", "headline")]
    rank = {"": 0, "main": 1, "headline": 1}
    ordered = sorted(
        sent, key=lambda pair: 9 if "sub" in pair[0] or "short" in pair[0] else rank.get(pair[0].rpartition(":")[2].lower(), 5)
    )
    texts = [text for _role, text in ordered] or [plain(string(entry, "title"))]
    others = [*texts[1:], plain(string(entry, "subhead")), plain(string(entry, "kicker"))]
    return texts[0], unique(text for text in others if text and text != texts[0])


def standfirst_of(entry: Record, headline: str) -> str:
    teaser = plain(string(entry, "teaser"))
    if teaser:
        return teaser
    sent = [
        (role, plain(value)) for role, _type, value in roles_of(entry, "descriptions", "description") if "credit" not in role
    ]
    ordered = sorted(sent, key=lambda pair: 0 if re.search(r"summ|abstract|teaser|text|main", pair[0]) or not pair[0] else 5)
    return next((text for _role, text in ordered if text and text != headline), "")


def descriptions_of(entry: Record) -> list[str]:
    """Everything an item says about itself in descriptions, in the order sent."""
    return [plain(value) for _role, _type, value in roles_of(entry, "descriptions", "description")]


def body_of(entry: Record, gallery: Gallery) -> tuple[list[paragraphs.Element], list[str]]:
    """The richest form of the body, and the other forms as text."""

    def special(element: paragraphs.Element) -> bool:
        name = local(element).lower()
        if name in ("figure", "img", "picture", "video", "audio"):
            return gallery.take(element)
        classes = set((element.get("class") or "").split())
        if classes & {"dat", "np-nonpublic", "closingline"}:
            gallery.removals.append(
                Removal(
                    spaced_text(element), "head of the text, repeats its fields" if "dat" in classes else "not for publication"
                )
            )
            return True
        return False

    forms = []
    for order, (role, kind, value) in enumerate(roles_of(entry, "bodies", "body")):
        value = unescape_once(value)
        is_html = "html" in kind.lower() or looks_like_html(value)
        forms.append((not is_html, order, role, value))
    if string(entry, "article_html"):
        forms.append((False, -1, "article", string(entry, "article_html")))
    if not forms:
        return [], []
    forms.sort(key=lambda form: form[:2])
    best = forms[0]
    found = paragraphs.from_text(best[3]) if best[0] else blocks.from_html(best[3], special)
    for key in ("infobox_html", "linkbox_html"):
        if string(entry, key):
            found.extend(blocks.from_html(string(entry, key), special))
    return found, [plain(value) for _plain, _order, _role, value in forms[1:]]


def unused_forms(alternatives: list[str], told: str) -> Iterator[Removal]:
    known = {w.casefold() for w in words(told)} if alternatives else set()
    for text in alternatives:
        if any(w.casefold() not in known for w in words(text)):
            yield Removal(text, "another form of the body")


def _notes(entry: Record) -> list[Record]:
    """The notes of an item that has several, each with its role."""
    return records(entry.get("ednotes")) or records(entry.get("ednote"))


def changes_of(entry: Record) -> list[str]:
    """The notes that by their role tell of a change; dpa's short form is meant for readers, the long one for desks."""
    sent = [
        (string(part, "role").rpartition(":")[2].casefold(), lines(string(part, "ednote", "value"))) for part in _notes(entry)
    ]
    short = [note for role, note in sent if role in ("correctionshort", "updateshort")]
    return short or [note for role, note in sent if role.startswith(("correction", "update", "change"))]


def notes_of(entry: Record) -> list[str]:
    notes = [lines(string(entry, "ednote", "edNote"))]
    for part in _notes(entry):
        notes.append(lines(string(part, "ednote", "value", "note")))
    notepad = record(entry.get("notepad"))
    for key in ("public_html", "nonpublic_html", "closingline_html"):
        notes.append("\n".join(paragraphs.text_of(block) for block in blocks.from_html(string(notepad, key))))
    notes.append(lines(plain(string(entry, "autopublishnotice"))))
    return [note for note in notes if note]
