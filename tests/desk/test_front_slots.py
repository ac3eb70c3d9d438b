"""An editor gives a story a place on the front, for a time; who placed it is stamped."""

import pytest
from django.urls import reverse

from articles.models import FrontSlot
from tests.factories import make_article, make_published, make_user

pytestmark = pytest.mark.django_db


def place(client, article, **changes):
    return client.post(
        reverse("admin:articles_frontslot_add"),
        {"position": 1, "article": article.pk, "from_at": "", "until_at": "", **changes},
    )


def test_a_slot_is_given_from_a_time_to_a_time_and_says_by_whom(client):
    editor, article = make_user("Editor"), make_published()
    client.force_login(editor)
    assert place(client, article, from_at="2030-01-02T06:00", until_at="2030-01-02T12:00").status_code == 302
    slot = FrontSlot.objects.get()
    assert (slot.placed_by, slot.from_at.hour, slot.until_at.hour) == (editor, 6, 12)


@pytest.mark.parametrize("role", [None, "Reporter", "Wire editor", "Standards editor"])
def test_others_place_nothing(client, role):
    client.force_login(make_user(role))
    assert place(client, make_published()).status_code == 403


def test_the_list_says_whether_readers_see_the_story_in_the_slot(client):
    FrontSlot.objects.create(position=1, article=make_published())
    FrontSlot.objects.create(position=2, article=make_article())
    client.force_login(make_user("Editor"))
    page = client.get(reverse("admin:articles_frontslot_changelist")).text
    assert "state--live" in page
    assert "state--draft" in page
