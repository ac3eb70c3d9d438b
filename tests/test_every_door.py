"""A reader's name, address and confidential words are shown at no door to those who may not see them.

Every address of the newsroom is asked by every kind of visitor, with every row there is behind it; `tests/doors.py` finds them.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from articles import publishing
from articles.models import Article
from corrections import access, answering, forwarding, mailbox, own_report, proposals, workflow
from corrections.admin.ticket_bulk import BULK
from corrections.models import Ticket
from newsroom.base import outbox
from tests.corrections.cases import make_ticket
from tests.doors import addresses
from tests.factories import (
    HOUR,
    NOON,
    make_agency,
    make_person,
    make_photo,
    make_publication,
    make_section,
    make_topic,
    make_user,
)
from wire import intake, pickup
from wire.models import Item

pytestmark = pytest.mark.django_db

NAME, ADDRESS, CALLED = "Zqname Lovelace", "zqmail@example.org", ("zqname", "zqmail")
LEGAL, WORDS, STRAY = "zqlegal", "zqwords", "zqstray"
CHAIN = Path(__file__).resolve().parent.parent / "fixtures" / "wire" / "nitf"
ALL_BUT_TWO = "Whoever may do all else"  # a role that a publication could make
# A reporter opens nothing that a wire editor does not, nor a standards editor what a managing editor does not.
MAY_SEE = {
    "": (), "Nobody’s": (), "Wire editor": (WORDS,), "Editor": (WORDS, STRAY), ALL_BUT_TWO: (WORDS, STRAY),
    "Managing editor": (*CALLED, LEGAL, WORDS, STRAY),
}  # fmt: skip


@pytest.fixture
def story() -> Article:
    """A wire story on which readers said much: by form, by mail, in confidence, through a lawyer."""
    make_publication(desk_email="desk@ledger.example", founded=1871)
    make_agency("ap", name="The Associated Press", short_name="AP", aliases=["AP"], corrections_contact="errors@agency.example")
    intake.receive((CHAIN / "ferry-chain-1-first.xml").read_bytes(), feed=intake.command_feed(), at=NOON)
    by, other = make_user("Managing editor"), make_user("Standards editor")
    story = pickup.pick_up(item=Item.objects.get(), by=by, section=make_section("world"), at=NOON)
    story.topics.add(make_topic())
    story.bylines.create(person=make_person(bio="Writes."), position=9)
    story.lead_photo = make_photo()
    publishing.save_revision(article=story, by=by, at=NOON)
    publishing.publish(article=story, by=by, at=NOON)
    told = {"name": NAME, "email": ADDRESS, "at": NOON + HOUR}
    plain = make_ticket(story, wrong=f"{WORDS} The figure.", passage="14,200 people", **told)
    make_ticket(story, wrong=f"{WORDS} It again.", passage="14,200 people", **told)
    make_ticket(story, wrong=f"{WORDS} Buy.", suspicion="Links.", **told)
    answering.ask(ticket=plain, by=other, question=f"{WORDS}?", at=NOON + HOUR)
    answering.answer(ticket=plain, text=f"{WORDS}.", at=NOON + 2 * HOUR)
    forwarding.forward(ticket=plain, by=other, text="Please check the figure.", at=NOON + 3 * HOUR)
    legal = make_ticket(
        story, category="legal", wrong=f"{LEGAL} We act for her.", right=LEGAL, source_url=f"https://{LEGAL}.example/", **told
    )
    answering.note(ticket=legal, by=other, text=f"{LEGAL} Counsel asked.", at=NOON + HOUR)
    own_report.add(ticket=legal, text=f"{LEGAL} And more.", at=NOON + 2 * HOUR)
    proposals.propose(
        article=story, by=other, kind="retraction", text=f"{LEGAL} It is withdrawn.", ticket=legal, at=NOON + 3 * HOUR
    )
    workflow.publish_change(article=story, by=by, kind="correction", text="It was Thursday.", at=NOON + 4 * HOUR)
    mailbox.receive(
        f"From: {NAME} <{ADDRESS}>\nTo: x@ledger.example\nSubject: {STRAY}\n\n{STRAY} words.".encode(), at=NOON + HOUR
    )
    mailbox.receive(
        f"From: {NAME} <{ADDRESS}>\nTo: x@ledger.example\nSubject: {LEGAL} {legal.reference}\n\n{LEGAL} again.".encode(),
        at=NOON + HOUR,
    )
    closed = make_ticket(story, wrong=f"{WORDS} Thursday.", **told)
    answering.find_no_error(ticket=closed, by=other, to_reader=f"{WORDS} stays.", at=NOON + 5 * HOUR)
    return story


def visitor(role: str) -> Client:
    """Somebody of a role; a client whose pages may fail without failing the test."""
    client = Client(raise_request_exception=False)
    if role:
        user = make_user(role if Group.objects.filter(name=role).exists() else None)
        if role == ALL_BUT_TWO:
            user.user_permissions.set(Permission.objects.exclude(codename__in=("view_contact", "view_restricted")))
        client.force_login(user)
    return client


def secrets(role: str) -> list[str]:
    """What must not be shown to a role; a private link, its code and its reply address to nobody."""
    keys = [make(ticket) for ticket in Ticket.objects.all() for make in (access.token_of, access.code_of, access.reply_token)]
    if LEGAL not in MAY_SEE[role]:
        keys += Ticket.objects.filter(category="legal").values_list("reference", flat=True)
    return [*keys, *(word for word in (*CALLED, LEGAL, WORDS, STRAY) if word not in MAY_SEE[role])]


def shown(response: HttpResponse) -> str:
    """All that an answer says: its headers, where it leads, its words."""
    return f"{response.headers} {response.getvalue().decode('utf-8', 'ignore')}".lower()


def doors(role: str, story: Article) -> Iterator[str]:
    """Readers' pages are the same for all; the desk's are asked by all."""
    for name, ways in addresses(story).items():
        if name.startswith("admin:") or role in ("", ALL_BUT_TWO):
            yield from ways[:1] if name == "admin:corrections_ticket_verb" else ways  # which answer to acts alone


def leaks(role: str, address: str, response: HttpResponse, hidden: list[str]) -> list[str]:
    """What an answer shows that it should not, and an answer that is a failure."""
    text, who = shown(response), role or "A reader"
    found = [word.lower() for word in hidden if word.lower() in text]
    told = [f"{who}, {address}: …{text[max(0, text.index(word) - 80) :][:160]}" for word in found]
    return [*told, f"{who}, {address}: {response.status_code}"] if response.status_code >= 500 else told


@pytest.mark.parametrize("role", MAY_SEE)
def test_no_door_shows_what_its_visitor_may_not_see(story: Article, role: str, caplog: Any) -> None:
    client, hidden, found = visitor(role), secrets(role), []
    with caplog.at_level(logging.DEBUG):
        for address in doors(role, story):
            found += leaks(role, address, client.get(address), hidden)
    assert found == []
    assert not [word for word in (*CALLED, LEGAL, WORDS, STRAY) if word in caplog.text.lower()]


@pytest.mark.parametrize("role", ["Nobody’s", ALL_BUT_TWO])
def test_no_act_that_comes_to_nothing_shows_it(story: Article, role: str) -> None:
    client, hidden, found = visitor(role), secrets(role), []
    for name, ways in addresses(story).items():
        for address in ways if name.startswith("admin:") and name not in ("admin:logout", "admin:wire_feed_poll") else ():
            found += leaks(role, address, client.post(address, {}), hidden)
    every = list(Ticket.objects.values_list("pk", flat=True))
    for act in BULK:
        answer = client.post("/admin/corrections/ticket/?pile=all", {"action": act, "_selected_action": every}, follow=True)
        found += leaks(role, act, answer, hidden)
    assert found == []


@pytest.mark.parametrize("role", ["Wire editor", ALL_BUT_TWO])
def test_no_search_confirms_that_a_reader_wrote(story: Article, role: str) -> None:
    client = visitor(role)
    for name, (address, *_) in ((name, ways) for name, ways in addresses(story).items() if name.endswith("_changelist")):
        rows = [client.get(address, {"q": words}).content.count(b"<tr") for words in (ADDRESS, "nobody@nowhere.example", NAME)]
        assert len(set(rows)) == 1, name


def test_mails_to_the_desk_the_agency_and_partners_do_not_name_a_reader(story: Article) -> None:
    outbox.send_due()
    assert ADDRESS in [to for one in mail.outbox for to in one.to]
    for one in mail.outbox:
        if one.to != [ADDRESS]:
            said = f"{one.subject} {one.body} {one.extra_headers}".lower()
            assert not [word for word in (*CALLED, LEGAL, WORDS) if word in said], (one.to, one.subject)


def test_what_is_hidden_would_be_found(story: Article) -> None:
    """The measure itself: those who may see it find it behind the same doors."""
    client, text = visitor("Managing editor"), ""
    for name, ways in addresses(story).items():
        if name.startswith(("admin:corrections", "admin:base")):
            text += "".join(shown(client.get(address)) for address in ways)
    assert [word for word in (*CALLED, LEGAL, WORDS) if word not in text] == []
