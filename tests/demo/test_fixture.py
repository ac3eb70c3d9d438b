"""`manage.py loaddata demo` gives the demo newsroom, and loading it twice gives the same database."""

import io
import json

import pytest
from django.core.management import call_command

from articles.models import Edition, Photo
from newsroom.base.verification import Verification

pytestmark = pytest.mark.django_db


def dumped() -> list[dict]:
    text = io.StringIO()
    call_command("dumpdata", exclude=["contenttypes", "auth.permission"], use_natural_foreign_keys=True, stdout=text)
    return json.loads(text.getvalue())


def test_loading_twice_gives_the_same_database(client):
    call_command("loaddata", "demo", verbosity=0)
    once = dumped()
    call_command("loaddata", "demo", verbosity=0)
    assert dumped() == once
    assert list(Verification().faults()) == []


def test_after_a_bare_load_the_pages_and_their_photos_show(client):
    call_command("loaddata", "demo", verbosity=0)
    assert client.get("/").status_code == 200
    edition = Edition.objects.visible().with_photos().get(path="/2019/03/12/baghouz-last-stand/")
    assert client.get(edition.path).status_code == 200
    photo = Photo.objects.get(pk=edition.lead_photo["id"])
    response = client.get(f"/media/{photo.hash[:32]}/w320.jpg")
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
