"""Every save of a story can be looked up, and any two compared word by word."""

import pytest
from django.urls import reverse

from articles import publishing
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


def history(article):
    return reverse("admin:articles_article_history", args=[article.pk])


@pytest.fixture
def saved_thrice():
    article = make_article(headline="Vote is 5–2", by=make_user(first_name="Joan", last_name="Beckett"))
    for headline, note in (("Vote is 5–3", "Recount"), ("Vote is 5–4", "Clerk called")):
        article.headline = headline
        publishing.save_revision(article=article, by=make_user("Reporter"), note=note)
    return article


def test_every_save_is_listed_with_who_and_why(client, saved_thrice):
    client.force_login(make_user("Reporter"))
    page = client.get(history(saved_thrice)).text
    for words in ("Joan Beckett", "Recount", "Clerk called"):
        assert words in page


def test_the_newest_is_compared_with_the_one_before_unless_others_are_chosen(client, saved_thrice):
    client.force_login(make_user("Reporter"))
    page = client.get(history(saved_thrice)).text
    assert "<del>3</del>" in page
    assert "<ins>4</ins>" in page
    page = client.get(history(saved_thrice) + "?from=1&to=3").text
    assert "<del>2</del>" in page
    assert "<ins>4</ins>" in page


@pytest.mark.parametrize(
    "query", ["?from=x&to=y", "?from=99&to=1", "?from=²&to=3", "?from=3&to=1", "?from=1&to=1", f"?to={'9' * 5000}"]
)
def test_a_strange_choice_is_no_error(client, saved_thrice, query):
    client.force_login(make_user("Reporter"))
    assert client.get(history(saved_thrice) + query).status_code == 200


def test_the_record_is_for_editors(client, saved_thrice):
    client.force_login(make_user("Reporter"))
    assert "The record" not in client.get(history(saved_thrice)).text
    client.force_login(make_user("Editor"))
    assert "The record" in client.get(history(saved_thrice)).text


def test_history_is_closed_to_those_without_a_role(client, saved_thrice):
    client.force_login(make_user(None))
    assert client.get(history(saved_thrice)).status_code == 403
    assert client.get(reverse("admin:articles_article_history", args=[99999])).status_code in (302, 403)


@pytest.mark.parametrize("number", ["x", "²", "-1", "99", "9" * 5000])
def test_a_save_that_never_was_is_not_asked_for(client, saved_thrice, number):
    client.force_login(make_user("Reporter"))
    answer = client.get(f"{history(saved_thrice)}?from={number}&to={number}")
    assert answer.status_code == 200
    assert "<del>3</del>" in answer.text
