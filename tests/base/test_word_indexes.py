"""Words are found off an index where the database can; where it may not have one, they are found as well."""

import pytest
from django.db import connection

from articles.models import Edition
from newsroom.base import word_indexes
from tests.factories import make_publication, make_published

pytestmark = pytest.mark.django_db
postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL has them")


def names():
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%gin_trgm_ops%'")
        return {name for (name,) in cursor.fetchall()}


@postgresql
def test_migrate_makes_every_index_that_a_model_names():
    assert names() == set(word_indexes.word_indexes())
    assert word_indexes.install(connection)


@postgresql
def test_without_the_right_to_add_pg_trgm_everything_is_found_without_it():
    make_publication()
    make_published(headline="Sluice at Harrow")
    with connection.cursor() as cursor:
        cursor.execute("DROP EXTENSION pg_trgm CASCADE")
        cursor.execute("CREATE ROLE nobody_special")
        cursor.execute("SET LOCAL ROLE nobody_special")
        assert not word_indexes.install(connection)
        cursor.execute("RESET ROLE")
    assert names() == set()
    assert Edition.objects.visible().containing(["sluice"]).count() == 1


@pytest.mark.skipif("connection.vendor == 'postgresql'", reason="PostgreSQL has them")
def test_sqlite_goes_without():
    assert not word_indexes.install(connection)
