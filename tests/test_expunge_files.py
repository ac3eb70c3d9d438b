"""Expunged bytes are gone from the disk and the wire's tables too, with every copy; the record is whole."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from articles import photos, publishing
from articles.models import Photo
from newsroom import expunging
from newsroom.base.models import Erasure
from newsroom.base.refusals import Refused
from tests.base import whole
from tests.factories import make_photo, make_publication, make_published, make_user
from tests.site.reading import get
from wire import intake, pickup
from wire.models import Item, Message, Version

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> dict[str, User]:
    make_publication()
    return {"by": make_user("Managing editor"), "second": make_user("Standards editor")}


def expunge(target: str, two: dict[str, User]) -> list[str]:
    return expunging.expunge(target=target, reason="The licence was withdrawn.", **two)


def test_a_photos_original_and_renditions_are_deleted(two, django_capture_on_commit_callbacks):
    photo = make_photo()
    article = make_published(lead_photo=photo)
    address = f"/media/{photo.hash[:32]}/w640.jpg"
    assert get(address).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        expunge(f"photo:{photo.pk}", two)
    assert not photo.original.storage.exists(photo.original.name)
    assert not photos.rendition_path(photo, "w640.jpg").exists()
    assert get(address).status_code == 410
    assert photo.hash[:32] not in get(article.visible_edition().path).content.decode()
    erasure = Erasure.objects.get()
    assert (erasure.row_name, erasure.part, erasure.hash) == (f"articles.photo:{photo.pk}", "original", photo.hash)
    assert erasure.size > 100
    assert whole.faults() == []


def test_a_crash_before_the_files_are_deleted_is_made_good_by_running_again(two, django_capture_on_commit_callbacks):
    photo = make_photo()
    expunge(f"photo:{photo.pk}", two)  # in this test nothing commits, so the file stays
    assert photo.original.storage.exists(photo.original.name)
    with django_capture_on_commit_callbacks(execute=True):
        expunge(f"photo:{photo.pk}", two)
    assert not photo.original.storage.exists(photo.original.name)
    assert Erasure.objects.count() == 1
    assert whole.faults() == []


def test_the_same_file_sent_again_does_not_come_back(two, django_capture_on_commit_callbacks):
    photo = make_photo()
    with django_capture_on_commit_callbacks(execute=True):
        expunge(f"photo:{photo.pk}", two)
    assert make_photo().pk == photo.pk
    assert Photo.objects.get().killed_at is not None
    assert not photo.original.storage.exists(photo.original.name)


def test_a_wire_message_goes_with_the_versions_read_from_it(two, client):
    whole.receive(1)
    whole.seal()
    message = Message.objects.get()
    assert expunge(f"message:{message.pk}", two) == [f"Wire message {message.pk} is expunged, with 1 versions."]
    message.refresh_from_db()
    assert bytes(message.raw) == b""
    assert Version.objects.get().document == {}
    assert Item.objects.get().headline == ""
    assert whole.faults() == []
    client.force_login(make_user("Managing editor"))
    item = Item.objects.get()
    for address in ("/admin/wire/item/", f"/admin/wire/item/{item.pk}/change/", f"/admin/wire/message/{message.pk}/change/"):
        response = client.get(address)
        assert response.status_code == 200, address
        assert "sail again" not in response.content.decode(), address
    with pytest.raises(Refused):
        pickup.pick_up(item=item, by=two["by"], section=None)


def test_an_expunged_message_that_is_not_sealed_yet_is_sealed_as_it_was(two):
    whole.receive(1)
    expunge(f"message:{Message.objects.get().pk}", two)
    whole.seal()
    assert whole.faults() == []


def test_the_same_message_sent_again_is_known_and_not_read(two):
    whole.receive(1)
    message = Message.objects.get()
    raw = bytes(message.raw)
    expunge(f"message:{message.pk}", two)
    told = intake.receive(raw, feed=intake.command_feed())
    assert [outcome.word for outcome in told] == ["duplicate"]
    assert bytes(Message.objects.get().raw) == b""


def test_who_took_the_story_is_told_to_look_there_too(two):
    whole.receive(1)
    article = pickup.pick_up(item=Item.objects.get(), by=two["by"], section=make_published().section)
    assert f"Story {article.pk} was made from it: expunge its revisions too." in expunge(
        f"message:{Message.objects.get().pk}", two
    )
    publishing.kill(article=article, by=two["by"], reason="The licence was withdrawn.")
    expunge(f"revision:{article.pk}/1", two)
    assert whole.faults() == []
