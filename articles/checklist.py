"""Which clauses of two trust standards the publication meets, and where: computed from what is filled in, never ticked.

The clauses are in our own short words, after CWA 17493:2019 (Journalism Trust Initiative, jti-app.com) and the eight
indicators of the Trust Project. A page that stands there is found; whether the newsroom does as it says, nobody can compute.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.urls import reverse

from articles.body import plain_text
from articles.models import Agency, Person, PolicyPage, Publication

JTI, TRUST = "Journalism Trust Initiative", "Trust Project"
FEWEST_WORDS = 60  # a page of a sentence or two is a placeholder
LEFT_OUT = (
    "Clauses 3 (public service media), 13 (affiliations), 16 (how the outlet treats those who work for it) and 17 (training) "
    "are not here: no page can show them. Answer them in your own assessment, which clause 18 asks you to publish."
)


@dataclass(frozen=True)
class Clause:
    """What a standard asks, and what here answers it; all of `needs` must be there.

    A need is a policy page by its kind or address (`page:masthead`, `page:diversity`), a field of the publication
    (`field:founded`), something written of people or agencies (`bios`, `profiles`), or what the software does by itself
    (`built:` and the address where it can be seen).
    """

    standard: str
    number: str
    words: str
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """A clause, where it is met, and what is missing to meet it."""

    clause: Clause
    places: list[tuple[str, str]] = field(default_factory=list)  # words, and the address that shows it
    missing: list[tuple[str, str]] = field(default_factory=list)  # words, and where at the desk it can be mended

    @property
    def is_met(self) -> bool:
        return not self.missing


CLAUSES = (
    Clause(JTI, "1", "Who publishes: name, postal address, how to reach us",
           ("field:name", "field:street_address", "field:contact_email")),
    Clause(JTI, "2", "What we are here for, and what we cover first", ("page:mission",)),
    Clause(JTI, "4, 5, 8", "Who owns us, where the money comes from", ("page:ownership",)),
    Clause(JTI, "6", "Who is responsible for what in the newsroom, and where it is", ("page:masthead", "field:street_address")),
    Clause(JTI, "7", "How to reach the newsroom", ("page:contact",)),
    Clause(JTI, "8", "What we learn of readers, and how long we keep it", ("page:privacy",)),
    Clause(JTI, "9", "Editorial guidelines that anybody can read", ("page:standards",)),
    Clause(JTI, "10", "How we make sure that it is right before it is out", ("page:standards", "page:verification")),
    Clause(JTI, "11", "How we treat what readers and bystanders send us", ("page:contributions",)),
    Clause(JTI, "12", "How we treat sources, and when we name none", ("page:sourcing",)),
    Clause(JTI, "14.1", "A published way to report an error, and how claims are looked at",
           ("page:corrections", "built:/corrections/accuracy/")),
    Clause(JTI, "14.2", "Corrections on the page itself, as prominent as the error", ("built:/corrections/",)),
    Clause(JTI, "14.3", "An address for complaints that is easy to find", ("field:corrections_email", "page:contact")),
    Clause(JTI, "15", "Where to go when our answer is not enough", ("page:complaints",)),
    Clause(JTI, "18", "Our own assessment against this standard, published", ("page:self-assessment",)),
    Clause(TRUST, "Best practices", "Ethics and editorial standards", ("page:standards",)),
    Clause(TRUST, "Best practices", "Mission and coverage priorities", ("page:mission",)),
    Clause(TRUST, "Best practices", "Ownership and funding", ("page:ownership",)),
    Clause(TRUST, "Best practices", "Founding date", ("field:founded",)),
    Clause(TRUST, "Best practices", "Masthead", ("page:masthead",)),
    Clause(TRUST, "Best practices", "Verification and fact-checking", ("page:verification",)),
    Clause(TRUST, "Best practices", "Unnamed sources", ("page:sourcing",)),
    Clause(TRUST, "Best practices", "Corrections policy, and corrections in practice",
           ("page:corrections", "built:/corrections/")),
    Clause(TRUST, "Best practices", "Corrections prominently displayed on the story, history of versions open",
           ("built:/corrections/", "field:shows_history")),
    Clause(TRUST, "Journalist expertise", "Who wrote it, with a page on each author", ("bios",)),
    Clause(TRUST, "Type of work", "News, analysis, opinion and paid pieces are labelled", ("built:/",)),
    Clause(TRUST, "Citations and references", "Whose reporting it is if it is not ours: each agency described", ("profiles",)),
    Clause(TRUST, "Methods", "How a story was made, and how what it says was checked", ("page:verification", "page:sourcing")),
    Clause(TRUST, "Locally sourced", "Where a story was reported from, and by whom", ("built:/", "page:masthead")),
    Clause(TRUST, "Diverse voices", "Whose voices we look for, in the newsroom and in stories", ("page:diversity",)),
    Clause(TRUST, "Actionable feedback", "Readers report errors from every story and get an answer",
           ("built:/corrections/accuracy/", "page:corrections")),
    Clause(TRUST, "Actionable feedback", "How to reach the newsroom", ("page:contact",)),
)  # fmt: skip

BUILT = {
    "/": "label, byline, dateline and credit on every story",
    "/corrections/": "notices on the story and in the public log",
    "/corrections/accuracy/": "a report link on every story, and the accuracy report",
}


def findings() -> list[Finding]:
    """Every clause with where it is met: four queries."""
    publication = Publication.objects.first()
    pages = {name: page for page in PolicyPage.objects.all() for name in (page.kind, page.slug)}
    facts = {"bios": _people(), "profiles": _agencies()}
    return [_finding(clause, publication, pages, facts) for clause in CLAUSES]


def _finding(
    clause: Clause, publication: Publication | None, pages: dict[str, PolicyPage], facts: dict[str, list[tuple[str, str]]]
) -> Finding:
    finding = Finding(clause)
    for need in clause.needs:
        kind, _, name = need.partition(":")
        if kind == "built":
            finding.places.append((BUILT[name], name))
        elif kind == "page":
            _look_at_page(finding, name, pages.get(name))
        elif kind == "field":
            words = f"the publication’s {Publication._meta.get_field(name).verbose_name}"  # type: ignore[union-attr]
            if publication and getattr(publication, name):
                finding.places.append((words, "/"))
            else:
                finding.missing.append((words, reverse("admin:articles_publication_changelist")))
        else:
            lacking = facts[need]
            (finding.missing.extend(lacking) if lacking else finding.places.append(("all of them", "/")))
    return finding


def _look_at_page(finding: Finding, name: str, page: PolicyPage | None) -> None:
    if page is None:
        kinds = dict(PolicyPage.Kind.choices)
        words = f"a page of the kind “{kinds[name]}”" if name in kinds else f"a page at /about/{name}/"
        finding.missing.append((words, f"{reverse('admin:articles_policypage_add')}?start={name}"))
    elif len(plain_text(page.body).split()) < FEWEST_WORDS:
        address = reverse("admin:articles_policypage_change", args=[page.pk])
        finding.missing.append((f"more than a few words on “{page.title}”", address))
    else:
        finding.places.append((page.title, page.get_absolute_url()))


def _people() -> list[tuple[str, str]]:
    """Whose page says nothing of them; nobody at all is a lack too."""
    people = list(Person.objects.values_list("name", "pk", "bio"))
    lacking = [
        (f"a few sentences on {name}", reverse("admin:articles_person_change", args=[pk]))
        for name, pk, bio in people
        if not bio.strip()
    ]
    return lacking if people else [("people with a page", reverse("admin:articles_person_add"))]


def _agencies() -> list[tuple[str, str]]:
    """Agencies whose stories readers see and whose page says nothing of them."""
    used = Agency.objects.filter(editions__isnull=False).distinct().order_by("name")
    return [
        (f"a profile of {agency.name}", reverse("admin:articles_agency_change", args=[agency.pk]))
        for agency in used.only("name", "profile", "is_listed")
        if not (agency.profile and agency.is_listed)
    ]
