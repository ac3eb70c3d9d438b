"""Publication gives the public a revision; a later change says what it is."""

from datetime import timedelta

import pytest

from articles import publishing
from articles.models import Address, Edition, Revision
from newsroom.base.actors import FeedActor
from newsroom.base.refusals import Refused
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    edition_of,
    make_agency,
    make_article,
    make_photo,
    make_publication,
    make_published,
    make_user,
)

pytestmark = pytest.mark.django_db


def change(article, *, at=NOON + HOUR, by=None, **fields) -> Revision:
    for name, value in fields.items():
        setattr(article, name, value)
    return publishing.save_revision(article=article, by=by or make_user(None), at=at)


def test_readers_keep_what_was_published_while_the_story_is_rewritten():
    article = make_published(headline="Before")
    change(article, headline="After")
    assert edition_of(article).headline == "Before"


def test_a_save_that_changes_nothing_makes_no_revision():
    article = make_article()
    publishing.save_revision(article=article, by=make_user(None))
    assert article.revisions.count() == 1


def test_a_save_over_somebody_elses_is_refused_and_keeps_theirs():
    article = make_article()
    change(article, headline="Theirs")
    with pytest.raises(Refused, match="has saved this story since"):
        article.headline = "Ours"
        publishing.save_revision(article=article, by=make_user(None), based_on=1)
    article.refresh_from_db()
    assert article.headline == "Theirs"


def test_a_later_change_must_say_whether_it_is_substantive():
    article = make_published()
    change(article, headline="After")
    with pytest.raises(Refused, match="minor or substantive"):
        publishing.publish(article=article, by=make_user(None))


def test_a_substantive_change_needs_a_notice_or_a_reason():
    article = make_published()
    change(article, headline="After")
    with pytest.raises(Refused, match="notice to readers"):
        publishing.publish(article=article, by=make_user(None), change="substantive", no_notice_reason="  ")
    assert edition_of(article).headline != "After"


def test_updated_moves_with_a_substantive_change_alone():
    article = make_published()
    change(article, headline="Comma")
    publishing.publish(article=article, by=make_user(None), change="minor", no_notice_reason="A test.", at=NOON + HOUR)
    assert edition_of(article).updated_at is None
    change(article, headline="New figure", at=NOON + 2 * HOUR)
    publishing.publish(
        article=article, by=make_user(None), change="substantive", no_notice_reason="New facts.", at=NOON + 2 * HOUR
    )
    assert edition_of(article).updated_at == NOON + 2 * HOUR
    assert edition_of(article).first_published_at == NOON


def test_one_edition_ends_where_the_next_begins():
    article = make_published()
    change(article, headline="After")
    publishing.publish(article=article, by=make_user(None), change="minor", no_notice_reason="A test.", at=NOON + HOUR)
    first, second = article.editions.order_by("number")
    assert (first.live_until, second.live_from, second.live_until) == (NOON + HOUR, NOON + HOUR, None)
    assert [edition.number for edition in Edition.objects.visible(NOON + timedelta(minutes=30))] == [1]


def test_a_scheduled_change_waits_and_an_earlier_one_overtakes_it():
    article = make_published()
    by = make_user(None)
    change(article, headline="Tomorrow")
    publishing.publish(article=article, by=by, change="minor", no_notice_reason="A test.", at=NOON + HOUR, live_from=NOON + DAY)
    change(article, headline="Now", at=NOON + 2 * HOUR)
    publishing.publish(article=article, by=by, change="minor", no_notice_reason="A test.", at=NOON + 2 * HOUR)
    assert article.visible_edition(NOON + HOUR).headline != "Tomorrow"
    assert article.visible_edition(NOON + 3 * HOUR).headline == "Now"
    assert article.visible_edition(NOON + 2 * DAY).headline == "Now"


def test_a_story_published_under_embargo_appears_when_the_embargo_ends():
    article = make_published(embargo_until=NOON + DAY)
    assert not article.is_visible(NOON + HOUR)
    assert article.is_visible(NOON + DAY)
    assert article.first_published_at == NOON + DAY


def test_an_embargo_lifted_early_lets_the_story_out_at_once():
    article = make_published(embargo_until=NOON + DAY)
    publishing.set_terms(
        article=article, by=FeedActor("ap"), embargo_until=None, embargo_open_ended=False, expires_at=None, at=NOON + HOUR
    )
    assert not article.is_visible(NOON + HOUR - timedelta(seconds=1))
    assert article.is_visible(NOON + HOUR)


def test_the_path_bears_the_day_of_first_publication_where_we_are():
    make_publication(time_zone="America/New_York")
    late = make_published(at=NOON.replace(hour=3), slug="late-vote")
    assert edition_of(late).path == "/2020/11/19/late-vote/"


def test_a_changed_slug_keeps_the_day_and_the_old_address():
    article = make_published(slug="before")
    change(article, slug="after")
    publishing.publish(article=article, by=make_user(None), change="minor", no_notice_reason="A test.", at=NOON + DAY)
    assert edition_of(article).path == "/2020/11/20/after/"
    assert set(Address.objects.values_list("path", flat=True)) == {"/2020/11/20/before/", "/2020/11/20/after/"}


def test_two_stories_never_share_an_address():
    paths = {edition_of(make_published(slug="vote")).path for _ in range(3)}
    assert paths == {"/2020/11/20/vote/", "/2020/11/20/vote-2/", "/2020/11/20/vote-3/"}


@pytest.mark.parametrize("slug", ["history", "as-published"])
def test_a_story_cannot_take_the_name_of_a_page_below_it(slug):
    assert not edition_of(make_published(slug=slug)).path.endswith(f"/{slug}/")


def test_a_headline_without_latin_letters_still_gets_an_address():
    article = make_published(headline="صيادو الميناء يعودون")
    assert edition_of(article).path == f"/2020/11/20/story-{article.pk}/"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"body": " <p> </p> "}, "text is missing"),
        ({"headline": " "}, "headline is missing"),
        ({"expires_at": NOON}, "time on the site has ended"),
        ({"status": "spiked"}, "is spiked"),
    ],
)
def test_an_unfinished_story_is_not_published(fields, why):
    with pytest.raises(Refused, match=why):
        make_published(**fields)


def test_a_lead_photo_needs_alternative_text_and_credit():
    photo = make_photo()
    type(photo).objects.update(alt="", credit="")
    with pytest.raises(Refused, match="no alternative text") as refusal:
        make_published(lead_photo=photo)
    assert "no credit" in str(refusal.value)
    type(photo).objects.update(is_decorative=True, credit="Mara Quill")
    assert make_published(lead_photo=photo).is_visible()


def test_an_agency_that_forbids_edits_has_its_words_published_untouched_or_not_at_all():
    article = make_article(agency=make_agency(may_edit=False))
    change(article, body="<p>Our own words.</p>")
    with pytest.raises(Refused, match="does not let us edit"):
        publishing.publish(article=article, by=make_user(None))


def test_an_agencys_licence_ends_publication_on_the_day():
    article = make_published(agency=make_agency(max_days=30))
    assert article.is_visible(NOON + 30 * DAY - timedelta(seconds=1))
    assert not article.is_visible(NOON + 30 * DAY)


def test_a_killed_story_does_not_come_back_by_saving_or_publishing():
    article = make_published()
    opened = type(article).objects.get(pk=article.pk)
    publishing.kill(article=article, by=FeedActor("ap"), reason="Wrong.")
    change(opened, headline="Saved afterwards")
    with pytest.raises(Refused, match="killed"):
        publishing.publish(article=opened, by=make_user(None), change="minor", no_notice_reason="A test.")
    assert not article.is_visible()
