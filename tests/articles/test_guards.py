"""Append-only tables refuse changes and deletions in the database itself."""

import pytest
from django.db import DatabaseError, connection, transaction

from articles.models import Edition, Revision
from newsroom.base import append_only
from newsroom.base.models import Entry
from tests.factories import make_published

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", append_only.guarded_models(), ids=lambda model: model._meta.label)
def test_every_append_only_table_has_its_guards(model):
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgname LIKE %s", [f"guard_{table}_%"])
        else:
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        assert cursor.fetchone()[0] == 2


@pytest.mark.parametrize(("model", "change"), [(Revision, {"note": "x"}), (Edition, {"headline": "x"}), (Entry, {"verb": "x"})])
def test_a_row_is_never_changed_or_deleted(model, change):
    make_published()
    for attempt in (lambda: model.objects.update(**change), lambda: model.objects.all()._raw_delete("default")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()


def test_an_update_that_changes_nothing_passes():
    article = make_published()
    edition = Edition.objects.get(article=article)
    edition.save()
    Revision.objects.get(article=article).save()


def test_the_end_of_an_edition_may_be_filled_in_later():
    article = make_published()
    edition = Edition.objects.get(article=article)
    edition.live_until = edition.live_from
    edition.save()
