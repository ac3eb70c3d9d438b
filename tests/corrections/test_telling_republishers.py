"""A notice reaches those who carry our stories, each once, and the desk of the stories that promote the one it is on."""

from __future__ import annotations

import pytest

from corrections import workflow
from corrections.models import Republisher
from newsroom.base.actors import FeedActor
from newsroom.base.models import Outgoing
from tests.factories import HOUR, NOON, make_publication, make_published, make_user

pytestmark = pytest.mark.django_db

AT = NOON + HOUR


def corrected(article, **fields):
    fields = {"by": make_user(None), "kind": "correction", "text": "It is Thursday.", "at": AT, **fields}
    return workflow.publish_change(article=article, **fields)


@pytest.fixture(autouse=True)
def republishers():
    make_publication(desk_email="desk@ledger.example")
    Republisher.objects.create(name="The Sound Post", email="post@example.org")
    Republisher.objects.create(name="Radio Holm", email="radio@example.org")
    Republisher.objects.create(name="Gone", email="gone@example.org", is_active=False)


def test_each_on_the_list_gets_every_notice_once():
    article = make_published()
    notice = corrected(article)
    later = corrected(article, text="It is Thursday evening.", supersedes=notice, at=AT + HOUR)
    for one in (notice, later):
        mails = Outgoing.objects.filter(text__contains=one.get_absolute_url())
        assert sorted(mails.values_list("to", flat=True)) == ["post@example.org", "radio@example.org"]
        for mail in mails:
            assert article.headline in mail.text
            assert one.text in mail.text
    assert not Outgoing.objects.filter(to="gone@example.org").exists()


def test_an_agencys_correction_is_passed_on_too():
    corrected(make_published(), by=FeedActor("northline"), origin="agency")
    assert Outgoing.objects.filter(to="post@example.org").count() == 1


def test_of_a_killed_or_withheld_story_they_get_its_number_and_no_word_of_it():
    killed, held = make_published(headline="Mayor charged with fraud"), make_published(headline="Mayor charged with fraud")
    workflow.kill(article=killed, by=make_user(None), reason="Legal", at=AT)
    workflow.hold(article=held, by=make_user(None), kind="legal", reason="Lawyers", at=AT)
    for article in (killed, held):
        mail = Outgoing.objects.get(to="post@example.org", text__contains=str(article.uid))
        assert "fraud" not in (mail.text + mail.subject).casefold()
        assert "take your copy down" in mail.text


def test_the_desk_is_told_which_stories_promote_it():
    article = make_published()
    promoting = make_published(headline="Why they vote", body=f'<p>See.</p><aside data-promo="{article.pk}"></aside><p>So.</p>')
    corrected(article)
    mail = Outgoing.objects.get(to="desk@ledger.example")
    assert promoting.visible_edition().path in mail.text
    corrected(promoting, at=AT + HOUR)
    assert Outgoing.objects.filter(to="desk@ledger.example").count() == 1
