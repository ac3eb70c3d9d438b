"""Editors decide for each story whether readers may compare its versions; the record says who did."""

import pytest

from articles.models import Article
from newsroom.base.models import Entry
from newsroom.base.verification import Verification
from tests.desk.test_article_form import post
from tests.factories import make_published, make_user
from tests.site.reading import get, path_of

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/articles/article/{}/change/"


@pytest.mark.parametrize(
    ("typed", "kept", "verb"),
    [("True", True, "opened its history"), ("False", False, "closed its history")],
)
def test_an_editor_opens_and_closes_the_history(client, typed, kept, verb):
    story = make_published()
    client.force_login(make_user("Editor"))
    assert post(client, story, shows_history=typed).status_code == 302
    assert Article.objects.get().shows_history is kept
    assert get(path_of(story) + "history/").status_code == (200 if kept else 404)
    assert Entry.objects.filter(verb=verb).count() == 1
    again = {"shows_history": "", "initial-shows_history": typed}
    post(client, story, **again)
    assert Article.objects.get().shows_history is None
    assert list(Verification().faults()) == []


def test_a_form_that_was_open_meanwhile_does_not_turn_it_back(client):
    story = make_published()
    client.force_login(make_user("Editor"))
    post(client, story, shows_history="False")
    post(client, story, shows_history="", **{"initial-shows_history": ""})
    assert Article.objects.get().shows_history is False


def test_a_reporter_sees_it_and_does_not_decide(client):
    reporter = make_user("Reporter")
    story = make_published()
    client.force_login(reporter)
    post(client, story, shows_history="False")
    assert Article.objects.get().shows_history is None


def test_the_form_shows_what_holds(client):
    story = make_published()
    Article.objects.update(shows_history=False)
    client.force_login(make_user("Editor"))
    assert '<option value="False" selected>Not public</option>' in client.get(ADDRESS.format(story.pk)).text
