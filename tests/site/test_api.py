"""The API gives stories as ninjs 3.1, with disclaimers and notices in their places."""

import json

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from articles import publishing
from corrections import workflow
from tests.factories import (
    DAY,
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
from tests.needs import SCHEMAS, beside
from tests.site.reading import get

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    make_publication()
    make_disclaimer()
    return make_published(
        headline="Crews return",
        agency=make_agency(website="https://northline.example/"),
        dateline="FENWICK (Northline)",
        bylines=[make_person()],
        topics=[make_topic()],
        lead_photo=make_photo("navy"),
        section=make_section("harbor"),
    )


def api(path, status=200):
    response = get(path)
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/json"
    return json.loads(response.content)


def test_story_is_valid_ninjs(story):
    schema = json.loads(beside(SCHEMAS / "ninjs" / "ninjs-schema_3.1.json").read_text())
    geo = Resource.from_contents(json.loads((SCHEMAS / "ninjs" / "GeoJSON.json").read_text()), DRAFT202012)
    addresses = [f"{scheme}://geojson.org/schema/GeoJSON.json" for scheme in ("http", "https")]
    registry = Registry().with_resources((address, geo) for address in addresses)
    validator = Draft202012Validator(schema, registry=registry)
    own = make_published()
    for one in (story, own):
        errors = [error.message for error in validator.iter_errors(api(f"/api/v1/articles/{one.uid}/"))]
        assert errors == []


def test_disclaimers_and_notices_stand_by_role_and_in_the_text(story):
    by = make_user(None)
    story.body = story.body.replace("Friday", "Monday")
    publishing.save_revision(article=story, by=by)
    workflow.publish_change(article=story, by=by, kind="correction", text="The count is on Monday.")
    document = api(f"/api/v1/articles/{story.pk}/")
    words = {one["role"]: one["value"] for one in document["descriptions"]}
    html = document["bodies"][0]["value"]
    assert words["notice:correction"] == "The count is on Monday." and "The count is on Monday." in html
    assert "Mara Quill" in document["by"] and "Northline News Agency" in document["by"]
    assert document["uri"] == f"urn:uuid:{story.uid}"


def test_unreviewed_wire_story_carries_its_disclaimer(story):
    document = api(f"/api/v1/articles/{story.pk}/")
    disclaimer = next(one["value"] for one in document["descriptions"] if one["role"] == "disclaimer")
    assert "has not reviewed" in disclaimer and disclaimer in document["bodies"][0]["value"]


def test_list_is_filtered_and_numbered(story):
    make_published(at=NOON - 5 * DAY, section=make_section("city"))
    assert api("/api/v1/articles/")["count"] == 2
    for query in ("section=harbor", "agency=northline", "since=2020-11-19", "since=2020-11-20T07:00:00-05:00"):
        assert [item["uri"] for item in api(f"/api/v1/articles/?{query}")["items"]] == [f"urn:uuid:{story.uid}"], query
    assert api("/api/v1/articles/?since=2027-01-01")["items"] == []


@pytest.mark.parametrize("since", ["yesterday", "2020-13-01", "2020-11-20T99:00", "9" * 50, "9999-12-31T23:59:59-14:00"])
def test_a_time_that_is_none_is_refused_in_words(story, since):
    assert "since must be" in api(f"/api/v1/articles/?since={since}", 400)["detail"]


def test_killed_story_is_gone_and_others_unknown(story):
    publishing.kill(article=story, by=make_user(None), reason="Wrong.")
    assert "gone" in api(f"/api/v1/articles/{story.pk}/", 410)["detail"]
    assert "Crews" not in json.dumps(api(f"/api/v1/articles/{story.uid}/", 410))
    for key in (0, 999, "x", "00000000-0000-0000-0000-000000000000"):
        api(f"/api/v1/articles/{key}/", 404)


@pytest.mark.parametrize(
    ("allowed", "status", "kind"), [("full", 200, "full"), ("summary", 200, "partial"), ("none", 404, None)]
)
def test_agency_decides_how_much_the_api_gives(story, allowed, status, kind):
    story.agency.feed_text = allowed
    story.agency.save()
    document = api(f"/api/v1/articles/{story.pk}/", status)
    assert document.get("representationType") == kind
    assert ("Ferry crews began voting" in json.dumps(document)) is (allowed == "full")


def test_corrections_are_listed_and_a_withdrawn_story_is_not_named(story):
    by = make_user(None)
    workflow.kill(article=story, by=by, reason="Wrong.")
    notice = api("/api/v1/corrections/")["items"][0]
    assert notice["kind"] == "kill" and "article" not in notice
