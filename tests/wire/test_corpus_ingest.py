"""Every file of a large set of real wire files is ingested or quarantined with a reason; twice changes nothing."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.factories import NOON
from tests.needs import CORPUS, beside
from tests.wire.test_ingest_command import contents
from wire import intake
from wire.models import Message, Version

FOLDERS = ("nitf", "newsml-g2", "newsml-1.2", "ninjs", "ap-media-api", "anpa-1312", "iptc7901")


def take_all(folder: str) -> list[intake.Outcome]:
    feed = intake.command_feed()
    files = sorted(path for path in (CORPUS / folder).rglob("*") if path.is_file())
    return [outcome for path in files for outcome in intake.receive(path.read_bytes(), feed=feed, name=path.name, at=NOON)]


@pytest.mark.django_db
@pytest.mark.parametrize("folder", FOLDERS)
def test_corpus_is_taken_in_whole_and_twice_changes_nothing(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    beside(CORPUS)
    outcomes = take_all(folder)
    counts = Counter(outcome.word for outcome in outcomes)
    with capsys.disabled():
        print(f"\n{folder}: {len(outcomes)} items, {dict(counts)}")
    faults = ("Our parser failed", "could not be taken")
    assert not [outcome for outcome in outcomes if any(fault in outcome.detail for fault in faults)]
    assert not Message.objects.filter(state=Message.State.RECEIVED).exists()
    assert not Message.objects.quarantined().filter(reason="").exists()
    for version in Version.objects.all():
        assert "<script" not in version.document["body_html"]
    before = contents()
    again = Counter(outcome.word for outcome in take_all(folder))
    assert set(again) <= {"duplicate", "quarantined"}
    assert again["quarantined"] == counts["quarantined"]
    assert contents() == before
