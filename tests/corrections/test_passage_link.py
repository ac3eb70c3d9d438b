"""The mail that says how a report ended leads to the corrected words, by an address that says nothing and asks the gate."""

from __future__ import annotations

import pytest
from django.test import Client

from articles import publishing
from corrections import answering, workflow
from corrections.models import Notice
from newsroom.base.actors import FeedActor
from newsroom.base.models import Outgoing
from tests.corrections.cases import LATER, make_ticket, save_text
from tests.factories import HOUR, make_published, make_user

pytestmark = pytest.mark.django_db


def corrected(**fields) -> Notice:
    ticket = make_ticket(make_published(headline="Mayor charged", body="<p>The count is on Friday.</p>"))
    save_text(ticket.article, "<p>The count is on Thursday.</p>")
    said = {"kind": "correction", "text": "It is Thursday.", "passage": "on Thursday", "origin": "reader", **fields}
    answering.correct(ticket=ticket, by=make_user(), at=LATER + HOUR, **said)
    return Notice.objects.get()


def opened(notice: Notice):
    return Client().get(f"{notice.get_absolute_url()}passage/")


def test_the_outcome_names_passage_and_notice_and_nothing_of_the_story():
    notice = corrected()
    mail = Outgoing.objects.get(key__contains=":outcome:")
    lines = mail.text.splitlines()
    address = next(line for line in lines if line.endswith(notice.get_absolute_url()))
    assert f"{address}passage/" in lines
    for words in ("mayor", "thursday", "count"):
        assert words not in mail.text.lower()


def test_it_leads_to_the_words_on_the_storys_page():
    notice = corrected()
    response = opened(notice)
    assert (response.status_code, response["X-Robots-Tag"]) == (302, "noindex")
    assert response["Location"] == f"{notice.article.visible_edition().path}#passage-{notice.pk}"
    assert "no-cache" in response["Cache-Control"]


def test_the_story_is_marked_at_those_words_with_the_way_to_the_notice():
    notice = corrected()
    page = Client().get(notice.article.visible_edition().path).text
    mark = page[page.index(f'id="passage-{notice.pk}"') :]
    assert mark.startswith(f'id="passage-{notice.pk}">on Thursday</mark>')
    assert f'href="#{notice.anchor}"' in mark[: mark.index("</p>")]
    assert page.count('class="corrected"') == 1


def test_without_named_words_the_story_is_marked_where_it_changed():
    article = make_published(body="<p>First.</p><p>The count is on Friday.</p>")
    save_text(article, "<p>First.</p><p>The count is on Thursday.</p>")
    workflow.publish_change(
        article=article, by=FeedActor("northline"), kind="correction", text="It is Thursday.", origin="agency", at=LATER
    )
    page = Client().get(article.visible_edition().path).text
    assert page.index("<p>First.</p>") < page.index('class="corrected"') < page.index(">Thursday</mark>")


def test_words_that_changed_since_lead_to_the_notice_on_the_page():
    notice = corrected()
    save_text(notice.article, "<p>Nobody counts.</p>", at=LATER + 2 * HOUR)
    publishing.publish(
        article=notice.article, by=make_user(None), change="minor", no_notice_reason="A test.", at=LATER + 2 * HOUR
    )
    assert opened(notice)["Location"].endswith(f"#{notice.anchor}")
    assert 'class="corrected"' not in Client().get(notice.article.visible_edition().path).text


@pytest.mark.parametrize("end", ["killed", "held", "expired"])
def test_of_a_story_that_is_gone_the_address_says_as_much_as_the_notices_own(end):
    notice = corrected()
    if end == "killed":
        workflow.kill(article=notice.article, by=make_user(), reason="Legal", at=LATER + 2 * HOUR)
    elif end == "held":
        workflow.hold(article=notice.article, by=make_user(), kind="legal", reason="x", at=LATER + 2 * HOUR)
    else:
        terms = {"embargo_until": None, "embargo_open_ended": False, "expires_at": LATER + 2 * HOUR}
        publishing.set_terms(article=notice.article, by=make_user(), at=LATER + 2 * HOUR, **terms)
    response = opened(notice)
    assert response.status_code == Client().get(notice.get_absolute_url()).status_code == 404
    assert "mayor" not in response.content.decode().lower()


def test_what_stands_for_a_killed_story_leads_to_itself():
    article = make_published()
    workflow.kill(article=article, by=make_user(), reason="Legal", at=LATER)
    notice = article.notices.get()
    assert opened(notice)["Location"] == notice.get_absolute_url()


def test_the_number_of_no_notice_is_not_found():
    assert Client().get("/corrections/999/passage/").status_code == 404
