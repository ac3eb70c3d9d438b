"""What a story will carry when it is published now: which disclaimers, why, and which were dropped by whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from articles import disclaimers
from articles.disclaimers import Applied, Facts
from articles.models import Article, DisclaimerExemption, Edition


@dataclass(frozen=True)
class Dropped:
    """A disclaimer the story would carry, and why it does not."""

    name: str
    text: str
    because: str


@dataclass(frozen=True)
class Disclosure:
    """All that an editor must know before publishing of what the newsroom says about its own part in a story."""

    carried: list[Applied]
    dropped: list[Dropped]
    is_reviewed: bool
    is_edited: bool


def disclosure_of(edition: Edition, *, rules: Iterable[Mapping[str, Any]], publication_name: str) -> Disclosure:
    """The disclaimers of a story as it would go out: `edition` is what would be published, not saved."""
    rules, article, facts = list(rules), edition.article, Facts.of_edition(edition)
    exemptions = {exemption.disclaimer_id: exemption for exemption in article.exemptions.select_related("by", "disclaimer")}
    carried = disclaimers.applicable(facts, rules, publication_name=publication_name)
    without_exemptions = disclaimers.applicable(replace(facts, exempt=frozenset()), rules, publication_name=publication_name)
    dropped = [Dropped(one.name, one.text, _exempted(exemptions[one.id])) for one in without_exemptions if one.id in exemptions]
    if facts.is_reviewed:
        unreviewed = disclaimers.applicable(replace(facts, is_reviewed=False), rules, publication_name=publication_name)
        kept = {one.id for one in carried}
        dropped += [Dropped(one.name, one.text, _reviewed(article)) for one in unreviewed if one.id not in kept]
    return Disclosure(carried, dropped, facts.is_reviewed, facts.is_edited)


def _exempted(exemption: DisclaimerExemption) -> str:
    return f"exempted by {exemption.actor_name}: {exemption.reason}"


def _reviewed(article: Article) -> str:
    number = article.reviewed_revision.number if article.reviewed_revision else ""
    return f"revision {number} was reviewed by staff"
