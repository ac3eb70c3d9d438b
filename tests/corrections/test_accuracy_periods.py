"""The accuracy report by period and by whose story it was, in figures and drawings that say the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from lxml import html

from corrections import answering, charts, workflow
from corrections.accuracy import Period, Spread, periods, report
from tests.corrections.cases import LATER, desk_client, make_ticket
from tests.factories import DAY, HOUR, make_agency, make_publication, make_published, make_user

pytestmark = pytest.mark.django_db

AT = LATER + DAY


@pytest.fixture
def answered():
    """Ten reports on our own copy, answered after one to ten hours; two on an agency's, one of them right."""
    make_publication()
    editor, own, wire = make_user(None), make_published(), make_published(agency=make_agency())
    for hours in range(1, 11):
        ticket = make_ticket(own, wrong=f"It is wrong, number {hours}.", at=LATER)
        answering.find_no_error(ticket=ticket, by=editor, to_reader="It stands.", at=LATER + hours * HOUR)
    right = make_ticket(wire, wrong="It is Thursday.")
    notice = workflow.publish_change(
        article=wire, by=editor, kind="correction", text="It is Thursday.", origin="agency", at=LATER + 3 * HOUR
    )
    answering.answer_with(ticket=right, by=editor, notice=notice, at=LATER + 4 * HOUR)
    again = make_ticket(wire, wrong="Thursday, surely.")
    answering.join(ticket=again, by=editor, original=right, at=LATER + 5 * HOUR)
    return report(at=AT)


def test_half_and_nine_in_ten_are_told(answered):
    own, wire = answered.sources
    assert (own.to_first_answer.median, own.to_first_answer.p90) == (timedelta(hours=5.5), timedelta(hours=9))
    assert own.to_correction == Spread()
    assert wire.to_correction.median == timedelta(hours=3)


def test_own_copy_and_each_agencys_are_counted_apart_and_a_repetition_is_as_right_as_the_first(answered):
    counted = [(source.name, source.received, source.answered, source.upheld, source.notices) for source in answered.sources]
    assert counted == [("Our own stories", 10, 10, 0, 0), ("Northline News Agency", 2, 2, 2, 1)]
    assert (answered.received, answered.upheld, answered.notices) == (12, 2, 1)


def test_an_agency_without_a_public_page_is_not_named():
    make_ticket(make_published(agency=make_agency("quiet", is_listed=False)))
    assert [source.name for source in report(at=AT).sources] == ["Our own stories", "Other agencies’ stories"]


@pytest.mark.parametrize("category", ["legal", "takedown", "reply"])
def test_a_legal_complaint_counts_and_nothing_tells_it_from_others(category):
    make_publication()
    plain = [make_ticket() for _ in range(2)]
    before = Client().get("/corrections/accuracy/").content
    for ticket in plain:
        ticket.category = category
        ticket.save()
    assert Client().get("/corrections/accuracy/").content == before


@pytest.mark.parametrize(
    ("name", "label", "months"),
    [
        ("2020", "2020", 11), ("2020-Q4", "Fourth quarter of 2020", 2), ("2020-Q1", "First quarter of 2020", 3),
        ("", "The last twelve months", 12), ("2021", "The last twelve months", 12), ("2020-Q5", "The last twelve months", 12),
        ("x", "The last twelve months", 12), ("1066", "The last twelve months", 12), ("２０２０", "The last twelve months", 12),
    ],
)  # fmt: skip
def test_a_period_is_a_year_a_quarter_or_the_last_twelve_months(name, label, months):
    period = Period.asked(name, at=AT)
    assert (period.label, len(period.months(AT))) == (label, months)


def test_what_came_outside_the_period_is_not_counted(answered):
    assert report(Period.asked("2020-Q4", at=AT), at=AT).received == 12
    third = report(Period.asked("2020-Q3", at=AT), at=AT)
    assert (third.received, third.notices) == (0, 0)


def test_the_years_begin_with_the_first_report():
    make_ticket()
    now = datetime(2022, 2, 1, tzinfo=UTC)
    years = periods(at=now)
    assert [year for year, _ in years] == ["2022", "2021", "2020"]
    assert [period.name for period in years[0][1]] == ["2022", "2022-Q1"]
    assert [period.name for period in years[2][1]] == ["2020", "2020-Q4"]


def test_the_page_offers_periods_and_draws_what_its_tables_say(answered):
    root = html.fromstring(Client().get("/corrections/accuracy/?period=2020-Q4").content.decode())
    assert root.xpath("//option[@selected]/@value") == ["2020-Q4"]
    drawings = root.xpath("//*[local-name()='svg']")
    assert len(drawings) == 3
    for drawing in drawings:
        assert drawing.get("role") == "img"
        named = [root.get_element_by_id(name) for name in drawing.get("aria-labelledby").split()]
        assert all(one.text_content().strip() for one in named)
    assert not root.xpath("//*[local-name()='svg']//@style | //*[local-name()='svg']//*[local-name()='style']")
    rows = {row.xpath("string(th)"): [cell.text for cell in row.xpath("td")] for row in root.xpath("//tbody/tr")}
    assert rows["November 2020"] == ["12", "12", "2", "1"]
    assert rows["Our own stories"] == ["10", "10", "0", "0", "6 hours", "9 hours", "–", "–"]
    assert rows["Northline News Agency"][3:] == ["1", "4 hours", "5 hours", "3 hours", "3 hours"]


def test_bars_stand_in_proportion_and_inside_the_drawing(answered):
    drawing = charts.by_month(answered)
    [bar] = [bar for bar in drawing.bars if bar.month.received]
    assert bar.upheld == pytest.approx(bar.received / 6, abs=0.1)
    assert bar.received_top >= 0 and bar.received_top + bar.received == drawing.floor


def test_a_drawing_of_nothing_is_left_out():
    make_publication()
    words = Client().get("/corrections/accuracy/").content.decode()
    assert "<svg" not in words and "no answer yet" in words


@pytest.mark.parametrize(("role", "status"), [("Reporter", 200), ("Editor", 200), (None, 403)])
def test_the_desk_reads_it_live(answered, role, status):
    client = desk_client(role) if role else Client()
    if not role:
        client.force_login(make_user(None))
    response = client.get("/admin/desk/accuracy/?period=2020")
    assert response.status_code == status
    if status == 200:
        assert "Northline News Agency" in response.content.decode()
