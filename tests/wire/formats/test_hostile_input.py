"""Hostile and broken files get a clear refusal or a clean result, quickly, and never touch the machine."""

from __future__ import annotations

import contextlib
import json
import time

import pytest

from tests.wire.formats.messages import LEAD, make_ap, make_ap_item, make_g2, make_ninjs, make_nitf
from tests.wire.formats.newsml_1_2_messages import make_newsml
from wire.formats import UnreadableMessage, parse, sniff

BOMB = '<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
EXTERNAL = '<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd"> %x;]>'


@pytest.mark.parametrize("prolog", [BOMB, EXTERNAL, PARAMETER])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_the_files_own_are_refused(prolog: str, encoding: str) -> None:
    message = make_nitf(prolog=prolog, body="<p>&c;&secret;</p>").decode().encode(encoding)
    with pytest.raises(UnreadableMessage, match="defines entities"):
        parse(message)


def test_reference_to_an_unknown_entity_stays_text() -> None:
    item = parse(make_nitf(body="<p>Smoke &amp; mirrors &secret; and caf&eacute;&nbsp;noir.</p>"))[0]
    assert "&amp;secret;" in item.body_html
    assert "café\xa0noir" in item.body_html


@pytest.mark.parametrize("levels", [300, 100_000])
def test_deep_xml_is_refused(levels: int) -> None:
    with pytest.raises(UnreadableMessage, match="nested too deeply"):
        parse(make_nitf(body="<block>" * levels + "x" + "</block>" * levels))


def test_deep_json_is_refused() -> None:
    with pytest.raises(UnreadableMessage, match="nested too deeply"):
        parse(b'{"uri": "x", "bodies": ' + b"[" * 100_000 + b"]" * 100_000 + b"}")


@pytest.mark.parametrize("opened", ["<div>", "<b>", "<ul><li>", "<table><tr><td>", "<blockquote>"])
def test_deep_html_in_a_body_keeps_its_text(opened: str) -> None:
    message = make_ninjs(bodies=[{"contentType": "text/html", "value": opened * 5_000 + LEAD}])
    assert "barge" in parse(message)[0].body_html


@pytest.mark.parametrize("make", [make_nitf, make_g2, make_newsml, make_ninjs, make_ap])
def test_truncated_file_is_refused_rather_than_published_in_part(make) -> None:  # type: ignore[no-untyped-def]
    whole = make()
    for cut in range(40, len(whole) - 1, 37):
        with pytest.raises(UnreadableMessage):
            parse(whole[:cut])


def test_fifty_megabytes_are_refused_at_once() -> None:
    message = b"<nitf>" + b"a" * 50_000_000
    started = time.perf_counter()
    with pytest.raises(UnreadableMessage, match="too large"):
        sniff(message)
    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "(" * 40_000,
        "By " * 20_000,
        "a-" * 30_000,
        "embargo " * 8_000,
        "A, B " * 15_000,
        "<" * 30_000,
        "&lt;p " * 9_000,
        "--" * 30_000,
    ],
)
def test_no_text_makes_the_parsers_slow(text: str) -> None:
    started = time.perf_counter()
    parse(make_ninjs(bodies=[{"contentType": "text/plain", "value": text}], edNote=text, by=text, headlines=[{"value": text}]))
    parse(make_nitf(paragraphs=(text, LEAD), headline=text))
    assert time.perf_counter() - started < 3


@pytest.mark.parametrize("unclosed", ["<!--", "<![CDATA[", "</nitf><!--", "<a ", "<", "<p>", "<br/>", "&"])
def test_unclosed_markup_by_the_thousand_is_answered_quickly(unclosed: str) -> None:
    body = (unclosed * 60_000)[:120_000]
    started = time.perf_counter()
    for message in (
        f"<nitf><body><body.content><p>{body}</p></body.content></body></nitf>".encode(),
        f"<nitf><body>{body}".encode(),
        make_ninjs(bodies=[{"contentType": "text/html", "value": f"<p>{body}</p><p>x</p>"}]),
    ):
        with contextlib.suppress(UnreadableMessage):
            parse(message)
    assert time.perf_counter() - started < 8


def test_nul_bytes_and_control_characters_are_dropped() -> None:
    item = parse(make_nitf(paragraphs=("The har\x00bour\x07 was \x1bclosed.",)))[0]
    assert item.body_html == "<p>The harbour was closed.</p>"
    item = parse(make_nitf(body="<p>The harbour&#0; was&#7; closed&#xFFFF;.</p>"))[0]
    assert item.body_html == "<p>The harbour was closed.</p>"
    item = parse(make_ninjs(headlines=[{"value": "Har\x00bour \ud800closed"}], bodies=[{"value": "The \x00\ud83d harbour"}]))[0]
    assert item.headline == "Harbour closed"
    item.body_html.encode()


def test_numbers_beyond_all_bounds_are_held_in_bounds() -> None:
    item = parse(make_ninjs(version="9" * 400))[0]
    assert item.version == 0
    assert parse(make_ninjs(version="9" * 25))[0].version == 2**63 - 1
    with pytest.raises(UnreadableMessage, match="number"):
        parse(b'{"uri": "x", "type": "text", "version": ' + b"9" * 10_000 + b"}")
    parse(make_ninjs(version=float("inf"), urgency=float("nan")))


@pytest.mark.parametrize(
    "wrong", [None, 5, 2.5, True, [], {}, "", ["x"], {"a": "b"}, [[["x"]]], [None, 7, {"value": {"value": 1}}]]
)
@pytest.mark.parametrize(
    "field",
    [
        "type",
        "version",
        "versionCreated",
        "pubStatus",
        "language",
        "headlines",
        "bodies",
        "descriptions",
        "by",
        "infoSources",
        "associations",
        "renditions",
        "subjects",
        "places",
        "keywords",
        "embargoedUntil",
        "edNote",
        "altIds",
        "usageTerms",
        "categories",
        "notepad",
        "signal",
    ],
)
def test_field_of_the_wrong_type_breaks_nothing(field: str, wrong: object) -> None:
    assert parse(make_ninjs(**{field: wrong}), format="ninjs")


@pytest.mark.parametrize("wrong", [None, 5, True, [], {}, "", ["x"], {"a": "b"}, [None, 7, {"by": {"x": 1}}]])
def test_ap_field_of_the_wrong_type_breaks_nothing(wrong: object) -> None:
    for field in make_ap_item(
        bylines=[], editorialtypes=[], embargoed="", associations={}, ednote="", usageterms=[], body_nitf=""
    ):
        if field not in ("uri", "altids"):
            parse(make_ap(**{field: wrong}), format="ap-media-api")


def test_markup_in_a_body_comes_through_for_the_sanitiser_without_scripts() -> None:
    html = (
        "<p onclick='steal()'>Harbour</p><script>steal()</script>"
        "<p><a href='javascript:steal()'>closed</a></p><style>p{}</style>"
    )
    body = parse(make_ninjs(bodies=[{"contentType": "text/html", "value": html}]))[0].body_html
    assert "script>" not in body
    assert "onclick" not in body
    assert "Harbour" in body and "closed" in body


def test_json_that_feeds_really_send_is_repaired() -> None:
    message = make_ninjs().replace(b"Bricks close harbour", b"Bricks \\\xe2\x80\x9cclose\\\xe2\x80\x9d\nharbour")
    assert parse(message)[0].headline == "Bricks “close” harbour"
    with_comma = json.dumps(json.loads(make_ninjs())).encode()[:-1] + b",}"
    assert parse(with_comma)[0].headline == "Bricks close harbour"
