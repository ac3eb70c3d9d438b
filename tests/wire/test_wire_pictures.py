"""An agency's picture becomes a photo with caption, credit and rights; a kill of it, or of its story, takes it down."""

from __future__ import annotations

import pytest

from articles import publishing
from articles.models import Article, Photo
from newsroom.base.refusals import Refused
from tests.factories import HOUR, NOON, make_agency, make_publication, make_user
from tests.wire.builders import kill, picked_up, story, the_item
from tests.wire.test_wire_files import medium, picture
from wire import files, pictures
from wire.models import Item, Message

pytestmark = pytest.mark.django_db
WORDS = {
    "caption": "The quay at night.", "credit": "Bo Ek/Northline", "alt": "A lit quay", "usage_terms": "NO ARCHIVAL USE",
    "copyright_notice": "© Northline",
}  # fmt: skip


def with_picture(send, tmp_path, *, item_id: str = "", colour: str = "navy", **fields) -> Item:
    """A story of Northline's whose picture lies beside it and has been brought."""
    make_agency("northline")
    (tmp_path / "quay.jpg").write_bytes(picture(colour))
    send(story(media=(medium("quay.jpg", item_id=item_id, **WORDS),), **fields), folder=str(tmp_path))
    assert files.bring_due(at=NOON) == 1
    return the_item()


def test_caption_credit_alt_and_rights_come_with_the_picture(send, tmp_path):
    item = with_picture(send, tmp_path)
    photo = pictures.take(file=item.files.get(), by=make_user(None), at=NOON)
    told = {name: getattr(photo, name) for name in WORDS}
    assert told == WORDS
    assert photo.agency == item.agency


def test_a_story_that_is_picked_up_is_led_by_its_picture(send, tmp_path):
    item = with_picture(send, tmp_path)
    by = make_user(None)
    pictures.take_all(item=item, by=by, at=NOON)
    article = picked_up(by=by)
    assert article.lead_photo == Photo.objects.get()


def test_a_kill_of_the_story_takes_the_photo_down(send, tmp_path):
    item = with_picture(send, tmp_path)
    photo = pictures.take(file=item.files.get(), by=make_user(None), at=NOON)
    send(kill())
    photo.refresh_from_db()
    assert photo.killed_at is not None


def test_a_kill_of_the_picture_alone_takes_the_photo_and_leaves_the_story(send, tmp_path):
    item = with_picture(send, tmp_path, item_id="urn:northline:quay")
    photo = pictures.take(file=item.files.get(), by=make_user(None), at=NOON)
    article = picked_up()
    send(kill(item_id="urn:northline:quay"))
    photo.refresh_from_db(), article.refresh_from_db()
    assert photo.killed_at is not None
    assert article.killed_at is None


def test_a_picture_that_was_killed_before_is_refused(send, tmp_path):
    item = with_picture(send, tmp_path, item_id="urn:northline:quay")
    send(kill(item_id="urn:northline:quay"))
    with pytest.raises(Refused, match="killed or withheld"):
        pictures.take(file=item.files.get(), by=make_user(None), at=NOON)
    assert not Photo.objects.exists()


def test_a_killed_storys_picture_is_refused(send, tmp_path):
    item = with_picture(send, tmp_path)
    send(kill())
    with pytest.raises(Refused, match="has killed it"):
        pictures.take(file=item.files.get(), by=make_user(None), at=NOON)


def test_a_file_that_is_no_picture_is_refused_and_does_not_stop_the_others(send, tmp_path):
    make_agency("northline")
    (tmp_path / "bad.jpg").write_bytes(b"not a picture")
    (tmp_path / "good.jpg").write_bytes(picture())
    send(story(media=(medium("bad.jpg", item_id="a"), medium("good.jpg", item_id="b"))), folder=str(tmp_path))
    assert files.bring_due(at=NOON) == 2
    assert len(pictures.take_all(item=the_item(), by=make_user(None), at=NOON)) == 1


def test_the_same_picture_in_two_stories_is_one_photo_tied_to_both(send, tmp_path):
    item = with_picture(send, tmp_path)
    send(story(item_id="urn:northline:second", media=(medium("quay.jpg", **WORDS),)), folder=str(tmp_path))
    files.bring_due(at=NOON)
    by = make_user(None)
    second = Item.objects.get(item_id="urn:northline:second")
    assert pictures.take_all(item=item, by=by) + pictures.take_all(item=second, by=by) == [Photo.objects.get()] * 2
    assert Photo.objects.get().pickups.count() == 2


def test_an_interrupted_message_still_knows_its_folder(send, tmp_path):
    with_picture(send, tmp_path)
    assert Message.objects.get().folder == str(tmp_path)


def late_picture(send, tmp_path, **words) -> Article:
    """A story that is on our site before its picture has been brought."""
    make_publication()
    make_agency("northline")
    (tmp_path / "quay.jpg").write_bytes(picture())
    send(story(media=(medium("quay.jpg", **{**WORDS, **words}),)), folder=str(tmp_path))
    article = picked_up()
    publishing.publish(article=article, by=make_user(None), at=NOON)
    assert files.bring_due(at=NOON) == 1
    pictures.give_late(at=NOON + HOUR)
    article.refresh_from_db()
    return article


def test_a_picture_that_comes_late_leads_its_story(send, tmp_path):
    article = late_picture(send, tmp_path)
    live = article.editions.live(NOON + HOUR).get()
    assert live.change == "minor"
    assert live.page["lead_photo"]["alt"] == "A lit quay"
    assert pictures.give_late(at=NOON + HOUR) == 0


def test_a_late_picture_without_alternative_text_stays_in_our_photos(send, tmp_path):
    article = late_picture(send, tmp_path, alt="")
    assert article.lead_photo is None
    assert article.editions.live(NOON + HOUR).get().page["lead_photo"] is None
    assert Photo.objects.get().caption == "The quay at night."


def test_a_draft_is_led_by_a_late_picture_that_someone_will_describe(send, tmp_path):
    make_agency("northline")
    (tmp_path / "quay.jpg").write_bytes(picture())
    send(story(media=(medium("quay.jpg", **{**WORDS, "alt": ""}),)), folder=str(tmp_path))
    article = picked_up()
    files.bring_due(at=NOON)
    assert pictures.give_late(at=NOON) == 1
    article.refresh_from_db()
    assert article.lead_photo == Photo.objects.get()


def test_a_story_that_we_edited_is_not_given_a_picture(send, tmp_path):
    make_publication()
    make_agency("northline")
    (tmp_path / "quay.jpg").write_bytes(picture())
    send(story(media=(medium("quay.jpg", **WORDS),)), folder=str(tmp_path))
    article = picked_up()
    article.body += "<p>Our own words.</p>"
    publishing.save_revision(article=article, by=make_user(None), at=NOON)
    files.bring_due(at=NOON)
    assert pictures.give_late(at=NOON) == 0


def test_a_file_that_is_no_picture_is_not_tried_for_ever(send, tmp_path):
    make_agency("northline")
    (tmp_path / "quay.jpg").write_bytes(b"not a picture")
    send(story(media=(medium("quay.jpg"),)), folder=str(tmp_path))
    picked_up()
    files.bring_due(at=NOON)
    pictures.give_late(at=NOON)
    file = the_item().files.get()
    assert (file.state, file.reason) == ("refused", "This is not a picture we can read. JPEG, PNG, WebP and TIFF work.")
