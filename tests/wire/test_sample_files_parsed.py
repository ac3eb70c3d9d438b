"""What an editor may expect of each sample wire file once it is parsed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from wire import formats
from wire.formats.parsed import ItemKind, ParsedItem, UnreadableMessage, WireStatus

SAMPLES = Path(__file__).resolve().parents[2] / "fixtures" / "wire"
UNREADABLE = (
    "nitf/90-truncated.xml",
    "nitf/91-empty.xml",
    "nitf/hostile-entity-bomb.xml",
    "newsml-g2/90-truncated.xml",
    "newsml-1.2/90-truncated.xml",
    "ninjs/90-truncated.json",
    "rss-atom/90-cut-off.xml",
    "anpa-1312/90-truncated.anpa",
    "iptc-7901/90-truncated.iptc",
)
FERRY = {"agency": "AP", "dateline": "PORT MERRION, Calder Islands (AP)", "bylines": ()}
FERRY_TAGLINE = "Associated Press writer Ilse Tamberlane in Stannock contributed to this report."
JANUARY_2036 = datetime(2036, 1, 5, tzinfo=UTC)

EXPECTED: dict[str, dict[str, Any]] = {
    "nitf/ferry-chain-1-first.xml": {
        **FERRY,
        "version": 1,
        "tagline": FERRY_TAGLINE,
        "headline": "Calder Islands ferry company extends night service after busy trial",
    },
    "nitf/ferry-chain-3-correction.xml": {
        **FERRY,
        "version": 4,
        "change_note": "Corrects number of night passengers in paragraph 2 to 12,400, instead of 14,200.",
        "tagline": FERRY_TAGLINE,
        "headline": "Calder Islands ferries to run all night for 6 more months as union seeks rest rules",
    },
    "nitf/ferry-chain-4-kill.xml": {"version": 5, "status": WireStatus.CANCELED, "body_html": ""},
    "nitf/10-lighthouse-1-first.xml": {
        "agency": "Northline",
        "bylines": ("Tomas Weredale",),
        "dateline": "GREY NESS, Ostrey Sound (Northline)",
    },
    "nitf/10-lighthouse-2-withhold.xml": {"status": WireStatus.WITHHELD, "body_html": ""},
    "nitf/10-lighthouse-3-release.xml": {"status": WireStatus.USABLE, "version": 3},
    "nitf/20-harvest-embargo.xml": {"embargo_until": JANUARY_2036.replace(hour=6), "embargo_open_ended": False},
    "nitf/21-awards-embargo-no-end.xml": {"embargo_until": None, "embargo_open_ended": True, "status": WireStatus.EMBARGOED},
    "nitf/40-advisory-coverage-plan.xml": {"is_advisory": True},
    "nitf/41-daybook.xml": {"is_advisory": True},
    "nitf/50-museum-notes-and-tagline.xml": {
        "standfirst": "The Museum of Small Things waited eight years for a building. Now it has borrowed a street.",
        "tagline": "Jorunn Petrakis in Low Tarn and Casimir Holt in Dunmara contributed reporting.",
    },
    "nitf/55-regatta-with-picture.xml": {"bylines": ("Rosalind Achebe-Frost",)},
    "nitf/70-latin1-declared-utf8-bytes.xml": {
        "headline": "Premian a la médica del barco hospital del río Ancho",
        "dateline": "MÁLVIK (Meridian)",
        "language": "es",
    },
    "nitf/71-real-latin1.xml": {"headline": "El barco hospital estrenará motor en enero"},
    "newsml-g2/01-reservoir-1-first.xml": {
        "agency": "Northline",
        "version": 1132700114,
        "dateline": "TARNWICK, Oct 13 (Northline)",
        "bylines": ("Ansel Rourke",),
        "headline": "Tarnwick reservoir falls to lowest October level since 1961",
        "tagline": "(Reporting by Ansel Rourke; Editing by Mira Stolzenberg)",
    },
    "newsml-g2/01-reservoir-4-kill.xml": {"version": 1132955871, "status": WireStatus.CANCELED, "body_html": ""},
    "newsml-g2/10-stadium-1-first.xml": {"dateline": "OSMARK, Oct 14 (Northline)"},
    "newsml-g2/10-stadium-2-withhold.xml": {"status": WireStatus.WITHHELD},
    "newsml-g2/10-stadium-3-release.xml": {"status": WireStatus.USABLE},
    "newsml-g2/20-observatory-embargo.xml": {"embargo_until": JANUARY_2036.replace(hour=11), "embargo_open_ended": False},
    "newsml-g2/21-bank-embargo-no-end.xml": {"embargo_until": None, "embargo_open_ended": True},
    "newsml-g2/40-diary.xml": {"is_advisory": True},
    "newsml-g2/51-picture.xml": {"kind": ItemKind.PICTURE},
    "newsml-g2/52-package.xml": {"kind": ItemKind.PACKAGE},
    "newsml-g2/60-nurses-editor-notes.xml": {
        "agency": "Meridian",
        "version": 3,
        "dateline": "Eastmere (Meridian)",
        "standfirst": "After a trial of two years the hospital lets its wards share out the shifts themselves.",
    },
    "newsml-g2/70-arabic.xml": {"language": "ar", "dateline": "مرسى الريح (نورثلاين)"},
    "ninjs/01-orchard-1-first.json": {"agency": "Meridian", "version": 1, "dateline": "Low Tarn (Meridian)"},
    "ninjs/01-orchard-4-kill.json": {"version": 5, "status": WireStatus.CANCELED, "body_html": ""},
    "ninjs/10-bridge-2-withhold.json": {"status": WireStatus.WITHHELD},
    "ninjs/10-bridge-3-release.json": {"status": WireStatus.USABLE},
    "ninjs/20-survey-embargo.json": {"embargo_until": JANUARY_2036.replace(hour=6), "embargo_open_ended": False},
    "ninjs/21-prize-embargo-no-end.json": {"embargo_until": None, "embargo_open_ended": True},
    "ninjs/30-market-1-second-version.json": {"agency": "Northline", "version": 2, "bylines": ("Fenna Adeyemi",)},
    "ninjs/40-advisory.json": {"is_advisory": True},
    "ninjs/41-daybook.json": {"is_advisory": True},
    "ninjs/50-picture.json": {"kind": ItemKind.PICTURE},
    "ninjs/51-package.json": {"kind": ItemKind.PACKAGE},
    "ninjs/60-bakers-editor-notes.json": {
        "tagline": "Reporting by Ottilie Rahmani; additional reporting by Cosmo Lindqvist in Low Tarn.",
    },
    "ninjs/70-arabic.json": {"language": "ar", "headline": "مدينة الميناء القديم تعيد فتح سوق النحاسين بعد ترميم استمر عامين"},
    "ap-media-api/01-kelp-1-first.json": {
        "agency": "AP",
        "version": 0,
        "dateline": "MARROW BAY, Calder Islands (AP)",
        "bylines": ("Oriel Santangelo",),
        "tagline": "Associated Press writer Hamish Okonedo in Port Merrion contributed to this report.",
    },
    "ap-media-api/01-kelp-4-kill.json": {"version": 4, "status": WireStatus.CANCELED, "body_html": ""},
    "ap-media-api/10-radio-2-withhold.json": {"status": WireStatus.WITHHELD},
    "ap-media-api/10-radio-3-release.json": {"status": WireStatus.USABLE},
    "ap-media-api/20-census-embargo.json": {"embargo_until": JANUARY_2036.replace(hour=5, minute=1)},
    "ap-media-api/21-medal-hold-for-release.json": {"embargo_until": None, "embargo_open_ended": True},
    "ap-media-api/40-advisory.json": {"is_advisory": True},
    "ap-media-api/41-daybook.json": {"is_advisory": True},
    "ap-media-api/50-picture-1-first.json": {"kind": ItemKind.PICTURE},
    "rss-atom/01-quarry-1-first.xml": {
        "agency": "Northline",
        "version": 1760447100,
        "dateline": "QUARRY HILL, Ostrey Sound (Northline)",
        "bylines": ("Tomas Weredale",),
        "standfirst": "The town above Ostrey Sound has nine years to decide what becomes of the hole.",
    },
    "rss-atom/01-quarry-4-kill.xml": {
        "status": WireStatus.CANCELED,
        "body_html": "",
        "editor_note": "Northline The quarry is not closing. Remove every version.",
    },
    "rss-atom/21-embargo-in-the-headline.xml": {"embargo_until": None, "embargo_open_ended": True},
    "rss-atom/30-escaped-twice.xml": {
        "headline": "Ferry & train to share one ticket",
        "body_html": "<p>One ticket is to hold for ferry &amp; train from May.</p>",
    },
    "rss-atom/31-rss-1.rdf": {"headline": "Bells of Málvik ring an hour late", "bylines": ("Fenna Adeyemi",)},
    "rss-atom/32-json-feed.json": {"dateline": "Low Tarn (Meridian)", "keywords": ("Post",)},
    "ap-media-api/50-picture-2-kill.json": {"kind": ItemKind.PICTURE, "status": WireStatus.CANCELED},
}


def parse(name: str) -> list[ParsedItem]:
    return formats.parse((SAMPLES / name).read_bytes())


def only(name: str) -> ParsedItem:
    (item,) = parse(name)
    return item


def readable() -> list[str]:
    names = sorted(f"{path.parent.name}/{path.name}" for path in SAMPLES.glob("*/*"))
    return [name for name in names if name not in UNREADABLE]


@pytest.mark.parametrize("name", EXPECTED)
def test_sample_is_parsed_as_an_editor_expects(name: str) -> None:
    item = only(name)
    assert {field: getattr(item, field) for field in EXPECTED[name]} == EXPECTED[name]


@pytest.mark.parametrize("name", readable())
def test_sample_is_told_by_its_content_and_has_an_id_and_a_headline(name: str) -> None:
    folder = name.partition("/")[0]
    for item in parse(name):
        assert item.format == folder
        assert item.item_id and (item.headline or item.status is WireStatus.CANCELED)
        assert item.agency in {"AP", "Northline", "Meridian"}


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable_sample_is_refused_with_a_reason(name: str) -> None:
    with pytest.raises(UnreadableMessage, match=r"\w+ .*\.\Z"):
        parse(name)


@pytest.mark.parametrize(
    "chain",
    [
        "nitf/ferry-chain",
        "newsml-g2/01-reservoir",
        "newsml-1.2/01-causeway",
        "ninjs/01-orchard",
        "ap-media-api/01-kelp",
        "rss-atom/01-quarry",
    ],
)
def test_chain_keeps_its_id_while_its_version_rises(chain: str) -> None:
    items = [only(f"{path.parent.name}/{path.name}") for path in sorted(SAMPLES.glob(f"{chain}-[1-4]*-*"))]
    versions = [item.version for item in items]
    assert len({item.item_id for item in items}) == 1
    assert versions == sorted(set(versions)) and len(versions) == 5
    assert [item.status for item in items] == [WireStatus.USABLE] * 4 + [WireStatus.CANCELED]


@pytest.mark.parametrize(
    ("name", "wrong", "right"),
    [
        ("nitf/ferry-chain-{}.xml", "14,200 people", "12,400 people"),
        ("newsml-g2/01-reservoir-{}.xml", "for 17 months", "for 11 months"),
        ("newsml-1.2/01-causeway-{}.xml", "Some 240 cars", "Some 420 cars"),
        ("ninjs/01-orchard-{}.json", "35 school classes", "53 school classes"),
        ("ap-media-api/01-kelp-{}.json", "910 tons", "190 tons"),
        ("rss-atom/01-quarry-{}.xml", "is 90 metres deep", "is 60 metres deep"),
        ("anpa-1312/01-lantern-{}.anpa", "17 cracked hangers", "11 cracked hangers"),
        ("iptc-7901/01-barrels-{}.iptc", "3,200 barrels", "2,300 barrels"),
    ],
)
def test_correction_says_what_it_corrects(name: str, wrong: str, right: str) -> None:
    first, correction = only(name.format("1-first")), only(name.format("3-correction"))
    assert wrong in first.body_html and right not in first.body_html
    assert right in correction.body_html and wrong not in correction.body_html
    assert "correct" in correction.editor_note.casefold()


@pytest.mark.parametrize(
    "name",
    [
        "nitf/50-museum-notes-and-tagline.xml",
        "newsml-g2/60-nurses-editor-notes.xml",
        "newsml-1.2/60-notes-for-editors.xml",
        "ninjs/60-bakers-editor-notes.json",
        "iptc-7901/60-notizblock.iptc",
    ],
)
def test_telephone_numbers_for_editors_stay_out_of_the_body(name: str) -> None:
    item = only(name)
    assert "7946" not in item.body_html + item.tagline + item.standfirst
    assert any("7946" in removal.text for removal in item.removals)


@pytest.mark.parametrize("name", [name for name in readable() if "-picture" not in name and "-package" not in name])
def test_dateline_never_stands_in_the_body_too(name: str) -> None:
    for item in parse(name):
        assert not item.dateline or item.dateline not in item.body_html


def test_bundle_gives_each_of_its_items() -> None:
    for name in (
        "newsml-g2/50-bundle-three-items.xml",
        "newsml-1.2/50-bundle-three-items.xml",
        "ap-media-api/51-feed-three-items.json",
    ):
        assert [item.kind for item in parse(name)] == [ItemKind.TEXT, ItemKind.TEXT, ItemKind.PICTURE]


def test_same_answer_of_ap_twice_has_one_etag_and_a_change_has_another() -> None:
    names = ("1-second-version", "3-same-etag", "4-same-version-other-etag")
    first, again, changed = (only(f"ap-media-api/30-windmill-{name}.json") for name in names)
    assert first.etag == again.etag != changed.etag
    assert first.version == changed.version


def test_picture_in_a_story_brings_its_alternate_text_and_caption() -> None:
    (picture,) = only("nitf/55-regatta-with-picture.xml").media
    assert picture.alt.startswith("Eleven gaff-rigged boats")
    assert picture.caption.startswith("Crews from seven islands")
    assert picture.renditions[0].width == 2400


def test_each_picture_of_a_feed_has_its_own_caption_and_credit() -> None:
    rings, filter, sound = only("rss-atom/20-pictures.xml").media
    assert [r.width for r in rings.renditions] == [2400, 600]
    assert (rings.credit, filter.credit) == ("Meridian/Aurelio Stensgaard", "Meridian/Lucian Abendroth")
    assert rings.caption.startswith("Sixty-one rings") and filter.caption.startswith("The filter")
    assert sound.kind is ItemKind.AUDIO


def test_draft_in_an_export_is_withheld_and_the_published_story_is_not() -> None:
    published, draft = parse("rss-atom/40-export-with-a-draft.xml")
    assert (published.status, draft.status) == (WireStatus.USABLE, WireStatus.WITHHELD)
    assert published.body_html.count("<p>") == 2
