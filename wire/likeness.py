"""Whether a wire story, or nearly the same one, is published already: told from runs of words that both texts have.

The same copy under another id, or from a partner, shares most of its runs of words with what we have, also when the
headline and the lead were written anew. Another agency's report on the same event, in its own words, shares few.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from articles.body import folded, plain_text
from articles.models import Edition
from wire.models import Item, Version

RUN = 4  # words in a row
SHORT = 120  # words; of a longer text one run in EVERY is kept, the same ones in every text (Manber, "Finding similar files")
EVERY = 4
ALIKE = 0.4  # of the shorter text's runs
FEWEST = 6  # shared runs; fewer may be chance
COMMON = 5  # a run that stands in more stories than this is a set phrase of an agency's
LOOKED_BACK = timedelta(days=3)
MOST = 400  # stories published in that time that are compared
REMEMBERED = 2_000  # texts
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Alike:
    """A published story that says nearly the same."""

    article_id: int
    headline: str
    share: float

    @property
    def percent(self) -> int:
        return round(100 * self.share)


@dataclass(frozen=True, slots=True)
class Sketch:
    """A text as the runs of words by which it is compared."""

    runs: frozenset[int]
    is_whole: bool  # every run is kept, since the text is short
    sampled: int  # how many of them a long text would have kept


# By the hash of the words that were sketched, which never change. It holds numbers alone.
_sketches: dict[str, Sketch] = {}


def published_like(items: Iterable[Item], *, at: datetime | None = None) -> dict[int, Alike]:
    """For each item (by its id), the likest story of the last days that readers can see now, if one is like it.

    Three queries at most, however many items are asked for. What was made from the item itself is not meant: it is tied to it.
    """
    at = at or timezone.now()
    asked = [item for item in items if item.text_version_id]
    recent = Edition.objects.visible(at).filter(first_published_at__gt=at - LOOKED_BACK).newest_first()
    published = list(recent.values_list("pk", "revision__content_hash", "article_id", "headline")[:MOST]) if asked else []
    if not published:
        return {}
    ours = _of_editions({pk: f"ours {digest}" for pk, digest, _, _ in published})
    theirs = _of_versions([item.text_version_id for item in asked if item.text_version_id])
    wanted = frozenset[int]().union(*(sketch.runs for sketch in theirs.values()))
    where: defaultdict[int, list[int]] = defaultdict(list)
    for place, (pk, *_) in enumerate(published):
        for run in wanted & ours[pk].runs:
            where[run].append(place)
    found: dict[int, Alike] = {}
    for item in asked:
        own = {tie.article_id for tie in item.pickups.all()}
        sketch = theirs[item.text_version_id or 0]
        hits = Counter(place for run in sketch.runs if len(where.get(run, ())) <= COMMON for place in where.get(run, ()))
        for place, shared in hits.items():
            pk, _, article_id, headline = published[place]
            share = _share(sketch, ours[pk], shared)
            if share >= ALIKE and article_id not in own and (item.pk not in found or share > found[item.pk].share):
                found[item.pk] = Alike(article_id, headline, share)
    return found


def sketch_of(text: str) -> Sketch:
    """The runs of words of a text, without case, accents and punctuation."""
    words = WORD.findall(folded(text))
    runs = frozenset(hash(tuple(words[start : start + RUN])) for start in range(len(words) - RUN + 1))
    sample = frozenset(run for run in runs if run % EVERY == 0)
    is_whole = len(words) <= SHORT
    return Sketch(runs if is_whole else sample, is_whole, len(sample))


def likeness(one: Sketch, other: Sketch) -> float:
    """How much of the shorter text stands in the longer: from 0 to 1, and 0 where so little is shared that it may be chance."""
    return _share(one, other, len(one.runs & other.runs))


def _share(one: Sketch, other: Sketch, shared: int) -> float:
    if shared < FEWEST:
        return 0.0
    if one.is_whole and other.is_whole:
        return shared / min(len(one.runs), len(other.runs))
    return shared / min(one.sampled, other.sampled)


def _of_editions(keys: dict[int, str]) -> dict[int, Sketch]:
    """What we published, by the edition's id; read only where it was not sketched before."""
    unknown = [pk for pk, key in keys.items() if key not in _sketches]
    for pk, text in Edition.objects.filter(pk__in=unknown).values_list("pk", "search_text") if unknown else ():
        _remember(keys[pk], text)
    return {pk: _sketches[key] for pk, key in keys.items()}


def _of_versions(pks: list[int]) -> dict[int, Sketch]:
    """What the agencies sent, by the version's id."""
    keys = {pk: f"wire {digest}" for pk, digest in Version.objects.filter(pk__in=pks).values_list("pk", "content_hash")}
    unknown = [pk for pk, key in keys.items() if key not in _sketches]
    for pk, body in Version.objects.filter(pk__in=unknown).values_list("pk", "document__body_html") if unknown else ():
        _remember(keys[pk], plain_text(body or ""))
    return {pk: _sketches[key] for pk, key in keys.items()}


def _remember(key: str, text: str) -> None:
    if len(_sketches) >= REMEMBERED:
        _sketches.clear()
    _sketches[key] = sketch_of(text)
