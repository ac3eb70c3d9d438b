"""Mail is promised with its act, sent once, and tried again until it is gone."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction

from newsroom.base import outbox
from newsroom.base.models import Outgoing
from tests.factories import NOON

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def post(key: str = "ticket:1:received", **fields):
    return outbox.post(
        key=key, **{"to": "reader@example.org", "subject": "We have it", "text": "Thanks.", "at": NOON, **fields}
    )


def test_a_mail_is_promised_once_for_each_key():
    assert post() is not None
    assert post() is None
    assert Outgoing.objects.count() == 1


def test_a_mail_goes_with_its_act_or_not_at_all():
    class Crash(Exception):
        pass

    with pytest.raises(Crash), transaction.atomic():
        post()
        raise Crash
    assert not Outgoing.objects.exists()


def test_what_is_due_is_sent_once():
    post()
    assert outbox.send_due(at=NOON) == (1, 0)
    assert outbox.send_due(at=NOON + MINUTE) == (0, 0)
    assert [message.to for message in mail.outbox] == [["reader@example.org"]]


def test_a_mail_that_another_worker_holds_is_left_to_it():
    post()
    Outgoing.objects.update(leased_until=NOON + outbox.LEASE)
    assert outbox.send_due(at=NOON) == (0, 0)


def test_a_mail_whose_worker_died_is_sent_again_under_the_same_message_id():
    outgoing = post()
    Outgoing.objects.update(leased_until=NOON + outbox.LEASE)
    assert outbox.send_due(at=NOON + outbox.LEASE + MINUTE) == (1, 0)
    assert mail.outbox[0].extra_headers["Message-ID"] == outgoing.message_id


def test_a_refused_mail_waits_longer_each_time_and_is_given_up_at_last(monkeypatch):
    def refuse(outgoing):
        raise ConnectionRefusedError("no server")

    monkeypatch.setattr(outbox, "_send", refuse)
    post()
    at, pauses = NOON, []
    for _ in range(outbox.ATTEMPTS):
        assert outbox.send_due(at=at) == (0, 1)
        outgoing = Outgoing.objects.get()
        pauses.append(outgoing.due_at - at)
        at = outgoing.due_at
    assert pauses == sorted(pauses)
    assert "no server" in outgoing.last_error
    assert outgoing.gave_up_at is not None
    assert outbox.send_due(at=at + timedelta(days=9)) == (0, 0)


def test_a_mail_server_may_be_away_for_days():
    pauses = [min(outbox.FIRST_PAUSE * 2**number, outbox.LONGEST_PAUSE) for number in range(outbox.ATTEMPTS - 1)]
    assert sum(pauses, timedelta()) > timedelta(days=2, hours=16)


def test_what_was_given_up_goes_out_when_somebody_says_so():
    post()
    post("sent", to="other@example.org")
    Outgoing.objects.filter(key="sent").update(sent_at=NOON)
    Outgoing.objects.filter(sent_at=None).update(attempts=outbox.ATTEMPTS, gave_up_at=NOON, due_at=NOON + timedelta(days=1))
    assert outbox.send_due(at=NOON) == (0, 0)
    assert outbox.try_again(Outgoing.objects.all(), at=NOON) == 1
    assert outbox.send_due(at=NOON) == (1, 0)


def test_mail_that_no_worker_has_tried_for_long_is_seen_as_failing():
    post()
    assert not Outgoing.objects.failing(NOON + 14 * MINUTE).exists()
    assert Outgoing.objects.failing(NOON + 16 * MINUTE).exists()


def test_one_mail_that_cannot_be_made_does_not_keep_the_others(monkeypatch):
    send = outbox._send

    def stumble(outgoing):
        if outgoing.key == "poison":
            raise IndexError("an address that no library reads")
        send(outgoing)

    monkeypatch.setattr(outbox, "_send", stumble)
    post("poison")
    post("good")
    assert outbox.send_due(at=NOON) == (1, 1)
    assert Outgoing.objects.get(key="good").sent_at is not None
    assert "IndexError" in Outgoing.objects.get(key="poison").last_error


def test_a_line_break_in_a_subject_adds_no_header():
    post(subject="A report from Eve\r\nBcc: everyone@example.org")
    outbox.send_due(at=NOON)
    message = mail.outbox[0].message()
    assert "Bcc" not in message
    assert message["Subject"] == "A report from Eve Bcc: everyone@example.org"
