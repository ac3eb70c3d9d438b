"""The publish screen shows what readers will get, and each verb is open to those who may use it alone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.models import Edition
from corrections.models import Notice, NoticeProposal
from tests.factories import make_agency, make_article, make_disclaimer, make_publication, make_published, make_user

pytestmark = pytest.mark.django_db

ROLES = ["Reporter", "Wire editor", "Editor", "Standards editor", "Managing editor"]


def screen(article):
    return reverse("admin:desk_publish", args=[article.pk])


def act(client, article, name, **data):
    revision = article.current_revision()
    return client.post(screen(article), {"act": name, "revision": revision.number, "when": "now", **data})


@pytest.fixture
def wire_story():
    make_publication()
    make_disclaimer()
    return make_article(agency=make_agency())


@pytest.mark.parametrize(
    ("role", "own", "wire"),
    [
        (None, 403, 403),
        ("Reporter", 403, 403),
        ("Wire editor", 403, 302),
        ("Editor", 302, 302),
        ("Standards editor", 302, 302),
        ("Managing editor", 302, 302),
    ],
)
def test_who_may_publish_what(client, role, own, wire):
    client.force_login(make_user(role))
    for agency, expected in ((None, own), (make_agency(), wire)):
        article = make_article(agency=agency)
        assert act(client, article, "publish").status_code == expected
        assert article.is_visible() is (expected == 302)


@pytest.mark.parametrize(
    ("verb", "allowed"),
    [
        ("review", ROLES[1:]),
        ("hold", ROLES[1:]),
        ("exempt", ROLES[4:]),
        ("spike", ROLES[1:]),
        ("nonsense", []),
    ],
)
@pytest.mark.parametrize("role", [None, *ROLES])
def test_who_may_use_a_verb(client, wire_story, role, verb, allowed):
    client.force_login(make_user(role))
    status = act(client, wire_story, verb, kind="desk").status_code
    assert (status != 403) is (role in allowed)


@pytest.mark.parametrize("role", [None, *ROLES[:4]])
def test_only_a_managing_editor_kills(client, role):
    article = make_published()
    client.force_login(make_user(role))
    address = reverse("admin:desk_kill", args=[article.pk])
    assert client.get(address).status_code == 403
    assert client.post(address, {"reason": "Wrong"}).status_code == 403
    assert article.is_visible()


def test_a_reader_is_sent_to_the_log_in(client):
    article = make_article()
    for address in (screen(article), reverse("admin:desk_kill", args=[article.pk])):
        assert client.get(address).status_code == 302
        assert client.post(address, {"act": "publish"}).status_code == 302
    assert not article.is_visible()


def test_the_disclaimer_it_will_carry_is_shown_with_its_reason(client, wire_story):
    client.force_login(make_user("Wire editor"))
    page = client.get(screen(wire_story)).text
    assert "The Harbor Ledger has not reviewed this Northline News Agency story prior to publication." in page
    assert "Why: agency copy, not reviewed by staff" in page


def test_reviewing_drops_not_reviewed_and_the_screen_says_so(client, wire_story):
    client.force_login(make_user("Wire editor"))
    act(client, wire_story, "review")
    page = client.get(screen(wire_story)).text
    assert "is dropped: revision 1 was reviewed by staff" in page
    assert "None: no rule selects this story." in page


def test_an_exemption_needs_a_reason_and_keeps_it(client, wire_story):
    client.force_login(make_user("Managing editor"))
    disclaimer = make_disclaimer("second", reviewed=None)
    refused = act(client, wire_story, "exempt", disclaimer=disclaimer.pk, reason=" ")
    assert "Say why this story goes without the disclaimer." in refused.text
    act(client, wire_story, "exempt", disclaimer=disclaimer.pk, reason="Written with their correspondent.")
    assert "Written with their correspondent." in client.get(screen(wire_story)).text


def test_a_revision_that_came_in_meanwhile_is_not_published_unseen(client):
    article = make_article()
    client.force_login(make_user("Editor"))
    seen = article.current_revision().number
    article.headline = "Something else"
    publishing.save_revision(article=article, by=make_user("Reporter", username="lucia"))
    response = act(client, article, "publish", revision=seen)
    assert "lucia has saved revision 2 since you opened this page" in response.text
    assert not article.is_visible()


def test_a_story_is_scheduled(client):
    article = make_article()
    client.force_login(make_user("Editor"))
    later = timezone.localtime(timezone.now() + timedelta(days=2))
    assert act(client, article, "publish", when="later", live_from=later.strftime("%Y-%m-%dT%H:%M")).status_code == 302
    assert not article.is_visible()
    assert article.is_visible(later)


@pytest.mark.parametrize(("when", "says"), [("", "Say when readers get it."), ("2020-01-01T10:00", "That time has passed.")])
def test_a_schedule_needs_a_time_to_come(client, when, says):
    article = make_article()
    client.force_login(make_user("Editor"))
    assert says in act(client, article, "publish", when="later", live_from=when).text
    assert not Edition.objects.exists()


def changed(article, **words):
    for name, value in words.items():
        setattr(article, name, value)
    publishing.save_revision(article=article, by=make_user("Reporter"))
    return article


def test_a_substantive_change_goes_out_with_its_notice(client):
    article = changed(make_published(), headline="The vote was 5–4")
    client.force_login(make_user("Editor"))
    text = "An earlier version gave the vote as 5–2. It was 5–4."
    act(client, article, "publish", change="notice", kind="correction", severity="serious", text=text)
    notice = Notice.objects.get()
    assert (notice.kind, notice.text, notice.placement) == ("correction", text, "top")
    assert article.visible_edition().headline == "The vote was 5–4"


@pytest.mark.parametrize("change", ["notice", "no_notice"])
def test_a_substantive_change_without_notice_or_reason_is_refused_and_keeps_what_was_typed(client, change):
    article = changed(make_published(headline="5–2"), headline="5–4")
    client.force_login(make_user("Editor"))
    response = act(
        client, article, "publish", change=change, kind="correction", severity="serious", text="", no_notice_reason=""
    )
    assert response.status_code == 200
    assert "errornote" in response.text
    assert f'value="{change}" required id="id_change_{1 if change == "notice" else 2}" checked' in response.text
    assert article.visible_edition().headline == "5–2"


def test_a_substantive_change_without_notice_keeps_its_reason(client):
    article = changed(make_published(), standfirst="Now with the minister’s answer.")
    client.force_login(make_user("Editor"))
    act(client, article, "publish", change="no_notice", no_notice_reason="A running story.")
    assert article.visible_edition().no_notice_reason == "A running story."


def test_a_change_with_a_notice_is_not_scheduled(client):
    article = changed(make_published(headline="5–2"), headline="5–4")
    client.force_login(make_user("Editor"))
    response = act(client, article, "publish", when="later", live_from="2031-01-01T10:00", change="notice",
                   kind="correction", severity="ordinary", text="It was 5–4.")  # fmt: skip
    assert "A change with a notice goes out at once" in response.text
    assert not Notice.objects.exists()


def test_a_retraction_is_the_standards_editors_and_waits_for_a_second_person(client):
    article = changed(make_published(), headline="Retracted")
    data = {"change": "notice", "kind": "retraction", "severity": "serious", "text": "We retract this story."}
    client.force_login(make_user("Editor"))
    assert "Select a valid choice" in act(client, article, "publish", **data).text
    client.force_login(make_user("Standards editor"))
    assert act(client, article, "publish", **data).status_code == 302
    assert article.visible_edition().headline != "Retracted"
    assert NoticeProposal.objects.open().get().text == "We retract this story."
    assert not Notice.objects.exists()


def test_a_published_story_without_changes_has_nothing_to_publish(client):
    article = make_published()
    client.force_login(make_user("Editor"))
    assert "There is nothing to publish." in client.get(screen(article)).text
