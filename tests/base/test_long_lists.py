"""Long lists are counted as far as anybody looks, and can be paged through to their end."""

import pytest
from django.core.paginator import EmptyPage

from articles.models import Section
from newsroom.base import long_lists
from newsroom.base.long_lists import HowMany, LongPaginator
from tests.factories import make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def sections(monkeypatch):
    monkeypatch.setattr(long_lists, "COUNTED", 4)
    for number in range(7):
        make_section(f"section-{number}")
    return Section.objects.order_by("pk")


def test_a_list_longer_than_anybody_counts_says_more_than(sections):
    found = LongPaginator(sections, 2).page(1)
    assert found.paginator.spoken_count == "more than 4" and not found.paginator.is_counted
    assert found.paginator.num_pages is None
    assert (found.has_next(), found.has_previous()) == (True, False)


def test_it_is_paged_through_to_its_end_and_no_row_is_missed_or_doubled(sections):
    seen, number = [], 1
    while True:
        page = LongPaginator(sections, 2).page(number)
        seen += [section.slug for section in page]
        if not page.has_next():
            break
        number = page.next_page_number()
    assert seen == [f"section-{number}" for number in range(7)]
    assert (page.number, page.previous_page_number()) == (4, 3)
    with pytest.raises(EmptyPage):
        page.next_page_number()


def test_a_short_list_is_counted_without_asking_for_its_count(sections, django_assert_num_queries):
    with django_assert_num_queries(1):
        paginator = LongPaginator(sections[:3], 5)
        assert len(paginator.page(1)) == 3
        assert (paginator.spoken_count, paginator.num_pages) == ("3", 1)


@pytest.mark.parametrize("number", [0, -1, 5, 10**9])
def test_there_is_no_page_before_the_first_or_after_the_last(sections, number):
    with pytest.raises(EmptyPage):
        LongPaginator(sections, 2).page(number)


def test_an_empty_list_has_one_empty_page():
    page = LongPaginator(Section.objects.order_by("pk"), 5).page(1)
    assert (list(page), page.has_next(), page.paginator.count) == ([], False, 0)


def test_rows_and_how_many_there_are_come_in_one_query(sections, django_assert_num_queries):
    with django_assert_num_queries(1):
        first = sections.annotate(in_all=HowMany(sections.values("pk")[:5]))[0]
        assert (first.slug, first.in_all) == ("section-0", 5)
