"""The worker outlives what fails in one round."""

import io

import pytest
from django.core.management import call_command
from django.db import OperationalError

from newsroom.base import outbox
from newsroom.base.models import Outgoing
from newsroom.management.commands import desk
from tests.factories import make_photo

pytestmark = pytest.mark.django_db


def test_a_damaged_original_keeps_neither_mail_nor_other_photos(monkeypatch):
    good, damaged = make_photo("navy"), make_photo("olive")
    made, complaints = [], io.StringIO()

    def make(photo):
        if photo.pk == damaged.pk:
            raise SyntaxError("broken PNG file")
        made.append(photo.pk)
        return 1

    monkeypatch.setattr(desk, "make_renditions", make)
    call_command("desk", "--once", stdout=io.StringIO(), stderr=complaints)
    assert made == [good.pk]
    assert f"Photo {damaged.pk}: SyntaxError" in complaints.getvalue()


@pytest.mark.django_db(transaction=True)  # the worker drops connections between rounds, a test's own transaction too
def test_a_database_that_is_away_for_a_round_does_not_end_the_worker(monkeypatch):
    rounds, complaints = [], io.StringIO()

    class Stop(BaseException):
        pass

    def send_due(**_):
        rounds.append(1)
        raise OperationalError("database is locked") if len(rounds) < 3 else Stop

    monkeypatch.setattr(outbox, "send_due", send_due)
    monkeypatch.setattr(desk.signal, "signal", lambda *_: None)
    with pytest.raises(Stop):
        call_command("desk", "--every", "0", stdout=io.StringIO(), stderr=complaints)
    assert complaints.getvalue().count("database is locked") == 2


def test_a_mail_server_that_is_away_does_not_hold_up_the_round(monkeypatch):
    tried = []

    def refuse(outgoing):
        tried.append(outgoing.key)
        raise ConnectionRefusedError("no server")

    monkeypatch.setattr(outbox, "_send", refuse)
    for number in range(9):
        outbox.post(key=str(number), to="reader@example.org", subject="x", text="x")
    call_command("desk", "--once", stdout=io.StringIO(), stderr=io.StringIO())
    assert len(tried) == desk.SERVER_IS_AWAY
    monkeypatch.undo()
    call_command("desk", "--once", stdout=io.StringIO(), stderr=io.StringIO())
    assert Outgoing.objects.filter(sent_at__isnull=False).count() == 9 - desk.SERVER_IS_AWAY
