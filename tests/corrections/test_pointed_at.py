"""Words that were pointed at on the story's page arrive in the form, marked where they stand, and in the ticket."""

from __future__ import annotations

import pytest
from django.test import Client

from articles import publishing
from corrections.models import Ticket
from tests.corrections.cases import LATER, form_data, report_address, save_text
from tests.factories import make_photo, make_published, make_user

pytestmark = pytest.mark.django_db

BODY = "<p>The ferry carried <b>14,200</b> people in its first month.</p><p>It sails on Friday &amp; Sunday.</p>"


def form_page(article, **said) -> str:
    response = Client().get(report_address(article), said)
    assert response.status_code == 200
    return response.content.decode()


def test_the_words_are_marked_between_those_around_them():
    page = form_page(make_published(body=BODY), passage="14,200 people", about="words", block="0")
    assert "<mark>14,200 people</mark>" in page
    assert "The ferry carried " in page[page.index("pointed__around") :]
    assert 'name="quoted" value="True"' in page
    assert '<textarea name="passage"' not in page


def test_words_that_do_not_stand_there_are_shown_as_sent_and_escaped():
    page = form_page(make_published(body=BODY), passage="<b>15,000</b> people")
    assert "<mark>&lt;b&gt;15,000&lt;/b&gt; people</mark>" in page
    assert "don’t stand in the story" in page


def test_what_the_story_said_before_is_not_shown_to_who_names_an_old_edition():
    article = make_published(body="<p>Words that a judge forbade: Bob did it.</p>")
    old = article.editions.get()
    save_text(article, BODY)
    publishing.publish(article=article, by=make_user(None), change="minor", no_notice_reason="A test.", at=LATER)
    page = form_page(article, edition=old.pk, passage="judge")
    assert "forbade" not in page
    assert "Bob" not in page


def test_a_report_of_pointed_words_keeps_their_place():
    article = make_published(body=BODY)
    said = {
        "quoted": "True",
        "about": "words",
        "passage": "on Friday",
        "before": "It sails ",
        "after": " & Sunday",
        "block": "1",
    }
    response = Client().post(report_address(article), form_data(article, **said))
    assert response.status_code == 302
    ticket = Ticket.objects.get()
    assert (ticket.part, ticket.block, ticket.passage_after) == ("words", 1, " & Sunday.")


def test_pointed_words_stay_when_the_rest_must_be_looked_at_again():
    article = make_published(body=BODY)
    response = Client().post(
        report_address(article), form_data(article, wrong="", quoted="True", passage="on Friday", block="1")
    )
    assert response.status_code == 422
    assert "<mark>on Friday</mark>" in response.content.decode()


@pytest.mark.parametrize(
    "said",
    [
        {"block": "x" * 50}, {"block": "-1"}, {"block": "9" * 400}, {"edition": "x"}, {"about": "gossip"},
        {"about": "photo:zz"}, {"before": "x" * 9000, "after": "\x00"},
        {"passage": "x" * 9000}, {"passage": "(((.*"}, {"quoted": "no"},
    ],
)  # fmt: skip
def test_odd_queries_do_no_harm(said):
    article = make_published(body=BODY)
    assert Client().get(report_address(article), {"passage": "on Friday", **said}).status_code == 200
    posted = form_data(article, **{"quoted": "True", "passage": "on Friday", **said})
    assert Client().post(report_address(article), posted).status_code in (302, 422)


def test_a_forged_part_in_the_address_can_still_be_sent():
    article = make_published(body=BODY)
    assert "gossip" not in form_page(article, passage="on Friday", about="gossip")


def test_each_picture_and_its_caption_can_be_chosen():
    lead, inside = make_photo("navy"), make_photo("olive")
    article = make_published(body=f'{BODY}<figure data-photo="{inside.pk}"></figure>', lead_photo=lead)
    page = form_page(article)
    for photo in (lead, inside):
        for part in ("photo", "caption"):
            assert f'<option value="{part}:{photo.pk}">' in page
    reader = Client()
    reader.post(report_address(article), form_data(article, about=f"caption:{inside.pk}", category="photo"))
    ticket = Ticket.objects.get()
    assert (ticket.part, ticket.photo) == ("caption", inside)
    assert "<dd>Caption 2: Something olive.</dd>" in reader.get("/corrections/tickets/").content.decode()


@pytest.mark.parametrize(
    ("about", "category"), [("headline", "headline"), ("missing", "context"), ("words", "fact"), ("", "fact")]
)
def test_the_kind_of_error_follows_what_was_pointed_at(about, category):
    page = form_page(make_published(body=BODY), about=about)
    assert f'<option value="{category}" selected>' in page


def test_pointing_costs_no_further_query(django_assert_max_num_queries):
    article = make_published(body=BODY)
    client = Client()
    client.get(report_address(article))
    with django_assert_max_num_queries(3):
        client.get(report_address(article), {"passage": "on Friday"})


def test_words_of_a_caption_are_found_under_their_picture():
    lead, inside = make_photo("navy", caption="The quay at dawn."), make_photo("olive", caption="The quay at night.")
    article = make_published(body=f'{BODY}<figure data-photo="{inside.pk}"></figure>', lead_photo=lead)
    assert "<mark>quay at night</mark>" in form_page(article, passage="quay at night", about=f"caption:{inside.pk}")
    for words, photo in (("quay at dawn", lead), ("quay at night", inside)):
        Client().post(report_address(article), form_data(article, quoted="True", passage=words))
        ticket = Ticket.objects.first()
        assert (ticket.part, ticket.photo, ticket.block) == ("caption", photo, None)


def test_the_caption_of_a_photo_that_was_withdrawn_is_told_to_nobody():
    lead = make_photo("navy", caption="The accused leaves the court.")
    article = make_published(body=BODY, lead_photo=lead)
    publishing.kill_photo(photo=lead, by=make_user(None), reason="Legal")
    assert "leaves the court" not in form_page(article, passage="the accused")
