"""How each agency says what a version is: the table to extend when an agency is added.

An agency that is not in it is read by the standards' own signals and by the words that all of them use.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from wire.changes.kinds import ChangeKind

KILL, HOLD, CORRECTION, UPDATE, MINOR = (
    ChangeKind.KILL,
    ChangeKind.HOLD,
    ChangeKind.CORRECTION,
    ChangeKind.UPDATE,
    ChangeKind.MINOR,
)


@dataclass(frozen=True, slots=True)
class Ways:
    """An agency's ways: `signals` in small letters without spaces, hyphens and “sig:”; the others are regular expressions.

    `codes` stand before a headline and are no part of it: “CORRECTED-”, “(AMP)”, “KILL KILL KILL =”. They are in capitals.
    `slugs` stand anywhere in the slugline, `notes` in the editor's note, `openings` begin the text.
    """

    signals: Mapping[str, ChangeKind] = field(default_factory=dict)
    codes: Mapping[ChangeKind, str] = field(default_factory=dict)
    slugs: Mapping[ChangeKind, str] = field(default_factory=dict)
    notes: Mapping[ChangeKind, str] = field(default_factory=dict)
    openings: Mapping[ChangeKind, str] = field(default_factory=dict)


# IPTC: signal, NewsML-G2 msgType, NewsML 1.2 Instruction and Update, NITF correction; editorial types as AP names them.
STANDARD = Ways(
    signals={
        **dict.fromkeys(("kill", "mandatorykill", "bulletinkill", "killkillkill", "storywithdrawn"), KILL),
        **dict.fromkeys(("edstat:d", "msgtype:d"), KILL),
        **dict.fromkeys(("withhold", "withheld", "hold", "holdholdhold", "disregard", "holdforrelease", "hfr"), HOLD),
        **dict.fromkeys(("retract", "retracted", "retraction", "delete", "deleted"), HOLD),  # nobody's word for a kill
        **dict.fromkeys(
            ("correction", "corrective", "corrected", "clarification", "rectify", "rectified", "rectification", "rectificatif",
             "edstat:c", "action:correction"),
            CORRECTION,
        ),
        **dict.fromkeys(
            ("update", "updated", "lead", "writethru", "add", "takes", "edstat:u", "action:update", "action:replace"), UPDATE
        ),
        **dict.fromkeys(("repeat", "repeated", "resend", "refile", "minor", "update:a", "action:repeat"), MINOR),
    },
    codes={
        KILL: r"KILL\W+KILL(?:\W+KILL)*|MANDATORY\s+KILL|(?:BULLETIN|STORY|PHOTO|URGENT)\W+KILL|STORY\s+WITHDRAWN|"
        r"WITHDRAWN(?=\s*[-:–—=])",
        HOLD: r"HOLD\W+HOLD(?:\W+HOLD)*|WITHHOLD|(?:BULLETIN|STORY|PHOTO)\W+(?:HOLD|WITHHOLD)",
        CORRECTION: r"CORRECT(?:ED|ION|IVE|S)|CLARIFICATION|KORJATTU|KORJAUS|RECTIFICATI(?:F|ON)|CORRIG[EÉ]E?|KORREKTUR|"
        r"KORRIGIERT|BERICHTIGT|BERICHTIGUNG|CORRECCI[OÓ]N|CORREGID[OA]|RETTELSE|RETTET|RETTING|R[AÄ]TTELSE|R[AÄ]TTAD|CORREZIONE|CORRETTO|"
        r"RETTIFICA|CORRE[CÇ][AÃ]O|CORRECTIE|RECTIFICATIE",
        MINOR: r"REFILE|RPT|REPEAT",
        UPDATE: r"UPDATE|WRAPUP|ADVISORY",
    },
    # At its end, or in brackets: a story about a correction officer has the word too.
    slugs={CORRECTION: r"(?:CORRECT(?:ION|IVE|ED)|CLARIFICATION|KORJATTU|RETTELSE|BERICHTIGUNG|KORREKTUR|R[ÄA]TTELSE)\W*\Z"},
)  # fmt: skip

AGENCIES: dict[str, Ways] = {
    # api.ap.org: editorialtypes; AP Stylebook, Filing the Wire.
    "AP": Ways(
        signals={"add": UPDATE, "takes": UPDATE, "lead": UPDATE, "writethru": UPDATE, "advisory": ChangeKind.ADVISORY},
        slugs={
            CORRECTION: r"(?i:[-,]\s?(?:correction|corrective|clarification)s?\W*\Z)",
            UPDATE: r"(?i:\b\d{1,2}(?:st|nd|rd|th)\s+ld(?:-?writethru)?\b)",
        },
        notes={MINOR: r"(?i:\bminor\s+edits?\b)", UPDATE: r"\b(?:UPDATES?|ADDS|RECASTS)\b"},
    ),
    # handbook.reuters.com: withdrawn, corrected, refiled (a slip that changes no meaning), repeated.
    "Reuters": Ways(
        signals={"edstat:u": UPDATE, "edstat:c": CORRECTION, "edstat:d": KILL, "msgtype:d": KILL},
        codes={
            KILL: r"STORY\s+WITHDRAWN|WITHDRAWN(?=\s*[-:–—])|KILLED(?=\s*[-:–—])",
            CORRECTION: r"(?:OFFICIAL\s+)?CORRECT(?:ED|ION)",
            MINOR: r"REFILE|RPT|REPEAT",
            UPDATE: r"UPDATE\s?\d{0,2}|WRAPUP\s?\d{0,2}",
        },
        openings={
            CORRECTION: r"\((?i:in\s[^)]{1,60}\bcorrects|corrects|this\s[^)]{1,60}\bcorrect)",
            MINOR: r"\((?i:refiles|repeats|removes\s+(?:extraneous|duplicate)|fixes\s+(?:formatting|typo))",
            UPDATE: r"\((?i:adds|updates|recasts|writes\s+through|new\s+throughout)",
        },
    ),
    # dpa.com/en/stylebook/correct.htm.
    "dpa": Ways(
        signals={"berichtigung": CORRECTION, "korrektur": CORRECTION, "wiederholung": MINOR},
        codes={
            CORRECTION: r"BERICHTIGUNG|BERICHTIGT|KORREKTUR|KORRIGIERT",
            MINOR: r"REFILE|WIEDERHOLUNG|RPT",
            UPDATE: r"\d{1,2}(?:ST|ND|RD|TH|\.)\s*(?:LEAD|NET)|NEUFASSUNG|ZUSAMMENFASSUNG(?:\s\d{4})?|EXTRA",
        },
        notes={MINOR: r"(?i:\b(?:layout|rechtschreibung|tippfehler|redigiert)\b[^.\n]{0,60})"},
    ),
    "AFP": Ways(
        signals={"rectification": CORRECTION, "annulation": KILL},
        codes={
            KILL: r"ANNULATION(?=\s*(?:[-:–—=]|\Z))|D[EÉ]P[EÊ]CHE\s+ANNUL[EÉ]E|ANNUL(?:EZ|ER)(?=\s*[-:–—=])",
            CORRECTION: r"\W*(?:RECTIFICATIF|CORRIG[EÉ]|CORRECTION|CORRECTIF|ANNULE\s+ET\s+REMPLACE)",
            UPDATE: r"(?:\d{1,2}\s?(?:E|ER|ÈME|EME)?\s*)?LEAD|ACTUALISATION|ACTUALISE",
        },
    ),
    "EFE": Ways(
        codes={
            KILL: r"\(?(?:ANULADA|ANULA|NOTICIA\s+ANULADA|INFORMACIÓN\s+ANULADA)\)?(?=\s*(?:[-:–—=)]|\Z))",
            CORRECTION: r"\(?(?:CORRECCI[OÓ]N|CORREGID[OA]|CORRIGE|RECTIFICACI[OÓ]N|FE\s+DE\s+ERRATAS)\)?",
            MINOR: r"\(?(?:REPETICI[OÓ]N|REP)\)?",
            UPDATE: r"\(?(?:AMPLIACI[OÓ]N|AMP|ACTUALIZA(?:CI[OÓ]N)?|ACT|RESUMEN|PREVISI[OÓ]N)\)?",
        },
    ),
    "ANSA": Ways(
        codes={
            KILL: r"\W*(?:ANNULLARE|ANNULLAMENTO|NOTIZIA\s+ANNULLATA|ANNULLATA)(?=\s*(?:[-:–—=+]|\Z))",
            CORRECTION: r"\W*(?:CORREZIONE|RETTIFICA|CORRETTO|ERRATA\s+CORRIGE|ANNULLA\s+E\s+SOSTITUISCE)",
            MINOR: r"\W*(?:RPT|RIPETIZIONE)",
        },
    ),
    "STT": Ways(
        signals={
            "action:update": UPDATE, "action:replace": UPDATE, "action:supplement": UPDATE,
            "action:delete": KILL, "action:remove": KILL,
        },
        codes={KILL: r"(?:JUTTU\s+)?(?:MIT[ÄA]T[ÖO]ITY|POISTETTU)(?=\s*[-:–—=])", CORRECTION: r"KORJATTU|KORJAUS|OIKAISU"},
        slugs={CORRECTION: r"KORJATTU|KORJAUS|OIKAISU", KILL: r"MIT[ÄA]T[ÖO]ITY"},
    ),
    "NTB": Ways(
        codes={
            KILL: r"SAKEN\s+(?:TREKKES|TRUKKET)\s+TILBAKE|(?:(?:TREKKES|TRUKKET)\s+TILBAKE|MAKULERES)(?=\s*(?:[-:–—=]|\Z))",
            CORRECTION: r"RETTELSE|RETTET|RETTING|KORRIGERT",
            UPDATE: r"NY|OPPDATERT",
        },
    ),
    "TT": Ways(
        codes={
            KILL: r"(?:TEXTEN\s+)?(?:[ÅA]TERKALLAS|[ÅA]TERKALLAD|MAKULERAD)(?=\s*(?:[-:–—=]|\Z))",
            CORRECTION: r"R[ÄA]TTELSE|R[ÄA]TTAD(?:\s+VERSION)?|KORRIGERAD",
            UPDATE: r"NY\s+VERSION|UPPDATERAD",
        },
    ),
    "Ritzau": Ways(codes={KILL: r"ANNULLERET(?=\s*[-:–—=])", CORRECTION: r"RETTELSE|RETTET|KORREKTION", UPDATE: r"OPDATERET"}),
    # PA resends a story as another part of its series; what it is stands in brackets after the slug.
    "PA": Ways(
        slugs={
            KILL: r"\((?i:kill|withdrawn)\)",
            CORRECTION: r"\((?i:correct(?:ed|ion|ive)|substitute[^)]{0,20}correct\w*)\)",
            UPDATE: r"\((?i:substitute|recast|reopens|adds|lead|update)[^)]{0,30}\)",
        },
    ),
    "Belga": Ways(
        codes={
            KILL: r"(?:ANNULATION|ANNULERING|ANNUL[EÉ])(?=\s*(?:[-:–—=]|\Z))",
            CORRECTION: r"\W*(?:CORRECTION|CORR|ERRATUM|RECTIFICATI(?:F|ON|E)|CORRECTIE|VERBETERING|RECHTZETTING)",
            UPDATE: r"UPDATE|AJOUT|AANVULLING",
        },
    ),
    "CP": Ways(
        slugs={
            CORRECTION: r"(?i:[-,\s]correct(?:ed|ion|ive)\W*\Z|-cor\W*\Z)",
            UPDATE: r"(?i:\bwritethru\b|\b\d{1,2}(?:st|nd|rd|th)\s+ld\b)",
        },
        notes={MINOR: r"(?i:\bminor\s+edits?\b)"},
    ),
    "AAP": Ways(
        codes={CORRECTION: r"CORRECT(?:ED|ION)|AMENDED", MINOR: r"REPEAT|RESEND"},
        slugs={CORRECTION: r"\((?i:corrected|amended)\)|(?i:\bcorrected\s+copy\b)", KILL: r"\((?i:withdrawn|kill)\)"},
    ),
    "APA": Ways(
        codes={
            KILL: r"(?:ANNULLIERUNG|ANNULLIERT)(?=\s*(?:[-:–—=]|\Z))",
            CORRECTION: r"KORREKTUR|KORRIGIERT|KORR|BERICHTIGUNG",
            MINOR: r"WIEDERHOLUNG|WH",
        },
    ),
}  # fmt: skip
_NAMES = {name.casefold(): name for name in AGENCIES}
# A code is followed by a mark that divides it from the headline, or stands alone; “CORRECTION FACILITY BURNS” has none.
_AFTER = r"(?:\s?\([A-Z ]{1,20}\))?\s*(?:\)?\s?[-–—:=/+*]+|\)|\Z)"
# A headline that quotes such words, a film's title say, gives no order.
_BEFORE = r"[^\w\"“”„«»'‘’]*"


def ways_of(agency: str) -> tuple[Ways, ...]:
    """An agency's own ways before the standards'."""
    name = _known(agency)
    return (AGENCIES[name], STANDARD) if name else (STANDARD,)


def kind_of_signal(signal: str, agency: str) -> ChangeKind | None:
    """What a signal says, whatever its vocabulary's prefix: “sig:correction”, “http://…/signal/correction”, “Correction”."""
    word = re.sub(r"[\s_-]", "", signal.strip().casefold().rstrip("/").rpartition("/")[2])
    bare = re.sub(r"\A\w*(?:sig|signal|instruction|editorialtypes?|edtype):", "", word)
    for ways in ways_of(agency):
        if found := ways.signals.get(word) or ways.signals.get(bare):
            return found
    return None


def patterns(agency: str, where: str, kind: ChangeKind) -> tuple[re.Pattern[str], ...]:
    """The expressions by which an agency tells a kind of change in a place: codes, slugs, notes, openings."""
    return _patterns(_known(agency), where, kind)


def code_before(agency: str) -> re.Pattern[str]:
    """What stands before a headline for editors: “UPDATE 2-”, “CORRECTED-(OFFICIAL)-”, “(AMP) ”, “BERICHTIGUNG: ”."""
    return _code_before(_known(agency))


def _known(agency: str) -> str:
    """The agency's name as it stands in the table; "" for all others."""
    return _NAMES.get(" ".join(agency.split()).casefold(), "")


@cache
def _patterns(agency: str, where: str, kind: ChangeKind) -> tuple[re.Pattern[str], ...]:
    found = []
    for ways in ways_of(agency):
        expression = getattr(ways, where).get(kind)
        if not expression:
            continue
        if where == "codes" and kind in (KILL, HOLD):
            expression = rf"\A{_BEFORE}(?:{expression})(?!\w)"
        elif where == "codes":
            expression = rf"\A{_BEFORE}(?:(?:{expression}){_AFTER}|(?i:{expression})\s?:)"
        elif where == "openings":
            expression = rf"\A\s*{expression}[^)]*\)"
        elif where == "slugs" and "(?i:" not in expression:
            expression = rf"(?i:\b(?:{expression}))"
        found.append(re.compile(expression))
    return tuple(found)


@cache
def _code_before(agency: str) -> re.Pattern[str]:
    codes = [codes for ways in ways_of(agency) for kind in (CORRECTION, MINOR, UPDATE) if (codes := ways.codes.get(kind))]
    return re.compile(rf"\A(?:[^\w\"“”„«»'‘’]{{0,4}}(?:{'|'.join(codes)})(?:\s?\d{{1,2}})?{_AFTER}\s*){{1,3}}(?=\S)")
