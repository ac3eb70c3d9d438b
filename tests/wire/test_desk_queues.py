"""On top of the list stands what waits beside it, with numbers and ages; an order told in words before all else."""

from __future__ import annotations

import pytest
from django.test import Client

from articles import publishing
from tests.factories import NOON, make_agency, make_user
from tests.wire.builders import published, story, the_item
from tests.wire.conftest import Send
from wire.admin import queues
from wire.models import NamedOrder


def shown(role: str = "Wire editor") -> list[tuple[str, str, str, bool]]:
    found = queues.queues(make_user(role), queues.counted())
    return [(queue.words, queue.shown_count, queue.grave, queue.is_urgent) for queue in found]


def test_nothing_waits_at_first(db: None) -> None:
    assert shown() == [("Changed since we took it", "0", "", False), ("Quarantine", "0", "", False)]
    assert queues.counted()["changed"] == (0, None, 0)


def test_change_of_a_published_story_is_counted_with_its_age(send: Send) -> None:
    make_agency("northline")
    article = published(send)
    article.headline = "Our own words"
    publishing.save_revision(article=article, by=make_user(None), at=NOON)
    send(story(2, headline="Theirs are others", body_html="<p>Other words stay.</p>"))
    assert shown()[0] == ("Changed since we took it", "1", "published", True)
    assert queues.counted()["changed"][1] == NOON


def test_order_told_in_words_stands_first_while_it_is_open(send: Send) -> None:
    make_agency("northline")
    send(story())
    version = the_item().newest
    NamedOrder.objects.create(version=version, kind="kill", is_grave=True, words="Please kill item 157.", at=NOON)
    assert shown()[0] == ("Orders told in words", "1", "1 kill or hold", True)


def test_kill_in_quarantine_is_urgent(send: Send) -> None:
    from tests.wire.builders import kill

    send(kill(agency="", item_id="x"))
    words, count, grave, is_urgent = shown()[-1]
    assert (words, count, is_urgent) == ("Quarantine", "1", True)
    assert "not obeyed" in grave


def test_quarantine_is_not_shown_to_those_who_may_not_see_it(db: None) -> None:
    assert [queue[0] for queue in shown("Reporter")] == ["Changed since we took it"]


def test_all_of_it_is_one_query(db: None, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        queues.counted()


def test_more_than_a_hundred_are_not_told_exactly() -> None:
    assert queues.Queue("x", 101, None, "", "/", False).shown_count == "100+"


@pytest.mark.parametrize("role", ["Wire editor", "Reporter"])
def test_queues_stand_on_the_list(db: None, role: str) -> None:
    client = Client()
    client.force_login(make_user(role))
    page = client.get("/admin/wire/item/").content.decode()
    assert ("Quarantine" in page.split('id="wire-bar"')[1].split("</nav>")[0]) == (role == "Wire editor")
