"""A status we know is read in every format; one we do not know counts as withheld."""

from __future__ import annotations

import pytest

from tests.wire.formats.messages import make_ap, make_digital_wire, make_g2, make_ninjs, make_nitf
from wire.formats import parse
from wire.formats.parsed import WireStatus


def messages(word: str) -> dict[str, bytes]:
    return {
        word: make_ninjs(pubStatus=word),
        f"{word} ": make_digital_wire(pubstatus=word),
        f" {word}": make_ap(pubstatus=word),
        f"stat:{word}": make_g2(status=f"stat:{word}"),
        f"http://cv.iptc.org/newscodes/pubstatusg2/{word}": make_g2(status=f"http://cv.iptc.org/newscodes/pubstatusg2/{word}"),
        f" {word} ": make_nitf(docdata_attributes=f'management-status="{word}"'),
    }


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("usable", WireStatus.USABLE),
        ("embargoed", WireStatus.EMBARGOED),
        ("withheld", WireStatus.WITHHELD),
        ("canceled", WireStatus.CANCELED),
        ("cancelled", WireStatus.CANCELED),
        ("USABLE", WireStatus.USABLE),
        ("provisional", WireStatus.WITHHELD),
        ("usable-ish", WireStatus.WITHHELD),
        ("?", WireStatus.WITHHELD),
    ],
)
def test_status_is_read_and_kept_as_sent(word: str, status: WireStatus) -> None:
    for sent, message in messages(word).items():
        item = parse(message)[0]
        assert item.status is status, sent
        assert item.status_as_sent == sent.strip()


@pytest.mark.parametrize("message", [make_ninjs(pubStatus=...), make_ap(pubstatus=...), make_g2(status=None), make_nitf()])
def test_no_status_means_usable(message: bytes) -> None:
    item = parse(message)[0]
    assert (item.status, item.status_as_sent) == (WireStatus.USABLE, "")


@pytest.mark.parametrize("odd", [7, ["usable"], {"a": 1}, True])
def test_status_of_an_odd_type_is_withheld(odd: object) -> None:
    assert parse(make_ninjs(pubStatus=odd))[0].status is WireStatus.WITHHELD


@pytest.mark.parametrize(
    ("types", "sent", "status"),
    [
        (["Kill"], "usable", WireStatus.CANCELED),
        (["Elimination"], "usable", WireStatus.CANCELED),
        (["Withhold"], "usable", WireStatus.WITHHELD),
        (["Withhold"], "canceled", WireStatus.CANCELED),
        (["Writethru"], "usable", WireStatus.USABLE),
        (["HoldForRelease"], "usable", WireStatus.EMBARGOED),
    ],
)
def test_aps_editorial_types_count_as_much_as_its_status(types: list[str], sent: str, status: WireStatus) -> None:
    item = parse(make_ap(editorialtypes=types, pubstatus=sent))[0]
    assert item.status is status
    assert types[0] in item.signals


def test_kill_without_a_body_is_a_kill() -> None:
    item = parse(make_g2(status="stat:canceled", content=""))[0]
    assert (item.status, item.body_html, item.headline) == (WireStatus.CANCELED, "", "Bricks close harbour")


def test_reuters_delete_is_a_kill_whatever_its_status_says() -> None:
    message = make_g2().replace(
        b"<itemClass", b'<itemClass xmlns:rtr="http://www.reuters.com/ns/2003/08/content" rtr:msgType="D"'
    )
    assert parse(message)[0].status is WireStatus.CANCELED
    assert "msgType:D" in parse(message)[0].signals


def test_kill_is_never_filed_as_an_advisory() -> None:
    item = parse(make_ap(pubstatus="canceled", signals=..., headline="ADVISORY: Bricks"))[0]
    assert item.status is WireStatus.CANCELED
    assert not item.is_advisory


def nitf_about(own: str, target: str) -> bytes:
    return make_nitf(
        docdata_attributes=f'management-status="{own}" management-doc-idref="osk-0" management-idref-status="{target}"'
    )


def test_nitf_kill_names_the_item_it_is_about() -> None:
    items = parse(nitf_about("canceled", "canceled"))
    assert [(i.item_id, i.status, i.status_target) for i in items] == [
        ("Northline:osk-1", WireStatus.CANCELED, "Northline:osk-0")
    ]


def test_nitf_substitute_comes_with_an_order_for_the_story_it_replaces() -> None:
    story, order = parse(nitf_about("usable", "canceled"))
    assert (story.item_id, story.status, story.links) == ("Northline:osk-1", WireStatus.USABLE, ("Northline:osk-0",))
    assert (order.item_id, order.status, order.body_html) == ("Northline:osk-0", WireStatus.CANCELED, "")


def test_nitf_that_only_names_an_earlier_item_orders_nothing() -> None:
    items = parse(nitf_about("usable", "usable"))
    assert len(items) == 1
    assert items[0].status_target == ""
