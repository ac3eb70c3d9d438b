"""A published story follows its agency at once where nobody has to decide, with what readers are owed for the change."""

from __future__ import annotations

from typing import Any

import pytest

from articles import publishing
from articles.models import Article, Edition
from corrections.models import Notice
from newsroom.base import record
from newsroom.base.models import Chain
from tests.factories import DAY, HOUR, NOON, edition_of, make_agency, make_disclaimer, make_publication, make_topic, make_user
from tests.wire.builders import TEXT, hold, picked_up, published, story, the_item
from tests.wire.conftest import Send
from wire.models import ChangePolicy, Pickup

NEW_TEXT = TEXT.replace("14,200", "12,400")
SIGNALS = ("sig:correction",)
OWN = "Union leaders told The Harbor Ledger so."


def later(version: int = 2, **fields: object) -> Any:
    return story(version, **{"body_html": NEW_TEXT, **fields})


def correction(version: int = 2, **fields: object) -> Any:
    return later(version, **{"signals": SIGNALS, "editor_note": "CORRECTS number of passengers.", **fields})


def edited(article: Article, *, out: bool = True) -> None:
    """A paragraph of our own at the end; with `out`, readers have it too."""
    article.body += f"<p>{OWN}</p>"
    publishing.save_revision(article=article, by=make_user(None), at=NOON)
    if out:
        publishing.publish(article=article, by=make_user(None), change="substantive", no_notice_reason="More.", at=NOON)


def set_policy(**ways: str) -> None:
    ChangePolicy.objects.create(agency=make_agency("northline"), **ways)


def tie() -> Pickup:
    return Pickup.objects.get()


def body_at(article: Article, at: Any) -> str:
    edition = article.visible_edition(at)
    assert edition is not None
    return str(edition.revision.content["body"])


def test_correction_is_published_at_once_with_the_agencys_own_words_as_notice(send: Send) -> None:
    article = published(send)
    (outcome,) = send(correction(), at=NOON + HOUR)
    assert "published with a correction" in outcome.detail
    assert "12,400" in body_at(article, NOON + HOUR)
    assert "14,200" in body_at(article, NOON)
    notice = Notice.objects.get()
    assert (notice.kind, notice.origin, notice.by_feed, notice.at) == ("correction", "agency", "command", NOON + HOUR)
    assert notice.text == "Northline has corrected this story: Corrects number of passengers."
    assert (tie().waiting, tie().based_on) == (None, the_item().newest)
    assert record.first_broken(Chain.objects.get(name=publishing.chain(article))) is None


def test_correction_without_a_note_is_told_in_a_plain_sentence(send: Send) -> None:
    published(send)
    send(correction(editor_note="", headline="Night ferries stay"), at=NOON + HOUR)
    assert Notice.objects.get().text == "Northline has corrected this story. What has changed: the headline and the text."


def test_private_words_of_a_note_never_reach_readers(send: Send) -> None:
    published(send)
    note = "Eds: CORRECTS number of passengers. Contact: Ilse, +47 555 01 234 56, ilse@northline.example."
    send(correction(editor_note=note), at=NOON + HOUR)
    assert Notice.objects.get().text == "Northline has corrected this story: Corrects number of passengers."


def test_update_is_published_at_once_with_a_recorded_reason_and_no_notice(send: Send) -> None:
    article = published(send)
    send(later(4), at=NOON + HOUR)
    edition = article.visible_edition(NOON + HOUR)
    assert edition is not None
    assert (edition.change, edition.no_notice_reason) == ("substantive", "Update from Northline, version 4.")
    assert edition.updated_at == NOON + HOUR
    assert not Notice.objects.exists()


def test_minor_change_is_published_at_once_and_moves_no_date(send: Send) -> None:
    article = published(send)
    send(later(body_html=TEXT.replace("company will", "company, will")), at=NOON + HOUR)
    edition = article.visible_edition(NOON + HOUR)
    assert edition is not None
    assert (edition.change, edition.updated_at) == ("minor", None)


def test_not_reviewed_comes_back_when_the_agencys_words_are_published_without_a_person(send: Send) -> None:
    make_disclaimer()
    article = published(send)
    publishing.review(article=article, by=make_user(None), at=NOON)
    assert edition_of(article).is_reviewed
    send(later(), at=NOON + HOUR)
    edition = article.visible_edition(NOON + HOUR)
    assert edition is not None
    assert (edition.is_reviewed, edition.is_edited) == (False, False)


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


def test_edited_story_is_merged_at_once_where_the_policy_lets_it(send: Send) -> None:
    set_policy(edited="at_once")
    article = published(send)
    edited(article)
    (outcome,) = send(correction(), at=NOON + HOUR)
    assert "merged with our edit and published with a correction" in outcome.detail
    body = body_at(article, NOON + HOUR)
    assert (OWN in body, "12,400" in body) == (True, True)
    edition = article.visible_edition(NOON + HOUR)
    assert edition is not None
    assert (edition.is_edited, edition.is_reviewed) == (True, False)
    send(correction(3, body_html=NEW_TEXT.replace("three", "four")), at=NOON + 2 * HOUR)
    assert "in four months" in body_at(article, NOON + 2 * HOUR)


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
    publishing.publish(article=article, by=make_user(None), change="minor", live_from=NOON + DAY, at=NOON)
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


def test_release_of_a_hold_brings_the_newest_words_at_once(send: Send) -> None:
    article = published(send)
    send(hold(5), at=NOON + HOUR)
    send(later(6), at=NOON + 2 * HOUR)
    assert "12,400" in body_at(article, NOON + 2 * HOUR)


def test_release_waits_where_the_policy_asks(send: Send) -> None:
    set_policy(release="ask")
    article = published(send)
    send(hold(5), at=NOON + HOUR)
    (outcome,) = send(later(6), at=NOON + 2 * HOUR)
    assert "waits for the desk: the desk decides on releases" in outcome.detail
    assert not article.is_visible(NOON + 2 * HOUR)


def test_bylines_and_pictures_of_ours_are_no_edit_and_stay(send: Send) -> None:
    article = published(send)
    article.topics.add(make_topic())
    article.lead_photo_caption = "Ours."
    publishing.save_revision(article=article, by=make_user(None), at=NOON)
    publishing.publish(article=article, by=make_user(None), change="minor", at=NOON)
    send(correction(), at=NOON + HOUR)
    assert "12,400" in body_at(article, NOON + HOUR)
    article.refresh_from_db()
    assert article.lead_photo_caption == "Ours."


def test_following_costs_the_same_however_long_the_story_is(send: Send, django_assert_max_num_queries: Any) -> None:
    published(send)
    long = "".join(f"<p>Boat {number} leaves at dusk.</p>" for number in range(200))
    with django_assert_max_num_queries(110):
        send(correction(body_html=NEW_TEXT + long), at=NOON + HOUR)
