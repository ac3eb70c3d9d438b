"""A pickup is a draft with the agency's words and the attribution filled in."""

from __future__ import annotations

import pytest

from articles import editions, publishing
from newsroom.base.actors import FeedActor
from newsroom.base.refusals import Refused
from tests.factories import DAY, NOON, make_agency, make_publication, make_section, make_user
from tests.wire.builders import TEXT, picked_up, story, the_item
from tests.wire.conftest import Send
from wire import intake, pickup
from wire.formats.parsed import ItemKind, Subject
from wire.models import Pickup


def test_draft_has_the_words_and_the_attribution(send: Send) -> None:
    agency = make_agency("northline")
    send(story(
        standfirst="Boats run all night.", tagline="Odile Marchetty in Holm contributed.", editor_note="UPDATES with union.",
        usage_terms="No archive use.", language="en-GB", genre="Analysis",
    ))  # fmt: skip
    user = make_user(None)
    article = picked_up(by=user)
    assert article.agency == agency
    assert (article.headline, article.standfirst) == ("Night ferries to stay", "Boats run all night.")
    assert (article.dateline, article.slugline) == ("PORT MERRION (Northline)", "FERRY-NIGHT")
    assert article.tagline == "Odile Marchetty in Holm contributed."
    assert article.body.replace("\n", "") == TEXT
    assert (article.editor_note, article.usage_terms) == ("UPDATES with union.", "No archive use.")
    assert (article.language, article.kind, article.status, article.section.slug) == ("en-GB", "analysis", "draft", "world")
    assert [byline.name for byline in article.bylines.all()] == ["Ilse Tamberlane"]
    revision = article.current_revision()
    assert revision is not None and revision.is_agency_text and revision.by == user
    assert not editions.is_edited(article, revision)
    assert not editions.is_reviewed(article, revision)
    assert article.agency is not None and article.agency.credit_line == "Northline News Agency"
    tie = Pickup.objects.get()
    assert (tie.item, tie.article, tie.role, tie.based_on, tie.by) == (the_item(), article, "whole", the_item().newest, user)


def test_embargo_and_expiry_come_along_and_the_gate_keeps_them(send: Send) -> None:
    make_publication()
    send(story(embargo_until=NOON + DAY, expires_at=NOON + 5 * DAY))
    article = picked_up()
    publishing.publish(article=article, by=make_user(None), at=NOON)
    assert [article.is_visible(NOON + n * DAY) for n in (0, 1, 4, 5)] == [False, True, True, False]


def test_agency_code_is_not_printed_in_the_headline(send: Send) -> None:
    send(story(headline="UPDATE 2-Night ferries to stay"))
    assert picked_up().headline == "Night ferries to stay"


def test_alert_without_a_headline_takes_its_first_sentence(send: Send) -> None:
    send(story(headline="", body_html="<p>Ferries stop at once. More follows.</p>"))
    assert picked_up().headline == "Ferries stop at once"


def test_overlong_lines_are_cut_between_words(send: Send) -> None:
    send(story(headline="night " * 100, dateline="PORT " * 60, slugline="S" * 300, bylines=("Ann " * 90,)))
    article = picked_up()
    assert len(article.headline) <= 250 and article.headline.endswith("night…")
    assert len(article.bylines.get().name) <= 120


def test_story_already_picked_up_is_refused_with_the_name_of_who_did(send: Send) -> None:
    send(story())
    picked_up(by=make_user(None, first_name="Noor", last_name="Haddad"))
    with pytest.raises(Refused, match="Noor Haddad has picked up this story already"):
        picked_up()


def test_feed_may_pick_up(send: Send) -> None:
    send(story())
    picked_up(by=FeedActor("command"))
    assert Pickup.objects.get().actor_name == "feed command"


@pytest.mark.parametrize("kind", [kind for kind in ItemKind if kind is not ItemKind.TEXT])
def test_only_text_is_picked_up_and_the_refusal_says_what_it_is(send: Send, kind: ItemKind) -> None:
    send(story(kind=kind))
    with pytest.raises(Refused, match=r"This is an? |don't know what kind"):
        picked_up()


def test_advisory_never_becomes_a_story(send: Send) -> None:
    send(story(is_advisory=True, advisory_reason="genre: Advisory"))
    with pytest.raises(Refused, match="note to editors"):
        picked_up()


def test_item_without_text_is_refused(send: Send) -> None:
    send(story(body_html=""))
    with pytest.raises(Refused, match="No text has come"):
        picked_up()


@pytest.mark.parametrize(
    ("fields", "slug"),
    [
        ({"subjects": (Subject("", "Harbor"),)}, "harbor"),
        ({"subjects": (Subject("medtop:15000000", "sport"),)}, "sport"),
        ({"subjects": (Subject("15054000", "Fußball"),)}, "sport"),
        ({"subjects": (Subject("medtop:20000123", "conflict, war and peace"),)}, "world"),
        ({"subjects": (Subject("f", "Financial"),)}, "business"),
        ({"keywords": ("Culture",)}, "culture"),
    ],
)
def test_section_is_guessed_from_the_subjects(db: None, fields: dict[str, object], slug: str) -> None:
    for name in ("harbor", "sport", "world", "business", "culture"):
        make_section(name)
    found = pickup.section_for(story(**fields))
    assert found is not None and found.slug == slug


def test_section_falls_back_to_the_feeds_and_else_is_asked(db: None) -> None:
    feed = intake.command_feed()
    assert pickup.section_for(story(), feed) is None
    feed.section = make_section("world")
    assert pickup.section_for(story(), feed) == feed.section


def test_a_summary_that_is_the_whole_text_is_not_printed_twice(send):
    send(story(standfirst="The boats run all night.", body_html="<p>The boats run all night.</p>"))
    article = picked_up()
    assert (article.standfirst, article.body) == ("", "<p>The boats run all night.</p>")
