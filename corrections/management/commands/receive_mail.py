"""For a mail server's pipe: one mail from standard input comes to the report that its address names.

Exit codes are those that mail servers understand: 0 taken, 65 refused (the sender is told), 75 try again later.
"""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError

from corrections import mailbox
from newsroom.base.refusals import Refused

REFUSED, LATER = 65, 75


class Command(BaseCommand):
    help = "Takes one mail from standard input to the reader's report that its address names."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--recipient", default="", metavar="ADDRESS", help="The envelope's recipient, if the server says.")

    def handle(self, *args: Any, **options: Any) -> None:
        data = sys.stdin.buffer.read(mailbox.LARGEST + 1)
        try:
            self.stdout.write(mailbox.receive(data, recipient=options["recipient"]))
        except Refused as refusal:
            self.stderr.write(str(refusal))
            sys.exit(REFUSED)
        except (mailbox.TooManyMails, DatabaseError, OSError) as error:
            self.stderr.write(f"{type(error).__name__}: {error}")
            sys.exit(LATER)
