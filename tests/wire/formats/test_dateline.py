"""A dateline is found and cut, and an ordinary first sentence is left whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wire.formats.messages import make_ninjs, make_nitf
from wire.formats import dateline, parse


@pytest.mark.parametrize(
    ("paragraph", "told", "rest"),
    [
        ("BAGHOUZ, Syria (AP) — Smoke rose.", "BAGHOUZ, Syria (AP)", "Smoke rose."),
        ("BUENOS AIRES, Argentina (AP) _ Smoke rose.", "BUENOS AIRES, Argentina (AP)", "Smoke rose."),
        ("ST. LOUIS (AP) -- Smoke rose.", "ST. LOUIS (AP)", "Smoke rose."),
        ("Berlin (dpa) - Rauch stieg auf.", "Berlin (dpa)", "Rauch stieg auf."),
        ("Frankfurt/Main (dpa/lnw) - Rauch stieg auf.", "Frankfurt/Main (dpa/lnw)", "Rauch stieg auf."),
        ("Frankfurt am Main (dpa) – Rauch stieg auf.", "Frankfurt am Main (dpa)", "Rauch stieg auf."),
        ("Moskau/Kiew (dpa) - Rauch stieg auf.", "Moskau/Kiew (dpa)", "Rauch stieg auf."),
        ("SHANGHAI, Oct 26 (Reuters) - Smoke rose.", "SHANGHAI, Oct 26 (Reuters)", "Smoke rose."),
        ("Jan 30 (Reuters) - Smoke rose.", "Jan 30 (Reuters)", "Smoke rose."),
        ("Strasbourg, 10 juil 2024 (AFP) - La fumée monte.", "Strasbourg, 10 juil 2024 (AFP)", "La fumée monte."),
        ("Tegucigalpa, 2 ene (EFE).- Sube el humo.", "Tegucigalpa, 2 ene (EFE)", "Sube el humo."),
        ("Rio de Janeiro, 3 out (Lusa) – Fumo.", "Rio de Janeiro, 3 out (Lusa)", "Fumo."),
        ("(ANSA) - ROMA, 24 FEB - Fumo sale.", "ROMA, 24 FEB (ANSA)", "Fumo sale."),
        ("THE HAGUE, Netherlands (AP) — Smoke rose.", "THE HAGUE, Netherlands (AP)", "Smoke rose."),
        ("DENVER--(BUSINESS WIRE)--Dec 5, 2024--Smoke rose.", "DENVER (BUSINESS WIRE) Dec 5, 2024", "Smoke rose."),
        ("NEW YORK, Jan. 5, 2024 /PRNewswire/ -- Smoke rose.", "NEW YORK, Jan. 5, 2024 /PRNewswire/", "Smoke rose."),
        ("واشنطن (أ ف ب) - ارتفع الدخان.", "واشنطن (أ ف ب)", "ارتفع الدخان."),
    ],
)
def test_datelines_of_all_agencies_are_recognised(paragraph: str, told: str, rest: str) -> None:
    found = dateline.find(paragraph)
    assert found is not None
    assert found.text == told
    assert paragraph[found.end :] == rest


@pytest.mark.parametrize(
    "paragraph",
    [
        "The Associated Press (AP) — founded in 1846 — moved house.",
        "Agence France-Presse (AFP) - eine der grossen Agenturen - zieht um.",
        "The International Monetary Fund (IMF) - which lends money - met on Monday.",
        "Officials told the agency (Reuters) - the only one present - that smoke rose.",
        "Angela Merkel (CDU) - Kanzlerin bis 2021 - kam nach Berlin.",
        "Smoke rose over Baghouz, Syria (AP Photo/Felipe Marks).",
        "In Berlin (dpa) stieg Rauch auf.",
        "WASHINGTON — Smoke rose.",
        "NATO - the alliance - met.",
        "BREAKING: Smoke rose.",
        "Paris (1889) - the year of the tower.",
        "Smoke rose. PARIS (AP) — Then it fell.",
        "No news from the north (AP) — yet.",
        "(AP) — Smoke rose.",
        "London (Reuters)",
        "",
    ],
)
def test_ordinary_sentence_is_not_eaten(paragraph: str) -> None:
    assert dateline.find(paragraph) is None


@given(st.text(alphabet="abcdefgh ,.-—()", max_size=150))
def test_words_in_small_letters_are_never_a_dateline(text: str) -> None:
    assert dateline.find(text) is None


@given(st.text(max_size=200), st.text(max_size=40), st.text(max_size=40))
def test_a_dateline_never_reaches_beyond_its_paragraph(text: str, known: str, located: str) -> None:
    found = dateline.find(text, known=known, located=located)
    assert found is None or 0 < found.end <= len(text)


def test_bare_place_is_a_dateline_only_where_a_field_confirms_it() -> None:
    assert dateline.find("OTTAWA - A man came.", located="Ottawa, Ontario") == ("OTTAWA", 9)
    assert dateline.find("OTTAWA - A man came.", located="Toronto") is None


def test_agencys_own_name_is_known_from_the_item() -> None:
    assert dateline.find("OSK, Oct 13 (Northline) - Bricks.", agency="Northline") is not None
    assert dateline.find("OSK, Oct 13 (Northline) - Bricks.") is None


def body_and_dateline(*paragraphs: str, element: str = "") -> tuple[str, str]:
    item = parse(
        make_nitf(paragraphs=paragraphs, body_head=element and f"<dateline><location>{element}</location></dateline>")
    )[0]
    return item.body_html, item.dateline


def test_dateline_is_never_printed_twice() -> None:
    assert body_and_dateline("OSK (AP) — Bricks fell.", element="OSK") == ("<p>Bricks fell.</p>", "OSK (AP)")
    assert body_and_dateline("Bricks fell.", element="OSK") == ("<p>Bricks fell.</p>", "OSK")
    assert body_and_dateline("OSK, Northland — Bricks fell.", element="OSK, Northland") == (
        "<p>Bricks fell.</p>",
        "OSK, Northland",
    )
    assert body_and_dateline("(AP) — Bricks fell.", element="OSK") == ("<p>Bricks fell.</p>", "OSK (AP)")


def test_dateline_is_cut_through_its_markup() -> None:
    html = '<p><span class="d"><b>Osk</b> <i>(dpa)</i> - </span><em>Ziegel</em> fielen.</p>'
    item = parse(make_ninjs(bodies=[{"contentType": "text/html", "value": html}]))[0]
    assert item.body_html == "<p><em>Ziegel</em> fielen.</p>"
    assert item.dateline == "Osk (dpa)"


def test_dateline_alone_in_its_paragraph_leaves_no_empty_one() -> None:
    assert body_and_dateline("OSK, Mass.--(BUSINESS WIRE)--Dec 5, 2024--", "Bricks fell.")[0] == "<p>Bricks fell.</p>"


def test_round_up_keeps_the_datelines_of_its_parts() -> None:
    body, told = body_and_dateline("OSK (AP) — Bricks fell.", "BERLIN (AP) — A tram stopped.", "ROME (AP) — A cat slept.")
    assert told == ""
    assert body.count("(AP) —") == 3


def test_dateline_field_that_holds_only_a_time_is_none() -> None:
    assert dateline.tidy("2013-03-04 11:40:31 GMT+00:00") == ""
    assert dateline.tidy("Berlin (dpa) - ") == "Berlin (dpa)"
