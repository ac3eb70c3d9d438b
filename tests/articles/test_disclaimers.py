"""A rule puts a disclaimer on a story; the desk sees which and why; reviewing and editing change what applies."""

from dataclasses import replace

import pytest

from articles import disclaimers
from articles.disclaimers import Facts, applicable
from articles.models import Disclaimer, DisclaimerVersion
from tests.factories import DAY, NOON, make_disclaimer, make_user

FACTS = Facts(kind="news", section_slug="world", section_name="World", agency_slug="ap", agency_name="The Associated Press",
              agency_short_name="AP")  # fmt: skip
OWN = Facts(kind="news", section_slug="city", section_name="City")


def rule(**fields):
    return {
        "id": 1, "name": "A disclaimer", "text": "Words.", "placement": "end", "origin": "any", "agencies": [], "sections": [],
        "kinds": [], "reviewed": None, "edited": None, "is_active": True, **fields,
    }  # fmt: skip


def reasons(facts, *rules):
    return [applied.why for applied in applicable(facts, rules, publication_name="The Harbor Ledger")]


@pytest.mark.parametrize(
    ("fields", "facts", "why"),
    [
        ({}, OWN, ["on every story"]),
        ({"origin": "wire"}, FACTS, ["agency copy"]),
        ({"origin": "wire"}, OWN, []),
        ({"origin": "own"}, OWN, ["our own story"]),
        ({"origin": "own"}, FACTS, []),
        ({"agencies": ["ap", "afp"]}, FACTS, ["from The Associated Press"]),
        ({"agencies": ["reuters"]}, FACTS, []),
        ({"sections": ["world"]}, FACTS, ["in World"]),
        ({"sections": ["sport"]}, FACTS, []),
        ({"kinds": ["opinion"]}, replace(OWN, kind="opinion"), ["of type Opinion"]),
        ({"kinds": ["opinion"]}, OWN, []),
        ({"origin": "wire", "reviewed": False}, FACTS, ["agency copy, not reviewed by staff"]),
        ({"reviewed": False}, replace(FACTS, is_reviewed=True), []),
        ({"reviewed": True}, replace(FACTS, is_reviewed=True), ["reviewed by staff"]),
        ({"edited": True}, replace(FACTS, is_edited=True), ["edited by staff"]),
        ({"edited": False}, replace(FACTS, is_edited=True), []),
        ({"is_active": False}, OWN, []),
    ],
)
def test_a_rule_selects_a_story_and_says_why(fields, facts, why):
    assert reasons(facts, rule(**fields)) == why


def test_two_rules_that_match_both_show_in_the_order_given():
    found = applicable(FACTS, [rule(id=2, text="First."), rule(id=1, text="Second.")], publication_name="X")
    assert [applied.text for applied in found] == ["First.", "Second."]


def test_an_exempted_story_goes_without():
    assert reasons(replace(FACTS, exempt=frozenset({1})), rule(), rule(id=2)) == ["on every story"]


def test_the_words_are_filled_in_and_unknown_braces_stay():
    text = "{publication} has not reviewed this {agency} ({agency_short}) {kind} story of {the_agency} in {section}. {other}"
    found = applicable(FACTS, [rule(text=text)], publication_name="The Harbor Ledger")
    expected = (
        "The Harbor Ledger has not reviewed this Associated Press (AP) news story of The Associated Press in World. {other}"
    )
    assert found[0].text == expected


@pytest.mark.django_db
def test_each_change_of_wording_or_rule_is_kept_as_a_version():
    disclaimer = make_disclaimer()
    disclaimer.text = "New words."
    disclaimers.write(disclaimer, by=make_user(None), at=NOON)
    assert [row["text"] for row in disclaimers.in_force(NOON)] == ["New words."]
    assert "not reviewed" in disclaimers.in_force(NOON - DAY)[0]["text"]
    assert disclaimers.in_force(NOON - 60 * DAY) == []


@pytest.mark.django_db
def test_saving_without_a_change_makes_no_version():
    disclaimer = make_disclaimer()
    assert disclaimers.write(disclaimer, by=make_user(None)) is None
    disclaimer.name = "Only the desk sees this"
    assert disclaimers.write(disclaimer, by=make_user(None)) is None
    assert DisclaimerVersion.objects.count() == 1
    assert Disclaimer.objects.get().name == "Only the desk sees this"
