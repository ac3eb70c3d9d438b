"""The lines and metadata of a NewsML 1.2 component, each by what a newsroom calls it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from wire.formats import advisory
from wire.formats.agencies import DATELINE_SIGNATURES, short_name
from wire.formats.newsml_1_2_tree import Component, formal_name, line_of, party, properties
from wire.formats.parsed import Subject
from wire.formats.text import clean, unique, urgency
from wire.formats.xml import attribute, child, children, descendants, local, text_of

Element = etree._Element

_FOR_EDITORS = re.compile(r"advis|product|note|editor|warning|correct|rectif|update|revision|instruction", re.IGNORECASE)
# What AFP and EFE call their plans of coverage and their notes to subscribers, alone or behind their name and service.
_PLANS = re.compile(
    r"\A\W*(?:[^\W\d_]{2,20}[.,:]\s*){0,2}(?:previsiones|prévisions?|agenda|avisos?|توقعات|مذكرة)\W*\Z", re.IGNORECASE
)
_CHANGE = re.compile(r"correct|rectif|update|revision|change", re.IGNORECASE)
# A bare day or time stands in many DateLines: "January 21", "4/4/2018", "15.7.2019 12:09:11 CEST", "2 Oct. 2019".
_DAY = re.compile(
    r"""\A(?:[^\W\d_]{3,10}\.?\s+\d{1,2}(?:,?\s+\d{4})? | \d[\d\s./:,TZ+-]*
        | \d{1,2}\.?\s+(?:de\s+)?[^\W\d_]{3,10}\.?(?:\s+(?:de\s+)?\d{4})?)[\s,.\d:]*(?:[A-Z]{3,4})?\Z""",
    re.VERBOSE,
)


def agency(component: Component, provider: str, envelope: Element | None) -> str:
    """Who provides the item; the source of a press release is whom it is about, so the provider and sender come first."""
    sent = [party(e) for e in component.metadata("AdministrativeMetadata", "Provider")]
    sent.append(party(child(envelope, "SentFrom")))
    sent += [party(e) for e in component.metadata("AdministrativeMetadata", "Source")]
    sent.append(provider.partition(":")[0])
    named = next((name for name in sent if name and ("." not in name or " " in name)), "")
    return _name(named or next((name for name in sent if name), ""))


def _name(sent: str) -> str:
    """An agency's short form; "www.northline.example" is Northline, so that an order without provider reaches its story."""
    name = short_name(sent)
    labels = name.casefold().removeprefix("www.").split(".") if "." in name and " " not in name else []
    if len(labels) < 2 or not all(labels):
        return name
    return labels[-2].upper() if labels[-2] in DATELINE_SIGNATURES else labels[-2].capitalize()


def creator(component: Component) -> str:
    """Who took a picture; captions have writers too, who are not named here."""
    for element in component.metadata("AdministrativeMetadata", "Creator"):
        if name := party(element):
            return name
    return ""


def bylines(component: Component) -> list[str]:
    return next((sent for above in component.upward() if (sent := above.lines("ByLine"))), [])


def dateline(component: Component) -> str:
    """The nearest line that says more than the day."""
    lines = (line for above in component.upward() for line in above.lines("DateLine"))
    return next((line for line in lines if len(line) > 60 or not _DAY.match(line)), "")


def news_lines(component: Component) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    """Lines of the agency's own types: notes to editors, notes on what changed, and what the rest calls the item."""
    notes: list[str] = []
    changes: list[str] = []
    kinds: list[tuple[str, str]] = []
    for element in component.metadata("NewsLines", "NewsLine"):
        name = formal_name(child(element, "NewsLineType"))
        for text in (line for e in children(element, "NewsLineText") if (line := line_of(e))):
            if _CHANGE.search(name):
                changes.append(text)
            if _FOR_EDITORS.search(name):
                notes.append(text)
            elif len(text) < 60:
                kinds.append((name, text))
    return notes, changes, kinds


def slugline(component: Component, name_label: str, sub_lines: list[str]) -> str:
    """EFE has its slug as second headline, in capitals; ATS calls it a catchword."""
    catchword = next((text for name, text in news_lines(component)[2] if name.casefold() == "catchword"), "")
    capitals = next((line for line in sub_lines if line.isupper() and len(line) < 80), "")
    return component.line("SlugLine") or clean(name_label) or catchword or capitals


def place(component: Component, heads: list[Element]) -> tuple[str, str]:
    """Where it happened, in full, and the city alone."""
    found: dict[str, str] = {}
    for element in component.metadata("DescriptiveMetadata", "Location"):
        found = properties([element])
        if found.get("City") or found.get("Country"):
            break
    if not found.get("City"):
        for above in component.upward():
            holders = above.parts.get("DescriptiveMetadata", [])
            for holder in [*holders, *(e for h in holders for e in children(h, "Property"))]:
                loose = properties([holder])
                found = {**{name: loose[name] for name in ("City", "Area", "Country") if name in loose}, **found}
    parts = [found.get("City", ""), found.get("CountryArea", "") or found.get("Area", ""), found.get("Country", "")]
    if not any(parts):
        evloc = next((e for head in heads for e in descendants(head, "evloc")), None)
        parts = [attribute(evloc, "city"), attribute(evloc, "state-prov"), attribute(evloc, "iso-cc")]
    return ", ".join(dict.fromkeys(part.strip() for part in parts if part.strip())), parts[0].strip()


def language(component: Component, heads: list[Element]) -> str:
    for element in component.metadata("DescriptiveMetadata", "Language"):
        if name := formal_name(element):
            return name
    item = next((e for e in component.element.iterancestors() if local(e) == "NewsItem"), None)
    for tagged in (*(above.element for above in component.upward()), item):
        if tag := attribute(tagged, "lang"):
            return tag
    return next((tag for head in heads if (tag := attribute(head.getparent(), "baselang"))), "")


def advisory_reason(
    component: Component, agency: str, genres: list[str], kinds: list[tuple[str, str]], headline: str, notes: list[str]
) -> str:
    """Why the item is no story: by what it is called anywhere, or by its headline."""
    for genre in genres:
        if genre == "TextProgram" or (genre == "Program" and agency == "AFP"):
            return f"genre: {genre}"
    for field, value in kinds:
        if field in ("slugline", "name") and len(value) < 80 and _PLANS.match(value):
            return f"{field}: {value}"
    named = [*(("genre", genre) for genre in genres), *kinds, *(("role", above.role) for above in component.upward())]
    return advisory.reason(kinds=named, headline=headline, note=" ".join(notes)[:300])


def priority(component: Component) -> int | None:
    """Belga says how urgent an item is with each of its components."""
    for above in component.upward():
        if found := urgency(properties(above.parts.get("AdministrativeMetadata", [])).get("Priority")):
            return found
    return None


def keywords(component: Component, heads: list[Element]) -> tuple[str, ...]:
    sent = [line for above in component.upward() for line in above.lines("KeywordLine")]
    for element in component.metadata("DescriptiveMetadata", "Property"):
        if attribute(element, "FormalName").casefold() == "keyword":
            sent.append(attribute(element, "Value"))
    for head in heads:
        sent += [attribute(k, "key") or text_of(k) for k in descendants(head, "keyword")]
    return unique(clean(word) for value in sent for word in re.split(r"\s*[,;]\s*", value))


def subjects(component: Component) -> tuple[Subject, ...]:
    """IPTC's codes with the names that the item's own topics give them, and for whom the item is meant."""
    names = dict(_topics(component))
    codes = [
        formal_name(subject)
        for element in component.metadata("DescriptiveMetadata", "SubjectCode")
        for subject in element
        if local(subject) in ("Subject", "SubjectMatter", "SubjectDetail", "SubjectQualifier")
    ]
    found = [Subject(code, names.get(code, "")) for code in unique([*codes, *names])]
    meant = (formal_name(e) for e in component.metadata("DescriptiveMetadata", "OfInterestTo"))
    return (*found, *(Subject(f"OfInterestTo:{name}", name) for name in unique(meant)))


def _topics(component: Component) -> Iterator[tuple[str, str]]:
    for above in component.upward():
        for topic in (t for e in above.parts.get("TopicSet", ()) for t in children(e, "Topic")):
            code = next((text for f in children(topic, "FormalName") if re.fullmatch(r"\d{8}", text := text_of(f))), "")
            names = [d for d in children(topic, "Description") if attribute(d, "Variant") in ("", "Name") and text_of(d)]
            if code:
                yield code, text_of(next((d for d in names if attribute(d, "lang") == "en"), names[0] if names else None))
