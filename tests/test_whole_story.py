"""One error from its first reader to the public record: across the wire, the desk and the reader's pages."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.models import Article, Publication
from corrections import answering, forwarding
from corrections.intake import Report, receive_report
from corrections.models import Notice, Ticket
from newsroom.base import digests, outbox
from tests.factories import HOUR, make_agency, make_disclaimer, make_publication, make_section, make_user
from wire import intake, pickup
from wire.models import ChangePolicy, Item

pytestmark = pytest.mark.django_db

FERRY = Path(__file__).resolve().parent.parent / "fixtures" / "wire" / "nitf"
NUMBER = "0f9d3c6ae2b84d7f9b1c55aa70e4c210"  # the agency's own, of the story
WRONG, RIGHT = "14,200 people", "12,400 people"
OURS = "Crews on the Harbor line told The Harbor Ledger that they would vote next week."
READERS = [f"reader{number}@example.org" for number in range(3)]
CONTACT = "corrections@agency.example"
REPORTED, FORWARDED, UPDATED, CORRECTED, CLOSED = (number * HOUR for number in (1, 2, 4, 30, 31))  # since we published


@dataclass
class Case:
    """The story, when we published it, and what it came to."""

    article: Article
    start: datetime
    editor: Any
    lead: Ticket | None = None
    notice: Notice | None = None

    @property
    def path(self) -> str:
        return str(self.article.visible_edition().path)


def test_an_agencys_error_is_reported_forwarded_corrected_merged_told_and_kept_on_the_record() -> None:
    case = a_wire_story_with_an_edit_of_ours_is_public(timezone.now() - timedelta(days=5))
    three_readers_report_the_agencys_figure_as_one_matter(case)
    it_is_forwarded_and_our_clock_stops(case)
    the_agencys_correction_arrives_and_is_merged_with_our_edit(case)
    the_reports_are_ours_again_and_are_closed_with_that_notice(case)
    each_reader_has_one_answer_and_the_agency_one_mail(case)
    page_log_and_structured_data_say_the_same(case)
    feeds_and_programs_say_the_same(case)
    history_and_past_days_show_what_was_said_when(case)
    the_accuracy_report_counts_three_for_the_agency(case)
    the_record_is_whole_against_the_days_digest()


def a_wire_story_with_an_edit_of_ours_is_public(start: datetime) -> Case:
    make_publication(desk_email="desk@ledger.example")
    make_disclaimer()
    known = {"name": "The Associated Press", "short_name": "AP", "aliases": ["AP"]}
    agency = make_agency("ap", **known, corrections_contact=CONTACT, profile="An agency.")
    ChangePolicy.objects.create(agency=agency, edited=ChangePolicy.Way.AT_ONCE)
    arrives("ferry-chain-1-first.xml", start)
    article = pickup.pick_up(item=Item.objects.get(), by=make_user(None), section=make_section("world"), at=start)
    article.body += f"<p>{OURS}</p>"
    publishing.save_revision(article=article, by=make_user(None), at=start)
    publishing.publish(article=article, by=make_user(None), at=start)
    return Case(article, start, make_user("Standards editor"))


def three_readers_report_the_agencys_figure_as_one_matter(case: Case) -> None:
    at = case.start + REPORTED
    said = Report(wrong="Of a year.", edition=case.article.visible_edition(at), passage=WRONG, category="number")
    reports = [replace(said, wrong=f"{email} says: of a year.", email=email) for email in READERS]
    tickets = [receive_report(article=case.article, report=report, at=at) for report in reports]
    case.lead = tickets[0]
    assert [Ticket.objects.get(pk=one.pk).grouped_with for one in tickets[1:]] == [case.lead, case.lead]


def it_is_forwarded_and_our_clock_stops(case: Case) -> None:
    forwarding.forward(ticket=case.lead, by=case.editor, text="Please check the number.", at=case.start + FORWARDED)
    assert Ticket.objects.get(pk=case.lead.pk).status == "awaiting_agency"


def the_agencys_correction_arrives_and_is_merged_with_our_edit(case: Case) -> None:
    arrives("ferry-chain-2-writethru.xml", case.start + UPDATED)
    assert Ticket.objects.get(pk=case.lead.pk).status == "awaiting_agency"
    told = arrives("ferry-chain-3-correction.xml", case.start + CORRECTED)
    assert "merged with our edit and published with a correction" in told
    case.notice = Notice.objects.get()
    text = case.article.visible_edition().revision.content["body"]
    assert (RIGHT in text, WRONG in text, OURS in text) == (True, False, True)
    assert (case.notice.kind, case.notice.origin, case.notice.is_public()) == ("correction", "agency", True)


def the_reports_are_ours_again_and_are_closed_with_that_notice(case: Case) -> None:
    due = case.lead.due_at
    case.lead.refresh_from_db()
    assert (case.lead.status, case.lead.due_at - due) == ("taken", CORRECTED - FORWARDED)
    answering.close_with_agencys(ticket=case.lead, by=case.editor, at=case.start + CLOSED)
    assert set(Ticket.objects.values_list("status", "resolution", "notice")) == {("closed", "corrected", case.notice.pk)}


def each_reader_has_one_answer_and_the_agency_one_mail(case: Case) -> None:
    outbox.send_due()
    outbox.send_due()
    for reader in READERS:
        mails = [one for one in mail.outbox if one.to == [reader]]
        assert len([one for one in mails if case.notice.get_absolute_url() in one.body]) == 1
        assert len({one.subject for one in mails}) == len(mails)  # nothing is told twice
        assert not [other for other in READERS if other != reader and any(other in one.body for one in mails)]
    (told,) = [one for one in mail.outbox if one.to == [CONTACT]]
    assert (WRONG in told.body, NUMBER in told.body) == (True, True)
    assert not any(reader in f"{told.body} {told.extra_headers}" for reader in READERS)


def page_log_and_structured_data_say_the_same(case: Case) -> None:
    page = page_of(case.path)
    assert f'id="{case.notice.anchor}"' in page
    (script,) = re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.DOTALL)
    (said,) = (story := json.loads(script))["correction"]
    assert (said["text"], said["datePublished"]) == (case.notice.text, local(case.notice.at))
    assert said["url"].endswith(case.notice.get_absolute_url())
    assert said["@id"].endswith(f"{case.path}#{case.notice.anchor}")
    assert story["dateModified"] == said["datePublished"]
    assert "creativeWorkStatus" not in story and "Retract" not in page_of("/search/?q=ferry")  # its headline stands
    (in_log,) = json.loads(page_of("/corrections/?format=json"))["notices"]
    assert (in_log["text"], str(case.notice.uid) in in_log["id"]) == (case.notice.text, True)
    assert case.notice.text in page_of("/corrections/?format=csv")


def feeds_and_programs_say_the_same(case: Case) -> None:
    (in_list,) = Client().get("/api/v1/corrections/").json()["items"]
    (in_feed,) = json.loads(page_of("/feeds/corrections.json"))["items"]
    name = f"urn:uuid:{case.notice.uid}"
    assert (in_list["text"], in_list["origin"], in_list["id"]) == (case.notice.text, "agency", name)
    assert (in_feed["summary"], in_feed["id"]) == (case.notice.text, name)
    for kind in ("rss", "atom"):
        (entry,) = feedparser.parse(page_of(f"/feeds/corrections.{kind}")).entries
        assert (entry.id, case.notice.text in entry.summary) == (name, True)
        (story,) = feedparser.parse(page_of(f"/feeds/latest.{kind}")).entries
        assert case.notice.text in str(story)
    story = Client().get(f"/api/v1/articles/{case.article.pk}/").json()
    (told,) = [one for one in story["descriptions"] if "notice" in one["role"]]
    assert (told["role"], told["value"]) == ("notice:correction", case.notice.text)


def history_and_past_days_show_what_was_said_when(case: Case) -> None:
    history = page_of(f"{case.path}history/")
    assert case.notice.get_absolute_url() in history
    assert re.search(r"<del\b.{0,80}14,200", history)
    assert re.search(r"<ins\b.{0,80}12,400", history)
    before, after = (page_of(f"{case.path}as-published/{local(at)[:10]}/") for at in (case.start, case.start + CORRECTED))
    assert (WRONG in before, RIGHT in before, f'id="{case.notice.anchor}"' in before) == (True, False, False)
    words = re.sub(r"</?mark\b[^>]*>|<a class=.corrected__sign.*?</a>", "", after)
    assert (WRONG in words.replace(case.notice.text, ""), RIGHT in words, case.notice.text in words) == (False, True, True)
    assert ">12,400</mark>" in after


def the_accuracy_report_counts_three_for_the_agency(case: Case) -> None:
    figures = json.loads(page_of("/corrections/accuracy/?format=json"))
    (row,) = [one for one in figures["sources"] if one["name"] == "The Associated Press"]
    waits = ("received", "answered", "upheld", "notices", "first_answer_median", "correction_median")
    seconds = [int((later - REPORTED).total_seconds()) for later in (CLOSED, CORRECTED)]
    assert [row[name] for name in waits] == [3, 3, 3, 1, *seconds]
    assert [figures["all"][name] for name in waits] == [3, 3, 3, 1, *seconds]
    assert "The Associated Press" in page_of("/corrections/accuracy/")


def the_record_is_whole_against_the_days_digest() -> None:
    call_command("verify_record", "--write-digest", verbosity=0, stdout=io.StringIO())
    (day,) = digests.days()
    said = io.StringIO()
    call_command("verify_record", "--digest", str(digests.path_of(day)), verbosity=0, stdout=said)
    assert "The record is whole." in said.getvalue()


def arrives(name: str, at: datetime) -> str:
    (outcome,) = intake.receive((FERRY / name).read_bytes(), feed=intake.command_feed(), at=at)
    return outcome.detail


def page_of(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200, path
    return response.getvalue().decode()


def local(at: datetime) -> str:
    return str(timezone.localtime(at, Publication.zone()).isoformat(timespec="seconds"))
