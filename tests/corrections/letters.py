"""Mails as readers send them, and what becomes of them."""

from __future__ import annotations

from email.message import EmailMessage

from corrections import mailbox
from corrections.models import StrayMail
from tests.corrections.cases import LATER
from tests.factories import HOUR


def mail(to: str, text: str = "It is Thursday.", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = headers.pop("From", "Adalind <adalind@example.org>")
    message["To"] = to
    message["Subject"] = "Re: your question"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def receive(message: EmailMessage, **more) -> str:
    return mailbox.receive(bytes(message), at=LATER + HOUR, **more)


def kept() -> list[bytes]:
    return [bytes(one.data) for one in StrayMail.objects.all()]


def stray_mail(text: str = "Your front page has the wrong date.", **headers: str) -> StrayMail:
    """A mail that was sent to no report's own address."""
    receive(mail("corrections@ledger.example", text, **headers))
    return StrayMail.objects.latest("pk")
