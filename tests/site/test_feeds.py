"""Feeds carry credit, disclaimer and corrections with the words, under an identity that never moves."""

import json

import pytest
from jsonschema import validate
from lxml import etree

from articles import publishing
from corrections import workflow
from tests.factories import HOUR, NOON, make_agency, make_disclaimer, make_publication, make_published, make_section, make_user
from tests.needs import SCHEMAS, beside
from tests.site.reading import get, path_of

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


@pytest.fixture
def wire_story():
    make_publication()
    make_disclaimer()
    other = make_published(headline="Another story")
    body = f'<p>Crews went <a href="/topics/x/">back</a>.</p><aside data-promo="{other.pk}"></aside><p>Nobody knows.</p>'
    agency = make_agency(name="Northline News Agency")
    return make_published(
        headline="Crews return & work", agency=agency, dateline="FENWICK (Northline)", body=body, section=make_section("harbor")
    )


def rss(path="/feeds/latest.rss"):
    return etree.fromstring(get(path).content).findall("channel/item")


def item_of(story, path="/feeds/latest.rss"):
    return next(item for item in rss(path) if item.findtext("guid") == f"urn:uuid:{story.uid}")


def test_every_format_is_served_under_its_own_type(wire_story):
    types = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
    for name in ("latest", "sections/harbor", "corrections"):
        for kind, mime in types.items():
            assert get(f"/feeds/{name}.{kind}").headers["Content-Type"].startswith(mime)


def test_words_go_out_with_credit_dateline_and_disclaimer_and_without_promos(wire_story):
    words = item_of(wire_story).findtext(CONTENT)
    for part in ("Northline News Agency", "FENWICK (Northline)</span> — Crews", "has not reviewed this", "Nobody knows."):
        assert part in words
    assert "Another story" not in words and "data-promo" not in words
    assert 'href="http://127.0.0.1:8000/topics/x/"' in words


@pytest.mark.parametrize(
    ("allowed", "is_listed", "has_text"), [("full", True, True), ("summary", True, False), ("none", False, False)]
)
def test_agency_decides_how_much_goes_out(wire_story, allowed, is_listed, has_text):
    agency = wire_story.agency
    agency.feed_text = allowed
    agency.save()
    for path in ("/feeds/latest.rss", "/feeds/latest.atom", "/feeds/latest.json", "/feeds/sections/harbor.atom"):
        body = get(path).content.decode()
        assert (str(wire_story.uid) in body) is is_listed, path
        assert ("Nobody knows." in body) is has_text, path
        if is_listed:
            assert "has not reviewed this" in body


def test_identity_and_order_survive_a_change_and_only_a_substantive_one_moves_the_date(wire_story):
    by = make_user(None)

    def stamps():
        items = json.loads(get("/feeds/latest.json").content)["items"]
        return next((item["date_published"], item["date_modified"]) for item in items if str(wire_story.uid) in item["id"])

    first = stamps()
    wire_story.headline, wire_story.slug = "A minor headline", "another-address"
    publishing.save_revision(article=wire_story, by=by)
    publishing.publish(article=wire_story, by=by, change="minor", no_notice_reason="A test.")
    assert stamps() == first
    wire_story.refresh_from_db()
    wire_story.body = wire_story.body.replace("Nobody", "Everybody")
    publishing.save_revision(article=wire_story, by=by)
    workflow.publish_change(article=wire_story, by=by, kind="correction", text="Everybody knows.")
    published, modified = stamps()
    assert published == first[0] and modified > first[1]
    assert "Everybody knows." in item_of(wire_story).findtext(CONTENT)


def test_atom_is_valid(wire_story):
    schema = etree.RelaxNG(etree.parse(beside(SCHEMAS / "atom" / "atom-rfc4287.rng")))
    for path in ("/feeds/latest.atom", "/feeds/corrections.atom"):
        workflow.hold(article=wire_story, by=make_user(None), kind="desk", reason="We look.")
        schema.assertValid(etree.fromstring(get(path).content))


def test_json_feed_is_valid(wire_story):
    schema = json.loads(beside(SCHEMAS / "jsonfeed" / "schema-v1.1.json").read_text())
    validate(json.loads(get("/feeds/latest.json").content), schema)


def test_corrections_feed_names_the_story_unless_it_is_withdrawn(wire_story):
    by = make_user(None)
    wire_story.body = wire_story.body.replace("Nobody", "Everybody")
    publishing.save_revision(article=wire_story, by=by)
    workflow.publish_change(article=wire_story, by=by, kind="correction", text="Everybody knows.", at=NOON + HOUR)
    body = get("/feeds/corrections.rss").content.decode()
    assert "Everybody knows." in body and "Crews return" in body and path_of(wire_story) in body
    workflow.kill(article=wire_story, by=by, reason="Wrong.")
    body = get("/feeds/corrections.rss").content.decode()
    assert "Withdrawn" in body
    assert "Everybody knows." not in body and "Crews return" not in body and path_of(wire_story) not in body


def test_feed_that_did_not_change_is_not_sent_again(wire_story):
    first = get("/feeds/latest.atom")
    assert get("/feeds/latest.atom", headers={"if-none-match": first.headers["ETag"]}).status_code == 304
