"""A web feed's entries become items: text, times, ids and names each in their field."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.wire.formats.messages import LEAD, make_atom, make_rss, make_rss_item
from wire.formats import ItemKind, ParsedItem, WireStatus, parse
from wire.formats.parsed import Subject

QUARTER_PAST = datetime(2025, 10, 13, 10, 15, tzinfo=UTC)


def read(message: bytes) -> ParsedItem:
    (item,) = parse(message)
    return item


def rss(**fields: Any) -> ParsedItem:
    return read(make_rss(**fields))


def test_full_text_becomes_the_body_and_the_description_the_standfirst() -> None:
    item = rss()
    assert item.body_html.startswith(f"<p>{LEAD}</p>\n<p>")
    assert item.standfirst == "A barge lost its load, and the harbour its ships."
    assert item.problems == ()


def test_summary_without_a_text_is_standfirst_and_body_and_the_link_is_kept() -> None:
    item = rss(content=None)
    assert item.standfirst == "A barge lost its load, and the harbour its ships."
    assert item.body_html == "<p>A barge lost its load, and the harbour its ships.</p>"
    assert item.links == ("https://northline.example/stories/1",)
    assert "no more than a summary" in item.problems[0]


def test_long_description_is_the_full_text() -> None:
    item = rss(content=None, description="<p>Tugs came from three islands to clear the fairway.</p>" * 20)
    assert item.body_html.count("<p>") == 20
    assert item.standfirst == "" and item.problems == ()


def test_description_that_opens_the_text_is_not_printed_twice() -> None:
    assert rss(description=LEAD[:50] + " […]").standfirst == ""


def test_html_escaped_twice_is_read_as_meant() -> None:
    assert rss(content="&lt;p&gt;Bricks &amp;amp; mortar fell.&lt;/p&gt;" * 30).body_html.startswith(
        "<p>Bricks &amp; mortar fell.</p>"
    )


def test_blank_lines_divide_paragraphs_where_the_text_has_no_others() -> None:
    body = rss(content="<strong>One</strong> brick fell.\n\nTwo more followed.\n\n<h2>Later</h2>\nNone." * 9).body_html
    assert body.startswith("<p><strong>One</strong> brick fell.</p>\n<p>Two more followed.</p>\n<h2>Later</h2>")


def test_version_is_the_time_of_the_last_change() -> None:
    assert rss().version == int(QUARTER_PAST.timestamp())
    assert read(make_atom(updated="2025-10-13T10:16:00Z")).version == int(QUARTER_PAST.timestamp()) + 60
    assert rss(extra="<updated>2025-10-13T10:20:00Z</updated>").version == int(QUARTER_PAST.timestamp()) + 300


def test_times_of_publication_and_change_are_told_apart() -> None:
    item = read(make_atom("<published>2025-10-13T09:00:00Z</published>"))
    assert item.first_created_at == datetime(2025, 10, 13, 9, tzinfo=UTC)
    assert item.version_created_at == QUARTER_PAST


def test_date_that_cannot_be_read_is_told() -> None:
    item = rss(date="last Monday")
    assert item.version == 0 and item.version_created_at is None
    assert "the date of publication cannot be read: last Monday" in item.problems


def test_id_is_the_guid_else_the_link_else_made_from_the_headline() -> None:
    assert rss(guid="urn:northline:7").item_id == "urn:northline:7"
    assert rss(guid="7").item_id == "Northline:7"
    assert rss(guid="").item_id == "https://northline.example/stories/1"
    assert rss(guid="", link="").item_id == "derived:Northline:20251013:bricks-close-harbour"


def test_authors_become_bylines_without_addresses_and_without_the_house() -> None:
    assert rss(extra="<dc:creator>Ann Ly</dc:creator><dc:creator>Bo Ek</dc:creator>").bylines == ("Ann Ly", "Bo Ek")
    assert rss(extra="<author>ann@northline.example (Ann Ly)</author>").bylines == ("Ann Ly",)
    assert rss(extra="<dc:creator>Northline Newsdesk</dc:creator>").bylines == ()
    assert read(make_atom("<author><name>Ann Ly</name><email>a@b.example</email></author>")).bylines == ("Ann Ly",)


def test_categories_become_keywords_and_subjects() -> None:
    item = rss(extra='<category domain="topics">Shipping</category><category>Osk</category>')
    assert item.keywords == ("Shipping", "Osk")
    assert item.subjects == (Subject("topics", "Shipping"), Subject("", "Osk"))
    assert read(make_atom('<category term="sea" label="The sea"/>')).subjects == (Subject("sea", "The sea"),)


def test_agency_is_the_source_of_the_entry_else_the_feed() -> None:
    assert rss().agency == "Northline"
    assert rss(feed="Northline News Feed").agency == "Northline"
    assert rss(feed="Reuters: World").agency == "Reuters"
    assert rss(extra='<source url="https://meridian.example/rss">Meridian</source>').agency == "Meridian"


def test_rights_and_language_of_the_feed_hold_for_its_entries() -> None:
    item = rss(channel="<copyright>© 2025 Northline</copyright>")
    assert (item.copyright_notice, item.language) == ("© 2025 Northline", "en-GB")
    assert rss(channel="<copyright>x</copyright>", extra="<dc:rights>© Ann Ly</dc:rights>").copyright_notice == "© Ann Ly"


def test_relative_addresses_lead_to_the_agency_and_not_to_us() -> None:
    body = rss(content='<p>See <a href="/map">the map</a>.</p>' * 40).body_html
    assert 'href="https://northline.example/map"' in body and 'href="/map"' not in body


def test_text_in_xhtml_is_read() -> None:
    xhtml = '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Bricks <em>fell</em>.</p></div></content>'
    assert read(make_atom(content=xhtml)).body_html == "<p>Bricks <em>fell</em>.</p>"


def test_plain_text_keeps_what_looks_like_no_markup() -> None:
    assert read(make_atom(content='<content type="text">Depth &lt; 3 m, tide &amp;c.</content>')).body_html == (
        "<p>Depth &lt; 3 m, tide &amp;c.</p>"
    )


def test_each_entry_of_rss_1_is_read_beside_its_channel() -> None:
    message = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
     xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://northline.example/"><title>Northline</title></channel>
     <item rdf:about="https://northline.example/1"><title>One</title><description>First.</description><dc:date>2025-10-13T10:15:00Z</dc:date></item>
     <item rdf:about="https://northline.example/2"><title>Two</title><description>Second.</description></item></rdf:RDF>"""
    one, two = parse(message)
    assert (one.item_id, one.headline, one.version_created_at) == ("https://northline.example/1", "One", QUARTER_PAST)
    assert (two.item_id, two.agency, two.body_html) == ("https://northline.example/2", "Northline", "<p>Second.</p>")


def test_entry_withdrawn_by_name_is_a_kill_without_text() -> None:
    names = 'ref="tag:meridian.example,2025:9" when="2025-10-13T12:00:00Z"'
    opening = f'<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" {names}>'
    deleted = f"{opening}<at:comment>Never printed</at:comment></at:deleted-entry>"
    _story, kill = parse(make_atom(feed=deleted))
    assert (kill.item_id, kill.status, kill.body_html) == ("tag:meridian.example,2025:9", WireStatus.CANCELED, "")
    assert (kill.agency, kill.editor_note) == ("Meridian", "Never printed")
    assert kill.version > 1_700_000_000


def test_what_a_site_did_not_publish_is_withheld() -> None:
    for status in ("draft", "private", "trash", "pending"):
        item = rss(extra=f"<wp:status>{status}</wp:status>")
        assert (item.status, item.status_as_sent) == (WireStatus.WITHHELD, status)
    assert rss(extra="<wp:status>publish</wp:status>").status is WireStatus.USABLE


def test_settings_of_a_site_are_no_stories() -> None:
    assert rss(extra="<wp:post_type>nav_menu_item</wp:post_type>").kind is ItemKind.OTHER


def test_words_of_unknown_elements_are_recorded() -> None:
    item = rss(
        extra='<x:mood xmlns:x="urn:x">dusty</x:mood><wp:comment><wp:comment_content>I saw it</wp:comment_content></wp:comment>'
    )
    assert {(removal.text, removal.reason) for removal in item.removals} == {
        ("dusty", "<mood>"),
        ("I saw it", "a reader's comment"),
    }


def test_embargo_in_the_headline_keeps_the_entry_closed() -> None:
    assert rss(title="EMBARGOED until Friday: harbour accounts").embargo_open_ended


def test_several_entries_are_several_items() -> None:
    items = parse(make_rss(*(make_rss_item(guid=f"urn:n:{n}") for n in range(30))))
    assert [item.item_id for item in items] == [f"urn:n:{n}" for n in range(30)]


def test_feed_without_entries_is_read_as_nothing_new() -> None:
    assert parse(b'<rss version="2.0"><channel><title>Northline</title></channel></rss>') == []
