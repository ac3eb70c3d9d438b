"""A story's state at the desk: the list's filter and the word on the row always agree."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import publishing, states
from articles.models import Article
from corrections import workflow
from tests.factories import make_agency, make_article, make_published, make_user

pytestmark = pytest.mark.django_db
SOON = timedelta(hours=3)


def terms(article, **chosen):
    defaults = {"embargo_until": None, "embargo_open_ended": False, "expires_at": None}
    publishing.set_terms(article=article, by=make_user(), **{**defaults, **chosen})
    return article


def one_of_each():
    """A story in every state, by the state's name."""
    now, by = timezone.now(), make_user()
    made = {
        "live": make_published(),
        "scheduled": make_published(at=now, live_from=now + SOON),
        "embargoed": terms(make_published(), embargo_open_ended=True),
        "expired": terms(make_published(), expires_at=now - SOON),
        "held": make_published(),
        "killed": make_published(),
    }
    workflow.hold(article=made["held"], by=by, kind="desk", reason="Check")
    workflow.kill(article=made["killed"], by=by, reason="Wrong")
    for status in ("idea", "draft", "in_review", "ready", "spiked"):
        made[status] = make_article()
        publishing.set_status(article=made[status], status=status, by=by)
    return made


def test_the_filter_and_the_word_agree_for_every_state():
    made = one_of_each()
    assert made.keys() == states.WORDS.keys()
    for name, article in made.items():
        assert states.state_of(states.facts_of(article)).name == name
        found = states.in_state(states.with_facts(Article.objects.all()), name)
        assert list(found) == [article], name


def test_every_story_is_in_exactly_one_state():
    made = one_of_each()
    terms(made["held"], embargo_until=timezone.now() + SOON)
    publishing.set_terms(
        article=made["killed"], by=make_user(), embargo_until=None, embargo_open_ended=True, expires_at=timezone.now() - SOON
    )
    found = [article.pk for name in states.WORDS for article in states.in_state(states.with_facts(Article.objects.all()), name)]
    assert sorted(found) == sorted(article.pk for article in made.values())


def test_an_embargo_until_a_time_is_told_with_its_time():
    until = timezone.now() + SOON
    state = states.state_of(states.facts_of(terms(make_published(), embargo_until=until)))
    assert (state.name, state.when) == ("embargoed", until)


def test_a_live_story_says_that_it_was_changed_since():
    article = make_published()
    article.headline = "Another"
    publishing.save_revision(article=article, by=make_user())
    assert states.state_of(states.facts_of(article)).remark == "changed since"


def test_a_live_story_says_that_a_change_is_scheduled():
    article = make_published()
    article.headline = "Another"
    publishing.save_revision(article=article, by=make_user())
    publishing.publish(
        article=article, by=make_user(), live_from=timezone.now() + SOON, change="minor", no_notice_reason="A test."
    )
    assert states.state_of(states.facts_of(article)).remark == "a change is scheduled"


def test_who_saved_last_is_named_person_or_feed():
    from newsroom.base.actors import FeedActor

    article = make_article(by=make_user(first_name="Lucia", last_name="Ferrante"))
    assert states.saved_by(states.facts_of(article)) == "Lucia Ferrante"
    article.agency, article.headline = make_agency(), "From the wire"
    publishing.save_revision(article=article, by=FeedActor("northline-main"), is_agency_text=True)
    assert states.saved_by(states.facts_of(article)) == "feed northline-main"


def test_what_waits_for_an_editor_begins_with_the_oldest():
    first, second = make_article(at=timezone.now() - SOON), make_article(at=timezone.now())
    for article, status in ((second, "in_review"), (first, "ready")):
        publishing.set_status(article=article, status=status, by=make_user())
    make_article()
    assert list(states.waiting(Article.objects.all())) == [first, second]
