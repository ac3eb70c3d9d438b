"""A published story follows its agency at once where nobody has to decide, with what readers are owed for the change."""

from __future__ import annotations

from typing import Any

from articles import publishing
from corrections.models import Notice
from tests.factories import (
    HOUR,
    NOON,
    edition_of,
    make_disclaimer,
    make_topic,
    make_user,
)
from tests.wire.builders import TEXT, hold, published, the_item
from tests.wire.conftest import Send
from tests.wire.later_versions import NEW_TEXT, OWN, body_at, correction, edited, later, set_policy, tie


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


def test_release_of_a_hold_brings_the_newest_words_at_once(send: Send) -> None:
    article = published(send)
    send(hold(5), at=NOON + HOUR)
    send(later(6), at=NOON + 2 * HOUR)
    assert "12,400" in body_at(article, NOON + 2 * HOUR)


def test_bylines_and_pictures_of_ours_are_no_edit_and_stay(send: Send) -> None:
    article = published(send)
    article.topics.add(make_topic())
    article.lead_photo_caption = "Ours."
    publishing.save_revision(article=article, by=make_user(None), at=NOON)
    publishing.publish(article=article, by=make_user(None), change="minor", no_notice_reason="A test.", at=NOON)
    send(correction(), at=NOON + HOUR)
    assert "12,400" in body_at(article, NOON + HOUR)
    article.refresh_from_db()
    assert article.lead_photo_caption == "Ours."


def test_following_costs_the_same_however_long_the_story_is(send: Send, django_assert_max_num_queries: Any) -> None:
    published(send)
    long = "".join(f"<p>Boat {number} leaves at dusk.</p>" for number in range(200))
    with django_assert_max_num_queries(115):
        send(correction(body_html=NEW_TEXT + long), at=NOON + HOUR)
