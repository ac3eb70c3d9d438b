"""A legal complaint, a takedown request and a reply are offered to readers in plain words, and read by few."""

from __future__ import annotations

import pytest
from django.test import Client

from corrections.models import Ticket
from tests.corrections.cases import desk_client, form_data, report_address, screen_address
from tests.factories import make_published

pytestmark = pytest.mark.django_db


def test_they_stand_apart_from_the_errors_and_say_who_reads_them():
    page = Client().get(report_address(make_published())).content.decode()
    errors, rights = page.split('<optgroup label="Your rights">')
    assert 'value="fact"' in errors
    for category, words in (("legal", "legal complaint"), ("takedown", "taken down"), ("reply", "said about me")):
        assert f'value="{category}"' not in errors
        assert f'value="{category}"' in rights
        assert words in rights
    assert "standards and managing editors alone" in page


@pytest.mark.parametrize("category", Ticket.RESTRICTED)
def test_only_standards_and_managing_editors_see_one_that_came_by_the_form(category):
    article = make_published()
    Client().post(report_address(article), form_data(article, category=category, wrong="This is about me."))
    ticket = Ticket.objects.get()
    answers = {
        role: desk_client(role).get(screen_address(ticket)).status_code
        for role in ("Reporter", "Editor", "Standards editor", "Managing editor")
    }
    assert answers["Standards editor"] == answers["Managing editor"] == 200
    assert 200 not in (answers["Reporter"], answers["Editor"])
    assert ticket.reference not in desk_client("Editor").get("/admin/corrections/ticket/").content.decode()
