"""Machines are told the same as readers, in schema.org's words."""

import json
import subprocess
import sys

import pytest

from articles.models import Article, PolicyPage
from corrections import workflow
from newsroom.base.actors import FeedActor
from tests.factories import (
    make_agency,
    make_person,
    make_photo,
    make_publication,
    make_published,
    make_topic,
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


def test_vocabulary_holds(tmp_path):
    checker = beside(TOOLS / "check-jsonld")
    make_policies()
    wire = make_model_story(bylines=[make_person(title="Reporter")])
    make_notice(wire)
    for slug in ("feedback", "diversity", "staffing", "mission", "verification", "bylines"):
        PolicyPage.objects.create(slug=slug, title=slug, body="<p>Words.</p>")
    withdrawn = make_published(headline="Bridge to close")
    workflow.publish_change(article=withdrawn, by=FeedActor("northline"), kind="retraction", text="It stays open.")
    paths = ["/", path_of(wire), path_of(withdrawn), "/people/mara-quill/"]
    paths += [
        path_of(make_published(kind=kind, lead_photo=make_photo("teal"), topics=[make_topic()])) for kind in Article.Kind.values
    ]
    for path in paths:
        file = tmp_path / "page.json"
        file.write_text(json.dumps(data(path)))
        result = subprocess.run([sys.executable, checker, file], capture_output=True, text=True, check=False)
        assert result.stdout.strip() == "ok", f"{path}: {result.stdout}"
