"""Readers see at the words themselves that a notice is about them, and not a letter of the story is added."""

from __future__ import annotations

import pytest
from lxml import html

from articles import publishing
from corrections import workflow
from corrections.models import Notice
from newsroom.base.actors import FeedActor
from tests.corrections.cases import LATER, save_text
from tests.factories import HOUR, make_agency, make_photo, make_published, make_user
from tests.site.reading import get, path_of

pytestmark = pytest.mark.django_db
BEFORE = (
    "<p>They voted <em>5–2</em> on Friday.</p><p>It stays.</p><p>The mayor is <a href='https://a.example/'>Ana Ruiz</a>.</p>"
)
AFTER = BEFORE.replace("5–2", "5–4").replace("Friday", "Monday").replace("Ana Ruiz", "Eva Ruiz")


def corrected(article, *, at=LATER, **fields) -> Notice:
    publishing.save_revision(article=article, by=make_user(None), at=at)
    said = {"kind": "correction", "text": "It was wrong.", "by": make_user(), **fields}
    return workflow.publish_change(article=article, at=at, **said)


def of_text(after: str = AFTER, **fields) -> Notice:
    article = make_published(body=BEFORE)
    article.body = after
    return corrected(article, **fields)


def shown(notice: Notice):
    return html.fromstring(get(path_of(notice.article)).text)


def marks_of(page) -> list:
    return page.findall(".//mark[@class='corrected']")


def signs_of(page) -> list:
    return page.xpath(".//a[contains(@class, 'corrected__sign')]")


def marks(page) -> list[str]:
    return [mark.text_content() for mark in marks_of(page)]


def test_every_changed_place_is_marked_and_leads_to_the_notice():
    notice = of_text()
    page = shown(notice)
    assert marks(page) == ["5–4", "on Monday", "Eva"]
    signs = signs_of(page)
    assert {sign.get("href") for sign in signs} == {f"#{notice.anchor}"}
    assert {sign.get("aria-label") for sign in signs} == {"Correction"}
    assert all(sign.text_content() == "" and sign.get("lang") == "en" for sign in signs)
    assert not page.xpath("//a//a")


def test_the_notice_leads_back_to_each_place():
    notice = of_text()
    page = shown(notice)
    back = page.get_element_by_id(notice.anchor).findall(".//p[@class='notice__places no-print']/a")
    assert len(back) == len(signs_of(page))
    assert back[0].get("href") == f"#{notice.passage_anchor}"
    for link in back:
        place = page.get_element_by_id(link.get("href")[1:])
        assert place.text_content() and place.text_content() in link.text_content()


def test_headline_standfirst_caption_dateline_and_tagline_are_marked():
    article = make_published(
        headline="Six die", standfirst="On Friday.", dateline="BROD", tagline="By Ana.", lead_photo=make_photo(),
        lead_photo_caption="The Vela.",
    )  # fmt: skip
    for name, words in (("headline", "Five die"), ("standfirst", "On Monday."), ("dateline", "SAVA"), ("tagline", "By Eva.")):
        setattr(article, name, words)
    article.lead_photo_caption = "The Aura & crew."
    page = shown(corrected(article))
    assert [(mark.getparent().get("class") or mark.getparent().tag, mark.text_content()) for mark in marks_of(page)] == [
        ("h1", "Five"), ("standfirst", "Monday"), ("caption", "Aura & crew"), ("dateline", "SAVA"), ("tagline", "Eva"),
    ]  # fmt: skip
    assert page.findtext(".//title").startswith("Five die")
    assert page.find(".//h1").findall(".//a") == [] and page.find(".//h1").text_content() == "Five die"  # a heading's name
    assert page.find(".//p[@class='mark']/a").get("href") == signs_of(page)[0].get("href")
    assert "corrected__sign" not in page.findtext(".//script[@type='application/ld+json']")


def test_a_body_photos_own_caption_is_marked_under_that_photo():
    photo, other = make_photo("navy", caption="On Friday."), make_photo("olive", caption="On Friday.")
    article = make_published(
        body=f'<p>A.</p><figure data-photo="{photo.pk}"></figure><figure data-photo="{other.pk}"></figure>'
    )
    other.caption = "On Monday."
    other.save()
    page = shown(corrected(article))
    (mark,) = marks_of(page)
    (figure,) = mark.iterancestors("figure")
    assert (mark.text_content(), figure.get("data-photo")) == ("Monday", str(other.pk))


def test_words_that_were_taken_out_leave_a_sign_and_no_words():
    notice = of_text(BEFORE.replace("<p>It stays.</p>", ""))
    page = shown(notice)
    assert marks(page) == []
    (sign,) = signs_of(page)
    assert sign.get("id") == notice.passage_anchor
    assert sign.get("aria-label") == "Correction: words were taken out here"
    assert (
        "In the story: where words were taken out after “5–2 on Friday.”"
        in page.get_element_by_id(notice.anchor).text_content()
    )


def test_a_notice_of_many_places_names_the_first_and_how_many_more():
    article = make_published(body="".join(f"<p>It is {number} up.</p>" for number in range(9)))
    article.body = article.body.replace("up", "down")
    told = shown(notice := corrected(article)).get_element_by_id(notice.anchor).find(".//p[@class='notice__places no-print']")
    assert len(told.findall("a")) == 6 and told.text_content().endswith("and 3 more places")


def test_an_agencys_correction_is_marked_by_itself():
    article = make_published(agency=make_agency(), body=BEFORE)
    article.body = AFTER
    notice = corrected(article, by=FeedActor("northline"), origin="agency")
    assert len(marks(shown(notice))) == 3


def test_a_minor_change_later_moves_no_mark_and_the_past_days_page_keeps_its_own():
    notice = of_text()
    text = AFTER.replace("It stays.", "It stays, they say.").replace("Eva Ruiz", "Mia Ruiz")
    save_text(notice.article, text, at=LATER + 48 * HOUR)
    publishing.publish(article=notice.article, by=make_user(), change="minor", no_notice_reason="A test.", at=LATER + 48 * HOUR)
    assert "Eva" not in marks(page := shown(notice)) and "5–4" in marks(page)
    then = html.fromstring(get(f"{path_of(notice.article)}as-published/2020-11-20/").text)
    assert "Eva" in marks(then)


@pytest.mark.parametrize("kind", ["update", "editors_note"])
def test_what_is_no_error_is_marked_without_the_colour_of_errors(kind):
    page = shown(of_text(kind=kind))
    assert {mark.get("class") for mark in page.iter("mark")} == {"corrected corrected--noted"}
    assert {sign.get("class") for sign in signs_of(page)} == {"corrected__sign corrected__sign--noted"}


def test_the_places_of_two_notices_may_overlap():
    notice = of_text()
    workflow.publish_change(
        article=notice.article, by=make_user(), kind="editors_note", text="See there.", passage="5–4 on", at=LATER + HOUR
    )
    page = shown(notice)
    for one in Notice.objects.all():
        assert page.get_element_by_id(one.passage_anchor).text_content().startswith("5–4")
        assert f"#{one.anchor}" in [sign.get("href") for sign in signs_of(page)]
