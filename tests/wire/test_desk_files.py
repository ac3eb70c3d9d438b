"""The desk sees the pictures that came with an item, and takes them into our photos; readers and strangers see none of them."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.models import Photo
from tests.factories import NOON, make_agency, make_section
from tests.wire.builders import kill, story, the_item
from tests.wire.conftest import Send
from tests.wire.test_wire_admin import desk
from tests.wire.test_wire_files import medium, picture
from wire import files
from wire.formats.parsed import ItemKind
from wire.models import WireFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def came(send: Send, tmp_path) -> list[WireFile]:
    """A story with a picture and a sound beside it, both brought."""
    make_agency("northline")
    make_section("world")
    (tmp_path / "quay.jpg").write_bytes(picture())
    (tmp_path / "talk.mp3").write_bytes(b"ID3 sound")
    media = (medium("quay.jpg", caption="The quay.", credit="Bo Ek"), medium("talk.mp3", kind=ItemKind.AUDIO))
    send(story(media=media), folder=str(tmp_path))
    assert files.bring_due(at=NOON) == 2
    return list(the_item().files.order_by("position"))


def test_the_items_page_shows_pictures_and_lists_sounds(came):
    page = desk().get(f"/admin/wire/item/{came[0].item_id}/change/").content.decode()
    assert f"/admin/wire/item/file/{came[0].pk}/thumbnail/" in page
    assert "Take into our photos" in page and "Save the file" in page


def test_a_thumbnail_is_a_small_jpeg_for_the_desk_alone(came):
    address = f"/admin/wire/item/file/{came[0].pk}/thumbnail/"
    response = desk().get(address)
    assert response["Content-Type"] == "image/jpeg"
    assert "no-store" in response["Cache-Control"]
    assert Client().get(address).status_code == 302
    assert desk(None).get(address).status_code == 403


def test_a_sound_is_saved_and_never_shown_in_the_page(came):
    response = desk().get(f"/admin/wire/item/file/{came[1].pk}/download/")
    assert b"".join(response.streaming_content) == b"ID3 sound"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/octet-stream"


def test_taking_a_picture_leads_to_its_form(came):
    response = desk().post(f"/admin/wire/item/file/{came[0].pk}/take/")
    assert response["Location"] == f"/admin/articles/photo/{Photo.objects.get().pk}/change/"


def test_a_reporter_takes_no_picture_from_the_wire(came):
    assert desk("Reporter").post(f"/admin/wire/item/file/{came[0].pk}/take/").status_code == 403
    assert not Photo.objects.exists()


def test_what_the_agency_killed_is_shown_and_saved_by_nobody(came, send):
    send(kill())
    assert desk("Managing editor").get(f"/admin/wire/item/file/{came[0].pk}/thumbnail/").status_code == 404
    assert desk("Managing editor").get(f"/admin/wire/item/file/{came[1].pk}/download/").status_code == 404


def test_the_button_that_picks_up_takes_the_picture_along(came):
    desk().post(f"/admin/wire/item/{came[0].item_id}/pick-up/", {"section": make_section("world").pk})
    article = the_item().pickups.get(article__isnull=False).article
    assert article.lead_photo == Photo.objects.get()


def test_what_is_published_in_one_step_goes_without_a_picture_that_nobody_has_described(came):
    item = the_item()
    data = {"section": make_section("world").pk, "version": item.text_version_id}
    response = desk("Editor").post(f"/admin/wire/item/{item.pk}/publish/", data)
    assert response.status_code == 302
    article = item.pickups.get(article__isnull=False).article
    assert article.status == "published"
    assert article.lead_photo is None
