"""The demo newsroom's texts fit together: nothing named is missing, and the issue's counts hold."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

DEMO = Path(__file__).resolve().parents[2] / "fixtures" / "demo"
BLOCKS = {"p", "h2", "h3", "ul", "ol", "blockquote", "table", "aside", "figure"}
INNER = {"li", "thead", "tbody", "tr", "th", "td", "a", "em", "strong", "q", "cite", "sub", "sup", "span", "p"}
STATES = {"published", "draft", "in_review", "ready", "idea", "spiked", "embargoed", "embargoed_open", "scheduled", "held",
          "killed", "expired"}  # fmt: skip
KINDS = {"news", "brief", "analysis", "explainer", "feature", "opinion", "editorial", "review", "satire", "sponsored"}


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def rows(name: str) -> list[dict[str, Any]]:
    return next(iter(load(DEMO / f"{name}.toml").values()))


def slugs(name: str) -> set[str]:
    return {row["slug"] for row in rows(name)}


STORIES = [load(path) for path in sorted((DEMO / "stories").glob("*.toml"))]
BY_SLUG = {story["slug"]: story for story in STORIES}
each_story = pytest.mark.parametrize("story", STORIES, ids=list(BY_SLUG))


def versions(story: dict[str, Any]) -> list[tuple[tuple[int, str], str]]:
    """The body after each publication and change, with its time."""
    body = story["body"]
    found = [(when(story.get("published") or story["created"]), body)]
    for change in story.get("change", []):
        body = change.get("body", body)
        for old, new in change.get("body_replace", []):
            assert body.count(old) == 1, f"{story['slug']}: “{old}”"
            body = body.replace(old, new)
        found.append((when(change["at"]), body))
    return found


def when(text: str) -> tuple[int, str]:
    """A time that sorts; absolute ones are long ago or far ahead."""
    match = re.fullmatch(r"-(\d+)d (\d\d:\d\d)", text)
    if match:
        return (-int(match[1]), match[2])
    assert re.fullmatch(r"(2019|2036)-\d\d-\d\d \d\d:\d\d", text), text
    return (-10_000 if text.startswith("2019") else 10_000, text)


def notices() -> list[dict[str, Any]]:
    changes = [change for story in STORIES for change in story.get("change", [])]
    steps = [step for ticket in rows("tickets") for step in ticket.get("step", [])]
    own = [notice for story in STORIES for notice in story.get("notice", [])]
    return own + [row["notice"] for row in changes + steps if "notice" in row]


def plain(body: str) -> str:
    return re.sub(r"<[^>]+>", "", body)


class Blocks(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in (INNER if self.open else BLOCKS), f"<{tag}> inside {self.open}"
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        assert self.open or not data.strip(), f"loose text: {data!r}"


@each_story
def test_story_uses_only_the_elements_a_body_may_have(story):
    for body in [*(body for _, body in versions(story)), story.get("agency_body", "")]:
        parser = Blocks()
        parser.feed(body)
        assert not parser.open


@each_story
def test_everything_a_story_names_exists(story):
    users = {row["username"] for row in rows("users")} | {f"feed:{slug}" for slug in slugs("agencies")}
    assert story["section"] in slugs("sections")
    assert story["kind"] in KINDS and story["state"] in STATES
    assert set(story["topics"]) <= slugs("topics")
    assert story.get("agency") in {None, *slugs("agencies")}
    assert {row["person"] for row in story["byline"] if "person" in row} <= slugs("people")
    assert set(re.findall(r'data-promo="([^"]+)"', story["body"])) <= set(BY_SLUG)
    acts = [story[name] for name in ("reviewed", "held", "killed") if name in story]
    acts += story.get("change", []) + story.get("notice", []) + story.get("exempt", [])
    assert {story["author"], story.get("publisher", "editor"), *(act["by"] for act in acts)} <= users
    assert {row["disclaimer"] for row in story.get("exempt", [])} <= slugs("disclaimers")


@each_story
def test_a_story_is_written_before_it_is_published_and_changed_after(story):
    times = [when(story["created"]), *(time for time, _ in versions(story))]
    assert times == sorted(times)


def test_photos_exist_and_none_is_used_too_often():
    used = Counter(story["lead_photo"] for story in STORIES if story.get("lead_photo"))
    in_body = {slug for story in STORIES for slug in re.findall(r'data-photo="([^"]+)"', story["body"])}
    others = {row[key] for name, key in (("people", "photo"), ("agencies", "logo")) for row in rows(name) if key in row}
    assert set(used) | in_body | others <= slugs("photos")
    assert max(used.values()) <= 3


def test_the_newsroom_has_the_people_sections_agencies_and_rules_it_needs():
    assert len(rows("sections")) >= 7
    assert len(rows("people")) >= 8
    assert {"ap", "reuters", "afp", "northline", "meridian"} <= slugs("agencies")
    rules = {
        str({key: row[key] for key in row if key not in ("slug", "name", "position", "text")}) for row in rows("disclaimers")
    }
    assert len(rules) >= 6
    assert len({row["role"] for row in rows("users")}) == 5
    written = {"standards", "corrections", "ownership", "masthead", "contact", "privacy", "accessibility", "sourcing"}
    assert written | {"mission", "verification", "diversity", "contributions", "complaints"} == slugs("policies")
    assert all(250 <= len(plain(row["body"]).split()) <= 700 for row in rows("policies"))


def test_there_are_forty_stories_of_every_kind_and_state():
    states = Counter(story["state"] for story in STORIES)
    assert states["published"] >= 40
    least = {"draft": 2, "idea": 1, "in_review": 1, "ready": 1, "spiked": 1, "embargoed": 1, "embargoed_open": 1,
             "scheduled": 1, "held": 2, "killed": 2, "expired": 1}  # fmt: skip
    assert all(states[state] >= count for state, count in least.items())
    assert {story["kind"] for story in STORIES} == KINDS
    assert {story["language"] for story in STORIES} >= {"en", "ar", "es"}
    assert sum(when(story["published"]) >= (-1, "22:00") for story in STORIES if story["state"] == "published") >= 8
    assert any(story.get("edited") and story["agency_body"] != story["body"] for story in STORIES)
    assert any(story.get("exempt") for story in STORIES)
    wire = [story for story in STORIES if story.get("agency") and story["state"] == "published"]
    assert {"reviewed" in story for story in wire} == {True, False}


def test_paragraphs_are_not_repeated():
    paragraphs = Counter(p for story in STORIES for p in re.findall(r"<p>(.*?)</p>", story["body"]) if len(p) > 60)
    assert [text for text, count in paragraphs.items() if count > 1] == []


def test_the_model_story_is_an_unreviewed_dated_ap_report_with_two_promos():
    model = BY_SLUG["baghouz-last-stand"]
    assert (model["agency"], model["dateline"], model["byline"]) == ("ap", "BAGHOUZ, Syria (AP)", [])
    assert model["published"].startswith("2019-03") and "reviewed" not in model and model["tagline"]
    promos = re.findall(r'data-promo="([^"]+)"', model["body"])
    assert len(promos) == 2 and all(BY_SLUG[slug]["state"] == "published" for slug in promos)
    assert 700 <= len(plain(model["body"]).split()) <= 900


def test_there_are_notices_of_every_kind_from_everyone_who_finds_errors():
    assert {row["kind"] for row in notices()} == {"correction", "clarification", "editors_note", "update", "retraction"}
    assert {row["origin"] for row in notices()} == {"reader", "staff", "agency", "source"}
    assert {row["severity"] for row in notices() if row["kind"] == "correction"} == {"serious", "ordinary"}


@pytest.mark.parametrize("ticket", rows("tickets"), ids=lambda row: f"{row['story']} {row['at'].split()[0]}")
def test_a_readers_passage_stands_in_the_story_as_it_read_then(ticket):
    read = [body for time, body in versions(BY_SLUG[ticket["story"]]) if time <= when(ticket["at"])]
    assert read, "the reader was before the story"
    assert ticket["passage"] in plain(read[-1])
    times = [when(ticket["at"]), *(when(step["at"]) for step in ticket.get("step", []))]
    assert times == sorted(times)


def test_readers_reports_are_in_every_state():
    last = Counter(ticket["step"][-1]["verb"] if ticket.get("step") else "new" for ticket in rows("tickets"))
    decided = {"corrected", "clarified", "fixed", "no_error", "duplicate", "spam", "reopen", "withdraw", "agency_corrected"}
    assert set(last) == {"new", "take", "ask", "answer", "forward", *decided}
    assert any(ticket.get("suspected") for ticket in rows("tickets"))
    assert any(ticket["category"] == "legal" for ticket in rows("tickets"))
    assert any(step.get("waits") for ticket in rows("tickets") for step in ticket.get("step", []))  # for a second person


def test_a_change_made_for_a_ticket_is_published_by_one():
    waiting = [story["slug"] for story in STORIES for change in story.get("change", []) if change.get("by_ticket")]
    steps = [(ticket["story"], step) for ticket in rows("tickets") for step in ticket.get("step", [])]
    answered = [slug for slug, step in steps if "notice" in step and not step.get("waits")]
    assert sorted(waiting) == sorted(answered)


def test_front_names_open_stories():
    assert {BY_SLUG[slot["story"]]["state"] for slot in rows("front")} == {"published"}
