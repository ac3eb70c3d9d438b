"""What holds of every merge, whatever the two sides did: no edit is lost, none is made up, and the result is a clean text."""

from __future__ import annotations

import itertools
import random
import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from articles import body
from wire.merge import Choice, Conflict, Merged, Settled, Way, merge

TEXTS = st.lists(st.integers(3, 12), min_size=1, max_size=7)  # words in each paragraph
# A paragraph that a side rewrote beyond knowing is a new one, in which words of the old may stand.
KNOWN_AGAIN = st.lists(st.integers(12, 20), min_size=1, max_size=5)
KINDS = ["add", "remove", "replace", "new", "gone", "move", "mark", "link", "list"]
EDITS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 10**6)), max_size=6)


def paragraphs(sizes: list[int]) -> list[list[str]]:
    """Paragraphs in which no word comes twice, so that each can be followed."""
    numbers = itertools.count(1)
    return [[f"b{next(numbers)}" for _ in range(size)] for size in sizes]


def edited(base: list[list[str]], edits: list[tuple[str, int]], side: str) -> list[list[str]]:
    text = [list(words) for words in base]
    for number, (what, seed) in enumerate(edits):
        chance, new = random.Random(seed), f"{side}{number}"  # noqa: S311
        if not text or what == "new":
            text.insert(chance.randint(0, len(text)), [f"{new}w{one}" for one in range(5)])
            continue
        place = chance.randrange(len(text))
        words = text[place]
        if what == "gone":
            del text[place]
        elif what == "move":
            text.insert(chance.randint(0, len(text) - 1), text.pop(place))
        elif what == "add":
            words.insert(chance.randint(0, len(words)), new)
        elif words:
            at = chance.randrange(len(words))
            link = f'<a href="https://a.example/{new}" rel="noopener">{words[at]}</a>'
            wrapped = {"mark": f"<em>{words[at]}</em>", "link": link, "list": f"{words[at]}, {new}"}
            words[at : at + 1] = [] if what == "remove" else [wrapped.get(what, new)]
    return text


def html(text: list[list[str]]) -> str:
    return body.clean("".join(f"<p>{' '.join(words)}.</p>" for words in text))


def words_of(*texts: str) -> set[str]:
    return {word for text in texts for word in re.findall(r"\w+", body.plain_text(text))}


def of(base: str, theirs: str, ours: str) -> Merged:
    return merge({"body": base}, {"body": theirs}, {"body": ours})


def drawn(sizes: list[int], theirs: list[tuple[str, int]], ours: list[tuple[str, int]]) -> tuple[str, str, str]:
    base = paragraphs(sizes)
    return html(base), html(edited(base, theirs, "t")), html(edited(base, ours, "o"))


@given(TEXTS, EDITS, EDITS)
def test_every_word_that_a_side_brought_is_in_the_result_or_in_a_conflict(sizes, theirs, ours):
    three = drawn(sizes, theirs, ours)
    merged = of(*three)
    kept = words_of(*(part.text for part in merged.blocks if isinstance(part, Settled)))
    asked = words_of(*(text for part in merged.conflicts.values() for text in (part.theirs, part.ours)))
    for side in three[1:]:
        assert words_of(side) - words_of(three[0]) <= kept | asked


@given(KNOWN_AGAIN, EDITS, EDITS)
def test_every_word_that_a_side_took_out_is_gone_or_in_a_conflict(sizes, theirs, ours):
    three = drawn(sizes, theirs, ours)
    merged = of(*three)
    kept = words_of(*(part.text for part in merged.blocks if isinstance(part, Settled)))
    asked = words_of(*(part.base for part in merged.conflicts.values()))
    for side in three[1:]:
        assert not ((words_of(three[0]) - words_of(side)) & kept) - asked


@given(KNOWN_AGAIN, EDITS, EDITS)
def test_no_word_comes_twice_and_none_from_nowhere(sizes, theirs, ours):
    three = drawn(sizes, theirs, ours)
    merged = of(*three)
    found = Counter(
        re.findall(r"\w+", "\n".join(body.plain_text(part.text) for part in merged.blocks if isinstance(part, Settled)))
    )
    assert set(found) <= words_of(*three)
    assert set(found.values()) <= {1}


@given(TEXTS, EDITS)
def test_one_side_unchanged_gives_the_other_to_the_letter(sizes, edits):
    base, changed, _ = drawn(sizes, edits, [])
    for merged in (of(base, changed, base), of(base, base, changed), of(base, changed, changed)):
        assert merged.is_clean
        assert merged.settled()["body"] == changed


@given(st.lists(st.integers(3, 12), min_size=4, max_size=9), EDITS, EDITS, st.data())
def test_order_does_not_matter_where_edits_do_not_touch(sizes, theirs, ours, data):
    """One side works in the upper half, the other in the lower; a paragraph that nobody touches lies between."""
    cut = data.draw(st.integers(1, len(sizes) - 2))
    base = paragraphs(sizes)
    above, below = edited(base[:cut], theirs, "t"), edited(base[cut + 1 :], ours, "o")
    one, other = html(above + base[cut:]), html(base[: cut + 1] + below)
    wanted = html([*above, base[cut], *below])
    for merged in (of(html(base), one, other), of(html(base), other, one)):
        assert merged.is_clean
        assert merged.settled()["body"] == wanted


@given(TEXTS, EDITS, EDITS, st.randoms(use_true_random=False))
def test_merge_applied_twice_changes_nothing_and_the_result_is_clean(sizes, theirs, ours, chance):
    base, came, own = drawn(sizes, theirs, ours)
    merged = of(base, came, own)
    ways = [Choice(Way.THEIRS), Choice(Way.OURS), Choice(Way.EDITED, "Words <of> theirs & ours.\n\nAnd more.")]
    result = merged.settled({key: chance.choice(ways) for key in merged.conflicts})["body"]
    assert body.clean(result) == result
    again = of(came, came, result)
    assert again.is_clean
    assert again.settled()["body"] == result


@given(
    st.lists(
        st.lists(st.sampled_from(["the", "boat", "ran", "<em>late</em>", "and"]), max_size=9).map(" ".join),
        min_size=3,
        max_size=3,
    )
)
def test_texts_of_few_words_merge_to_clean_markup_as_well(texts):
    base, theirs, ours = (body.clean("".join(f"<p>{line}</p>" for line in text.split("and"))) for text in texts)
    merged = of(base, theirs, ours)
    result = merged.settled({key: Choice(Way.OURS) for key in merged.conflicts})["body"]
    assert body.clean(result) == result


@given(st.lists(st.sampled_from(["ferry", "boat", "late", "again"]), min_size=1, max_size=6), st.data())
def test_headlines_keep_both_sides_words_or_ask(words, data):
    sides = [data.draw(st.lists(st.sampled_from([*words, "new", "own"]), min_size=1, max_size=7)) for _ in range(2)]
    base, theirs, ours = ({"headline": " ".join(side), "body": ""} for side in (words, *sides))
    part = merge(base, theirs, ours).fields["headline"]
    if isinstance(part, Conflict):
        assert (part.theirs, part.ours) == (theirs["headline"], ours["headline"])
    else:
        for side in (theirs, ours):
            assert set(side["headline"].split()) - set(base["headline"].split()) <= set(part.text.split())
