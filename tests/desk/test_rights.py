"""Who may do what to a story, asked of the one module that answers it."""

import pytest
from django.utils import timezone

from articles import publishing, rights
from articles.models import Article
from tests.factories import make_agency, make_article, make_published, make_user

pytestmark = pytest.mark.django_db

REPORTERS = ["idea", "draft", "in_review"]
EDITORS = [*REPORTERS, "ready", "spiked"]


def story(kind):
    match kind:
        case "own draft":
            return make_article()
        case "wire draft":
            return make_article(agency=make_agency())
        case "own live":
            return make_published()
        case "wire live":
            return make_published(agency=make_agency())
        case "killed":
            article = make_article()
            publishing.kill(article=article, by=make_user(), reason="Wrong")
            return Article.objects.get(pk=article.pk)


@pytest.mark.parametrize(
    ("role", "may_set_terms_of"),
    [
        ("Reporter", {"own draft"}),
        ("Wire editor", {"own draft", "wire draft", "wire live"}),
        ("Editor", {"own draft", "wire draft", "own live", "wire live"}),
        ("Standards editor", {"own draft", "wire draft", "own live", "wire live"}),
    ],
)
def test_who_may_set_embargo_and_expiry(role, may_set_terms_of):
    user = make_user(role)
    kinds = ("own draft", "wire draft", "own live", "wire live", "killed")
    assert {kind for kind in kinds if rights.may_set_terms(user, story(kind))} == may_set_terms_of


@pytest.mark.parametrize(
    ("role", "own", "wire"),
    [(None, [], []), ("Reporter", REPORTERS, REPORTERS), ("Wire editor", REPORTERS, EDITORS), ("Editor", EDITORS, EDITORS)],
)
def test_to_which_states_a_draft_may_be_moved(role, own, wire):
    user = make_user(role)
    assert rights.statuses(user, story("own draft")) == own
    assert rights.statuses(user, story("wire draft")) == wire
    assert rights.statuses(user, story("own live")) == []
    assert rights.statuses(user, story("killed")) == []


def test_a_story_of_ours_is_not_made_agency_copy_by_choosing_an_agency():
    article = story("own live")
    article.agency = make_agency()
    publishing.save_revision(article=article, by=make_user("Wire editor"))
    article = Article.objects.get(pk=article.pk)
    assert article.is_wire
    assert not rights.may_publish(make_user("Wire editor"), article)
    assert not rights.may_set_terms(make_user("Wire editor"), article)
    assert rights.may_publish(make_user("Editor"), article)


def test_copy_that_a_wire_editor_typed_in_for_an_agency_is_theirs_to_publish():
    article = make_article()
    Article.objects.filter(pk=article.pk).update(agency=make_agency())
    typed = Article.objects.create(headline="Typed in", section=article.section, agency=make_agency(), body="<p>Words.</p>")
    publishing.save_revision(article=typed, by=make_user("Wire editor"))
    assert rights.may_publish(make_user("Wire editor"), typed)


@pytest.mark.parametrize(("role", "may"), [("Reporter", False), ("Wire editor", False), ("Editor", True)])
def test_whose_copy_it_is_changes_by_an_editors_word_alone(client, role, may):
    article = story("wire draft")
    user = make_user(role)
    assert rights.may_change_agency(user, article) is may
    client.force_login(user)
    page = client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    chooser = page[page.index('name="agency"') :].partition(">")[0]
    assert ("disabled" in chooser) is not may


def test_an_agencys_embargo_outlives_the_loss_of_its_name():
    article = story("wire draft")
    Article.objects.filter(pk=article.pk).update(agency=None)
    assert not rights.may_set_terms(make_user("Reporter"), Article.objects.get(pk=article.pk))


def test_a_reporter_does_not_take_a_ready_story_back():
    article = story("own draft")
    publishing.set_status(article=article, status="ready", by=make_user())
    article.refresh_from_db()
    assert rights.statuses(make_user("Reporter"), article) == []


def test_nobody_writes_a_killed_story():
    assert not rights.may_write(make_user("Managing editor"), story("killed"))


def test_only_agency_copy_is_reviewed():
    editor = make_user("Editor")
    assert rights.may_review(editor, story("wire draft"))
    assert not rights.may_review(editor, story("own draft"))


def test_a_hold_is_lifted_by_its_owner_and_taken_over_by_a_managing_editor():
    owner, other, managing = make_user("Editor"), make_user("Editor"), make_user("Managing editor")
    hold = publishing.hold(article=story("own live"), by=owner, kind="desk", reason="Check", at=timezone.now())
    assert [rights.may_lift(user, hold) for user in (owner, other, managing)] == [True, False, False]
    assert [rights.may_take_over(user, hold) for user in (owner, other, managing)] == [False, False, True]


@pytest.mark.parametrize(("may_edit", "locked"), [(True, False), (False, True)])
def test_an_agency_that_allows_no_editing_locks_its_words_and_its_name(may_edit, locked):
    article = make_article(agency=make_agency(may_edit=may_edit))
    assert ("body" in rights.locked_fields(article)) is locked
    assert ("agency" in rights.locked_fields(article)) is locked
    assert "slug" not in rights.locked_fields(article)
