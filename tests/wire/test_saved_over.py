"""A form saved over an agency's correction keeps its own words, and the correction waits for the desk again."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from newsroom.base.models import Entry
from tests.factories import HOUR, NOON
from tests.wire.builders import TEXT, picked_up, published, story
from tests.wire.conftest import Send
from tests.wire.later_versions import correction, tie
from tests.wire.test_merge_screen import desk, page_of
from wire import merging, reopening

OURS = TEXT.replace("its boats", "its three boats")


def opened_form(client: Client, article: Article) -> dict[str, Any]:
    page = client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    based_on = re.search(r'name="based_on" value="(\d+)"', page)
    assert based_on is not None
    return {"headline": article.headline, "body": OURS, "section": article.section_id, "kind": "news", "language": "en",
            "dateline": article.dateline, "tagline": article.tagline, "slugline": article.slugline,
            "editor_note": article.editor_note, "based_on": based_on[1],
            "bylines-TOTAL_FORMS": 0, "bylines-INITIAL_FORMS": 0}  # fmt: skip


@pytest.fixture
def saved_over(send: Send, django_capture_on_commit_callbacks: Any) -> Article:
    """The agency corrected what stood open in a form; the form was then saved after all."""
    article = published(send)
    client = desk("Editor")
    form = opened_form(client, article)
    send(correction(), at=NOON + HOUR)
    newest = article.revisions.order_by("-number").values_list("number", flat=True).first()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"/admin/articles/article/{article.pk}/change/", {**form, "_over": newest})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    article.refresh_from_db()
    return article


def test_words_of_the_form_are_kept_and_the_correction_waits(saved_over: Article) -> None:
    assert "its three boats" in saved_over.body and "14,200" in saved_over.body
    waiting = tie().waiting
    assert waiting is not None and waiting.change == "correction"
    assert Entry.objects.filter(verb="saved over a later version").exists()


def test_comparing_then_brings_both_together(saved_over: Article) -> None:
    version = tie().waiting
    assert version is not None
    merged = merging.proposal(tie(), saved_over, version)
    assert not merged.conflicts
    content = merged.settled({})
    assert "its three boats" in content["body"] and "12,400" in content["body"]
    assert "12,400" in page_of(desk())


def test_story_and_publish_screen_say_that_the_agency_changed_it(saved_over: Article) -> None:
    client = desk("Editor")
    for address in (f"/admin/articles/article/{saved_over.pk}/change/", f"/admin/desk/publish/{saved_over.pk}/"):
        page = client.get(address).content.decode()
        assert "has changed this story since we took it" in page
        assert f"/admin/wire/pickup/{tie().pk}/change/" in page


def test_story_that_is_up_to_date_says_nothing_of_it(send: Send) -> None:
    article = published(send)
    assert "has changed this story" not in desk("Editor").get(f"/admin/desk/publish/{article.pk}/").content.decode()


def test_form_that_knew_the_newest_version_puts_nothing_back(send: Send) -> None:
    send(story())
    article = picked_up()
    editor = article.revisions.get().by
    assert editor is not None
    assert not reopening.put_back(article=article, opened=1, by=editor)
    assert tie().waiting is None
