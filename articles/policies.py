"""Policy pages: how we work, in our own words; what each said before is kept in the record."""

from __future__ import annotations

import re
import tomllib
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.html import escape

from articles import body, told
from articles.models import PolicyPage, Publication
from newsroom.base.refusals import Refused

if TYPE_CHECKING:
    from newsroom.base.actors import AnyActor

WORDS = told.WORDS[PolicyPage]
BLANK = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)


@transaction.atomic
def write(page: PolicyPage, *, by: AnyActor, at: datetime | None = None) -> None:
    """Save a policy page with its text sanitised; the date readers see moves, and the record keeps it, when its words change.

    Raises Refused while something is left to fill in.
    """
    if left := blanks(page):
        raise Refused(f"Fill in, or take out, what stands in double brackets: {'; '.join(left[:5])}")
    at = at or timezone.now()
    page.body = body.clean(page.body)
    if told.found_of(page) != told.words_of(page):
        page.updated_at = at
    told.write(page, by=by, at=at, address=page.slug)


def blanks(page: PolicyPage) -> list[str]:
    """What is left to fill in of a page that was started from our own text."""
    return [found for name in WORDS for found in BLANK.findall(getattr(page, name))]


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
