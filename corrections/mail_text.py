"""What somebody wrote in a mail: without what they quote, without their signature, without what is attached."""

from __future__ import annotations

import codecs
import re
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import EmailPolicy
from typing import Any, cast

from lxml import html

from articles.body import CONTROLS, clean, plain_text

# “On Tuesday, the desk wrote:” as mail programs say it, also over two lines.
ATTRIBUTION = re.compile(
    r"^(On|Am|Le|El|Il|Op|Em|Den|Dne|Dnia|W dniu|В)\b.{0,200}"
    r"(wrote|writes|schrieb.{0,80}|a écrit|escribió|ha scritto|schreef.{0,80}|escreveu|skrev.{0,80}|napsal.{0,20}"
    r"|napisał.{0,20}|написал.{0,20})\s?:$",
    re.IGNORECASE,
)
ORIGINAL = re.compile(
    r"^\W*(original message|original-nachricht|ursprüngliche nachricht|message d.origine|mensaje original|messaggio originale"
    r"|forwarded message|weitergeleitete nachricht)\W*$",
    re.IGNORECASE,
)
# However a program says it: a line that names a year and an address, and ends in a colon.
NAMED = re.compile(r"^(?=.*(?<!\d)(19|20)\d\d(?!\d))(?=.*\S@\S).{0,300}[:：]$")
BEGUN = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)|\S@\S")
HEADS = re.compile(r"^\*?(From|Von|De|Da|Van|Fra|Från|Od|Lähettäjä|От|发件人|差出人)\s?[:：]\*?\s?.*@", re.IGNORECASE)
SENDER = re.compile(r"^\*?(From|Von|De|Da|Van|Fra|Från|Od|Lähettäjä|От)\s?:", re.IGNORECASE)
SENT = re.compile(
    r"^\*?(Sent|Date|Gesendet|Datum|Envoyé|Enviado|Fecha|Inviato|Data|Verzonden|Skickat|Sendt|Wysłano|Odesláno|Lähetetty"
    r"|Отправлено|Дата)\s?:",
    re.IGNORECASE,
)
RULE = re.compile(r"^_{20,}$")
SIGNATURE = re.compile(r"^--\s?$")
SENT_FROM = re.compile(
    r"^(Sent from my|Get Outlook for|Von meinem .{2,30} gesendet|Envoyé (de|depuis) mon|Enviado (desde mi|do meu)"
    r"|Inviato da (iPhone|iPad)|Verzonden (vanaf|met)|Skickat från min|Sendt fra min|Wysłane z|Отправлено (с|из))\b.{0,40}$",
    re.IGNORECASE,
)
XML = re.compile(r"<\?xml[^>]{0,200}\?>")
BROKEN = (ValueError, LookupError, AttributeError, TypeError, RecursionError, MessageError)  # in ways nobody lists
LONGEST_HEADER = 2000  # characters of a header that are read; what is longer takes Python minutes
MOST_PARTS = 300
SLOW = ("punycode", "idna")  # "charsets" that no mail is written in, and that take a time squared to the length
MOST = 400_000  # characters of a text that are read, markup and all
REST = "\n\n[The rest of the mail was too long to be read.]"
# What mail programs put around the mail that is answered, where it is HTML.
QUOTING = (
    ".//blockquote[@type='cite']",
    ".//*[contains(concat(' ', @class, ' '), ' gmail_quote ') or contains(@class, 'yahoo_quoted')"
    " or contains(@class, 'moz-cite-prefix') or contains(@class, 'protonmail_quote') or contains(@class, 'gmail_attr')]",
    "(.//*[@id='divRplyFwdMsg' or @id='appendonsend'])[1]/following-sibling::*",
    ".//*[@id='divRplyFwdMsg' or @id='appendonsend']",
)


class Wary(EmailPolicy):
    """A header is read as far as a person would read it, and a broken one counts as none."""

    def header_fetch_parse(self, name: str, value: Any) -> Any:
        try:
            return super().header_fetch_parse(name, value[:LONGEST_HEADER])
        except BROKEN:
            return self.header_factory(name, "")


WARY = cast("EmailPolicy[EmailMessage]", Wary())


def parsed(data: bytes) -> EmailMessage:
    """A mail with its parts; of one with more parts than anybody sends, its headers and the rest as one text."""
    if data.lower().count(b"content-type:") > MOST_PARTS:
        return BytesHeaderParser(policy=WARY).parsebytes(data)
    return message_from_bytes(data, policy=WARY)


def words_of(message: EmailMessage) -> str:
    """The words that the sender wrote, and the names of what was attached."""
    attached = [f"[Attached, not kept: {_name(part)}]" for part in _attachments(message)]
    return "\n\n".join(part for part in (without_quotes(_text(message)), "\n".join(attached)) if part)


def text_of(message: EmailMessage) -> str:
    """All that stands in a mail, quotations too."""
    return CONTROLS.sub("", _text(message)).strip()


def without_quotes(text: str) -> str:
    """A mail's text without the mail that it answers and without the signature; what stands below a quotation stays."""
    lines = [line.rstrip() for line in CONTROLS.sub("", text.replace("\r\n", "\n")).replace("\xa0", " ").split("\n")]
    kept: list[str] = []
    number = 0
    while number < len(lines):
        line = lines[number].strip()
        taken = _attribution(lines, number)
        if taken:
            number += taken
            if not _next(lines, number).startswith(">"):
                break  # the whole mail stands below, unmarked
            continue
        if SIGNATURE.match(lines[number]) or ORIGINAL.match(line) or HEADS.match(line) or RULE.match(line):
            break
        if SENDER.match(line) and SENT.match(_next(lines, number + 1)):
            break
        if not line.startswith(">") and not SENT_FROM.match(line):
            kept.append(lines[number])
        number += 1
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _attribution(lines: list[str], number: int) -> int:
    """How many lines from here on say who wrote what follows; 0 if none."""
    if not lines[number] or lines[number].startswith(">"):
        return 0
    for count in (1, 2, 3):
        joined = " ".join(line.strip() for line in lines[number : number + count])
        if ATTRIBUTION.match(joined) or (BEGUN.search(lines[number]) and NAMED.match(joined)):
            return count
    return 0


def _next(lines: list[str], number: int) -> str:
    return next((line for at in range(number, len(lines)) if (line := lines[at].strip())), "")


def _text(message: EmailMessage) -> str:
    for kind in ("plain", "html"):
        part = message.get_body(preferencelist=(kind,))
        text = _content(part) if part is not None else ""  # type: ignore[arg-type]
        if text.strip():
            read = plain_text(clean(_unquoted(text[:MOST]))) if kind == "html" else text[:MOST]
            return read + REST if len(text) > MOST else read
    return ""


def _unquoted(markup: str) -> str:
    """HTML without the mail that it answers."""
    holder = html.fragment_fromstring(XML.sub("", CONTROLS.sub("", markup)), create_parent="div")
    for where in QUOTING:
        for element in holder.xpath(where):
            if element.getparent() is not None:
                element.drop_tree()
    return str(html.tostring(holder, encoding="unicode"))


def _content(part: EmailMessage) -> str:
    """A part's text, whatever it claims its letters are."""
    data = part.get_payload(decode=True)
    data = data if isinstance(data, bytes) else b""
    for charset in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            if codecs.lookup(charset).name not in SLOW:
                return data.decode(charset)
        except (LookupError, ValueError):
            continue
    return data.decode("latin-1")


def _attachments(message: EmailMessage) -> list[EmailMessage]:
    body = message.get_body(preferencelist=("plain", "html"))
    parts = [part for part in message.walk() if not part.is_multipart() and part is not body]
    return [part for part in parts if part.get_filename() or part.get_content_maintype() != "text"]


def _name(part: EmailMessage) -> str:
    name = " ".join(CONTROLS.sub("", part.get_filename() or "without a name").split())[:80]
    return f"{name}, {part.get_content_type()}"
