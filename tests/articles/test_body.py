"""The body is sanitised HTML made of top-level blocks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import body

HOSTILE = [
    "<script>alert(1)</script><p>Text</p>",
    "<p onclick='alert(1)'>Text</p>",
    "<p>Text <a href='javascript:alert(1)'>link</a></p>",
    "<p>Text <a href=' java\tscript:alert(1)'>link</a></p>",
    "<p>Text <a href='data:text/html,<script>alert(1)</script>'>link</a></p>",
    "<p>Text <img src=x onerror=alert(1)></p>",
    "<svg onload=alert(1)><p>Text</p></svg><p>Text</p>",
    "<p style='background:url(javascript:alert(1))'>Text</p>",
    "<iframe src='https://evil.example/'></iframe><p>Text</p>",
    "<p>Text</p><!--[if IE]><script>alert(1)</script><![endif]-->",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math><p>Text</p>",
    "<p>Text<a href='//evil.example/'>link</a></p>",
    "<aside data-promo='1\"><script>alert(1)</script>'></aside><p>Text</p>",
    "<form action='https://evil.example'><input name=a><p>Text</p></form>",
    "<base href='https://evil.example/'><p>Text</p>",
    "<p>Text\x00\x08 with controls</p>",
]
DANGER = re.compile(
    r"<script|<iframe|<style|<svg|<form|<base|<img|\bon\w+=|javascript:|data:text|//evil|style=|[\x00-\x08]", re.I
)


@pytest.mark.parametrize("markup", HOSTILE)
def test_hostile_markup_leaves_only_text(markup):
    cleaned = body.clean(markup)
    assert "Text" in cleaned
    assert not DANGER.search(cleaned), cleaned


@pytest.mark.parametrize(
    ("markup", "cleaned"),
    [
        ("stray text", "<p>stray text</p>"),
        ("<div><p>One</p><p>Two</p></div>", "<p>One</p>\n<p>Two</p>"),
        ("One<br><br>Two", "<p>One</p>\n<p>Two</p>"),
        ("<p>One<br>line</p>", "<p>One<br>line</p>"),
        ("<p>One</p><p> \xa0 </p><p></p>", "<p>One</p>"),
        ("<b>Bold</b> start<h2>Head</h2>tail", "<p><b>Bold</b> start</p>\n<h2>Head</h2>\n<p>tail</p>"),
        ('<aside data-promo="12"></aside>', '<aside data-promo="12"></aside>'),
        ('<p><a href="/standards/">ours</a></p>', '<p><a href="/standards/" rel="noopener">ours</a></p>'),
        ("<p>5 &lt; 6 &amp; 7</p>", "<p>5 &lt; 6 &amp; 7</p>"),
        ("", ""),
    ],
)
def test_everything_becomes_a_block(markup, cleaned):
    assert body.clean(markup) == cleaned


def test_a_table_keeps_its_cells():
    markup = (
        '<table><thead><tr><th scope="col">Team</th></tr></thead><tbody><tr><td colspan="2">Gulls</td></tr></tbody></table>'
    )
    assert body.clean(markup) == markup


def test_language_and_direction_of_a_phrase_are_kept():
    markup = '<p>He said <span lang="ar" dir="rtl">شكرا</span>.</p>'
    assert body.clean(markup) == markup


def test_blocks_tell_promos_and_photos_from_text():
    found = body.blocks('<p>One</p><aside data-promo="7"></aside><figure data-photo="9"></figure><p>Two</p>')
    assert [(block.kind, block.ref) for block in found] == [("html", 0), ("promo", 7), ("photo", 9), ("html", 0)]


def test_plain_text_is_a_line_for_each_block():
    assert body.plain_text("<h2>Head</h2><p>One <em>two</em>\n three</p>") == "Head\nOne two three"


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<ul><li>One</li><li>two<ol><li>three</li></ol></li></ul>", "One two three"),
        ("<dl><dt>Toll</dt><dd>None</dd></dl>", "Toll None"),
        ("<blockquote>He said:<p>no.</p></blockquote>", "He said: no."),
    ],
)
def test_what_stands_apart_inside_a_block_stands_apart_in_plain_text(markup, words):
    assert body.plain_text(body.clean(markup)) == words


def test_search_folds_case_and_accents():
    assert body.folded("Café  DÜRÜM\nStraße") == "cafe durum strasse"


MARKUP = st.lists(
    st.one_of(
        st.text(max_size=20),
        st.sampled_from(
            ["<p>", "</p>", "<br>", "<b>", "</b>", "<div>", "</div>", "<ul><li>", "</ul>", "<h2>", "</h2>", "<script>",
             "</script>", "<a href='http://a.example'>", "</a>", "<aside data-promo='3'>", "</aside>", "<td>", "&lt;", "&#0;"]
        ),
    ),
    max_size=25,
).map("".join)  # fmt: skip


@given(MARKUP)
def test_cleaning_what_is_clean_changes_nothing(markup):
    once = body.clean(markup)
    assert body.clean(once) == once


@given(MARKUP)
def test_whatever_comes_only_blocks_come_out(markup):
    for block in body.blocks(body.clean(markup)):
        if block.kind == "html":
            assert re.match(r"<(p|h2|h3|h4|ul|ol|dl|blockquote|pre|hr|figure|aside|table)\b", block.html), block.html


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"], exclude_characters="<>&"), min_size=1, max_size=60))
def test_no_visible_word_is_lost(text):
    assert body.plain_text(body.clean(f"<div>{text}<br><br>{text}</div>")).replace("\n", "") == text * 2


def test_line_loses_no_word_beside_markup() -> None:
    assert body.clean_line("Ferries <b>will</b> stay") == "Ferries will stay"
    assert body.clean_line("<i>Ilse</i> Tamberlane<!-- initials -->") == "Ilse Tamberlane"
    assert body.clean_line("AT&T up, 1 < 2") == "AT&T up, 1 < 2"


@pytest.mark.parametrize("address", ["//evil.example", "/\\evil.example", "\\\\evil.example", " //evil.example"])
def test_an_address_that_hides_where_it_leads_is_dropped_and_its_words_stay(address):
    assert body.clean(f'<p><a href="{address}">here</a></p>') == "<p>here</p>"


@pytest.mark.parametrize("tag", ["div", "blockquote", "b", "ul><li", "section"])
def test_words_at_the_bottom_of_a_deep_nest_are_kept(tag):
    cleaned = body.clean(f"<p>First.</p>{f'<{tag}>' * 400}Buried words{' and more' * 3}")
    assert body.plain_text(cleaned).split("\n")[0] == "First."
    assert "Buried words and more" in body.plain_text(cleaned)
    assert body.clean(cleaned) == cleaned
