"""A retraction and the correction of a headline show wherever the headline shows."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from corrections import workflow
from corrections.models import Republisher
from newsroom.base.actors import FeedActor
from newsroom.base.models import Outgoing
from tests.factories import HOUR, NOON, make_agency, make_person, make_publication, make_published, make_topic, make_user
from tests.site.reading import get, page, path_of

pytestmark = pytest.mark.django_db

AGENCY = FeedActor("northline")


def make_story(**fields):
    make_publication()
    defaults = {"agency": make_agency(), "topics": [make_topic()], "bylines": [make_person()], "headline": "Bridge to close"}
    return make_published(**{**defaults, **fields})


@pytest.fixture
def retracted():
    story = make_story()
    workflow.publish_change(article=story, by=AGENCY, kind="retraction", text="The bridge stays open.", origin="agency")
    return story


@pytest.fixture
def renamed():
    story = make_story(headline="Bridge to clsoe on Monday")
    story.headline = "Bridge to close on Tuesday"
    publishing.save_revision(article=story, by=make_user(None))
    workflow.publish_change(article=story, by=make_user(None), kind="correction", text="It is Tuesday.")
    return story


LISTS = ["/", "/sections/city/", "/topics/harbor-strike/", "/people/mara-quill/", "/agencies/northline/", "/search/?q=bridge"]


@pytest.mark.parametrize("path", LISTS)
def test_every_list_shows_a_retraction_beside_the_headline(retracted, path):
    notice = retracted.notices.get()
    [mark] = page(path).xpath("//*[@class='mark']/a")
    assert mark.text_content().startswith("Retracted")
    assert mark.get("href") == notice.get_absolute_url()


@pytest.mark.parametrize("path", LISTS)
def test_every_list_shows_that_a_headline_was_corrected(renamed, path):
    assert [one.text_content()[:18] for one in page(path).xpath("//*[@class='mark']")] == ["Headline corrected"]


@pytest.mark.parametrize(("fixture", "words"), [("retracted", "Retracted"), ("renamed", "Headline corrected")])
def test_the_storys_own_page_shows_it_above_the_headline_with_the_way_to_the_notice(request, fixture, words):
    story = request.getfixturevalue(fixture)
    [mark] = page(path_of(story)).xpath("//header[h1]/p[@class='mark']/a")
    assert mark.text_content().startswith(words)
    assert mark.get("href") == f"#{story.notices.get().anchor}"


def test_a_correction_of_the_text_is_no_mark_on_the_headline():
    story = make_story()
    workflow.publish_change(article=story, by=make_user(None), kind="correction", text="It is Tuesday.")
    for path in LISTS:
        assert not page(path).xpath("//*[@class='mark']"), path


def test_related_stories_and_promos_carry_the_mark(retracted):
    promo = f'<p>One.</p><aside data-promo="{retracted.pk}"></aside><p>Two.</p>'
    assert len(page(path_of(make_published(body=promo))).xpath("//aside[contains(@class, 'promo')]//*[@class='mark']")) == 1
    beside = page(path_of(make_published(topics=[make_topic()])))
    assert len(beside.xpath("//section[@class='related no-print']//*[@class='mark']")) == 1


def test_feeds_shared_links_and_sitemap_carry_the_retraction_in_the_headline(retracted):
    for path in ("/feeds/latest.rss", "/feeds/latest.atom", "/feeds/latest.json", "/feeds/sections/city.rss"):
        assert "Retracted: Bridge to close" in get(path).content.decode(), path
    root = page(path_of(retracted))
    assert root.xpath("//meta[@property='og:title']/@content") == ["Retracted: Bridge to close"]
    assert root.findtext("head/title").startswith("Retracted: Bridge to close")
    fresh = make_story(headline="Tower to close", at=timezone.now())
    workflow.publish_change(article=fresh, by=AGENCY, kind="retraction", text="It stays.", origin="agency")
    assert "<news:title>Retracted: Tower to close</news:title>" in get("/sitemap-news.xml").content.decode()


def test_api_and_structured_data_carry_the_retraction(retracted):
    item = get(f"/api/v1/articles/{retracted.pk}/").json()
    assert [(one["role"], one["value"]) for one in item["headlines"]] == [
        ("main", "Retracted: Bridge to close"),
        ("notice", "Retracted: The bridge stays open."),
    ]
    data = json.loads(page(path_of(retracted)).xpath("//script[@type='application/ld+json']")[0].text)
    assert data["headline"] == "Retracted: Bridge to close" and data["creativeWorkStatus"] == "Retracted"
    assert data["correction"][0]["name"] == "Retracted"


def test_api_and_structured_data_tell_that_a_headline_was_corrected(renamed):
    item = get(f"/api/v1/articles/{renamed.pk}/").json()
    assert [one["value"] for one in item["headlines"]] == ["Bridge to close on Tuesday", "Headline corrected: It is Tuesday."]
    data = json.loads(page(path_of(renamed)).xpath("//script[@type='application/ld+json']")[0].text)
    assert data["headline"] == "Bridge to close on Tuesday" and data["correction"][0]["name"] == "Headline corrected"
    assert "Bridge to close on Tuesday [headline corrected]" in get("/feeds/latest.rss").content.decode()


def test_a_notice_that_was_replaced_marks_no_more(retracted):
    first = retracted.notices.get()
    workflow.publish_change(article=retracted, by=AGENCY, kind="update", text="Retracted in error.", supersedes=first)
    for path in LISTS:
        assert not page(path).xpath("//*[@class='mark']"), path


def test_the_page_of_a_day_before_the_retraction_is_as_it_was():
    story = make_story(at=NOON)
    workflow.publish_change(
        article=story, by=AGENCY, kind="retraction", text="It stays open.", origin="agency", at=NOON + 48 * HOUR
    )
    path = path_of(story)
    assert "Retracted" not in page(f"{path}as-published/2020-11-20/").findtext("head/title")
    assert page(f"{path}as-published/2020-11-22/").findtext("head/title").startswith("Retracted: ")


def test_the_log_marks_the_headline_beside_the_other_notices_on_it(retracted):
    earlier = retracted.notices.get()
    workflow.publish_change(article=retracted, by=make_user(None), kind="update", text="Police now ask who wrote it.")
    newer, older = page("/corrections/").xpath("//article")
    assert newer.xpath(f".//*[@class='mark']/a[@href='{earlier.get_absolute_url()}']")
    assert not older.xpath(".//*[@class='mark']")


@pytest.fixture
def retracted_then_updated(retracted):
    Republisher.objects.create(name="The Sound Post", email="post@example.org")
    workflow.publish_change(article=retracted, by=make_user(None), kind="update", text="Police now ask who wrote it.")
    return retracted


def test_another_notice_on_it_brings_the_retraction_along(retracted_then_updated):
    mail = Outgoing.objects.get(to="post@example.org")
    assert "“Retracted: Bridge to close”" in mail.text
    assert "Update: Retracted: Bridge to close" in get("/feeds/corrections.rss").content.decode()
    newest = get("/api/v1/corrections/").json()["items"][0]
    assert newest["article"]["headline"] == "Retracted: Bridge to close"
    fixes = page("/").xpath("//section[@class='fixes']//li")
    assert [len(one.xpath(".//*[@class='mark']")) for one in fixes] == [1, 0]


def test_the_storys_history_and_the_desk_show_it_too(client, retracted):
    assert page(f"{path_of(retracted)}history/").xpath("//div[@class='heading']//*[@class='mark']")
    client.force_login(make_user("Editor"))
    assert 'class="mark"' in client.get(reverse("admin:desk_publish", args=[retracted.pk])).content.decode()
