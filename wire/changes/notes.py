"""What the agency itself says it changed: its note to editors, without what only editors need."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.body import plain_text
from wire.changes.words import SEARCHED
from wire.formats.parsed import ParsedItem

LONGEST = 1_000  # characters; a note that is longer is not on one change

_CORRECTS = (
    r"correct(?:s|ed|ing|ion|ions|ive)?|clarif(?:y|ies|ied|ication)|rectif(?:y|ies|ied|ication)|fix(?:es|ed)|deletes?|removes?|restores?|amends?|"
    r"berichtigt|berichtigung|korrigiert|korrektur|richtigstellung|korrigerer|korrigerar|korrigering|rett(?:elsen?|et|ing)|"
    r"rättelse|rättar|rättad|korjau[sk]\w*|korjattu|korjaa|oikaisu|rectificatif|correctif|corrige|corrigée?|rectifie|"
    r"corrección|correccion|corregido|rectifica(?:ción)?|fe\s+de\s+erratas|correzione|corretto|rettifica|errata\s+corrige|"
    r"correcção|correção|retificação|correctie|rectificatie|gecorrigeerd"
)
_UPDATES = (
    r"updates?|updated|updating|adds?|added|adding|recasts?|replaces?|changes|trims|rewrites?|writes\s+thr(?:u|ough)|subs|"
    r"refiles?|refiling|repeats?|resends?|includes|minor\s+edits|new\s+(?:throughout|lead|intro)|"
    r"ergänzt|ergänzung|neu|aktualisiert|aktualisierung|mise\s+à\s+jour|actualise|ajoute|précise|actualiza(?:ción)?|añade|amplía|"
    r"aggiunge|aggiorna|aggiornamento|lisätty|lisää|päivitetty|oppdater\w*|uppdater\w*|opdater\w*"
)
# A change is told by the verb that a sentence begins with, …
_BEGINS = r"\A\W*(?:\d+(?:st|nd|rd|th)?\s+(?:ld|lead)[-–—:\s]+)?(?:{})\b(?!\s+(?:officers?|facilit|coming|to\s+come)\w*)"
CORRECTION = re.compile(
    _BEGINS.format(_CORRECTS)
    # … or by what it says was done: "In the 2nd paragraph, corrected: …", "Im 2. Absatz wurde berichtigt: …".
    + r"|\b(?:corrects|corrected\s+(?:version|repeat|to|name|spelling)|to\s+correct|"
    r"(?:was|were|has\s+been|have\s+been)\s+corrected)\b"
    r"|\bwurden?\s+(?:\w+\s+){0,3}(?:berichtigt|korrigiert)\b|\b(?:berichtigt|korrigiert|corrected|rpt|bitte\s+lesen\s+sie)\s*:|\(\s*statt\b"
    r"|\b(?:bien|et\s+non|y\s+no|e\s+non|not)\s*:|\ben\s+lugar\s+de\b|\bau\s+lieu\s+de\b",
    re.IGNORECASE,
)
UPDATE = re.compile(
    _BEGINS.format(_UPDATES) + r"|\bwurden?\s+(?:\w+\s+){0,3}(?:ergänzt|geändert|aktualisiert)\b"
    r"|\b(?:has|have)\s+been\s+updated\b|\A\W*in\s.{0,60}\b(?:adds|updates|recasts|removes|changes)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\A[\s(\[*#_—–-]*(?:(?:(?:news\s+|photo\s+|sports\s+|note\s+to\s+)?ed(?:itor)?s?['’]?(?:\s*note)?|attn\.?\s+editors|hinweis(?:e)?"
    r"(?:\s+an\s+die\s+redaktion(?:en)?)?|note\s+aux\s+(?:rédactions|abonnés)|nota\s+a\s+los\s+abonados|huom|obs)\s*[:.–—-]+\s*)+",
    re.IGNORECASE,
)
_PRIVATE = re.compile(
    r"\+?\d[\d\s()/.-]{7,}\d|\S@\S|https?://|\b(?:tel|phone|telefon|contact|kontakt|ansprechpartner\w*|autor(?:in)?|redaktion|newsdesk)\b\s*[:.]"
    r"|\A(?:[a-zà-ÿ0-9]{1,5}\s?/\s?)+[a-zà-ÿ0-9]{1,5}\Z|\A(?:with|mit|avec)\s.{0,40}\b(?:photos?|fotos?|video|graphics?|bildern?)\W*\Z"
    r"|\A(?:-0-|endit|ends?)\W*\Z",
    re.IGNORECASE,
)
# "Dr. Hale", "Oct. 13", "2. Absatz" and "U.S. Navy" are no ends of sentences.
_END = re.compile(
    r"(?<!\b[A-Z])(?<!\b\d)(?<!\b\d\d)(?<!\b(?:Dr|Mr|St|Nr|Jr|Sr|No|vs|Lt|Mt))"
    r"(?<!\b(?:Mrs|Gov|Sen|Rep|Gen|Col|Sgt|Rev|Abs|bzw|Jan|Feb|Mar|Apr|Aug|Sep|Oct|Nov|Dec))"
    r"(?<!\b(?:Sept|Prof|para|Para))(?:[.!?]|;(?!\s*$))\s+(?=[A-ZÀ-Þ(„“\"])"
    r"|;\s+(?=(?:CORRECT|UPDATE|ADD|RECAST|CLARIF|DELETE|REMOVE)\w*\b)"
)


def change_note(parsed: ParsedItem) -> str:
    """The agency's own words on what it changed, fit to be the basis of a public notice; "" if it says nothing.

    Where a note tells of a correction and of an update, the correction alone is told. Telephone lists, sign-offs and
    the address to editors are left out.
    """
    told = [sentence for sentence in _sentences(parsed.change_note) if not _PRIVATE.search(sentence)]
    if not told:
        told = [sentence for sentence in _sentences(parsed.editor_note) if _is_told(sentence)]
    if not told:
        opening = plain_text(parsed.body_html)[:400].strip().partition("\n")[0]
        told = [opening] if re.match(r"\A\(.+\)\Z", opening) and _is_told(opening) else []
    corrections = [sentence for sentence in told if CORRECTION.search(sentence)]
    return " ".join(filter(None, map(_closed, dict.fromkeys(corrections or told))))[:LONGEST].strip()


def _sentences(note: str) -> Iterator[str]:
    for line in note[:SEARCHED].splitlines():
        line = _BEFORE.sub("", line)
        start = 0
        for end in _END.finditer(line):
            yield line[start : end.end()].strip(" ;")
            start = end.end()
        yield line[start:].strip(" ;")


def _is_told(sentence: str) -> bool:
    return bool(CORRECTION.search(sentence) or UPDATE.search(sentence)) and not _PRIVATE.search(sentence)


def _closed(sentence: str) -> str:
    """A sentence without the brackets around it, and with its full stop."""
    sentence = " ".join(sentence.split())
    if sentence.startswith("(") and sentence.endswith((")", ").")) and sentence.count("(") == 1:
        sentence = sentence[1:].rstrip(".").removesuffix(")")
    return sentence if not sentence or sentence.endswith((".", "!", "?", "…")) else f"{sentence}."
