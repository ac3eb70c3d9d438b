"""A minor change alters the page and leaves every date that readers, feeds and crawlers go by."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import publishing
from corrections import workflow
from tests.factories import make_publication, make_published, make_user
from tests.site.reading import get, path_of

pytestmark = pytest.mark.django_db

STAMP = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-][\d:]+)|\w{3}, \d+ \w{3} \d{4} [\d:]+ [+\w]+")
HOUR = timedelta(hours=1)


def stamps(story) -> dict[str, list[str]]:
    month = f"{story.first_published_at:%Y-%m}"
    doors = [
        "/feeds/latest.rss", "/feeds/latest.atom", "/feeds/latest.json", "/feeds/sections/city.atom", "/sitemap.xml",
        f"/sitemaps/{month}.xml", "/sitemap-news.xml", "/api/v1/articles/", f"/api/v1/articles/{story.pk}/", path_of(story),
    ]  # fmt: skip
    return {door: STAMP.findall(get(door).content.decode()) for door in doors}


@pytest.mark.parametrize(("body", "reason"), [("It carried 14,200 people!", ""), ("It carried 14,300 people.", "A slip.")])
def test_minor_changes_leave_the_dates_of_page_feeds_sitemaps_and_api_alone(body, reason):
    make_publication()
    story = make_published(body="<p>It carryed 14,200 people.</p>", at=timezone.now() - 3 * HOUR)
    story.refresh_from_db()
    before = stamps(story)
    assert all(before.values()), before
    story.body = f"<p>{body}</p>"
    publishing.save_revision(article=story, by=make_user(None))
    publishing.publish(article=story, by=make_user(None), change="minor", no_notice_reason=reason, at=timezone.now() - HOUR)
    assert body[-4:] in get(path_of(story)).content.decode()
    assert stamps(story) == before
    workflow.publish_change(article=story, by=make_user(None), kind="correction", text="It was 14,300.")
    after = stamps(story)
    assert [door for door in before if after[door] == before[door] and door != "/sitemap-news.xml"] == []
