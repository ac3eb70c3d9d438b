"""Why a story is held for legal reasons is read by standards and managing editors; everybody else sees that it is."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from django.test import Client

from articles.models import Article, Hold
from corrections import steps, workflow
from newsroom.base.models import Entry
from tests.corrections.cases import make_ticket
from tests.doors import addresses
from tests.factories import (
    HOUR,
    NOON,
    make_agency,
    make_person,
    make_photo,
    make_publication,
    make_published,
    make_topic,
    make_user,
)
from tests.test_every_door import ALL_BUT_TWO, shown, visitor

pytestmark = pytest.mark.django_db

WHY, OPEN = "zqinjunction", "zqdoubts"
OTHERS = ("Editor", ALL_BUT_TWO)  # who open every door between them


@pytest.fixture
def story() -> Article:
    """A story held for a desk's reason and for a legal one, its picture held too, and a report that led to a third hold."""
    make_publication()
    by = make_user("Managing editor")
    story = make_published(
        lead_photo=make_photo(), agency=make_agency(), topics=[make_topic()], bylines=[make_person(bio="Writes.")]
    )
    ticket = make_ticket(story, category="legal", wrong="We act for her.")
    workflow.hold(article=story, by=by, kind="desk", reason=OPEN, at=NOON + HOUR)
    workflow.hold(article=story, by=make_user("Editor"), kind="legal", reason=WHY, at=NOON + 2 * HOUR)
    steps.withhold(ticket=ticket, by=by, reason=WHY, at=NOON + 3 * HOUR)
    return story


def answers(client: Client, story: Article) -> Iterator[tuple[str, str]]:
    for address in itertools.chain.from_iterable(addresses(story).values()):
        answer = client.get(address)
        assert answer.status_code < 500, address
        yield address, shown(answer)


@pytest.mark.parametrize("role", OTHERS)
def test_no_door_tells_others_why(story: Article, role: str) -> None:
    reference = story.tickets.get().reference.lower()
    for address, text in answers(visitor(role), story):
        assert WHY not in text and reference not in text, address


def test_a_standards_editor_reads_it_in_list_detail_story_history_and_record(story: Article) -> None:
    found = [address for address, text in answers(visitor("Standards editor"), story) if WHY in text]
    legal = Hold.objects.get(kind="legal", reason=WHY)
    for place in ("articles/hold/", f"/articles/hold/{legal.pk}/", f"/desk/publish/{story.pk}/", "/history/", "base/entry/"):
        assert [address for address in found if place in address], (place, found)


@pytest.mark.parametrize("role", ["Wire editor", "Editor"])
def test_others_see_that_it_is_a_legal_hold_and_why_the_desk_holds(story: Article, role: str) -> None:
    client = visitor(role)
    for address in ("/admin/articles/hold/", f"/admin/desk/publish/{story.pk}/"):
        text = shown(client.get(address))
        assert "legal" in text and OPEN in text and "for standards and managing editors" in text, address


@pytest.mark.parametrize(
    "query", ["q={}", "reason__contains={}", "reason={}", "told_reason__contains={}", "article__holds__reason={}"]
)
def test_neither_search_nor_filters_confirm_a_reason(story: Article, query: str) -> None:
    client = visitor("Editor")
    rows = [
        shown(client.get(f"/admin/articles/hold/?{query.format(words)}")).count("<tr") for words in (WHY, "nothing-like-it")
    ]
    assert rows[0] == rows[1]
    assert OPEN in shown(client.get(f"/admin/articles/hold/?q={OPEN}"))
    assert WHY in shown(visitor("Standards editor").get(f"/admin/articles/hold/?q={WHY}"))


def test_nor_do_the_filters_of_the_record(story: Article) -> None:
    assert Entry.objects.filter(canonical__contains=WHY).exists()
    address = "/admin/base/entry/?canonical__contains="
    rows = [shown(visitor("Editor").get(address + words)).count("<tr") for words in (WHY, "nothing-like-it")]
    assert rows[0] == rows[1]


@pytest.mark.parametrize("role", ["Editor", "Standards editor"])
def test_the_queryset_and_its_twin_agree(story: Article, role: str) -> None:
    user = make_user(role)
    holds = Hold.objects.told_to(user)
    assert {hold.kind for hold in holds} == {"desk", "legal"}
    for hold in holds:
        assert bool(hold.told_reason) is Hold.tells_reason(hold.kind, user)
