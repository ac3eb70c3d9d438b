"""What an agency's terms of use say of time ends publication on the day; what they say of other things does not."""

from datetime import UTC, datetime

import pytest

from articles.licence import ends, terms_of
from tests.factories import DAY, NOON


@pytest.mark.parametrize(
    "words",
    [
        "NO ARCHIVAL USE",
        "EDITORIAL USE ONLY - NO ARCHIVES - NO SALES",
        "No archival or wireless use.",
        "NO SALES; NO ARCHIVES",
        "Not for archive.",
        "Archival use is not permitted.",
        "Keine Archivierung.",
        "Die Archivierung ist nicht gestattet.",
        "Interdiction d’archivage",
    ],
)
def test_no_archival_use_in_the_agencies_spellings(words):
    assert [term.no_archive for term in terms_of(words)] == [True]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Editorial use only.",
        "Foto-Archiv",
        "Archive material may be used.",
        "Not for use outside Calder.",
        "(Archivo - coins)",
        "The archive is open until 5 January 2027.",
        "No archivist objected.",
        "License expires on 31 February 2027",
    ],
)
def test_other_words_limit_nothing(words):
    assert terms_of(words) == []


@pytest.mark.parametrize(
    "words",
    [
        "Not for use after 5 January 2027.",
        "For use until January 5, 2027",
        "Use only until 2027-01-05, then delete.",
        "NOT TO BE USED AFTER 5TH JAN 2027",
        "Nutzung nur bis zum 5.1.2027",
        "Licence expires on 5 January 2027",
    ],
)
def test_a_day_that_is_named_is_the_last(words):
    assert [term.until for term in terms_of(words)] == [datetime(2027, 1, 6, tzinfo=UTC)]


@pytest.mark.parametrize(
    "words", ["For use for 14 days.", "Licensed only within 14 days of transmission", "Not for use after 14 days"]
)
def test_a_number_of_days_counts_from_first_publication(words):
    assert ends(words, first_shown=NOON, archive_days=30) == NOON + 14 * DAY


def test_no_archival_use_lasts_as_long_as_the_agencys_copy_is_current():
    assert ends("NO ARCHIVAL USE", first_shown=NOON, archive_days=7) == NOON + 7 * DAY


def test_the_earliest_end_counts():
    early = NOON + DAY
    assert ends("NO ARCHIVAL USE", first_shown=NOON, archive_days=7, max_days=3) == NOON + 3 * DAY
    assert ends("NO ARCHIVAL USE", first_shown=NOON, archive_days=7, max_days=3, otherwise=early) == early


def test_without_a_limit_there_is_no_end():
    assert ends("Editorial use only.", first_shown=NOON, archive_days=7) is None
