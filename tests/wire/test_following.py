"""A later version replaces a draft that nobody touched; an edited one waits. Embargo and expiry act at once."""

from __future__ import annotations

from datetime import datetime

import pytest

from articles import editions, publishing
from articles.models import Article
from newsroom.base.models import Chain
from newsroom.base.refusals import Refused
from tests.factories import DAY, HOUR, NOON, make_article, make_publication, make_user
from tests.wire.builders import TEXT, picked_up, story, the_item
from tests.wire.conftest import Send
from wire import merging
from wire.models import Item, Pickup

NEW_TEXT = TEXT.replace("14,200", "12,400")


def later(version: int = 2, **fields: object) -> object:
    return story(version, **{"body_html": NEW_TEXT, "headline": "Night ferries stay", **fields})


def edited(article: Article) -> None:
    article.headline = "Ferries: the nights stay"
    publishing.save_revision(article=article, by=make_user(None), at=NOON)


def published(article: Article) -> None:
    make_publication()
    publishing.publish(article=article, by=make_user(None), at=NOON)


def tie() -> Pickup:
    return Pickup.objects.get()


def test_untouched_draft_becomes_the_new_version(send: Send) -> None:
    send(story())
    article = picked_up()
    (outcome,) = send(later(bylines=("Odile Marchetty",)), at=NOON + HOUR)
    assert "the draft is replaced" in outcome.detail
    article.refresh_from_db()
    assert (article.headline, "12,400" in article.body) == ("Night ferries stay", True)
    assert [byline.name for byline in article.bylines.all()] == ["Odile Marchetty"]
    revision = article.current_revision()
    assert revision is not None
    assert (revision.number, revision.is_agency_text, revision.by_feed) == (2, True, "command")
    assert not editions.is_edited(article, revision)
    assert (tie().based_on, tie().waiting) == (the_item().newest, None)


def test_edited_draft_waits_and_keeps_its_words(send: Send) -> None:
    send(story())
    article = picked_up()
    edited(article)
    (outcome,) = send(later(), at=NOON + HOUR)
    assert "waits for the desk" in outcome.detail
    article.refresh_from_db()
    assert article.headline == "Ferries: the nights stay"
    assert (tie().waiting, tie().waiting_since) == (the_item().newest, NOON + HOUR)
    assert list(Item.objects.changed_since_taken()) == [the_item()]


def test_words_that_were_put_in_without_a_save_are_not_overwritten(send: Send) -> None:
    send(story())
    article = picked_up()
    article.standfirst = "Half a thought"
    publishing.write(article)
    send(later())
    article.refresh_from_db()
    assert article.standfirst == "Half a thought"


@pytest.mark.parametrize("status", ["in_review", "ready", "spiked"])
def test_draft_that_has_moved_on_waits(send: Send, status: str) -> None:
    send(story())
    article = picked_up()
    publishing.set_status(article=article, status=status, by=make_user(None))
    send(later())
    assert tie().waiting is not None


def test_version_that_changes_nothing_on_our_page_does_not_wait(send: Send) -> None:
    send(story())
    published(picked_up())
    send(story(2, urgency=3))
    assert (tie().waiting, tie().based_on) == (None, the_item().newest)


def test_story_of_ours_that_uses_an_item_waits(send: Send) -> None:
    send(story())
    version = the_item().text_version
    Pickup.objects.create(
        item=the_item(), article=make_article(), role="contributes", based_on=version, at=NOON, by=make_user(None)
    )
    send(later())
    assert tie().waiting is not None


def test_later_version_waits_since_the_first_that_waited(send: Send) -> None:
    send(story())
    edited(picked_up())
    send(later(2), at=NOON + HOUR)
    send(later(3, headline="Third"), at=NOON + DAY)
    assert (tie().waiting, tie().waiting_since) == (the_item().newest, NOON + HOUR)


def test_desk_takes_the_waiting_version_and_our_words_stay_in_the_history(send: Send) -> None:
    send(story())
    article = picked_up()
    edited(article)
    send(later())
    merging.take_waiting(pickup=tie(), by=make_user(None), at=NOON + HOUR)
    article.refresh_from_db()
    assert article.headline == "Night ferries stay"
    assert tie().waiting is None
    assert article.revisions.get(number=2).content["headline"] == "Ferries: the nights stay"


def test_desk_keeps_our_words_for_a_recorded_reason(send: Send) -> None:
    send(story())
    article = picked_up()
    edited(article)
    send(later())
    with pytest.raises(Refused, match="Say why"):
        merging.keep_ours(pickup=tie(), by=make_user(None), reason=" ")
    merging.keep_ours(pickup=tie(), by=make_user(None), reason="We had corrected it ourselves.")
    assert (tie().waiting, tie().based_on) == (None, the_item().newest)
    chain = Chain.objects.get(name=publishing.chain(article))
    assert "We had corrected it ourselves." in chain.entries.last().canonical  # type: ignore[union-attr]


def test_nothing_is_taken_when_nothing_waits(send: Send) -> None:
    send(story())
    picked_up()
    with pytest.raises(Refused, match="No later version waits"):
        merging.take_waiting(pickup=tie(), by=make_user(None))


def terms(article: Article) -> tuple[datetime | None, bool, datetime | None]:
    article.refresh_from_db()
    return article.embargo_until, article.embargo_open_ended, article.expires_at


def test_embargo_of_a_later_version_closes_a_published_story_and_its_lifting_opens_it(send: Send) -> None:
    send(story())
    article = picked_up()
    published(article)
    send(story(2, embargo_until=NOON + DAY, expires_at=NOON + 9 * DAY))
    assert terms(article) == (NOON + DAY, False, NOON + 9 * DAY)
    assert not article.is_visible(NOON + HOUR)
    (outcome,) = send(story(3))
    assert outcome.word == "release"
    assert terms(article) == (None, False, None)
    assert article.is_visible(NOON + HOUR)


def test_open_ended_embargo_ends_when_the_agency_says_so(send: Send) -> None:
    send(story(embargo_open_ended=True))
    article = picked_up()
    published(article)
    assert not article.is_visible(NOON + 900 * DAY)
    send(story(2))
    assert article.is_visible(NOON + HOUR)


def test_stricter_terms_of_the_desk_stay(send: Send) -> None:
    send(story(embargo_until=NOON + HOUR))
    article = picked_up()
    desk = {"embargo_until": NOON + 3 * DAY, "embargo_open_ended": True, "expires_at": NOON + 4 * DAY}
    publishing.set_terms(article=article, by=make_user(None), **desk)
    send(story(2, embargo_until=NOON + DAY, expires_at=NOON + 9 * DAY))
    assert terms(article) == (NOON + 3 * DAY, True, NOON + 4 * DAY)
