"""Each agency's own way of saying what a version is; the same words from another agency may say nothing."""

from __future__ import annotations

import pytest

from tests.factories import HOUR, NOON
from tests.wire.builders import TEXT, story
from wire.changes import AGENCIES, Change, classify, headline_of
from wire.formats.parsed import ParsedItem, WireStatus

OTHER = TEXT.replace("14,200", "12,400")


def next_version(agency: str, **fields: object) -> Change:
    fields = {"body_html": OTHER, **fields}
    return classify(story(agency=agency), story(2, agency=agency, **fields))


@pytest.mark.parametrize(
    ("agency", "fields", "kind"),
    [
        ("AP", {"signals": ("newscontent", "Corrective")}, "correction"),
        ("AP", {"signals": ("newscontent", "Clarification")}, "correction"),
        ("AP", {"signals": ("newscontent", "Kill")}, "kill"),
        ("AP", {"signals": ("newscontent", "Withhold")}, "hold"),
        ("AP", {"signals": ("newscontent", "Disregard")}, "hold"),
        ("AP", {"signals": ("newscontent", "HoldForRelease")}, "hold"),
        ("AP", {"signals": ("newscontent", "Writethru")}, "update"),
        ("AP", {"slugline": "Ferry-Night, 8th Ld-Writethru"}, "update"),
        ("AP", {"slugline": "BC-Ferry-Night-Correction"}, "correction"),
        ("AP", {"editor_note": "Eds: CORRECTS number of passengers; UPDATES with quote. With AP Photos."}, "correction"),
        ("AP", {"editor_note": "Eds: ADDS quote from harbor master."}, "update"),
        ("Reuters", {"signals": ("edStat:C", "msgType:S")}, "correction"),
        ("Reuters", {"signals": ("edStat:D", "msgType:D")}, "kill"),
        ("Reuters", {"signals": ("edStat:U",)}, "update"),
        ("Reuters", {"headline": "UPDATE 2-Night ferries to stay"}, "update"),
        ("Reuters", {"headline": "CORRECTED-UPDATE 1-Night ferries to stay"}, "correction"),
        ("Reuters", {"headline": "OFFICIAL CORRECTION-Night ferries to stay"}, "correction"),
        ("Reuters", {"headline": "STORY WITHDRAWN-Night ferries to stay"}, "kill"),
        ("Reuters", {"headline": "WITHDRAWN-Night ferries to stay"}, "kill"),
        ("Reuters", {"body_html": "<p>(Adds comments, detail)</p>" + OTHER}, "update"),
        ("Reuters", {"body_html": "<p>(Corrects number in second paragraph)</p>" + OTHER}, "correction"),
        ("dpa", {"signals": ("sig:correction",)}, "correction"),
        ("dpa", {"signals": ("sig:update",)}, "update"),
        ("dpa", {"headline": "BERICHTIGUNG: Night ferries to stay"}, "correction"),
        ("dpa", {"headline": "HOLD HOLD HOLD = Night ferries to stay"}, "hold"),
        ("dpa", {"headline": "KILL KILL KILL = Night ferries to stay"}, "kill"),
        ("dpa", {"editor_note": "Im 2. Absatz wurde berichtigt: 12 400"}, "correction"),
        ("AFP", {"headline": "RECTIFICATIF: Night ferries to stay"}, "correction"),
        ("AFP", {"headline": "=(CORRECTION)= Night ferries to stay"}, "correction"),
        ("AFP", {"headline": "ANNULATION - Night ferries to stay"}, "kill"),
        ("EFE", {"headline": "(CORRECCIÓN) Night ferries to stay"}, "correction"),
        ("EFE", {"headline": "(ANULADA) Night ferries to stay"}, "kill"),
        ("EFE", {"headline": "(AMP) Night ferries to stay"}, "update"),
        ("ANSA", {"headline": "++ RETTIFICA ++ Night ferries to stay"}, "correction"),
        ("ANSA", {"headline": "++ ANNULLARE ++ Night ferries to stay"}, "kill"),
        ("STT", {"signals": ("action:replace",)}, "update"),
        ("STT", {"slugline": "FERRY-NIGHT/KORJATTU"}, "correction"),
        ("NTB", {"headline": "RETTELSE: Night ferries to stay"}, "correction"),
        ("TT", {"headline": "RÄTTELSE: Night ferries to stay"}, "correction"),
        ("TT", {"headline": "ÅTERKALLAD: Night ferries to stay"}, "kill"),
        ("PA", {"slugline": "FERRY Night (corrected)"}, "correction"),
        ("PA", {"slugline": "FERRY Night (substitute)"}, "update"),
        ("PA", {"slugline": "FERRY Night (kill)"}, "kill"),
        ("Belga", {"headline": "RECHTZETTING: Night ferries to stay"}, "correction"),
        ("CP", {"slugline": "Ferry-Night, Corrected"}, "correction"),
        ("AAP", {"slugline": "Ferry Night (Corrected)"}, "correction"),
        ("APA", {"headline": "KORREKTUR: Night ferries to stay"}, "correction"),
        ("Northline", {"signals": ("http://cv.iptc.org/newscodes/signal/correction",)}, "correction"),
        ("Northline", {"signals": ("Instruction:Correction",)}, "correction"),
    ],
)
def test_agency_says_it_its_own_way(agency: str, fields: dict[str, object], kind: str) -> None:
    change = next_version(agency, **fields)
    assert change.kind.value == kind
    field, value = next(iter(fields.items()))
    told = [evidence for evidence in change.evidence if evidence.field != "text" or field == "body_html"]
    assert told, f"the evidence does not tell of {field} {value}"


@pytest.mark.parametrize("agency", sorted(AGENCIES))
def test_plain_later_version_of_any_agency_is_an_update(agency: str) -> None:
    assert next_version(agency).kind.value == "update"


def test_what_the_agency_calls_minor_is_so_only_if_it_is_slight() -> None:
    typo = TEXT.replace("all night", "all nightt")
    refiled = {"headline": "REFILE-Night ferries to stay"}
    assert next_version("Reuters", body_html=typo, **refiled).kind.value == "minor"
    assert next_version("Reuters", body_html=typo).kind.value == "update"
    assert next_version("Reuters", body_html=OTHER, **refiled).kind.value == "update"  # a figure
    named = TEXT.replace("The ferry company", "The Merrion company")
    assert next_version("Reuters", body_html=named, **refiled).kind.value == "update"


@pytest.mark.parametrize(
    ("agency", "headline"),
    [
        ("Reuters", "UPDATE 2-Night ferries to stay"),
        ("Reuters", "WRAPUP 1-UPDATE 3-Night ferries to stay"),
        ("EFE", "(AMP) Night ferries to stay"),
        ("dpa", "2ND LEAD: Night ferries to stay"),
        ("AFP", "=(CORRECTION)= Night ferries to stay"),
        ("Northline", "CORRECTED-Night ferries to stay"),
    ],
)
def test_readers_never_see_the_code_before_the_headline(agency: str, headline: str) -> None:
    assert headline_of(story(agency=agency, headline=headline)) == "Night ferries to stay"


@pytest.mark.parametrize(
    "headline", ["2ND LEAD for Merrion in cup tie", "AMP makers merge", "NYLON STOCKINGS RETURN", "EXTRA TIME"]
)
def test_headline_that_only_begins_like_a_code_stays_whole(headline: str) -> None:
    for agency in ("dpa", "EFE", "NTB", "AFP", ""):
        assert headline_of(story(agency=agency, headline=headline)) == headline


def test_hold_for_release_with_a_known_end_is_an_embargo_and_no_hold() -> None:
    advance: ParsedItem = story(
        2, agency="AP", signals=("HoldForRelease",), embargo_until=NOON + HOUR, status=WireStatus.EMBARGOED
    )
    assert classify(story(agency="AP"), advance).kind.value != "hold"
