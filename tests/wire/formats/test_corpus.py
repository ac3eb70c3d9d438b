"""Every real agency file of our formats is read or refused with a reason; no story and no visible word is lost."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

import pytest

from tests.needs import CORPUS, beside
from tests.wire.formats.corpus import FORMATS, files, items_in, told_words, visible_words
from tests.wire.formats.corpus_differences import DIFFERENCES, THEIR_OWN
from wire.formats import ItemKind, ParsedItem, UnreadableMessage, parse, sniff


@pytest.fixture(autouse=True, scope="module")
def corpus_is_there() -> None:
    beside(CORPUS)


REFUSED = {
    "nitf/opennemas__Nitf-valid-efe-priority.xml": "neither text, headline nor an id",
    "newsml-1.2/opennemas__NewsML-Efe-invalid.xml": "holds no item",
    "newsml-1.2/opennemas__NewsML-EuropaPress-invalid.xml": "holds neither headline, text, media nor a reference",
    "newsml-1.2/opennemas__NewsML-incomplete.xml": "holds neither headline, text, media nor a reference",
}
READABLE = [name for name in files() if name not in REFUSED]


def format_of(name: str) -> str:
    folder = name.partition("/")[0]
    return {"iptc7901": "iptc-7901"}.get(folder, folder)


def read(name: str) -> list[ParsedItem]:
    return parse((CORPUS / name).read_bytes())


def test_corpus_is_whole() -> None:
    assert {name: len(files(name)) for name in FORMATS} == {
        "nitf": 28,
        "newsml-g2": 143,
        "newsml-1.2": 89,
        "ninjs": 52,
        "ap-media-api": 10,
        "rss-atom": 5,
        "anpa-1312": 6,
        "iptc7901": 7,
    }


@pytest.mark.parametrize("name", READABLE)
def test_file_is_read_with_every_item_it_holds(name: str) -> None:
    data = (CORPUS / name).read_bytes()
    assert sniff(data) == format_of(name)
    items = parse(data)
    assert len(items) >= items_in(name, data)
    assert all(item.item_id and item.format == format_of(name) for item in items)
    assert items == parse(data)


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_file_that_says_nothing_is_refused_with_the_reason(name: str) -> None:
    with pytest.raises(UnreadableMessage, match=REFUSED[name]):
        read(name)


@pytest.mark.parametrize("name", READABLE)
def test_no_visible_word_is_lost(name: str) -> None:
    told, run = told_words(read(name))
    lost = {word for word in visible_words(name, (CORPUS / name).read_bytes()) - told if len(word) < 4 or word not in run}
    assert not lost


@pytest.mark.parametrize("name", READABLE)
def test_dateline_and_notes_are_not_in_the_body(name: str) -> None:
    for item in read(name):
        body = re.sub(r"<[^>]+>", "", item.body_html)
        assert not (item.dateline and body.startswith(item.dateline))
        assert not re.search(r"nicht zur Veröffentlichung bestimmt|not (intended )?for publication", body)
        assert "<script" not in item.body_html
        if item.kind is ItemKind.TEXT:
            assert item.headline or not body


def expectations() -> list[tuple[str, str, Any]]:
    """(file, field, value) of every stated fact about our formats."""
    facts = []
    for path in sorted((CORPUS / "expected").glob("*.json")):
        told = json.loads(path.read_text())
        if told["file"].partition("/")[0] in FORMATS:
            facts += [(told["file"], field, value) for field, value in told["equals"].items()]
    return facts


def ours(item: ParsedItem, field: str) -> Any:
    """Our value for a field of the other system's model."""
    extra = item.editor_note, [r.text for r in item.removals]
    return {
        "headline": item.headline,
        "guid": item.item_id,
        "uri": item.item_id,
        "version": item.version,
        "type": item.kind.value,
        "extra.ap_version": item.version,
        "pubstatus": item.status.value,
        "urgency": item.urgency,
        "slugline": item.slugline,
        "language": item.language,
        "byline": ", ".join(item.bylines),
        "ednote": item.editor_note,
        "keywords": list(item.keywords),
        "versioncreated": item.version_created_at,
        "firstcreated": item.first_created_at,
        "expiry": item.expires_at,
        "usageterms": item.usage_terms,
        "credit_line": item.credit_line,
        "creditline": item.credit_line,
        "source": item.agency,
        "description_text": item.standfirst,
        "abstract": item.standfirst,
        "dateline": item.dateline,
        "dateline.text": item.dateline,
        "dateline.located.city": item.place,
        "genre": item.genre,
        "subject[0].qcode": item.subjects[0].code if item.subjects else "",
        "place[0].name": item.place,
        "extra.subtitle": extra[1],
        "extra.city": item.place,
        "extra.update": item.editor_note,
        "extra.provider": item.agency,
    }.get(field, ...)


def agree(field: str, theirs: Any, value: Any) -> bool:
    if isinstance(value, datetime):
        moment = datetime.fromisoformat(theirs) if theirs else None
        return moment is not None and (moment if moment.tzinfo else moment.replace(tzinfo=value.tzinfo)) == value
    if field in ("guid", "uri"):
        return theirs == value or re.sub(r":\d+\Z", "", theirs) == value  # theirs carries the version
    if field == "byline":
        return re.sub(r"\ABy ", "", theirs or "").casefold() == value.casefold()
    if field.startswith("dateline") or field in ("place[0].name", "extra.city"):
        text = theirs["text"] if isinstance(theirs, dict) and "text" in theirs else str(theirs)
        return (isinstance(theirs, dict) and "text" not in theirs) or text.strip(" -").casefold() in value.casefold()
    if field == "genre":
        return theirs[0]["name"] == value
    if field in ("ednote", "usageterms", "extra.subtitle", "extra.update"):
        return theirs in value
    return str(theirs) == str(value) or (theirs is None and value in ("", None))


FACTS = [
    (name, field, value)
    for name, field, value in expectations()
    if field.split(".")[0].split("[")[0] not in THEIR_OWN - {"place", "subject", "extra"}
    and not field.startswith("[")
    and ours(ParsedItem(format="", item_id="x"), field) is not ...  # else it is a matter of the other system's model
]


@pytest.mark.parametrize(
    ("name", "field", "theirs"), FACTS, ids=[f"{name.split('__')[-1]}:{field}" for name, field, _ in FACTS]
)
def test_stated_fact_holds_or_the_difference_is_explained(name: str, field: str, theirs: Any) -> None:
    value = ours(read(name)[0], field)
    same = agree(field, theirs, value)
    if (name, field) in DIFFERENCES:
        assert not same or field == "ednote", "the difference is gone; take it out of the table"
    else:
        assert same, f"expected {theirs!r}, read {value!r}"


def test_every_explained_difference_is_about_a_stated_fact() -> None:
    stated = {(name, field) for name, field, _ in expectations()}
    assert not set(DIFFERENCES) - stated


def test_corpus_is_read_fast_enough() -> None:
    import time

    messages = [(CORPUS / name).read_bytes() for name in READABLE]
    started = time.perf_counter()
    count = sum(len(parse(message)) for message in messages)
    assert count / (time.perf_counter() - started) > 15, "items a second, on a busy machine"
