"""What the record says of a ticket's state and of what was decided on a proposed notice: each step says what it left."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import F

from articles.recorded import is_story
from corrections import promises
from corrections.erasing import PERSONAL
from corrections.events import digest_of_report
from corrections.models import AnswerTime, Notice, NoticeProposal, Ticket
from newsroom.base.canonical import content_hash
from newsroom.base.checks import Act, Check, Fault, Known, altered, differs
from newsroom.base.models import Entry

DECIDED = (
    "approved a proposed notice", "rejected a proposed notice", "put a proposed notice aside", "withdrew a proposed notice",
)  # fmt: skip
AT_ONCE = 500


def gather(known: Known, act: Act) -> None:
    """What the record knows of a story's tickets and proposals after one more act."""
    verb, facts = act["verb"], act["facts"]
    if verb.startswith("ticket "):
        ticket = known.setdefault("tickets", {}).setdefault(facts["ticket"], {})
        ticket["state"] = facts.get("state")  # an older step left it we do not know how
        if "report" in facts:
            ticket["report"] = facts["report"]
    elif verb == "proposed a notice":
        by = {"by_id": act["by_id"]} if "by_id" in act else {}
        said = {"kind": facts["kind"], "at": act["at"], **by, **facts.get("said", {})}
        words = {name: facts[name] for name in ("text", "passage") if name in facts}
        undecided = {"decision": "", "notice_id": None}
        known.setdefault("proposals", {})[facts["proposal"]] = {"words": words, "said": said, "decided": undecided}
    elif verb in DECIDED:
        decided = {**facts["decided"], "decided_at": act["at"], "reason": facts["reason"]} if "decided" in facts else {}
        known["proposals"][facts["proposal"]]["decided"] = decided
    elif verb == "told readers":
        known.setdefault("told", []).append(act["at"])


def compare(known: Mapping[str, Known]) -> Iterator[tuple[str, Fault]]:
    """The tickets and proposals that are not as the record knows them."""
    uids = [name.partition(":")[2] for name in known if is_story(name)]
    yield from _compare(Ticket, "tickets", "reference", uids, known, _otherwise_ticket)
    yield from _compare(NoticeProposal, "proposals", "pk", uids, known, _otherwise_proposal)


def gather_times(known: Known, act: Act) -> None:
    """What the record knows of the answer times after one more act on the publication."""
    if act["verb"] == "changed an answer time":
        known.setdefault("answer times", {})[act["facts"]["category"]] = act["facts"]["hours"]


def compare_times(known: Mapping[str, Known]) -> Iterator[tuple[str, Fault]]:
    """The answer times that are not what they were last made."""
    said = known.get(promises.CHAIN, {}).get("answer times", {})
    for time in AnswerTime.objects.filter(category__in=said):
        if column := differs(time, {"hours": said[time.category]}):
            yield promises.CHAIN, altered(time, column)


CHECKS = (Check("article:", gather, compare), Check(promises.CHAIN, gather_times, compare_times))


def words_told(after: int, until: int) -> Iterator[str]:
    """A line for each notice that the entries between two keys tell of: its own number and the SHA-256 of its words."""
    told = Entry.objects.filter(pk__gt=after, pk__lte=until, verb="told readers").order_by("pk")
    canonicals = told.values_list("canonical", flat=True).iterator(chunk_size=AT_ONCE)
    while uids := [UUID(json.loads(canonical)["facts"]["notice"]) for canonical in islice(canonicals, AT_ONCE)]:
        notices = Notice.objects.only("uid", "text").in_bulk(uids, field_name="uid")
        for notice in (notices[uid] for uid in uids if uid in notices):
            yield f"notice {notice.uid} {hashlib.sha256(notice.text.encode()).hexdigest()}"


def _compare(
    model: type[Any],
    part: str,
    key: str,
    uids: list[str],
    known: Mapping[str, Known],
    otherwise: Callable[[Any, Known, Known], str],
) -> Iterator[tuple[str, Fault]]:
    left = {name: dict(known[name].get(part, {})) for name in known}
    rows = model._default_manager.filter(article__uid__in=uids).order_by("pk").annotate(uid=F("article__uid"))
    for row in rows.iterator(chunk_size=AT_ONCE):
        name, what = f"article:{row.uid}", f"{model._meta.label_lower} {row.pk}"
        said = left[name].pop(getattr(row, key), None)
        if said is None:
            yield name, Fault(what, "is in no entry of the record: it was added past it.")
        elif column := otherwise(row, said, known[name]):
            yield name, altered(row, column)
    for name, gone in left.items():
        for one in gone:
            yield name, Fault(f"{model._meta.label_lower} {one}", f"was removed: {name} names it.")


def _otherwise_ticket(ticket: Ticket, said: Known, story: Known) -> str:
    column = differs(ticket, said["state"] or {})
    if ticket.erased_at is not None:
        column = column or next((name for name in PERSONAL if getattr(ticket, name)), "")
    elif not column and ticket.record_key and "report" in said and said["report"] != digest_of_report(ticket):
        return "words of the reader"
    return column


def _otherwise_proposal(proposal: NoticeProposal, said: Known, story: Known) -> str:
    column = differs(proposal, {**said["said"], **said["decided"]})
    if column == "decision" and proposal.decision == NoticeProposal.Decision.APPROVED:
        # Approvals had no entry of their own once; the notice that came of it has.
        column = "" if any(not differs(proposal, {"decided_at": at}) for at in story.get("told", ())) else column
    return column or next((name for name, hash in said["words"].items() if content_hash(getattr(proposal, name)) != hash), "")
