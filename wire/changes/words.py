"""Sentences by which agencies stop, release or correct a story, in the languages that wires write them in."""

from __future__ import annotations

import re

from wire.changes.kinds import ChangeKind

_THING = r"(?:stor(?:y|ies)|items?|reports?|articles?|advances?|cop(?:y|ies)|photos?|pictures?|graphics?|dispatch|version|"
_THING += r"message|text)"
_THIS = rf"(?:the|this|that|our|its|above|following|earlier|previous)\s+(?:[\w-]+\s+){{0,3}}{_THING}"
_MELDUNG = r"(?:Meldung|Nachricht|Beitrag|Bericht|Text|Eilmeldung|Bild|Foto)"
_DEPECHE = r"(?:dépêches?|informations?|articles?|papiers?|photos?|textes?)"
_NOTICIA = r"(?:noticias?|informaci[oó]n|despachos?|notas?|textos?|fotos?|fotograf[ií]as?)"
# Until when, or for how long: then it is a hold, not a kill.
_FOR_NOW = r"(?:until\s+further|pending|for\s+the\s+time\s+being|while\s+we|for\s+now|for\s+the\s+moment|"
_FOR_NOW += r"bis\s+auf\s+weiteres|vorerst|vorläufig|zunächst|"
_FOR_NOW += r"jusqu['’]à\s+nouvel|pour\s+le\s+moment|provisoirement|hasta\s+nuev[ao]|por\s+el\s+momento|"
_FOR_NOW += r"per\s+ora|tills\s+vidare|inntil\s+videre|toistaiseksi)"

_SENTENCES: dict[ChangeKind, str] = {
    ChangeKind.RELEASE: rf"""
        \b(?:hold|withhold|embargo\s+hold)\s+(?:(?:on|of)\s.{{1,80}}\s)?(?:is\s+|has\s+been\s+)?(?:lifted|released|
         cancel?led)\b
      | \b(?:may|can)\s+(?:now\s+|again\s+|now\s+again\s+)?be\s+(?:used|published)\s*(?:again|now)?\b
      | \b(?:please\s+)?release\s+{_THIS}\b | \bis\s+(?:again|now)\s+usable\b | \bis\s+released\s+(?:for\s+use|again)\b
      | \b(?:kann|darf|können)\s+(?:\w+\s+){{0,2}}(?:verwendet|veröffentlicht|genutzt)\s+werden\b
      | \b(?:ist|wird)\s+(?:wieder\s+|nun\s+)?(?:zur\s+(?:Verwendung|Veröffentlichung)\s+)?freigegeben\b
      | \bHold\s+aufgehoben\b
      | \bpeut\s+(?:(?:à|de)\s+nouveau\s+)?être\s+(?:à\s+nouveau\s+)?(?:utilisée?|publiée?|diffusée?)\b
      | \b(?:puede|pueden)\s+(?:volver\s+a\s+)?(?:ser\s+)?(?:utilizar|utilizad|publicar|publicad|usar|usad)\w*\b
    """,
    ChangeKind.HOLD: rf"""
        (?:\A|[.!:=]\s*|\n\s*|\b(?:please|must)\s+)(?:hold|withhold)\s+(?:use\s+of\s+)?(?:{_THIS}|{_THING}|dpa|
         [A-Z]\w+-\w+)\b(?!\s+(?:until\s+\d|for\s+release|in\b))
      | \b{_THIS}(?:\W+[^.\n]{{0,160}})?\s(?:is|are|has\s+been|is\s+being)\s+(?:withheld|on\s+hold|put\s+on\s+hold)\b
      | \b(?:do\s+not|don['’]t|stop)\s+us(?:e|ing)\b[^.\n]{{0,160}}\b{_FOR_NOW}
      | \b{_MELDUNG}\b[^.\n]{{0,160}}\b(?:zurückhalten|zurückzuhalten|zurückgehalten|{_FOR_NOW}\s+nicht)\b
      | \bbitte\s+{_FOR_NOW}\s+nicht\b
      | \b(?:verwenden|veröffentlichen)\s+Sie\b[^\n]{{0,200}}\b{_FOR_NOW}\s+nicht\b
      | \b(?:retenir|suspendre|geler)\s+(?:la|l['’]|cette|notre|nos|les)\s*(?:(?:diffusion|publication|
         utilisation)\s+de\s+(?:la|l['’]|cette)\s*)?{_DEPECHE}\b
      | \bne\s+pas\s+(?:utiliser|publier|diffuser)\b[^.\n]{{0,160}}\b{_FOR_NOW}
      | \b(?:retengan|retener|suspendan)\s+(?:la|esta|el|este|nuestra)\s+{_NOTICIA}\b | \bno\s+(?:utilic\w+|
         publiqu\w+|utilizar|publicar)\b[^.\n]{{0,160}}\b{_FOR_NOW}
    """,
    ChangeKind.KILL: rf"""
        \b(?:a\s+)?kill\s+is\s+mandatory\b | \bmandatory\s+kill\b | \bmake\s+certain\s+{_THIS}\s+is\s+not\s+used\b
      | (?:\A|[.!:=]\s*|\n\s*|\bplease\s+|\bmust\s+)(?:kill|disregard|withdraw)\s+(?:{_THIS}|{_THING}|dpa|[A-Z]\w+-\w+)\b
      | \b{_THIS}(?:\W+[^.\n]{{0,160}})?\s(?:is|are|has\s+been|have\s+been|was)\s+(?:hereby\s+|being\s+)?(?:killed|
         withdrawn|retracted|cancell?ed)\b
      | (?:\A|[.!:=]\s*|\n\s*|\bplease\s+)(?:do\s+not|don['’]t)\s+(?:use|publish|run)\s+(?:{_THIS}|{_THING}|dpa|it)\b
      | \b{_THIS}\W+[^.\n]{{0,160}}\s?(?:must|should)\s+not\s+be\s+(?:used|published)\b
      | \bthere\s+will\s+be\s+no\s+substitute\b
      | \b{_MELDUNG}\b[^.\n]{{0,160}}\b(?:nicht\s+(?:mehr\s+)?(?:zu\s+)?(?:verwenden|verbreiten|veröffentlichen)|
         streichen|löschen)\b
      | \b{_MELDUNG}\b[^.\n]{{0,160}}\b(?:wird|werden|ist|wurde)\s+(?:ersatzlos\s+|hiermit\s+)?(?:zurückgezogen|
         gestrichen|annulliert|storniert)\b
      | \b(?:verwenden|veröffentlichen|verbreiten)\s+Sie\b[^\n]{{0,200}}\bnicht\b
      | \bziehen\s+wir\b[^.\n]{{0,120}}\bzurück\b
      | \b(?:annuler|annulez|supprimer|supprimez)\s+(?:la|l['’]|cette|notre|nos|les)\s*{_DEPECHE}\b
      | \b{_DEPECHE}\b[^.\n]{{0,160}}\b(?:est|sont)\s+annulée?s?\b
      | \b(?:prière|merci)\s+de\s+ne\s+pas\s+(?:utiliser|publier|diffuser|tenir\s+compte) | \bne\s+pas\s+(?:utiliser|
         tenir\s+compte\s+de)\s+(?:la|l['’]|cette|notre)\s*{_DEPECHE}\b
      | \b(?:anul(?:en|ar|amos|e)|elimin(?:en|ar))\s+(?:la|esta|el|este|nuestra|las|los)\s+{_NOTICIA}\b
      | \b{_NOTICIA}\b[^.\n]{{0,160}}\bqueda[n]?\s+anulad[ao]s?\b
      | \b(?:rogamos|ruega|rogamos\s+que|por\s+favor)[\s,]+(?:que\s+)?no\s+(?:utilic|publiqu|difund|usen|utilizar|
         publicar|usar)\w*
      | \b(?:annullare|non\s+utilizzare|eliminare)\s+(?:la|questa|il)\s+(?:notizia|nota|foto)\b
      | \b(?:saken|meldingen|artikkelen|texten|artikeln|telegrammet|historien)\b[^.\n]{{0,120}}\b(?:trekkes|trukket|
         dras\s+tillbaka|återkallas|makuleras|annulleres)\b
      | \b(?:juttu|uutinen|artikkeli)\b[^.\n]{{0,120}}\b(?:vedetty\s+pois|mitätöity|poistettu)\b
      | \bälkää\s+(?:julkaisko|käyttäkö)\b
    """,
    ChangeKind.CORRECTION: rf"""
        \bin\s+(?:a|an|our|its|the)?\s*(?:[\w.,]+\s+){{0,5}}{_THING}\b[^\n]{{0,300}}\b(?:reported\s+erroneously|
         erroneously\s+(?:reported|said|identified|stated)|should\s+(?:read|have\s+read|have\s+said)|it\s+must\s+read|
         misidentified|misspelled|misstated|incorrectly)\b
      | \A\W*correction\s+to\s+(?:{_THIS}|{_THING}|dpa|[A-Z]\w+[-/]\w+)
      | \b(?:berichtigung|korrektur|richtigstellung)\s+(?:zu|zur)\b[^.\n]{{0,40}}\b(?:{_MELDUNG}|dpa|\d{{3,4}})\b
      | \bin\s+der\s+{_MELDUNG}\b[^\n]{{0,300}}\b(?:muss\s+es\b[^.\n]{{0,60}}\bheißen|richtig(?:\s+ist)?\s*:|
         heißt\s+es\s+richtig)
      | \b(?:rectificatif|correction)\s+(?:à|de)\s+(?:la|l['’]|notre)\s*{_DEPECHE}\b | \bdans\s+(?:la|
         notre)\s+{_DEPECHE}\b[^\n]{{0,300}}\b(?:bien\s+)?lire\b
      | \b(?:correcci[oó]n|rectificaci[oó]n)\s+(?:a|de)\s+(?:la|nuestra)\s+{_NOTICIA}\b | \ben\s+(?:la|
         nuestra)\s+{_NOTICIA}\b[^\n]{{0,300}}\bdebe\s+decir\b
    """,
}
SENTENCES = {kind: re.compile(rf"(?:{pattern})", re.VERBOSE | re.IGNORECASE) for kind, pattern in _SENTENCES.items()}
TIMED = re.compile(rf"\b{_FOR_NOW}", re.IGNORECASE)
# Said of what replaces a killed story, which is itself to be used.
SUBSTITUTE = re.compile(
    r"\b(?:substitut\w*|replac\w*|in\s+place\s+of|supersed\w*|not\s+a\s+kill|no\s+kill|ersetzt|ersatz\b|remplace|"
    r"sustituye|sostituisce)",
    re.IGNORECASE,
)


# Nothing else begins so: above a whole story it is doubtful, and stops it for now.
UNMISTAKABLE = re.compile(
    r"[^\w\"“”„«»'‘’]*(?:KILL\W+KILL|HOLD\W+HOLD|(?:MANDATORY|BULLETIN|STORY|PHOTO|URGENT)\W+KILL|STORY\s+WITHDRAWN)\b"
)
SEARCHED = 10_000  # characters of a note or headline that are looked at; no agency's order is longer


def says(kind: ChangeKind, text: str) -> str:
    """The words of a text that give an order, or ""; a note on a substitute for a killed story gives none."""
    text = text[:SEARCHED]
    for found in SENTENCES[kind].finditer(text):
        start = max(text.rfind(mark, 0, found.start()) for mark in (". ", "\n")) + 1
        ends = [end for mark in (". ", "\n") if (end := text.find(mark, found.end())) >= 0]
        sentence = text[start : min(ends, default=len(text))].strip()
        if kind is ChangeKind.KILL and _is_no_kill(sentence):
            continue
        return sentence[:500]
    return ""


def _is_no_kill(sentence: str) -> bool:
    if re.search(r"no\s+substitute|kill\s+is\s+mandatory|mandatory\s+kill", sentence, re.IGNORECASE):
        return False
    return bool(SUBSTITUTE.search(sentence) or TIMED.search(sentence))
