"""The record: each act joins a chain in which every change shows."""

import pytest

from articles import publishing
from newsroom.base import append_only, record
from newsroom.base.actors import FeedActor, ReaderActor
from newsroom.base.models import Chain, Entry
from tests.factories import make_published, make_user

pytestmark = pytest.mark.django_db


def make_chain() -> Chain:
    for number in range(4):
        record.write("story", "saved", by=FeedActor("northline"), revision=number)
    return Chain.objects.get(name="story")


def alter(**change) -> None:
    with append_only.lifted():
        Entry.objects.filter(chain__name="story", number=2).update(**change)


def test_a_whole_chain_has_no_broken_entry():
    assert record.first_broken(make_chain()) is None


def test_a_changed_character_is_found():
    chain = make_chain()
    alter(canonical=Entry.objects.get(chain=chain, number=2).canonical.replace("1", "7"))
    assert record.first_broken(chain) == 2


def test_a_removed_entry_is_found():
    chain = make_chain()
    with append_only.lifted():
        Entry.objects.filter(chain=chain, number=2).delete()
    assert record.first_broken(chain) == 2


def test_a_cut_tail_is_found():
    chain = make_chain()
    with append_only.lifted():
        Entry.objects.filter(chain=chain, number=4).delete()
    assert record.first_broken(chain) == 4


def test_a_reordered_pair_is_found():
    chain = make_chain()
    second, third = Entry.objects.filter(chain=chain, number__in=(2, 3)).order_by("number")
    texts = second.canonical, third.canonical
    with append_only.lifted():
        Entry.objects.filter(pk=second.pk).update(canonical=texts[1])
        Entry.objects.filter(pk=third.pk).update(canonical=texts[0])
    assert record.first_broken(chain) == 2


def test_every_verb_of_a_story_is_one_entry():
    by = make_user(None)
    article = make_published(by=by)
    hold = publishing.hold(article=article, by=by, kind="desk", reason="Check.")
    publishing.lift(hold=hold, by=by)
    publishing.kill(article=article, by=by, reason="Wrong.")
    chain = Chain.objects.get(name=publishing.chain(article))
    assert list(chain.entries.values_list("verb", flat=True)) == ["saved", "published", "held", "released", "killed"]
    assert record.first_broken(chain) is None


@pytest.mark.parametrize(("by", "written"), [(FeedActor("ap"), '"by":"feed:ap"'), (ReaderActor(), '"by":"reader"')])
def test_the_actor_stands_in_the_hashed_text(by, written):
    assert written in record.write("story", "saved", by=by).canonical
