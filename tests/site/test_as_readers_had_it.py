"""A past day's page says word for word what readers were told that day, whatever has been changed since."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import models
from django.utils import timezone
from lxml import html

from articles import agencies, disclaimers, house_rules, publishing, told
from articles.models import Agency, Disclaimer, Person, Photo, Publication, Section, Topic
from corrections import workflow
from newsroom.base.verification import Verification
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_agency,
    make_disclaimer,
    make_person,
    make_photo,
    make_publication,
    make_published,
    make_section,
    make_topic,
    make_user,
)
from tests.site.reading import page, path_of

pytestmark = pytest.mark.django_db

EVENING, LATER = NOON + 10 * HOUR, NOON + 3 * DAY
VERBS: dict[type, Any] = {
    Agency: agencies.write, Disclaimer: disclaimers.write, Publication: house_rules.write, Section: told.write,
}  # fmt: skip
WITHOUT_ONE = (Topic, Person, Photo)  # what a page prints of these is in the edition
# What closes a page or a picture closes it; the zone in which times are told, and where a link leads, are today's.
NOT_CHANGED = {"id", "shows_history", "time_zone", "is_listed", "expires_at", "killed_at", "may_edit"}
OF_THE_FILE = {"hash", "original", "width", "height", "metadata", "renditions", "renditions_made_at", "created_at"}
LIVE_ALONE = "//section[contains(@class, 'related')] | //a[@data-report] | //a[@class='accuracy__report']"


@pytest.fixture
def clock(monkeypatch):
    """The time that it is, to be set."""

    def at(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    at(NOON)
    return at


@pytest.fixture
def stories(clock):
    """An agency's story and one of our own without a byline, each with all that a page can carry."""
    make_publication(strapline="News of the water", accuracy_text="We want it right.", footer_note="Printed by the quay.")
    promoted, section = make_published(headline="Crane stands still"), make_section("sea", name="Sea life")
    agency = make_agency(
        "wire", headquarters="Fenwick", founded=1911, credit_template="By {agency}", logo=make_photo("gray", alt="A plate")
    )
    make_disclaimer("top", text="{publication} took this from {the_agency} for {section}.", placement="top", agencies=["wire"])
    make_disclaimer("end", text="Not checked by {publication}.", sections=["sea"], reviewed=None, origin="any")
    make_disclaimer("never", text="Never shown.", sections=["city"], reviewed=None, origin="any")
    inside = make_photo("olive")
    carried = {
        "section": section, "lead_photo": make_photo("navy"), "topics": [make_topic()], "tagline": "Tom Halloran contributed.",
        "body": f'<p>Seventy.</p><figure data-photo="{inside.pk}"></figure><p>Eighty.</p>'
                f'<aside data-promo="{promoted.pk}"></aside><p>End.</p>',
    }  # fmt: skip
    mara = make_person(title="Harbor reporter", bio="Writes.", email="mara@ledger.example", photo=make_photo("teal"))
    wired = make_published(agency=agency, dateline="FENWICK (Wire)", bylines=[mara], **carried)
    own = make_published(kind="analysis", **carried)
    for story in (wired, own):
        workflow.publish_change(article=story, by=make_user(None), kind="correction", text="It is 90.", at=NOON + HOUR)
    clock(EVENING)
    return wired, own


def printed(path: str) -> list[str]:
    """The words of a page's main part in order, seen or read aloud, and its pictures; without what a past day has not."""
    main = page(path).xpath("//main")[0]
    for element in main.xpath(LIVE_ALONE):
        element.drop_tree()
    found = []
    for element in main.iter():
        found += [element.get(name) for name in ("alt", "aria-label", "src", "lang", "datetime") if element.get(name)]
        found += [" ".join(words.split()) for words in (element.text, element.tail) if words and words.strip(" \n→")]
    return found


def past(story: Any) -> str:
    return f"{path_of(story)}as-published/2020-11-20/"


def other(field: models.Field, value: Any, number: int) -> Any:
    """Another value that a column may have."""
    if field.name == "language":
        return "fr"
    if field.choices:
        return next(choice for choice, _ in field.choices if choice != value)
    if isinstance(field, models.ForeignKey):
        return make_photo("red") if field.related_model is Photo else value
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.JSONField):
        return ["elsewhere"]
    if isinstance(field, models.IntegerField | models.FloatField):
        return (value or 0) + 1 if isinstance(field, models.IntegerField) else 1 - value
    word = f"{field.name.replace('_', '-')}-{number}-anew"
    return f"{word}@ledger.example" if isinstance(field, models.EmailField) else f"https://{word}.example/" if isinstance(
        field, models.URLField) else word  # fmt: skip


def change_all_that_stands() -> None:
    """Every column of everything that a page may print, by the verbs that change it."""
    logos = set(Agency.objects.values_list("logo", flat=True))
    for model in (*VERBS, *WITHOUT_ONE):
        for number, row in enumerate(model._default_manager.order_by("pk")):
            if isinstance(row, Photo) and row.pk in logos:
                continue  # its words are today's
            for field in model._meta.concrete_fields:
                if field.name not in NOT_CHANGED | (OF_THE_FILE if model is Photo else set()):
                    setattr(row, field.name, other(field, getattr(row, field.name), number))
            VERBS[model](row, by=make_user(None)) if model in VERBS else row.save()


def change_the_stories() -> None:
    """New words and new notices on every story, those that are promoted too."""
    by = make_user(None)
    for story in publishing.Article.objects.order_by("pk"):
        story.headline, story.body, story.section = f"{story.headline} anew", "<p>Anew.</p>", make_section("city")
        publishing.save_revision(article=story, by=by)
        workflow.publish_change(article=story, by=by, kind="retraction", text="None of it was so.")


def test_the_page_of_a_day_is_the_page_that_readers_had(stories):
    for story in stories:
        assert printed(past(story)) == printed(path_of(story))


def test_whatever_is_changed_afterwards_the_day_stays_word_for_word(stories, clock):
    had = [printed(past(story)) for story in stories]
    words = " ".join(had[0])
    for word in (
        "Sea life",
        "The Harbor Ledger",
        "Founded 1911",
        "Fenwick",
        "Crane stands still",
        "It is 90.",
        "We want it right.",
    ):
        assert word in words, word
    clock(LATER)
    change_all_that_stands()
    assert [printed(past(story)) for story in stories] == had
    now = " ".join(printed(path_of(stories[0])))
    for word in ("name-0-anew", "accuracy-text-0-anew", "headquarters-0-anew", "credit-template-0-anew", "name-1-anew"):
        assert word in now, word
    change_the_stories()
    assert [printed(past(story)) for story in stories] == had
    assert list(Verification().faults()) == []


def test_our_own_words_around_the_story_are_of_that_day_and_how_to_reach_us_is_todays(stories, clock):
    clock(LATER)
    change_all_that_stands()
    shown = page(past(stories[0]))
    head = html.tostring(shown.xpath("//header[contains(@class, 'masthead')]")[0], encoding="unicode")
    foot = shown.xpath("//body/footer")[0].text_content()
    assert "The Harbor Ledger" in head and "News of the water" in head and "Printed by the quay." in foot
    assert "contact-email-0-anew@ledger.example" in foot
    assert shown.xpath(
        f"//article//p[@class='label']/a[@href='{Section.objects.get(pk=stories[0].section_id).get_absolute_url()}']"
    )
