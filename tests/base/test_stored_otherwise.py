"""What SQLite keeps and Django never wrote is named, and words that went without a second person, and rules turned round."""

from __future__ import annotations

import pytest
from django.db import connection

from articles import house_rules
from articles.models import Article, Publication
from corrections import promises
from corrections.models import AnswerTime
from newsroom.base import erasing, stored
from newsroom.recorded import erased_by_one
from tests.base import whole
from tests.factories import NOON, make_publication, make_published, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's columns take what their type says.")
@pytest.mark.parametrize("change", ["embargo_open_ended = 2", "saved_at = replace(saved_at, ' ', 'T')"])
def test_a_value_that_reads_the_same_and_is_another_to_queries_is_found(change):
    story = make_published()
    assert list(stored.faults()) == []
    connection.cursor().execute(f"UPDATE articles_article SET {change} WHERE id = %s", [story.pk])  # noqa: S608
    assert [fault.what for fault in stored.faults()] == [f"articles.article {story.pk}"]


def test_words_that_were_public_go_when_two_agree():
    revision, by = make_published().current_revision(), make_user()
    erasing.erase([revision], chain="article:x", by=by, second=make_user(), reason="A court said so.", at=NOON)
    assert list(erased_by_one()) == []
    edition = revision.editions.get()
    erasing.erase([edition], chain="article:x", by=by, reason="The reader asked for it.", at=NOON)
    assert {fault.what for fault in erased_by_one()} == {f"articles.edition:{edition.pk}"}


def test_house_rules_are_what_they_were_last_made():
    publication = make_publication()
    publication.needs_second_person = False
    house_rules.write(publication, by=make_user())
    assert whole.faults() == []
    with whole.tampered():
        Publication.objects.update(needs_second_person=True)
        assert "its needs_second_person" in whole.faults()[0]


def test_answer_times_are_what_they_were_last_made():
    time = AnswerTime.objects.get(category="fact")
    time.hours = 12
    promises.change(time, by=make_user())
    assert whole.faults() == []
    with whole.tampered():
        AnswerTime.objects.update(hours=36)
        assert "its hours" in whole.faults()[0]


def test_a_story_that_no_act_kept_from_search_engines_is_found():
    story = make_published()
    with whole.tampered():
        Article.objects.filter(pk=story.pk).update(is_noindex=True)
        assert "its is_noindex" in whole.faults()[0]
