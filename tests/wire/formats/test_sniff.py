"""The format of a message is told from its content; what cannot be read is refused with a reason an editor understands."""

from __future__ import annotations

import pytest

from tests.wire.formats.messages import make_ap, make_digital_wire, make_g2, make_g2_item, make_ninjs, make_nitf
from wire import formats
from wire.formats import UnreadableMessage, parse, sniff


@pytest.mark.parametrize(
    ("message", "format"),
    [
        (make_nitf(), "nitf"),
        (make_nitf(prolog='\ufeff<?xml version="1.0"?><!-- a comment --><!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">'), "nitf"),
        (make_g2(), "newsml-g2"),
        (make_g2_item().encode(), "newsml-g2"),
        (b'<nar:newsItem xmlns:nar="http://iptc.org/std/nar/2006-10-01/" guid="x"/>', "newsml-g2"),
        (make_ninjs(), "ninjs"),
        (b"[" + make_ninjs() + b"]", "ninjs"),
        (b'{"total": 1, "item": [' + make_ninjs() + b"]}", "ninjs"),
        (make_digital_wire(), "ninjs"),
        (make_ap(), "ap-media-api"),
        (b'{"api_version": "2.1", "data": {"items": []}}', "ap-media-api"),
        (b"\x16\x16\x01a0123\x1f-----\r\nr i\x13\x11 BC-Harbor\r\n\x02^Bricks fall<\r\n\x03", "anpa-1312"),
        (b"\x01abc0123 3 pl 120\r\n\x02text\x03", "iptc-7901"),
        (b"abc0123 3 pl 120 Osk 12\r\n\r\nHarbour/\r\nBricks fall =\r\n\r\nThey fell.\r\n", "iptc-7901"),
        (b'<rss version="2.0"><channel/></rss>', "rss-atom"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"/>', "rss-atom"),
        (b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>', "rss-atom"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "rss-atom"),
    ],
)
def test_each_format_is_told_from_its_content(message: bytes, format: str) -> None:
    assert sniff(message) == format
    assert all(item.format == format for item in parse(message))


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x00" * 900, "empty"),
        (bytes(range(256)) * 20, "not text"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "PNG picture"),
        (b"PK\x03\x04" + b"x" * 50, "ZIP archive"),
        (b"The harbour of Osk was closed on Monday.", "neither XML nor JSON"),
        (b"<foo><bar/></foo>", "<foo>"),
        (b"<html><body><p>Harbour</p></body></html>", "web page"),
        (b"<rfc822><body/></rfc822>", "e-mail"),
        (b'{"colour": "blue"}', "no news item"),
        (b"[1, 2, 3]", "no news item"),
        (b"<!-- only a comment -->", "no element"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(message: bytes, words: str) -> None:
    with pytest.raises(UnreadableMessage, match=words):
        sniff(message)
    with pytest.raises(UnreadableMessage):
        parse(message)


def test_message_above_the_limit_is_refused_unread() -> None:
    with pytest.raises(UnreadableMessage, match=r"too large: 50.0 MB, and 20 MB is the limit"):
        parse(b"<nitf>" + b" " * (50_000_000 - 6))


def test_limit_can_be_set() -> None:
    with pytest.raises(UnreadableMessage, match="too large"):
        parse(make_nitf(), max_bytes=100)


def test_format_without_a_parser_is_refused_by_name() -> None:
    with pytest.raises(UnreadableMessage, match="teletype"):
        parse(make_nitf(), format="teletype")


def test_format_named_by_the_caller_is_used() -> None:
    with pytest.raises(UnreadableMessage):
        parse(make_nitf(), format="ninjs")
    assert parse(make_nitf(), format="nitf")[0].headline == "Bricks close harbour"


def test_each_parser_stands_in_the_visible_dict() -> None:
    assert {"nitf", "newsml-g2", "ninjs", "ap-media-api", "rss-atom"} <= set(formats.PARSERS)


def test_ap_feed_without_items_is_read_as_nothing_new() -> None:
    assert parse(b'{"api_version": "2.1", "data": {"items": []}}') == []
