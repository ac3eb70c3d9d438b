"""The form of a story saves through the verbs; what they refuse is said in the form and nothing typed is lost."""

import pytest
from django.urls import reverse

from articles import publishing
from articles.models import Article, Byline
from tests.factories import make_agency, make_article, make_person, make_published, make_section, make_user

pytestmark = pytest.mark.django_db


def values(article=None, **changes):
    """What the browser would send for a story's form."""
    revision = article.current_revision() if article else None
    data = {
        "headline": article.headline if article else "Pier reopens",
        "standfirst": article.standfirst if article else "",
        "section": article.section_id if article else make_section().pk,
        "kind": "news",
        "language": "en",
        "body": article.body if article else "<p>The pier reopened.</p>",
        "agency": article.agency_id or "" if article else "",
        "dateline": "", "tagline": "", "lead_photo": "", "lead_photo_caption": "", "slugline": "", "slug": "",
        "editor_note": "", "note": "",
        "status": article.status if article else "draft", "initial-status": article.status if article else "draft",
        "embargo_until": "", "initial-embargo_until": "", "expires_at": "", "initial-expires_at": "",
        "initial-embargo_open_ended": "False",
        "based_on": revision.number if revision else "",
        "bylines-TOTAL_FORMS": 0, "bylines-INITIAL_FORMS": 0,
    }  # fmt: skip
    return {**data, **changes}


def post(client, article=None, **changes):
    address = reverse("admin:articles_article_change", args=[article.pk]) if article else reverse("admin:articles_article_add")
    return client.post(address, values(article, **changes))


def test_a_new_story_is_saved_as_a_revision_by_whoever_is_logged_in(client):
    reporter = make_user("Reporter")
    client.force_login(reporter)
    assert post(client, headline="Pier reopens", note="First take").status_code == 302
    article = Article.objects.get(headline="Pier reopens")
    revision = article.current_revision()
    assert (revision.number, revision.by, revision.note) == (1, reporter, "First take")
    assert article.status == "draft"


def test_bylines_and_topics_are_in_the_revision(client):
    client.force_login(make_user("Reporter"))
    person = make_person()
    post(client, **{"bylines-TOTAL_FORMS": 1, "bylines-0-person": person.pk, "bylines-0-role": "reporter",
                    "bylines-0-position": 0, "bylines-0-name": ""})  # fmt: skip
    revision = Article.objects.get().current_revision()
    assert revision.content["bylines"] == [{"person_id": person.pk, "name": "", "role": "reporter"}]


def test_a_byline_is_a_person_or_a_name_and_says_so(client):
    client.force_login(make_user("Reporter"))
    response = post(client, **{"bylines-TOTAL_FORMS": 1, "bylines-0-person": "", "bylines-0-role": "reporter",
                               "bylines-0-position": 3, "bylines-0-name": ""})  # fmt: skip
    assert "one of the two" in response.text
    assert not Byline.objects.exists()


def test_text_is_sanitised_on_the_way_in(client):
    client.force_login(make_user("Reporter"))
    post(client, body='<p onclick="x()">The pier.</p><script>alert(1)</script>')
    assert Article.objects.get().body == "<p>The pier.</p>"


def test_saving_over_somebody_elses_newer_revision_is_refused_and_both_are_kept(client):
    article = make_article(headline="Pier reopens")
    opened = values(article, headline="Pier reopens, says mayor")
    article.headline = "Pier reopens on Friday"
    publishing.save_revision(article=article, by=make_user("Editor", first_name="Tom", last_name="Halloran"))
    client.force_login(make_user("Reporter"))
    response = client.post(reverse("admin:articles_article_change", args=[article.pk]), opened)
    assert response.status_code == 200
    assert "Tom Halloran has saved this story since you opened it" in response.text
    assert "Pier reopens, says mayor" in response.text
    article.refresh_from_db()
    assert article.headline == "Pier reopens on Friday"
    assert article.revisions.count() == 2


def test_saving_a_live_story_changes_nothing_for_readers(client):
    article = make_published(headline="Pier reopens")
    client.force_login(make_user("Reporter"))
    assert post(client, article, headline="Pier stays shut").status_code == 302
    article.refresh_from_db()
    assert article.headline == "Pier stays shut"
    assert article.visible_edition().headline == "Pier reopens"


def test_an_embargo_is_set_by_its_verb_and_is_in_the_record(client):
    article = make_article()
    client.force_login(make_user("Editor"))
    post(client, article, embargo_until="2030-01-02T09:30")
    article.refresh_from_db()
    assert article.embargo_until.isoformat() == "2030-01-02T09:30:00+00:00"
    assert "set terms" in last_verbs(article)


def test_an_embargo_that_came_in_meanwhile_is_not_undone_by_a_form_opened_before(client):
    article = make_article()
    opened = values(article)
    publishing.set_terms(article=article, by=make_user("Editor"), embargo_until=None, embargo_open_ended=True, expires_at=None)
    client.force_login(make_user("Editor"))
    assert client.post(reverse("admin:articles_article_change", args=[article.pk]), opened).status_code == 302
    article.refresh_from_db()
    assert article.embargo_open_ended


def test_a_reporter_may_not_change_the_embargo_of_a_published_story(client):
    article = make_published()
    client.force_login(make_user("Reporter"))
    post(client, article, embargo_until="2030-01-02T09:30", embargo_open_ended="on")
    article.refresh_from_db()
    assert (article.embargo_until, article.embargo_open_ended) == (None, False)


@pytest.mark.parametrize("status", ["ready", "spiked", "published"])
def test_a_reporter_moves_a_story_no_further_than_to_review(client, status):
    article = make_article()
    client.force_login(make_user("Reporter"))
    response = post(client, article, status=status)
    assert response.status_code == 200
    assert "is not one of the available choices" in response.text
    article.refresh_from_db()
    assert article.status == "draft"


def test_a_reporter_hands_a_story_in_for_review(client):
    article = make_article()
    client.force_login(make_user("Reporter"))
    post(client, article, status="in_review")
    article.refresh_from_db()
    assert article.status == "in_review"
    assert "moved" in last_verbs(article)


def test_the_text_of_an_agency_that_allows_no_editing_is_locked(client):
    article = make_article(agency=make_agency(may_edit=False), headline="As the agency sent it")
    client.force_login(make_user("Managing editor"))
    assert post(client, article, headline="Ours", body="<p>Ours.</p>", slugline="pier").status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.slugline) == ("As the agency sent it", "pier")
    assert "Ours" not in article.body


def test_a_killed_story_is_read_only(client):
    article = make_article()
    publishing.kill(article=article, by=make_user(), reason="Wrong")
    client.force_login(make_user("Managing editor"))
    assert post(client, article, headline="Back again").status_code == 409
    page = client.get(reverse("admin:articles_article_change", args=[article.pk]))
    assert page.status_code == 200
    assert 'name="_save"' not in page.text


def last_verbs(article):
    from newsroom.base.models import Entry

    return list(Entry.objects.filter(chain__name=publishing.chain(article)).values_list("verb", flat=True))


def test_mine_is_saved_after_theirs_when_i_say_so_and_theirs_stays(client):
    article = make_article(headline="Pier reopens")
    opened = values(article, headline="Mine")
    article.headline = "Theirs"
    publishing.save_revision(article=article, by=make_user("Editor"))
    client.force_login(make_user("Reporter"))
    address = reverse("admin:articles_article_change", args=[article.pk])
    assert 'name="_over" value="2"' in client.post(address, opened).text
    assert client.post(address, {**opened, "_over": "2"}).status_code == 302
    headlines = [revision.content["headline"] for revision in article.revisions.order_by("number")]
    assert headlines == ["Pier reopens", "Theirs", "Mine"]


def test_saving_can_lead_on_to_the_publish_screen(client):
    article = make_article()
    client.force_login(make_user("Editor"))
    assert post(client, article, _publish="yes")["Location"] == reverse("admin:desk_publish", args=[article.pk])
    assert "/desk/publish/" in post(client, headline="Another", _publish="yes")["Location"]
