"""How a NewsML 1.2 item is identified and managed: which item, which version, whether it may be used, and from when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from lxml import etree

from wire.formats import status
from wire.formats.dates import Problems, parse_time
from wire.formats.embargo import Embargo
from wire.formats.newsml_1_2_tree import Component, formal_name, line_of, parts_of
from wire.formats.parsed import WireStatus
from wire.formats.text import lines, number, unique, urgency
from wire.formats.xml import attribute, child, children, descendants, find, local, strings, text_of

Element = etree._Element

# What an instruction orders, beside what Status says: some agencies send only one of the two.
_KILLS = re.compile(r"\b(?:kill|mandatory\s*kill|delete|withdraw|withdrawn|cancel(?:l?ed)?|retract)\b", re.IGNORECASE)
_HOLDS = re.compile(r"\b(?:withhold|withheld|hold|disregard)\b", re.IGNORECASE)
_CORRECTS = re.compile(r"\b(?:rectif\w*|correct\w*|corrig\w*)", re.IGNORECASE)
_URN_VERSION = re.compile(r":(\d{1,9})[A-Z]?\Z")
_RUNNING_NUMBER = re.compile(r"\A[A-Za-z]{0,4}\d{1,6}\Z")


@dataclass(slots=True)
class Management:
    """What holds for a whole item, whatever components it has."""

    item_id: str = ""
    version: int = 0
    status: WireStatus = WireStatus.USABLE
    status_as_sent: str = ""
    signals: tuple[str, ...] = ()
    service_number: str = ""
    name_label: str = ""
    urgency: int | None = None
    first_created: datetime | None = None
    this_created: datetime | None = None
    expires_at: datetime | None = None
    opens_at: datetime | None = None  # the end of an embargo
    is_embargo_unclear: bool = False
    links: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)
    change_notes: list[str] = field(default_factory=list)  # comments on an instruction
    types: tuple[str, ...] = ()
    provider: str = ""  # ProviderId
    replacements: tuple[str, ...] = ()  # texts of an Update element, which changes parts of an earlier version
    problems: Problems = field(default_factory=Problems)

    def embargo(self) -> Embargo:
        return Embargo(until=self.opens_at, open_ended=self.is_embargo_unclear)


def read(item: Element, envelope: Element | None, *, is_alone: bool) -> Management:
    """is_alone: the message holds no other item, so that its own number is the item's."""
    found = Management()
    parts = parts_of(item)
    management = child(item, "NewsManagement")
    _identify(found, item)
    _times(found, management)
    _status(found, management)
    found.types = (formal_name(child(management, "NewsItemType")),)
    revision = find(item, "Identification", "NewsIdentifier", "RevisionId")
    found.signals = unique(
        [
            *([f"Update:{sent}"] if (sent := attribute(revision, "Update")) not in ("", "N") else []),
            *([f"PreviousRevision:{sent}"] if (sent := attribute(revision, "PreviousRevision")) not in ("", "0") else []),
            *([f"NewsItemType:{sent}"] if (sent := found.types[0]) and sent.casefold() != "news" else []),
            *_instructions(found, management),
        ]
    )
    sent_urgency = formal_name(child(management, "Urgency"))
    found.urgency = urgency(sent_urgency) or urgency(formal_name(child(envelope, "Priority")))
    if sent_urgency and urgency(sent_urgency) is None:
        found.problems.add(f"the urgency cannot be read: {sent_urgency[:20]}")
    transmission = text_of(child(envelope, "TransmissionId"))
    own = text_of(find(item, "Identification", "NewsIdentifier", "NewsItemId"))
    found.service_number = next(
        (n for n in (transmission if is_alone else "", own) if _RUNNING_NUMBER.match(n) and not re.match(r"\d{7}", n)), ""
    )
    found.links = tuple(_links(item, management, found.item_id))
    found.notes += [
        note
        for comment in (*parts.get("Comment", ()), *children(management, "Comment"))
        if (note := text_of(comment)) and "version" not in attribute(comment, "FormalName").casefold()
    ]
    found.replacements = tuple(
        text for update in parts.get("Update", ()) if (text := lines("\n".join(strings(update)).replace("\xa0", " ")))
    )
    return found


def _identify(found: Management, item: Element) -> None:
    """The id over all versions: the public identifier without its version, else provider, day and the agency's own id."""
    identification = child(item, "Identification")
    identifier = parts_of(e) if (e := child(identification, "NewsIdentifier")) is not None else {}
    own = text_of(identifier.get("NewsItemId", [None])[0])
    found.provider = text_of(identifier.get("ProviderId", [None])[0])
    day = text_of(identifier.get("DateId", [None])[0])
    public = "".join(text_of(identifier.get("PublicIdentifier", [None])[0]).split())
    revision = text_of(identifier.get("RevisionId", [None])[0])
    sent = re.match(r"\s*(\d{1,18})", revision)
    in_public = _URN_VERSION.search(public)
    found.version = (number(sent[1]) or 0) if sent else 0
    if revision and not sent:
        found.problems.add(f"the revision cannot be read: {revision[:20]}")
    tail = re.search(rf"{re.escape(own)}(:\d{{1,9}}[A-Z]?)?\Z", public) if own else None
    if tail:
        found.item_id = public[: tail.start(1)] if tail[1] else public
        if not sent and tail[1]:
            found.version = number(tail[1].strip(":ABCDEFGHIJKLMNOPQRSTUVWXYZ")) or 0
    elif own and own in public:
        found.item_id = _URN_VERSION.sub("", public) if in_public and in_public[1] == str(found.version) else public
    elif public and not own and public.count(":") >= 4:
        found.item_id = _URN_VERSION.sub("", public)
    elif own:
        # DateId is a day; where a time stands in it, it is that of the version, and other with each.
        found.item_id = ":".join(
            ["urn:newsml", *(part for part in (found.provider, day if len(day) == 8 else "", own) if part)]
        )
        if public:
            found.problems.add("the public identifier does not name the item; the agency's own id is used")
    found.name_label = text_of(child(identification, "NameLabel"))


def _times(found: Management, management: Element | None) -> None:
    found.first_created = parse_time(text_of(child(management, "FirstCreated")), "FirstCreated", found.problems)
    found.this_created = parse_time(text_of(child(management, "ThisRevisionCreated")), "ThisRevisionCreated", found.problems)


def _status(found: Management, management: Element | None) -> None:
    """Status, and what it will be: an embargo that ends, or an item that may be used only until then."""
    element = child(management, "Status")
    found.status, found.status_as_sent = status.read(formal_name(element) or None)
    if element is not None and not found.status_as_sent:
        found.problems.add("the status is empty, which says nothing")
    for change in children(management, "StatusWillChange"):
        future, as_sent = status.read(formal_name(child(change, "FutureStatus")) or None)
        sent = child(change, "DateAndTime")
        _will_change(found, future, as_sent, text_of(sent))


def _will_change(found: Management, future: WireStatus, as_sent: str, when: str) -> None:
    if future is WireStatus.USABLE:
        if found.status is WireStatus.EMBARGOED:
            embargo = found.embargo()
            embargo.field(when or None, "embargo in StatusWillChange", found.problems)
            found.opens_at, found.is_embargo_unclear = embargo.until, embargo.open_ended
        elif found.status is not WireStatus.USABLE:
            found.notes.append(f"The agency says that this will be usable from {when or 'a time that it does not give'}.")
        return
    moment = parse_time(when, "StatusWillChange", found.problems)
    if future is WireStatus.EMBARGOED or moment is None:
        found.problems.add(f"the status will be “{as_sent}” from {when or 'a time that is not given'}")
        return
    found.expires_at = min(found.expires_at, moment) if found.expires_at else moment


def _instructions(found: Management, management: Element | None) -> Iterator[str]:
    for instruction in children(management, "Instruction"):
        name = formal_name(instruction)
        comments = [text_of(comment) for comment in children(instruction, "Comment") if text_of(comment)]
        found.notes += comments
        found.change_notes += comments
        if _KILLS.search(name):
            found.status = WireStatus.CANCELED
            found.status_as_sent = f"{found.status_as_sent} + Instruction {name}".removeprefix(" + ")
        elif _HOLDS.search(name):
            found.status = status.strictest(found.status, WireStatus.WITHHELD)
            found.status_as_sent = f"{found.status_as_sent} + Instruction {name}".removeprefix(" + ")
        elif _CORRECTS.search(name):
            yield "sig:correction"
        if name:
            yield name
        for past in children(instruction, "RevisionStatus"):
            said = formal_name(child(past, "Status"))
            if said:
                yield f"RevisionStatus:{said}"


def _links(item: Element, management: Element | None, own: str) -> Iterator[str]:
    seen = {own, ""}
    named = [attribute(e, "NewsItem") for e in children(management, "AssociatedWith", "DerivedFrom")]
    named += [attribute(e, "NewsItem") for e in descendants(item, "NewsItemRef")]
    for name in named:
        link = without_version(name)
        if link not in seen:
            seen.add(link)
            yield link


def without_version(name: str) -> str:
    """The id that a reference means, over all versions of it."""
    return _URN_VERSION.sub("", name) if name.startswith("urn:newsml:") and name.count(":") >= 5 else name


def usage(component: Component, found: Management | None = None) -> str:
    """The terms of use as text; the beginning and end of a licence go to the item as well."""
    terms: list[str] = []
    for rights in component.metadata("RightsMetadata", "UsageRights"):
        for part in rights:
            name, text = local(part), line_of(part)
            if not text:
                continue
            terms.append({"StartDate": "from ", "EndDate": "until "}.get(name, "") + text)
            if found is not None and name in ("StartDate", "EndDate"):
                _licence(found, name, text)
    return "\n".join(dict.fromkeys(terms))


def _licence(found: Management, name: str, text: str) -> None:
    moment = parse_time(text, f"UsageRights {name}", found.problems)
    if moment and name == "EndDate":
        found.expires_at = min(found.expires_at, moment) if found.expires_at else moment
    elif moment and moment > (found.this_created or moment):
        found.opens_at = max(found.opens_at, moment) if found.opens_at else moment


def copyright_of(component: Component) -> str:
    """The printed line, else holder and year of the rights metadata."""
    line = component.line("CopyrightLine")
    if line:
        return line
    for rights in component.metadata("RightsMetadata", "Copyright"):
        holder, year = text_of(child(rights, "CopyrightHolder")), text_of(child(rights, "CopyrightDate"))
        if holder:
            return f"© {year} {holder}".replace("  ", " ")
    return ""
