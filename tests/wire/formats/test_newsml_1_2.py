"""NewsML 1.2: which item a message speaks of, which version, and whether it may be used."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.wire.formats.messages import LEAD
from tests.wire.formats.newsml_1_2_messages import make_content, make_item, make_newsml
from wire.formats import ItemKind, ParsedItem, UnreadableMessage, WireStatus, parse, sniff

ID = "urn:newsml:northline.example:20251013:OSK-1"


def only(**item: str | None) -> ParsedItem:
    (found,) = parse(make_newsml(make_item(**item)))  # type: ignore[arg-type]
    return found


def test_story_is_read_with_its_lines() -> None:
    item = only(lines="<ByLine>By Ann Ly</ByLine><DateLine>OSK, Oct 13 (Northline) -</DateLine><SlugLine>Osk-Bricks</SlugLine>")
    assert sniff(make_newsml()) == "newsml-1.2"
    assert (item.format, item.item_id, item.version, item.kind) == ("newsml-1.2", ID, 1, ItemKind.TEXT)
    assert (item.headline, item.slugline, item.bylines) == ("Bricks close harbour", "Osk-Bricks", ("Ann Ly",))
    assert (item.dateline, item.agency, item.language) == ("OSK, Oct 13 (Northline)", "Northline", "en")
    assert item.body_html.startswith(f"<p>{LEAD}</p>")
    assert item.first_created_at == item.version_created_at == datetime(2025, 10, 13, 10, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("public", "own", "day", "expected"),
    [
        (f"{ID}:7", "OSK-1", "20251013", ID),
        (f"{ID}:7N", "OSK-1", "20251013", ID),
        (ID, "OSK-1", "20251013", ID),
        ("urn:newsml:northline.example:20251013:7:7", "7", "20251013", "urn:newsml:northline.example:20251013:7"),
        ("", "OSK-1", "20251013", ID),
        (None, "OSK-1", "20251013", ID),
        ("urn:newsml:northline.example", "OSK-1", "20251013", ID),
        (None, "OSK-1", "20251013T121500Z", "urn:newsml:northline.example:OSK-1"),  # a day that changes with each version
        (f"{ID}:7", "", "20251013", ID),
    ],
)
def test_id_is_the_same_in_every_version(public: str | None, own: str, day: str, expected: str) -> None:
    item = only(public=public, own=own, day=day, revision='<RevisionId Update="N" PreviousRevision="6">7</RevisionId>')
    assert (item.item_id, item.version) == (expected, 7)


def test_version_stands_in_the_public_identifier_when_no_revision_is_sent() -> None:
    assert only(public=f"{ID}:12", revision="").version == 12


def test_item_without_any_id_gets_one_from_its_words() -> None:
    assert only(public=None, own="").item_id == "derived:Northline:20251013:bricks-close-harbour"


def test_update_and_previous_revision_are_signals() -> None:
    assert only(revision='<RevisionId Update="U" PreviousRevision="1">2</RevisionId>').signals == (
        "Update:U",
        "PreviousRevision:1",
    )


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("Usable", WireStatus.USABLE),
        ("USABLE", WireStatus.USABLE),
        (None, WireStatus.USABLE),
        ("Embargoed", WireStatus.EMBARGOED),
        ("Withheld", WireStatus.WITHHELD),
        ("Canceled", WireStatus.CANCELED),
        ("Verschoben", WireStatus.WITHHELD),
    ],
)
def test_status_is_read_and_an_unknown_one_fails_closed(sent: str | None, expected: WireStatus) -> None:
    item = only(status=sent)
    assert (item.status, item.status_as_sent) == (expected, sent or "")


@pytest.mark.parametrize("name", ["Kill", "Delete", "Mandatory Kill", "Withdraw"])
def test_kill_instruction_counts_though_the_status_says_usable(name: str) -> None:
    item = only(management=f'<Instruction FormalName="{name}"><Comment>Wrong harbour.</Comment></Instruction>')
    assert item.status is WireStatus.CANCELED
    assert name in item.signals and item.editor_note == "Wrong harbour."


@pytest.mark.parametrize("name", ["Correction", "Rectify"])
def test_correction_is_a_signal_with_the_agency_s_own_words(name: str) -> None:
    item = only(management=f'<Instruction FormalName="{name}"><Comment>The barge carried bricks.</Comment></Instruction>')
    assert item.status is WireStatus.USABLE
    assert set(item.signals) >= {"sig:correction", name}
    assert item.change_note == "The barge carried bricks."


def will_change(to: str, when: str) -> str:
    return f'<StatusWillChange><FutureStatus FormalName="{to}"/><DateAndTime>{when}</DateAndTime></StatusWillChange>'


def test_embargo_ends_when_the_status_will_change() -> None:
    item = only(status="Embargoed", management=will_change("Usable", "20360105T070000+0100"))
    assert item.embargo_until == datetime(2036, 1, 5, 6, 0, tzinfo=UTC)
    assert not item.embargo_open_ended


@pytest.mark.parametrize("when", ["", "Friday noon"])
def test_embargo_whose_end_cannot_be_read_stays_closed(when: str) -> None:
    assert only(status="Embargoed", management=will_change("Usable", when)).embargo_open_ended
    assert only(status="Embargoed").embargo_open_ended


@pytest.mark.parametrize("to", ["Canceled", "Withheld", "Verschoben"])
def test_usable_item_whose_status_will_change_expires_then(to: str) -> None:
    item = only(management=will_change(to, "20360105T060000Z"))
    assert item.status is WireStatus.USABLE
    assert item.expires_at == datetime(2036, 1, 5, 6, 0, tzinfo=UTC)


def test_licence_with_an_end_expires_and_one_that_begins_later_is_embargoed() -> None:
    terms = "<UsageType>NO ARCHIVAL USE</UsageType><{0}>20360105T060000Z</{0}>"
    rights = f"<RightsMetadata><UsageRights>{terms}</UsageRights></RightsMetadata>"
    ends, begins = (only(metadata=rights.format(name)) for name in ("EndDate", "StartDate"))
    assert ends.expires_at == begins.embargo_until == datetime(2036, 1, 5, 6, 0, tzinfo=UTC)
    assert ends.usage_terms.startswith("NO ARCHIVAL USE")


def test_stricter_status_of_the_text_inside_counts() -> None:
    head = '<head><docdata management-status="canceled"/></head>'
    nitf = f"<nitf>{head}<body><body.content><p>Bricks.</p></body.content></body></nitf>"
    assert only(contents=make_content(nitf)).status is WireStatus.CANCELED


def test_kill_without_a_component_names_the_agency_by_its_address() -> None:
    item = only(component="", status="Canceled")
    assert (item.item_id, item.agency, item.body_html) == (ID, "Northline", "")


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (b"<NewsML/>", "holds no item"),
        (b"<NewsML><NewsItem/></NewsML>", "neither headline, text, media nor a reference"),
        (make_newsml(make_item(component="")), "neither headline, text, media nor a reference"),
        (make_newsml()[:-300], "cut short"),
    ],
)
def test_message_without_content_is_refused_with_the_reason(message: bytes, reason: str) -> None:
    with pytest.raises(UnreadableMessage, match=reason):
        parse(message)


def test_empty_item_of_a_bundle_does_not_take_the_others_with_it() -> None:
    items = parse(make_newsml(make_item(), make_item(component=""), make_item(own="OSK-2", public=None)))
    assert [item.item_id for item in items] == [ID, ID.replace("OSK-1", "OSK-2")]


def test_named_dtd_of_the_text_inside_is_ignored_and_entities_are_refused() -> None:
    named = '<?xml version="1.0"?><!DOCTYPE NewsML PUBLIC "x" "y.dtd" [<!ENTITY % nitf SYSTEM "nitf-3-0.dtd"> %nitf; ]>'
    assert parse(make_newsml(prolog=named))[0].item_id == ID
    for attack in (named.replace("nitf-3-0.dtd", "http://127.0.0.1/x.dtd"), named.replace("nitf-3-0.dtd", "/etc/passwd")):
        with pytest.raises(UnreadableMessage, match="defines entities"):
            parse(make_newsml(prolog=attack))


def test_service_number_is_the_message_s_own() -> None:
    assert parse(make_newsml(envelope="<TransmissionId>0412</TransmissionId>"))[0].service_number == "0412"
    bundle = parse(
        make_newsml(make_item(own="bsf153", public=None), make_item(), envelope="<TransmissionId>0412</TransmissionId>")
    )
    assert [item.service_number for item in bundle] == ["bsf153", ""]


def test_number_where_a_name_should_stand_does_not_stop_the_reader() -> None:
    broken = make_newsml().replace(b"<NewsManagement>", b"<urn:1></urn:1><NewsManagement>")
    assert parse(broken)[0].item_id == ID
