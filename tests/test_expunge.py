"""Two named people erase kept words for a reason: they show nowhere, and the record is whole and says so."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from articles import publishing
from articles.models import Article, Edition, Revision
from corrections import workflow
from newsroom.base.models import Entry, Erasure
from tests.base import whole
from tests.corrections.cases import make_ticket, save_text
from tests.factories import DAY, HOUR, NOON, make_publication, make_published, make_user
from tests.site.reading import get

pytestmark = pytest.mark.django_db

LIBEL = "Quokkafish steals ferries"


@pytest.fixture(autouse=True)
def people() -> None:
    make_publication()
    make_user("Managing editor", username="mara", first_name="Mara", last_name="Quill")
    make_user("Standards editor", username="odile")
    make_user("Editor", username="ned")


def expunge(target: str, *, by: str = "mara", second: str = "odile", reason: str = "Order 4711 of the county court.") -> str:
    out = io.StringIO()
    call_command("expunge", target, "--by", by, "--second", second, "--reason", reason, stdout=out)
    return out.getvalue()


def cleaned() -> Article:
    """A story that said what it must not, and says it no more since the day after."""
    article = make_published(headline=LIBEL, slug="ferries", body=f"<p>The {LIBEL}, they say.</p>", at=NOON)
    article.headline = "Ferries are missing"
    save_text(article, "<p>Nobody knows where they are.</p>", at=NOON + DAY)
    by = make_user()
    publishing.publish(article=article, by=by, change="substantive", no_notice_reason="A court order.", at=NOON + DAY)
    article.refresh_from_db()
    return article


def stored() -> str:
    """All that the tables of a story hold."""
    return str([list(model.objects.values()) for model in (Article, Revision, Edition, Entry)])


def test_a_past_revision_goes_with_what_readers_had_of_it():
    article = cleaned()
    said = expunge(f"revision:{article.pk}/1")
    assert f"Revision 1 of story {article.pk} is expunged." in said
    assert "Edition 1, which showed it, is expunged." in said
    assert "Look at revisions 2: they may hold the same words." in said
    assert LIBEL not in stored()
    assert whole.faults() == []


def test_notices_on_the_story_are_named_since_they_stay():
    article = cleaned()
    save_text(article, "<p>The mayor was elsewhere.</p>")
    notice = workflow.publish_change(article=article, by=make_user(), kind="correction", text="We named the wrong mayor.")
    told = expunge(f"revision:{article.pk}/1")
    assert f"Look at notices {notice.pk}: what they say stays, as notices do, and the words that an editor named." in told


def test_hash_size_time_people_and_reason_stay():
    article = cleaned()
    revision = Revision.objects.get(number=1)
    expunge(f"revision:{article.pk}/1")
    erasure = Erasure.objects.get(row_name=f"articles.revision:{revision.pk}")
    assert erasure.hash == revision.content_hash
    assert erasure.size > 100
    assert (erasure.by.username, erasure.second.username) == ("mara", "odile")
    entry = Entry.objects.get(verb="expunged")
    assert entry.chain.name == publishing.chain(article)
    assert "Order 4711 of the county court." in entry.canonical and revision.content_hash in entry.canonical


def test_the_days_page_answers_as_gone_and_nothing_else_shows_it(client):
    article = cleaned()
    path = article.visible_edition().path
    past = f"{path}as-published/2020-11-20/"
    assert LIBEL in get(past).content.decode()
    expunge(f"revision:{article.pk}/1")
    assert get(past).status_code == 410
    assert get(past)["Cache-Control"] == "no-store"
    client.force_login(make_user("Managing editor"))
    desk = f"/admin/articles/article/{article.pk}/history/"
    addresses = [
        past,
        path,
        f"{path}history/",
        f"/api/v1/articles/{article.pk}/",
        "/search/?q=quokkafish",
        "/feeds/latest.atom",
    ]
    for address in [*addresses, desk, f"{desk}?older=1&newer=2"]:
        response = client.get(address)
        assert response.status_code in (200, 410), address
        assert "steals ferries" not in response.content.decode(), address


def test_a_killed_story_is_emptied_to_its_working_copy(client):
    article = make_published(headline=LIBEL, slug="ferries", body=f"<p>The {LIBEL}.</p>", at=NOON)
    publishing.kill(article=article, by=make_user(), reason="False.")
    assert "The working copy is emptied." in expunge(f"revision:{article.pk}/1")
    assert LIBEL not in stored()
    assert whole.faults() == []
    path = Edition.objects.get().path
    assert get(path).status_code == 410
    assert get(f"/api/v1/articles/{article.pk}/").status_code == 410
    client.force_login(make_user("Managing editor"))
    for address in (f"/admin/articles/article/{article.pk}/change/", f"/admin/articles/article/{article.pk}/history/"):
        assert client.get(address).status_code == 200, address


def test_an_edition_goes_alone():
    article = cleaned()
    assert "Edition 1 of story" in expunge(f"edition:{article.pk}/1")
    assert Edition.objects.get(number=1).is_expunged
    assert Revision.objects.get(number=1).content["headline"] == LIBEL
    assert whole.faults() == []


def test_a_reports_words_go_and_its_reference_stays(client):
    article = make_published()
    ticket = make_ticket(article, wrong="My neighbour Xaver stole it.", at=NOON + HOUR)
    assert ticket.reference in expunge(f"ticket:{ticket.reference}")
    ticket.refresh_from_db()
    assert (ticket.wrong, ticket.contact_email, ticket.record_key) == ("", "", "")
    assert whole.faults() == []
    client.force_login(make_user("Standards editor"))
    assert client.get(f"/admin/corrections/ticket/{ticket.pk}/change/").status_code == 200


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("revision:{story}/2", "Readers have this revision, or will"),
        ("revision:{story}/3", "This is the story’s working copy"),
        ("revision:{story}/9", "has no revision 9"),
        ("revision:{story}", "after a slash, the number"),
        ("revision:0/1", "There is no story 0"),
        ("edition:{story}/2", "Readers have this edition, or will"),
        ("edition:{story}/9", "has no edition 9"),
        ("message:77", "There is no wire message 77"),
        ("photo:x", "There is no photo x"),
        ("ticket:HL-0000-0000", "There is no report HL-0000-0000"),
        ("story:{story}", "is none of: revision:…, edition:…"),
    ],
)
def test_what_cannot_go_is_refused_with_the_reason(target, why):
    article = cleaned()
    save_text(article, "<p>A third version.</p>", at=NOON + 2 * DAY)
    with pytest.raises(CommandError, match=why):
        expunge(target.format(story=article.pk))
    assert not Erasure.objects.exists()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"second": "mara"}, "Two people must agree"),
        ({"second": "ned"}, "ned may not expunge anything"),
        ({"by": "ned"}, "ned may not expunge anything"),
        ({"by": "nobody"}, "There is no user nobody"),
        ({"reason": "  "}, "Say which law"),
    ],
)
def test_two_people_who_may_must_agree_and_say_why(said, why):
    article = cleaned()
    with pytest.raises(CommandError, match=why):
        expunge(f"revision:{article.pk}/1", **said)
    assert not Erasure.objects.exists()
