"""Makes a large archive quickly, so that lists, search and feeds can be tried at the size of a real newspaper."""

from __future__ import annotations

import time
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from articles.models import Publication, Section
from newsroom.demo.archive import make_archive


class Command(BaseCommand):
    help = "Add a large, varied archive of published stories for scale work."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--articles", type=int, required=True, metavar="N", help="How many stories.")
        parser.add_argument("--seed", type=int, default=1, help="Another seed gives other stories (1).")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["articles"] < 1:
            raise CommandError("--articles must be at least 1.")
        if not Publication.objects.exists() or not Section.objects.exists():
            raise CommandError("There is no publication with sections yet. Load the demo first: manage.py loaddata demo")
        by = User.objects.get_or_create(username="archive", defaults={"is_active": False})[0]
        began = time.monotonic()
        make_archive(
            options["articles"], by=by, now=timezone.now(), seed=options["seed"],
            progress=lambda made: self.stdout.write(f"  {made} of {options['articles']}"),
        )  # fmt: skip
        seconds = time.monotonic() - began
        self.stdout.write(f"{options['articles']} stories in {seconds:.0f} s ({options['articles'] / seconds:.0f} a second)")
