"""A building of the demo that was broken off leaves nothing, so that the next run starts afresh."""

import pytest

from articles.models import Person, Publication
from newsroom.demo.build import build


@pytest.mark.django_db
def test_a_building_that_was_broken_off_leaves_nothing_half_done(monkeypatch):
    from newsroom.demo import source

    def break_off():
        raise KeyboardInterrupt

    monkeypatch.setattr(source, "stories", break_off)
    with pytest.raises(KeyboardInterrupt):
        build()
    assert not Publication.objects.exists()
    assert not Person.objects.exists()
