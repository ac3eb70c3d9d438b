"""How agencies sign: the names that stand in datelines, bylines and provider fields, and the short form we keep."""

from __future__ import annotations

import re
from functools import lru_cache

from wire.formats.text import clean

# As it may stand in a dateline's brackets → nothing more is known of it than that it is an agency.
_SIGNATURES = """
    AP|Reuters|AFP|dpa|PA|PA Media|EFE|ANSA|Belga|TASS|ITAR-TASS|ATS|SDA|Keystone-ATS|Xinhua|Kyodo|UPI|Bloomberg|TT|
    NTB|STT|Ritzau|APA|KNA|epd|sid|dapd|ddp|dpa-AFX|AFX|CP|The Canadian Press|Canadian Press|LPC|AAP|ANP|MTI|PAP|CTK|
    ČTK|Lusa|Europa Press|Anadolu|AA|IRNA|SPA|WAM|KUNA|Yonhap|ANI|PTI|IANS|Interfax|RIA|AGERPRES|Hina|Tanjug|BTA|ANA|
    ANA-MPA|AMNA|Antara|Bernama|VNA|TAP|APS|MAP|Notimex|Télam|Telam|Agência Brasil|Agencia Brasil|Jiji|CNA|KCNA|
    Sputnik|Ukrinform|AP Photo|Jimi|Scoop|Gracenote|OPTA|STATS|Sportradar|GLOBE NEWSWIRE|GlobeNewswire|BUSINESS WIRE|
    Business Wire|PRNewswire|PR Newswire|Newsfile|ACCESS Newswire|ACCESSWIRE|Marketwired|Marketwire|CNW|
    Canada NewsWire|EQS|CNN|AsiaNet|Medianet|ots|news aktuell|أ ف ب|ا ف ب|رويترز|د ب ا|АП|ТАСС|Рейтер"""
DATELINE_SIGNATURES = frozenset(name.strip().casefold() for name in _SIGNATURES.split("|"))

_SHORT_NAMES: tuple[tuple[str, str], ...] = (
    (r"(the )?associated press|ap|ap\.org|apimages\.com|ap news", "AP"),
    (r"(thomson )?reuters(\.com)?( limited)?", "Reuters"),
    (r"(agence[ -]france[ -]presse|afp)(\.com)?", "AFP"),
    (
        r"(dpa( - )?)?deutsche presse[ -]agentur( gmbh| \(dpa\).*)?|dpa|nprov:dpa|dnlprov:dpa|dpa-infocom( gmbh)?|dpa\.com|"
        r"dpa - deutsche presse-agentur gmbh",
        "dpa",
    ),
    (r"(the )?press association|pa media|pa", "PA"),
    (r"agencia efe(, s\.a\..*)?|efe", "EFE"),
    (r"(the )?canadian press.*|la presse canadienne.*|cp", "CP"),
    (r"australian associated press|aap", "AAP"),
    (r"ansa(\.it)?", "ANSA"),
    (r"apa( - |-)austria presse agentur|apa|nprov:apa", "APA"),
    (r"tidningarnas telegrambyrå|tt|tt nyhetsbyrån", "TT"),
    (r"norsk telegrambyrå|ntb", "NTB"),
    (r"stt|suomen tietotoimisto|stt-lehtikuva", "STT"),
    (r"globe ?newswire(\.com)?(, inc\.?)?|globenewswire, inc\. all rights reserved\.?", "GlobeNewswire"),
    (r"business ?wire(, inc\.?)?", "Business Wire"),
)
SHORT_NAMES = frozenset(short for _pattern, short in _SHORT_NAMES)
_COMPILED = tuple((re.compile(rf"(?:{pattern})\Z", re.IGNORECASE), short) for pattern, short in _SHORT_NAMES)


def short_name(name: str) -> str:
    """The agency's usual short form ("The Associated Press" → "AP"), else the name as sent."""
    name = clean(name)
    return _short(name) if len(name) <= 100 else _short.__wrapped__(name)


@lru_cache(maxsize=1000)  # few names come again and again, and each is held against every pattern
def _short(name: str) -> str:
    for pattern, short in _COMPILED:
        if pattern.match(name):
            return short
    return name


def is_signature(bracketed: str, agency: str = "") -> bool:
    """Whether the words in a dateline's brackets are an agency's signature, alone or jointly ("AFP/ATS", "dpa/lnw")."""
    whole = clean(bracketed).casefold().strip(" .")
    if not whole or len(whole) > 40:
        return False
    if whole in DATELINE_SIGNATURES or (agency and whole == agency.casefold()):
        return True
    first = re.split(r"\s*[/,]\s*|\s+(?:via|breakingviews|foundation|staff|corp)\b", whole, maxsplit=1)[0].strip(" .")
    return first in DATELINE_SIGNATURES or bool(agency and first == agency.casefold())
