"""Our sample files do what their README says, and a story's chain reaches the page that readers have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from articles import publishing
from articles.models import Article
from newsroom.base.refusals import Refused
from tests.factories import HOUR, NOON, make_agency, make_publication, make_section, make_user
from wire import intake, pickup
from wire.models import Item

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).resolve().parents[2] / "fixtures" / "wire"
PLAIN = ("anpa-1312", "iptc-7901")  # without markup: tags are words
FORMATS = ("nitf", "newsml-g2", "newsml-1.2", "ninjs", "ap-media-api", "rss-atom", *PLAIN)
CHAINS = {
    "nitf": "ferry-chain-",
    "newsml-g2": "01-reservoir-",
    "newsml-1.2": "01-causeway-",
    "ninjs": "01-orchard-",
    "ap-media-api": "01-kelp-",
    "rss-atom": "01-quarry-",
    "anpa-1312": "01-lantern-",
    "iptc-7901": "01-barrels-",
}


def take(path: Path, **options: object) -> list[intake.Outcome]:
    return intake.receive(path.read_bytes(), feed=intake.command_feed(), name=path.name, **{"at": NOON, **options})


def promised(folder: str) -> dict[str, str]:
    """The README's last column, by file."""
    section = (SAMPLES / "README.md").read_text(encoding="utf-8").split(f"## {folder}/")[1].split("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| `")]
    return {row[0].strip().strip("`"): row[-1].strip() for row in rows}


def words_of(promise: str) -> list[str]:
    """The outcomes that a cell of the README names: "new", "new, three times", "new, then hold"."""
    words = [re.split(r"\W", part, maxsplit=1)[0] for part in promise.split(", then ")]
    return words * (3 if ", three times" in promise else 2 if ", twice" in promise else 1)


@pytest.mark.parametrize("folder", FORMATS)
def test_each_sample_does_what_the_readme_says(folder: str) -> None:
    expected = promised(folder)
    files = sorted((SAMPLES / folder).iterdir())
    assert sorted(expected) == [path.name for path in files]
    for path in files:
        words = [outcome.word for outcome in take(path)]
        assert words == words_of(expected[path.name]), path.name


@pytest.mark.parametrize("folder", FORMATS)
def test_held_back_samples_do_not_reach_readers(folder: str) -> None:
    make_publication()
    section = make_section("world")
    held_back = [name for name, words in promised(folder).items() if "held back" in words]
    assert held_back
    for name in held_back:
        (outcome,) = take(SAMPLES / folder / name)
        assert outcome.item is not None
        article = pickup.pick_up(item=outcome.item, by=make_user(None), section=section, at=NOON)
        publishing.publish(article=article, by=make_user(None), at=NOON)
        assert not article.is_visible(NOON + 24 * HOUR), name


@pytest.mark.parametrize("folder", FORMATS)
def test_chain_from_first_version_to_kill(folder: str) -> None:
    make_publication(desk_email="desk@ledger.example")
    for name in ("ap", "northline", "meridian"):
        make_agency(name)
    files = sorted((SAMPLES / folder).glob(f"{CHAINS[folder]}*"))
    (first,) = take(files[0])
    assert first.item is not None
    article = pickup.pick_up(item=first.item, by=make_user(None), section=make_section("world"), at=NOON)
    assert article.agency is not None and article.agency.slug in ("ap", "northline", "meridian")
    assert article.dateline
    place = article.dateline.split("(")[0].strip()
    assert not article.body.startswith(f"<p>{place}"), "the dateline is not printed twice"
    take(files[1], at=NOON + HOUR)
    article.refresh_from_db()
    assert article.revisions.count() == 2, "the untouched draft follows"
    take(files[2], at=NOON + HOUR)
    article.refresh_from_db()
    assert article.revisions.count() == 3, "and again"
    publishing.publish(article=article, by=make_user(None), at=NOON + HOUR)
    (correction,) = take(files[3], at=NOON + 2 * HOUR)
    assert correction.word == "correction"
    assert "published with a correction" in correction.detail
    edition = article.visible_edition(NOON + 2 * HOUR)
    assert edition is not None and edition.revision.number == 4
    assert edition.notice_uid == article.notices.get().uid
    (kill,) = take(files[4], at=NOON + 3 * HOUR)
    assert kill.word == "kill" and "taken down" in kill.detail
    article.refresh_from_db()
    assert article.killed_at == NOON + 3 * HOUR
    assert not Article.objects.get(pk=article.pk).is_visible(NOON + 3 * HOUR)
    with pytest.raises(Refused):
        pickup.pick_up(item=Item.objects.get(pk=first.item.pk), by=make_user(None), section=make_section("world"))


@pytest.mark.parametrize("folder", [folder for folder in FORMATS if folder not in PLAIN])
def test_hostile_markup_loses_its_attacks_and_keeps_its_words(folder: str) -> None:
    (path,) = (SAMPLES / folder).glob("hostile-markup.*")
    (outcome,) = take(path)
    assert outcome.item is not None and outcome.item.text_version is not None
    body = outcome.item.text_version.document["body_html"]
    assert len(body) > 200
    assert not re.search(r"<script|<iframe|<object|<svg|\son\w+\s*=|javascript:|data:|srcdoc|style=", body, re.IGNORECASE)


@pytest.mark.parametrize("folder", PLAIN)
def test_markup_in_a_format_without_markup_is_shown_as_it_was_typed(folder: str) -> None:
    (path,) = (SAMPLES / folder).glob("hostile-markup.*")
    (outcome,) = take(path)
    assert outcome.item is not None and outcome.item.text_version is not None
    body = outcome.item.text_version.document["body_html"]
    assert set(re.findall(r"<(\w+)", body)) == {"p"}
    assert "&lt;script&gt;document.title='x'&lt;/script&gt;including" in body
