"""A newsroom to try, from nothing: database, demo stories, logins, server and worker, in one command.

Run through `make demo`, which makes the environment first. The second run keeps what the first one made.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from articles.models import Publication
from wire.feeds.folders import folder_of
from wire.models import Feed

LOGINS = {
    "reporter": "Reporter: writes and hands in",
    "wire": "Wire editor: takes agency copy, reviews and publishes it",
    "editor": "Editor: publishes, holds, arranges the front",
    "standards": "Standards editor: answers readers, corrects",
    "managing": "Managing editor: all of it, and kills",
}
STARTS_WITHIN = 60.0  # seconds


class Command(BaseCommand):
    help = "Serve the demo newsroom on loopback; made on the first run, kept afterwards."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--reset", action="store_true", help="Throw the demo's data away and start over.")
        parser.add_argument("--prepare-only", action="store_true", help="Make everything, but don't serve.")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.NEWSROOM_ENV != "demo":
            raise CommandError("The demo runs with NEWSROOM_ENV=demo; `make demo` sets it.")
        if not options["prepare_only"]:
            refuse_taken(options["port"])
        began = time.monotonic()
        if options["reset"]:
            self.reset()
        self.say("Database")
        call_command("migrate", verbosity=0)
        if not Publication.objects.exists():
            self.build()
        self.make_wire_folders()
        password = self.password()
        self.collect_static()
        self.say(f"Ready in {time.monotonic() - began:.0f} s", last=True)
        if not options["prepare_only"]:
            self.serve(options["port"], password)

    def say(self, line: str, *, last: bool = False) -> None:
        """Progress: in place on a terminal, a line each in a log."""
        if self.stdout.isatty():
            self.stdout.write(f"\r\033[K  {line}", ending="\n" if last else "")
            self.stdout.flush()
        else:
            self.stdout.write(f"  {line}")

    def reset(self) -> None:
        """Forget the demo: its database and files, nothing else."""
        if connection.vendor != "sqlite" or settings.DATA_DIR.name != "demo":
            raise CommandError("Only the demo's own SQLite database is reset; this one is elsewhere. Empty it yourself.")
        connection.close()
        shutil.rmtree(settings.DATA_DIR, ignore_errors=True)
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)

    def build(self) -> None:
        from newsroom.demo.build import build

        build(progress=self.say)

    def make_wire_folders(self) -> None:
        """The folders that the demo's feeds watch."""
        for feed in Feed.objects.filter(source=Feed.Source.FOLDER):
            folder_of(feed.address).mkdir(parents=True, exist_ok=True)

    def collect_static(self) -> None:
        """Compress styles and scripts, unless they are the same as the last time."""
        files = [(path, Path(storage.path(path)).stat()) for finder in get_finders() for path, storage in finder.list([])]
        found = sorted(f"{path} {stat.st_size} {stat.st_mtime_ns}" for path, stat in files)
        fingerprint = hashlib.sha256("\n".join(found).encode()).hexdigest()
        kept = settings.DATA_DIR / "static-fingerprint"
        if not kept.exists() or kept.read_text(encoding="utf-8") != fingerprint:
            self.say("Styles and scripts")
            call_command("collectstatic", verbosity=0, interactive=False, clear=True)
            kept.write_text(fingerprint, encoding="utf-8")

    def password(self) -> str:
        """One password for every demo login, made on this machine and kept with the demo's data."""
        path = settings.DATA_DIR / "password"
        if not path.exists():
            path.write_text("harbor-" + secrets.token_hex(3), encoding="utf-8")
            path.chmod(0o600)
        password = path.read_text(encoding="utf-8").strip()
        for user in User.objects.filter(username__in=LOGINS):
            if not user.check_password(password):
                user.set_password(password)
                user.save(update_fields=["password"])
        return password

    def serve(self, port: int, password: str) -> None:
        """Run server and worker until one of them ends or someone stops us."""
        address = f"http://127.0.0.1:{port}"
        (settings.DATA_DIR / "address").write_text(address, encoding="utf-8")
        environment = {**os.environ, "NEWSROOM_ENV": "demo", "SITE_URL": address, "PYTHONUNBUFFERED": "1"}
        server = [
            sys.executable, "-m", "granian", "--interface", "wsgi", "newsroom.wsgi:application", "--host", "127.0.0.1",
            "--port", str(port), "--workers", "2", "--blocking-threads", "1", "--workers-kill-timeout", "10",
            "--no-access-log", "--log-level", "warning",
        ]  # fmt: skip
        worker = [sys.executable, str(settings.BASE_DIR / "manage.py"), "desk"]
        processes = []

        def stop(*_: Any) -> None:
            raise KeyboardInterrupt

        signal.signal(signal.SIGTERM, stop)
        try:
            for command in (server, worker):
                processes.append(subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment))  # noqa: S603
            self.wait_for(address, processes[0])
            self.print_welcome(address, password)
            while all(process.poll() is None for process in processes):
                time.sleep(0.5)
            raise CommandError("The server or the worker ended; its last words stand above.")
        except KeyboardInterrupt:
            self.stdout.write("\nStopping. The data is kept: `make demo` goes on with it.")
        finally:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            for process in processes:
                process.terminate()
            for process in processes:
                try:
                    process.wait(timeout=15)
                except subprocess.TimeoutExpired:
                    process.kill()

    def wait_for(self, address: str, server: subprocess.Popen[bytes]) -> None:
        """Until the front page answers."""
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until:
            if server.poll() is not None:
                raise CommandError("The server did not start; its last words stand above.")
            try:
                with urllib.request.urlopen(f"{address}/healthz", timeout=2):  # noqa: S310
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        raise CommandError("The server did not answer within a minute.")

    def print_welcome(self, address: str, password: str) -> None:
        from newsroom.demo.source import WIRE_FILES
        from newsroom.demo.stories import model_story_path

        chain = (WIRE_FILES / "nitf").relative_to(settings.BASE_DIR)
        logins = "\n".join(f"    {name:<10} {does}" for name, does in LOGINS.items())
        self.stdout.write(
            f"""
  The Harbor Ledger is on  {address}/
  Its desk is on           {address}/admin/

  Log in with the password  {password}  as
{logins}

  Five things to try
    1. Read the model story, to its end:  {address}{model_story_path()}
    2. Log in as wire and open What came in. In another terminal, let AP send a story into the folder that its feed watches:
         cp {chain}/ferry-chain-1-first.xml {self.wire_folder("ap")}/
       It comes into the list by itself: see its disclaimer, pick it up and publish it. Then send ferry-chain-2-writethru.xml.
    3. As a reader, press “Submit a correction” under it; keep the private link you get.
    4. Log in as standards: correct the story and answer; look at the link, the story and {address}/corrections/ again.
    5. Send ferry-chain-4-kill.xml: the story is gone from every page, feed and search. Mail lies in {self.mail_folder()}

  Stop with Ctrl+C. `make demo` goes on with the same data, `make demo-reset` starts over.
"""
        )
        self.stdout.flush()

    def mail_folder(self) -> str:
        return shown(settings.DATA_DIR / "mail")

    def wire_folder(self, name: str) -> str:
        return shown(Path(settings.WIRE_FOLDERS[0]) / name)


def refuse_taken(port: int) -> None:
    """Two servers would share a port without a word, and answer in turn with two newsrooms."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise CommandError(
                f"Port {port} is taken or out of reach. Try: make demo PORT={8001 if port == 8000 else 8000}"
            ) from error


def shown(path: Path) -> str:
    """A path as a visitor types it, who stands in the project's folder."""
    return str(path.relative_to(settings.BASE_DIR) if path.is_relative_to(settings.BASE_DIR) else path)
