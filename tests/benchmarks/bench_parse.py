"""How many wire stories a second each parser reads on one core, and how long a bundle of 470 stories takes.

Run it from the project's folder: `python -m tests.benchmarks.bench_parse [STORIES]`. Every story has about 450 words of its
own in the envelope of a sample file, and comes in a message of its own. "kept" adds what intake does before it stores a
story: sanitising and writing it as JSON. Nothing touches a database.
"""

from __future__ import annotations

import html
import json
import os
import platform
import random
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).resolve().parents[2] / "fixtures" / "wire"
TEMPLATES = {
    "nitf": "nitf/ferry-chain-1-first.xml",
    "newsml-g2": "newsml-g2/01-reservoir-1-first.xml",
    "ninjs": "ninjs/01-orchard-1-first.json",
    "ap-media-api": "ap-media-api/01-kelp-1-first.json",
    "rss-atom": "rss-atom/01-quarry-1-first.xml",
}
BUNDLE = 470
ROUNDS = 3  # the best counts: what disturbs a measurement only slows it
_WORDS = """
    harbour council ferry winter budget engineers report quiet morning village bridge market island teachers river committee
    decision pumps granite library weather station children bakery museum workers contract fishermen painted measured opened
    delayed promised carried counted repaired borrowed after before during under above against without between which because
    although nobody everyone several hundred forty early late narrow public former northern careful expensive"""
WORDS = _WORDS.split()
NAMES = ("Odile Marchetty", "Benedikt Orrin", "Sunniva Calloway", "Gideon Farrant", "Thora Mbeki-Lund", "Anselm Ferreira-Holt")


def paragraphs(number: int) -> list[str]:
    """A story's text: about 450 words in 12 paragraphs with quotations, figures and entities."""
    chance = random.Random(number)  # noqa: S311  # words for a measurement
    found = []
    for index in range(12):
        sentences = []
        for _ in range(3):
            words = chance.choices(WORDS, k=chance.randint(10, 14))
            sentences.append(" ".join(words).capitalize() + f" {chance.randint(2, 900)}.")
        text = " ".join(sentences)
        found.append(f"“{text}” said {chance.choice(NAMES)} & others." if index % 3 == 2 else text)
    return found


def make(template: bytes, number: int, identity: str) -> bytes:
    """A sample file with another story's text and id in it."""
    text = template.decode("utf-8").replace(identity, f"bench-{number:08d}")
    told = paragraphs(number)
    run = _markup(text)
    opening = re.match(r"<p>(?:\([^)]*\)</p>\s*<p>)?(?:By [^<]*</p>\s*<p>)?([^<]{0,80}\)\s[-—–]\s)?", html.unescape(run))
    told[0] = (opening[1] or "" if opening else "") + told[0]
    markup = "".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in told)
    if "&lt;p&gt;" in run:
        markup = html.escape(markup)
    elif text.lstrip().startswith("{"):
        markup = json.dumps(markup)[1:-1]
    return text.replace(run, markup).encode("utf-8")


def _markup(text: str) -> str:
    """The run of paragraphs in a message, first to last."""
    for start, end in (("&lt;p&gt;", "&lt;/p&gt;"), ("<p>", "</p>")):
        if start in text:
            return text[text.index(start) : text.rindex(end) + len(end)]
    raise ValueError("the sample holds no paragraphs")


def messages(name: str, count: int) -> list[bytes]:
    """As many stories of a format, each with words and an id of its own."""
    from wire import formats

    template = (SAMPLES / TEMPLATES[name]).read_bytes()
    identity = formats.parse(template)[0].item_id.rpartition(":")[2]
    made = [make(template, number, identity) for number in range(count)]
    for message in made[:3]:
        (item,) = formats.parse(message)
        told = len(re.findall(r"\w+", re.sub(r"<[^>]+>", " ", item.body_html)))
        assert 400 < told < 520 and "bench-" in item.item_id, f"{name}: {told} words under {item.item_id}"
    return made


def machine() -> str:
    """What was measured on, since figures mean nothing without it."""
    try:
        model = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    except OSError:
        model = None
    name = model[1] if model else platform.processor() or platform.machine()
    return f"{name}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def best(work: Callable[[], Any]) -> float:
    """The seconds of the fastest of some rounds."""
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def measure(name: str, count: int) -> dict[str, float]:
    """Stories a second: parsed, and parsed and made ready to be stored."""
    from wire import formats, stored

    made = messages(name, count)

    def kept() -> None:
        for message in made:
            for item in formats.parse(message):
                stored.as_document(stored.sanitised(item))

    size = sum(map(len, made)) / count / 1000
    return {
        "parsed": count / best(lambda: [formats.parse(message) for message in made]),
        "kept": count / best(kept),
        "kB": size,
    }


def main(count: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    import django

    django.setup()
    from wire import formats

    print(machine())
    print(f"{count:,} stories of each format, best of {ROUNDS} rounds")
    print(f"{'format':<14} {'kB each':>8} {'parsed/s':>9} {'kept/s':>8}")
    for name in formats.PARSERS:
        if name not in TEMPLATES:
            print(f"{name:<14} no sample to measure with")
            continue
        told = measure(name, count)
        print(f"{name:<14} {told['kB']:>8.1f} {told['parsed']:>9,.0f} {told['kept']:>8,.0f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
