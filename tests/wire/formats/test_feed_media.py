"""Pictures, sound and film of a feed's entry come with their own caption and credit."""

from __future__ import annotations

from tests.wire.formats.messages import make_rss, make_rss_item
from wire.formats import ItemKind, ParsedMedia, parse
from wire.formats.parsed import ParsedRendition


def media(extra: str = "", **fields: str) -> tuple[ParsedMedia, ...]:
    (item,) = parse(make_rss(extra=extra, **fields))
    return item.media


def picture(name: str, inside: str = "") -> str:
    address = f"https://northline.example/{name}.jpg"
    return f'<media:content url="{address}" medium="image" width="900" height="600">{inside}</media:content>'


def test_each_picture_keeps_its_own_caption_and_credit() -> None:
    said = "<media:description>The {0}</media:description><media:credit>{0} Ly</media:credit>"
    one, two = media(picture("a", said.format("barge")) + picture("b", said.format("tug")))
    assert (one.caption, one.credit) == ("The barge", "barge Ly")
    assert (two.caption, two.credit) == ("The tug", "tug Ly")
    assert one.renditions[0] == ParsedRendition("https://northline.example/a.jpg", width=900, height=600)


def test_caption_of_a_picture_is_never_the_text() -> None:
    (item,) = parse(make_rss(content=None, extra=picture("a", "<media:description>The barge</media:description>")))
    assert "The barge" not in item.body_html + item.standfirst


def test_caption_beside_the_picture_counts_for_it() -> None:
    (one,) = media(picture("a") + "<media:description>The barge</media:description><media:title>Barge</media:title>")
    assert (one.caption, one.headline) == ("The barge", "Barge")


def test_sizes_in_a_group_are_one_picture() -> None:
    (one,) = media(f"<media:group>{picture('large')}{picture('small')}<media:credit>Ann Ly</media:credit></media:group>")
    assert [r.href.rpartition("/")[2] for r in one.renditions] == ["large.jpg", "small.jpg"]
    assert one.credit == "Ann Ly"


def test_enclosure_is_a_picture_sound_or_film_by_its_type() -> None:
    for mime_type, kind in (("image/jpeg", ItemKind.PICTURE), ("audio/mpeg", ItemKind.AUDIO), ("video/mp4", ItemKind.VIDEO)):
        (one,) = media(f'<enclosure url="https://northline.example/x" type="{mime_type}" length="1"/>')
        assert one.kind is kind


def test_enclosure_of_a_picture_named_already_is_not_another() -> None:
    assert len(media(picture("a") + '<enclosure url="https://northline.example/a.jpg" type="image/jpeg"/>')) == 1


def test_thumbnail_alone_is_the_picture() -> None:
    (one,) = media('<media:thumbnail url="/t.jpg" width="80" height="60"/>', link="https://northline.example/stories/1")
    assert one.renditions == (ParsedRendition("https://northline.example/t.jpg", width=80, height=60, role="thumbnail"),)


def test_picture_in_the_text_is_taken_out_with_its_caption() -> None:
    figure = '<figure><img src="/b.jpg" alt="A barge"><figcaption>The barge on Monday</figcaption></figure>'
    (item,) = parse(make_rss(content=figure + "<p>Bricks fell.</p>" * 60))
    assert [(m.caption, m.alt, m.renditions[0].href) for m in item.media] == [
        ("The barge on Monday", "A barge", "https://northline.example/b.jpg")
    ]
    assert "barge" not in item.body_html


def test_picture_that_an_export_names_by_number_goes_to_its_story() -> None:
    attachment = make_rss_item(
        title="Barge",
        guid="urn:n:1",
        description="The barge",
        content=None,
        extra="<wp:post_id>33</wp:post_id><wp:post_type>attachment</wp:post_type><wp:attachment_url>https://n.example/b.jpg</wp:attachment_url>",
    )
    meta = "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>33</wp:meta_value></wp:postmeta>"
    own, story = parse(make_rss(attachment, make_rss_item(guid="urn:n:2", extra=meta)))
    assert own.kind is ItemKind.PICTURE
    assert story.media == own.media and story.media[0].caption == "The barge"
