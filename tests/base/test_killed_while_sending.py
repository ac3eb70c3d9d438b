"""Workers that are killed at any moment lose no mail; what goes out twice bears the Message-ID it had."""

from __future__ import annotations

import random
import time
from collections import Counter

import pytest

from tests.base.processes import MailServer, answer, environment, mail_server, start

__all__ = ["environment", "mail_server"]
pytestmark = pytest.mark.django_db(transaction=True)

MAILS, KILLS = 200, 5
POST = """
from newsroom.base import outbox
for number in range({number}):
    outbox.post(key=f"test:{{number}}", to="reader@example.org", subject=f"Mail {{number}}", text="Thanks.")
"""
SEND = """
import time
from datetime import timedelta
from newsroom.base import outbox
outbox.LEASE = timedelta(seconds=1)
while True:
    if outbox.send_due(limit=3) == (0, 0):
        time.sleep(0.05)
"""
LEFT = "from newsroom.base.models import Outgoing; print(Outgoing.objects.filter(sent_at__isnull=True).count())"


def test_of_workers_killed_at_random_none_loses_a_mail(environment: dict[str, str], mail_server: MailServer) -> None:
    chance = random.SystemRandom()
    environment["EMAIL_URL"] = mail_server.url
    answer(environment, POST.format(number=MAILS))
    killed, workers = 0, [start(environment, SEND) for _ in range(2)]
    try:
        while killed < KILLS:
            mail_server.wait_for(len(mail_server.accepted) + chance.randrange(2, 12))
            time.sleep(chance.random() * 0.02)
            victim = chance.randrange(2)
            workers[victim].kill()  # SIGKILL: nothing is cleaned up
            workers[victim].communicate()
            workers[victim] = start(environment, SEND)
            killed += 1
        until = time.monotonic() + 90
        while len(set(mail_server.accepted)) < MAILS and time.monotonic() < until:
            time.sleep(0.1)
        while answer(environment, LEFT).strip() != "0" and time.monotonic() < until:
            time.sleep(0.5)
    finally:
        for worker in workers:
            worker.kill()
            worker.communicate()
    times = Counter(subject for subject, _ in mail_server.accepted)
    assert set(times) == {f"Mail {number}" for number in range(MAILS)}
    assert len(set(mail_server.accepted)) == MAILS  # each under one Message-ID
    assert sum(times.values()) - MAILS <= KILLS  # only what a killed worker had in hand
    assert answer(environment, LEFT).strip() == "0"


def test_an_address_that_is_refused_keeps_no_other_mail(environment: dict[str, str], mail_server: MailServer) -> None:
    mail_server.refused = "nobody@example.org"
    environment["EMAIL_URL"] = mail_server.url
    said = answer(
        environment,
        'from newsroom.base import outbox\nfrom newsroom.base.models import Outgoing\n'
        'for number, to in enumerate(("nobody@example.org", "reader@example.org")):\n'
        '    outbox.post(key=str(number), to=to, subject=f"Mail {number}", text="x")\n'
        'print(outbox.send_due(), Outgoing.objects.failing().get().last_error)',
    )  # fmt: skip
    assert said.startswith("(1, 1) SMTPRecipientsRefused")
    assert [subject for subject, _ in mail_server.accepted] == ["Mail 1"]
