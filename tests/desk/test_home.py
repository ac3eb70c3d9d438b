"""The desk's home shows what needs a person now, to those who may deal with it, in few queries however much waits."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing
from corrections import workflow
from corrections.intake import Report, receive_report
from newsroom.base import outbox
from newsroom.base.models import Outgoing
from newsroom.desk import home
from tests.factories import make_article, make_publication, make_published, make_user

pytestmark = pytest.mark.django_db


def titles(role):
    return {pile.title for pile in home.piles(make_user(role))}


def in_review(**fields):
    article = make_article(**fields)
    publishing.set_status(article=article, status="in_review", by=make_user())
    return article


def failing_mail():
    outbox.post(key="x", to="reader@example.org", subject="Your report", text="…")
    Outgoing.objects.update(attempts=3, last_error="refused")


@pytest.mark.parametrize(
    ("role", "shown", "hidden"),
    [
        (None, set(), {"Held", "Your drafts", "Readers’ reports"}),
        ("Reporter", {"Your drafts", "Held"}, {"Readers’ reports", "Drafts waiting for an editor", "New on the wire"}),
        ("Wire editor", {"New on the wire", "Changed since we took it"}, {"Readers’ reports", "Mail that does not go out"}),
        ("Editor", {"Drafts waiting for an editor", "Readers’ reports", "Coming up"}, {"Mail that does not go out"}),
        ("Standards editor", {"Readers’ reports", "Mail that does not go out"}, {"New on the wire"}),
        ("Managing editor", {"Readers’ reports", "New on the wire", "Mail that does not go out"}, set()),
    ],
)
def test_each_pile_is_for_those_who_may_deal_with_it(role, shown, hidden):
    failing_mail()
    found = titles(role)
    assert shown <= found
    assert not hidden & found


def test_mail_that_fails_is_for_those_who_may_open_it():
    failing_mail()
    user = make_user("Reporter")
    user.user_permissions.add(Permission.objects.get(codename="view_outgoing"))
    assert "Mail that does not go out" not in {pile.title for pile in home.piles(user)}


def test_a_reporter_sees_the_drafts_they_had_a_hand_in():
    reporter = make_user("Reporter")
    mine, _other = make_article(headline="Mine", by=reporter), make_article(headline="Somebody else’s")
    pile = next(pile for pile in home.piles(reporter) if pile.title == "Your drafts")
    assert [row.words for row in pile.rows] == [mine.headline]


def test_what_is_grave_stands_first():
    failing_mail()
    in_review()
    assert home.piles(make_user("Managing editor"))[0].is_urgent


def fill():
    article = make_published()
    for number in range(9):
        in_review(headline=f"Draft {number}")
        workflow.hold(article=make_published(), by=make_user(), kind="desk", reason="x")
        publishing.publish(article=make_article(), by=make_user(), live_from=timezone.now() + timedelta(days=number + 1))
        receive_report(article=article, report=Report(f"Figure {number} is wrong, I believe."))


def test_the_number_of_queries_does_not_grow_with_what_waits(client):
    make_publication()
    client.force_login(make_user("Managing editor"))
    client.get("/admin/")
    counts = []
    for prepare in (lambda: None, fill):
        prepare()
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/admin/").status_code == 200
        counts.append(len(captured))
    assert counts[1] <= counts[0] + 1  # one more names the owners of holds
    assert counts[1] <= 21


def test_an_empty_pile_says_why_it_is_empty(client):
    client.force_login(make_user("Editor"))
    page = client.get("/admin/").text
    for words in ("No reader waits for an answer.", "Nobody has handed in a draft.", "Nothing is held."):
        assert words in page


def test_the_desk_bears_the_publications_name(client):
    make_publication(name="The Gannet Gazette")
    assert "The Gannet Gazette" in client.get("/admin/login/").text
    client.force_login(make_user("Reporter"))
    assert "<title>The desk | The Gannet Gazette desk</title>" in client.get("/admin/").text


def test_the_desk_has_its_own_security_policy_and_is_stored_nowhere(client):
    for address in ("/admin/login/", "/admin/"):
        client.force_login(make_user("Editor"))
        response = client.get(address, follow=True)
        policy = response["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert "no-store" in response["Cache-Control"]
