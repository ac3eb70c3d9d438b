"""A story reads the same in every version of a standard that agencies still send."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.wire.formats.messages import LEAD, SECOND, make_ap_item, make_g2_item, make_nitf
from wire.formats import ParsedItem, parse, sniff

TEXT = f"<p>{LEAD}</p>\n<p>{SECOND}</p>"


def read(message: bytes) -> ParsedItem:
    (item,) = parse(message)
    return item


@pytest.mark.parametrize(
    "opening",
    [
        "<nitf>",
        '<!DOCTYPE nitf SYSTEM "nitf.dtd"><nitf>',
        '<!DOCTYPE nitf PUBLIC "-//IPTC-NAA//DTD NITF-XML 2.5//EN" "nitf-2-5.dtd"><nitf version="2.5">',
        '<!DOCTYPE nitf SYSTEM "http://www.nitf.org/IPTC/NITF/3.0/specification/dtd/nitf-3-0.dtd"><nitf>',
        '<!DOCTYPE nitf SYSTEM "nitf-3-1.dtd" []><nitf version="-//IPTC//DTD NITF 3.1//EN">',
        '<nitf version="-//IPTC//DTD NITF 3.3//EN" change.date="October 18, 2006" change.time="19:30">',
        '<nitf version="-//IPTC//DTD NITF 3.4//EN" baselang="en">',
        '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" version="-//IPTC//DTD NITF 3.5//EN">',
        '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" version="-//IPTC//DTD NITF 3.6//EN">',
    ],
)
@pytest.mark.parametrize("prolog", ["", '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!-- sent by the desk -->\n', "\ufeff\n"])
def test_nitf_with_and_without_namespace_and_dtd(opening: str, prolog: str) -> None:
    message = (prolog + make_nitf(prolog="").decode().strip().replace("<nitf>", opening, 1)).encode()
    item = read(message)
    assert sniff(message) == "nitf"
    assert (item.item_id, item.headline, item.body_html) == ("Northline:osk-1", "Bricks close harbour", TEXT)


NINJS: dict[str, dict[str, Any]] = {
    "1.0": {
        "headline": "Bricks close harbour",
        "body_html": TEXT,
        "versioncreated": "2025-10-13T10:15:00Z",
        "byline": "Ann Ly",
    },
    "1.3": {
        "headline": "Bricks close harbour",
        "body_xhtml": TEXT,
        "versioncreated": "2025-10-13T10:15:00Z",
        "byline": "Ann Ly",
    },
    "1.5": {
        "headline": "Bricks close harbour",
        "body_text": f"{LEAD}\n\n{SECOND}",
        "versioncreated": "2025-10-13T10:15:00Z",
        "byline": "Ann Ly",
    },
    "2.0": {
        "headlines": [{"role": "main", "value": "Bricks close harbour"}],
        "bodies": [{"role": "main", "contenttype": "text/html", "value": TEXT}],
        "versioncreated": "2025-10-13T10:15:00Z",
        "by": "Ann Ly",
    },
    "3.1": {
        "headlines": [{"role": "main", "value": "Bricks close harbour"}],
        "bodies": [{"role": "main", "contentType": "text/html", "value": TEXT}],
        "versionCreated": "2025-10-13T10:15:00Z",
        "by": "Ann Ly",
    },
}


@pytest.mark.parametrize("version", NINJS)
def test_ninjs_of_every_version(version: str) -> None:
    fields = {"uri": "urn:newsml:meridian.example:1", "type": "text", "version": "4", "pubstatus": "usable", **NINJS[version]}
    item = read(json.dumps(fields).encode())
    assert (item.format, item.item_id, item.version) == ("ninjs", "urn:newsml:meridian.example:1", 4)
    assert (item.headline, item.body_html, item.bylines) == ("Bricks close harbour", TEXT, ("Ann Ly",))
    assert item.version_created_at is not None and item.version_created_at.hour == 10


@pytest.mark.parametrize("root", ["newsMessage", "newsItem"])
def test_newsml_g2_as_message_and_as_item(root: str) -> None:
    items = make_g2_item(guid="urn:n:1") + (make_g2_item(guid="urn:n:2") if root == "newsMessage" else "")
    message = f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{items}</itemSet></newsMessage>'
    found = parse((message if root == "newsMessage" else items).encode())
    assert [item.item_id for item in found] == ["urn:n:1", "urn:n:2"][: len(found)]
    assert len(found) == (2 if root == "newsMessage" else 1)


def test_item_sets_of_one_message_are_all_read() -> None:
    sets = "".join(f"<itemSet>{make_g2_item(guid=f'urn:n:{n}')}</itemSet>" for n in range(3))
    found = parse(f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">{sets}</newsMessage>'.encode())
    assert [item.item_id for item in found] == ["urn:n:0", "urn:n:1", "urn:n:2"]


def test_listing_of_ap_gives_each_item_with_its_version_and_etag() -> None:
    def entry(number: int, version: int) -> dict[str, Any]:
        itemid = f"{number:032x}"
        altids = {"itemid": itemid, "etag": f"{itemid}_{version}a1", "transref": f"a{number:04}"}
        return {"meta": {"products": []}, "item": make_ap_item(altids=altids, version=version, uri=...)}

    data = {"updated": "2025-10-13T10:20:00Z", "current_item_count": 2, "items": [entry(1, 0), entry(2, 3)]}
    first, second = parse(json.dumps({"api_version": "2.1", "method": "/content/feed.GET", "data": data}).encode())
    assert (first.item_id, first.version, first.etag) == (f"{1:032x}", 0, f"{1:032x}_0a1")
    assert (second.item_id, second.version, second.service_number) == (f"{2:032x}", 3, "a0002")
