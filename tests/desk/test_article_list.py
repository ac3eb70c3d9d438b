"""The list of stories shows what decides the next action, in few queries whatever its length."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import publishing
from corrections import workflow
from tests.factories import make_agency, make_article, make_published, make_section, make_topic, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/articles/article/"


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editor"))
    return client


def queries(client, address=ADDRESS):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_number_of_queries_does_not_grow_with_the_list(editor):
    make_article()
    queries(editor)
    few = queries(editor)
    for number in range(12):
        make_published(agency=make_agency(f"agency{number}") if number % 2 else None, section=make_section(f"section{number}"))
        workflow.hold(article=make_published(topics=[make_topic()]), by=make_user(), kind="desk", reason="x")
    assert queries(editor) == few
    assert few <= 12


def test_a_row_tells_whose_it_is_and_whether_it_was_reviewed(editor):
    article = make_article(agency=make_agency(short_name="NNA"))
    assert "not reviewed" in editor.get(ADDRESS).text
    publishing.review(article=article, by=make_user())
    page = editor.get(ADDRESS).text
    assert "reviewed" in page
    assert "not reviewed" not in page
    assert '<span class="plate">NNA</span>' in page


def test_a_retraction_stands_beside_the_headline(editor):
    kept, retracted = make_published(headline="Kept"), make_published(headline="Taken back")
    make_user("Editor")
    workflow.publish_change(
        article=retracted, by=make_user(), proposed_by=make_user(), kind="retraction", text="We take it back."
    )
    page = editor.get(ADDRESS).text
    assert page.count('<span class="missing">Retracted</span>') == 1
    assert "Retracted" in page.partition("Taken back")[2].partition("</th>")[0].partition("</tr>")[0]
    assert kept.headline in page


@pytest.mark.parametrize(
    ("role", "offered"), [("Reporter", False), ("Wire editor", False), ("Editor", True), ("Managing editor", True)]
)
def test_the_next_step_is_offered_to_those_who_may_take_it(client, role, offered):
    article = make_article()
    publishing.set_status(article=article, status="in_review", by=make_user())
    client.force_login(make_user(role))
    assert ("Read and publish" in client.get(ADDRESS).text) is offered


def test_stories_are_filtered_by_state_origin_and_words(editor):
    make_article(headline="Pier reopens")
    make_published(headline="Budget passes", agency=make_agency())
    for query, shown, hidden in (
        ("?state=draft", "Pier reopens", "Budget passes"),
        ("?whose=ours", "Pier reopens", "Budget passes"),
        ("?whose=northline", "Budget passes", "Pier reopens"),
        ("?q=budget", "Budget passes", "Pier reopens"),
    ):
        page = editor.get(ADDRESS + query).text
        assert shown in page
        assert hidden not in page


@pytest.mark.parametrize("query", ["?state=nonsense", "?whose=nobody", "?q=%00", "?p=99999", "?saved_at__gte=never"])
def test_a_strange_address_is_no_error(editor, query):
    make_article()
    assert editor.get(ADDRESS + query).status_code in (200, 302)
