"""Whatever the bytes are, a parser gives items that keep their promises or refuses with a reason."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.wire.formats.messages import (
    inline_nitf,
    make_ap,
    make_atom,
    make_digital_wire,
    make_g2,
    make_ninjs,
    make_nitf,
    make_rss,
)
from tests.wire.formats.newsml_1_2_messages import make_content, make_file, make_item, make_newsml
from tests.wire.formats.promises import parses_or_refuses
from tests.wire.formats.teletype_messages import make_7901, make_anpa
from wire.formats import PARSERS

SAMPLES = [
    make_nitf(paragraphs=("By Ann Ly", "OSK, Oct 13 (AP) — Bricks fell.", "___", "Bo Ek contributed to this report.")),
    make_nitf(
        docdata='<date.release norm="20360105T060000Z"/><ed-msg info="Hold"/>',
        docdata_attributes='management-status="embargoed"',
    ),
    make_g2(item_meta="<embargoed>2036-01-05T07:00:00+01:00</embargoed><edNote>Eds</edNote><signal qcode='sig:update'/>"),
    make_newsml(
        make_item(lines="<ByLine>By Ann Ly</ByLine><DateLine>OSK, Oct 13 (Northline) -</DateLine>"), make_item(own="OSK-2")
    ),
    make_newsml(make_item(status="Embargoed", contents=make_content("<p>Bricks.</p>", role="Caption") + make_file("osk.jpg"))),
    make_ninjs(embargoedUntil="2036-01-05T06:00:00Z", associations=[{"type": "picture", "renditions": [{"href": "x"}]}]),
    make_digital_wire(notepad={"nonpublic_html": "<p>Call</p>"}),
    make_ap(body_nitf=inline_nitf("OSK (AP) — Bricks fell."), ednote="Eds: CORRECTS"),
    make_rss(
        extra='<media:content url="/a.jpg"><media:credit>Ann Ly</media:credit></media:content><dc:creator>Bo Ek</dc:creator>'
    ),
    make_atom('<published>2025-10-13T09:00:00Z</published><category term="x"/>'),
    make_anpa(added="2nd Ld-Writethru", heads=("Bricks fall<", "Eds: CORRECTS height.<", "By ANN LY=")),
    make_7901("Osk (dpa) - Bricks fell.\n\n| 1 | 2 |\n| 3 | 4 |\n\n# Notebook\n- adds wall", head="1ST LEAD\nBricks fall ="),
]
FORMATS = st.sampled_from([None, *PARSERS])


@given(st.binary(max_size=400), FORMATS)
def test_arbitrary_bytes(message: bytes, format: str | None) -> None:
    parses_or_refuses(message, format)


@given(st.text(alphabet="<>/&;#=\"' {}[],:nitfbodypABC1x-!?\n", max_size=300), FORMATS)
def test_arbitrary_markup(message: str, format: str | None) -> None:
    parses_or_refuses(message.encode(), format)


@settings(max_examples=300)
@given(
    st.sampled_from(SAMPLES),
    st.lists(st.tuples(st.integers(0, 5000), st.binary(max_size=6), st.integers(0, 12)), max_size=4),
    FORMATS,
)
def test_damaged_messages(message: bytes, damage: list[tuple[int, bytes, int]], format: str | None) -> None:
    for position, inserted, deleted in damage:
        position %= len(message)
        message = message[:position] + inserted + message[position + deleted :]
        if not message:
            break
    parses_or_refuses(message, format)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["value", "name", "role", "type", "uri", "href", "code", "by", "title"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "uri",
                "type",
                "version",
                "versionCreated",
                "pubStatus",
                "headlines",
                "headline",
                "bodies",
                "body_html",
                "descriptions",
                "by",
                "byline",
                "associations",
                "renditions",
                "subjects",
                "places",
                "genres",
                "embargoedUntil",
                "edNote",
                "ednotes",
                "notepad",
                "categories",
                "altIds",
                "signal",
                "usageTerms",
                "rightsInfo",
                "infoSources",
                "article_html",
                "authors",
                "dateline",
                "keywords",
                "standard",
                "format",
            ]
        ),
        JSON,
        max_size=8,
    )
)
def test_arbitrary_ninjs_fields(fields: dict[str, object]) -> None:
    parses_or_refuses(make_ninjs(**fields), "ninjs")


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "type",
                "version",
                "versioncreated",
                "pubstatus",
                "headline",
                "signals",
                "editorialtypes",
                "embargoed",
                "ednote",
                "bylines",
                "located",
                "associations",
                "renditions",
                "subject",
                "photographer",
                "body_nitf",
                "nitf",
                "body_html",
                "provider",
                "infosource",
                "datelinelocation",
                "usageterms",
                "links",
                "keywords",
            ]
        ),
        JSON,
        max_size=8,
    )
)
def test_arbitrary_ap_fields(fields: dict[str, object]) -> None:
    parses_or_refuses(make_ap(**fields), "ap-media-api")
