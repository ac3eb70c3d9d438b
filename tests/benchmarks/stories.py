"""Stories by the thousand in every format, about 450 words each with ids of their own, for benchmarks and crash tests."""

from __future__ import annotations

import html
import json
import random
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[2] / "fixtures" / "wire"
WORDS = re.findall(
    r"\w+",
    """harbour council ferry winter budget engineers report quiet morning village bridge market island teachers river committee
    decision pumps granite library weather station children bakery museum workers contract fishermen painted measured opened
    delayed promised carried counted repaired borrowed after before during under above against without between which because
    although nobody everyone several hundred forty early late narrow public former northern careful expensive""",
)
NAMES = ("Odile Marchetty", "Benedikt Orrin", "Sunniva Calloway", "Gideon Farrant", "Thora Mbeki-Lund", "Anselm Ferreira-Holt")

# The sample whose envelope is used, and what in it makes the story's identity.
ENVELOPES = {
    "nitf": ("nitf/ferry-chain-1-first.xml", "0f9d3c6ae2b84d7f9b1c55aa70e4c210"),
    "newsml-g2": ("newsml-g2/01-reservoir-1-first.xml", "RV5N1GQ2T7"),
    "ninjs": ("ninjs/01-orchard-1-first.json", "251013-99-031877"),
    "ap-media-api": ("ap-media-api/01-kelp-1-first.json", "e4ad0ea6ca4155320272bb078e491c2b"),
    "rss-atom": ("rss-atom/01-quarry-1-first.xml", "quarry-4471"),
    "anpa-1312": ("anpa-1312/01-lantern-1-first.anpa", "Lantern"),
    "iptc-7901": ("iptc-7901/01-barrels-1-first.iptc", "barrel"),
}

NEWSML = """<?xml version="1.0" encoding="UTF-8"?>
<NewsML Version="1.2"><NewsEnvelope><DateAndTime>20251013T130211Z</DateAndTime></NewsEnvelope>{items}</NewsML>
"""
NEWSML_ITEM = """<NewsItem xml:lang="en"><Identification><NewsIdentifier><ProviderId>northline.example</ProviderId>
<DateId>20251013</DateId><NewsItemId>{id}</NewsItemId><RevisionId PreviousRevision="0" Update="N">1</RevisionId>
<PublicIdentifier>urn:newsml:northline.example:20251013:{id}:1</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20251013T130211Z</FirstCreated>
<ThisRevisionCreated>20251013T130211Z</ThisRevisionCreated><Status FormalName="Usable"/><Urgency FormalName="4"/>
</NewsManagement><NewsComponent><NewsLines><HeadLine>Village {id} keeps its bridge</HeadLine>
<ByLine>By Ilse Tamberlane</ByLine><SlugLine>TARNWICK-{id}</SlugLine><CopyrightLine>Northline</CopyrightLine></NewsLines>
<AdministrativeMetadata><Provider><Party FormalName="Northline"/></Provider></AdministrativeMetadata>
<ContentItem><MediaType FormalName="Text"/><Format FormalName="NITF"/><DataContent><nitf><body><body.head/>
<body.content>{body}</body.content></body></nitf></DataContent></ContentItem></NewsComponent></NewsItem>"""


def messages(format: str, count: int, *, start: int = 0) -> Iterator[bytes]:
    """As many stories, each in a message of its own."""
    if format == "newsml-1.2":
        for number in range(start, start + count):
            yield NEWSML.format(items=_newsml_item(number)).encode()
        return
    name, identity = ENVELOPES[format]
    sample = (SAMPLES / name).read_bytes().decode("utf-8")
    if identity not in sample:
        raise ValueError(f"{name} no longer holds {identity!r}")
    for number in range(start, start + count):
        own = _word(number) if identity.isalpha() else f"bench-{number:08d}"
        yield _told(sample.replace(identity, own), paragraphs(number)).encode("utf-8")


def bundle(count: int) -> bytes:
    """Many long stories in one message, as the services that send a day's copy at once do: 470 are some 4 MB."""
    return NEWSML.format(items="\n".join(_newsml_item(number, number + count) for number in range(count))).encode()


def paragraphs(number: int) -> list[str]:
    """A story's text: 12 paragraphs with quotations, figures and entities."""
    chance = random.Random(number)  # noqa: S311 - the same story for the same number
    found = []
    for index in range(12):
        words = [" ".join(chance.choices(WORDS, k=chance.randint(10, 14))) for _ in range(3)]
        text = " ".join(f"{sentence.capitalize()} {chance.randint(2, 900)}." for sentence in words)
        found.append(f"“{text}” said {chance.choice(NAMES)} & others." if index % 3 == 2 else text)
    return found


def _newsml_item(number: int, *more: int) -> str:
    told = [paragraph for text in (number, *more) for paragraph in paragraphs(text)]
    body = "".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in told)
    return NEWSML_ITEM.format(id=f"BENCH{number:08d}", body=body)


def _told(text: str, told: list[str]) -> str:
    """The message with other words in it, below its own opening."""
    if "\r\n" in text:  # teletype: in ASCII, and lines end at 70 columns
        told = [re.sub("[“”]", '"', paragraph) for paragraph in told]
        lines = "\r\n".join("\r\n".join(textwrap.wrap(paragraph, 68)) + "\r\n" for paragraph in told)
        if "\t   Repairs" in text:
            return text.replace("\t   Repairs", "".join(f"\t   {paragraph}\r\n" for paragraph in told) + "\t   Repairs", 1)
        return text.replace("# Notebook", lines + "\r\n# Notebook", 1)
    markup = "".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in told)
    ending = "</p>"
    if "&lt;p&gt;" in text:
        markup, ending = html.escape(markup), "&lt;/p&gt;"
    elif text.lstrip().startswith("{"):
        markup = json.dumps(markup)[1:-1]
    first = text.index(ending) + len(ending)
    return text[:first] + markup + text[text.rindex(ending) + len(ending) :]


def _word(number: int) -> str:
    """A word that no other number has, for formats in which a story is known by its slug."""
    letters = ""
    for _ in range(4):
        number, rest = divmod(number, 26)
        letters = "abcdefghijklmnopqrstuvwxyz"[rest] + letters
    return f"Quor{letters}"
