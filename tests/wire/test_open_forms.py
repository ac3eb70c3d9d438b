"""A story that is open in a colleague's form while the agency changes or kills it: saving that form brings nothing back."""

from __future__ import annotations

import re

import pytest

from tests.factories import HOUR, NOON
from tests.wire.builders import TEXT, kill, picked_up, published, story
from tests.wire.conftest import Send
from tests.wire.later_versions import correction, edited
from tests.wire.test_merge_screen import decide, desk, page_of
from wire.models import Pickup


def test_form_that_was_open_brings_no_old_words_back(send: Send) -> None:
    send(story())
    article = picked_up()
    client = desk("Editor")
    form = client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    based_on = re.search(r'name="based_on" value="(\d+)"', form)
    assert based_on is not None
    send(correction(), at=NOON + HOUR)
    posted = {"headline": "Old words", "body": TEXT, "section": article.section_id, "kind": "news", "language": "en",
              "based_on": based_on[1], "bylines-TOTAL_FORMS": 0, "bylines-INITIAL_FORMS": 0}  # fmt: skip
    page = client.post(f"/admin/articles/article/{article.pk}/change/", posted).content.decode()
    assert "has saved this story since you opened it" in page
    article.refresh_from_db()
    assert ("12,400" in article.body, article.headline) == (True, "Night ferries to stay")


def test_form_that_was_open_brings_no_killed_story_back(send: Send) -> None:
    article = published(send)
    client = desk("Editor")
    send(kill(), at=NOON + 5 * HOUR)
    posted = {"headline": "Back again", "body": TEXT, "section": article.section_id, "kind": "news", "language": "en",
              "based_on": 1, "bylines-TOTAL_FORMS": 0, "bylines-INITIAL_FORMS": 0}  # fmt: skip
    answer = client.post(f"/admin/articles/article/{article.pk}/change/", posted)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Nothing was saved: the story is killed" in page
    assert "Back again" in page, "what was typed is given back"
    article.refresh_from_db()
    assert article.killed_at is not None and article.headline != "Back again"
    assert not article.is_visible()


@pytest.mark.parametrize("act", ["save", "notice", "minor"])
def test_comparison_that_was_open_publishes_no_killed_story(send: Send, act: str) -> None:
    article = published(send)
    edited(article)
    send(correction(), at=NOON + HOUR)
    client = desk("Editor")
    page = page_of(client)
    send(kill(), at=NOON + 2 * HOUR)
    answer = decide(client, page, act, text="What I had typed for readers")
    assert answer.status_code == 200
    assert "What I had typed for readers" in answer.content.decode()
    assert "The story is killed. Nothing was saved or published." in answer.content.decode()
    assert not article.is_visible()


def test_killed_story_waits_for_nobody(send: Send) -> None:
    article = published(send)
    edited(article)
    send(correction(), at=NOON + HOUR)
    assert Pickup.objects.waiting_for_desk().exists()
    send(kill(), at=NOON + 2 * HOUR)
    assert not Pickup.objects.waiting_for_desk().exists()
    assert "Killed" in desk("Editor").get("/admin/wire/item/").content.decode()
