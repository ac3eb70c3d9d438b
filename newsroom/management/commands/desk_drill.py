"""A kill is rehearsed on the real site with a story that no reader can see, so that the day it comes it works."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.models import Agency, Publication
from newsroom.desk import drill


class Command(BaseCommand):
    help = (
        "Runs a kill drill: a story made for it comes in by wire, is published, renamed and killed; every page, feed, sitemap, "
        "the API, the photo and the mails are checked. It happens in one transaction that is rolled back: no reader sees it, "
        "no mail goes out, nothing stays. While it runs, for a few seconds, SQLite takes no other writing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--agency", metavar="SLUG", help="Whose kill is rehearsed. Without: that of the first agency.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not Publication.objects.exists():
            raise CommandError("There is no publication yet. Load the demo first, or make one in the admin.")
        done = drill.run(agency=_agency(options["agency"]), told=self._tell)
        passed = sum(not step.problem for step in done.steps)
        self.stdout.write(f"{passed} of {len(done.steps)} steps passed. Rolled back: nothing of it stays.")
        if not done.is_passed:
            sys.exit(1)

    def _tell(self, step: drill.Step) -> None:
        outcome = "FAIL" if step.problem else "pass"
        self.stdout.write(
            f"{outcome}  {step.seconds * 1000:7.0f} ms  {step.name}" + (f": {step.problem}" if step.problem else "")
        )
        self.stdout.flush()


def _agency(slug: str | None) -> Agency:
    found = Agency.objects.filter(slug=slug).first() if slug else Agency.objects.order_by("pk").first()
    if found is None:
        known = ", ".join(Agency.objects.values_list("slug", flat=True)) or "none yet"
        raise CommandError(f"There is no agency “{slug}”. Known: {known}." if slug else "There is no agency yet.")
    return found
