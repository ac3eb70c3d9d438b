"""A number in an address or a form is one that a database can hold, or it is none."""

import pytest

from newsroom.base.numbers import whole_number


@pytest.mark.parametrize(("typed", "number"), [("0", 0), ("7", 7), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_digits_are_a_number(typed, number):
    assert whole_number(typed) == number


@pytest.mark.parametrize("typed", ["", " ", "-1", "+1", "1.5", "1e3", "1_000", "²", "٣", "x", "9" * 19, "9" * 5000, "1\x00"])
def test_anything_else_is_none(typed):
    assert whole_number(typed) is None
