"""The model page: everything a republished wire story must carry, in its order."""

import json

import pytest

from articles.models import Edition
from corrections.models import Notice
from newsroom.base.actors import actor_fields
from tests.factories import (
    HOUR,
    NOON,
    make_agency,
    make_disclaimer,
    make_person,
    make_photo,
    make_publication,
    make_published,
    make_section,
    make_topic,
    make_user,
)
from tests.site.reading import get, page, path_of, text

pytestmark = pytest.mark.django_db


def make_notice(article, **fields):
    defaults = {"kind": "correction", "origin": "reader", "placement": "end", "text": "The pier is 90 metres long, not 70."}
    return Notice.objects.create(article=article, at=NOON + HOUR, **actor_fields(make_user(None)), **{**defaults, **fields})


def make_model_story(**fields):
    """A wire story with all that the model page carries."""
    make_publication(report_link_text="Submit a correction")
    make_disclaimer()
    logo = make_photo("gray", alt="Northline")
    agency = make_agency(
        name="Northline News Agency", short_name="Northline", credit_template="{agency}", logo=logo, profile="It reports."
    )
    topic = make_topic("harbor-strike")
    promoted = make_published(headline="How the strike began", topics=[topic])
    make_published(headline="Who mediates", topics=[topic])
    defaults = {
        "headline": "Dockers & crews return to work",
        "standfirst": "The count was close.",
        "section": make_section("harbor", name="Harbor"),
        "agency": agency,
        "dateline": "GANNET POINT (Northline)",
        "tagline": "A reporter in Fenwick contributed to this report.",
        "lead_photo": make_photo("navy"),
        "topics": [topic],
        "body": f'<p>Crews went back.</p><aside data-promo="{promoted.pk}"></aside><h2>What is next</h2><p>Nobody knows.</p>',
    }
    return make_published(**{**defaults, **fields})


def test_story_page_carries_everything_in_the_order_of_the_model_page():
    words = text(path_of(make_model_story()))
    order = [
        "Harbor", "Dockers & crews return to work", "The count was close.", "Northline News Agency", "Published",
        "Something navy.", "Mara Quill/The Harbor Ledger", "GANNET POINT (Northline) — Crews went back.",
        "Related How the strike began", "What is next", "A reporter in Fenwick contributed",
        "The Harbor Ledger has not reviewed this Northline News Agency story", "Truth and accuracy",
        "Submit a correction →", "Read our editorial standards", "It reports.", "Related stories",
    ]  # fmt: skip
    places = []
    start = words.index("Dockers & crews") - 20
    for part in order:
        start = words.index(part, start)
        places.append(start)
    assert places == sorted(places)


def test_promo_is_set_apart_from_the_agencys_words_for_eye_and_ear():
    aside = page(path_of(make_model_story())).xpath("//aside")[0]
    assert aside.get("aria-label") == "Added by The Harbor Ledger: How the strike began"
    assert "promo" in aside.get("class")


def test_promo_is_left_out_where_story_or_section_refuses_it():
    body = f'<p>One.</p><aside data-promo="{make_published().pk}"></aside><p>Two.</p>'
    assert page(path_of(make_published(body=body))).xpath("//aside")
    assert not page(path_of(make_published(body=body, refuses_promos=True))).xpath("//aside")
    section = make_section("quiet", refuses_promos=True)
    assert not page(path_of(make_published(body=body, section=section))).xpath("//aside")


def test_promo_never_parts_a_quotation_from_its_attribution():
    other = make_published()
    body = f'<blockquote><p>We won.</p></blockquote><aside data-promo="{other.pk}"></aside><p>Ada Finch, pilot</p><p>More.</p>'
    words = text(path_of(make_published(body=body)))
    assert words.index("Ada Finch") < words.index("Related Ferry crews")


def test_dateline_is_printed_once_though_the_text_begins_with_it():
    body = "<p>GANNET POINT (Northline) — Crews went back.</p>"
    assert text(path_of(make_model_story(body=body))).count("GANNET POINT") == 1


def test_dateline_runs_into_the_first_paragraph():
    root = page(path_of(make_model_story()))
    paragraph = root.xpath("//span[@class='dateline']/..")[0]
    assert " ".join(paragraph.text_content().split()) == "GANNET POINT (Northline) — Crews went back."


def test_lead_photo_has_alternative_text_size_and_credit_and_is_not_lazy():
    figure = page(path_of(make_model_story())).xpath("//figure[contains(@class,'story__lead')]")[0]
    image = figure.xpath(".//img")[0]
    assert (image.get("alt"), image.get("width"), image.get("height")) == ("A navy surface", "800", "600")
    assert image.get("loading") is None
    assert figure.xpath(".//source[@type='image/webp']")
    assert "Mara Quill" in figure.xpath(".//figcaption")[0].text_content()


def test_report_link_carries_the_edition_and_stands_near_the_byline_too():
    story = make_model_story()
    links = page(path_of(story)).xpath("//a[starts-with(@href,'/corrections/report/')]")
    wanted = f"/corrections/report/{story.pk}/?edition={story.editions.get().pk}"
    assert {link.get("href") for link in links} == {wanted}
    assert len(links) == 2


def test_notices_stand_on_top_or_at_the_end_with_label_date_and_permalink():
    story = make_model_story()
    top = make_notice(story, placement="top", kind="retraction", text="We withdraw this report.")
    end = make_notice(story)
    found = page(path_of(story))
    words = text(path_of(story))
    assert words.index("We withdraw this report.") < words.index("Crews went back.") < words.index("90 metres")
    for notice in (top, end):
        element = found.get_element_by_id(notice.anchor)
        assert element.xpath(".//time/@datetime") and element.xpath(f".//a[@href='{notice.get_absolute_url()}']")


def test_a_notice_that_was_replaced_leaves_the_page():
    story = make_model_story()
    first = make_notice(story, text="It was 80 metres.")
    make_notice(story, supersedes=first)
    assert "80 metres" not in text(path_of(story))


def test_language_and_direction_come_from_the_story():
    root = page(path_of(make_published(language="ar", headline="خبر", body="<p>نص</p>")))
    assert (root.get("lang"), root.get("dir")) == ("ar", "rtl")


def test_markup_in_a_headline_or_standfirst_is_words():
    response = get(path_of(make_published(headline="5 < 6", standfirst="A <b>bold</b> claim & more")))
    assert b"<b>bold" not in response.content
    assert "5 &lt; 6" in response.content.decode()


@pytest.mark.parametrize(
    ("indexing", "robots", "news"), [("index", False, False), ("noindex-news", False, True), ("noindex", True, False)]
)
def test_search_engines_are_told_what_the_agency_allows(indexing, robots, news):
    root = page(path_of(make_published(agency=make_agency(indexing=indexing))))
    assert bool(root.xpath("//meta[@name='robots' and contains(@content,'noindex')]")) is robots
    assert bool(root.xpath("//meta[@name='Googlebot-News' and @content='noindex']")) is news


def test_author_has_a_box_under_the_story():
    person = make_person(name="Mara Quill", bio="Mara covers the harbor.", title="Reporter")
    words = text(path_of(make_published(bylines=[person])))
    assert words.count("Mara Quill") == 2
    assert "Mara covers the harbor." in words


def test_page_sets_no_cookie_and_has_no_inline_script_or_style():
    response = get(path_of(make_model_story()))
    root = page(path_of(Edition.objects.last().article))
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not root.xpath("//*[@style]") and not root.xpath("//style")
    runs = [script for script in root.xpath("//script") if script.get("type") != "application/ld+json"]
    assert [(script.get("src"), script.text) for script in runs] == [("/static/newsroom/report.js", None)]


def test_updated_time_shows_after_a_substantive_change_only():
    assert "Updated" not in text(path_of(make_model_story()))


def test_structured_data_names_agency_corrections_and_types():
    story = make_model_story()
    notice = make_notice(story, text="It was </script><b>90 & more")
    script = page(path_of(story)).xpath("//script[@type='application/ld+json']")[0].text
    assert "<" not in script and "&" not in script
    data = json.loads(script)
    assert data["@type"] == "ReportageNewsArticle"
    assert data["dateline"] == "GANNET POINT (Northline)"
    assert data["sourceOrganization"]["name"] == "Northline News Agency"
    assert data["correction"][0]["@type"] == "CorrectionComment"
    assert data["correction"][0]["text"] == notice.text


def test_label_does_not_say_the_same_word_twice():
    label = page(path_of(make_published(kind="opinion", section=make_section("opinion")))).xpath("//p[@class='label']")[0]
    assert label.text_content() == "Opinion"
