"""The digests of the record are public: stable, plain, and the same for ever."""

from datetime import date

import pytest

from articles import publishing
from newsroom.base import digests
from tests.factories import NOON, make_publication, make_published
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
    assert page("/corrections/digests/").xpath("//main//li/a/@href") == [ADDRESS]
    assert page("/corrections/digests/?year=2019").xpath("//main//li/a/@href") == ["/corrections/digests/2019-12-31.txt"]
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
