"""What stands before and after the story proper: closing lines are printed as the tagline, notes to editors never."""

from __future__ import annotations

import re

from wire.formats.agencies import is_signature
from wire.formats.text import clean

SEPARATOR = re.compile(r"\A\s*(?:_{2,}|-{3,}|—{2,}|\*{3,}|(?:\* ){2,}\*|={3,}|#{3,})\s*\Z")

_PEOPLE = (
    r"(?:writers?|reporters?|journalists?|correspondents?|photographers?|videojournalists?|video journalists?|"
    r"researchers?|producers?|"
    r"editors?|staff|team|bureaus?)"
)
_TAGLINE = re.compile(
    rf"""\A[\s(\[_—–*-]*(?:
      .{{0,300}}?\bcontributed\s+(?:reporting\s+)?(?:to\s+this\s+(?:report|story|article|dispatch|post|version)|from\s+\S)
    | .{{0,200}}\bcontributed\s+reporting\b
    | (?:additional\s+)?(?:reporting|editing|writing|graphics?|compiled|translated|translation|photography|polling|research)
      (?:\s+and\s+(?:editing|writing|reporting|additional\s+reporting))?\s+by\s+[A-ZÀ-Þ]
    | with\s+(?:files|reporting|additional\s+reporting|contributions?)\s+(?:from|by)\s
    | (?:the\s+)?(?:associated\s+press|AP|reuters|canadian\s+press)\s+(?:[\w-]+\s+){{0,5}}{_PEOPLE}\s+
      .{{0,300}}\breported\s+from\b
    | (?-i:[A-ZÀ-Þ][\w.'’-]+(?:,?\s+(?:and\s+)?[A-ZÀ-Þ][\w.'’-]+){{1,12}}\s+reported\s+from\s+[A-ZÀ-Þ]).{{0,200}}\Z
    | follow\s+.{{0,160}}(?:https?://|\bat\s+@|twitter|on\s+X\b|facebook|instagram)
    | (?:AP['’]s|more|full|find\s+(?:more\s+)?)\s*.{{0,120}}\b(?:coverage|news|stories)\b.{{0,60}}https?://
    | this\s+(?:report|story|article|item)\s+by\s+.{{3,60}}\s+was\s+first\s+published
    | (?:mit|unter)\s+(?:material|mitarbeit)\s+von\s
    | avec\s+(?:la\s+contribution|l['’]aide)\s+de\s
    | (?:reportaje|información|redacción)\s+(?:adicional\s+)?de\s+[A-ZÀ-Þ]
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# Said of a story only where a line of its own divides it from the story.
_UNDER_SEPARATOR = re.compile(
    r"\bcan\s+be\s+(?:reached|followed)\s+(?:at|on)\b|\breceives?\s+(?:financial\s+)?support\b"
    r"|\A\W*(?-i:[A-ZÀ-Þ])[\w.'’-]+(?:\s+(?-i:[A-ZÀ-Þ])[\w.'’-]+){0,3}\s+reported\s+from\s+(?-i:[A-ZÀ-Þ])"
    r"|\Athis\s+(?:story|article|version|report)\s+(?:has\s+been|was)\s+(?:corrected|updated)\b",
    re.IGNORECASE,
)
# Reuters writes to desks in double brackets: ((ann.ly@agency.example; +1 212 555 0100; Reuters Messaging: …))
_DOUBLE_BRACKETS = re.compile(r"\A\s*\(\(.{3,500}\)\)\s*\Z", re.DOTALL)
_REPORTING_TAIL = re.compile(
    r"(?<=[\s.\"”’!?)])\(\s*(?:Additional\s+)?(?:Reporting|Writing|Editing|Compiled|Redacción|Reporte|Reportage|Edité|Édité|Editado|Bericht)\b"
    r"[^()]{3,600}\)\s*\Z",
    re.IGNORECASE,
)

# "The following information is not intended for publication" in the languages that wires write it in.
_NOT_PUBLIC = re.compile(
    r"""\A[\s#*(\[_=+-]*(?:
      (?:the\s+following\s+(?:information|details?|section)|following\s+information|this\s+information|these\s+details)?\s*
        (?:is|are)?\s*not\s+(?:intended\s+|meant\s+)?(?:for|to\s+be)\s+(?:publication|published|print(?:ed)?)\b
    | (?:die\s+folgenden\s+informationen|folgende\s+(?:informationen|angaben)|diese\s+informationen|
      die\s+folgenden\s+angaben)?\s*
        (?:sind|ist)?\s*nicht\s+(?:zur|für\s+die|zum)\s+(?:veröffentlichung|abdruck)\b
    | (?:les\s+informations\s+(?:suivantes|ci-dessous)|ces\s+informations|informations)?\s*
        (?:ne\s+sont\s+pas|non)\s+destinées?\s+à\s+(?:la\s+)?(?:publication|être\s+publiées?)
    | (?:la\s+siguiente\s+información|la\s+información\s+siguiente|información|esta\s+información)?\s*
        (?:no\s+(?:está\s+)?(?:destinada|es)|no)\s+(?:a|para)\s+(?:su\s+|la\s+)?publicación
    | (?:le\s+seguenti\s+informazioni|informazioni)?\s*non\s+(?:sono\s+)?(?:destinate?\s+alla|per\s+la)\s+pubblicazione
    | (?:de\s+volgende\s+informatie|onderstaande\s+informatie)?\s*(?:is\s+)?niet\s+(?:bestemd\s+)?voor\s+publicatie
    | (?:as\s+seguintes\s+informações|informações|informação)?\s*
        não\s+(?:se\s+destinam?|(?:são\s+)?destinad[oa]s?)\s+(?:a|à)\s+publicação
    | (?:följande\s+information|informationen)?\s*(?:är\s+)?(?:ej|inte)\s+(?:avsedd\s+)?för\s+publicering
    | (?:følgende\s+(?:informasjon|oplysninger))?\s*
        (?:er\s+)?ikke\s+(?:beregnet\s+)?(?:for|til)\s+(?:publisering|publicering|offentliggørelse)
    | (?:seuraavat?\s+tiedot?)?\s*(?:ei|eivät\s+ole)\s+(?:tarkoitettu\s+)?julkaistav(?:aksi|iksi)
    | (?:poniższe\s+informacje)?\s*nie\s+(?:są\s+)?(?:przeznaczone\s+)?do\s+publikacji
    | (?:следующая\s+информация\s+)?не\s+для\s+(?:публикации|печати)
    | (?:المعلومات\s+التالية\s+)?(?:ليست?|غير)\s+(?:مخصصة\s+)?للنشر
    | (?:dpa[\s-]*)?notizblock\b\s*\Z
    | dpa[\s-]*notebook\b\s*\Z
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_BUT_TIMED = re.compile(r"\b(before|until|till|prior|vor|bis|avant|jusqu|antes|hasta|prima|fino)\b", re.IGNORECASE)

_NOTE_TO_EDITORS = re.compile(
    r"""\A[\s(\[*_—-]*(?:
      eds?\s*(?::|[—–]|--)\s*\S
    | (?:att(?:n|ention)?\.?[:\s]+)?(?:news\s+|photo\s+|sports\s+)?editors\s*(?::|[—–]|--|,)\s*\S
    | (?:news\s+)?editors\s+note\s*:
    | attn\.?\s+(?:subscribers|clients|editors)\b
    | (?:hinweis|achtung|anm(?:erkung)?\.?)\s*(?:an|für|der)?\s*(?:die\s+)?(?:redaktion(?:en)?)\s*[:)]
    | (?:note|avis)\s+aux\s+(?:rédactions|abonnés|clients)\b
    | (?:nota|aviso)\s+(?:a|para)\s+(?:los\s+|las\s+)?(?:redacciones|redactores|abonados|editores)\b
    | (?:nota\s+)?(?:agli|ai)\s+(?:abbonati|redattori)\b
    | (?:till|til)\s+(?:redaktionen|redaksjonen|redaktionerne|vaktsjef\w*)\s*:
    | (?:huom|tiedoksi)\s+toimituks\w+
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_CHANGE_NOTE = re.compile(
    r"""\A\s*\(\s*(?:
      (?:adds?|updates?|recasts?|corrects?|correcting|refiles?|repeats?|rewrites?|writes\s+through|changes?|fixes|removes|deletes|clarifies|
         edits|new\s+throughout|updates\s+throughout|adding|updating|updated|releads?|trims|restores|amends)\b
    | in\s+.{0,60}\b(?:story|item|report|version|dispatch)\b.{0,80}
        \b(?:corrects?|removes?|fixes|changes|clarifies|deletes|adds)\b
    | (?:this|the)\s+.{0,40}\b(?:story|item)\b.{0,60}\b(?:corrected|refiled|repeated)\b
    )[^()]*(?:\([^()]*\)[^()]*)*\)\s*\Z""",
    re.VERBOSE | re.IGNORECASE,
)
_ARABIC = r"[\u0621-\u064a]{1,3}(?:\s[\u0621-\u064a]{1,3})?"
_SIGN_OFFS = (
    re.compile(r"\A[a-zà-ÿ]{1,5}(?:-[a-zà-ÿ]{1,5})?(?:\s?[/.]\s?[a-zà-ÿ0-9]{1,5}(?:-[a-zà-ÿ]{1,5})?)+\s*\Z"),  # AFP: hh/ph/ts
    re.compile(r"\Adpa(?:-[a-zA-Z]{2,10})?(?:/[a-z]{2,4})?(?:\s+[a-z0-9]{1,5}){1,7}\s*\Z"),  # dpa pre yyhe n1 deg
    re.compile(
        r"\A(?:AAP|AFP|PA|APA|ATS|EFE|NTB|TT|STT)(?:\s+(?:[A-Z]{2,5}|[a-z]{2,4})(?:[/-][A-Za-z]{2,5})*){1,4}\s*\Z"
    ),  # AAP RTV
    re.compile(
        r"\A(?:AFP|EFE|ATS|APA|STT|TT|NTB|Ritzau|/ritzau/|AAP|-0-|ENDS?|[Ee]nds?\.?|\(?Schluss\)?|endit|FIN|FINE?|==\s?Kyodo|NNNN)\s*\Z"
    ),
    # ANSA, Belga, Lusa: NQ/ABC, NQ // ABC; where several lines were joined, the time and "NNNN" follow
    re.compile(
        r"\A[A-Z]{2,4}(?:[-*][A-Z]{2,4})?(?:\s?/{1,2}\s?[A-Z]{2,4}){1,4}/?\.?"
        r"(?:\s+\d\d-[A-Z]{3}-\d\d\s\d\d:\d\d(?:\s+NNNN)?)?\s*\Z"
    ),
    re.compile(rf"\A{_ARABIC}(?:\s?/\s?{_ARABIC}){{1,4}}\s*\Z"),
    re.compile(r"\A\(?Schluss\)?\s+[a-z]{1,4}(?:[/*+][a-z]{1,4})*\s*\Z"),  # APA: (Schluss) nq/abc
    re.compile(r"\A\((?:sda|ats|afp|apa|dpa|ans|ritzau|belga|tt|ntb)(?:/[a-z]{1,5})+\)\s*\Z"),  # (sda/nq)
    re.compile(r"\A[A-Z]\w{1,20}\s?/\s?(?:Fim|FIM|fim)\.?\s*\Z"),
)
_SIGNATURE_TAIL = re.compile(r"\s*\(([A-Za-z][A-Za-z /-]{1,20})\)\s*\.?\s*\Z")
_PHONES = re.compile(r"\+?\d[\d\s()/.-]{7,}\d")
_CONTACT = re.compile(
    r"\A\W{0,3}(?:contacts?|kontakte?|ansprechpartner(?:in)?|redaktion|autor(?:in|/in)?|desk|newsdesk|newsroom|"
    r"foto|media contacts?)\b\s*[:(]",
    re.IGNORECASE,
)


def is_separator(text: str) -> bool:
    return SEPARATOR.match(text) is not None


def is_tagline(text: str) -> bool:
    """A closing line on who else reported and from where."""
    text = clean(text)
    return len(text) <= 900 and _TAGLINE.match(text) is not None


def is_tagline_under_separator(text: str) -> bool:
    """A closing line that only a "___" above it marks as one."""
    text = clean(text)
    return is_tagline(text) or (len(text) <= 900 and _UNDER_SEPARATOR.search(text) is not None)


def reporting_tail(text: str) -> int | None:
    """Where "(Reporting by …; Editing by …)" begins when it closes a paragraph."""
    match = _REPORTING_TAIL.search(text)
    return match.start() if match and match.start() > 0 else None


def signature_tail(text: str, agency: str) -> int | None:
    """Where "(ANSA)." begins when the agency signs its last sentence with its name."""
    match = _SIGNATURE_TAIL.search(text)
    if (
        match
        and match.start() > 0
        and is_signature(match.group(1), agency)
        and re.search(r"[.!?»”\"'’]\s*\Z", text[: match.start()])
    ):
        return match.start()
    return None


def opens_editors_only(text: str) -> bool:
    """A line that says that what follows is not for publication. A quotation of such words in a sentence does not count."""
    text = clean(text)
    match = _NOT_PUBLIC.match(text) if len(text) <= 160 else None
    return match is not None and not _BUT_TIMED.search(text[match.end() :])


def is_note_to_editors(text: str) -> bool:
    text = clean(text)
    return len(text) <= 1500 and (_NOTE_TO_EDITORS.match(text) is not None or is_change_note(text))


def is_change_note(text: str) -> bool:
    """ "(Adds comments, detail)", "(In Jan. 3 story, corrects last paragraph …)"."""
    text = clean(text)
    return len(text) <= 900 and _CHANGE_NOTE.match(text) is not None


def is_sign_off(text: str) -> bool:
    """Initials of those who handled the story, or the agency's closing mark."""
    text = clean(text)
    return 0 < len(text) <= 60 and any(pattern.match(text) for pattern in _SIGN_OFFS)


def is_contact_line(text: str) -> bool:
    """A line of the desk's telephone list."""
    text = clean(text)
    if len(text) > 500 or not (_PHONES.search(text) or "@" in text):
        return False
    return _DOUBLE_BRACKETS.match(text) is not None or (len(text) <= 300 and _CONTACT.match(text) is not None)
