"""Every kill and hold mails the desk and everyone on call at once: what came down, and where it had been."""

from __future__ import annotations

import pytest

from articles import publishing
from articles.models import Article, FrontSlot
from newsroom.base.models import Outgoing
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_agency,
    make_photo,
    make_publication,
    make_published,
    make_section,
    make_topic,
    make_user,
)
from tests.wire.builders import hold, kill, published, story, the_item
from tests.wire.conftest import Send
from wire.models import Pickup

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
LATER = NOON + HOUR


def on_call(send: Send, **fields: object) -> Article:
    """The item's story, live, at a newsroom where two more people are on call."""
    article = published(send)
    emails = "night@ledger.example\n\n chief@ledger.example \nDesk@ledger.example"
    make_publication(desk_email="desk@ledger.example", on_call_emails=emails)
    return article


def mails() -> list[Outgoing]:
    return list(Outgoing.objects.order_by("to"))


@pytest.mark.parametrize("order", [kill(), hold()])
def test_desk_and_everyone_on_call_get_one_mail_each(send: Send, order) -> None:
    on_call(send)
    send(order, at=LATER)
    assert [mail.to.casefold() for mail in mails()] == ["chief@ledger.example", "desk@ledger.example", "night@ledger.example"]
    assert len({mail.key for mail in mails()}) == 3
    assert {mail.due_at for mail in mails()} == {LATER}
    send(order, at=LATER + HOUR)
    assert len(mails()) == 3


def test_who_is_on_call_is_mailed_without_a_desk_address(send: Send) -> None:
    on_call(send)
    make_publication(desk_email="", on_call_emails="night@ledger.example")
    send(kill(), at=LATER)
    assert [mail.to for mail in mails()] == ["night@ledger.example"]


def test_mail_says_where_the_story_was_promoted_and_carried(send: Send) -> None:
    article = on_call(send)
    article.lead_photo, article.slug, article.created_at = make_photo(), "renamed-since", NOON - 2 * DAY
    article.save()
    article.topics.set([make_topic()])
    publishing.save_revision(article=article, by=make_user(None), at=NOON)
    publishing.publish(article=article, by=make_user(None), change="minor", no_notice_reason="A test.", at=NOON)
    FrontSlot.objects.create(position=2, article=article)
    beside = make_published(
        section=make_section("harbor"), body=f'<p>Boats run.</p><aside data-promo="{article.pk}"></aside><p>They do.</p>'
    )
    unrelated = make_published(section=make_section("harbor"))
    send(kill(), at=LATER)
    text = mails()[0].text
    for line in (
        f"- Its page: {SITE}/2020/11/20/renamed-since/",
        f"- Earlier address: {SITE}/2020/11/20/night-ferries-to-stay/",
        f"- On the front, place 2: {SITE}/",
        f"- Listed at: {SITE}/sections/world/",
        f"- Listed at: {SITE}/topics/harbor-strike/",
        f"- Promoted inside: {SITE}{beside.visible_edition(LATER).path}",
        f"{SITE}/feeds/latest.rss",
        f"{SITE}/feeds/sections/world.atom",
        f"{SITE}/api/v1/articles/{article.uid}/",
        f"- In the sitemap: {SITE}/sitemaps/2020-11.xml",
        f"- In the news sitemap: {SITE}/sitemap-news.xml",
        f"- With the photo: {SITE}/media/",
    ):
        assert line in text
    assert unrelated.visible_edition(LATER).path not in text


def test_mail_names_no_feed_or_sitemap_that_the_agency_keeps_it_out_of(send: Send) -> None:
    make_agency(feed_text="none", indexing="noindex")
    on_call(send)
    send(kill(), at=LATER)
    text = mails()[0].text
    assert "Its page" in text
    assert "/feeds/" not in text and "/api/" not in text and "sitemap" not in text


def test_story_that_readers_never_had_has_been_nowhere(send: Send) -> None:
    make_publication(desk_email="desk@ledger.example")
    send(story())
    send(kill(), at=LATER)
    assert "We have nothing of it on the site" in mails()[0].text
    assert "Check these" not in mails()[0].text


def test_kill_of_a_contributor_tells_where_the_held_story_was(send: Send) -> None:
    make_publication(desk_email="desk@ledger.example")
    send(story())
    ours = make_published()
    Pickup.objects.create(
        item=the_item(), article=ours, role="contributes", based_on=the_item().text_version, at=NOON, by=make_user(None)
    )
    send(kill(), at=LATER)
    assert f"held: {SITE}{ours.editions.get().path}" in mails()[0].text
    assert "- Its page:" in mails()[0].text


def test_killed_photo_tells_in_which_stories_it_stood(send: Send) -> None:
    make_publication(desk_email="desk@ledger.example")
    send(story())
    photo = make_photo()
    shows = make_published(lead_photo=photo)
    Pickup.objects.create(item=the_item(), photo=photo, based_on=the_item().text_version, at=NOON, by=make_user(None))
    send(kill(), at=LATER)
    assert f"- Shown in: {SITE}{shows.editions.get().path}" in mails()[0].text
    assert f"- Files: {SITE}/media/" in mails()[0].text


def test_order_in_words_mails_everyone_too(send: Send) -> None:
    from tests.wire.test_named_orders import notice

    on_call(send)
    send(notice(body="Please kill item 9999, Pears-Count."), at=LATER)
    assert len(mails()) == 3
    assert all(mail.subject.startswith("LOOK NOW") for mail in mails())
