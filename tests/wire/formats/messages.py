"""Small wire messages in our own words, valid by default; a test spells out only its point."""

from __future__ import annotations

import json
from typing import Any
from xml.sax.saxutils import escape, quoteattr

LEAD = "The harbour of Osk was closed on Monday after a barge lost its load of bricks."
SECOND = "Nobody was hurt. The harbour master said the fairway would be clear by noon."


def make_nitf(
    *,
    paragraphs: tuple[str, ...] = (LEAD, SECOND),
    body: str | None = None,
    headline: str = "Bricks close harbour",
    docdata: str = "",
    docdata_attributes: str = "",
    doc_id: str = 'id-string="osk-1" regsrc="Northline"',
    head: str = "",
    body_head: str = "",
    body_end: str = "",
    issued: str = "20251013T101500+0000",
    prolog: str = '<?xml version="1.0" encoding="UTF-8"?>',
) -> bytes:
    content = body if body is not None else "".join(f"<p>{escape(p)}</p>" for p in paragraphs)
    return f"""{prolog}
<nitf><head>{head}<docdata {docdata_attributes}><doc-id {doc_id}/><date.issue norm="{issued}"/>{docdata}</docdata></head>
<body><body.head><hedline><hl1>{escape(headline)}</hl1></hedline>{body_head}</body.head>
<body.content>{content}</body.content><body.end>{body_end}</body.end></body></nitf>""".encode()


def make_g2_item(
    *,
    guid: str = "tag:northline.example,2025:newsml_A1",
    version: str = "2",
    item_class: str = "ninat:text",
    status: str | None = "stat:usable",
    item_meta: str = "",
    headline: str = "Bricks close harbour",
    content_meta: str = "",
    html: str | None = None,
    content: str | None = None,
    provider: str = '<provider literal="northline.example"><name>Northline</name></provider>',
    rights: str = "",
    tag: str = "newsItem",
) -> str:
    html = html if html is not None else f"<p>{LEAD}</p><p>{SECOND}</p>"
    inner = f'<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>{html}</body></html></inlineXML>'
    pub_status = f"<pubStatus qcode={quoteattr(status)}/>" if status is not None else ""
    return f"""<{tag} xmlns="http://iptc.org/std/nar/2006-10-01/" guid={quoteattr(guid)} version="{version}" xml:lang="en">
<rightsInfo>{rights}</rightsInfo>
<itemMeta><itemClass qcode="{item_class}"/>{provider}
<versionCreated>2025-10-13T12:15:00+02:00</versionCreated>{pub_status}{item_meta}</itemMeta>
<contentMeta>{f"<headline>{escape(headline)}</headline>" if headline else ""}{content_meta}</contentMeta>
<contentSet>{content if content is not None else inner}</contentSet></{tag}>"""


def make_g2(*items: str, **item: Any) -> bytes:
    inside = "".join(items or (make_g2_item(**item),))
    return f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{inside}</itemSet></newsMessage>'.encode()


def make_ninjs(**fields: Any) -> bytes:
    item: dict[str, Any] = {
        "uri": "urn:newsml:meridian.example:20250101:251013-1",
        "type": "text",
        "version": "1",
        "versionCreated": "2025-10-13T10:15:00Z",
        "pubStatus": "usable",
        "language": "en",
        "headlines": [{"value": "Bricks close harbour"}],
        "bodies": [{"contentType": "text/html", "value": f"<p>{LEAD}</p><p>{SECOND}</p>"}],
        "infoSources": [{"name": "Meridian"}],
    }
    item.update(fields)
    return json.dumps({key: value for key, value in item.items() if value is not ...}).encode()


def make_digital_wire(**fields: Any) -> bytes:
    item: dict[str, Any] = {
        "format": "digitalwires@0.9.1",
        "type": "composite",
        "urn": "urn:newsml:dpa.com:20090101:251013-99-1",
        "version": 1,
        "version_created": "2025-10-13T12:15:00+02:00",
        "pubstatus": "usable",
        "signal": None,
        "embargoed": None,
        "language": "de",
        "headline": "Ziegel sperren Hafen",
        "dateline": "Osk (dpa) - ",
        "article_html": f'<section class="main"><p>{LEAD}</p></section>',
        "creditline": "dpa",
        "associations": [],
        "categories": [],
        "ednotes": [],
        "notepad": None,
    }
    item.update(fields)
    return json.dumps(item).encode()


def make_ap_item(**fields: Any) -> dict[str, Any]:
    item: dict[str, Any] = {
        "uri": "https://api.ap.org/media/v/content/0f9d3c6ae2b84d7f9b1c55aa70e4c210?qt=x&et=1a",
        "altids": {
            "itemid": "0f9d3c6ae2b84d7f9b1c55aa70e4c210",
            "etag": "0f9d3c6ae2b84d7f9b1c55aa70e4c210_1a",
            "friendlykey": "1",
        },
        "version": 1,
        "type": "text",
        "urgency": 4,
        "language": "en",
        "versioncreated": "2025-10-13T10:15:00Z",
        "firstcreated": "2025-10-13T09:00:00Z",
        "pubstatus": "usable",
        "signals": ["newscontent"],
        "headline": "Bricks close harbour",
        "slugline": "BC-EU--Harbor Bricks",
        "provider": "AP",
        "renditions": {"nitf": {"href": "https://api.ap.org/x.nitf", "mimetype": "text/xml", "type": "text"}},
    }
    item.update(fields)
    return {key: value for key, value in item.items() if value is not ...}


def make_ap(*items: dict[str, Any], **fields: Any) -> bytes:
    if items:
        return json.dumps({"api_version": "2.1", "data": {"items": [{"item": item} for item in items]}}).encode()
    return json.dumps({"api_version": "2.1", "data": {"meta": {}, "item": make_ap_item(**fields)}}).encode()


def inline_nitf(*paragraphs: str) -> str:
    return make_nitf(paragraphs=paragraphs, doc_id='regsrc="AP"').decode()


def make_rss_item(
    *,
    title: str = "Bricks close harbour",
    guid: str = "https://northline.example/stories/1",
    link: str = "https://northline.example/stories/1",
    description: str | None = "A barge lost its load, and the harbour its ships.",
    content: str | None = f"<p>{LEAD}</p><p>{SECOND}</p>" + "<p>Tugs came from three islands to clear the fairway.</p>" * 12,
    date: str = "Mon, 13 Oct 2025 12:15:00 +0200",
    extra: str = "",
) -> str:
    parts = [f"<title>{escape(title)}</title>", f"<link>{escape(link)}</link>", f"<guid>{escape(guid)}</guid>", extra]
    parts += [f"<description>{escape(description)}</description>"] if description is not None else []
    parts += [f"<content:encoded>{escape(content)}</content:encoded>"] if content is not None else []
    return f"<item>{''.join(parts)}<pubDate>{date}</pubDate></item>"


def make_rss(*items: str, feed: str = "Northline", channel: str = "", **item: Any) -> bytes:
    inside = "".join(items or (make_rss_item(**item),))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>{escape(feed)}</title><link>https://northline.example/</link><language>en-GB</language>{channel}
{inside}</channel></rss>""".encode()


def make_atom(entry: str = "", *, feed: str = "", updated: str = "2025-10-13T10:15:00Z", content: str | None = None) -> bytes:
    text = content if content is not None else f'<content type="html">{escape(f"<p>{LEAD}</p><p>{SECOND}</p>" * 8)}</content>'
    return f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>Meridian</title><id>tag:meridian.example,2025:feed</id>
<updated>2025-10-13T11:00:00Z</updated>{feed}<entry><id>tag:meridian.example,2025:1</id><title>Bricks close harbour</title>
<link href="https://meridian.example/1"/><updated>{updated}</updated><summary>A barge lost its load.</summary>
{text}{entry}</entry></feed>""".encode()
