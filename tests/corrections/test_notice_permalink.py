"""Each notice has an address of its own, which ends with its story and shows what replaced it."""

from __future__ import annotations

import pytest

from articles import publishing
from corrections import workflow
from tests.factories import HOUR, NOON, make_publication, make_published, make_user

pytestmark = pytest.mark.django_db

AFTER = NOON + HOUR


def tell(article, **fields):
    fields = {"by": make_user(None), "kind": "correction", "text": "It is due on Thursday.", "at": AFTER, **fields}
    return workflow.publish_change(article=article, **{"proposed_by": make_user(None), **fields})


def test_a_notice_is_read_at_its_own_address_in_few_queries(client, django_assert_max_num_queries):
    make_publication()
    article = make_published()
    notice = tell(article)
    client.get(notice.get_absolute_url())  # a connection finds out once what its database can do
    with django_assert_max_num_queries(8):
        page = client.get(notice.get_absolute_url()).content.decode()
    assert notice.text in page
    assert f"{article.visible_edition().path}#notice-{notice.pk}" in page
    assert "2020-11-20T08:00:00-05:00" in page


def test_the_chain_of_replaced_notices_is_shown_from_each_of_them(client):
    article = make_published()
    first = tell(article, text="It is Thursday.")
    second = tell(article, text="It is Wednesday.", supersedes=first, at=AFTER + HOUR)
    for notice in (first, second):
        page = client.get(notice.get_absolute_url()).content.decode()
        assert "It is Thursday." in page
        assert "It is Wednesday." in page


@pytest.mark.parametrize("state", ["killed", "held"])
def test_the_notice_of_a_story_that_is_gone_is_not_shown_and_not_denied(client, state):
    article = make_published()
    notice = tell(article)
    if state == "killed":
        publishing.kill(article=article, by=make_user(None), reason="Legal", at=AFTER)
    else:
        publishing.hold(article=article, by=make_user(None), kind="legal", reason="x", at=AFTER)
    response = client.get(notice.get_absolute_url())
    assert response.status_code == 404
    assert "only together with its story" in response.text
    assert "never have led anywhere" not in response.text
    assert notice.text not in response.text


def test_a_hold_of_a_story_that_is_killed_later_names_nothing(client):
    article = make_published(headline="Mayor charged with fraud")
    editor = make_user(None)
    placed = workflow.hold(article=article, by=editor, kind="desk", reason="Doubts", at=AFTER)
    held = article.notices.get()
    workflow.release(hold=placed, by=editor, at=AFTER)
    workflow.kill(article=article, by=editor, reason="Legal", at=AFTER)
    page = client.get(held.get_absolute_url()).content.decode()
    assert "fraud" not in page
    assert workflow.AVAILABLE_AGAIN not in page


@pytest.mark.parametrize("address", ["/corrections/1/", "/corrections/0/", f"/corrections/{'9' * 30}/"])
def test_an_unknown_notice_is_not_found(client, address):
    assert client.get(address).status_code == 404
