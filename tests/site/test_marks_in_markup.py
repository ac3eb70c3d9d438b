"""Whatever the markup of a story, marks add no letter to it and cover just their words."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from articles.body import clean, plain_text
from corrections.models import Notice
from corrections.places import Line
from newsroom.site import marking
from newsroom.site.marking import Mark

INLINE = ["em", "strong", "a href='https://a.example/'", "mark", "span"]
BLOCKS = [
    "<p>{}</p>", "<h2>{}</h2>", "<ul><li>{}</li><li>{}</li></ul>", "<blockquote><p>{}</p><p>{}</p></blockquote>",
    "<table><tr><td>{}</td><th>{}</th></tr></table>",
]  # fmt: skip


def wrapped(made) -> str:
    tag, parts = made
    return f"<{tag}>{''.join(parts)}</{tag.split()[0]}>"


MARKUP = st.recursive(
    st.sampled_from(["a ", "b, ", " &amp; c", "5 &lt; 6", "é\u00a0", "<br>"]),
    lambda inner: st.tuples(st.sampled_from(INLINE), st.lists(inner, max_size=4)).map(wrapped),
    max_leaves=12,
)
BLOCK = st.tuples(st.sampled_from(BLOCKS), MARKUP, MARKUP)


@given(BLOCK, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12)), min_size=1, max_size=4))
def test_marking_adds_no_letter_and_covers_just_the_words(made, wanted):
    block = clean(made[0].format(*made[1:]))
    line = Line("body", None, 0, " ".join(plain_text(block).split()))
    spans = {(min(start, len(line.text)), min(start + length, len(line.text))) for start, length in wanted}
    spans = [span for span in sorted(spans) if line.text and line.text[slice(*span)] == line.text[slice(*span)].strip()]
    found = [Mark(*span, f"passage-{number}", Notice(pk=number, kind="correction")) for number, span in enumerate(spans)]
    result = marking.marked(block, line, found)
    tree, was = (html.fragment_fromstring(markup, create_parent="div") for markup in (result, block))
    assert tree.text_content() == was.text_content()
    assert sorted(tree.xpath(".//@id")) == [mark.anchor for mark in found]
    assert not tree.xpath(".//a//a")
    signs = tree.findall(".//a[@class='corrected__sign']")
    assert [len(signs), *(len(sign) for sign in signs)] == [len(found), *[0] * len(found)]
    for sign in signs:
        sign.drop_tree()
    for element in tree.findall(".//mark[@class='corrected']"):
        element.drop_tag()
    assert re.sub(r"\s+", "", html.tostring(tree, encoding="unicode")) == re.sub(
        r"\s+", "", html.tostring(was, encoding="unicode")
    )
