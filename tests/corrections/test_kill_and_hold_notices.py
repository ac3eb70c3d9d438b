"""A story that is withdrawn or withheld leaves a notice that names neither it nor its content."""

from __future__ import annotations

import pytest

from articles.models import Hold
from corrections import workflow
from corrections.models import Notice
from newsroom.base.actors import FeedActor
from newsroom.base.refusals import Refused
from tests.factories import HOUR, NOON, make_article, make_published, make_user

pytestmark = pytest.mark.django_db

AFTER = NOON + HOUR
FEED = FeedActor("northline")


def test_a_killed_story_leaves_a_neutral_notice_in_the_log():
    article = make_published(headline="Mayor charged with fraud")
    notice = workflow.kill(article=article, by=make_user(None), reason="The mayor was not charged.", at=AFTER)
    assert notice.kind == "kill"
    assert notice.placement == "top"
    assert "fraud" not in notice.text
    assert notice in Notice.objects.public(AFTER)
    assert article.visible_edition(AFTER) is None


def test_killing_twice_tells_readers_once():
    article = make_published()
    assert workflow.kill(article=article, by=make_user(None), reason="Legal", at=AFTER)
    assert workflow.kill(article=article, by=FEED, reason="Legal", at=AFTER) is None
    assert Notice.objects.count() == 1


def test_a_story_that_readers_never_had_is_killed_without_a_notice():
    article = make_article()
    assert workflow.kill(article=article, by=make_user(None), reason="Legal", at=AFTER) is None
    article.refresh_from_db()
    assert article.killed_at == AFTER
    assert not Notice.objects.exists()


def test_a_person_may_not_name_the_story_in_the_withdrawal():
    article = make_published(headline="Mayor charged with fraud")
    with pytest.raises(Refused, match="headline"):
        workflow.kill(article=article, by=make_user(None), reason="x", text="We withdrew “Mayor Charged With Fraud”.", at=AFTER)
    with pytest.raises(Refused, match="headline"):
        workflow.kill(article=article, by=make_user(None), reason="x", label="Mayor charged with fraud", at=AFTER)
    assert article.is_visible(AFTER)


def test_an_agencys_kill_wins_even_when_its_words_name_the_story():
    article = make_published(headline="Mayor charged with fraud")
    notice = workflow.kill(
        article=article, by=FEED, reason="Kill", origin="agency", text="Kill Mayor charged with fraud.",
        label="Mayor charged with fraud", at=AFTER,
    )  # fmt: skip
    article.refresh_from_db()
    assert notice.text == workflow.WITHDRAWN
    assert article.tombstone_label == ""
    assert not article.is_visible(AFTER)


def test_a_kill_needs_a_reason():
    with pytest.raises(Refused, match="why"):
        workflow.kill(article=make_published(), by=make_user(None), reason=" ", at=AFTER)


def test_a_held_story_leaves_a_neutral_notice_until_it_is_released():
    article, editor = make_published(), make_user(None)
    placed = workflow.hold(article=article, by=editor, kind="desk", reason="A source has doubts.", at=AFTER)
    withheld = Notice.objects.get()
    assert (withheld.kind, withheld.text) == ("hold", workflow.WITHHELD)
    assert not article.is_visible(AFTER)

    workflow.release(hold=placed, by=editor, at=AFTER + HOUR)

    again = Notice.objects.newest_first()[0]
    assert (again.kind, again.supersedes) == ("update", withheld)
    assert article.is_visible(AFTER + HOUR)


def test_a_second_hold_is_placed_without_a_second_notice_and_only_the_last_release_tells():
    article, editor = make_published(), make_user(None)
    first = workflow.hold(article=article, by=editor, kind="desk", reason="Doubts", at=AFTER)
    second = workflow.hold(article=article, by=FEED, kind="agency", reason="Withheld", origin="agency", at=AFTER)
    assert Notice.objects.filter(kind="hold").count() == 1
    workflow.release(hold=first, by=editor, at=AFTER + HOUR)
    assert not Notice.objects.filter(kind="update").exists()
    workflow.release(hold=second, by=FEED, at=AFTER + 2 * HOUR)
    assert Notice.objects.filter(kind="update").count() == 1


def test_a_draft_is_held_without_a_notice():
    workflow.hold(article=make_article(), by=make_user(None), kind="legal", reason="Injunction", at=AFTER)
    assert Hold.objects.count() == 1
    assert not Notice.objects.exists()


def test_a_kill_replaces_the_notice_of_a_hold():
    article = make_published()
    workflow.hold(article=article, by=FEED, kind="agency", reason="Withheld", origin="agency", at=AFTER)
    withdrawn = workflow.kill(article=article, by=FEED, reason="Killed", origin="agency", at=AFTER + HOUR)
    assert withdrawn.supersedes.kind == "hold"


def test_a_killed_story_is_not_held():
    article = make_published()
    workflow.kill(article=article, by=make_user(None), reason="Legal", at=AFTER)
    with pytest.raises(Refused, match="killed"):
        workflow.hold(article=article, by=make_user(None), kind="desk", reason="x", at=AFTER)


def test_a_hold_is_of_a_known_kind():
    with pytest.raises(Refused):
        workflow.hold(article=make_published(), by=make_user(None), kind="whim", reason="x", at=AFTER)
