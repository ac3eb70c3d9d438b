"""A review holds for the revision reviewed; agency text published without a person brings “not reviewed” back."""

import pytest

from articles import publishing
from newsroom.base.actors import FeedActor
from newsroom.base.refusals import Refused
from tests.factories import HOUR, NOON, edition_of, make_agency, make_disclaimer, make_published, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_published(agency=make_agency())


def publish_as(article, by, *, hours: int, agency_text: bool = False, **fields):
    at = NOON + hours * HOUR
    for name, value in fields.items():
        setattr(article, name, value)
    publishing.save_revision(article=article, by=by, is_agency_text=agency_text, at=at)
    return publishing.publish(article=article, by=by, change="minor", no_notice_reason="A test.", at=at)


def test_agency_copy_is_not_reviewed_until_somebody_says_so(article):
    assert not edition_of(article).is_reviewed
    publishing.review(article=article, by=make_user(None), at=NOON + HOUR)
    assert edition_of(article).is_reviewed
    assert edition_of(article).change == "minor"


def test_reviewing_before_publication_counts_at_publication(article):
    later = make_user(None)
    publishing.review(article=article, by=later, at=NOON + HOUR)
    assert publish_as(article, later, hours=2, headline="A staff edit").is_reviewed


def test_agency_text_that_a_feed_publishes_later_is_not_reviewed_again(article):
    publishing.review(article=article, by=make_user(None), at=NOON + HOUR)
    edition = publish_as(article, FeedActor("northline"), hours=2, agency_text=True, body="<p>The agency's second text.</p>")
    assert not edition.is_reviewed


def test_a_staff_edit_is_told_from_the_agencys_words(article):
    assert not edition_of(article).is_edited
    assert publish_as(article, make_user(None), hours=1, body="<p>Our own words.</p>").is_edited


def test_markup_alone_is_no_edit(article):
    body = article.body.replace("voting", "<em>voting</em>")
    assert not publish_as(article, make_user(None), hours=1, body=body).is_edited


def test_the_same_version_is_reviewed_once(article):
    publishing.review(article=article, by=make_user(None))
    with pytest.raises(Refused, match="reviewed already"):
        publishing.review(article=article, by=make_user(None))


def test_our_own_story_is_not_reviewed_as_wire_copy():
    with pytest.raises(Refused, match="our own"):
        publishing.review(article=make_published(), by=make_user(None))


def test_an_exemption_takes_effect_at_once_and_needs_a_reason(article):
    disclaimer = make_disclaimer()
    with pytest.raises(Refused, match="Say why"):
        publishing.exempt(article=article, disclaimer=disclaimer, reason=" ", by=make_user(None))
    publishing.exempt(article=article, disclaimer=disclaimer, reason="Agreed with the agency.", by=make_user(None))
    assert edition_of(article).page["exempt"] == [disclaimer.pk]
    with pytest.raises(Refused, match="already"):
        publishing.exempt(article=article, disclaimer=disclaimer, reason="Again.", by=make_user(None))
