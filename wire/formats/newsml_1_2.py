"""NewsML 1.2, the older XML of AFP, EFE, Belga and others: every item of a bundle, stories as stories, media as media."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from wire.formats import newsml_1_2_content as content
from wire.formats import newsml_1_2_management as management
from wire.formats.newsml_1_2_content import Contents, Medium, Text
from wire.formats.newsml_1_2_item import Copy, media_item, story_item
from wire.formats.newsml_1_2_management import Management
from wire.formats.newsml_1_2_tree import Component, tree
from wire.formats.parsed import ItemKind, ParsedItem, Removal, UnreadableMessage, WireStatus
from wire.formats.text import unique
from wire.formats.xml import attribute, child, decode, descendants, parse_xml, spaced_text

FORMAT = "newsml-1.2"
# ATS names the DTD of the text inside as a file of its own. It is never looked at, so it may be named.
_NAMED_DTD = re.compile(
    r"(<!DOCTYPE\s[^\[>]{1,400})\[\s*<!ENTITY\s+%\s+([\w.-]{1,40})\s+SYSTEM\s+[\"'][\w.-]{1,80}\.dtd[\"']\s*>\s*%\2;\s*\](\s*>)"
)
_COMPARED = 20  # stories of one item that are compared with each other
_ALMOST_ALL = 0.8  # of its words: a second text that says so much of the first is another form of it

Element = etree._Element


def parse(data: bytes) -> list[ParsedItem]:
    """Raises UnreadableMessage when there is no item in it, or nothing in its only item."""
    text = decode(data)
    root = parse_xml(_NAMED_DTD.sub(r"\1\3", text[:4000]) + text[4000:])
    items = list(descendants(root, "NewsItem"))
    if not items:
        raise UnreadableMessage("The NewsML message holds no item.")
    envelope = child(root, "NewsEnvelope")
    found = [parsed for item in items for parsed in _items(item, envelope, is_alone=len(items) == 1)]
    if not found:
        raise UnreadableMessage("The NewsML item holds neither headline, text, media nor a reference, and no order.")
    return found


def _items(item: Element, envelope: Element | None, *, is_alone: bool) -> Iterator[ParsedItem]:
    """The stories and media of a NewsItem: nearly always one; several only where each has a headline and text of its own."""
    managed = management.read(item, envelope, is_alone=is_alone)
    top = child(item, "NewsComponent")
    if top is None:
        yield from _without_component(item, envelope, managed)
        return
    root = tree(top)
    found = content.read(root)
    for problem in found.problems:
        managed.problems.add(problem)
    copies = _copies(root, found)
    links = unique(link for _, link in copies[1:])
    for copy, part in copies:
        parsed = _parsed(copy, managed, envelope, f"{managed.item_id}#{part}" if part and managed.item_id else "")
        others = tuple(f"{parsed.item_id}#{link}" for link in links) if not part else ()
        yield replace(parsed, links=unique((*parsed.links, *others)))


def _parsed(copy: Copy, managed: Management, envelope: Element | None, item_id: str) -> ParsedItem:
    is_media = copy.media and not copy.texts
    return (media_item if is_media else story_item)(copy, managed, envelope, item_id)


def _without_component(item: Element, envelope: Element | None, managed: Management) -> Iterator[ParsedItem]:
    """Only management: an order, a change of status, or a set of topics, which is never a story."""
    topics = child(item, "TopicSet")
    if topics is None and not managed.replacements and not (managed.item_id and _is_order(managed)):
        return
    parsed = story_item(Copy(Component(item, None, {}), [], []), managed, envelope, "")
    if topics is not None:
        said = Removal(spaced_text(topics), "set of topics")
        parsed = replace(
            parsed, kind=ItemKind.OTHER, is_advisory=True, advisory_reason="a TopicSet is no story", removals=(said,)
        )
    yield parsed


def _is_order(managed: Management) -> bool:
    """An item without any component orders something: by its status, by an instruction, or as an update of metadata alone."""
    instructions = [s for s in managed.signals if not s.startswith(("PreviousRevision:", "NewsItemType:", "Update:"))]
    return managed.status is not WireStatus.USABLE or bool(instructions) or "Update:A" in managed.signals


def _copies(root: Component, found: Contents) -> list[tuple[Copy, str]]:
    """Texts are grouped under the component that gives them a headline, media go with the text they stand beside.

    The main one keeps the item's id; a second story or language gets the id of its component behind it.
    """
    stories = _stories(root, found.texts)
    if not stories:
        if len(found.media) < 2 or not all(m.component.is_titled() for m in found.media):
            return [(Copy(found.media[0].component if len(found.media) == 1 else root, [], found.media), "")]
        stories = [Copy(medium.component, [], [medium]) for medium in found.media]
    else:
        owners = {story.component: story for story in stories}
        for medium in found.media:
            _story_of(medium, owners).media.append(medium)
    names = [attribute(copy.component.element, "Duid") or attribute(copy.component.element, "Euid") for copy in stories]
    count = Counter(names)
    main = next((i for i, copy in enumerate(stories) if copy.component.role.casefold() == "main"), 0)
    ordered = [main, *(i for i in range(len(stories)) if i != main)]
    for i in ordered[1:]:
        stories[i].is_main = False
    return [(stories[i], "" if i == main else names[i] if names[i] and count[names[i]] == 1 else str(i + 1)) for i in ordered]


def _stories(root: Component, texts: list[Text]) -> list[Copy]:
    by_owner: dict[Component, list[Text]] = {}
    for text in texts:
        owner = next((above for above in text.component.upward() if above.is_titled()), root)
        by_owner.setdefault(owner, []).append(text)
    stories = [Copy(owner, own, []) for owner, own in by_owner.items()]
    kept: list[Copy] = []
    told: list[tuple[Copy, list[str]]] = []
    for story in stories:
        own = [word for text in story.texts for word in text.words] if len(stories) > 1 else []
        twin = next((other for other, words in told if own and content.overlap(own, words) >= _ALMOST_ALL), None)
        if twin is None and (not kept or any(text.blocks for text in story.texts)):
            kept.append(story)
            if own and len(told) < _COMPARED:
                told.append((story, own))
        else:
            (twin or kept[0]).others.extend(story.texts)
    return kept


def _story_of(medium: Medium, stories: dict[Component, Copy]) -> Copy:
    """The story whose component holds the medium; else the first, beside which it stands."""
    return next((stories[above] for above in medium.component.upward() if above in stories), next(iter(stories.values())))
