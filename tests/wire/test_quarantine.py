"""What cannot be read is kept with the reason, can be tried again, and never stops a run or shows a traceback."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsroom.base.refusals import Refused
from tests.factories import NOON, make_user
from wire import intake
from wire.models import Item, Message, Version

pytestmark = pytest.mark.django_db

BOMB = b"""<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><nitf><body><body.content><p>&c;</p></body.content></body></nitf>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<nitf><body><body.content><p>&x;</p></body.content></body></nitf>"""
NINJS = {"uri": "urn:x:1", "type": "text", "version": "1", "headline": "Ferries", "body_html": "<p>Words.</p>"}


def receive(data: bytes, **options: object) -> intake.Outcome:
    (outcome,) = intake.receive(data, feed=intake.command_feed(), at=NOON, **options)  # type: ignore[arg-type]
    return outcome


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "The file is empty."),
        (b" \n\t ", "The file is empty."),
        (b"Just words.", "neither XML nor JSON"),
        (b"\x89PNG\r\n\x1a\n", "PNG picture"),
        (b"<html><body>x</body></html>", "web page"),
        (b"<unheard-of/>", "no wire format we know"),
        (b'{"a": 1}', "no news item"),
        (b'{"uri": ', "breaks off|JSON"),
        (BOMB, "entities of its own"),
        (OUTSIDE, "entities of its own"),
        (b"\xff\xfe\x00\x01\x02", "."),
        (b"[" * 200_000, "."),
        (b"<a>" * 100_000, "."),
        (json.dumps({**NINJS, "body_html": "<div>" * 20_000 + "x"}).encode(), "--agency"),
    ],
)
def test_unreadable_message_is_kept_with_the_reason(data: bytes, reason: str) -> None:
    outcome = receive(data)
    assert outcome.word == "quarantined"
    import re

    assert re.search(reason, outcome.detail)
    message = Message.objects.get()
    assert bytes(message.raw or b"") == data
    assert (message.state, message.reason) == ("quarantined", outcome.detail)
    assert not Item.objects.exists()


def test_nothing_of_a_file_outside_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert "root:" not in str(receive(OUTSIDE))


def test_wrong_format_named_by_the_operator_is_a_reason() -> None:
    assert receive(json.dumps(NINJS).encode(), format="nitf").word == "quarantined"
    assert receive(json.dumps(NINJS).encode(), format="ninjs").word == "quarantined"


def test_message_over_the_limit_is_not_kept_but_known(settings: object) -> None:
    settings.WIRE_MAX_BYTES = 100  # type: ignore[attr-defined]
    assert receive(b"x" * 101, name="big.xml").word == "quarantined"
    receive(b"x" * 101, name="big.xml")
    message = Message.objects.get()
    assert (message.raw, message.size, message.name) == (None, 101, "big.xml")
    assert "101 bytes; the limit is 100" in message.reason
    with pytest.raises(Refused, match="not kept here"):
        intake.try_again(message, by=make_user(None))


def test_message_over_the_limit_is_taken_once_the_limit_is_raised(settings: object) -> None:
    data = json.dumps({**NINJS, "infosources": [{"name": "Northline"}]}).encode()
    settings.WIRE_MAX_BYTES = 10  # type: ignore[attr-defined]
    receive(data)
    settings.WIRE_MAX_BYTES = 10_000  # type: ignore[attr-defined]
    receive(data)
    assert not Message.objects.quarantined().filter(raw__isnull=True).exists()
    assert Message.objects.count() == 2


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(["uri", "headline", "body_html", "version", "pubstatus", "embargoed", "ednote", "byline", "language",
                         "urgency", "slugline", "type", "copyrightholder", "versioncreated", "usageterms"]),
        st.one_of(st.text(), st.integers(), st.none(), st.lists(st.text(), max_size=2), st.floats(allow_nan=False)),
    )
)  # fmt: skip
def test_no_message_stops_a_run(fields: dict[str, object]) -> None:
    document = {"uri": "urn:x:2", "type": "text", "infosources": [{"name": "Northline"}], **fields}
    for outcome in intake.receive(json.dumps(document).encode(), feed=intake.command_feed(), at=NOON):
        assert outcome.word in intake.WORDS
        assert "Our parser failed" not in outcome.detail
        assert "It could not be taken" not in outcome.detail
    for version in Version.objects.all():
        assert version.parsed.item_id
