"""A large, varied archive for scale work: published stories made in bulk, with revisions, editions, addresses and record."""

from __future__ import annotations

import random
import uuid
import zoneinfo
from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction

from articles import pages, publishing
from articles.models import Address, Agency, Article, Edition, Publication, Revision, Section, Topic
from newsroom.base import record
from newsroom.base.models import Chain, Entry

BATCH = 500
YEARS = 12
WHO = [
    "Ferry crews", "The port authority", "Council members", "Farmers", "Two schools", "The hospital", "Fishermen",
    "A judge", "Bus drivers", "Engineers", "The library", "Voters", "Shopkeepers", "The weather office", "Divers",
    "A cooperative",
]  # fmt: skip
DOES = [
    "ask for", "put off", "agree on", "vote down", "open", "count the cost of", "argue over", "promise", "lose", "win",
    "inspect", "repair", "close", "test", "sell", "defend",
]  # fmt: skip
WHAT = [
    "a new timetable", "the old pier", "higher wages", "the sea wall", "a second bridge", "the night bus", "school lunches",
    "the crane", "water meters", "the winter budget", "a solar roof", "the ice rink", "the salt marsh", "parking fees",
    "the tide gauge", "a market hall",
]  # fmt: skip
WHERE = [
    "in Harrow Sound", "at Gannet Point", "in Millrace", "on Chandler Street", "in Fenwick", "in the Lower Saltings",
    "at the Eastbank terminal", "in three villages",
]  # fmt: skip
SAID = [
    "A decision is due on {day}.", "The figures go back {n} years.", "It would cost about ${n} million.",
    "Of {n} people asked, half had heard of it.", "Work is to begin in {n} months.",
    "Nobody at the meeting spoke against it.", "The plan was first drawn up {n} years ago and then forgotten.",
    "An appeal is possible until {day}.",
]  # fmt: skip
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
KINDS = ["news"] * 14 + ["brief"] * 3 + ["analysis", "feature", "opinion"]


def make_archive(
    number: int, *, by: User, now: datetime, seed: int = 1, progress: Callable[[int], None] = lambda made: None
) -> None:
    """Add `number` published stories, spread over twelve years before `now`; the same seed gives the same words.

    Needs a publication and at least one section. Each batch of 500 is one transaction.
    """
    dice = random.Random(seed)  # noqa: S311 - words, not secrets
    makers = _Makers(by=by, now=now, dice=dice)
    for start in range(0, number, BATCH):
        with transaction.atomic():
            makers.batch(min(BATCH, number - start))
        progress(min(start + BATCH, number))


class _Makers:
    def __init__(self, *, by: User, now: datetime, dice: random.Random) -> None:
        self.by, self.now, self.dice = by, now, dice
        self.sections = list(Section.objects.all())
        self.agencies: list[Agency | None] = [None, None, *Agency.objects.listed()]
        self.topics = list(Topic.objects.values_list("pk", flat=True))
        self.zone = zoneinfo.ZoneInfo(Publication.objects.values_list("time_zone", flat=True).first() or "UTC")

    def batch(self, size: int) -> None:
        articles = Article.objects.bulk_create([self.article() for _ in range(size)])
        revisions = Revision.objects.bulk_create([self.revision(article) for article in articles])
        editions = Edition.objects.bulk_create([self.edition(revision) for revision in revisions])
        addresses = Address.objects.bulk_create(
            Address(path=edition.path, article=edition.article, created_at=edition.at) for edition in editions
        )
        if self.topics:
            tie = Edition.topics.through
            tie.objects.bulk_create(tie(edition_id=edition.pk, topic_id=self.dice.choice(self.topics)) for edition in editions)
        self.record(editions, addresses)

    def article(self) -> Article:
        dice = self.dice
        published = self.now - timedelta(seconds=dice.randint(3600, YEARS * 365 * 86_400))
        who, does, what, where = (dice.choice(words) for words in (WHO, DOES, WHAT, WHERE))
        paragraphs = [f"{who} {does} {what} {where}, and {dice.choice(WHO).lower()} {dice.choice(DOES)} {dice.choice(WHAT)}."]
        for _ in range(dice.choice((2, 4, 8, 16, 30))):
            said = " ".join(dice.choice(SAID).format(day=dice.choice(DAYS), n=dice.randint(2, 90)) for _ in range(3))
            paragraphs.append(f"{dice.choice(WHO)} {dice.choice(DOES)} {dice.choice(WHAT)}. {said}")
        agency = dice.choice(self.agencies)
        uid = uuid.UUID(int=dice.getrandbits(128), version=4)
        return Article(
            uid=uid, headline=f"{who} {does} {what} {where}", standfirst=f"{dice.choice(SAID[5:6])}",
            slug=f"{does}-{what}".replace(" ", "-")[:60] + f"-{uid.hex[:8]}", kind=dice.choice(KINDS),
            section=dice.choice(self.sections), agency=agency, dateline=f"FENWICK ({agency.short_name})" if agency else "",
            body="\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs), status=Article.Status.PUBLISHED,
            created_at=published, saved_at=published, first_published_at=published,
        )  # fmt: skip

    def revision(self, article: Article) -> Revision:
        content = {
            **{name: getattr(article, name) for name in pages.CONTENT}, "topic_ids": [], "bylines": [],
        }  # fmt: skip
        return Revision(
            article=article, number=1, content=content, content_hash=record.content_hash(content),
            is_agency_text=article.is_wire, at=article.created_at, by=self.by,
        )  # fmt: skip

    def edition(self, revision: Revision) -> Edition:
        article, content = revision.article, revision.content
        page = {**pages.page_of(content), "exempt": []}
        day = revision.at.astimezone(self.zone)
        return Edition(
            article=article, number=1, revision=revision, live_from=revision.at, change=Edition.Change.FIRST,
            path=f"/{day:%Y/%m/%d}/{article.slug}/", headline=article.headline, standfirst=article.standfirst,
            kind=article.kind, language="en", section=article.section, agency=article.agency, is_reviewed=False,
            is_edited=False, first_published_at=revision.at, page=page, search_text=pages.search_text(content, page),
            at=revision.at, by=self.by,
        )  # fmt: skip

    def record(self, editions: list[Edition], addresses: list[Address]) -> None:
        chains = Chain.objects.bulk_create(Chain(name=publishing.chain(edition.article), length=1) for edition in editions)
        entries = []
        for chain, edition, address in zip(chains, editions, addresses, strict=True):
            facts = {"edition": 1, "revision": 1, "content": edition.revision.content_hash, "path": edition.path}
            facts = record.with_rows(facts, [edition.revision, edition, address])
            entry = record.entry(chain, "published", by=self.by, at=edition.at, facts=facts, number=1, previous="")
            chain.head = entry.hash
            entries.append(entry)
        Entry.objects.bulk_create(entries)
        Chain.objects.bulk_update(chains, ["head"])
