"""The one way by which kept words go for good: a court or a licence may demand it, and two people answer for it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsroom import expunging
from newsroom.base.refusals import Refused


class Command(BaseCommand):
    help = "Erases kept bytes for good, where a law or a licence demands it. Hash, size, time and reason stay."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "target", help="revision:STORY/NUMBER, edition:STORY/NUMBER, message:ID, photo:ID or ticket:REFERENCE"
        )
        parser.add_argument("--by", required=True, metavar="USERNAME", help="Who does it.")
        parser.add_argument("--second", required=True, metavar="USERNAME", help="Who agreed.")
        parser.add_argument("--reason", required=True, help="Which law, licence or order demands it. It is kept for ever.")

    def handle(self, *args: Any, **options: Any) -> None:
        by, second = (self.person(options[name]) for name in ("by", "second"))
        try:
            done = expunging.expunge(target=options["target"], by=by, second=second, reason=options["reason"])
        except Refused as refused:
            raise CommandError(f"{refused} Nothing was expunged.") from refused
        for line in done:
            self.stdout.write(line)
        self.stdout.write("Backups are not touched: they still hold it.")

    def person(self, username: str) -> User:
        try:
            return User.objects.get(username=username)
        except User.DoesNotExist as error:
            raise CommandError(f"There is no user {username}.") from error
