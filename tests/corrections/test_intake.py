"""A reader's report becomes a ticket with a reference, a clock and a first event."""

from __future__ import annotations

import re

import pytest

from articles import publishing
from corrections import access, events
from corrections.intake import Report
from corrections.models import Ticket, TicketEvent
from newsroom.base.models import Chain, Entry, Outgoing
from newsroom.base.refusals import Refused
from tests.corrections.cases import receive
from tests.factories import DAY, HOUR, NOON, make_publication, make_published, make_user

pytestmark = pytest.mark.django_db

LATER = NOON + HOUR


def report(article=None, **fields):
    fields = {"wrong": "The channel is 12 meters deep.", "at": LATER, **fields}
    return receive(article or make_published(), **fields)


def test_a_report_becomes_a_new_ticket_with_a_first_event():
    ticket = report(passage="the depth of the channel")
    assert (ticket.status, ticket.resolution, ticket.channel) == ("new", "", "form")
    event = ticket.events.get()
    assert (event.verb, event.actor_name, event.at) == (TicketEvent.Verb.RECEIVED, "a reader", LATER)


def test_the_reference_bears_the_publications_initials_and_no_ambiguous_letter():
    make_publication()
    article = make_published()
    for _ in range(20):
        assert re.fullmatch(r"HL-[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}", report(article).reference)


def test_the_reference_of_a_publication_without_latin_letters_still_has_a_prefix():
    make_publication(name="Газета")
    assert report().reference.startswith("NR-")


def test_the_ticket_keeps_the_edition_the_reader_saw():
    article = make_published()
    first = article.visible_edition(LATER)
    article.body = "<p>Another text.</p>"
    publishing.save_revision(article=article, by=make_user(None), at=LATER)
    publishing.publish(article=article, by=make_user(None), change="minor", no_notice_reason="A test.", at=LATER)
    assert report(article, edition=first, at=LATER + HOUR).edition == first
    assert report(article, at=LATER + HOUR).edition.number == 2


def test_an_edition_of_another_story_or_of_the_future_is_not_believed():
    article, other = make_published(), make_published(live_from=NOON + DAY)
    live = article.visible_edition(LATER)
    assert report(article, edition=other.editions.get()).edition == live
    future = publishing.publish(
        article=article, by=make_user(None), change="minor", no_notice_reason="A test.", at=LATER, live_from=NOON + 5 * DAY
    )  # fmt: skip
    assert report(article, edition=future).edition == live


def test_an_acknowledgement_is_promised_once_and_carries_reference_link_and_code():
    ticket = report(email="reader@example.org")
    mail = Outgoing.objects.get(key=f"ticket:{ticket.pk}:received")
    assert mail.to == "reader@example.org"
    for needed in (ticket.reference, access.token_of(ticket), access.code_of(ticket)):
        assert needed in mail.text


def test_without_an_address_nothing_is_mailed():
    report()
    assert not Outgoing.objects.exists()


def test_a_suspected_report_is_kept_apart_and_not_acknowledged_yet():
    ticket = report(email="reader@example.org", suspicion="filled in within 1 s")
    assert ticket in Ticket.objects.suspected()
    assert ticket not in Ticket.objects.queue()
    assert not Outgoing.objects.exists()


def test_no_mail_repeats_the_headline_or_the_readers_name():
    article = make_published(headline="Mayor charged with fraud")
    report(article, email="reader@example.org", name="Eve <b>Spam</b> https://spam.example")
    mail = Outgoing.objects.get()
    assert "fraud" not in mail.text + mail.subject
    assert "spam.example" not in mail.text + mail.subject


def test_a_header_in_the_name_is_one_harmless_line():
    ticket = report(name="Eve\r\nBcc: everyone@example.org\x00", email="reader@example.org")
    assert ticket.contact_name == "Eve Bcc: everyone@example.org"
    assert "everyone" not in Outgoing.objects.get().text


def test_the_record_knows_personal_words_only_as_a_digest():
    article = make_published()
    report(article, name="Ada Reader", email="ada@example.org", passage="my neighbour Bob", wrong="Bob is innocent")
    chain = Chain.objects.get(name=publishing.chain(article))
    text = " ".join(Entry.objects.filter(chain=chain).values_list("canonical", flat=True))
    assert "ticket received" in text
    for personal in ("Ada", "ada@example.org", "neighbour", "innocent"):
        assert personal not in text


def test_the_digest_proves_the_words_only_to_who_has_the_key():
    ticket = report()
    assert events.digest(ticket, "words") == events.digest(ticket, "words")
    other = report()
    assert events.digest(ticket, "words") != events.digest(other, "words")


def test_what_a_reader_said_stands_in_no_traceback():
    assert "Ada" not in repr(Report("Bob is innocent", name="Ada"))
    assert "Bob" not in repr(Report("Bob is innocent"))


@pytest.mark.parametrize(
    "fields",
    [
        {"wrong": "  "},
        {"wrong": "x" * 4001},
        {"passage": "x" * 2001},
        {"name": "x" * 121},
        {"category": "gossip"},
        {"channel": "telepathy"},
        {"source_url": "javascript:alert(1)"},
        {"source_url": "data:text/html,x"},
        {"source_url": "//example.org"},
        {"source_url": "http://[broken"},
    ],
)
def test_an_unusable_report_is_refused_whole(fields):
    with pytest.raises(Refused):
        report(**fields)
    assert not Ticket.objects.exists()
