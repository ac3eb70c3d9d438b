"""What the record says of a ticket's state and of what was decided on a proposed notice: each step says what it left."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from articles.recorded import is_story
from corrections import promises
from corrections.erasing import PERSONAL
from corrections.events import KEPT, STATE, digest, digest_of_kept, digest_of_report
from corrections.models import AnswerTime, Notice, NoticeProposal, Ticket
from corrections.proposals import SAID
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
        ticket["kept"] = facts.get("kept", "")
        if "report" in facts:
            ticket["report"] = facts["report"]
    elif verb == "proposed a notice":
        by = {"by_id": act["by_id"]} if "by_id" in act else {}
        said = {"kind": facts["kind"], "at": act["at"], "by_feed": "", **by, **facts.get("said", {})}
        words = {name: facts[name] for name in ("text", "passage", "to_reader") if name in facts}
        undecided = {"decision": "", "decided_by_id": None, "decided_at": None, "reason": "", "notice_id": None}
        known.setdefault("proposals", {})[facts["proposal"]] = {"words": words, "said": said, "decided": undecided}
    elif verb in DECIDED:
        decided = {**facts["decided"], "decided_at": act["at"], "reason": facts["reason"]} if "decided" in facts else {}
        known["proposals"][facts["proposal"]]["decided"] = decided
    elif verb == "told readers":
        known.setdefault("told", []).append(act["at"])


def compare(known: Mapping[str, Known]) -> Iterator[tuple[str, Fault]]:
    """The tickets and proposals that are not as the record knows them."""
    uids = [name.partition(":")[2] for name in known if is_story(name)]
    yield from _compare(Ticket.objects.all(), "tickets", "reference", uids, known, _otherwise_ticket)
    proposals = NoticeProposal.objects.select_related("ticket")
    yield from _compare(proposals, "proposals", "pk", uids, known, _otherwise_proposal)


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

TOLD = {
    "corrections.ticket": (
        "reference", "article", "passage", "wrong", "right", "source_url", "contact_name", "contact_email",
        *(name.removesuffix("_id") for name in (*STATE, *KEPT)),
    ),
    "corrections.noticeproposal": (
        "article", "kind", "text", "passage", "to_reader", "at", "by", "by_feed", *(name.removesuffix("_id") for name in SAID),
        "decision", "decided_by", "decided_at", "reason", "notice",
    ),
    "corrections.answertime": ("hours",),
}  # fmt: skip


def words_told(after: int, until: int) -> Iterator[str]:
    """A line for each notice that the entries between two keys tell of: its own number and the SHA-256 of its words."""
    told = Entry.objects.filter(pk__gt=after, pk__lte=until, verb="told readers").order_by("pk")
    canonicals = told.values_list("canonical", flat=True).iterator(chunk_size=AT_ONCE)
    while uids := [UUID(json.loads(canonical)["facts"]["notice"]) for canonical in islice(canonicals, AT_ONCE)]:
        notices = Notice.objects.only("uid", "text").in_bulk(uids, field_name="uid")
        for notice in (notices[uid] for uid in uids if uid in notices):
            yield f"notice {notice.uid} {hashlib.sha256(notice.text.encode()).hexdigest()}"


def _compare(
    found: QuerySet[Any],
    part: str,
    key: str,
    uids: list[str],
    known: Mapping[str, Known],
    otherwise: Callable[[Any, Known, Known], str],
) -> Iterator[tuple[str, Fault]]:
    left = {name: dict(known[name].get(part, {})) for name in known}
    rows = found.filter(article__uid__in=uids).order_by("pk").annotate(uid=F("article__uid"))
    label = found.model._meta.label_lower
    for row in rows.iterator(chunk_size=AT_ONCE):
        name, what = f"article:{row.uid}", f"{label} {row.pk}"
        said = left[name].pop(getattr(row, key), None)
        if said is None:
            yield name, Fault(what, "is in no entry of the record: it was added past it.")
        elif column := otherwise(row, said, known[name]):
            yield name, altered(row, column)
    for name, gone in left.items():
        for one in gone:
            yield name, Fault(f"{label} {one}", f"was removed: {name} names it.")


def _otherwise_ticket(ticket: Ticket, said: Known, story: Known) -> str:
    column = differs(ticket, said["state"] or {})
    if ticket.erased_at is not None:
        column = column or next((name for name in PERSONAL if getattr(ticket, name)), "")
    elif not column and ticket.record_key:
        if "report" in said and said["report"] != digest_of_report(ticket):
            return "words of the reader"
        if said["kept"] and said["kept"] != digest_of_kept(ticket):
            return f"{', '.join(KEPT[:-1])} or {KEPT[-1]}"
    return column


def _otherwise_proposal(proposal: NoticeProposal, said: Known, story: Known) -> str:
    column = differs(proposal, {**said["said"], **said["decided"]})
    if column == "decision" and proposal.decision == NoticeProposal.Decision.APPROVED:
        # Approvals had no entry of their own once; the notice that came of it has.
        column = "" if any(not differs(proposal, {"decided_at": at}) for at in story.get("told", ())) else column
    return column or next((name for name, hash in said["words"].items() if _hash(proposal, name) not in (hash, None)), "")


def _hash(proposal: NoticeProposal, name: str) -> str | None:
    """What the record keeps of a proposal's words; None of those to a reader whose personal data is erased."""
    if name != "to_reader" or proposal.ticket is None:
        return content_hash(getattr(proposal, name))
    return digest(proposal.ticket, proposal.to_reader) if proposal.ticket.record_key else None
