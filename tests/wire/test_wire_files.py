"""Files that messages name are all listed, and the best of each medium is brought here; what does not come says why."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PIL import Image

from tests.factories import NOON, make_agency
from tests.wire.builders import story
from wire import files
from wire.formats.parsed import ItemKind, ParsedMedia, ParsedRendition
from wire.models import Feed, Item, Message, WireFile

pytestmark = pytest.mark.django_db
Kind = ItemKind


def picture(color: str = "navy", size: tuple[int, int] = (800, 600)) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size, color).save(data, "JPEG")
    return data.getvalue()


def medium(*hrefs: str, kind: ItemKind = Kind.PICTURE, widths: tuple[int, ...] = (), **fields: str) -> ParsedMedia:
    renditions = tuple(
        ParsedRendition(href, width=width) for href, width in zip(hrefs, widths or (800,) * len(hrefs), strict=True)
    )
    return ParsedMedia(kind=kind, renditions=renditions, **fields)


def noted(*media: ParsedMedia, folder: Path | str = "", feed: Feed | None = None) -> Item:
    """An item whose message named some media."""
    feed = feed or Feed.objects.get_or_create(slug="pictures", name="Pictures")[0]
    item = Item.objects.create(agency=make_agency(), item_id="urn:x", first_seen_at=NOON, changed_at=NOON)
    message = Message.objects.create(feed=feed, sha256="a" * 64, size=1, received_at=NOON, folder=str(folder), raw=b"x")
    files.keep(files.note(item, story(media=media), message, at=NOON))
    return item


@pytest.fixture
def server(tmp_path: Path, settings) -> Iterator[str]:
    """A real server on loopback that hands out the files of a folder."""
    settings.WIRE_PRIVATE_HOSTS = ["127.0.0.1"]

    class Quiet(SimpleHTTPRequestHandler):
        def __init__(self, *args, **kwargs) -> None:
            super().__init__(*args, directory=str(tmp_path), **kwargs)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()


def test_every_rendition_is_listed_and_the_best_waits():
    item = noted(medium("a/small.jpg", "a/large.jpg", "a/huge.jpg", widths=(200, 1600, 9000)))
    assert {file.href: file.state for file in item.files.all()} == {
        "a/small.jpg": "listed",
        "a/large.jpg": "waiting",
        "a/huge.jpg": "listed",
    }


def test_sound_and_film_are_listed_too():
    item = noted(medium("talk.mp3", kind=Kind.AUDIO), medium("quay.mp4", kind=Kind.VIDEO))
    assert [file.kind for file in item.files.all()] == ["audio", "video"]


def test_a_page_about_a_picture_and_a_mail_address_are_no_files():
    page = ParsedMedia(kind=Kind.PICTURE, renditions=(ParsedRendition("https://x.example/p", mime_type="text/html"),))
    assert not noted(page, medium("mailto:desk@x.example", "data:image/png;base64,AA")).files.exists()


def test_the_same_message_again_lists_nothing_twice():
    item = noted(medium("a.jpg"))
    message = Message.objects.get()
    files.keep(files.note(item, story(media=(medium("a.jpg"),)), message, at=NOON))
    assert item.files.count() == 1


def test_a_file_beside_its_message_is_brought(tmp_path):
    (tmp_path / "quay 1.jpg").write_bytes(picture())
    item = noted(medium("quay%201.jpg"), folder=tmp_path)
    assert files.bring_due(at=NOON) == 1
    file = item.files.get()
    assert file.state == WireFile.State.KEPT
    assert file.file.read() == picture()
    assert files.bring_due(at=NOON) == 0


@pytest.mark.parametrize("href", ["../secret.jpg", "/etc/hostname", "inside/../../secret.jpg"])
def test_nothing_outside_the_messages_folder_is_read(tmp_path, href):
    (tmp_path / "secret.jpg").write_bytes(picture())
    inside = tmp_path / "inside"
    inside.mkdir()
    item = noted(medium(href), folder=inside)
    assert files.bring_due(at=NOON) == 0
    assert "outside the folder" in item.files.get().reason


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "secret.jpg").write_bytes(picture())
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "quay.jpg").symlink_to(tmp_path / "secret.jpg")
    item = noted(medium("quay.jpg"), folder=inside)
    assert files.bring_due(at=NOON) == 0
    assert "outside the folder" in item.files.get().reason


def test_a_file_at_the_feeds_address_is_brought(tmp_path, server):
    (tmp_path / "quay.jpg").write_bytes(picture())
    feed = Feed.objects.create(slug="northline", name="Northline", source="http", address=f"{server}/feed.xml")
    item = noted(medium(f"{server}/quay.jpg"), feed=feed)
    assert files.bring_due(at=NOON) == 1
    assert item.files.get().size == len(picture())


def test_an_address_of_another_host_is_not_asked(server, settings):
    feed = Feed.objects.create(slug="northline", name="Northline", source="http", address="https://wire.northline.example/")
    item = noted(medium(f"{server}/quay.jpg"), feed=feed)
    assert files.bring_due(at=NOON) == 0
    assert "neither the host of its address" in item.files.get().reason


def test_what_does_not_come_is_tried_again_later_and_then_another_size(tmp_path):
    item = noted(medium("large.jpg", "small.jpg", widths=(1600, 700)), folder=tmp_path)
    (tmp_path / "small.jpg").write_bytes(picture())
    now = NOON
    for tries in range(1, files.TRIES + 1):
        assert files.bring_due(at=now) == 0
        if tries < files.TRIES:
            files.bring_due(at=now + timedelta(seconds=5))
        assert item.files.get(href="large.jpg").tries == tries, "it was tried again at once"
        now += timedelta(hours=2)
    assert files.bring_due(at=now) == 1
    states = {file.href: file.state for file in item.files.all()}
    assert states == {"large.jpg": "refused", "small.jpg": "kept"}


def test_a_file_over_the_limit_is_refused_with_the_limit(tmp_path, settings):
    settings.PHOTO_MAX_BYTES = 1_000_000
    (tmp_path / "large.jpg").write_bytes(b"x" * 1_000_001)
    item = noted(medium("large.jpg"), folder=tmp_path)
    assert files.bring_due(at=NOON) == 0
    assert item.files.get().reason == "The file is larger than 1 MB."


def test_two_workers_do_not_bring_the_same_file(tmp_path):
    (tmp_path / "quay.jpg").write_bytes(picture())
    item = noted(medium("quay.jpg"), folder=tmp_path)
    seen_by_both = item.files.get()
    assert files.bring(item.files.get(), at=NOON)
    assert not files.bring(seen_by_both, at=NOON)
