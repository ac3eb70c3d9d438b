"""The demo newsroom's pictures: all there, light enough to ship, described for whoever cannot see them."""

import tomllib
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "fixtures" / "photos"
PHOTOS = tomllib.loads((ROOT / "fixtures" / "demo" / "photos.toml").read_text(encoding="utf-8"))["photo"]
SCENES = [p for p in PHOTOS if not p["slug"].startswith(("plate-", "wordmark-", "portrait-"))]
by_slug = pytest.mark.parametrize("photo", PHOTOS, ids=[p["slug"] for p in PHOTOS])


def test_every_entry_has_its_file_and_every_file_its_entry():
    assert sorted(p["slug"] for p in PHOTOS) == sorted(f.stem for f in FOLDER.glob("*.jpg"))


def test_there_are_enough_pictures_for_a_newspaper():
    assert len(SCENES) >= 20
    assert sum(p["slug"].startswith("portrait-") for p in PHOTOS) == 8


@by_slug
def test_picture_has_the_size_it_is_printed_at(photo):
    slug = photo["slug"]
    if slug.startswith("portrait-"):
        allowed = {(1000, 1000)}
    elif slug.startswith(("plate-", "wordmark-")):
        allowed = {(800, 400)}
    else:
        allowed = {(1800, 1200), (1200, 1500)}
    with Image.open(FOLDER / f"{slug}.jpg") as picture:
        assert picture.format == "JPEG"
        assert picture.mode == "RGB"
        assert picture.size in allowed


@by_slug
def test_picture_is_light_enough_for_a_phone(photo):
    assert (FOLDER / f"{photo['slug']}.jpg").stat().st_size <= 350_000


def test_the_whole_set_is_light_enough_for_a_repository():
    assert sum(f.stat().st_size for f in FOLDER.glob("*.jpg")) <= 6_500_000


@by_slug
def test_alt_text_describes_instead_of_naming_the_medium(photo):
    alt = photo["alt"]
    plate = photo["slug"].startswith(("plate-", "wordmark-"))
    assert len(alt) <= 260
    assert len(alt) >= (40 if plate else 120)
    assert alt.endswith(".")
    for word in ("photo of", "picture of", "image of", "credit"):
        assert word not in alt.lower()


@by_slug
def test_caption_is_a_sentence_and_not_the_alt_text(photo):
    assert photo["caption"].endswith(".")
    assert photo["caption"] != photo["alt"]


@by_slug
def test_focal_point_lies_inside_the_picture(photo):
    x, y = photo["focal"]
    assert 0 <= x <= 1
    assert 0 <= y <= 1


@by_slug
def test_no_real_agency_is_credited_with_a_drawing(photo):
    for name in ("AP", "Associated Press", "Reuters", "AFP"):
        assert name not in photo["credit"].split("/")
        assert name != photo["source"]


def test_some_pictures_carry_their_rights_inside_the_file():
    carrying = 0
    for photo in SCENES:
        with Image.open(FOLDER / f"{photo['slug']}.jpg") as picture:
            packet = picture.info.get("xmp", b"").decode()
        if packet:
            carrying += 1
            assert photo["credit"] in packet
            for field in ("dc:creator", "dc:rights", "dc:description", "photoshop:Credit", "Copyright "):
                assert field in packet
    assert carrying >= 3


def test_scenes_differ_in_light_and_color():
    """Two pictures that look alike at thumbnail size would make a front page look careless."""
    thumbs = {}
    for photo in SCENES:
        with Image.open(FOLDER / f"{photo['slug']}.jpg") as picture:
            thumbs[photo["slug"]] = picture.convert("RGB").resize((6, 4)).tobytes()
    slugs = sorted(thumbs)
    for i, one in enumerate(slugs):
        for other in slugs[i + 1 :]:
            apart = sum(abs(a - b) for a, b in zip(thumbs[one], thumbs[other], strict=True)) / len(thumbs[one])
            assert apart > 12, f"{one} looks like {other}"
