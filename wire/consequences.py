"""What follows from a version for what we made of its item, in the transaction that takes it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from articles import publishing
from newsroom.base.refusals import Refused
from wire import changes, following, named_orders, orders, pickup, stored
from wire.changes import Change, ChangeKind
from wire.formats.parsed import ParsedItem
from wire.models import ChangePolicy, Feed, Item, Message, Version


def act(
    item: Item,
    version: Version,
    before: ParsedItem | None,
    parsed: ParsedItem,
    change: Change,
    message: Message,
    *,
    at: datetime,
) -> list[str]:
    """Do what follows from a version for what we made of the item; says what was done."""
    if (ordered := named_orders.heed(item, version, parsed, at=at)) is not None:
        return ordered
    actor = message.feed.actor
    reason = "; ".join(f"{evidence.field}: {evidence.words}" for evidence in change.evidence)
    if change.kind is ChangeKind.KILL:
        done = orders.kill(item=item, version=version, reason=f"Killed by {item.agency} ({reason}).", by=actor, at=at)
        return done or ["nothing of it is ours; remembered"]
    if change.kind is ChangeKind.HOLD:
        done = orders.hold(item=item, version=version, reason=f"Withheld by {item.agency} ({reason}).", by=actor, at=at)
        return done or ["nothing of it is ours; remembered"]
    if item.is_killed:
        return ["usable after a kill: waits for a person"]
    if change.kind is ChangeKind.NEW:
        return [_publish(item, parsed, message, at=at)] if _is_published_at_once(message) else []
    ties = list(item.pickups.select_related("based_on"))
    if not ties:
        return []
    policy = ChangePolicy.of(item.agency)
    released = change.kind is ChangeKind.RELEASE and policy.release == ChangePolicy.Way.AT_ONCE
    done = orders.release(item=item, by=actor, at=at) if released else []
    has_words = stored.has_text(parsed) and change.kind is not ChangeKind.ADVISORY
    version.item = item
    for tie in ties:
        outcome = following.follow(
            tie=tie, version=version, before=before or parsed, parsed=parsed, kind=change.kind, by=actor,
            has_words=has_words, policy=policy, at=at,
        )  # fmt: skip
        done.append(outcome)
    return done


def may_follow(parsed: ParsedItem, change: Change, message: Message) -> bool:
    """Whether anything may follow from an item that we had nothing of; where nothing may, many are taken at once.

    Whoever lets `act` do something about a new item or a note to editors says so here too.
    """
    if change.kind is ChangeKind.NEW:
        return _is_published_at_once(message)
    return change.kind is not ChangeKind.ADVISORY or changes.told_in(parsed) is not None


def _is_published_at_once(message: Message) -> bool:
    return message.may_publish or message.feed.policy == Feed.Policy.PUBLISH


def _publish(item: Item, parsed: ParsedItem, message: Message, *, at: datetime) -> str:
    """A new story goes live without a person; where the rules forbid that, it waits for one."""
    if reason := changes.why_incomplete(parsed):
        return f"not published: {reason}"
    section = pickup.section_for(parsed, message.feed)
    if section is None:
        return "not published: nobody has said in which section it belongs"
    try:
        with transaction.atomic():
            article = pickup.pick_up(item=item, by=message.feed.actor, section=section, is_to_be_published=True, at=at)
            edition = publishing.publish(article=article, by=message.feed.actor, at=at)
    except Refused as refused:
        return f"not published: {refused}"
    return f"published at {edition.path}"
