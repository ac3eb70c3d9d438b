"""Many items at once: those that we have nothing of and from which nothing follows are kept with a few statements."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError
from django.db.models import OuterRef, Subquery

from articles.models import Agency
from wire import consequences, files, named_orders, stored
from wire.agencies import Roster
from wire.formats.parsed import ParsedItem
from wire.intake import items
from wire.intake.gate import one_at_a_time
from wire.intake.items import AWAY, Candidate
from wire.intake.outcome import Outcome, outcome_of
from wire.models import Item, Version

logger = logging.getLogger(__name__)

Key = tuple[int, str]


def take(wanted: Sequence[Candidate], *, roster: Roster, at: datetime) -> list[Outcome]:
    """Take items in their order, the plain ones together: the end is that of one after the other."""
    outcomes: list[Outcome] = []
    seen = _seen(wanted, roster) if len(wanted) > 1 else set()
    waiting: dict[Key, tuple[Candidate, Agency]] = {}
    for one in wanted:
        agency = _plain_for(one, roster)
        key = (agency.pk, items.id_of(one.parsed)) if agency is not None else None
        if agency is not None and key is not None and key not in seen and key not in waiting:
            waiting[key] = (one, agency)
            continue
        outcomes += _together(list(waiting.values()), roster, at=at)
        seen.update(waiting)
        waiting = {}
        outcomes.append(items.take(one, roster=roster, at=at))
        if (item := outcomes[-1].item) is not None:
            seen.add((item.agency_id, item.item_id))
    return outcomes + _together(list(waiting.values()), roster, at=at)


def _plain_for(one: Candidate, roster: Roster) -> Agency | None:
    """The agency of an item from which nothing follows if it is new; None for all that is to be looked at alone."""
    parsed = one.parsed
    if not parsed.item_id or parsed.status_target or consequences.may_follow(parsed, one.first_change, one.message):
        return None
    agency = roster.find(one.message, parsed.agency)
    return agency if agency is not None and roster.may_speak_for(one.message.feed, agency) else None


def _seen(wanted: Sequence[Candidate], roster: Roster) -> set[Key]:
    """Which of the items are here already."""
    keys = [(agency.pk, items.id_of(one.parsed)) for one in wanted if (agency := _plain_for(one, roster)) is not None]
    here = Item.objects.filter(agency__in={agency for agency, _ in keys}, item_id__in={item_id for _, item_id in keys})
    return set(here.values_list("agency_id", "item_id")) if keys else set()


def _together(plain: list[tuple[Candidate, Agency]], roster: Roster, *, at: datetime) -> list[Outcome]:
    """New items in one transaction; if that fails, one after the other, so that one takes no other along."""
    if len(plain) > 1:
        try:
            return _created([_New(one, agency, at) for one, agency in plain], at=at)
        except AWAY:
            raise
        except IntegrityError as error:  # another process took one of them in the same moment
            logger.info("%s new wire items are taken one by one: %s", len(plain), error)
        except Exception:  # one of them is not as it should be: each alone will tell
            logger.exception("%s new wire items could not be taken together", len(plain))
        roster.forget()
    return [items.take(one, roster=roster, at=at) for one, _ in plain]


class _New:
    """A new item and its first version, not saved yet."""

    def __init__(self, one: Candidate, agency: Agency, at: datetime) -> None:
        self.change = one.first_change
        self.parsed: ParsedItem = items.counted(one.parsed)
        self.has_text = one.has_text
        self.item = items.new_item(agency, self.parsed, at=at)
        document = stored.as_document(self.parsed)
        self.version = items.new_version(self.item, self.parsed, self.change, one.message, document, at=at)
        self.item.version_count = 1
        items.move(self.item, one, self.change, at=at)


def _created(new: list[_New], *, at: datetime) -> list[Outcome]:
    with one_at_a_time():
        Item.objects.bulk_create([one.item for one in new])
        Version.objects.bulk_create([one.version for one in new])
        first = Subquery(Version.objects.filter(item=OuterRef("pk"), number=1).values("pk"))
        here = Item.objects.filter(pk__in=[one.item.pk for one in new if one.has_text])
        here.update(newest=first, text_version=first)
        bare = Item.objects.filter(pk__in=[one.item.pk for one in new if not one.has_text])
        bare.update(newest=first)
        named_orders.await_many([(one.item, one.parsed) for one in new], at=at)
        files.keep(file for one in new for file in files.note(one.item, one.parsed, one.version.message, at=at))
    for one in new:
        one.item.newest = one.version
        if one.has_text:
            one.item.text_version = one.version
    return [outcome_of(one.item, one.version, one.parsed, one.change, []) for one in new]
