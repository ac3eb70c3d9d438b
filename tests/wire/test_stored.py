"""An item is kept as it was read: to JSON and back it is the same, and its digest is of the agency's content alone."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.base.refusals import Refused
from tests.factories import DAY, NOON
from tests.wire.builders import kill, story
from wire import stored
from wire.formats.parsed import ItemKind, ParsedItem, ParsedMedia, ParsedRendition, Removal, Subject, WireStatus

FULL = story(
    subjects=(Subject("medtop:15000000", "sport"),),
    removals=(Removal("Call the desk", "not for publication"),),
    media=(ParsedMedia(ItemKind.PICTURE, caption="A boat", renditions=(ParsedRendition("https://x.example/1", width=10),)),),
    embargo_until=NOON + DAY,
    expires_at=NOON + 2 * DAY,
    status=WireStatus.EMBARGOED,
    problems=("odd",),
    links=("a", "b"),
    urgency=3,
)


def test_item_survives_being_kept() -> None:
    assert stored.from_document(json.loads(json.dumps(stored.as_document(FULL)))) == FULL


def test_document_kept_before_a_field_was_added_can_still_be_read() -> None:
    document = stored.as_document(FULL)
    del document["links"], document["usage_terms"]
    document["a_field_that_is_no_more"] = 1
    assert stored.from_document(document) == replace(FULL, links=())


def test_digest_is_of_the_content_not_of_what_our_parser_thought_of_it() -> None:
    digest = stored.content_hash(stored.as_document(FULL))
    assert digest == stored.content_hash(stored.as_document(replace(FULL, problems=(), removals=(), format="nitf")))
    for change in ({"headline": "Other"}, {"status": WireStatus.USABLE}, {"embargo_until": None}, {"editor_note": "x"}):
        assert digest != stored.content_hash(stored.as_document(replace(FULL, **change)))


@given(
    st.builds(
        ParsedItem,
        format=st.just("ninjs"),
        item_id=st.text(min_size=1),
        headline=st.text(),
        body_html=st.text(),
        editor_note=st.text(),
        bylines=st.lists(st.text(), max_size=3).map(tuple),
    )
)
def test_whatever_came_can_be_kept(item: ParsedItem) -> None:
    once = stored.sanitised(item)
    kept = json.dumps(stored.as_document(once))
    assert "\\u0000" not in kept
    assert stored.from_document(json.loads(kept)) == once


def test_a_text_longer_than_any_story_is_refused_and_a_kill_with_it_is_obeyed_without() -> None:
    long = "<p>" + "word " * 250_000 + "</p>"
    with pytest.raises(Refused, match="no story is"):
        stored.sanitised(story(body_html=long))
    assert stored.sanitised(kill(body_html=long)).body_html == ""
