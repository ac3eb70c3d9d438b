"""The archive for scale work is made of real stories: visible, addressed, recorded."""

import pytest
from django.core.management import CommandError, call_command

from articles.models import Edition
from newsroom.base.verification import Verification
from tests.factories import make_agency, make_publication, make_section, make_topic

pytestmark = pytest.mark.django_db


def test_every_story_of_the_archive_is_there_for_readers(client):
    make_publication()
    for slug in ("city", "world"):
        make_section(slug)
    make_topic()
    make_agency()
    call_command("make_archive", articles=30)
    assert Edition.objects.visible().count() == 30
    assert list(Verification().faults()) == []
    for path in Edition.objects.values_list("path", flat=True)[:3]:
        assert client.get(path).status_code == 200


def test_without_a_publication_it_says_what_to_do():
    with pytest.raises(CommandError, match="loaddata demo"):
        call_command("make_archive", articles=1)
