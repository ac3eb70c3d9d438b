"""A newsroom in which every append-only table has rows, for tests of the whole record."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, models, transaction

from articles import agencies, disclaimers, publishing
from articles.models import Article
from corrections import answering, workflow
from newsroom.base import append_only, erasing, seals
from newsroom.base.verification import Verification
from newsroom.recorded import CHECKS
from tests.corrections.cases import make_ticket
from tests.factories import DAY, HOUR, NOON, make_agency, make_disclaimer, make_published, make_user
from wire import intake

FAR = 10**9
ROWS = 3  # in each table at least


@pytest.fixture(scope="module", autouse=True)
def newsroom(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The same newsroom for all tests of a module, which undo what they do."""
    with django_db_blocker.unblock(), transaction.atomic():
        work()
        yield
        transaction.set_rollback(True)


@contextmanager
def tampered() -> Iterator[None]:
    """What is done inside goes past the guards, and is undone afterwards."""
    with transaction.atomic():
        append_only.remove(connection)
        yield
        transaction.set_rollback(True)


def work() -> list[Article]:
    """Do what fills every append-only table, by the verbs alone, and seal what came in."""
    by, other = make_user(), make_user()
    disclaimer = make_disclaimer(by=by)
    for text in ("Second wording.", "Third wording."):
        disclaimer.text = text
        disclaimers.write(disclaimer, by=by, at=NOON)
    agency = make_agency("northline")
    for profile in ("Founded by ferry pilots.", "Founded by pilots.", "Founded by pilots in 1911."):
        agency.profile = profile
        agencies.write(agency, by=by, at=NOON)
    stories = [make_published(by=by, at=NOON + number * HOUR) for number in range(ROWS)]
    for number, article in enumerate(stories):
        at = NOON + DAY + number * HOUR
        publishing.exempt(article=article, disclaimer=disclaimer, reason="Reviewed line by line.", by=by, at=at)
        ticket = make_ticket(article, at=at)
        answering.note(ticket=ticket, by=by, text="Asked the union.", at=at)
        article.body = "<p>Ferry crews began voting on Wednesday.</p>"
        publishing.save_revision(article=article, by=by, at=at)
        answering.correct(ticket=ticket, by=by, text="The vote began on Wednesday.", at=at)
        workflow.hold(article=article, by=by, kind="desk", reason="A call from the union.", at=at + HOUR)
    erasing.erase(
        [article.revisions.get(number=1) for article in stories],
        chain="expunged", by=by, second=other, reason="A court order.", at=NOON + 2 * DAY,
    )  # fmt: skip
    for number in range(ROWS):
        receive(number)
    seal()
    return stories


def receive(number: int) -> None:
    """A wire message with one story."""
    story = {
        "uri": f"urn:invented:{number}", "type": "text", "pubstatus": "usable", "language": "en",
        "versioncreated": NOON.isoformat(), "headline": f"Ferries sail again on line {number}",
        "body_xhtml": f"<p>The boats of line {number} sail again.</p>",
    }  # fmt: skip
    data = json.dumps(story).encode()
    told = intake.receive(data, feed=intake.command_feed(), agency=make_agency(), format="ninjs", at=NOON)
    assert [outcome.word for outcome in told] == ["new"]


def seal() -> None:
    for _ in seals.seal():
        pass


def faults() -> list[str]:
    """What a walk over the whole record finds."""
    return [str(fault) for fault in Verification(CHECKS).faults()]


def other_than(row: Any, field: models.Field) -> Any:
    """A value that a column could hold just as well."""
    value = getattr(row, field.attname)
    if isinstance(field, models.ForeignKey):
        pks = field.related_model._base_manager.exclude(pk=value).values_list("pk", flat=True)
        return None if value is not None and field.null else pks.first()
    if field.choices:
        return next(choice for choice, _ in field.flatchoices if choice != value)
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.UUIDField):
        return uuid.uuid4()
    if isinstance(field, models.JSONField):
        return [*value, "x"] if isinstance(value, list) else {**value, "x": 1}
    if isinstance(field, models.BinaryField):
        return bytes(value) + b"x"
    if isinstance(field, models.DateTimeField):
        return value + timedelta(microseconds=1) if isinstance(value, datetime) else getattr(row, "at", NOON + 99 * DAY)
    if isinstance(field, models.IntegerField):
        return (value or 0) + FAR
    if isinstance(field, models.FloatField):
        return value / 2 + 0.1
    value = str(value or "")
    return ("x" + value[1:] if value[:1] != "x" else "y" + value[1:]) or "x"
