"""Saving a live story asks what kind of change it is; until that is answered readers keep what they have."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles.models import Article
from corrections.models import Notice, NoticeProposal, Republisher
from newsroom.base.models import Outgoing
from tests.desk.test_article_form import values
from tests.factories import make_article, make_publication, make_published, make_user

pytestmark = pytest.mark.django_db


def saved(client, article: Article, button: str = "_save", **fields):
    address = reverse("admin:articles_article_change", args=[article.pk])
    return client.post(address, {**values(article, **fields), button: "x"}, follow=True)


@pytest.fixture
def story() -> Article:
    make_publication()
    return make_published(body="<p>It carried 14,200 people.</p>")


@pytest.mark.parametrize(("body", "says"), [("12,400", "This looks substantive."), ("14,200, some say,", "This looks")])
def test_saving_asks_with_a_proposal_and_readers_keep_what_they_have(client, story, body, says):
    client.force_login(make_user("Editor"))
    response = saved(client, story, body=f"<p>It carried {body} people.</p>")
    assert response.redirect_chain[-1][0].endswith(f"{reverse('admin:desk_publish', args=[story.pk])}#panel-publish")
    page = response.content.decode()
    assert says in page
    assert "Not yet: readers keep what they have" in page
    assert page.index("panel-publish") < page.index("panel-disclosure")
    assert story.editions.count() == 1


def test_the_notice_is_suggested_and_a_gap_in_it_is_not_published(client, story):
    client.force_login(make_user("Editor"))
    page = saved(client, story, body="<p>It carried 12,400 people.</p>").content.decode()
    assert "said “It carried 14,200 people”. It should have said “It carried 12,400 people”." in page
    address = reverse("admin:desk_publish", args=[story.pk])
    data = {"act": "publish", "revision": 2, "when": "now", "change": "notice", "kind": "correction", "severity": "ordinary"}
    assert "Fill in what stands as […]." in client.post(address, {**data, "text": "It was […]."}).content.decode()
    assert (
        "It now says “It carried 12,400 people”."
        in client.post(address, {**data, "kind": "update", "text": ""}).content.decode()
    )
    assert not Notice.objects.exists()
    given = {**data, "text": "It was 12,400.", "origin": "source", "passage": "12,400 people"}
    assert client.post(address, given).status_code == 302
    notice = Notice.objects.get()
    assert (notice.origin, notice.passage) == ("source", "12,400 people")


def test_who_goes_on_writing_or_may_not_publish_is_not_asked(client, story):
    client.force_login(make_user("Editor"))
    response = saved(client, story, "_continue", body="<p>It carried 12,400 people.</p>")
    assert response.redirect_chain[-1][0].endswith("/change/")
    client.force_login(make_user("Reporter"))
    response = saved(client, story, body="<p>It carried 12,500 people.</p>")
    assert "Readers keep the earlier version until an editor publishes this one." in response.content.decode()
    assert story.editions.count() == 1


def test_nothing_is_asked_of_a_save_that_changed_nothing_or_of_a_draft(client, story):
    client.force_login(make_user("Editor"))
    for article in (story, make_article()):
        assert "panel-publish" not in saved(client, article).content.decode()


@pytest.mark.parametrize(
    ("kind", "says"), [("correction", "Publishing tells readers this"), ("clarification", "second person")]
)
def test_page_log_and_mails_are_shown_first_and_nothing_of_it_is_kept(client, story, kind, says):
    Republisher.objects.create(name="The Sound Post", email="post@example.org")
    client.force_login(make_user("Standards editor"))
    saved(client, story, body="<p>It carried 12,400 people.</p>")
    data = {"revision": 2, "when": "now", "change": "notice", "kind": kind, "severity": "ordinary", "text": "It was 12,400."}
    address = reverse("admin:desk_publish", args=[story.pk])
    page = client.post(address, {**data, "act": "look"}).content.decode()
    assert says in page
    assert ("Mail to post@example.org" in page) is (kind == "correction")
    assert "It was 12,400.</textarea>" in page
    assert not Notice.objects.exists() and not NoticeProposal.objects.exists() and not Outgoing.objects.exists()
    assert client.post(address, {**data, "act": "publish"}).status_code == 302
    assert Notice.objects.exists() is (kind == "correction")
