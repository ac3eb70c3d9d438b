"""Search finds what readers may see, whatever they type."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.body import folded
from newsroom.base import long_lists
from newsroom.site import listing
from newsroom.site.searching import marked
from tests.factories import make_agency, make_publication, make_published, make_section
from tests.site.reading import get, page, text

pytestmark = pytest.mark.django_db


def found(query):
    return [link.text_content() for link in page(f"/search/?{query}").xpath("//div[@class='found']//h2/a")]


@pytest.fixture(autouse=True)
def stories():
    make_publication()
    make_published(headline="Café at the pier", body="<p>The crème brûlée was cold & <b>good</b>.</p>")
    make_published(headline="Ferry strike", agency=make_agency(), section=make_section("harbor"), body="<p>Cold water.</p>")


@pytest.mark.parametrize("words", ["cafe", "CAFÉ", "creme brulee", "Brûlée, cold", "“cafe”"])
def test_case_accents_and_punctuation_do_not_count(words):
    assert found(f"q={words}") == ["Café at the pier"]


@pytest.mark.parametrize(
    ("words", "headlines"),
    [
        ("وزير", ["وزير الخارجية"]),  # Arabic; the vowel signs of the text don't count
        ("وَزِير", ["وزير الخارجية"]),
        ("خارج", ["وزير الخارجية"]),  # a part of a word
        ("МОСТ", ["Мост закрыт"]), ("закры", ["Мост закрыт"]), ("ещё", ["Мост закрыт"]), ("еще", ["Мост закрыт"]),
        ("straße", ["Straße"]), ("STRASSE", ["Straße"]), ("ras", ["Straße"]),
        ("橋", ["橋が閉鎖"]), ("閉鎖", ["橋が閉鎖"]),
        ("o'brien", ["O'Brien"]), ("brien's", []), ("100%", ["O'Brien"]), ("a_b", ["O'Brien"]), ("back\\slash", ["O'Brien"]),
        ("pié", ["Café at the pier"]), ("ie", ["Café at the pier", "O'Brien"]), ("zeppelin", []),
    ],
)  # fmt: skip
def test_both_databases_find_the_same_in_every_script_and_in_parts_of_words(words, headlines):
    make_published(headline="وزير الخارجية", language="ar", body="<p>قال الوزير.</p>")
    make_published(headline="Мост закрыт", language="ru", body="<p>Он ещё не открыт.</p>")
    make_published(headline="Straße", language="de", body="<p>Nass.</p>")
    make_published(headline="橋が閉鎖", language="ja", body="<p>Nass.</p>")
    make_published(headline="O'Brien", body="<p>Of 100% a_b stands on back\\slash.</p>")
    assert sorted(found(f"q={quote(words)}")) == sorted(headlines)


def test_more_stories_than_anybody_counts_are_told_as_more(monkeypatch):
    monkeypatch.setattr(long_lists, "COUNTED", 1)
    monkeypatch.setattr(listing, "PER_PAGE", 1)
    assert "more than 1 stories, the newest first" in text("/search/?q=cold")


def test_every_word_must_stand_in_the_story():
    assert sorted(found("q=cold")) == ["Café at the pier", "Ferry strike"]
    assert found("q=cold+strike") == ["Ferry strike"]


def test_filters_narrow_by_section_and_agency():
    assert found("q=cold&section=harbor") == ["Ferry strike"]
    assert found("q=cold&agency=northline") == ["Ferry strike"]
    assert found("q=cold&agency=nobody") == []


def test_snippet_marks_the_words_and_escapes_the_rest():
    snippet = page("/search/?q=brulee+cold").xpath("//div[@class='found']//p[1]")[0]
    assert [mark.text for mark in snippet.xpath(".//mark")] == ["brûlée", "cold"]
    assert "cold & good." in " ".join(snippet.text_content().split())


def test_like_patterns_are_words_too():
    assert found("q=%25") == [] and found("q=_") == []


def test_empty_search_says_what_to_do():
    assert "Write one or more words" in text("/search/") and "Write one or more words" in text("/search/?q=++")


def test_nothing_found_says_so():
    assert "No story we can show you" in text("/search/?q=zeppelin")


@pytest.mark.parametrize(
    "query",
    ["q=%00cold", "q=" + "x" * 5000, "q=%F0%9F%90%9F", "q=cold&section=%00", "q='%22%3E%3Cscript%3E", "q=" + "a+" * 500],
)
def test_odd_input_is_answered(query):
    response = get(f"/search/?{query}")
    assert response.status_code == 200
    assert b"<script>" not in response.content


@pytest.mark.parametrize("number", ["0", "-1", "x", "2", "9" * 30, "9" * 5000, "1.5", "²", "%00"])
def test_bad_page_numbers_are_404(number):
    for path in (f"/search/?q=cold&page={number}", f"/sections/harbor/?page={number}", f"/api/v1/articles/?page={number}"):
        assert get(path).status_code == 404


@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=6), max_size=3))
def test_marking_changes_no_word(text, words):
    from lxml import html

    kept = tuple(word for word in (folded(word) for word in words) if word)
    clean = " ".join("".join(char for char in text if char.isprintable()).split())
    result = html.fromstring(f"<div>{marked(clean, kept, whole=True)}</div>").text_content()
    assert result == clean
