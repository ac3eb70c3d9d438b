"""Whatever is changed, removed, reordered or cut off in a chain itself is found, and named."""

from __future__ import annotations

import pytest

from newsroom.base import append_only
from newsroom.base.models import Chain, Entry
from tests.base import whole

pytestmark = pytest.mark.django_db
newsroom = whole.newsroom


def the_chain() -> Chain:
    return Chain.objects.filter(name__startswith="article:", length__gte=5).order_by("pk")[0]


FIELDS = [field for field in append_only.protected_fields(Entry) if field.name not in ("id", "chain")]


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_a_changed_character_in_any_column_of_an_entry_is_found(field):
    entry = the_chain().entries.get(number=3)
    with whole.tampered():
        Entry.objects.filter(pk=entry.pk).update(**{field.attname: whole.other_than(entry, field)})
        found = whole.faults()
    assert found[0].startswith(f"{entry.chain.name} entry 3 ")


def test_a_removed_entry_is_found():
    entry = the_chain().entries.get(number=3)
    with whole.tampered():
        Entry.objects.filter(pk=entry.pk)._raw_delete("default")
        assert whole.faults()[0] == f"{entry.chain.name} entry 3 was removed."


def test_a_reordered_pair_of_entries_is_found():
    chain = the_chain()
    with whole.tampered():
        for before, after in ((2, whole.FAR), (3, 2), (whole.FAR, 3)):
            chain.entries.filter(number=before).update(number=after)
        assert whole.faults()[0].startswith(f"{chain.name} entry 2 was altered")


def test_a_truncated_chain_is_found():
    chain = the_chain()
    with whole.tampered():
        chain.entries.filter(number__gt=3)._raw_delete("default")
        assert whole.faults()[0].startswith(f"{chain.name} entry 4 was cut off")


def test_a_chain_that_lost_all_its_entries_is_found():
    chain = the_chain()
    with whole.tampered():
        chain.entries.all()._raw_delete("default")
        assert whole.faults()[0].startswith(f"{chain.name} entry 1 was cut off")


def test_a_rewritten_head_is_found():
    chain = the_chain()
    with whole.tampered():
        Chain.objects.filter(pk=chain.pk).update(head="0" * 64)
        assert whole.faults()[0].startswith(f"{chain.name} entry {chain.length} is not the last")


def test_a_renamed_chain_is_found():
    chain = the_chain()
    with whole.tampered():
        Chain.objects.filter(pk=chain.pk).update(name="article:another")
        assert whole.faults()[0] == "article:another entry 1 was altered."


def test_an_entry_moved_to_another_chain_is_found():
    chain, other = the_chain(), Chain.objects.create(name="another")
    with whole.tampered():
        chain.entries.filter(number=1).update(chain=other)
        found = whole.faults()
    assert f"{chain.name} entry 1 was removed." in found
    assert "another entry 1 was altered." in found


@pytest.mark.parametrize(
    "canonical",
    [
        "",
        "[]",
        '{"facts":[]}',
        '{"facts":{"rows":["articles.revision:1"]}}',
        '{"facts":{"rows":{"articles.revision:99999999999999999999":1,"auth.user:1":"","nothing":"","articles.revision:²":""}}}',
    ],
)
def test_nonsense_in_an_entry_is_a_fault_and_stops_nobody(canonical):
    chain = the_chain()
    with whole.tampered():
        chain.entries.filter(number=3).update(canonical=canonical)
        assert whole.faults()[0] == f"{chain.name} entry 3 was altered."
