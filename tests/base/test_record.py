"""The record: each act joins a chain, with who did it."""

import pytest

from articles import publishing
from newsroom.base import record
from newsroom.base.actors import FeedActor, ReaderActor
from newsroom.base.models import Chain
from tests.factories import make_published, make_user

pytestmark = pytest.mark.django_db


def test_every_verb_of_a_story_is_one_entry():
    by = make_user(None)
    article = make_published(by=by)
    hold = publishing.hold(article=article, by=by, kind="desk", reason="Check.")
    publishing.lift(hold=hold, by=by)
    publishing.kill(article=article, by=by, reason="Wrong.")
    chain = Chain.objects.get(name=publishing.chain(article))
    assert list(chain.entries.values_list("verb", flat=True)) == ["saved", "published", "held", "released", "killed"]


@pytest.mark.parametrize(("by", "written"), [(FeedActor("ap"), '"by":"feed:ap"'), (ReaderActor(), '"by":"reader"')])
def test_the_actor_stands_in_the_hashed_text(by, written):
    assert written in record.write("story", "saved", by=by).canonical
