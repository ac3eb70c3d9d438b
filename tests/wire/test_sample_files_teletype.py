"""What an editor may expect of each teletype sample once it is parsed; these formats say most of it in words."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from wire import formats
from wire.formats.parsed import ParsedItem, WireStatus

SAMPLES = Path(__file__).resolve().parents[2] / "fixtures" / "wire"
FERRY_TAGLINE = "Associated Press writer Ilse Tamberlane in Stannock contributed to this report."
JANUARY_2036 = datetime(2036, 1, 5, tzinfo=UTC)
LANTERN = "anpa-1312/01-lantern"
BARRELS = "iptc-7901/01-barrels"

EXPECTED: dict[str, dict[str, Any]] = {
    "anpa-1312/01-lantern-1-first.anpa": {
        "agency": "AP",
        "item_id": "anpa-1312:AP:2026-11-20:BC-CD--Lantern-Bridge",
        "service_number": "V4101",
        "version": 0,
        "dateline": "PORT MERRION, Calder Islands (AP)",
        "bylines": ("Hamish Okonedo",),
        "headline": "Calder Islands close Lantern Bridge for winter repairs",
        "tagline": FERRY_TAGLINE,
    },
    "anpa-1312/01-lantern-3-correction.anpa": {
        "version": 3,
        "change_note": "CORRECTS number of cracked hangers in 1st paragraph to 11, sted 17.",
    },
    "anpa-1312/01-lantern-4-kill.anpa": {"status": WireStatus.CANCELED, "status_as_sent": "BULLETIN KILL", "body_html": ""},
    "anpa-1312/10-mill-4-withhold.anpa": {"status": WireStatus.WITHHELD, "body_html": ""},
    "anpa-1312/10-mill-5-release.anpa": {"status": WireStatus.USABLE, "version": 3},
    "anpa-1312/20-prize-embargo.anpa": {"embargo_until": JANUARY_2036.replace(hour=5, minute=1), "embargo_open_ended": False},
    "anpa-1312/21-regatta-hold-for-release.anpa": {"embargo_until": None, "embargo_open_ended": True},
    "anpa-1312/30-please-kill-another-story.anpa": {
        "status": WireStatus.USABLE,
        "is_advisory": True,
        "headline": "BULLETIN KILL",
    },
    "anpa-1312/40-advisory.anpa": {"is_advisory": True},
    "anpa-1312/60-editors-notes-and-tagline.anpa": {
        "bylines": ("Oriel Santangelo", "Casimir Holt"),
        "change_note": "Changes headline. Adds details.",
    },
    "anpa-1312/71-latin1-without-sync.anpa": {"headline": "Salt road gets its café back"},
    "iptc-7901/01-barrels-1-first.iptc": {
        "agency": "Meridian",
        "item_id": "iptc-7901:Meridian:2026-11-20:Low-Tarn-water-barrels",
        "service_number": "157",
        "version": 0,
        "dateline": "Low Tarn (Meridian)",
        "slugline": "Low Tarn/water/barrels",
    },
    "iptc-7901/01-barrels-3-correction.iptc": {
        "version": 3,
        "bylines": ("Cosmo Lindqvist",),
        "signals": ("CORRECTION", "3RD LEAD", "mpe0447"),
        "change_note": "corrects number of barrels in second paragraph (2,300 instead of 3,200)",
    },
    "iptc-7901/01-barrels-4-kill.iptc": {"status": WireStatus.CANCELED, "status_as_sent": "KILL KILL KILL", "body_html": ""},
    "iptc-7901/10-footbridge-4-hold.iptc": {"status": WireStatus.WITHHELD, "body_html": ""},
    "iptc-7901/20-sperrfrist-mit-ende.iptc": {"embargo_until": JANUARY_2036.replace(hour=18), "embargo_open_ended": False},
    "iptc-7901/21-embargo-no-end.iptc": {"embargo_until": None, "embargo_open_ended": True},
    "iptc-7901/30-please-kill-item.iptc": {"status": WireStatus.USABLE, "is_advisory": True, "headline": "KILL KILL KILL"},
    "iptc-7901/40-vorschau.iptc": {"is_advisory": True},
    "iptc-7901/60-notizblock.iptc": {"headline": "Bürger gründen Markt für Kräuter", "bylines": ("Ottilie Rahmani",)},
    "iptc-7901/71-utf8-without-control-characters.iptc": {"dateline": "Mälvik (Meridian)", "version": 2},
}


def parse(name: str) -> list[ParsedItem]:
    return formats.parse((SAMPLES / name).read_bytes())


def chain(start: str) -> list[ParsedItem]:
    return [item for path in sorted(SAMPLES.glob(f"{start}-*")) for item in parse(f"{path.parent.name}/{path.name}")]


@pytest.mark.parametrize("name", EXPECTED)
def test_sample_is_parsed_as_an_editor_expects(name: str) -> None:
    (item,) = parse(name)
    assert {field: getattr(item, field) for field in EXPECTED[name]} == EXPECTED[name]


@pytest.mark.parametrize("start", [LANTERN, BARRELS])
def test_chain_keeps_its_id_counts_its_leads_and_moves_on_in_time(start: str) -> None:
    items = chain(start)
    times = [item.version_created_at for item in items]
    assert len({item.item_id for item in items}) == 1
    assert [item.version for item in items] == [0, 1, 2, 3, 0], "a kill has no lead number; its time is the latest"
    assert None not in times and times == sorted(set(times), key=str)
    assert [item.status for item in items] == [WireStatus.USABLE] * 4 + [WireStatus.CANCELED]
    assert len({item.service_number for item in items}) == 5


@pytest.mark.parametrize("start", ["anpa-1312/10-mill", "iptc-7901/10-footbridge"])
def test_hold_and_release_are_about_the_story_they_name(start: str) -> None:
    items = chain(start)
    assert len({item.item_id for item in items}) == 1
    assert [item.status for item in items[2:]] == [WireStatus.USABLE, WireStatus.WITHHELD, WireStatus.USABLE]
    assert items[3].body_html == "" and "hold" in items[3].editor_note


@pytest.mark.parametrize("name", ["anpa-1312/30-please-kill-another-story.anpa", "iptc-7901/30-please-kill-item.iptc"])
def test_order_about_another_story_keeps_its_own_id_and_its_words(name: str) -> None:
    (order,) = parse(name)
    others = {item.item_id for item in chain(LANTERN) + chain(BARRELS)}
    assert order.item_id not in others
    assert "Please kill" in order.body_html


@pytest.mark.parametrize("name", ["anpa-1312/70-three-messages.anpa", "iptc-7901/70-three-messages.iptc"])
def test_each_message_of_a_file_is_an_item(name: str) -> None:
    items = parse(name)
    assert len({item.item_id for item in items}) == 3
    assert all(item.headline and item.dateline and item.body_html for item in items)


def test_columns_become_tables_and_fixed_widths_stay() -> None:
    (standings,) = parse("anpa-1312/50-standings-table.anpa")
    (box,) = parse("anpa-1312/51-box-score-fixed-width.anpa")
    (results,) = parse("iptc-7901/50-tabelle.iptc")
    assert "<tr><td>Grey Ness</td><td>7</td><td>2</td><td>1</td><td>33-15</td><td>16</td></tr>" in standings.body_html
    assert "<pre>Stannock      0 2 0 1 0 3 1 _ 7\nPort Merrion  1 0 1 0 2 0 0 _ 4</pre>" in box.body_html
    assert results.body_html.count("<table>") == 2 and '<td colspan="4">Samstag, 21.11.2026:</td>' in results.body_html
