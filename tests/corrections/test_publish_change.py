"""A substantive change after publication leaves a public trace."""

from __future__ import annotations

import pytest

from articles import publishing
from articles.models import Edition
from corrections import workflow
from corrections.models import Notice
from newsroom.base.models import Chain
from newsroom.base.refusals import Refused
from tests.factories import DAY, HOUR, NOON, make_article, make_published, make_user

pytestmark = pytest.mark.django_db

TEXT = "An earlier version gave the depth of the channel as 14 meters. It is 12 meters."


def corrected(article, **fields):
    fields = {"by": make_user(None), "kind": "correction", "text": TEXT, "at": NOON + HOUR, **fields}
    return workflow.publish_change(article=article, **{"proposed_by": make_user(None), **fields})


def test_the_newest_revision_goes_live_with_its_notice():
    article = make_published()
    before = article.current_revision()
    article.body = "<p>The channel is 12 meters deep.</p>"
    after = publishing.save_revision(article=article, by=make_user(None), at=NOON + HOUR)

    notice = corrected(article)

    edition = article.visible_edition(NOON + 2 * HOUR)
    assert (notice.revision_before, notice.revision_after) == (before, after)
    assert (edition.revision, edition.change, edition.notice_uid) == (after, Edition.Change.SUBSTANTIVE, notice.uid)
    assert edition.updated_at == NOON + HOUR


def test_the_record_keeps_that_readers_were_told():
    article = make_published()
    notice = corrected(article)
    chain = Chain.objects.get(name=publishing.chain(article))
    entry = chain.entries.order_by("-number")[0]
    assert entry.verb == "told readers"
    assert str(notice.uid) in entry.canonical


@pytest.mark.parametrize(
    ("fields", "placement"),
    [
        ({}, "end"),
        ({"severity": "serious"}, "top"),
        ({"kind": "retraction"}, "top"),
        ({"kind": "update"}, "end"),
        ({"placement": "top"}, "top"),
        ({"severity": "serious", "placement": "end"}, "end"),
    ],
)
def test_a_serious_notice_or_retraction_stands_above_the_story(fields, placement):
    assert corrected(make_published(), **fields).placement == placement


@pytest.mark.parametrize(
    "fields",
    [
        {"text": ""},
        {"text": " \n "},
        {"kind": "kill"},
        {"kind": "hold"},
        {"kind": "apology"},
        {"severity": "grave"},
        {"origin": "nobody"},
        {"placement": "middle"},
    ],
)
def test_what_is_on_no_list_is_refused_and_nothing_is_published(fields):
    article = make_published()
    with pytest.raises(Refused):
        corrected(article, **fields)
    assert article.editions.count() == 1
    assert not Notice.objects.exists()


def test_a_story_that_readers_never_had_is_not_corrected():
    with pytest.raises(Refused, match="have not had this story"):
        corrected(make_article())


def test_a_scheduled_story_is_not_corrected_before_its_time():
    article = make_published(live_from=NOON + DAY)
    with pytest.raises(Refused, match="have not had this story"):
        corrected(article)


def test_a_killed_story_is_not_corrected():
    article = make_published()
    publishing.kill(article=article, by=make_user(None), reason="Legal", at=NOON)
    with pytest.raises(Refused, match="killed"):
        corrected(article)
    assert not Notice.objects.exists()


def test_a_notice_replaces_an_earlier_one_of_the_same_story():
    article = make_published()
    first = corrected(article)
    second = corrected(article, supersedes=first, at=NOON + 2 * HOUR)
    assert second.supersedes == first
    assert first.superseded_by == second


def test_a_notice_is_replaced_once_and_only_on_its_own_story():
    article = make_published()
    first = corrected(article)
    corrected(article, supersedes=first, at=NOON + 2 * HOUR)
    with pytest.raises(Refused, match="replaced already"):
        corrected(article, supersedes=first, at=NOON + 3 * HOUR)
    with pytest.raises(Refused, match="another story"):
        corrected(make_published(), supersedes=first, at=NOON + 3 * HOUR)


def test_control_characters_never_reach_the_notice():
    assert corrected(make_published(), text="A\x00 b\r\n c\x0b").text == "A b\nc"
