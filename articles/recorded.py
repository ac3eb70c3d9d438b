"""What the record says of a story's columns that may change: when readers have which words, and what keeps it off the site.

A fact that older entries do not carry is not asked of what they wrote.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from django.db.models import Model, OuterRef, QuerySet, Subquery

from articles import agencies, disclaimers, house_rules, told
from articles.models import (
    Agency,
    Article,
    Byline,
    Disclaimer,
    Edition,
    Hold,
    Photo,
    PolicyPage,
    Publication,
    Revision,
    Section,
    Topic,
)
from articles.pages import CONTENT
from newsroom.base.checks import Act, Check, Fault, Known, altered, differs
from newsroom.base.numbers import whole_number

GATE = ("embargo_until", "embargo_open_ended", "expires_at")
BESIDE = ("slug", "status", "shows_history", "tombstone_label", "reviewed_revision_id")  # what stands beside the words
NOINDEX = {"kept out of search engines": True, "let into search engines": False}
AT_ONCE = 200  # revisions: a long story has a hundred kilobytes
EDITIONS_END = ("article_id", "number", "pk", "live_from", "live_until", "first_published_at", "updated_at")


def gate_of(article: Article) -> dict[str, Any]:
    """What keeps a story from readers for a time, as its entries tell it."""
    return {name: value.isoformat() if hasattr(value := getattr(article, name), "isoformat") else value for name in GATE}


def beside_of(article: Article) -> dict[str, Any]:
    """What stands beside a story's words, as its entries tell it."""
    return {name: getattr(article, name) for name in BESIDE}


def is_story(chain: str) -> bool:
    """Whether a chain is a story's, by its name."""
    try:
        return chain == f"article:{uuid.UUID(chain.removeprefix('article:'))}"
    except ValueError:
        return False


def gather_story(known: Known, act: Act) -> None:
    """What the record knows of a story after one more act."""
    verb, facts = act["verb"], act["facts"]
    row = known.setdefault("row", {"killed_at": None, "is_noindex": False})
    if verb == "published":
        row |= facts.get("gate") or {}
        if "gate" not in facts:
            row.pop("expires_at", None)  # a licence may have set it
    elif verb == "set terms":
        row |= {name: facts[name] for name in GATE}
    elif verb == "killed":
        row["killed_at"] = act["at"]
    elif verb in NOINDEX:
        row["is_noindex"] = NOINDEX[verb]
    row |= facts.get("beside") or {}
    gather_holds(known, act)


def gather_photo(known: Known, act: Act) -> None:
    """What the record knows of a photo after one more act."""
    row = known.setdefault("row", {"killed_at": None})
    if act["verb"] == "killed":
        row["killed_at"] = act["at"]
    elif act["verb"] == "licence ends":
        row["expires_at"] = act["facts"]["ends"]
    gather_holds(known, act)


def gather_holds(known: Known, act: Act) -> None:
    """What the record knows of the holds on a story or photo after one more act."""
    verb, facts = act["verb"], act["facts"]
    holds, unnamed = known.setdefault("holds", {}), known.setdefault("unnamed", [])
    if verb == "held":
        for name in facts.get("rows", {}):
            holds[name] = {"owner_id": act.get("by_id"), "lifted_at": None, "lifted_by_id": None, "lifted_by_feed": ""}
            if act["by"].startswith("user:") and "by_id" not in act:
                del holds[name]["owner_id"]
    elif verb == "took over the hold" and facts.get("hold") in holds:
        holds[facts["hold"]]["owner_id"] = act.get("by_id")
    elif verb == "released" and facts.get("hold") in holds:
        holds[facts["hold"]] |= _lifted(act)
    elif verb in ("released", "took over the hold"):
        unnamed.append((verb, _lifted(act)))


def compare_stories(known: Mapping[str, Known]) -> Iterator[tuple[str, Fault]]:
    """The stories, their editions and holds that are not as the record knows them."""
    known = {name: said for name, said in known.items() if is_story(name)}
    stories = {f"article:{story.uid}": story for story in _stories(known)}
    names = {story.pk: name for name, story in stories.items()}
    for name, said in known.items():
        if name not in stories:
            yield name, Fault(name, "names a story that was removed.")
        elif column := differs(stories[name], said.get("row", {})):
            yield name, altered(stories[name], column)
    editions = Edition.objects.filter(article__in=names).order_by("article_id", "-number").values_list(*EDITIONS_END)
    published = set()
    for article, newest_first in groupby(editions.iterator(chunk_size=2000), key=lambda row: row[0]):
        published.add(article)
        yield from ((names[article], fault) for fault in _editions(newest_first, stories[names[article]]))
    for pk, name in names.items():
        if pk not in published and stories[name].first_published_at is not None:
            yield name, altered(stories[name], "first_published_at")
    yield from compare_copies({story.pk: story for story in stories.values()})
    yield from _holds({f"article:{uid}": holds for uid, holds in _by("article__uid", [s.uid for s in stories.values()])}, known)


def compare_copies(stories: Mapping[int, Article]) -> Iterator[tuple[str, Fault]]:
    """The working copies that are not as their last save left them: an editor would publish what nobody here wrote."""
    newest = Revision.objects.filter(article=OuterRef("article")).order_by("-number").values("number")[:1]
    saved = Revision.objects.filter(article__in=stories, number=Subquery(newest)).values_list("article_id", "content")
    topics = _grouped(Article.topics.through.objects.filter(article__in=stories).values_list("article_id", "topic_id"))
    rows = Byline.objects.filter(article__in=stories).order_by("position", "pk")
    names = ("person_id", "name", "role")
    bylines = _grouped((key, dict(zip(names, row, strict=True))) for key, *row in rows.values_list("article_id", *names))
    gone: set[int] = set()
    for pk, content in saved.iterator(chunk_size=AT_ONCE):
        story, column = stories[pk], ""
        for name in CONTENT:
            if name in content and name != "slug" and getattr(story, name) != content[name]:  # publication fills a slug in
                column = column or name
        if (strange := set(topics[pk]) ^ set(content.get("topic_ids", topics[pk])) - gone) and not column:
            there = set(Topic.objects.filter(pk__in=strange).values_list("pk", flat=True))
            gone |= strange - there  # a topic may go
            column = "topics" if there else ""
        if not column and bylines[pk] != content.get("bylines", bylines[pk]):
            column = "bylines"
        if column:
            words = f"was altered: its {column.removesuffix('_id')} is not what its last revision says."
            yield f"article:{story.uid}", Fault(f"articles.article {pk}", words)


def compare_photos(known: Mapping[str, Known]) -> Iterator[tuple[str, Fault]]:
    """The photos and their holds that are not as the record knows them."""
    hashes = [name.partition(":")[2] for name in known]
    for photo in Photo.objects.filter(hash__in=hashes).only("hash", "killed_at", "expires_at"):
        name = f"photo:{photo.hash}"
        if column := differs(photo, known[name].get("row", {})):
            yield name, altered(photo, column)
    yield from _holds({f"photo:{hash}": holds for hash, holds in _by("photo__hash", hashes)}, known)


def compare_versions(
    model: type[Agency | Disclaimer], unlike: Callable[[Any, Any], str], known: Mapping[str, Known]
) -> Iterator[tuple[str, Fault]]:
    """The agencies and disclaimers that a live page shows otherwise than their last version says."""
    for row in _named(model, known):
        last = row.versions.order_by("-number").first()
        if last is not None and (column := unlike(row, last)):
            yield f"{model._meta.model_name}:{row.pk}", altered(row, column)


def gather_words(names: Sequence[str], known: Known, act: Act) -> None:
    """What the record knows of words, or house rules, after one more change of them."""
    known.setdefault("row", {}).update({name: act["facts"][name] for name in names if name in act["facts"]})


def compare_words(model: type[Section | PolicyPage], known: Mapping[str, Known]) -> Iterator[tuple[str, Fault]]:
    """The sections and policy pages that say otherwise than they were last made to."""
    for row in _named(model, known):
        if column := differs(row, known[told.chain_of(row)].get("row", {})):
            yield told.chain_of(row), altered(row, column)


def compare_publication(known: Mapping[str, Known]) -> Iterator[tuple[str, Fault]]:
    """The house rules and our own words, where they are not as they were last changed."""
    for publication in Publication.objects.all():
        if column := differs(publication, known[house_rules.CHAIN].get("row", {})):
            yield house_rules.CHAIN, altered(publication, column)


def _named(model: type[Model], chains: Iterable[str]) -> QuerySet[Any]:
    """The rows whose keys end the names of chains."""
    keys = [key for name in chains if (key := whole_number(name.rpartition(":")[2])) is not None]
    return model._default_manager.filter(pk__in=keys)


def gather_nothing(known: Known, act: Act) -> None:
    """All is said in the versions, which are rows of the record."""


CHECKS = (
    Check("article:", gather_story, compare_stories),
    Check("photo:", gather_photo, compare_photos),
    Check(house_rules.CHAIN, partial(gather_words, (*house_rules.RULES, *told.WORDS[Publication])), compare_publication),
    Check("section:", partial(gather_words, told.WORDS[Section]), partial(compare_words, Section)),
    Check("policy:", partial(gather_words, told.WORDS[PolicyPage]), partial(compare_words, PolicyPage)),
    Check("agency:", gather_nothing, partial(compare_versions, Agency, agencies.differs)),
    Check("disclaimer:", gather_nothing, partial(compare_versions, Disclaimer, disclaimers.differs)),
)

TOLD = {
    "articles.article": (
        "uid", "killed_at", "is_noindex", "first_published_at", "updated_at", "topics", *GATE,
        *(name.removesuffix("_id") for name in (*BESIDE, *CONTENT)),
    ),
    "articles.byline": ("article", "person", "name", "role"),
    "articles.edition": ("live_until",),
    "articles.hold": ("lifted_at", "lifted_by", "lifted_by_feed", "owner"),
    "articles.photo": ("killed_at", "expires_at"),
}  # fmt: skip


def _stories(known: Mapping[str, Known]) -> list[Article]:
    columns = ("uid", "killed_at", "is_noindex", "first_published_at", "updated_at", *GATE, *BESIDE, *CONTENT)
    return list(Article.objects.filter(uid__in=[name.partition(":")[2] for name in known]).only(*columns))


def _editions(newest_first: Any, story: Article) -> Iterator[Fault]:
    """An edition ends where the first of the later ones begins, or at its own start if it was overtaken before that."""
    ends = None
    for is_newest, (_, _, pk, live_from, live_until, first, updated) in _marked(newest_first):
        if is_newest and (story.first_published_at, story.updated_at) != (first, updated):
            column = "first_published_at" if story.first_published_at != first else "updated_at"
            yield altered(story, column)
        if live_until != (ends and max(ends, live_from)):
            yield Fault(f"articles.edition {pk}", "was altered: it ends at another time than the next one begins.")
        ends = min(ends or live_from, live_from)


def _grouped(rows: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for key, value in rows:
        groups[key].append(value)
    return groups


def _marked(rows: Any) -> Iterator[tuple[bool, Any]]:
    for number, row in enumerate(rows):
        yield number == 0, row


def _by(lookup: str, keys: list[Any]) -> Iterator[tuple[Any, list[Hold]]]:
    field, _, column = lookup.partition("__")
    holds = Hold.objects.filter(**{f"{lookup}__in": keys}).select_related(field).order_by(field, "pk")
    for key, found in groupby(holds, key=lambda hold: getattr(getattr(hold, field), column)):
        yield key, list(found)


def _holds(holds: Mapping[str, list[Hold]], known: Mapping[str, Known]) -> Iterator[tuple[str, Fault]]:
    for name, found in holds.items():
        unnamed = list(known[name].get("unnamed", ()))
        taken_over = any(verb != "released" for verb, _ in unnamed)
        lifted = [facts for verb, facts in unnamed if verb == "released"]
        for hold in found:
            must = dict(known[name].get("holds", {}).get(f"articles.hold:{hold.pk}", {}))
            if not must:
                continue  # older than the record of rows, or told already
            if taken_over:
                must.pop("owner_id", None)
            if must["lifted_at"] is None and hold.lifted_at is not None:
                must |= next((facts for facts in lifted if not differs(hold, facts)), {})
            if column := differs(hold, must):
                yield name, altered(hold, column)


def _lifted(act: Act) -> dict[str, Any]:
    kind, _, name = act["by"].partition(":")
    by = {"lifted_by_id": act["by_id"]} if "by_id" in act else {}
    return {"lifted_at": act["at"], "lifted_by_feed": name if kind == "feed" else "", **by}
