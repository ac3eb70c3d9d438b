"""The record knows every append-only row by a digest of what may not change in it."""

import pytest
from django.db import DatabaseError, transaction

from articles.models import Edition, Revision
from corrections.models import TicketEvent
from newsroom.base import anchors, erasing
from newsroom.base.models import Entry, Erasure
from tests.corrections.cases import make_ticket
from tests.factories import make_published, make_user

pytestmark = pytest.mark.django_db


def fresh(row):
    return type(row).objects.get(pk=row.pk)


@pytest.mark.parametrize("model", [Revision, Edition], ids=lambda model: model.__name__)
def test_a_digest_is_the_same_before_a_row_is_stored_and_after(model):
    make_published()
    row = model.objects.get()
    assert anchors.digest_of(row) == anchors.digest_of(fresh(row))
    assert Entry.objects.filter(canonical__contains=f'"{anchors.name_of(row)}":"{anchors.digest_of(row)}"').count() == 1


def test_what_may_be_filled_in_later_is_not_in_the_digest():
    make_published()
    edition = Edition.objects.get()
    before = anchors.digest_of(edition)
    edition.live_until = edition.live_from
    assert anchors.digest_of(edition) == before
    edition.headline += "!"
    assert anchors.digest_of(edition) != before


def test_an_added_column_leaves_the_digests_of_older_rows_alone(monkeypatch):
    make_published()
    revision = Revision.objects.get()
    monkeypatch.setattr(Revision, "added_later", {"note": ""})
    with_default = anchors.digest_of(revision)
    monkeypatch.setattr(Revision, "added_later", {"note": "", "is_agency_text": False})
    left_out = anchors.digest_of(revision)
    assert left_out != with_default
    revision.is_agency_text = True
    assert anchors.digest_of(revision) != left_out


def test_an_added_column_whose_words_may_have_to_go_is_in_the_digest_only_where_it_holds_some(monkeypatch):
    make_published()
    revision = Revision.objects.get()
    monkeypatch.setattr(Revision, "erasable", ("content", "note"))
    with_default = anchors.digest_of(revision)
    monkeypatch.setattr(Revision, "added_later", {"note": ""})
    left_out = anchors.digest_of(revision)
    assert left_out != with_default
    revision.note = "Ferries"
    with_words, hash = anchors.digest_of(revision), anchors.hash_of(revision, "note")
    revision.note = ""
    assert with_words != left_out == anchors.digest_of(revision)
    assert anchors.digest_of(revision, {"note": hash}) == with_words


def test_erased_words_are_gone_and_the_digest_holds():
    article = make_published()
    revision = Revision.objects.get()
    before, by, second = anchors.digest_of(revision), make_user(), make_user()
    erasing.erase([revision], chain="story", by=by, second=second, reason="A court order.")
    erasure = Erasure.objects.get()
    assert (erasure.row_name, erasure.part, erasure.by, erasure.second) == (anchors.name_of(revision), "content", by, second)
    assert fresh(revision).content == {}
    assert erasure.hash == revision.content_hash
    assert anchors.digest_of(fresh(revision), {"content": erasure.hash}) == before
    assert article.headline not in Entry.objects.get(verb="erased").canonical


def test_a_readers_words_are_hashed_under_their_tickets_key():
    ticket = make_ticket(wrong="The ferry has 40 seats.")
    event = TicketEvent.objects.create(ticket=ticket, verb="noted", internal="Asked Mara.", at=ticket.received_at)
    before = anchors.hash_of(event, "internal")
    ticket.record_key = "0" * 64
    assert anchors.hash_of(event, "internal") != before


def test_without_an_erasure_in_the_record_no_word_gives_way():
    make_published()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Revision.objects.update(content={})


def test_an_erasure_of_one_row_opens_no_other_and_gives_way_to_nothing_else():
    make_published()
    make_published()
    first, second = Revision.objects.order_by("pk")
    erasing.erase([first], chain="story", by=make_user(), reason="A court order.")
    for pk, value in ((second.pk, {}), (first.pk, {"headline": "Words put in afterwards"})):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Revision.objects.filter(pk=pk).update(content=value)


def test_erasing_twice_writes_what_went_but_once():
    make_published()
    revision = Revision.objects.get()
    for _ in range(2):
        erasing.erase([fresh(revision)], chain="story", by=make_user(), reason="A court order.")
    assert Erasure.objects.count() == 1
