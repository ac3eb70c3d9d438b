"""How long a page of the log, the queue or the archive takes when all are long, in how many queries, by which plans.

Run it from the project's folder:
`python -m tests.benchmarks.bench_log [--notices N] [--tickets N] [--stories N] [--database ADDRESS] [--plans]`.
It makes a database of its own (50,000 notices, 100,000 reports, 20,000 stories), asks each page three times and tells
the quickest. It fails if a page takes more than ten queries (the desk's home, with a query for each pile: twenty), or reads
notices, reports or, for a page of the archive, editions from end to end without an index.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.databases import ROOT, Databases

MOST_QUERIES = 10
PAGES = (
    "/corrections/", "/corrections/?page=40", "/corrections/?kind=retraction", "/corrections/?origin=reader",
    "/corrections/?since=2018-01-01&until=2018-12-31", "/corrections/?section=section-2", "/corrections/?agency=agency-0",
    "/corrections/?agency=agency-0&section=section-0&kind=correction&origin=reader&since=2017-01-01&q=ballots",
    "/corrections/?q=ballots", "/corrections/?q=nowhere", "/corrections/?format=csv", "/corrections/accuracy/?period=2020",
    "/feeds/corrections.atom", "/api/v1/corrections/", "/admin/",
    "/admin/corrections/ticket/",
    *(f"/admin/corrections/ticket/?{asked}" for asked in (
        "pile=overdue", "pile=mine", "pile=suspected", "pile=open", "pile=closed", "pile=all", "pile=all&p=20",
        "category__exact=fact", "article__section__id__exact=2", "q=HL-0000-0005", "q=ferry", "q=nowhere", "pile=all&q=nowhere",
    )),
)  # fmt: skip
ARCHIVE = (
    "/", "/sections/section-2/", "/sections/section-2/?page=100",
    "/agencies/agency-0/", "/search/?q=timetable", "/search/?q=nowhere", "/feeds/latest.atom", "/api/v1/articles/",
    "/sitemap.xml", "/sitemaps/2018-05.xml", "/admin/articles/article/", "/admin/articles/article/?state=draft",
    "/admin/articles/article/?q=nowhere",
)  # fmt: skip
MOST_OF = {"/admin/": 20, "/corrections/?format=csv": 1000}  # a dozen piles; three queries for each thousand notices
MOST_OF_STORIES = 12  # five of them say who asks, and for which newspaper
TABLES = ("corrections_notice", "corrections_ticket")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, number in (("notices", 50_000), ("tickets", 100_000), ("stories", 20_000)):
        parser.add_argument(f"--{name}", type=int, default=number)
    parser.add_argument("--database", default="", help="any database on a PostgreSQL server; without it SQLite")
    parser.add_argument("--plans", action="store_true", help="print the plan of every query")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        return inside(asked)
    with tempfile.TemporaryDirectory() as folder, Databases(Path(folder), asked.database) as databases:
        command = [sys.executable, "-m", "tests.benchmarks.bench_log", *sys.argv[1:], "--inside"]
        # In development pages need no collected style sheets.
        environment = {**databases.fresh(), "NEWSROOM_ENV": "development"}
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def inside(asked: argparse.Namespace) -> int:
    import django
    from django.conf import settings

    django.setup()
    settings.DEBUG = False
    from django.contrib.auth.models import Group, User
    from django.db import connection
    from django.test import Client

    from articles.models import Publication
    from tests.benchmarks.log_rows import fill
    from tests.benchmarks.plans import watched

    begun = time.perf_counter()
    Publication.objects.create(pk=1, name="The Harbor Ledger")
    fill(notices=asked.notices, tickets=asked.tickets, stories=asked.stories)
    print(f"{connection.vendor}: {asked.notices:,} notices, {asked.tickets:,} reports, {asked.stories:,} stories "
          f"written in {time.perf_counter() - begun:.0f} s")  # fmt: skip
    editor = User.objects.create(username="editor", is_staff=True)
    editor.groups.add(Group.objects.get(name="Standards editor"))
    desk, reader, bad = Client(SERVER_NAME="127.0.0.1"), Client(SERVER_NAME="127.0.0.1"), 0
    desk.force_login(editor)
    for path in (*PAGES, *ARCHIVE):
        client = desk if path.startswith("/admin/") else reader
        with watched() as queries:
            response = client.get(path)
            size = sum(map(len, response))
        taken = []
        for _ in range(3):
            start = time.perf_counter()
            sum(map(len, client.get(path)))
            taken.append(time.perf_counter() - start)
        tables = (*TABLES, "articles_edition") if path in ARCHIVE else TABLES
        scans = [step for one in queries for table in tables for step in one.whole_scans(table)]
        most = MOST_OF.get(path, MOST_OF_STORIES if path.startswith("/admin/articles/") else MOST_QUERIES)
        fails = response.status_code != 200 or len(queries) > most or scans
        bad += bool(fails)
        print(f"{'FAILS' if fails else 'ok':5} {min(taken) * 1000:7.0f} ms {len(queries):3} queries {size:9,} bytes "
              f"{len(scans)} whole scans  {path}")  # fmt: skip
        if asked.plans or fails:
            for number, one in enumerate(queries, start=1):
                print(f"    {number}. {one.sql[:160]} …", *(f"       {line}" for line in one.plan), sep="\n")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
