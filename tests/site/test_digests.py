"""The digests of the record are public: stable, plain, and the same for ever."""

import hashlib
import json
from datetime import date

import pytest

from articles import publishing
from corrections import workflow
from corrections.recorded import words_told
from newsroom.base import digests
from tests.factories import NOON, make_publication, make_published, make_user
from tests.site.reading import get, page, text

pytestmark = pytest.mark.django_db

DAY = date(2020, 11, 20)
ADDRESS = "/corrections/digests/2020-11-20.txt"


@pytest.fixture(autouse=True)
def publication():
    make_publication()


def test_a_digest_is_plain_text_that_may_be_kept_for_ever():
    make_published()
    path = digests.write(DAY, at=NOON)
    response = get(ADDRESS)
    assert b"".join(response.streaming_content) == path.read_bytes()
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_digest_tells_nobody_of_a_story():
    article = make_published()
    digests.write(DAY, at=NOON)
    said = b"".join(get(ADDRESS).streaming_content).decode()
    assert publishing.chain(article) not in said and str(article.uid) not in said and article.slug not in said


def test_the_list_leads_to_the_digests_of_a_year():
    assert "There is no digest yet" in text("/corrections/digests/")
    for day in (date(2019, 12, 31), DAY):
        digests.write(day, at=NOON)
    assert page("/corrections/digests/").xpath("//main//li/a[time]/@href") == [ADDRESS]
    assert page("/corrections/digests/?year=2019").xpath("//main//li/a[time]/@href") == ["/corrections/digests/2019-12-31.txt"]
    assert page("/corrections/").xpath("//main//a[@href='/corrections/digests/']")


@pytest.mark.parametrize(
    "address",
    [
        "/corrections/digests/2020-11-21.txt",
        "/corrections/digests/2020-13-01.txt",
        "/corrections/digests/..%2fsecret-key.txt",
        "/corrections/digests/?year=1999",
    ],
)
def test_what_is_no_digest_of_ours_is_not_found(address):
    digests.write(DAY, at=NOON)
    assert get(address).status_code == 404


def test_days_without_a_digest_are_told_beside_the_one_that_covers_them():
    for day in (date(2020, 11, 16), DAY):
        digests.write(day, at=NOON)
    said = text("/corrections/digests/")
    assert "covers November 17, 2020 to November 19, 2020 too, when none was written" in said
    assert "No digest was written since November 20, 2020." in said


def test_anybody_can_check_a_notices_words_against_the_digest_of_its_day():
    article = make_published()
    notice = workflow.publish_change(
        article=article, by=make_user(), kind="correction", text="It was “Łódź”, not Lodz.", at=NOON
    )
    path = digests.write(DAY, words=words_told, at=NOON)
    (told,) = json.loads(get("/corrections/?format=json").getvalue())["notices"]
    hashed = hashlib.sha256(told["text"].encode()).hexdigest()
    assert f"\nnotice {told['id']} {hashed}\n" in path.read_text()
    later = digests.write(date(2020, 11, 21), words=words_told, at=NOON)
    assert str(notice.uid) not in later.read_text()
