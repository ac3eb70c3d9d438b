"""Advisories, daybooks, plans and test messages are told from stories, with the words that decided."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wire.formats.text import clean

# Genre, profile, category or subject names that only notes to editors carry.
_KINDS = re.compile(
    r"""\A(?:
      advisor(?:y|ies)|editorial\s+advisory|daybooks?|daybook\s+.*|news\s+digest|news\s+digest\s+advisory|budget|news\s+budget|skeds?|
      schedule|coverage\s+(?:plan|advisory)|planning|plannings?|service\s+message|administrative(?:\s+message)?|test(?:\s+message)?|
      vorschau|terminvorschau|tagesvorschau|wochenvorschau|programm?vorschau|themenplan(?:ung)?|themenübersicht|tagesplanung|
      ankündigung|achtung|achtung\s+redaktionen|redaktioneller\s+hinweis|redaktionshinweis|hinweis|hinweis\s+an\s+(?:die\s+)?redaktion(?:en)?|
      dienstmeldung|testmeldung|impressum|programmhinweis|
      avis(?:\s+aux\s+(?:abonnés|rédactions))?|agenda|prévisions?|aviso|previsiones|agenda\s+informativa|
      menu|päivälista|ennakkotieto|tiedote\s+toimituksille|planlagt|
      attn\.?\s+editors|attention\s+editors
    )\Z""",
    re.VERBOSE | re.IGNORECASE,
)
_PREFIXED_CODES = {"dpatextgenre:32", "dpatextgenre:27", "genre:advisory", "cv.iptc.org/newscodes/genre/advisory"}

_HEADLINES = re.compile(
    r"""\A\W*(?:bc-?\s*)?(?:[A-Z]{2}--)?(?:
      (?-i:(?:[A-Z0-9][\w.&'’/-]*\s+){0,6}(?:Daybook|DAYBOOK|DayBook))
      (?:\s*(?:[^\w\s]|\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s+\d).*|\s+(?:for\s+)?(?:the\s+)?(?:week|today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|events?|as\s+of)\b.*
        |\s+for\s+(?-i:[A-Z]).*)?\Z
    | (?:media|photo|editorial|coverage|video|planning|news|budget|subscriber|client|AP|wire|editors?)?
      \s*advisory\s*(?::|-|–|—|\Z)
    | att(?:n|ention):?\s+(?:all\s+)?(?:news\s+|photo\s+|sports\s+)?(?:editors|subscribers|clients|redaktion)
    | (?:ap|reuters|afp)\s+news\s+(?:digest|schedule|budget|diary|plan)\b
    | (?:news|coverage|sports|photo|graphics)\s+(?:budget|schedule|plan)\b\s*(?::|-|–|—|\Z)
    | highlights\s+of\s+the\s+\w+\s+(?:\w+\s+)?(?:news)?wire\b
    | (?:dpa|apa|ots|sda)[-\s](?:\w+-?)?(?:tages|wochen|termin|programm)?(?:vorschau|themenplan|planung|terminplan)
    | (?:tages|wochen|termin)vorschau\b
    | vorschau\s*(?::|-|–|auf\b)
    | (?:hinweis|achtung|dienstmeldung)\W{0,3}(?:(?:an|für|der)\s+)?(?:(?:die|alle)\s+)?redaktion(?:en)?\b
    | (?:prévisions?|agenda|menu)\s+(?:afp|des\s+rédactions|prévisionnel)\b
    | (?:avis|à\s+l['’]attention|note)\s+(?:à|aux|de)\s+(?:nos\s+|tous\s+nos\s+)?(?:abonnés|rédactions|clients)
    | (?:previsiones|agenda)\s+(?:de\s+)?(?:efe|informativas?)\b
    | aviso\s+a\s+(?:los\s+)?(?:abonados|clientes|editores)
    | test(?:meldung|nachricht|beitrag)\b
    | test\s+message\b | this\s+is\s+(?:only\s+)?a\s+test\b | test\W+test\b | test\W+(?:please\s+)?(?:ignore|disregard)\b
    | (?:please\s+)?(?:ignore|disregard)\W+(?:this\s+)?test\b
    | testi(?:viesti|uutinen)\b | dette\s+er\s+en\s+test\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_NOTE = re.compile(
    r"\A\W*(?:this\s+is\s+(?:only\s+)?a\s+test\b|test\s+message\b|advisory\s+only\b|not\s+a\s+(?:news\s+)?story\b)",
    re.IGNORECASE,
)


def reason(*, kinds: Iterable[tuple[str, str]] = (), headline: str = "", note: str = "") -> str:
    """Why an item is an advisory, or "". kinds are (field, value) pairs: genres, profiles, categories, signals."""
    for field, value in kinds:
        value = clean(value)
        if value and (_KINDS.match(value) or value.casefold() in _PREFIXED_CODES):
            return f"{field}: {value}"
    for field, text in (("headline", headline), ("note", note)):
        match = (_HEADLINES if field == "headline" else _NOTE).match(clean(text)[:300])
        if match:
            return f"{field}: {match.group(0).strip()[:80]}"
    return ""
