"""A hold takes a story off the site until its owner, and nobody else, lifts it."""

import pytest

from articles import publishing
from newsroom.base.actors import FeedActor
from newsroom.base.refusals import Refused
from tests.factories import make_published, make_user

pytestmark = pytest.mark.django_db

FEED = FeedActor("northline")


@pytest.fixture
def article():
    return make_published()


def test_a_held_story_is_off_the_site_until_the_hold_is_lifted(article):
    owner = make_user(None)
    hold = publishing.hold(article=article, kind="legal", reason="A complaint.", by=owner)
    assert not article.is_visible()
    publishing.lift(hold=hold, by=owner)
    assert article.is_visible()


def test_nobody_but_the_owner_lifts_a_hold(article):
    hold = publishing.hold(article=article, kind="legal", reason="A complaint.", by=make_user(None))
    for other in (make_user(None), FEED):
        with pytest.raises(Refused, match="holds this story"):
            publishing.lift(hold=hold, by=other)
    assert not article.is_visible()


def test_an_agencys_hold_is_lifted_by_the_agency_or_taken_over_first(article):
    hold = publishing.hold(article=article, kind="agency", reason="Withheld.", by=FEED)
    managing = make_user(None)
    with pytest.raises(Refused, match="agency holds"):
        publishing.lift(hold=hold, by=managing)
    publishing.take_over(hold=hold, by=managing)
    publishing.lift(hold=hold, by=managing)
    assert article.is_visible()


def test_two_holds_are_lifted_one_by_one(article):
    first, second = make_user(None), make_user(None)
    holds = [publishing.hold(article=article, kind="desk", reason="Check.", by=by) for by in (first, second)]
    publishing.lift(hold=holds[0], by=first)
    assert not article.is_visible()
    publishing.lift(hold=holds[1], by=second)
    assert article.is_visible()


def test_a_hold_has_a_reason_and_is_lifted_once(article):
    owner = make_user(None)
    with pytest.raises(Refused, match="Say why"):
        publishing.hold(article=article, kind="desk", reason=" ", by=owner)
    hold = publishing.hold(article=article, kind="desk", reason="Check.", by=owner)
    publishing.lift(hold=hold, by=owner)
    with pytest.raises(Refused, match="lifted already"):
        publishing.lift(hold=hold, by=owner)


def test_a_held_story_is_not_published_over_the_hold(article):
    publishing.hold(article=article, kind="desk", reason="Check.", by=make_user(None))
    with pytest.raises(Refused, match="held"):
        publishing.publish(article=article, by=make_user(None), change="minor")
