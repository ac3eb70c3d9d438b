"""NewsML 1.2: stories and media are told apart however components are nested, and no word is lost."""

from __future__ import annotations

import base64

import pytest

from tests.wire.formats.messages import LEAD, SECOND
from tests.wire.formats.newsml_1_2_messages import make_content, make_file, make_item, make_newsml
from wire.formats import ItemKind, ParsedItem, parse


def only(contents: str, **item: str) -> ParsedItem:
    (found,) = parse(make_newsml(make_item(contents=contents, **item)))
    return found


@pytest.mark.parametrize(
    "data",
    [
        f"<p>{LEAD}</p><p>{SECOND}</p>",
        f"<nitf><body><body.content><p>{LEAD}</p><p>{SECOND}</p></body.content></body></nitf>",
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body><p>{LEAD}</p><p>{SECOND}</p></body></html>',
        f"<![CDATA[<P>{LEAD}</P><P>{SECOND}</P>]]>",
        f"<![CDATA[<nitf><body><body.content><p>{LEAD}</p><p>{SECOND}</p></body.content></body></nitf>]]>",
        f"&lt;p&gt;{LEAD}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;",
        f"&amp;lt;p&amp;gt;{LEAD}&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;{SECOND}&amp;lt;/p&amp;gt;",
        f"{LEAD}\n\n{SECOND}",
    ],
)
def test_text_is_the_same_in_whatever_form_it_comes(data: str) -> None:
    assert only(make_content(data)).body_html == f"<p>{LEAD}</p>\n<p>{SECOND}</p>"


def test_coded_text_is_read_and_a_coded_file_is_told() -> None:
    coded = base64.b64encode(f"<p>{LEAD}</p>".encode()).decode()
    inside = f'<Encoding Notation="base64"><DataContent>{coded}</DataContent></Encoding>'
    text = f"<NewsComponent><ContentItem>{inside}</ContentItem></NewsComponent>"
    assert only(text).body_html == f"<p>{LEAD}</p>"
    photo = text.replace("<Encoding", '<MediaType FormalName="Photo"/><Encoding')
    assert only(photo).problems[0] == "a file is inside the message, in a coded form that is not read"


def test_data_that_is_no_text_is_kept_for_the_desk() -> None:
    item = only(make_content("<![CDATA[<Result><Home>Osk</Home><Goals>3</Goals></Result>]]>"))
    assert item.body_html == ""
    assert ("Osk 3", "<Result> data that is not body text") in [(r.text, r.reason) for r in item.removals]


def test_picture_has_its_caption_credit_and_every_form() -> None:
    files = make_file("osk-h.jpg", role="HighDef", width=2048) + make_file("osk-t.jpg", role="Thumbnail", width=128)
    lines = "<CreditLine>Northline/Ek</CreditLine><ByLine>Bo Ek</ByLine><CopyrightLine>© Northline</CopyrightLine>"
    item = only(make_content("<p>Bricks on the quay.</p>", role="Caption") + files, lines=lines)
    assert (item.kind, item.body_html, item.headline) == (ItemKind.PICTURE, "", "Bricks close harbour")
    (picture,) = item.media
    assert (picture.caption, picture.credit, picture.byline) == ("Bricks on the quay.", "Northline/Ek", "Bo Ek")
    assert picture.copyright_notice == "© Northline"
    assert [(r.role, r.href, r.width, r.mime_type) for r in picture.renditions] == [
        ("HighDef", "osk-h.jpg", 2048, "image/jpeg"),
        ("Thumbnail", "osk-t.jpg", 128, "image/jpeg"),
    ]


def test_headline_that_is_only_the_caption_gives_way_to_the_title() -> None:
    head = "<body.head><hedline><hl1>Bricks</hl1></hedline></body.head>"
    nitf = f"<nitf><body>{head}<body.content><p>OSK: Bricks on the quay.</p></body.content></body></nitf>"
    assert (
        only(make_content(nitf, role="Caption") + make_file("osk.jpg"), headline="OSK: Bricks on the quay.").headline
        == "Bricks"
    )


@pytest.mark.parametrize(
    ("media", "kind"), [("Video", ItemKind.VIDEO), ("Audio", ItemKind.AUDIO), ("Graphic", ItemKind.GRAPHIC)]
)
def test_recordings_films_and_graphics_are_listed(media: str, kind: ItemKind) -> None:
    item = only(make_file("osk.bin", media=media))
    assert (item.kind, item.media[0].kind, item.media[0].renditions[0].href) == (kind, kind, "osk.bin")


def test_story_keeps_its_pictures_beside_it() -> None:
    photo = (
        '<NewsComponent Duid="photo0"><NewsLines><HeadLine>The quay</HeadLine></NewsLines>'
        + make_content("<p>Bricks on the quay.</p>", role="Caption")
        + make_file("osk.jpg")
        + "</NewsComponent>"
    )
    mark = '<media media-type="image"><media-reference data-location="#photo0" mime-type=""/></media>'
    item = only(make_content(f"{mark}<p>{LEAD}</p>") + photo)
    assert (item.kind, item.body_html) == (ItemKind.TEXT, f"<p>{LEAD}</p>")
    assert [(m.headline, m.caption) for m in item.media] == [("The quay", "Bricks on the quay.")]


def titled(headline: str, contents: str, duid: str) -> str:
    return f'<NewsComponent Duid="{duid}"><NewsLines><HeadLine>{headline}</HeadLine></NewsLines>{contents}</NewsComponent>'


def test_two_stories_of_one_item_are_two_and_the_first_names_the_second() -> None:
    other = make_content("<p>El puerto de Osk cerró el lunes por una carga de ladrillos.</p>")
    first, second = parse(
        make_newsml(make_item(contents=titled("Harbour", make_content(), "en") + titled("Puerto", other, "es")))
    )
    assert first.item_id == "urn:newsml:northline.example:20251013:OSK-1"
    assert (second.item_id, second.headline) == (f"{first.item_id}#es", "Puerto")
    assert first.links == (second.item_id,)
    assert "ladrillos" in second.body_html and "ladrillos" not in first.body_html


def test_second_form_of_the_same_text_is_no_second_story() -> None:
    item = only(titled("Harbour", make_content(), "a") + titled("Harbour", make_content(f"<p>{LEAD}</p><p>{SECOND}</p>"), "b"))
    assert item.body_html.count(LEAD) == 1


def test_recordings_of_one_item_are_an_item_each() -> None:
    sounds = "".join(titled(f"Bell {n}", make_file(f"bell{n}.mp3", media="Audio"), f"s{n}") for n in (1, 2, 3))
    items = parse(make_newsml(make_item(contents=sounds)))
    assert [(item.kind, item.headline) for item in items] == [(ItemKind.AUDIO, f"Bell {n}") for n in (1, 2, 3)]


def test_item_nested_in_a_component_is_an_item_of_its_own() -> None:
    inner = make_item(own="OSK-2", public=None, headline="Ferry waits")
    outer, nested = parse(make_newsml(make_item(contents=make_content() + inner)))
    assert (outer.headline, nested.headline) == ("Bricks close harbour", "Ferry waits")
    assert nested.item_id.endswith(":OSK-2") and outer.body_html.count("<p>") == 2


def test_index_becomes_a_package_and_an_empty_one_is_told() -> None:
    reference = '<NewsComponent><NewsItemRef NewsItem="urn:newsml:northline.example:20251013:OSK-2:3"/></NewsComponent>'
    index = only(reference)
    assert (index.kind, index.links) == (ItemKind.PACKAGE, ("urn:newsml:northline.example:20251013:OSK-2",))
    (empty,) = parse(make_newsml(make_item(component="<NewsComponent/>")))
    assert (empty.kind, empty.problems) == (ItemKind.PACKAGE, ("an index that names no item",))


def test_text_goes_where_its_role_says() -> None:
    contents = (
        make_content("Bricks close harbour", role="Title")
        + make_content("Nobody hurt as barge tips over.", role="Abstract")
        + make_content(f"<p>{LEAD}</p>", role="Body")
        + make_content("Desk: +44 20 7946 0321", role="Contact")
        + make_content(".red {color: red}", role="StyleSheet")
    )
    item = only(contents)
    assert (item.standfirst, item.body_html) == ("Nobody hurt as barge tips over.", f"<p>{LEAD}</p>")
    assert "7946" in item.editor_note and "color" not in repr(item)


@pytest.mark.parametrize("initials", ["hh/ph/ts", "ع ز/ماب/ب ق", "MA // EA"])
def test_initials_of_those_who_handled_the_story_are_cut(initials: str) -> None:
    item = only(make_content(f"<p>{LEAD}</p><p>{SECOND}</p><p>{initials}</p><p> </p>"))
    assert item.body_html == f"<p>{LEAD}</p>\n<p>{SECOND}</p>"
    assert initials in [removal.text for removal in item.removals]


def test_dateline_without_a_dash_is_cut() -> None:
    own_line = only(make_content(f"<p>OSK (MERIA), 13 (Northline)</p><p>{LEAD}</p>"))
    slashed = only(make_content(f"<p>OSK, October 13. /Northline/. {LEAD}</p><p>{SECOND}</p>"))
    assert (own_line.dateline, own_line.body_html) == ("OSK (MERIA), 13 (Northline)", f"<p>{LEAD}</p>")
    assert slashed.dateline == "OSK, October 13 /Northline/" and slashed.body_html.startswith(f"<p>{LEAD}")


@pytest.mark.parametrize("day", ["January 21", "4/4/2018", "15.7.2019 12:09:11 CEST", "2 Oct. 2019", "20010907"])
def test_bare_day_is_no_dateline_and_is_not_lost(day: str) -> None:
    item = only(make_content(), lines=f"<DateLine>{day}</DateLine>")
    assert item.dateline == "" and day in [removal.text for removal in item.removals]


def test_line_of_no_field_is_kept_for_the_desk() -> None:
    line = '<NewsLine><NewsLineType FormalName="AdvisoryLine"/><NewsLineText>Picture follows</NewsLineText></NewsLine>'
    item = only(make_content(), lines=f"{line}<MoreLink>Osk pages</MoreLink>")
    assert item.editor_note == "Picture follows"
    assert "Osk pages" in [removal.text for removal in item.removals]


@pytest.mark.parametrize(
    ("note", "signals"), [("(Actualiza con la alcaldesa)", ()), ("(Corrige el número de ladrillos)", ("sig:correction",))]
)
def test_note_on_what_changed_is_not_printed(note: str, signals: tuple[str, ...]) -> None:
    item = only(make_content(f"<p>{note}</p><p>Ana Lía Ek</p><p>OSK, 13 oct (Northline).- {LEAD}</p>"))
    assert (item.editor_note, item.change_note, item.signals) == (note, note, signals)
    assert (item.bylines, item.dateline, item.body_html) == (("Ana Lía Ek",), "OSK, 13 oct (Northline)", f"<p>{LEAD}</p>")


@pytest.mark.parametrize("slug", ["NORTHLINE. INTERNACIONAL. PREVISIONES.", "توقعات", "Prévisions"])
def test_plans_of_coverage_are_no_stories(slug: str) -> None:
    item = only(make_content(), lines=f"<SlugLine>{slug}</SlugLine>")
    assert item.is_advisory and item.advisory_reason == f"slugline: {slug}"
