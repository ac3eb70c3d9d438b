"""A photo is checked on arrival, described from its own metadata, and cut into renditions."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from articles import photos
from articles.models import Photo
from newsroom.base.refusals import Refused
from tests.factories import make_agency, make_photo

pytestmark = pytest.mark.django_db


def jpeg(size=(1500, 1000), color="teal", **options) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size, color).save(data, "JPEG", **options)
    return data.getvalue()


def png_that_says(width: int, height: int) -> bytes:
    """A PNG whose header claims a size, with hardly any data behind it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"This is no picture.", "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "not a picture"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "not a picture"),
        (jpeg()[:400], "not a picture|damaged"),
        (png_that_says(30_000, 30_000), "too many pixels|too large"),
        (png_that_says(12_000, 9_000), "too large"),
        (png_that_says(50, 50), "damaged"),
    ],
)
def test_what_is_no_proper_photo_is_refused_in_plain_words(data, why):
    with pytest.raises(Refused, match=why):
        photos.take_in(data, name="upload.jpg")
    assert not Photo.objects.exists()


def test_a_file_that_is_too_large_is_refused(settings):
    settings.PHOTO_MAX_BYTES = 1_000
    with pytest.raises(Refused, match="larger than"):
        photos.take_in(jpeg(), name="upload.jpg")


def test_the_same_file_twice_is_one_photo():
    assert photos.take_in(jpeg(), name="a.jpg") == photos.take_in(jpeg(), name="b.jpg")


def test_empty_fields_are_filled_from_the_files_own_metadata():
    xmp = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <rdf:Description photoshop:Credit="Teo Brandt/Northline" photoshop:Source="Northline"><dc:description><rdf:Alt>
        <rdf:li xml:lang="x-default">Boats in the harbor.</rdf:li></rdf:Alt></dc:description></rdf:Description>
        </rdf:RDF></x:xmpmeta>"""
    agency = make_agency("northline")
    photo = photos.take_in(jpeg(xmp=xmp), name="boats.jpg", caption="")
    assert (photo.credit, photo.caption, photo.agency) == ("Teo Brandt/Northline", "Boats in the harbor.", agency)


def test_an_entity_bomb_in_the_metadata_is_ignored():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
    assert photos.take_in(jpeg(xmp=bomb), name="boats.jpg").credit == ""


def test_what_the_editor_wrote_is_kept_over_the_metadata():
    assert make_photo(caption="Ours.").caption == "Ours."


def test_renditions_are_made_once_as_jpeg_and_webp_and_never_enlarged():
    photo = make_photo(size=(1500, 1000))
    names = {rendition["name"] for rendition in photo.renditions}
    assert names == {f"w{w}.{e}" for w in (320, 640, 960, 1280, 1500) for e in ("jpg", "webp")} | {"share.jpg"}
    assert photos.make_renditions(photo) == len(names)
    assert photos.make_renditions(photo) == 0
    with Image.open(photos.rendition_path(photo, "w640.webp")) as image:
        assert (image.format, image.size) == ("WEBP", (640, 427))
    with Image.open(photos.rendition_path(photo, "share.jpg")) as image:
        assert image.size == photos.SHARE_SIZE


def test_a_turned_photo_is_measured_and_cut_upright():
    turned = Image.Exif()
    turned[0x0112] = 6
    photo = photos.take_in(jpeg(size=(900, 600), exif=turned), name="turned.jpg")
    assert (photo.width, photo.height) == (600, 900)
    with Image.open(photos.rendition_file(photo, "w320.jpg")) as image:
        assert image.size == (320, 480)
        assert not image.getexif().get(0x0112)


def test_a_rendition_carries_the_credit_and_no_place():
    gps = Image.Exif()
    gps.get_ifd(0x8825)[1] = "N"
    photo = photos.take_in(jpeg(exif=gps), name="boats.jpg", credit="Mara Quill/The Harbor Ledger")
    with Image.open(photos.rendition_file(photo, "w640.jpg")) as image:
        assert b"Mara Quill/The Harbor Ledger" in image.info["xmp"]
        assert not image.getexif()


def test_a_lost_original_gives_no_rendition_and_is_logged(caplog):
    photo = make_photo()
    photo.original.storage.delete(photo.original.name)
    assert photos.rendition_file(photo, "w320.jpg") is None
    assert "cannot be read" in caplog.text


def test_an_original_that_was_cut_short_on_disk_gives_no_rendition_and_no_leftovers(caplog):
    photo = make_photo(size=(1500, 1000))
    path = Path(photo.original.path)
    path.write_bytes(path.read_bytes()[:900])
    assert photos.rendition_file(photo, "w640.jpg") is None
    assert "cannot be read" in caplog.text
    assert not photos.rendition_path(photo, "w640.jpg").parent.exists()


def test_the_worker_finds_photos_without_renditions():
    photo = make_photo()
    assert list(Photo.objects.without_renditions()) == [photo]
    photos.make_renditions(photo)
    assert not Photo.objects.without_renditions().exists()


@pytest.mark.parametrize("name", ["w641.jpg", "original.jpg", "../../secret", "w640.png", "share.webp", ""])
def test_only_planned_renditions_exist(name):
    assert photos.rendition_file(make_photo(), name) is None
