"""What a parser hands on: one frozen record for each item of a wire message, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class ItemKind(StrEnum):
    """What an agency item is; only text, picture and graphic can be picked up."""

    TEXT = "text"
    PICTURE = "picture"
    GRAPHIC = "graphic"
    AUDIO = "audio"
    VIDEO = "video"
    PACKAGE = "package"
    EVENT = "event"
    PLANNING = "planning"
    OTHER = "other"


class WireStatus(StrEnum):
    """The agency's word on whether its item may be used (IPTC publishing status; AP Media API pubstatus)."""

    USABLE = "usable"
    EMBARGOED = "embargoed"
    WITHHELD = "withheld"
    CANCELED = "canceled"


@dataclass(frozen=True, slots=True)
class Subject:
    code: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class ParsedRendition:
    href: str
    mime_type: str = ""
    width: int | None = None
    height: int | None = None
    role: str = ""


@dataclass(frozen=True, slots=True)
class ParsedMedia:
    """A picture, graphic, sound or film that a message carries or names."""

    kind: ItemKind
    item_id: str = ""
    headline: str = ""
    caption: str = ""
    alt: str = ""
    credit: str = ""
    byline: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    renditions: tuple[ParsedRendition, ...] = ()


@dataclass(frozen=True, slots=True)
class Removal:
    """Text a parser kept out of the body, and why, so that no visible character goes unaccounted for."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ParsedItem:
    """One agency item as its message gives it: nothing sanitised yet, nothing guessed, every time with a zone (UTC)."""

    format: str  # a key of PARSERS: "nitf", "newsml-g2", …
    item_id: str  # the agency's stable id over all versions, never empty
    kind: ItemKind = ItemKind.TEXT
    agency: str = ""  # as the content names it ("AP", "Reuters", "dpa"); "" when it does not
    version: int = 0  # compared as a number; gaps are normal
    etag: str = ""  # AP: changes with any change of the item
    status: WireStatus = WireStatus.USABLE
    status_as_sent: str = ""  # verbatim; an unknown one arrives here with status WITHHELD (fails closed)
    status_target: str = ""  # id of the item spoken about, if another (NITF management-doc-idref)
    signals: tuple[str, ...] = ()  # verbatim: "sig:correction", editorial types, msgType …
    is_advisory: bool = False  # advisories, daybooks, plans, tests: never a story
    advisory_reason: str = ""  # which field or words decided
    headline: str = ""
    standfirst: str = ""
    slugline: str = ""
    service_number: str = ""  # its running number in the agency's service ("157", "V9991"), by which a note may name it
    bylines: tuple[str, ...] = ()  # names only, "By " cut
    dateline: str = ""  # "BAGHOUZ, Syria (AP)", without the dash; cut out of body_html
    body_html: str = ""  # HTML fragment of block elements, UNSANITISED, editor-only text cut out
    tagline: str = ""  # closing line on who else reported, cut out of body_html
    credit_line: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    editor_note: str = ""  # never printed
    change_note: str = ""  # of the editor's note, the agency's own words on what this version changes
    language: str = ""  # BCP 47
    genre: str = ""
    place: str = ""
    urgency: int | None = None  # 1 highest
    keywords: tuple[str, ...] = ()
    subjects: tuple[Subject, ...] = ()
    embargo_until: datetime | None = None
    embargo_open_ended: bool = False  # embargoed, but no end could be read: stays closed until somebody decides
    expires_at: datetime | None = None
    first_created_at: datetime | None = None
    version_created_at: datetime | None = None
    media: tuple[ParsedMedia, ...] = ()
    links: tuple[str, ...] = ()  # ids of other items it names (packages, substitutes)
    removals: tuple[Removal, ...] = ()
    incomplete: str = ""  # why it is not the whole story ("only a summary"): then nothing is published without a person
    problems: tuple[str, ...] = field(default=())  # "embargoed element is empty": told to the desk, never fatal


class UnreadableMessage(ValueError):
    """The message cannot be read; the text says why in an editor's words ("The file is empty.")."""
