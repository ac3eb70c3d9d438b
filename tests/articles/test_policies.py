"""A policy page is ours to word and to change; what it said before stays on the record."""

import pytest
from django.test import Client

from articles import policies, told
from articles.models import PolicyPage
from newsroom.base.refusals import Refused
from tests.factories import DAY, NOON, make_publication, make_user

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/policypage/add/"


def make_policy(**fields):
    page = PolicyPage(**{"slug": "mission", "title": "Mission", "body": "<p>We report on the harbor.</p>", **fields})
    policies.write(page, by=make_user(None, first_name="Eleanor"), at=NOON)
    return page


def desk(role="Managing editor"):
    client = Client()
    client.force_login(make_user(role))
    return client


def test_the_date_moves_with_the_words_alone():
    page = make_policy()
    page.position = 3
    policies.write(page, by=make_user(None), at=NOON + DAY)
    assert (page.updated_at, len(told.wordings(page))) == (NOON, 1)
    page.body = "<p>We report on the harbor and the city.</p>"
    policies.write(page, by=make_user(None), at=NOON + DAY)
    assert (page.updated_at, len(told.wordings(page))) == (NOON + DAY, 2)


def test_a_page_of_which_nothing_is_on_record_yet_has_an_empty_history():
    page = PolicyPage.objects.create(slug="mission", title="Mission", body="<p>We report.</p>", updated_at=NOON)
    assert desk().get(f"/admin/articles/policypage/{page.pk}/history/").status_code == 200


def test_what_it_said_before_is_on_the_record_and_shown_at_the_desk():
    page = make_policy()
    page.body = "<p>We report on the city.</p>"
    policies.write(page, by=make_user(None), at=NOON + DAY)
    said = [one.words["body"] for one in told.wordings(page)]
    assert said == ["<p>We report on the city.</p>", "<p>We report on the harbor.</p>"]
    shown = desk("Reporter").get(f"/admin/articles/policypage/{page.pk}/history/").content.decode()
    assert "<del>harbor</del>" in shown and "<ins>city</ins>" in shown and "Eleanor" in shown


def test_words_from_before_the_record_kept_them_are_kept_at_the_first_change():
    page = PolicyPage.objects.create(slug="mission", title="Mission", body="<p>Old words.</p>")
    page.body = "<p>New words.</p>"
    policies.write(page, by=make_user(None), at=NOON)
    assert [one.words["body"] for one in told.wordings(page)] == ["<p>New words.</p>", "<p>Old words.</p>"]


@pytest.mark.parametrize("slug", policies.starts())
def test_a_page_starts_from_our_own_text_and_is_not_public_before_it_is_filled_in_and_saved(slug):
    make_publication(contact_email="desk@ledger.example", street_address="14 Custom House Square")
    page, form = policies.start(slug), desk().get(ADD, {"start": slug}).content.decode()
    assert page.title in form and "{" not in page.body
    assert not PolicyPage.objects.exists() and Client().get(f"/about/{slug}/", follow=True).status_code in (404, 200)
    assert policies.blanks(page)
    with pytest.raises(Refused, match="double brackets"):
        policies.write(page, by=make_user(None))
    page.body = policies.BLANK.sub("as we say", page.body)
    policies.write(page, by=make_user(None))
    assert Client().get(page.get_absolute_url()).status_code == 200


def test_the_desk_is_told_what_is_still_to_be_filled_in():
    data = {"title": "Mission", "slug": "mission", "kind": "other", "body": "<p>For [[whom]].</p>", "position": 1}
    answer = desk().post(ADD, data)
    assert answer.status_code == 200 and "[[double brackets]]: whom." in answer.content.decode()
    assert not PolicyPage.objects.exists()


def test_our_text_says_what_the_publication_is_set_to():
    make_publication(name="Salt & Tide", corrections_email="errors@salt.example", personal_data_days=90)
    assert "90 days after" in policies.start("privacy").body and "errors@salt.example" in policies.start("corrections").body
    assert "Salt &amp; Tide" in policies.start("standards").body
    assert policies.start("nothing") is None
