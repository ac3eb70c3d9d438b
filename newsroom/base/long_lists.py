"""A long list is counted only as far as anybody looks: counting it to its end takes longer than reading a page of it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import IntegerField, QuerySet, Subquery
from django.utils.functional import cached_property

COUNTED = 1000


class HowMany(Subquery):
    """How many rows of a query there are, as a column of another: give it `rows.values("pk")[:most]`."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


class LongPage(Page):
    """A page that knows whether another follows because it looked for one row more."""

    paginator: LongPaginator

    def __init__(self, rows: list[Any], number: int, paginator: LongPaginator, *, has_next: bool) -> None:
        super().__init__(rows, number, paginator)
        self.follows = has_next

    def has_next(self) -> bool:
        return self.follows

    def next_page_number(self) -> int:
        if not self.follows:
            raise EmptyPage("That page contains no results")
        return self.number + 1

    def previous_page_number(self) -> int:
        if self.number < 2:
            raise EmptyPage("That page number is less than 1")
        return self.number - 1

    def end_index(self) -> int:
        return self.start_index() + len(self.object_list) - 1


class LongPaginator(Paginator):
    """Pages of a list of any length; `count` stops at a thousand and one, and then `num_pages` is not known."""

    object_list: QuerySet[Any]

    def page(self, number: int | str) -> LongPage:
        number = int(number)
        first = (number - 1) * self.per_page
        rows = list(self.object_list[first : first + self.per_page + 1]) if number > 0 else []
        if not rows and number != 1:
            raise EmptyPage("That page contains no results")
        has_next = len(rows) > self.per_page
        if not has_next:
            self.__dict__["count"] = min(first + len(rows), COUNTED + 1)  # this is the end of it, so nobody need count
        return LongPage(rows[: self.per_page], number, self, has_next=has_next)

    @cached_property
    def count(self) -> int:
        return int(self.object_list.values("pk")[: COUNTED + 1].count())

    @property
    def is_counted(self) -> bool:
        """Whether `count` is the whole of it."""
        return self.count <= COUNTED

    @property
    def spoken_count(self) -> str:
        """How many there are, as readers are told."""
        return f"{self.count:,}" if self.is_counted else f"more than {COUNTED:,}"

    @cached_property
    def num_pages(self) -> int | None:  # type: ignore[override]
        return super().num_pages if self.is_counted else None
