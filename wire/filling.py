"""What a story of ours is filled with from an agency's version: the agency's words, field by field."""

from __future__ import annotations

from collections.abc import Iterable

from articles.body import clean, clean_line, plain_text
from articles.models import Article, Byline, Publication
from wire import changes
from wire.formats.parsed import ItemKind, ParsedItem

LENGTHS = {"headline": 250, "slugline": 120, "dateline": 160, "language": 20}
BYLINE = 120
WORDS = ("headline", "standfirst", "slugline", "dateline", "body", "tagline", "language", "editor_note")


def words_of(parsed: ParsedItem) -> dict[str, str]:
    """The content that a version gives a story, cut to what we print; the whole stays with the wire item."""
    headline = changes.headline_of(parsed) or _first_sentence(parsed) or parsed.slugline
    return {
        "headline": clean_line(fitted(headline, LENGTHS["headline"])),
        "standfirst": _standfirst(parsed),
        "slugline": clean_line(fitted(parsed.slugline, LENGTHS["slugline"])),
        "dateline": clean_line(fitted(parsed.dateline, LENGTHS["dateline"])),
        "body": clean(parsed.body_html),
        "tagline": clean_line(parsed.tagline),
        "language": parsed.language[: LENGTHS["language"]] or _our_language(),
        "editor_note": parsed.editor_note,
        "bylines": "\n".join(fitted(name, BYLINE) for name in parsed.bylines),
        "lead_photo_caption": clean_line(_caption(parsed)),
    }


def fill(article: Article, words: dict[str, str]) -> None:
    """Put words into a story's fields; nothing is saved yet, and who wrote it is apart."""
    for name in WORDS:
        setattr(article, name, words[name])


def sign(article: Article, names: Iterable[str]) -> None:
    """Give a saved story the bylines of these names; one of our people who had one of them keeps it."""
    known = {byline.name or str(byline.person): byline for byline in article.bylines.select_related("person")}
    article.bylines.all().delete()
    bylines = []
    for position, name in enumerate(name for name in names if name.strip()):
        had = known.get(name)
        person, role = (had.person, had.role) if had else (None, Byline.Role.REPORTER)
        bylines.append(Byline(article=article, person=person, name="" if person else name, role=role, position=position))
    Byline.objects.bulk_create(bylines)


def fitted(text: str, length: int) -> str:
    """The text, cut between words if it is longer than we print."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:") + "…"


def _standfirst(parsed: ParsedItem) -> str:
    """None where a feed gives a summary and nothing else: it is the text, and would be printed twice."""
    standfirst = clean_line(parsed.standfirst)
    return "" if standfirst == " ".join(plain_text(parsed.body_html).split()) else standfirst


def _first_sentence(parsed: ParsedItem) -> str:
    """An alert comes without a headline: its first sentence is one."""
    first = plain_text(parsed.body_html).partition("\n")[0]
    return fitted(first.partition(". ")[0], 160)


def _our_language() -> str:
    return Publication.objects.values_list("language", flat=True).first() or "en"


def _caption(parsed: ParsedItem) -> str:
    pictures = (medium for medium in parsed.media if medium.kind in (ItemKind.PICTURE, ItemKind.GRAPHIC))
    return next((medium.caption for medium in pictures if medium.caption), "")
