"""A reader's personal data goes wherever it stands; the report's steps stay, and the record is whole."""

from __future__ import annotations

import pytest

from articles import publishing
from corrections import access, answering
from corrections.erasing import erase_personal_data
from corrections.models import Ticket, TicketEvent
from newsroom.base.actors import ReaderActor
from newsroom.base.models import Entry, Erasure, Outgoing
from newsroom.base.refusals import Refused
from tests.base import whole
from tests.corrections.cases import make_ticket
from tests.factories import DAY, NOON, make_published, make_user
from tests.site.reading import get

pytestmark = pytest.mark.django_db

SAID = ("Xaver", "xaver@example.org", "My neighbour", "stole it")


@pytest.fixture
def ticket() -> Ticket:
    ticket = make_ticket(
        make_published(), name="Xaver", email="xaver@example.org", wrong="My neighbour stole it.", passage="Ferry crews"
    )
    answering.ask(ticket=ticket, by=make_user(), question="Which neighbour stole it, Xaver?", at=NOON + DAY)
    answering.answer(ticket=ticket, text="My neighbour to the left.", at=NOON + 2 * DAY)
    return ticket


def erase(ticket: Ticket) -> Ticket:
    return erase_personal_data(ticket=ticket, by=ReaderActor(), reason="The reader asked for it.", at=NOON + 30 * DAY)


def stored() -> str:
    models = (Ticket, TicketEvent, Entry, Erasure, Outgoing)
    return str([list(model.objects.values()) for model in models])


def test_nothing_the_reader_said_or_was_told_stays(ticket):
    assert all(words in stored() for words in SAID)
    erase(ticket)
    assert not any(words in stored() for words in SAID)


def test_the_steps_and_the_record_stay_whole(ticket):
    before = Entry.objects.count()
    erased = erase(ticket)
    assert erased.erased_at == NOON + 30 * DAY
    assert [event.verb for event in ticket.events.all()] == ["received", "asked", "answered", "erased"]
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)[before:]) == ["erased", "ticket erased"]
    assert whole.faults() == []


def test_the_key_goes_so_that_no_digest_tells_a_guess(ticket):
    key = ticket.record_key
    erased = erase(ticket)
    assert erased.record_key == ""
    assert key not in stored()


def test_the_private_link_ends(ticket):
    address = f"/corrections/tickets/?t={access.token_of(ticket)}"
    assert get(address).status_code == 302
    erase(ticket)
    assert get(address).status_code in (403, 404)


def test_what_the_desk_notes_afterwards_is_in_the_record_too(ticket):
    erase(ticket)
    ticket.refresh_from_db()
    answering.note(ticket=ticket, by=make_user(), text="Nothing more to do.")
    assert whole.faults() == []


def test_another_report_on_the_story_is_left_alone(ticket):
    other = make_ticket(ticket.article, wrong="The count is due on Friday.")
    erase(ticket)
    other.refresh_from_db()
    assert other.wrong == "The count is due on Friday."
    assert Outgoing.objects.filter(key__startswith=f"ticket:{other.pk}:").exists()


def test_erasing_twice_is_refused(ticket):
    erase(ticket)
    with pytest.raises(Refused, match="erased already"):
        erase(ticket)


def test_the_story_itself_is_untouched(ticket):
    erase(ticket)
    assert ticket.article.visible_edition() is not None
    assert publishing.chain(ticket.article) == Entry.objects.get(verb="erased").chain.name
