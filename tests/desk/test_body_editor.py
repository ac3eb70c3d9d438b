"""The body editor loses nothing, writes spaces as spaces, and breaks no rule of the security policy."""

import pytest
from django.urls import reverse

from articles import body
from articles.admin.editor import labels, written
from articles.models import Article
from tests.factories import make_article, make_photo, make_section

# Everything the newsroom's rules allow in a body, though no button of the editor makes it.
RICH = """
<p>The count ended on <strong>Friday</strong>
<em>night</em>, said <a href="https://example.org/union">the union</a>.<br>Nobody left.</p>
<aside data-promo="{promo}"></aside>
<h2>What was agreed</h2>
<p lang="fr" dir="ltr">Un mot: <em>accord</em>, H<sub>2</sub>O, <abbr title="Port Authority">PA</abbr>, <q>so</q>.</p>
<figure data-photo="{photo}"></figure>
<ul><li>Wages</li><li>Hours, <strong>at last</strong><ul><li>nights</li></ul></li></ul>
<ol start="3"><li>Third</li></ol>
<table><caption>Votes</caption><thead><tr><th scope="col">Crew</th><th scope="col">For</th></tr></thead>
<tbody><tr><td colspan="2">All: 12</td></tr></tbody></table>
<blockquote><p>We are tired.</p></blockquote>
<dl><dt>Pier</dt><dd>Where the ferry lands</dd></dl>
<pre>1  2
3  4</pre>
<hr>
<h4>Small</h4>
<p>A closing line with a<span lang="ar" dir="rtl"> كلمة</span> in it and <time datetime="2020-11-20">Friday</time>.</p>
"""


@pytest.mark.django_db
def test_the_editor_is_told_headlines_of_promos_and_titles_of_photos():
    promo, photo = make_article(headline="Pier shut"), make_photo("red", title="The pier")
    found = labels(f'<p>x</p><aside data-promo="{promo.pk}"></aside><figure data-photo="{photo.pk}"></figure>')
    assert found == {"promo": {promo.pk: "Pier shut"}, "photo": {photo.pk: "The pier"}}


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("<ul><li><p>One</p></li><li><p>Two</p></li></ul>", "<ul><li>One</li><li>Two</li></ul>"),
        ("<ul><li><p>One</p><ul><li><p>a</p></li></ul></li></ul>", "<ul><li>One<ul><li>a</li></ul></li></ul>"),
        ("<ul><li><p>One</p><p>More</p></li></ul>", "<ul><li><p>One</p><p>More</p></li></ul>"),
        ("<p>No list</p>", "<p>No list</p>"),
    ],
)
def test_items_of_lists_are_stored_without_the_editors_paragraphs(typed, stored):
    assert written(typed) == stored


@pytest.fixture
def rich(transactional_db):
    photo, promo = make_photo(), make_article(headline="Pier shut")
    return make_article(body=RICH.format(promo=promo.pk, photo=photo.pk), section=make_section())


def opened(page, article):
    page.goto(reverse("admin:articles_article_change", args=[article.pk]))
    page.wait_for_selector(".ProseMirror")


def saved(page, article):
    with page.expect_navigation():
        page.click("input[name=_save]")
    return Article.objects.get(pk=article.pk)


@pytest.mark.browser
def test_opening_and_saving_changes_nothing(desk, rich):
    opened(desk, rich)
    assert desk.input_value("#id_body") == rich.body
    assert saved(desk, rich).body == rich.body
    assert rich.revisions.count() == 1


@pytest.mark.browser
def test_typing_changes_what_was_typed_and_nothing_else_and_spaces_stay_spaces(desk, rich):
    opened(desk, rich)
    desk.click(".ProseMirror > p >> nth=0")
    desk.keyboard.press("Control+Home")
    desk.keyboard.type("At noon  two ferries left. ", delay=5)
    after = saved(desk, rich)
    assert after.body == rich.body.replace("The count ended", "At noon  two ferries left. The count ended", 1).replace(
        "</strong>\n<em>", "</strong> <em>"
    )
    assert rich.revisions.count() == 2


@pytest.mark.browser
def test_promos_photos_and_tables_are_seen_by_their_names_and_moved_whole(desk, rich):
    opened(desk, rich)
    assert desk.text_content(".kept--promo .kept__label") == "Related: Pier shut"
    assert desk.is_visible(".kept--photo")
    assert desk.is_visible(".kept table caption")
    desk.click(".kept--promo >> text=↓")
    blocks = [block.kind for block in body.blocks(saved(desk, rich).body)]
    assert blocks[:3] == ["html", "html", "promo"]


@pytest.mark.browser
def test_a_related_story_is_found_by_its_headline_and_put_in(desk, rich):
    other = make_article(headline="Lighthouse turns a hundred")
    opened(desk, rich)
    desk.click(".ProseMirror > p >> nth=0")
    desk.click("text=+ Related story")
    desk.fill("#kept-search", "Lighthouse")
    desk.click(".kept-result >> text=Lighthouse turns a hundred")
    assert "Related: Lighthouse turns a hundred" in desk.locator(".kept__label").all_text_contents()
    assert f'<aside data-promo="{other.pk}"></aside>' in saved(desk, rich).body


def test_the_rich_body_is_clean_so_that_the_tests_above_mean_something():
    cleaned = body.clean(RICH.format(promo=1, photo=2))
    assert body.clean(cleaned) == cleaned
    for tag in ("aside", "figure", "table", "caption", "dl", "pre", "hr", "abbr", "sub", "time", "q"):
        assert f"<{tag}" in cleaned
