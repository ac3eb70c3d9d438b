"""A kill takes down what we made of a story, at once; one that comes before the story is remembered."""

from __future__ import annotations

import pytest

from articles import publishing
from articles.models import Article
from corrections.models import Notice
from newsroom.base.models import Outgoing
from newsroom.base.refusals import Refused
from tests.factories import DAY, HOUR, NOON, make_article, make_photo, make_published, make_user
from tests.wire.builders import kill, picked_up, published, story, the_item
from tests.wire.conftest import Send
from wire import pickup
from wire.models import Pickup

pytestmark = pytest.mark.django_db


def tied(article: Article | None = None, **fields: object) -> Pickup:
    version = the_item().text_version
    return Pickup.objects.create(item=the_item(), article=article, based_on=version, at=NOON, by=make_user(None), **fields)


def test_kill_takes_the_published_story_down_at_once(send: Send) -> None:
    article = published(send)
    (outcome,) = send(kill(), at=NOON + HOUR)
    assert outcome.word == "kill"
    assert "taken down: http://127.0.0.1:8000/2020/11/20/night-ferries-to-stay/" in outcome.detail
    article.refresh_from_db()
    assert article.killed_at == NOON + HOUR
    assert not article.is_visible(NOON + HOUR)
    notice = Notice.objects.get()
    assert (notice.kind, notice.origin, notice.by_feed) == ("kill", "agency", "command")
    assert article.headline not in notice.text


def test_kill_takes_the_storys_photos_down_with_it(send: Send) -> None:
    article = published(send)
    photo = make_photo()
    article.lead_photo = photo
    publishing.save_revision(article=article, by=make_user(None), at=NOON)
    publishing.publish(article=article, by=make_user(None), change="minor", no_notice_reason="A test.", at=NOON)
    assert photo.is_visible(NOON)
    send(kill(), at=NOON + HOUR)
    assert not photo.is_visible(NOON + HOUR)


def test_kill_of_a_photos_item_takes_the_photo_down_wherever_it_is(send: Send) -> None:
    send(story())
    photo = make_photo()
    make_published(lead_photo=photo)
    tied(photo=photo)
    assert photo.is_visible(NOON)
    send(kill(), at=NOON + HOUR)
    assert not photo.is_visible(NOON + HOUR)


def test_kill_never_overwrites_text(send: Send) -> None:
    article = published(send)
    send(kill(body_html="<p>KILL KILL. Please kill the story.</p>", headline="KILL"))
    article.refresh_from_db()
    assert "14,200" in article.body
    item = the_item()
    assert item.headline == "Night ferries to stay"
    assert item.text_version is not None and "14,200" in item.text_version.document["body_html"]


def test_kill_holds_a_story_of_ours_that_used_the_item(send: Send) -> None:
    send(story())
    ours = make_published()
    tied(ours, role=Pickup.Role.CONTRIBUTES)
    (outcome,) = send(kill(), at=NOON + HOUR)
    ours.refresh_from_db()
    assert ours.killed_at is None
    assert not ours.is_visible(NOON + HOUR)
    assert "held:" in outcome.detail


def test_desk_is_told_once_what_came_down(send: Send) -> None:
    published(send)
    send(kill(), at=NOON + HOUR)
    send(kill(), at=NOON + 2 * HOUR)
    mail = Outgoing.objects.get()
    assert mail.to == "desk@ledger.example"
    assert "http://127.0.0.1:8000/2020/11/20/night-ferries-to-stay/" in mail.text
    assert "status: canceled" in mail.text


def test_second_kill_does_nothing_more(send: Send) -> None:
    published(send)
    send(kill())
    send(kill(10))
    assert Notice.objects.count() == 1


def test_kill_for_a_story_not_yet_seen_is_remembered(send: Send) -> None:
    (outcome,) = send(kill(version=0))
    assert "remembered" in outcome.detail
    (outcome,) = send(story(1), at=NOON + DAY)
    assert "waits for a person" in outcome.detail
    with pytest.raises(Refused, match="Someone who may has to allow it first"):
        picked_up()


def test_older_version_after_a_kill_stays_unusable(send: Send) -> None:
    send(kill(4))
    assert [outcome.word for outcome in send(story(1))] == ["stale"]
    with pytest.raises(Refused, match="has killed this story"):
        picked_up()


def test_story_that_comes_back_after_a_kill_waits_until_a_person_allows_it(send: Send) -> None:
    dead = published(send)
    send(kill(), at=NOON + HOUR)
    with pytest.raises(Refused, match="has not sent this story again"):
        pickup.clear(item=the_item(), by=make_user(None))
    send(story(10, headline="Night ferries, done again"), at=NOON + DAY)
    dead.refresh_from_db()
    assert dead.headline == "Night ferries to stay"
    pickup.clear(item=the_item(), by=make_user(None), at=NOON + DAY)
    anew = picked_up(at=NOON + DAY)
    assert anew.pk != dead.pk
    assert anew.headline == "Night ferries, done again"


def test_kill_after_it_was_allowed_again_takes_it_down_again(send: Send) -> None:
    send(kill(4))
    send(story(5))
    pickup.clear(item=the_item(), by=make_user(None))
    article = picked_up()
    send(kill(6))
    article.refresh_from_db()
    assert article.killed_at is not None
    assert the_item().is_killed


def test_late_kill_with_a_lower_number_still_wins(send: Send) -> None:
    article = published(send)
    send(story(5, headline="Newer"))
    assert [outcome.word for outcome in send(kill(2))] == ["kill"]
    article.refresh_from_db()
    assert article.killed_at is not None


def test_order_for_another_item_acts_on_the_item_it_names(send: Send) -> None:
    article = published(send)
    send(kill(1, item_id="urn:northline:notice", status_target="urn:northline:ferry"))
    article.refresh_from_db()
    assert article.killed_at is not None


def test_draft_is_killed_too_without_a_word_to_readers(send: Send) -> None:
    send(story())
    article = picked_up()
    send(kill())
    article.refresh_from_db()
    assert article.killed_at is not None
    assert not Notice.objects.exists()


def test_story_of_ours_that_never_used_it_is_left_alone(send: Send) -> None:
    send(story())
    ours = make_article()
    send(kill())
    ours.refresh_from_db()
    assert ours.killed_at is None
