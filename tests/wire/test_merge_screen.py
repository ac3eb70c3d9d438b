"""The desk decides on a change of the agency's with the three texts in sight; what is refused keeps every choice."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client

from articles import publishing
from articles.models import Article
from corrections.models import Notice
from tests.factories import HOUR, NOON, make_agency, make_user
from tests.wire.builders import TEXT, hold, published, story
from tests.wire.conftest import Send
from wire.models import ChangePolicy, Pickup

THEIRS = TEXT.replace("14,200", "12,400").replace("its boats", "its three boats")
OURS = TEXT.replace("14,200", "some 14,000") + '<aside data-promo="1"></aside>'


def desk(role: str | None = "Wire editor") -> Client:
    client = Client()
    client.force_login(make_user(role))
    return client


@pytest.fixture
def article(send: Send) -> Article:
    """Published, edited by us, and corrected by the agency in the words that we edited."""
    article = published(send)
    article.body = OURS
    publishing.save_revision(article=article, by=make_user(None), at=NOON)
    publishing.publish(article=article, by=make_user(None), change="minor", no_notice_reason="A test.", at=NOON)
    correction(send)
    return article


def correction(send: Send, version: int = 2, **fields: Any) -> None:
    defaults = {"body_html": THEIRS, "signals": ("sig:correction",), "editor_note": "CORRECTS number of passengers."}
    send(story(version, **{**defaults, **fields}), at=NOON + version * HOUR)


def tie() -> Pickup:
    return Pickup.objects.get()


def page_of(client: Client) -> str:
    return client.get(f"/admin/wire/pickup/{tie().pk}/change/").content.decode()


def decide(client: Client, page: str, act: str, way: str = "", **fields: str) -> Any:
    """Post what the page's form holds, with the same choice in each place."""
    posted = {name: html.unescape(value) for name, value in re.findall(r'name="(version|ours)" value="([^"]*)"', page)}
    for name in set(re.findall(r'name="way-([^"]+)"', page)):
        posted |= {f"way-{name}": way, f"text-{name}": fields.get("edit", "")}
    text = re.search(r'<textarea name="text"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    posted |= {"act": act, "kind": "correction", "text": html.unescape(text[1].strip()) if text else "", "placement": "end"}
    return client.post(f"/admin/wire/pickup/{tie().pk}/decide/", posted | fields)


def test_screen_shows_the_three_texts_and_folds_what_is_settled(article: Article) -> None:
    page = page_of(desk())
    for heading in ("Northline had", "Northline sends now", "Ours"):
        assert f"<h3>{heading}</h3>" in page
    assert "<legend>Paragraph 2</legend>" in page
    assert "<del>14,200</del><ins>12,400</ins>" in page
    assert "<del>14,200</del><ins>some 14,000</ins>" in page
    assert "Paragraph 1: the agency’s change" in page
    assert "our change" in page
    assert "Northline has corrected this story: Corrects number of passengers." in page


def test_theirs_is_taken_where_chosen_and_published_with_the_prefilled_notice(article: Article) -> None:
    client = desk()
    response = decide(client, page_of(client), "notice", "theirs")
    assert response.status_code == 302
    edition = article.visible_edition()
    assert edition is not None
    for words in ("12,400", "three boats", 'data-promo="1"'):
        assert words in edition.revision.content["body"]
    notice = Notice.objects.get()
    assert (notice.kind, notice.origin, notice.uid) == ("correction", "agency", edition.notice_uid)
    assert notice.text == "Northline has corrected this story: Corrects number of passengers."
    assert (tie().waiting, tie().based_on.sent_version) == (None, 2)


def test_ours_is_kept_where_chosen_and_the_rest_still_comes_in_as_working_copy(article: Article) -> None:
    client = desk()
    assert decide(client, page_of(client), "save", "ours").status_code == 302
    article.refresh_from_db()
    assert ("some 14,000" in article.body, "three boats" in article.body) == (True, True)
    edition = article.visible_edition()
    assert edition is not None
    assert "three boats" not in edition.revision.content["body"]


def test_edited_words_are_plain_text_for_the_editor_and_safe_markup_for_readers(article: Article) -> None:
    client = desk()
    words = {"edit": "It carried 12,400 <b>people</b> & pets."}
    assert "say why it is minor" in decide(client, page_of(client), "minor", "edited", **words).content.decode()
    words["minor_reason"] = "Northline counts its crews in."
    assert decide(client, page_of(client), "minor", "edited", **words).status_code == 302
    article.refresh_from_db()
    assert "<p>It carried 12,400 &lt;b&gt;people&lt;/b&gt; &amp; pets.</p>" in article.body
    assert not Notice.objects.exists()


def test_open_conflict_is_refused_by_its_name_and_nothing_is_written(article: Article) -> None:
    client = desk()
    page = decide(client, page_of(client), "notice", "", text="A notice of my own.").content.decode()
    assert "Decide on each place that both sides changed: Paragraph 2." in page
    assert "A notice of my own." in page
    assert tie().waiting is not None
    assert not Notice.objects.exists()


def test_empty_notice_is_refused_with_the_choices_kept(article: Article) -> None:
    client = desk()
    page = decide(client, page_of(client), "notice", "edited", edit="My own words.", text=" ").content.decode()
    assert "Write what the notice tells readers" in page
    assert 'value="edited" checked' in page
    assert "My own words.</textarea>" in page
    article.refresh_from_db()
    assert "My own words" not in article.body


def test_save_by_a_colleague_meanwhile_is_a_collision_and_the_choices_stay(article: Article) -> None:
    client = desk()
    before = page_of(client)
    article.refresh_from_db()
    article.headline = "Boats at night"
    publishing.save_revision(article=article, by=make_user(None, first_name="Noor", last_name="Haddad"))
    page = decide(client, before, "notice", "theirs").content.decode()
    assert "Noor Haddad has saved our story meanwhile" in page
    assert 'value="theirs" checked' in page
    assert decide(client, page, "notice", "theirs").status_code == 302
    article.refresh_from_db()
    assert article.headline == "Boats at night"


def test_newer_version_meanwhile_is_a_collision_and_words_for_another_place_are_shown(article: Article, send: Send) -> None:
    client = desk()
    before = page_of(client)
    correction(send, 3, body_html=THEIRS.replace("12,400", "12,600"), editor_note="CORRECTS number again.")
    page = decide(client, before, "save", "edited", edit="My own words.").content.decode()
    assert "has sent version 3 meanwhile" in page
    assert "Your words for a place that is different now" in page and "My own words." in page
    assert "checked" not in page[page.index("decision__ways") :]


def test_ours_is_kept_for_a_reason_alone(article: Article) -> None:
    client = desk()
    page = page_of(client)
    assert "Say why we keep our words." in decide(client, page, "keep").content.decode()
    assert decide(client, page, "keep", reason="We counted ourselves.").status_code == 302
    assert tie().waiting is None


@pytest.mark.parametrize(("role", "act"), [("Reporter", "save"), ("Standards editor", "keep"), (None, "notice")])
def test_only_who_may_decides(article: Article, role: str | None, act: str) -> None:
    assert decide(desk(role), page_of(desk()), act, "theirs", reason="x").status_code == 403
    assert tie().waiting is not None


def test_killed_story_is_not_merged(article: Article) -> None:
    client = desk()
    page = page_of(client)
    publishing.kill(article=article, by=make_user(None), reason="Wrong.")
    assert "The story is killed" in decide(client, page, "save", "theirs").content.decode()
    article.refresh_from_db()
    assert "12,400" not in article.body
    assert client.get(f"/admin/wire/pickup/{tie().pk}/change/").status_code == 200


def test_release_that_the_policy_leaves_to_the_desk_is_done_there(send: Send) -> None:
    ChangePolicy.objects.create(agency=make_agency("northline"), release="ask")
    article = published(send)
    send(hold(5), at=NOON + HOUR)
    send(story(6), at=NOON + 2 * HOUR)
    client = desk()
    assert decide(client, page_of(client), "release").status_code == 302
    assert article.is_visible()
    assert tie().waiting is None
