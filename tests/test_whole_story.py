"""One error from its first reader to the public record: across the wire, the desk and the reader's pages."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.models import Article
from corrections import answering, forwarding
from corrections.intake import receive_report
from corrections.models import Notice, Ticket
from newsroom.base import outbox, record
from newsroom.base.models import Chain
from tests.factories import HOUR, make_agency, make_disclaimer, make_publication, make_section, make_user
from wire import intake, pickup
from wire.models import ChangePolicy, Item

pytestmark = pytest.mark.django_db

FERRY = Path(__file__).resolve().parent.parent / "fixtures" / "wire" / "nitf"
WRONG, RIGHT = "14,200 people", "12,400 people"
OURS = "Crews on the Harbor line told The Harbor Ledger that they would vote next week."
READERS = [f"reader{number}@example.org" for number in range(3)]
CONTACT = "corrections@agency.example"


def arrives(name: str, at: datetime) -> str:
    (outcome,) = intake.receive((FERRY / name).read_bytes(), feed=intake.command_feed(), at=at)
    return outcome.detail


def published_with_an_edit_of_ours(at: datetime) -> Article:
    arrives("ferry-chain-1-first.xml", at)
    article = pickup.pick_up(item=Item.objects.get(), by=make_user(None), section=make_section("world"), at=at)
    article.body += f"<p>{OURS}</p>"
    publishing.save_revision(article=article, by=make_user(None), at=at)
    publishing.publish(article=article, by=make_user(None), at=at)
    return article


def reported(article: Article, email: str, at: datetime) -> Ticket:
    return receive_report(
        article=article, passage=WRONG, wrong=f"{email} says that this is the figure of a year.", category="number",
        email=email, edition=article.visible_edition(at), at=at,
    )  # fmt: skip


def page_of(path: str) -> str:
    return Client().get(path).content.decode()


def structured(page: str) -> dict[str, Any]:
    (text,) = re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.DOTALL)
    return json.loads(text)


def story_in(data: Any) -> dict[str, Any]:
    """The story among what a page says of itself."""
    graph = data.get("@graph", [data]) if isinstance(data, dict) else data
    return next(one for one in graph if "correction" in one)


def test_an_agencys_error_is_reported_forwarded_corrected_merged_told_and_kept_on_the_record():
    start = timezone.now() - timedelta(days=2)
    make_publication(desk_email="desk@ledger.example")
    make_disclaimer()
    agency = make_agency(
        "ap", name="The Associated Press", short_name="AP", aliases=["AP"], corrections_contact=CONTACT, profile="An agency."
    )
    ChangePolicy.objects.create(agency=agency, edited=ChangePolicy.Way.AT_ONCE)
    article = published_with_an_edit_of_ours(start)

    # Three readers report the agency's figure; their reports are one matter.
    lead, *others = [reported(article, email, start + HOUR) for email in READERS]
    assert [Ticket.objects.get(pk=one.pk).grouped_with for one in others] == [lead, lead]

    # The desk forwards it; our clock stops.
    due, editor = lead.due_at, make_user("Standards editor")
    forwarding.forward(ticket=lead, by=editor, text="Please check the number of passengers.", at=start + 2 * HOUR)

    # The agency's update, then its correction arrives, and is merged with our edit.
    arrives("ferry-chain-2-writethru.xml", start + 4 * HOUR)
    lead.refresh_from_db()
    assert lead.status == "awaiting_agency"
    assert "merged with our edit and published with a correction" in arrives("ferry-chain-3-correction.xml", start + 6 * HOUR)
    notice = Notice.objects.get()
    text = article.visible_edition().revision.content["body"]
    assert RIGHT in text
    assert WRONG not in text
    assert OURS in text
    assert (notice.kind, notice.origin, notice.is_public()) == ("correction", "agency", True)

    # The reports are ours again, with the time that we waited added, and are closed with that notice.
    lead.refresh_from_db()
    assert (lead.status, lead.due_at - due) == ("taken", 4 * HOUR)
    answering.close_with_agencys(ticket=lead, by=editor, at=start + 7 * HOUR)
    assert set(Ticket.objects.values_list("status", "resolution", "notice")) == {("closed", "corrected", notice.pk)}

    # Each reader has one answer, with the notice's address; the agency had one mail, without a reader in it.
    outbox.send_due()
    outbox.send_due()
    answers = [one for one in mail.outbox if notice.get_absolute_url() in one.body and one.to[0] in READERS]
    assert sorted(one.to[0] for one in answers) == READERS
    for one in answers:
        assert not any(other in one.body for other in READERS if other != one.to[0])
    (told,) = [one for one in mail.outbox if one.to == [CONTACT]]
    assert WRONG in told.body
    assert "0f9d3c6ae2b84d7f9b1c55aa70e4c210" in told.body
    assert not any(reader in told.body for reader in READERS)

    # Page, log, feed, structured data, API and history say the same.
    path = article.visible_edition().path
    page = page_of(path)
    assert notice.anchor in page
    (said,) = story_in(structured(page))["correction"]
    assert (said["text"], said["url"].endswith(notice.get_absolute_url())) == (notice.text, True)
    (in_log,) = json.loads(Client().get("/corrections/?format=json").getvalue())["notices"]
    (in_api,) = Client().get("/api/v1/corrections/").json()["items"]
    (in_feed,) = json.loads(page_of("/feeds/corrections.json"))["items"]
    assert {in_log["text"], in_api["text"], in_feed["summary"]} == {notice.text}
    assert str(notice.uid) in in_log["id"]
    assert {in_api["id"], in_feed["id"]} == {f"urn:uuid:{notice.uid}"}
    assert in_api["origin"] == "agency"
    history = page_of(f"{path}history/")
    assert notice.get_absolute_url() in history
    assert re.search(r"<del\b.{0,80}14,200", history)
    assert re.search(r"<ins\b.{0,80}12,400", history)

    # The report counts three, all upheld, and the record is whole.
    assert "The Associated Press" in page_of("/corrections/accuracy/")
    for chain in Chain.objects.all():
        assert record.first_broken(chain) is None, chain
