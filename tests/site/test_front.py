"""The front: what editors placed, then the newest; nothing twice."""

import pytest

from articles import publishing
from articles.models import FrontSlot
from corrections import workflow
from tests.factories import DAY, HOUR, NOON, make_agency, make_publication, make_published, make_section, make_topic, make_user
from tests.site.reading import page, text

pytestmark = pytest.mark.django_db


def headlines():
    return [" ".join(link.text_content().split()) for link in page("/").xpath("//main//h2/a|//main//h3/a|//main//li/a")]


def test_empty_front_says_why():
    make_publication()
    assert "Nothing is published yet." in text("/")
    assert "No story has been published in this section yet." in text(make_section().get_absolute_url())


def test_placed_story_leads_and_the_newest_follow():
    make_publication()
    old = make_published(headline="Old but placed", at=NOON - 5 * DAY)
    make_published(headline="Newest", at=NOON)
    make_published(headline="Newer", at=NOON - HOUR)
    FrontSlot.objects.create(position=1, article=old)
    assert headlines()[:3] == ["Old but placed", "Newest", "Newer"]


def test_slot_acts_only_in_its_time():
    make_publication()
    old = make_published(headline="Old", at=NOON - 5 * DAY)
    make_published(headline="Newest")
    FrontSlot.objects.create(position=1, article=old, until_at=NOON)
    assert headlines()[0] == "Newest"


def test_no_story_stands_twice():
    make_publication()
    topic = make_topic()
    by = make_user(None)
    stories = [
        make_published(headline=f"Number {n}", by=by, section=make_section(f"s{n % 4}"), topics=[topic], at=NOON - n * HOUR)
        for n in range(24)
    ]
    for position in (1, 2):
        FrontSlot.objects.create(position=position, article=stories[5])
    found = [headline for headline in headlines() if headline.startswith("Number")]
    assert len(found) == len(set(found)) >= 20


def test_brief_satire_and_paid_pieces_do_not_lead_by_being_new():
    make_publication()
    make_published(headline="The story", at=NOON - DAY)
    for kind in ("brief", "satire", "sponsored"):
        make_published(headline=f"A {kind}", kind=kind)
    assert headlines()[0] == "The story"


def test_agency_and_type_are_named_beside_the_headline():
    make_publication()
    make_published(agency=make_agency(short_name="Northline"), kind="analysis")
    words = text("/")
    assert "Northline ·" in words and "Analysis" in words


def test_section_list_is_newest_first_and_numbered():
    make_publication()
    by = make_user(None)
    for number in range(23):
        make_published(headline=f"Number {number:02}", by=by, at=NOON - number * HOUR)
    first = [link.text for link in page("/sections/city/").xpath("//main//h2/a")]
    second = [link.text for link in page("/sections/city/?page=2").xpath("//main//h2/a")]
    assert first == [f"Number {number:02}" for number in range(20)]
    assert second == ["Number 20", "Number 21", "Number 22"]
    assert page("/sections/city/?page=2").xpath("//a[@rel='prev']")


def test_killed_story_leaves_its_slot_to_the_next():
    make_publication()
    placed = make_published(headline="Placed")
    make_published(headline="Next", at=NOON - HOUR)
    FrontSlot.objects.create(position=1, article=placed)
    publishing.kill(article=placed, by=make_user(None), reason="Wrong.")
    assert headlines()[0] == "Next"


def test_the_latest_corrections_leave_out_what_a_later_notice_has_replaced():
    make_publication()
    article, by = make_published(), make_user(None)
    first = workflow.publish_change(article=article, by=by, kind="correction", text="It is Thursday.", at=NOON + HOUR)
    workflow.publish_change(
        article=article, by=by, kind="correction", text="It is Wednesday.", supersedes=first, at=NOON + 2 * HOUR
    )
    front = text("/")
    assert "It is Wednesday." in front
    assert "It is Thursday." not in front
