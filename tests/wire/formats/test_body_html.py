"""A body comes out as a clean run of blocks, whatever markup or plain text brought it."""

from __future__ import annotations

import pytest

from tests.wire.formats.messages import LEAD, make_ninjs, make_nitf
from wire.formats import parse

REUTERS = """(Adds comments, detail)
    * Bricks fall
    * Harbour shut

    By Ann Ly
    OSK, Oct 13 (Reuters) - The harbour of Osk was closed on Monday
after a barge lost its load of bricks, and the ferries waited
outside.
    Nobody was hurt.

 (Reporting by Ann Ly; Editing by Bo
Ek)"""


def html_body(html: str) -> str:
    return parse(make_ninjs(bodies=[{"contentType": "text/html", "value": html}]))[0].body_html


def text_body(text: str) -> str:
    return parse(make_ninjs(bodies=[{"contentType": "text/plain", "value": text}]))[0].body_html


@pytest.mark.parametrize(
    ("html", "body"),
    [
        ("<p>One</p><p>Two</p>", "<p>One</p>\n<p>Two</p>"),
        ("One<br/><br/>two", "<p>One<br><br>two</p>"),
        ("<h1>Bricks</h1><h2>Part</h2><h4>Sub</h4>", "<h2>Bricks</h2>\n<h2>Part</h2>\n<h3>Sub</h3>"),
        ("<div><p>One</p>loose <b>text</b><div>Two</div></div>", "<p>One</p>\n<p>loose <strong>text</strong></p>\n<p>Two</p>"),
        ("<p><i>One</i> <font color='red'>two</font> <span>three</span></p>", "<p><em>One</em> two three</p>"),
        ("<p>Il a dit <span lang='en' style='x'>hello</span></p>", '<p>Il a dit <span lang="en">hello</span></p>'),
        (
            "<p><a href=' https://example.org ' onclick='x()' rel='x'>link</a></p>",
            '<p><a href="https://example.org">link</a></p>',
        ),
        ("<p>H<sub>2</sub>O, x<sup>2</sup></p>", "<p>H<sub>2</sub>O, x<sup>2</sup></p>"),
        ("<ul><li>One</li><li><p>Two</p><p>more</p></li></ul>", "<ul><li>One</li><li>Two<br>more</li></ul>"),
        ("<ul><li>One<ul><li>In</li></ul></li></ul>", "<ul><li>One<ul><li>In</li></ul></li></ul>"),
        ("<ul><li>One</li><ul><li>In</li></ul></ul>", "<ul><li>One<ul><li>In</li></ul></li></ul>"),
        ("<blockquote>Said</blockquote>", "<blockquote><p>Said</p></blockquote>"),
        ("<pre>1  2\n3  4</pre>", "<pre>1  2\n3  4</pre>"),
        (
            "<table style='x'><tr><th colspan='2'>A</th></tr><tr><td><p>1</p></td><td>2</td></tr></table>",
            '<table><tr><th colspan="2">A</th></tr><tr><td>1</td><td>2</td></tr></table>',
        ),
        ("<p></p><p>&nbsp;</p><p><em></em></p><p>One</p>", "<p>One</p>"),
        ("<p><h3>Head</h3></p><p>One</p>", "<h3>Head</h3>\n<p>One</p>"),
        ("<p>One<script>alert(1)</script></p><!-- no --><style>p{}</style>", "<p>One</p>"),
        ("&lt;p&gt;One &amp;amp; two&lt;/p&gt;", "<p>One &amp; two</p>"),
        ("<p>3 &lt; 4 &amp; 5</p>", "<p>3 &lt; 4 &amp; 5</p>"),
        ("<p>A <b>b<p>c", "<p>A <strong>b</strong></p>\n<p>c</p>"),
    ],
)
def test_html_becomes_blocks(html: str, body: str) -> None:
    assert html_body(html) == body


def test_cut_through_line_breaks_leaves_nothing_behind() -> None:
    html = "<p>OSK<br/>(AP) — Bricks<br/>fell.<br/>(Reporting by Ann Ly<br/>Editing by Bo Ek)</p>"
    item = parse(make_ninjs(bodies=[{"contentType": "text/html", "value": html}]))[0]
    assert item.body_html == "<p>Bricks<br>fell.</p>"
    assert (item.dateline, item.tagline) == ("OSK (AP)", "(Reporting by Ann Ly Editing by Bo Ek)")


def test_hard_wrapped_text_becomes_paragraphs() -> None:
    item = parse(make_ninjs(bodies=[{"contentType": "text/plain", "value": REUTERS}]))[0]
    assert item.body_html == (
        "<ul><li>Bricks fall</li><li>Harbour shut</li></ul>\n<p>The harbour of Osk was closed on Monday after a barge lost "
        "its load of bricks, "
        "and the ferries waited outside.</p>\n<p>Nobody was hurt.</p>"
    )
    assert item.dateline == "OSK, Oct 13 (Reuters)"
    assert item.bylines == ("Ann Ly",)
    assert item.tagline == "(Reporting by Ann Ly; Editing by Bo Ek)"
    assert item.editor_note == "(Adds comments, detail)"


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("One line", "<p>One line</p>"),
        ("One\n\nTwo", "<p>One</p>\n<p>Two</p>"),
        (
            "Team        P  W\nOsk         2  1\nRome        2  0",
            "<pre>Team        P  W\nOsk         2  1\nRome        2  0</pre>",
        ),
        ("Roses are red\nViolets blue\nBricks fall", "<p>Roses are red<br>Violets blue<br>Bricks fall</p>"),
        (
            "A full stop.  Two spaces after it, as the typists do.  Still\n"
            "this is prose, line by line.  It is nothing else at all, and\nit ends here.",
            "<p>A full stop. Two spaces after it, as the typists do. Still this is prose, line by line. "
            "It is nothing else at all, and "
            "it ends here.</p>",
        ),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
    ],
)
def test_plain_text_becomes_blocks(text: str, body: str) -> None:
    assert text_body(text) == body


def test_nitf_elements_become_html() -> None:
    body = (
        "<block><hl2>Part</hl2><p><location>Osk</location> has <num>3</num> "
        "<person>Ann <em>Ly</em></person>s of <org>Brick Co</org>.</p></block>"
        "<bq><block><p>Said</p></block></bq><table><nitf-col/><tr><th>A</th></tr></table>"
        "<fn><fn-label>1</fn-label> <fn-value>Note</fn-value></fn>"
        '<p>Bien <lang iso-lang="fr">sûr</lang></p><pre>1  2</pre><hr/>'
    )
    assert parse(make_nitf(body=body))[0].body_html == (
        "<h2>Part</h2>\n<p>Osk has 3 Ann <em>Ly</em>s of Brick Co.</p>\n<blockquote><p>Said</p></blockquote>\n"
        "<table><tr><th>A</th></tr></table>\n"
        '<p>1 Note</p>\n<p>Bien <span lang="fr">sûr</span></p>\n<pre>1  2</pre>'
    )


def test_machine_line_breaks_are_joined_and_verse_stays() -> None:
    wrapped = "Blake Ferguson has been named to make his top return at <br />centre in the trial against Osk on Saturday."
    assert "<br>" not in parse(make_nitf(body=f"<p>{wrapped}</p>"))[0].body_html
    assert "<br>" in parse(make_nitf(body="<p>Roses are red,<br/>violets are blue</p>"))[0].body_html


def test_headline_above_the_body_is_not_printed_twice() -> None:
    item = parse(make_ninjs(bodies=[{"contentType": "text/html", "value": f"<h1>Bricks close harbour</h1><p>{LEAD}</p>"}]))[0]
    assert item.body_html == f"<p>{LEAD}</p>"
    assert ("Bricks close harbour", "repeats the headline") in [(r.text, r.reason) for r in item.removals]


def test_alert_without_a_headline_is_listed_under_its_first_sentence() -> None:
    item = parse(make_nitf(headline="", paragraphs=("OSK (AP) — Bricks close harbour. Ferries wait.",)))[0]
    assert item.headline == "Bricks close harbour."
    assert "no headline was sent; the first sentence stands in" in item.problems
