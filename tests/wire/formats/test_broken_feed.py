"""A broken feed is read as far as it goes and the desk is told; one that says nothing is refused with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.wire.formats.messages import LEAD, make_rss, make_rss_item
from wire.formats import UnreadableMessage, parse


def test_feed_cut_short_gives_the_entries_before_the_cut() -> None:
    whole = make_rss(make_rss_item(guid="urn:n:1"), make_rss_item(guid="urn:n:2"))
    items = parse(whole[: whole.rindex(b"<item>") + 40])
    assert items[0].item_id == "urn:n:1" and LEAD in items[0].body_html
    assert all("cut short" in item.problems[0] for item in items)


def test_feed_with_tags_that_do_not_match_is_read() -> None:
    (item,) = parse(make_rss().replace(b"<description>", b"<description><b>Dusty</i>: "))
    assert item.headline == "Bricks close harbour" and LEAD in item.body_html
    assert item.problems[0].startswith("the feed is broken and was read as far as possible")


def test_undeclared_prefixes_and_bare_ampersands_are_read_whole() -> None:
    (item,) = parse(make_rss(extra="<foo:bar>x</foo:bar>").replace(b"Bricks close", b"Bricks & mortar close"))
    assert item.headline == "Bricks & mortar close harbour"


def test_feed_without_anything_to_read_is_refused_with_the_reason() -> None:
    with pytest.raises(UnreadableMessage, match="cut short"):
        parse(b'<rss version="2.0"><channel><title>North')


def test_feed_that_attacks_its_reader_is_refused() -> None:
    with pytest.raises(UnreadableMessage, match="entities"):
        parse(make_rss().replace(b"<rss", b'<!DOCTYPE rss [<!ENTITY a "aaaa">]><rss', 1))


def test_message_that_is_the_name_of_a_file_opens_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_bytes(make_rss())
    with pytest.raises(UnreadableMessage):
        parse(str(secret).encode(), format="rss-atom")
