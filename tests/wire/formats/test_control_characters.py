"""A character that nothing can print never stops a parser, however the agency wrote it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.wire.formats.messages import make_ap, make_digital_wire, make_g2, make_ninjs, make_rss
from wire.formats import parse

WRITTEN = ["\x0c", "&#12;", "&#x1F;", "&#0000012", "&#1;", "&#xfffe;", "&#0;", "&&#1;#1;"]
IN_HTML: list[Callable[[str], bytes]] = [
    lambda html: make_ninjs(bodies=[{"contentType": "text/html", "value": html}]),
    lambda html: make_digital_wire(article_html=html),
    lambda html: make_ap(body_html=html),
    lambda html: make_rss(content=html.replace("\x0c", "&#12;")),
    lambda html: make_g2(content=f'<inlineData contenttype="text/html"><![CDATA[{html}]]></inlineData>'),
]


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("message", IN_HTML)
def test_control_character_in_html_does_not_stop_the_parser(message: Callable[[str], bytes], written: str) -> None:
    picture = f'<img src="/b{written}.jpg" alt="{written}Osk">'
    html = f'<p>The tide{written} table was <a href="/a{written}">late</a>.{written}</p>{picture}'
    (item,) = parse(message(html))
    assert "The tide" in item.body_html and "late" in item.body_html
    assert not {"\x0c", "\x1f", "\x01", "\ufffe"} & set(repr(item))
