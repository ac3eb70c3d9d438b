"""A mail that belongs to no report, or that we cannot read, is kept whole for a person; nothing is dropped."""

from __future__ import annotations

import pytest
from django.urls import reverse

from corrections import access, mailbox, privacy, stray
from corrections.models import StrayMail
from newsroom.base.actors import ReaderActor
from newsroom.base.models import Outgoing
from newsroom.base.refusals import Refused
from tests.corrections.cases import LATER, make_ticket
from tests.corrections.letters import kept, mail, receive, stray_mail
from tests.factories import DAY, make_publication

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def newsroom(settings):
    settings.MAIL_REPLIES_TO = "corrections@ledger.example"
    make_publication(desk_email="desk@ledger.example")


@pytest.mark.parametrize("to", ["corrections@ledger.example", "corrections+hl-aaaa-aaaa.aaaaaaaaaaaaaaaa@ledger.example"])
def test_a_mail_to_no_report_is_kept_whole_and_the_desk_told_once(to):
    make_ticket()
    message = mail(to, "Your front page has the wrong date.")
    for _ in range(2):
        assert receive(message).startswith("kept apart")
    assert kept() == [bytes(message)]
    told = Outgoing.objects.get(key__startswith="mail-apart")
    assert (told.to, "adalind@example.org" in told.text) == ("desk@ledger.example", False)
    assert reverse("admin:corrections_straymail_change", args=[StrayMail.objects.get().pk]) in told.text


@pytest.mark.parametrize("text", ["", "> only a quotation", "word " * 5000])
def test_a_mail_that_cannot_be_an_answer_is_kept_apart(text):
    ticket = make_ticket()
    assert receive(mail(access.reply_address(ticket), text)).startswith("kept apart")
    assert len(kept()) == 1


def test_a_mail_to_an_erased_report_is_kept_apart():
    ticket = make_ticket()
    address = access.reply_address(ticket)
    privacy.erase(ticket=ticket, by=ReaderActor())
    assert receive(mail(address)).startswith("kept apart")


def test_mails_kept_apart_go_with_the_readers_data():
    stray_mail()
    assert mailbox.forget_old(before=LATER) == 0
    assert mailbox.forget_old(before=LATER + DAY) == 1
    assert not Outgoing.objects.exists()


def test_mails_that_were_written_to_disk_come_to_the_desk_once():
    ticket, folder = make_ticket(), stray.folder()
    folder.mkdir(parents=True)
    for number, text in enumerate(("A wrong date.", f"About {ticket}: it is Thursday.")):
        (folder / f"{number}.eml").write_bytes(bytes(mail("corrections@ledger.example", text)))
    assert sum(mailbox.take_in_written_down()) == 2
    assert list(folder.glob("*")) == []
    assert [(one.words, one.ticket) for one in StrayMail.objects.waiting()] == [
        ("A wrong date.", None), (f"About {ticket}: it is Thursday.", ticket),
    ]  # fmt: skip
    assert sum(mailbox.take_in_written_down()) == 0


def test_a_crash_before_the_mail_is_safe_leaves_it_on_disk(monkeypatch):
    stray.folder().mkdir(parents=True)
    path = stray.folder() / "0.eml"
    path.write_bytes(bytes(mail("corrections@ledger.example")))
    monkeypatch.setattr(stray, "keep", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        list(mailbox.take_in_written_down())
    assert path.exists()


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\x00\xff" * 500, b"Content-Type: text/plain; charset=nonsense\n\n\xff\xfe words",
        b"Content-Type: multipart/mixed\n\nno parts", b"To: a\r\nTo: b\r\nFrom: <<>>\r\n\r\nx", b"From: =?utf-8?q?=ff?=\n\nx",
        b"Subject: a\x00b \xff\n\nc\x00d", b"Content-Type: text/plain; charset=utf-7\n\n+2AA-",
        b"Content-Type: text/plain; charset=undefined\n\nx",
        b"Content-Transfer-Encoding: base64\n\n!!!!", b"Content-Type: message/rfc822\n\nSubject: x\n\ny",
    ],
)  # fmt: skip
def test_broken_mails_are_kept_apart_and_break_nothing(data):
    assert mailbox.receive(data, at=LATER).startswith("kept apart")
    addressed = b"To: " + access.reply_address(make_ticket()).encode() + b"\n" + data
    assert mailbox.receive(addressed, at=LATER).split()[0] in ("added", "kept")


def test_a_mail_that_is_too_large_is_refused_to_its_sender():
    with pytest.raises(Refused, match="10 MB"):
        mailbox.receive(b"x" * (mailbox.LARGEST + 1))


def test_a_flood_of_mails_is_put_off_and_not_lost():
    for number in range(mailbox.PER_SENDER):
        receive(mail("corrections@ledger.example", f"Mail {number}"))
    with pytest.raises(mailbox.TooManyMails):
        receive(mail("corrections@ledger.example", "One more"))
