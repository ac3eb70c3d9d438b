"""Policy pages: how we work, in our own words; what each said before is kept in the record."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import escape

from articles import body
from articles.models import PolicyPage, Publication
from newsroom.base import record
from newsroom.base.models import Entry
from newsroom.base.refusals import Refused

if TYPE_CHECKING:
    from newsroom.base.actors import AnyActor

WORDS = ("title", "summary", "body")
WORDED = "worded a policy"
BLANK = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)


@dataclass(frozen=True)
class Version:
    """What a page said from a moment on, and who wrote it."""

    at: datetime
    actor_name: str
    title: str
    summary: str
    body: str


@transaction.atomic
def write(page: PolicyPage, *, by: AnyActor, at: datetime | None = None) -> None:
    """Save a policy page with its text sanitised; the date readers see moves, and the record keeps it, when its words change.

    Raises Refused while something is left to fill in.
    """
    if left := blanks(page):
        raise Refused(f"Fill in, or take out, what stands in double brackets: {'; '.join(left[:5])}")
    at = at or timezone.now()
    page.body = body.clean(page.body)
    known = PolicyPage.objects.select_for_update(no_key=True).filter(pk=page.pk).values(*WORDS).first()
    words = {name: getattr(page, name) for name in WORDS}
    if known == words:
        page.save()
        return
    page.updated_at = at
    page.save()
    before = {"before": known} if known and not _entries(page).exists() else {}  # written before the record kept them
    record.write(_chain(page), WORDED, by=by, at=at, address=page.slug, **words, **before)


def blanks(page: PolicyPage) -> list[str]:
    """What is left to fill in of a page that was started from our own text."""
    return [found for name in WORDS for found in BLANK.findall(getattr(page, name))]


def versions(page: PolicyPage) -> list[Version]:
    """What a page has said, as the record has it, the newest first."""
    found = []
    for entry in _entries(page).select_related("by").order_by("-number"):
        facts = json.loads(entry.canonical)["facts"]
        found.append(Version(entry.at, entry.actor_name, **{name: facts[name] for name in WORDS}))
        if "before" in facts:
            found.append(Version(entry.at, "", **facts["before"]))
    return found


def start(slug: str) -> PolicyPage | None:
    """A page of our own wording to start from, with what the publication is known by filled in; it is not saved."""
    words = _starts().get(slug)
    if words is None:
        return None
    publication = Publication.objects.first() or Publication(name="")
    known = {
        "publication": escape(publication.name) or "[[our name]]",
        "corrections": publication.corrections_email or publication.contact_email or "[[an address for reports of errors]]",
        "contact": publication.contact_email or "[[the newsroom’s e-mail address]]",
        "address": escape(publication.street_address) or "[[the newsroom’s address]]",
        "days": str(publication.personal_data_days),
    }
    text = re.sub(r"\{(\w+)\}", lambda found: known[found[1]], words["body"].strip())
    return PolicyPage(slug=slug, title=words["title"], kind=words["kind"], summary=words["summary"], body=text)


def starts() -> list[str]:
    """The addresses of the pages that can be started from our own text."""
    return list(_starts())


@cache
def _starts() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("policy_starts.toml").read_text(encoding="utf-8"))


def _chain(page: PolicyPage) -> str:
    return f"policy:{page.pk}"


def _entries(page: PolicyPage) -> QuerySet[Entry]:
    return Entry.objects.filter(chain__name=_chain(page), verb=WORDED)
