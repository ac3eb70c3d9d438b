"""`manage.py ingest`: one line for each item beginning with its outcome, a summary, exit 1 if anything was quarantined."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from tests.factories import make_agency, make_publication, make_section
from wire.models import Feed, Item, Message, Pickup, Version

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).resolve().parents[2] / "fixtures" / "wire"


def ingest(*arguments: Any) -> tuple[int, list[str]]:
    """The exit code and the lines printed."""
    out = io.StringIO()
    try:
        call_command("ingest", *map(str, arguments), stdout=out)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue().splitlines()
    return 0, out.getvalue().splitlines()


def ninjs(**fields: Any) -> bytes:
    story = {"uri": "urn:x:1", "type": "text", "version": "1", "headline": "Ferries stay", "body_html": "<p>All night.</p>"}
    return json.dumps({**story, "infosources": [{"name": "Northline"}], **fields}).encode()


def contents() -> dict[str, list[Any]]:
    """Every row of every table of ours."""
    ours = [apps.get_app_config(label) for label in ("base", "articles", "corrections", "wire")]
    tables = [model for app in ours for model in app.get_models()]
    return {model._meta.label: list(model._default_manager.order_by("pk").values_list()) for model in tables}


def test_folder_is_read_in_name_order_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "b" / "2.json").write_bytes(ninjs(version="2", headline="Second"))
    (tmp_path / "a.json").write_bytes(ninjs())
    (tmp_path / ".hidden.json").write_bytes(b"?")
    (tmp_path / ".git" / "c.json").write_bytes(b"?")
    code, lines = ingest(tmp_path)
    assert code == 0
    assert [line.split()[0] for line in lines[:-1]] == ["new", "update"]
    assert lines[-1] == "2 items: 1 new, 1 update."


def test_quarantine_makes_the_exit_code_1_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "1.json").write_bytes(b"")
    (tmp_path / "2.json").write_bytes(ninjs())
    code, lines = ingest(tmp_path)
    assert code == 1
    assert lines[0] == "quarantined  1.json: The file is empty."
    assert lines[1].startswith("new          Northline Ferries stay")


@pytest.mark.parametrize("folder", ["nitf", "newsml-g2", "ninjs", "ap-media-api"])
def test_folder_twice_leaves_the_database_as_it_was(folder: str) -> None:
    make_publication(desk_email="desk@ledger.example")
    make_section("world")
    feed = Feed.objects.create(slug="command", name="Ingest", section=make_section("world"))
    assert feed
    ingest(SAMPLES / folder, "--publish")
    before = contents()
    _, lines = ingest(SAMPLES / folder, "--publish")
    assert {line.split()[0] for line in lines[:-1]} <= {"duplicate", "quarantined"}
    assert contents() == before


def test_dry_run_says_what_would_happen_and_writes_nothing() -> None:
    before = contents()
    code, lines = ingest(SAMPLES / "nitf", "--dry-run", "--publish")
    assert code == 1
    assert "kill" in {line.split()[0] for line in lines}
    assert lines[-1].startswith("Nothing written. ")
    assert contents() == before


def test_dash_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(ninjs())

    monkeypatch.setattr("sys.stdin", Stdin)
    code, lines = ingest("-")
    assert (code, lines[-1]) == (0, "1 items: 1 new.")
    assert Message.objects.get().name == "standard input"


def test_file_over_the_limit_is_not_read_whole(tmp_path: Path) -> None:
    big = tmp_path / "big.xml"
    with big.open("wb") as stream:
        stream.truncate(50_000_000)
    code, lines = ingest(big)
    assert code == 1
    assert "50,000,000 bytes; the limit is 20,000,000" in lines[0]
    message = Message.objects.get()
    assert (message.raw, message.size) == (None, 50_000_000)


def test_agency_of_the_operator_and_publish(tmp_path: Path) -> None:
    make_publication()
    meridian = make_agency("meridian")
    (tmp_path / "a.json").write_bytes(ninjs(subjects=[{"name": "World"}]))
    make_section("world")
    ingest(tmp_path, "--agency", "meridian", "--publish")
    assert Item.objects.get().agency == meridian
    article = Pickup.objects.get().article
    assert article is not None and article.is_visible()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.xml"], "There is no file or folder “nowhere.xml”."),
        ([".", "--agency", "nobody"], "There is no agency “nobody”. Known: northline."),
        ([".", "--format", "anpa"], "“anpa” is no format we read."),
        (["/dev/null"], "neither a file nor a folder"),
    ],
)
def test_wrong_arguments_are_refused_in_words(arguments: list[str], message: str) -> None:
    make_agency("northline")
    with pytest.raises(CommandError, match="(?s)" + message.replace(".", r"\.")):
        ingest(*arguments)
    assert not Feed.objects.exists()


def test_file_that_cannot_be_opened_is_told_and_the_run_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "1.json").write_bytes(ninjs())
    (tmp_path / "2.json").write_bytes(ninjs(uri="urn:x:2"))
    opened = Path.open

    def refuse(self: Path, *args: Any, **options: Any) -> Any:
        if self.name == "1.json":
            raise PermissionError(13, "Permission denied")
        return opened(self, *args, **options)

    monkeypatch.setattr(Path, "open", refuse)
    code, lines = ingest(tmp_path)
    assert code == 1
    assert lines[0].endswith("The file cannot be opened: Permission denied")
    assert Version.objects.count() == 1


def test_run_that_was_cut_off_is_finished_by_the_next(tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "ninjs" / "01-orchard-1-first.json", tmp_path)
    ingest(tmp_path)
    Message.objects.update(state="received")
    _, lines = ingest(tmp_path)
    assert [line.split()[0] for line in lines[:-1]] == ["duplicate", "duplicate"]
    assert Message.objects.get().state == "read"


def test_a_files_name_neither_forges_a_line_nor_steers_the_terminal(tmp_path):
    (tmp_path / "x\n1 items: 1 kill.\x1b[2J.xml").write_bytes(b"no wire message")
    _, lines = ingest(tmp_path)
    assert len(lines) == 2
    assert "\x1b" not in "".join(lines)
