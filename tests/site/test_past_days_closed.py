"""What closes a story or a picture today closes its past days too."""

from __future__ import annotations

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Photo
from corrections import workflow
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_agency,
    make_person,
    make_photo,
    make_publication,
    make_published,
    make_user,
)
from tests.site.reading import get, page, path_of

pytestmark = pytest.mark.django_db

CLOSED = {"killed": 410, "held": 404, "embargoed": 404, "embargoed without end": 404, "expired": 410}


def close(story, how) -> None:
    by, terms = make_user(None), {"embargo_until": None, "embargo_open_ended": False, "expires_at": None}
    if how == "killed":
        workflow.kill(article=story, by=by, reason="False.")
    elif how == "held":
        workflow.hold(article=story, by=by, kind="legal", reason="A complaint.")
    else:
        changed = {
            "embargoed": {"embargo_until": timezone.now() + DAY},
            "embargoed without end": {"embargo_open_ended": True},
            "expired": {"expires_at": timezone.now() - HOUR},
        }[how]
        publishing.set_terms(article=story, by=by, **{**terms, **changed})


@pytest.fixture
def story():
    make_publication()
    agency = make_agency(logo=make_photo("gray", alt="A plate of letters"))
    inside = make_photo("olive", caption="Quokka inside")
    return make_published(
        headline="Quokka returns", agency=agency, lead_photo=make_photo("navy", caption="Quokka led"),
        body=f'<p>Quokka words.</p><figure data-photo="{inside.pk}"></figure><p>End.</p>',
        bylines=[make_person(bio="Writes.", photo=make_photo("teal", alt="Quokka portrait"))],
    )  # fmt: skip


def past(story) -> str:
    return f"{path_of(story)}as-published/2020-11-20/"


@pytest.mark.parametrize("how", CLOSED)
def test_a_story_that_is_closed_since_is_closed_on_every_day(story, how):
    assert get(past(story)).status_code == 200
    close(story, how)
    for rest in ("as-published/2020-11-20/", "history/"):
        response = get(path_of(story) + rest)
        assert response.status_code == CLOSED[how] and "quokka" not in response.content.decode().lower()


@pytest.mark.parametrize("how", ["licence ended", "killed", "held"])
def test_a_picture_that_is_withdrawn_since_does_not_come_back(story, how):
    pictures = list(Photo.objects.order_by("pk"))
    shown = get(past(story)).content.decode()
    assert all(photo.hash[:32] in shown for photo in pictures)
    for photo in pictures:
        if how == "licence ended":
            Photo.objects.filter(pk=photo.pk).update(expires_at=NOON + DAY)
        elif how == "killed":
            publishing.kill_photo(photo=photo, by=make_user(None), reason="Rights.")
        else:
            publishing.hold(photo=photo, by=make_user(None), kind="desk", reason="Doubts.")
    text = get(past(story)).content.decode()
    assert "Quokka words." in text and not page(past(story)).xpath("//main//img")
    for word in (
        *(photo.hash[:32] for photo in pictures),
        "Quokka led",
        "Quokka inside",
        "Quokka portrait",
        "plate of letters",
    ):
        assert word not in text, word
    assert {get(f"/media/{photo.hash[:32]}/share.jpg").status_code for photo in pictures} <= {404, 410}
