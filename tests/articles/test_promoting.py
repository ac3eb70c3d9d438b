"""Which stories promote another is read off what they published, not out of their texts."""

from __future__ import annotations

import pytest
from django.db import connection

from articles import publishing
from articles.models import Edition
from tests.benchmarks.plans import watched
from tests.factories import HOUR, NOON, make_article, make_published, make_user
from wire import reach

pytestmark = pytest.mark.django_db

AT = NOON + 3 * HOUR


def promo(*articles) -> str:
    return "<p>See.</p>" + "".join(f'<aside data-promo="{one.pk}"></aside>' for one in articles) + "<p>So.</p>"


def promoting(article) -> list[int]:
    return list(Edition.objects.visible(AT).promoting(article).values_list("article", flat=True))


def test_a_published_promo_is_found_once_and_its_address_is_told():
    article = make_published()
    other = make_published(body=promo(article, article))
    assert promoting(article) == [other.pk]
    assert any(other.visible_edition().path in line for line in reach.of_article(article, at=AT) if "Promoted" in line)


def test_a_promo_that_readers_do_not_see_is_none():
    article = make_published()
    make_article(body=promo(article))
    killed = make_published(body=promo(article))
    publishing.kill(article=killed, by=make_user(None), reason="Legal", at=NOON)
    former = make_published(body=promo(article))
    former.body = "<p>See. So.</p>"
    publishing.save_revision(article=former, by=make_user(None), at=NOON)
    publishing.publish(article=former, by=make_user(None), change="minor", at=NOON + HOUR)
    assert promoting(article) == []


def test_a_promo_of_no_story_or_of_itself_is_passed_over():
    article = make_published(body='<p>See.</p><aside data-promo="4040404"></aside>')
    article.body = promo(article)
    publishing.save_revision(article=article, by=make_user(None), at=NOON)
    publishing.publish(article=article, by=make_user(None), change="minor", at=NOON + HOUR)
    assert promoting(article) == []


def test_no_text_and_no_table_is_read_through_to_find_them():
    article = make_published()
    make_published(body=promo(article))
    if connection.vendor == "postgresql":  # it reads small tables at one go, if it may
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    with watched() as asked:
        assert len(promoting(article)) == 1
    [one] = asked
    for table in ("articles_edition", "articles_edition_promoted", "articles_article"):
        assert not one.whole_scans(table), one.plan
    assert "body" not in one.sql
