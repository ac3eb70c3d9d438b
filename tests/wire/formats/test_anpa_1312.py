"""ANPA 1312: what stands in the header, the caret lines and the trailer goes to its field, however the copy is typed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.wire.formats.teletype_messages import BRICKS, make_anpa, only
from wire.formats import UnreadableMessage, parse


def test_header_gives_service_number_urgency_and_category() -> None:
    item = only(make_anpa(priority="u", category="f", number="G7787"))
    assert (item.service_number, item.urgency) == ("G7787", 3)
    assert (item.subjects[0].code, item.subjects[0].name) == ("f", "Business")


@pytest.mark.parametrize(("priority", "urgency"), [("f", 1), ("b", 2), ("u", 3), ("r", 4), ("d", 5), ("a", 7), ("x", None)])
def test_priority_letters_are_urgencies(priority: str, urgency: int | None) -> None:
    assert only(make_anpa(priority=priority)).urgency == urgency


@pytest.mark.parametrize(
    ("added", "version"),
    [
        ("", 0),
        ("1st Ld", 1),
        ("1st Ld-Writethru", 1),
        ("3rd Ld-Writethru", 3),
        ("8th Ld", 8),
        ("12th Ld-Writethru", 12),
        ("Ld-Writethru", 1),
    ],
)
def test_every_lead_of_a_day_is_a_version_of_one_item(added: str, version: int) -> None:
    item = only(make_anpa(added=added))
    assert item.item_id == "anpa-1312:AP:2026-11-20:BC-CD--Harbor-Wall"
    assert item.version == version
    assert item.slugline == "BC-CD--Harbor Wall"


def test_item_without_keyword_is_known_by_its_number() -> None:
    message = make_anpa(keyword="").replace(b"^,120<\r\n", b"")
    assert only(message).item_id == "anpa-1312:AP:2026-11-20:V4101"


@pytest.mark.parametrize(("added", "piece"), [("1st Add", "add-1"), ("2 of 3", "take-2"), ("2nd Take", "take-2")])
def test_piece_of_a_story_never_replaces_the_whole(added: str, piece: str) -> None:
    item = only(make_anpa(added=added))
    assert item.item_id == f"anpa-1312:AP:2026-11-20:BC-CD--Harbor-Wall:{piece}"
    assert item.links == ("anpa-1312:AP:2026-11-20:BC-CD--Harbor-Wall",)
    assert item.problems == (f"only a piece of a story ({piece})",)


def test_alerts_of_a_day_are_items_of_their_own() -> None:
    alerts = [only(make_anpa(keyword="BC-CD--APNewsAlert", heads=(), number=number)) for number in ("W1", "W1645")]
    assert alerts[1].item_id.endswith("APNewsAlert:W1645")
    assert alerts[1].headline == "Bricks fell from the harbor wall on Monday, the harbor master said."


@pytest.mark.parametrize(
    ("end", "moment"),
    [
        ("AP-WF-11-20-26 0915GMT<", datetime(2026, 11, 20, 9, 15, tzinfo=UTC)),
        ("AP-NY-11-20-26 1530EST<", datetime(2026, 11, 20, 20, 30, tzinfo=UTC)),
        ("AP-NY-07-04-99 0005EDT", datetime(1999, 7, 4, 4, 5, tzinfo=UTC)),
    ],
)
def test_trailer_gives_the_time(end: str, moment: datetime) -> None:
    assert only(make_anpa(end=end, day=end[6:11])).version_created_at == moment


def test_service_day_before_new_year_belongs_to_the_old_one() -> None:
    item = only(make_anpa(day="12-31", end="AP-WF-01-01-27 0210GMT<"))
    assert item.item_id.startswith("anpa-1312:AP:2026-12-31:")


def test_caret_lines_go_to_their_fields() -> None:
    heads = (
        "Bricks close harbor<",
        "Bricks close harbor for a week, boats wait outside<",
        "AP Photo XCA101<",
        "Eds: UPDATES throughout. Adds boats. With AP Photos.<",
        "By ANN LY and BO EK=",
        "Associated Press=",
    )
    item = only(make_anpa(heads=heads))
    assert item.headline == "Bricks close harbor"
    assert item.bylines == ("Ann Ly", "Bo Ek")
    assert item.editor_note == "AP Photo XCA101\nEds: UPDATES throughout. Adds boats. With AP Photos."
    assert item.change_note == "UPDATES throughout. Adds boats."
    assert [removal.text for removal in item.removals if removal.reason == "second headline"] == [heads[1][:-1]]


def test_headline_over_two_typed_lines_is_one() -> None:
    assert (
        only(make_anpa(heads=("Bricks close harbor,\r\nboats wait outside<",))).headline
        == "Bricks close harbor, boats wait outside"
    )


def test_teletype_signs_become_those_of_print() -> None:
    item = only(make_anpa("OSK (AP) _ ``We heard it,'' said Ann Ly _ who lives there _ ``twice.''"))
    assert item.dateline == "OSK (AP)"
    assert item.body_html == "<p>“We heard it,” said Ann Ly — who lives there — “twice.”</p>"


@pytest.mark.parametrize(
    ("sent", "typed"),
    [(b"\r\n", b"\n"), (b"\r\n", b"\r"), (b"\r\n", b"\r\r\n"), (b"\x16\x16", b""), (b"\x1f", b" "), (b"\x04", b"")],
)
def test_line_ends_and_lost_control_characters_change_nothing(sent: bytes, typed: bytes) -> None:
    whole, item = only(make_anpa()), only(make_anpa().replace(sent, typed))
    assert (item.item_id, item.headline, item.body_html) == (whole.item_id, whole.headline, whole.body_html)


def test_hard_wrapped_lines_are_joined() -> None:
    item = only(
        make_anpa("OSK (AP) _ Bricks fell from the harbor wall\r\non Monday, the harbor master said.", "He was\r\nthere.")
    )
    assert item.body_html == "<p>Bricks fell from the harbor wall on Monday, the harbor master said.</p>\n<p>He was there.</p>"


def test_message_cut_short_in_a_file_of_several_stays_closed_and_alone() -> None:
    cut = make_anpa(added="1st Ld").partition(b"harbor master")[0]
    whole, rest = parse(make_anpa() + cut)
    assert rest.item_id != whole.item_id and rest.embargo_open_ended
    assert "the message breaks off before its end; it never replaces a whole version" in rest.problems


def test_file_with_nothing_but_a_cut_message_is_refused() -> None:
    with pytest.raises(UnreadableMessage, match="cut short"):
        parse(make_anpa().partition(b"harbor master")[0])


def test_words_outside_the_message_are_kept_as_removals() -> None:
    item = only(b"LINE TEST 123\r\n" + make_anpa() + b"\r\nGOODBYE")
    assert [removal.text for removal in item.removals if removal.reason == "outside the message"] == ["LINE TEST 123 GOODBYE"]
    assert BRICKS.partition("_ ")[2] in item.body_html
