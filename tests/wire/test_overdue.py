"""A change of a published story that waits too long is marked in the queue and mailed to the desk, once."""

from __future__ import annotations

from datetime import timedelta

from django.core.mail import EmailMessage
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.models import Article
from newsroom.base.models import Outgoing
from tests.factories import DAY, HOUR, NOON, make_agency, make_user
from tests.wire.builders import kill, picked_up, published, story
from tests.wire.conftest import Send
from wire import overdue
from wire.models import ChangePolicy, Pickup

HALF = timedelta(minutes=30)


def waits(send: Send, version: int = 2) -> Article:
    """A published story of which a later version waits since an hour after noon."""
    ChangePolicy.objects.get_or_create(agency=make_agency("northline"), defaults={"update": "ask"})
    article = published(send)
    send(story(version, headline="Night ferries stay"), at=NOON + HOUR)
    return article


def test_desk_is_mailed_once_for_each_version_when_it_is_overdue(send: Send) -> None:
    article = waits(send)
    assert overdue.remind(at=NOON + HOUR + HALF - timedelta(seconds=1)) == 0
    assert overdue.remind(at=NOON + HOUR + HALF) == 1
    assert overdue.remind(at=NOON + DAY) == 0
    mail = Outgoing.objects.get(key__startswith="wire:overdue:")
    assert mail.to == "desk@ledger.example"
    assert str(article) in mail.text and f"/admin/wire/pickup/{Pickup.objects.get().pk}/change/" in mail.text
    send(story(3, headline="Third"), at=NOON + DAY)
    assert overdue.remind(at=NOON + DAY) == 1


def test_each_agencys_policy_says_when(send: Send) -> None:
    waits(send)
    ChangePolicy.objects.update(overdue_minutes=120)
    assert overdue.remind(at=NOON + HOUR + HALF) == 0
    assert overdue.remind(at=NOON + 3 * HOUR) == 1


def test_draft_is_not_overdue(send: Send) -> None:
    send(story())
    article = picked_up()
    article.headline = "Ours"
    publishing.save_revision(article=article, by=make_user(None), at=NOON)
    send(story(2, headline="Theirs"), at=NOON)
    assert Pickup.objects.get().waiting is not None
    assert overdue.overdue(NOON + DAY) == []


def test_killed_story_is_not_overdue(send: Send) -> None:
    waits(send)
    send(kill(), at=NOON + 2 * HOUR)
    assert overdue.remind(at=NOON + DAY) == 0


def test_queue_of_changed_stories_shows_age_and_marks_what_is_overdue(send: Send) -> None:
    waits(send)
    client = Client()
    client.force_login(make_user("Wire editor"))
    page = client.get("/admin/wire/pickup/?waiting=published").content.decode()
    assert "Changed since we published" in page
    assert "due--over" in page and "overdue</span>" in page
    Pickup.objects.update(waiting_since=timezone.now())
    assert "due--over" not in client.get("/admin/wire/pickup/?waiting=published").content.decode()


def test_worker_reminds_and_the_mail_goes_out_in_the_same_round(send: Send, mailoutbox: list[EmailMessage]) -> None:
    waits(send)
    call_command("desk", "--once")
    call_command("desk", "--once")
    assert [mail.subject for mail in mailoutbox if "Overdue" in mail.subject] == [
        "Overdue: Northline update of “Night ferries to stay” waits"
    ]
