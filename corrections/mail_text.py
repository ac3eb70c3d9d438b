"""What somebody wrote in a mail: without what they quote, without their signature, without what is attached."""

from __future__ import annotations

import re
from email.message import EmailMessage

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
HEADS = re.compile(r"^\*?(From|Von|De|Da|Van|Fra|Från|Od)\s?:\*?\s.*@", re.IGNORECASE)
RULE = re.compile(r"^_{20,}$")
SIGNATURE = re.compile(r"^--\s?$")
SENT_FROM = re.compile(r"^(Sent from my|Get Outlook for|Von meinem .{2,30} gesendet|Envoyé de mon)\b", re.IGNORECASE)


def words_of(message: EmailMessage) -> str:
    """The words that the sender wrote, and the names of what was attached."""
    attached = [f"[Attached, not kept: {_name(part)}]" for part in _attachments(message)]
    return "\n\n".join(part for part in (without_quotes(_text(message)), "\n".join(attached)) if part)


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
        if not line.startswith(">") and not SENT_FROM.match(line):
            kept.append(lines[number])
        number += 1
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _attribution(lines: list[str], number: int) -> int:
    """How many lines from here on say who wrote what follows; 0 if none."""
    for count in (1, 2, 3):
        if ATTRIBUTION.match(" ".join(line.strip() for line in lines[number : number + count])):
            return count
    return 0


def _next(lines: list[str], number: int) -> str:
    return next((line.strip() for line in lines[number:] if line.strip()), "")


def _text(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    text = _content(part)  # type: ignore[arg-type]
    return plain_text(clean(text)) if part.get_content_type() == "text/html" else text


def _content(part: EmailMessage) -> str:
    """A part's text, whatever it claims its letters are."""
    data = part.get_payload(decode=True)
    data = data if isinstance(data, bytes) else b""
    for charset in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            return data.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("latin-1")


def _attachments(message: EmailMessage) -> list[EmailMessage]:
    body = message.get_body(preferencelist=("plain", "html"))
    parts = [part for part in message.walk() if not part.is_multipart() and part is not body]
    return [part for part in parts if part.get_filename() or part.get_content_maintype() != "text"]


def _name(part: EmailMessage) -> str:
    name = " ".join(CONTROLS.sub("", part.get_filename() or "without a name").split())[:80]
    return f"{name}, {part.get_content_type()}"
