"""A hold is lifted by its owner alone; a kill asks once, says what will happen, and is final."""

import pytest
from django.urls import reverse

from articles import publishing
from articles.models import Hold
from corrections import workflow
from corrections.models import Notice
from tests.factories import make_photo, make_published, make_user

pytestmark = pytest.mark.django_db


def screen(article):
    return reverse("admin:desk_publish", args=[article.pk])


def lift(hold):
    return reverse("admin:desk_lift", args=[hold.pk])


def test_a_held_story_is_off_the_site_until_its_owner_lifts_the_hold(client):
    article = make_published()
    client.force_login(make_user("Editor"))
    client.post(screen(article), {"act": "hold", "kind": "legal", "reason": "A letter from counsel"})
    assert not article.is_visible()
    client.post(lift(Hold.objects.get()))
    assert article.is_visible()


def test_a_hold_needs_a_reason(client):
    article = make_published()
    client.force_login(make_user("Editor"))
    assert "Say why it is held." in client.post(screen(article), {"act": "hold", "kind": "legal", "reason": ""}).text
    assert article.is_visible()


def test_somebody_elses_hold_is_not_lifted(client):
    article = make_published()
    hold = workflow.hold(article=article, by=make_user("Editor"), kind="legal", reason="Counsel")
    client.force_login(make_user("Standards editor"))
    response = client.post(lift(hold), follow=True)
    assert "alone may lift the hold" in response.text
    assert "Lift the hold</button>" not in client.get(screen(article)).text
    assert not article.is_visible()


def test_a_managing_editor_takes_a_hold_over_and_then_lifts_it(client):
    article = make_published()
    hold = workflow.hold(article=article, by=make_user("Editor"), kind="legal", reason="Counsel")
    client.force_login(make_user("Managing editor"))
    client.post(reverse("admin:desk_take_over", args=[hold.pk]))
    client.post(lift(hold))
    assert article.is_visible()


@pytest.mark.parametrize("role", [None, "Reporter"])
def test_who_may_not_hold_lifts_nothing(client, role):
    article = make_published()
    hold = workflow.hold(article=article, by=make_user("Editor"), kind="legal", reason="Counsel")
    client.force_login(make_user(role))
    for verb in ("desk_lift", "desk_take_over"):
        assert client.post(reverse(f"admin:{verb}", args=[hold.pk])).status_code == 403
        assert client.get(reverse(f"admin:{verb}", args=[hold.pk])).status_code in (403, 405)
    assert not article.is_visible()


def test_an_editor_takes_no_hold_over(client):
    hold = workflow.hold(article=make_published(), by=make_user("Editor"), kind="legal", reason="Counsel")
    client.force_login(make_user("Standards editor"))
    assert client.post(reverse("admin:desk_take_over", args=[hold.pk])).status_code == 403


def test_the_hold_of_a_photo_is_lifted_too(client):
    editor = make_user("Editor")
    hold = publishing.hold(photo=make_photo(), by=editor, kind="desk", reason="Who is in it?")
    client.force_login(editor)
    client.post(lift(hold))
    assert not Hold.objects.active().exists()


def test_the_list_of_holds_offers_the_next_step_to_those_who_may_take_it(client):
    editor = make_user("Editor")
    hold = workflow.hold(article=make_published(), by=editor, kind="legal", reason="Counsel")
    address = reverse("admin:articles_hold_changelist")
    for role, words in ((editor, "Lift the hold"), (make_user("Managing editor"), "Take it over")):
        client.force_login(role)
        assert words in client.get(address).text
    client.force_login(make_user("Reporter"))
    page = client.get(address).text
    assert "legal" in page.lower() and "Counsel" not in page
    assert lift(hold) not in page


def test_a_kill_says_what_will_happen_before_it_does(client):
    article = make_published()
    client.force_login(make_user("Managing editor"))
    page = client.get(reverse("admin:desk_kill", args=[article.pk])).text
    assert "(410)" in page
    assert article.visible_edition().path in page
    assert article.is_visible()


def test_a_kill_takes_the_story_down_and_the_log_names_nothing(client):
    article = make_published(headline="Mayor resigns")
    client.force_login(make_user("Managing editor"))
    client.post(reverse("admin:desk_kill", args=[article.pk]), {"reason": "The source withdrew"})
    assert not article.is_visible()
    assert "Mayor" not in Notice.objects.get().text


def test_a_kill_needs_a_reason_and_a_public_text_that_names_the_story_is_refused(client):
    article = make_published(headline="Mayor resigns over harbor money")
    client.force_login(make_user("Managing editor"))
    address = reverse("admin:desk_kill", args=[article.pk])
    assert client.post(address, {"reason": ""}).status_code == 200
    named = client.post(address, {"reason": "Wrong", "text": "We withdrew “Mayor resigns over harbor money”."})
    assert named.status_code == 200
    assert "Wrong" in named.text
    assert article.is_visible()


def test_a_killed_story_is_neither_published_nor_held_again(client):
    article = make_published()
    managing = make_user("Managing editor")
    workflow.kill(article=article, by=managing, reason="Wrong")
    client.force_login(managing)
    for data in ({"act": "publish", "revision": 1, "when": "now"}, {"act": "hold", "kind": "desk", "reason": "x"}):
        assert "Nothing more is done with it" in client.post(screen(article), data, follow=True).text
    assert Hold.objects.count() == 0
