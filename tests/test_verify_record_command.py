"""`manage.py verify_record` says whether the record is whole, or names what is not; it fails where it is not."""

from __future__ import annotations

import io
import shutil

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from articles import publishing
from articles.models import Article, Revision
from newsroom.base import append_only, digests, erasing
from newsroom.base.models import Chain, Entry
from tests.factories import make_publication, make_published, make_user

pytestmark = pytest.mark.django_db


def verify(*arguments: str) -> str:
    out = io.StringIO()
    call_command("verify_record", *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def failing(*arguments: str) -> tuple[str, str]:
    """What it prints, and the error with which it ends."""
    out = io.StringIO()
    with pytest.raises(CommandError) as error:
        call_command("verify_record", *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue(), str(error.value)


def test_a_whole_record_is_told_with_what_was_looked_at():
    make_published()
    said = verify()
    assert "2 entries in 1 chains, 3 rows, 0 digests." in said
    assert said.endswith("The record is whole.\n")


def test_the_first_altered_row_is_named_and_the_command_fails():
    make_published()
    revision = Revision.objects.get()
    with append_only.lifted():
        Revision.objects.update(note="Never said.")
    said, error = failing()
    assert f"articles.revision {revision.pk} was altered: it is not as article:" in said
    assert error.startswith("The record is NOT whole: 1 fault.")


def test_many_faults_are_counted_and_the_first_fifty_named(monkeypatch):
    for _ in range(60):
        make_published()
    with append_only.lifted():
        Revision.objects.update(note="Never said.")
    said, error = failing()
    assert said.count("was altered") == 50
    assert error.startswith("The record is NOT whole: 60 faults.")


def test_a_time_that_no_calendar_has_is_named_with_its_row():
    story = make_published()
    make_published()
    with connection.cursor() as cursor:
        said = "infinity" if connection.vendor == "postgresql" else "2020-13-45 99:99:99"
        cursor.execute("UPDATE articles_article SET embargo_until = %s WHERE id = %s", [said, story.pk])
    said, error = failing()
    assert f"articles.article {story.pk} cannot be read: its embargo_until." in said
    assert "NOT whole" in error


def test_a_database_that_went_away_says_nothing_of_the_record(monkeypatch):
    def gone():
        yield from ()
        raise OperationalError("gone")

    monkeypatch.setattr(digests, "check_all", gone)
    with pytest.raises(CommandError, match="could NOT be checked: OperationalError: gone") as error:
        call_command("verify_record", stdout=io.StringIO(), stderr=io.StringIO())
    assert error.value.returncode == 2


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's columns take what their type says.")
def test_a_value_that_cannot_be_read_is_named_with_its_row():
    revision = make_published().current_revision()
    with append_only.lifted(), connection.cursor() as cursor:
        cursor.execute("UPDATE articles_revision SET note = CAST(x'ff' AS TEXT) WHERE id = %s", [revision.pk])
    said, error = failing()
    assert f"articles.revision {revision.pk} cannot be read: its note." in said
    assert "NOT whole: what cannot be read is named above" in error


def test_a_copy_of_a_digest_shows_what_the_folder_no_longer_can(tmp_path):
    make_publication()
    article = make_published()
    article.body = "<p>A second wording.</p>"
    publishing.save_revision(article=article, by=make_user())
    assert f"Wrote {digests.folder()}" in verify("--write-digest")
    assert "Yesterday’s digest is written already." in verify("--write-digest")
    copy = tmp_path / "kept.txt"
    shutil.copy(digests.path_of(digests.days()[0]), copy)
    assert "2 digests." in verify("--digest", str(copy))
    shutil.rmtree(digests.folder())
    chain = Chain.objects.get(name=publishing.chain(article))
    with append_only.lifted():
        chain.entries.filter(number=3).delete()
        article.revisions.filter(number=2)._raw_delete("default")
    Article.objects.filter(pk=article.pk).update(body=article.revisions.get().content["body"])
    Chain.objects.filter(pk=chain.pk).update(length=2, head=Entry.objects.get(chain=chain, number=2).hash)
    assert "The record is whole." in verify()
    said, _ = failing("--digest", str(copy))
    assert f"{chain.name} entry 3 was cut off: the digest of" in said


def test_a_digest_that_is_none_is_said_to_be_none(tmp_path):
    (tmp_path / "notes.txt").write_text("Nothing.")
    assert "is damaged: it does not end as a digest ends." in failing("--digest", str(tmp_path / "notes.txt"))[0]
    assert "cannot be read: No such file or directory." in failing("--digest", str(tmp_path / "none.txt"))[0]


def test_what_was_expunged_is_told_and_no_fault():
    make_published()
    by, second = make_user(first_name="Mara", last_name="Quill"), make_user(username="odile")
    erasing.erase([Revision.objects.get()], chain="expunged", by=by, second=second, reason="Order 4711 of the county court.")
    said = verify()
    assert "Expunged: articles.revision:" in said
    assert "by Mara Quill and odile: Order 4711 of the county court." in said
    assert said.endswith("The record is whole.\n")
