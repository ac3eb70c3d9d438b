"""A managing editor sets how long readers wait for a first answer; readers are told, and a promise given is kept."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from corrections import access, answering, promises, sharing
from corrections.models import AnswerTime, Ticket
from newsroom.base.models import Entry, Outgoing
from tests.corrections.cases import desk_client, make_ticket, receive
from tests.factories import DAY, HOUR, NOON, make_publication, make_published, make_user

pytestmark = pytest.mark.django_db

PAGE = "/corrections/tickets/"
ADDRESS = "/admin/corrections/answertime/"
LATER = NOON + HOUR


def set_hours(category: str, hours: int) -> None:
    AnswerTime.objects.filter(category=category).update(hours=hours)


def posted(**changed: int) -> dict[str, str]:
    """The page as an editor sends it, with some of the numbers changed."""
    times = list(AnswerTime.objects.all())
    form = {"form-TOTAL_FORMS": len(times), "form-INITIAL_FORMS": len(times), "_save": "Save"}
    for number, time in enumerate(times):
        form |= {f"form-{number}-id": time.pk, f"form-{number}-hours": changed.get(time.category, time.hours)}
    return form


@pytest.mark.parametrize("category", Ticket.Category)
def test_every_kind_of_report_has_a_time_from_the_start_and_its_reason(category):
    assert AnswerTime.objects.get(category=category).hours == promises.DEFAULTS[category].hours
    assert promises.DEFAULTS[category].why


def test_a_report_is_due_when_the_publication_says():
    set_hours("typo", 5)
    ticket = receive(make_published(), wrong="It is a comma.", category="typo", at=LATER)
    assert ticket.due_at == LATER + 5 * HOUR


def test_without_its_row_a_kind_has_the_time_it_started_with():
    AnswerTime.objects.all().delete()
    assert promises.due_at("fact", NOON) == NOON + DAY


def test_what_was_set_outlasts_the_next_migrate():
    set_hours("fact", 7)
    AnswerTime.objects.filter(category="name").delete()
    promises.fill(sender=None, using="default")
    assert (promises.hours()["fact"], promises.hours()["name"]) == (7, 24)
    assert AnswerTime.objects.count() == len(Ticket.Category)


def test_an_open_report_keeps_the_promise_it_was_given():
    ticket = make_ticket(category="fact", at=LATER)
    set_hours("fact", 2)
    assert Ticket.objects.get(pk=ticket.pk).due_at == LATER + DAY
    assert make_ticket(ticket.article, category="fact", at=LATER).due_at == LATER + 2 * HOUR


def test_a_report_that_is_taken_up_again_is_promised_what_is_set_now():
    ticket, by = make_ticket(category="fact", at=LATER), make_user("Standards editor")
    answering.find_no_error(ticket=ticket, by=by, to_reader="We asked the ministry.", at=LATER)
    set_hours("fact", 2)
    answering.reopen(ticket=ticket, by=by, reason="The ministry was wrong.", at=LATER + DAY)
    assert Ticket.objects.get(pk=ticket.pk).due_at == LATER + DAY + 2 * HOUR


def test_a_more_urgent_kind_is_due_sooner_and_no_other_kind_later():
    ticket, by = make_ticket(category="typo", at=LATER), make_user("Standards editor")
    sharing.sort(ticket=ticket, by=by, category="fact", at=LATER + HOUR)
    assert Ticket.objects.get(pk=ticket.pk).due_at == LATER + HOUR + DAY
    sharing.sort(ticket=ticket, by=by, category="typo", at=LATER + 2 * HOUR)
    assert Ticket.objects.get(pk=ticket.pk).due_at == LATER + HOUR + DAY


def test_a_kind_changed_while_we_wait_leaves_the_waiting_out():
    ticket, by = make_ticket(category="typo", at=LATER), make_user("Standards editor")
    answering.ask(ticket=ticket, by=by, question="Which comma?", at=LATER + HOUR)
    sharing.sort(ticket=ticket, by=by, category="fact", at=LATER + 5 * HOUR)
    answering.answer(ticket=ticket, text="The first.", at=LATER + 11 * HOUR)
    assert Ticket.objects.get(pk=ticket.pk).due_at == LATER + 11 * HOUR + DAY


def test_a_managing_editor_sets_the_hours_and_the_record_says_what_held_before():
    by = desk_client("Managing editor")
    assert by.post(ADDRESS, posted(fact=12, typo=120)).status_code == 302
    assert (promises.hours()["fact"], promises.hours()["typo"]) == (12, 120)
    entries = Entry.objects.filter(chain__name="publication", verb="changed an answer time").order_by("number")
    said = [json.loads(entry.canonical)["facts"] for entry in entries]
    assert said == [
        {"category": "fact", "hours": 12, "hours_before": 24},
        {"category": "typo", "hours": 120, "hours_before": 72},
    ]


@pytest.mark.parametrize("hours", [0, -1, 721, "soon", ""])
def test_a_time_that_promises_nothing_is_refused_with_all_others(hours):
    page = desk_client("Managing editor").post(ADDRESS, posted(fact=hours, name=5))
    assert page.status_code == 200
    assert promises.hours() == {category: wait.hours for category, wait in promises.DEFAULTS.items()}


def test_the_database_keeps_a_time_within_thirty_days():
    for hours in (0, 721):
        with pytest.raises(IntegrityError), transaction.atomic():
            set_hours("fact", hours)


@pytest.mark.parametrize(("role", "status"), [("Reporter", 403), ("Editor", 200), ("Standards editor", 200)])
def test_others_read_them_at_most(role, status):
    client = desk_client(role)
    page = client.get(ADDRESS)
    assert page.status_code == status
    assert b'name="form-0-hours"' not in page.content
    client.post(ADDRESS, posted(fact=1))
    assert promises.hours()["fact"] == 24
    assert client.post(f"{ADDRESS}add/", {"hours": 1}).status_code == 403


def test_the_form_says_what_is_set():
    article, client = make_published(), desk_client(None)
    address = reverse("corrections:report_error", args=[article.pk])
    assert "We aim to answer within 24 hours; within 2 days for “Something else”" in client.get(address).text
    AnswerTime.objects.update(hours=72)
    assert "We aim to answer within 3 days.</p>" in client.get(address).text
    set_hours("legal", 1)
    assert "within 3 days; within 1 hour for “A legal complaint”." in client.get(address).text


def test_the_receipt_names_the_moment_in_the_publications_time():
    make_publication(time_zone="America/New_York")
    set_hours("fact", 5)
    receive(make_published(), wrong="Not so.", category="fact", email="reader@example.org", at=LATER)
    words = " ".join(Outgoing.objects.get().text.split())
    assert f"We aim to answer by {(LATER + timedelta(hours=5)).strftime('%A')}," in words
    assert "EST" in words or "EDT" in words


def test_a_receipt_that_comes_too_late_promises_nothing():
    ticket = make_ticket(email="reader@example.org", suspicion="Many links.", at=LATER)
    answering.clear(ticket=ticket, by=make_user("Standards editor"), at=ticket.due_at + HOUR)
    assert "aim to answer" not in Outgoing.objects.get().text


def test_the_readers_page_names_the_same_moment(client):
    at = timezone.now()
    ticket = make_ticket(make_published(live_from=at - HOUR), category="typo", at=at)
    client.cookies["ticket"] = access.token_of(ticket)
    assert f'We aim to answer by <time datetime="{timezone.localtime(ticket.due_at).isoformat()[:10]}' in client.get(PAGE).text
