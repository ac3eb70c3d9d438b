"""The corpus of real agency files that lies beside the project, and an independent look at what stands in each of them."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import astuple
from typing import Any

from lxml import etree

from tests.needs import CORPUS
from wire.formats import ParsedItem
from wire.formats.xml import decode

FORMATS = ("nitf", "newsml-g2", "newsml-1.2", "ninjs", "ap-media-api", "rss-atom", "anpa-1312", "iptc7901")
TELETYPE = ("anpa-1312/", "iptc7901/")
ITEMS = {"newsItem", "packageItem", "planningItem", "conceptItem", "knowledgeItem", "catalogItem"}
READ_IN_FEEDS = {"title", "description", "summary", "encoded", "content", "body", "first_line", "creator", "category", "credit"}
# What is markup, metadata or a reference rather than visible text.
NOT_VISIBLE = {"script", "style", "title", "story.date", "altId", "hint", "remoteContent", "signal"}
TEXTS = re.compile(
    r"\A(?:body|bodies|article_html|infobox|linkbox|headline|description|teaser|subhead|kicker|ednote|notepad|public_html|nonpublic|by)"
)


def files(*formats: str) -> list[str]:
    """Every file of these formats by its name under the corpus; none where there is no corpus."""
    return sorted(
        str(path.relative_to(CORPUS)) for name in formats or FORMATS for path in (CORPUS / name).rglob("*") if path.is_file()
    )


def words(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"\w+", text)}


def root_of(data: bytes) -> etree._Element:
    text = re.sub(r"\A\s*<\?xml[^>]*\?>", "", decode(data)).strip()
    return etree.fromstring(
        text.encode(), etree.XMLParser(recover=True, resolve_entities=False, remove_comments=True, remove_pis=True)
    )


def name_of(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def items_in(name: str, data: bytes) -> int:
    """How many items a message holds, counted without our parsers."""
    if name.startswith("nitf/"):
        return 1
    if name.startswith(TELETYPE):
        return max(data.count(b"\x01"), 1)
    if name.startswith("newsml-g2/"):
        return sum(name_of(element) in ITEMS for element in root_of(data).iter())
    if name.startswith("newsml-1.2/"):
        return sum(name_of(element) == "NewsItem" for element in root_of(data).iter())
    if name.startswith("rss-atom/"):
        return sum(name_of(element) in ("item", "entry") for element in root_of(data).iter())
    document = json.loads(decode(data), strict=False)
    if name.startswith("ap-media-api/"):
        return len(document["data"]["items"]) if "items" in document["data"] else 1
    return len(document["item"]) if "item" in document else 1


def visible_words(name: str, data: bytes) -> set[str]:
    """The words of a message's text body, read without our parsers."""
    return words(html.unescape(re.sub(r"<!--.*?-->|<title>.*?</title>|<[^>]*>", " ", " ".join(_visible(name, data)))))


def told_words(items: list[ParsedItem]) -> tuple[set[str], str]:
    """Every word in the items' fields, and all their letters in one run (words that markup divides)."""
    text = " ".join(_flat([astuple(item) for item in items]))
    text = html.unescape(re.sub(r"<(?=[/a-z])[^>@]*>", " ", text))
    return words(text), "".join(re.findall(r"\w+", text)).casefold()


def is_layout(element: etree._Element) -> bool:
    return name_of(element) == "DataContent" and any(other.get("FormalName") == "text/css" for other in element.getparent())


HOLDERS = {"nitf": {"body"}, "newsml-g2": {"contentSet"}, "newsml-1.2": {"DataContent", "NewsLines"}}


def _visible(name: str, data: bytes) -> Iterator[str]:
    holders = HOLDERS.get(name.partition("/")[0])
    if holders:
        for element in root_of(data).iter():
            if is_layout(element):
                continue
            if name_of(element) in holders and all(name_of(above) not in holders for above in element.iterancestors()):
                for below in element.iter():
                    hidden = name_of(below) in NOT_VISIBLE or any(name_of(a) in NOT_VISIBLE for a in below.iterancestors())
                    yield from () if hidden else (below.text or "",)
                    yield below.tail or ""
                    yield " "
        return
    if name.startswith(TELETYPE):
        for part in decode(data).split("\x01"):
            text = part.partition("\x02")[2] or part.split("\n\n", 1)[-1]
            text = re.sub(r"\x03.*|^\d{6} GMT \w+ \d\d\s*\Z| _ ", " ", text, flags=re.DOTALL | re.MULTILINE)
            yield re.sub(r"[\x00-\x1f\x7f]", " ", text)
        return
    if name.startswith("rss-atom/"):
        for entry in root_of(data).iter("{*}item", "{*}entry"):
            for element in entry.iter():
                yield f" {element.text or ''} " if name_of(element) in READ_IN_FEEDS else ""
        return
    yield from _strings(json.loads(decode(data), strict=False), "")


def _strings(value: Any, key: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in ("associations", "renditions", "version"):
                yield from _strings(inner, key if name == "value" else name)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, key)
    elif isinstance(value, str) and TEXTS.match(key):
        yield value


def _flat(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, list)):
        for inner in value:
            yield from _flat(inner)
