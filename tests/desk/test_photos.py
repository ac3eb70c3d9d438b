"""A picture is looked at before it is taken in; the desk sees it through a door of its own."""

import io
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from articles import photos
from articles.models import Hold, Photo
from tests.factories import make_photo, make_user

pytestmark = pytest.mark.django_db


def jpeg(color="teal", size=(900, 600)):
    data = io.BytesIO()
    Image.new("RGB", size, color).save(data, "JPEG")
    return data.getvalue()


def upload(client, data, name="pier.jpg", **words):
    fields = {"title": "", "alt": "The pier at dawn", "caption": "", "credit": "Mara Quill/The Harbor Ledger", "source": "",
              "agency": "", "copyright_notice": "", "usage_terms": "", "focal_x": "0.5", "focal_y": "0.4"}  # fmt: skip
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("admin:articles_photo_add"), {**fields, "upload": file, **words})


@pytest.fixture
def reporter(client):
    client.force_login(make_user("Reporter"))
    return client


def test_a_picture_is_taken_in_with_its_words_and_its_renditions_made(reporter, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert upload(reporter, jpeg()).status_code == 302
    photo = Photo.objects.get()
    assert (photo.title, photo.alt, photo.width) == ("pier", "The pier at dawn", 900)
    assert all(photos.rendition_path(photo, row["name"]).is_file() for row in photo.renditions)


def huge_png():
    """A PNG whose header promises 30,000 × 30,000 pixels."""
    data = io.BytesIO()
    Image.new("L", (1, 1)).save(data, "PNG")
    raw = bytearray(data.getvalue())
    raw[16:24] = (30_000).to_bytes(4, "big") * 2
    raw[29:33] = zlib.crc32(bytes(raw[12:29])).to_bytes(4, "big")
    return bytes(raw)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"not a picture at all", "not a picture we can read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture we can read"),
        (huge_png(), "too"),
        (jpeg()[:700], "damaged"),
    ],
)
def test_what_is_no_picture_is_refused_beside_the_field_and_the_words_are_kept(reporter, data, says):
    response = upload(reporter, data, caption="Kept caption")
    assert response.status_code == 200
    errors = response.context["adminform"].form.errors
    assert says in str(errors["upload"])
    assert "Kept caption" in response.text
    assert not Photo.objects.exists()


def test_a_file_of_too_many_bytes_is_refused_before_it_is_read(reporter, settings):
    settings.PHOTO_MAX_BYTES = 1_000_000
    response = upload(reporter, b"x" * 1_000_001)
    assert "larger than 1 MB" in str(response.context["adminform"].form.errors["upload"])


def test_a_form_without_a_file_says_so(reporter):
    response = reporter.post(reverse("admin:articles_photo_add"), {"title": "x", "focal_x": "0.5", "focal_y": "0.4"})
    assert "upload" in response.context["adminform"].form.errors


def test_a_picture_we_have_is_named_instead_of_taken_twice(reporter):
    upload(reporter, jpeg())
    response = upload(reporter, jpeg(), name="again.jpg")
    assert "We have this picture already: “pier”" in str(response.context["adminform"].form.errors["upload"])
    assert Photo.objects.count() == 1


def test_the_desk_sees_a_picture_that_no_reader_may_see(reporter):
    photo = make_photo()
    assert not photo.is_visible()
    response = reporter.get(reverse("admin:desk_photo", args=[photo.pk, photo.renditions[0]["name"]]))
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["w99999.jpg", "original.jpg", "..%2f..%2fsettings.py", "share.webp"])
def test_the_door_gives_renditions_and_nothing_else(reporter, name):
    photo = make_photo()
    assert reporter.get(f"/admin/photo/{photo.pk}/{name}").status_code == 404


def test_the_door_is_closed_to_those_who_may_see_no_pictures(client):
    address = reverse("admin:desk_photo", args=[make_photo().pk, "w800.jpg"])
    assert client.get(address).status_code == 302
    client.force_login(make_user(None))
    assert client.get(address).status_code == 403


@pytest.mark.parametrize(
    ("role", "hold", "kill"),
    [("Reporter", 403, 403), ("Editor", 302, 403), ("Standards editor", 302, 403), ("Managing editor", 302, 302)],
)
def test_who_may_stop_a_picture(client, role, hold, kill):
    client.force_login(make_user(role))
    for color, verb, expected in (("red", "hold", hold), ("blue", "kill", kill)):
        photo = make_photo(color)
        address = reverse("admin:articles_photo_stop", args=[photo.pk])
        assert client.post(address, {"act": verb, "reason": "Wrong man"}).status_code == expected
        photo.refresh_from_db()
        assert (photo.killed_at is not None) is (verb == "kill" and expected == 302)
        assert Hold.objects.filter(photo=photo).exists() is (verb == "hold" and expected == 302)


def test_stopping_a_picture_needs_a_reason(client):
    client.force_login(make_user("Managing editor"))
    photo = make_photo()
    for verb, says in (("kill", "Say why it is killed."), ("hold", "Say why it is held.")):
        response = client.post(reverse("admin:articles_photo_stop", args=[photo.pk]), {"act": verb, "reason": " "})
        assert says in response.text


def test_a_killed_picture_is_read_only(client):
    client.force_login(make_user("Managing editor"))
    photo = make_photo()
    client.post(reverse("admin:articles_photo_stop", args=[photo.pk]), {"act": "kill", "reason": "Wrong man"})
    page = client.get(reverse("admin:articles_photo_change", args=[photo.pk])).text
    assert "No reader sees this picture." in page
    assert 'name="_save"' not in page
