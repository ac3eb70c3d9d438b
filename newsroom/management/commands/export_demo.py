"""Writes `fixtures/demo.json`: the demo newsroom, built by the verbs in an empty database and read out again.

The fixture is for `manage.py loaddata demo`. `make demo` runs the same builder itself, so that its dates are today's.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from newsroom.demo.build import build

# Made by `migrate`, or of this machine alone.
LEFT_OUT = [
    "contenttypes",
    "auth.permission",
    "auth.group",
    "sessions",
    "admin.logentry",
    "base.grantedpermission",
    "base.tally",
]


class Command(BaseCommand):
    help = "Build the demo newsroom in a scratch database and write it to fixtures/demo.json."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchor", type=datetime.fromisoformat, help="The moment its dates are told from, with a zone (now)."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        target = settings.BASE_DIR / "fixtures" / "demo.json"
        own_name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            build(anchor=options["anchor"], progress=lambda line: self.stdout.write(f"  {line}"))
            call_command("dumpdata", exclude=LEFT_OUT, use_natural_foreign_keys=True, indent=1, output=str(target), verbosity=0)
        finally:
            connection.creation.destroy_test_db(own_name, verbosity=0)
        self.stdout.write(f"{target.relative_to(settings.BASE_DIR)}: {target.stat().st_size // 1024} KB")
