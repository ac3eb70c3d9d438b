"""A change of a published story waits for the desk where somebody has to decide, and nothing of ours is overtaken or lost."""

from __future__ import annotations

import pytest

from articles import publishing
from articles.models import Edition
from corrections.models import Notice
from newsroom.base.actors import FeedActor
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_photo,
    make_publication,
    make_user,
)
from tests.wire.builders import TEXT, hold, picked_up, published, story, the_item
from tests.wire.conftest import Send
from tests.wire.later_versions import NEW_TEXT, OWN, body_at, correction, edited, later, set_policy, tie


@pytest.mark.parametrize("kind", ["correction", "update"])
def test_policy_that_asks_lets_the_change_wait(send: Send, kind: str) -> None:
    set_policy(**{kind: "ask"})
    article = published(send)
    (outcome,) = send(correction() if kind == "correction" else later(), at=NOON + HOUR)
    assert f"waits for the desk: the desk decides on every {kind}" in outcome.detail
    assert "14,200" in body_at(article, NOON + HOUR)


def test_small_change_does_not_carry_out_a_correction_that_waits(send: Send) -> None:
    set_policy(correction="ask")
    article = published(send)
    send(correction(2), at=NOON + HOUR)
    send(correction(3, signals=(), body_html=NEW_TEXT.replace("company will", "company, will")), at=NOON + 2 * HOUR)
    assert tie().waiting == the_item().newest
    assert article.editions.count() == 1


def test_edited_story_waits_and_readers_keep_it(send: Send) -> None:
    article = published(send)
    edited(article)
    (outcome,) = send(correction(), at=NOON + HOUR)
    assert "waits for the desk: we have edited it" in outcome.detail
    assert (OWN in body_at(article, NOON + HOUR), Notice.objects.count()) == (True, 0)


def test_same_words_changed_by_both_wait_whatever_the_policy_says(send: Send) -> None:
    set_policy(edited="at_once")
    article = published(send)
    article.body = TEXT.replace("14,200", "14,000")
    edited(article)
    (outcome,) = send(correction(), at=NOON + HOUR)
    assert "both sides changed the same words (paragraph 2)" in outcome.detail
    assert "14,000" in body_at(article, NOON + HOUR)


def test_save_that_readers_do_not_have_yet_is_not_published_by_the_feed(send: Send) -> None:
    set_policy(edited="at_once")
    article = published(send)
    edited(article, out=False)
    (outcome,) = send(correction(), at=NOON + HOUR)
    assert "a save of ours is not published yet" in outcome.detail
    assert OWN not in body_at(article, NOON + HOUR)


def test_change_that_is_scheduled_is_not_overtaken(send: Send) -> None:
    article = published(send)
    publishing.publish(
        article=article, by=make_user(None), change="minor", no_notice_reason="A test.", live_from=NOON + DAY, at=NOON
    )
    (outcome,) = send(later(), at=NOON + HOUR)
    assert "a change of ours is scheduled" in outcome.detail
    assert article.editions.scheduled(NOON + HOUR).count() == 1


def test_story_scheduled_for_its_first_publication_appears_with_the_newest_words(send: Send) -> None:
    make_publication()
    send(story())
    article = picked_up()
    publishing.publish(article=article, by=make_user(None), live_from=NOON + DAY, at=NOON)
    send(correction(), at=NOON + HOUR)
    assert not article.is_visible(NOON + DAY - HOUR)
    assert "12,400" in body_at(article, NOON + DAY)
    assert (article.editions.get(live_from=NOON + DAY, live_until=None).change, Notice.objects.count()) == ("first", 0)


def test_held_story_waits_and_nothing_is_half_written(send: Send) -> None:
    article = published(send)
    publishing.hold(article=article, by=make_user(None), kind="legal", reason="Lawyers.", at=NOON)
    (outcome,) = send(later(), at=NOON + HOUR)
    assert "waits for the desk: The story is held." in outcome.detail
    article.refresh_from_db()
    assert ("14,200" in article.body, article.revisions.count(), Edition.objects.count()) == (True, 1, 1)


def test_expired_story_waits(send: Send) -> None:
    article = published(send)
    terms = {"embargo_until": None, "embargo_open_ended": False, "expires_at": NOON + HOUR}
    publishing.set_terms(article=article, by=make_user(None), **terms)
    send(later(), at=NOON + DAY)
    assert tie().waiting is not None


def test_release_waits_where_the_policy_asks(send: Send) -> None:
    set_policy(release="ask")
    article = published(send)
    send(hold(5), at=NOON + HOUR)
    (outcome,) = send(later(6), at=NOON + 2 * HOUR)
    assert "waits for the desk: the desk decides on releases" in outcome.detail
    assert not article.is_visible(NOON + 2 * HOUR)


def test_late_picture_that_cannot_be_shown_yet_does_not_keep_a_correction_from_readers(send: Send) -> None:
    article = published(send)
    article.lead_photo = make_photo(alt="")
    publishing.save_revision(article=article, by=FeedActor("command"), is_agency_text=True, at=NOON)
    send(correction(), at=NOON + HOUR)
    edition = article.visible_edition(NOON + HOUR)
    assert edition is not None
    assert ("12,400" in edition.revision.content["body"], edition.page["lead_photo"]) == (True, None)
