"""Somebody with the whole database in hand: what they forge is found, or told by a digest; who only works raises no alarm."""

from __future__ import annotations

from datetime import timedelta

import pytest

from articles import publishing
from articles.models import Article, Edition, Revision
from corrections import answering, privacy
from newsroom.base import anchors, append_only, digests, erasing, record, verification
from newsroom.base.actors import ReaderActor
from newsroom.base.models import Chain, Erasure
from newsroom.base.verification import Verification
from newsroom.recorded import CHECKS
from tests.base import whole
from tests.corrections.cases import make_ticket
from tests.factories import DAY, NOON, make_published, make_user

pytestmark = pytest.mark.django_db


def test_words_hidden_behind_a_forged_erasure_are_found():
    make_published()
    revision = Revision.objects.get()
    size = len(anchors.data_of(revision, "content"))
    forged = Erasure.objects.create(
        row_name=anchors.name_of(revision), part="content", hash=anchors.hash_of(revision, "content"), size=size,
        reason="No order at all.", at=NOON, by=make_user(), second=make_user(),
    )  # fmt: skip
    Revision.objects.update(content={})  # the guards let it pass: they ask for such a row
    assert f"base.erasure {forged.pk} is in no entry of the record: it was added past it." in whole.faults()


def test_an_erasure_taken_back_with_the_words_is_found():
    article = make_published()
    erasing.erase([Revision.objects.get()], chain=publishing.chain(article), by=make_user(), reason="An order.")
    with append_only.lifted():
        Erasure.objects.all()._raw_delete("default")
        Revision.objects.update(content={"headline": "Other words."})
    assert any("was removed" in fault for fault in whole.faults())
    assert any("was altered" in fault for fault in whole.faults())


def test_a_story_that_is_wiped_out_with_its_chain_is_told_by_the_digest_alone():
    make_published()
    gone = make_published()
    digests.write(NOON.date(), at=NOON)
    chain = Chain.objects.get(name=publishing.chain(gone))
    with append_only.lifted():
        chain.entries.all()._raw_delete("default")
        _wipe(gone)
        Chain.objects.filter(pk=chain.pk).delete()
        Article.objects.filter(pk=gone.pk)._raw_delete("default")
    assert whole.faults() == []
    newer, fault = map(str, digests.check_all())
    assert "is newer than the database" in newer
    assert fault.startswith(f"Chain {chain.pk} is gone")


def _wipe(article: Article) -> None:
    for edition in article.editions.all():
        for field in Edition._meta.many_to_many:
            getattr(edition, field.name).clear()
    article.editions.all()._raw_delete("default")
    article.addresses.all()._raw_delete("default")
    article.revisions.all()._raw_delete("default")


def test_a_made_up_chain_with_an_old_date_is_told():
    make_published()
    digests.write(NOON.date(), at=NOON + DAY)
    record.write("article:00000000-0000-4000-8000-000000000000", "published", by=make_user(), at=NOON - 900 * DAY)
    assert any("names a story that was removed" in fault for fault in whole.faults())
    assert len(list(digests.dated_back())) == 1


def test_nobody_who_works_while_the_record_is_read_raises_an_alarm(monkeypatch):
    """Between each two pieces that are read, something is done to what was read and to what was not yet."""
    monkeypatch.setattr(verification, "ENTRIES", 2)
    by, stories = make_user(), [make_published() for _ in range(3)]
    held = [publishing.hold(article=story, by=by, kind="desk", reason="A call.") for story in stories]
    tickets = [make_ticket(story) for story in stories]
    acts = iter(
        [
            lambda: publishing.lift(hold=held[0], by=by),
            lambda: publishing.lift(hold=held[2], by=by),
            lambda: answering.take(ticket=tickets[0], by=by),
            lambda: answering.take(ticket=tickets[2], by=by),
            lambda: publishing.publish(article=stories[0], by=by, change="minor"),
            lambda: publishing.kill(article=stories[0], by=by, reason="False."),
            lambda: publishing.kill(article=stories[2], by=by, reason="False."),
            lambda: privacy.erase(ticket=tickets[1], by=ReaderActor()),
        ]
    )
    walk = Verification(CHECKS, progress=lambda entries: next(acts, lambda: None)())
    assert [str(fault) for fault in walk.faults()] == []
    assert next(acts, None) is None
    assert whole.faults() == []


def test_what_changes_while_the_checks_compare_is_looked_at_again(monkeypatch):
    story, by = make_published(), make_user()
    check, done = CHECKS[0], []

    def compare(known):
        if not done:  # after the entries were read, before the rows are
            done.append(publishing.kill(article=story, by=by, reason="False.", at=NOON + timedelta(hours=3)))
        return check.compare(known)

    walk = Verification([verification.Check(check.prefix, check.gather, compare)])
    assert list(walk.faults()) == []
    assert done == [True]
