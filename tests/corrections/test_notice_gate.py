"""A notice is public as long as its story is; kills and holds are always public and name nothing."""

from __future__ import annotations

import pytest

from articles import publishing
from corrections import workflow
from corrections.models import Notice
from tests.factories import DAY, HOUR, NOON, make_published, make_user

pytestmark = pytest.mark.django_db

AFTER, LATER = NOON + HOUR, NOON + DAY


def corrected():
    article = make_published()
    workflow.publish_change(article=article, by=make_user(None), kind="correction", text="It is Thursday.", at=AFTER)
    return article


def nothing(article):
    pass


def kill(article):
    workflow.kill(article=article, by=make_user(None), reason="Legal", at=AFTER)


def hold(article):
    workflow.hold(article=article, by=make_user(None), kind="desk", reason="Doubts", at=AFTER)


def hold_and_release(article):
    editor = make_user(None)
    placed = workflow.hold(article=article, by=editor, kind="desk", reason="Doubts", at=AFTER)
    workflow.release(hold=placed, by=editor, at=AFTER + HOUR)


def embargo(article):
    publishing.set_terms(
        article=article, by=make_user(None), embargo_until=LATER + DAY, embargo_open_ended=False, expires_at=None, at=AFTER
    )


def embargo_without_end(article):
    publishing.set_terms(
        article=article, by=make_user(None), embargo_until=None, embargo_open_ended=True, expires_at=None, at=AFTER
    )


def expire(article):
    publishing.set_terms(
        article=article, by=make_user(None), embargo_until=None, embargo_open_ended=False, expires_at=AFTER, at=AFTER
    )


CASES = {
    nothing: ["correction"],
    kill: ["kill"],
    hold: ["hold"],
    hold_and_release: ["correction", "hold", "update"],
    embargo: [],
    embargo_without_end: [],
    expire: [],
}


@pytest.mark.parametrize("state", CASES, ids=lambda state: state.__name__)
def test_the_queryset_and_its_twin_agree(state):
    state(corrected())
    public = set(Notice.objects.public(LATER))
    assert sorted(notice.kind for notice in public) == CASES[state]
    for notice in Notice.objects.all():
        assert notice.is_public(LATER) == (notice in public)


def test_a_notice_of_the_future_is_not_public_yet():
    corrected()
    notice = Notice.objects.get()
    assert notice not in Notice.objects.public(NOON)
    assert not notice.is_public(NOON)


def test_only_notices_about_the_text_that_nothing_replaced_stand_on_the_story():
    article = corrected()
    first = Notice.objects.get()
    second = workflow.publish_change(
        article=article, by=make_user(None), kind="correction", text="It is Wednesday.", supersedes=first, at=AFTER
    )
    hold(article)
    assert list(article.notices.standing()) == [second]
