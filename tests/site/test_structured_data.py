"""Machines are told the same as readers, in schema.org's words."""

import json
import subprocess
import sys

import pytest

from articles import policies
from articles.models import Article, PolicyPage
from corrections import workflow
from corrections.models import Notice
from newsroom.base.actors import FeedActor
from tests.factories import (
    NOON,
    make_agency,
    make_person,
    make_photo,
    make_publication,
    make_published,
    make_topic,
    make_user,
)
from tests.needs import TOOLS, beside
from tests.site.reading import page, path_of
from tests.site.test_story_page import make_model_story, make_notice

pytestmark = pytest.mark.django_db


def data(path):
    return json.loads(page(path).xpath("//script[@type='application/ld+json']")[0].text)


def make_policies():
    for kind in PolicyPage.Kind.values:  # “other” is known by its address
        PolicyPage.objects.create(slug=kind, title=kind, kind=kind, body="<p>Words.</p>")


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        ("news", "ReportageNewsArticle"), ("brief", "ReportageNewsArticle"), ("feature", "ReportageNewsArticle"),
        ("analysis", "AnalysisNewsArticle"), ("explainer", "BackgroundNewsArticle"), ("opinion", "OpinionNewsArticle"),
        ("editorial", "OpinionNewsArticle"), ("review", "ReviewNewsArticle"), ("satire", "SatiricalArticle"),
        ("sponsored", "AdvertiserContentArticle"),
    ],
)  # fmt: skip
def test_type_of_story_is_told(kind, type_):
    make_publication()
    assert kind in Article.Kind.values
    assert data(path_of(make_published(kind=kind)))["@type"] == type_


def test_story_without_byline_is_by_the_agency_or_by_us():
    make_publication()
    assert data(path_of(make_published(agency=make_agency())))["author"][0]["name"] == "Northline News Agency"
    assert data(path_of(make_published()))["author"][0]["name"] == "The Harbor Ledger"
    person = data(path_of(make_published(bylines=[make_person()])))["author"][0]
    assert (person["@type"], person["name"], person["url"]) == (
        "Person",
        "Mara Quill",
        "http://127.0.0.1:8000/people/mara-quill/",
    )


def test_publisher_names_the_page_of_each_policy():
    make_publication()
    make_policies()
    publisher = data("/")
    for name in ("publishingPrinciples", "ethicsPolicy", "correctionsPolicy", "ownershipFundingInfo", "masthead"):
        assert publisher[name].startswith("http://127.0.0.1:8000/"), name


def test_pages_of_their_own_answer_before_parts_of_others():
    make_publication(phone="+1 555 0142", street_address="14 Custom House Square")
    make_policies()
    own = {
        "feedback": "actionableFeedbackPolicy",
        "diversity": "diversityPolicy",
        "mission": "missionCoveragePrioritiesPolicy",
        "verification": "verificationFactCheckingPolicy",
        "bylines": "noBylinesPolicy",
        "ethics": "ethicsPolicy",
    }
    for slug in own:
        PolicyPage.objects.create(slug=slug, title=slug, position=1, body="<p>Words.</p>")
    publisher = data("/")
    assert {name: publisher[name] for name in own.values()} == {
        name: f"http://127.0.0.1:8000/about/{slug}/" for slug, name in own.items()
    }
    assert publisher["correctionsPolicy"].endswith("/about/corrections/")
    assert publisher["telephone"] == "+1 555 0142" and publisher["contactPoint"]["email"] == "desk@ledger.example"


def test_a_notice_says_the_same_at_its_own_address_as_on_its_story():
    story = make_model_story()
    notice = make_notice(story)
    (on_story,), own = data(path_of(story))["correction"], data(notice.get_absolute_url())
    assert {name: own[name] for name in on_story} == on_story
    assert own["about"]["@id"] == data(path_of(story))["@id"]


def test_a_retraction_stands_in_every_part_that_names_the_story():
    make_publication()
    story = make_published(headline="Bridge to close")
    notice = workflow.publish_change(article=story, by=FeedActor("northline"), kind="retraction", text="It stays open.")
    told = data(path_of(story))
    assert (told["creativeWorkStatus"], told["headline"]) == ("Retracted", "Retracted: Bridge to close")
    assert told["correction"][0]["text"] == data(notice.get_absolute_url())["text"] == "It stays open."


def test_a_policy_page_says_whose_it_is_and_when_it_was_changed():
    make_publication()
    policies.write(
        PolicyPage(slug="contact", kind="contact", title="Contact", body="<p>Ring.</p>"), by=make_user(None), at=NOON
    )
    told = data("/about/contact/")
    assert (told["@type"], told["dateModified"], told["about"]["@type"]) == (
        "ContactPage", "2020-11-20T07:00:00-05:00", "NewsMediaOrganization",
    )  # fmt: skip


def test_vocabulary_holds(tmp_path):
    checker = beside(TOOLS / "check-jsonld")
    make_policies()
    wire = make_model_story(bylines=[make_person(title="Reporter")])
    make_notice(wire)
    for slug in ("feedback", "diversity", "staffing", "mission", "verification", "bylines"):
        PolicyPage.objects.create(slug=slug, title=slug, body="<p>Words.</p>")
    withdrawn = make_published(headline="Bridge to close")
    workflow.publish_change(article=withdrawn, by=FeedActor("northline"), kind="retraction", text="It stays open.")
    paths = ["/", path_of(wire), path_of(withdrawn), "/people/mara-quill/", "/agencies/northline/", "/standards/"]
    paths += [notice.get_absolute_url() for notice in Notice.objects.all()] + ["/about/contact/", "/about/verification/"]
    paths += [
        path_of(make_published(kind=kind, lead_photo=make_photo("teal"), topics=[make_topic()])) for kind in Article.Kind.values
    ]
    for path in paths:
        file = tmp_path / "page.json"
        file.write_text(json.dumps(data(path)))
        result = subprocess.run([sys.executable, checker, file], capture_output=True, text=True, check=False)
        assert result.stdout.strip() == "ok", f"{path}: {result.stdout}"
