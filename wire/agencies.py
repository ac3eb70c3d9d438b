"""Which agency an item speaks for: the operator's word, else the content's; an unknown one is made, unlisted."""

from __future__ import annotations

import hashlib

from django.utils.text import slugify

from articles import agencies
from articles.models import Agency
from newsroom.base.actors import FeedActor
from newsroom.base.refusals import Refused
from wire.models import Feed, Message

UNKNOWN = "The message does not say which agency it is from. Run it again with --agency."


def agency_of(name: str, *, by: FeedActor, given: Agency | None = None) -> Agency:
    """The agency of an item; one that we don't have yet is added without a public page, so that the credit is never empty.

    Raises Refused when nobody says which agency it is.
    """
    if given is not None:
        return given
    name = " ".join(name.split())
    if not name:
        raise Refused(UNKNOWN)
    return Agency.objects.named(name) or _added(name, by)


def may_speak_for(feed: Feed, agency: Agency) -> bool:
    """A feed is believed only for the agencies that the desk chose for it; without a choice, for all."""
    return _is_believed(_chosen(feed), agency)


class Roster:
    """The agencies and what feeds may say of them, asked for once in a batch of messages.

    A batch is short: what the desk changes counts from the next one on.
    """

    def __init__(self) -> None:
        self._by_name: dict[str, Agency] | None = None
        self._chosen: dict[int, set[int]] = {}

    def find(self, message: Message, name: str) -> Agency | None:
        """The agency for which an item of a message speaks, if we have it."""
        if given := _given(message):
            return given
        if self._by_name is None:
            self._by_name = {}
            for agency in Agency.objects.all():
                for word in agency.names:
                    self._by_name.setdefault(word.casefold(), agency)
        return self._by_name.get(" ".join(name.split()).casefold())

    def of(self, message: Message, name: str) -> Agency:
        """The same, added if we don't have it. Raises Refused when nobody says which agency it is."""
        if found := self.find(message, name):
            return found
        self.forget()  # not kept: the transaction in which it is added may yet be undone
        return agency_of(name, by=message.feed.actor)

    def may_speak_for(self, feed: Feed, agency: Agency) -> bool:
        """Whether a feed is believed for an agency."""
        if feed.pk not in self._chosen:
            self._chosen[feed.pk] = _chosen(feed)
        return _is_believed(self._chosen[feed.pk], agency)

    def forget(self) -> None:
        """Ask again: an agency was added."""
        self._by_name = None


def _given(message: Message) -> Agency | None:
    """The operator's word, else the word of the desk on all that its feed brings."""
    return message.given_agency or message.feed.agency


def _chosen(feed: Feed) -> set[int]:
    return set(feed.agencies.values_list("pk", flat=True))


def _is_believed(chosen: set[int], agency: Agency) -> bool:
    return not chosen or agency.pk in chosen


def _added(name: str, by: FeedActor) -> Agency:
    slug = slugify(name)[:50] or f"agency-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    number, free = 1, slug
    while Agency.objects.filter(slug=free).exists():
        number += 1
        free = f"{slug}-{number}"
    aliases = [name] if len(name) > 120 else []
    agency, is_new = Agency.objects.get_or_create(
        name=name[:120], defaults={"slug": free, "short_name": name[:40], "is_listed": False, "aliases": aliases}
    )
    if is_new:
        agencies.write(agency, by=by)
    return agency
