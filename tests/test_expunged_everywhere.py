"""Where words were expunged, every screen still opens and every verb still works; a kill above all."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from articles import publishing
from articles.models import Edition
from corrections import answering, workflow
from corrections.models import Ticket
from newsroom import expunging
from tests.base import whole
from tests.corrections.cases import LATER, desk_client, make_ticket, save_text, screen_address
from tests.factories import DAY, HOUR, NOON, make_disclaimer, make_publication, make_published, make_user
from tests.site.reading import get
from tests.wire import builders
from tests.wire.conftest import send
from tests.wire.later_versions import correction, edited, later, tie
from wire.models import Message

pytestmark = pytest.mark.django_db
__all__ = ["send"]

WRONG = "Quokkafish steal ferries"


def expunge(target: str) -> None:
    two = {"by": make_user("Managing editor"), "second": make_user("Standards editor")}
    expunging.expunge(target=target, reason="Order 4711 of the county court.", **two)
    assert whole.faults() == []


def reported() -> Ticket:
    """A report of words that stood in the first edition, which was corrected and expunged since."""
    make_publication()
    article = make_published(body=f"<p>{WRONG}.</p>", at=NOON)
    ticket = make_ticket(article, passage=WRONG)
    save_text(article, "<p>Nobody knows where they are.</p>", at=LATER)
    publishing.publish(article=article, by=make_user(None), change="substantive", no_notice_reason="A court order.", at=LATER)
    expunge(f"revision:{article.pk}/1")
    return ticket


def opens(client: Client, *addresses: str) -> None:
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        assert f"{WRONG}." not in response.content.decode(), address  # a ticket's own quote is expunged with the ticket


def test_a_ticket_on_expunged_words_is_shown_and_answered():
    ticket = reported()
    opens(desk_client("Standards editor"), screen_address(ticket), "/admin/corrections/ticket/")
    with whole.tampered():
        answering.find_no_error(ticket=ticket, by=make_user("Editor"), to_reader="It is gone.")
    answering.correct(ticket=ticket, by=make_user("Editor"), text="An earlier version was wrong.")
    assert whole.faults() == []
    opens(Client(), reverse("corrections:notice", args=[ticket.article.notices.get().pk]), "/corrections/")


def test_another_report_of_the_expunged_edition_comes_in():
    ticket = reported()
    first = Edition.objects.get(article=ticket.article, number=1)
    assert first.is_expunged
    other = make_ticket(ticket.article, edition=first, passage=WRONG, at=LATER + HOUR)
    assert other.grouped_with_id == ticket.pk
    assert other.passage == WRONG


def test_the_form_opened_from_an_expunged_edition_still_takes_a_report():
    ticket = reported()
    address = reverse("corrections:report_error", args=[ticket.article_id])
    assert get(f"{address}?revision=1").status_code == 200
    assert get(f"{address}?edition=1").status_code == 200


def test_a_killed_and_expunged_story_can_be_looked_at_and_its_terms_be_changed():
    make_publication()
    article = make_published(body=f"<p>{WRONG}.</p>", at=NOON)
    ticket = make_ticket(article)
    publishing.kill(article=article, by=make_user(None), reason="False.")
    expunge(f"revision:{article.pk}/1")
    admin = f"/admin/articles/article/{article.pk}/"
    opens(desk_client("Managing editor"), f"{admin}change/", f"{admin}history/", screen_address(ticket))
    for address in (f"/admin/desk/publish/{article.pk}/", f"/admin/desk/kill/{article.pk}/"):
        assert desk_client("Managing editor").get(address).status_code < 500, address
    by = make_user(None)
    publishing.exempt(article=article, disclaimer=make_disclaimer(by=by), reason="Reviewed.", by=by)
    publishing.set_terms(article=article, by=by, embargo_until=None, embargo_open_ended=False, expires_at=NOON + DAY)
    assert whole.faults() == []


def test_a_killed_and_expunged_wire_story_can_be_reviewed(send):
    article = builders.published(send)
    publishing.kill(article=article, by=make_user(None), reason="False.")
    expunge(f"revision:{article.pk}/1")
    publishing.review(article=article, by=make_user(None))
    assert whole.faults() == []


def test_a_kill_reaches_the_story_after_the_message_it_came_in_was_expunged(send):
    article = builders.published(send)
    expunge(f"message:{Message.objects.get().pk}")
    assert [outcome.word for outcome in send(builders.kill())] == ["kill"]
    article.refresh_from_db()
    assert article.killed_at is not None


@pytest.mark.parametrize("is_edited", [False, True])
@pytest.mark.parametrize("sent", [later, correction])
def test_a_later_version_of_an_expunged_one_is_taken_or_waits_for_a_person(send, sent, is_edited):
    article = builders.published(send)
    if is_edited:
        edited(article)
    expunge(f"message:{Message.objects.get().pk}")
    assert "waits for the desk" in send(sent())[0].detail
    assert not Message.objects.quarantined().exists()
    waiting = tie()
    opens(desk_client("Managing editor"), f"/admin/wire/item/{waiting.item_id}/change/")
    response = desk_client("Managing editor").get(f"/admin/wire/pickup/{waiting.pk}/change/")
    assert response.status_code in (200, 302)


def test_a_message_screen_says_when_its_bytes_are_expunged():
    whole.receive(1)
    message = Message.objects.get()
    expunge(f"message:{message.pk}")
    said = desk_client("Managing editor").get(f"/admin/wire/message/{message.pk}/change/").content.decode()
    assert "The bytes were expunged on" in said
    assert "Order 4711 of the county court." in said


def test_words_at_which_a_notice_marks_the_story_go_with_their_revision():
    make_publication()
    article = make_published(body="<p>The mayor was here.</p>", at=NOON)
    save_text(article, f"<p>{WRONG}.</p>", at=LATER)
    notice = workflow.publish_change(article=article, by=make_user(), kind="correction", text="They do it.", at=LATER)
    assert WRONG in notice.places[0]["words"]
    save_text(article, "<p>Nobody knows.</p>", at=LATER + HOUR)
    by = make_user(None)
    publishing.publish(article=article, by=by, change="minor", no_notice_reason="A court order.", at=LATER + HOUR)
    expunge(f"revision:{article.pk}/2")
    notice.refresh_from_db()
    assert notice.places == {}
    opens(Client(), article.visible_edition().path, notice.get_absolute_url())
