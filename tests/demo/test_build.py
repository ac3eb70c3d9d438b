"""The demo newsroom, replayed through the verbs, is alive and whole."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Agency, Article, Disclaimer, Edition, Person, Photo, PolicyPage, Section
from corrections.models import Notice, Ticket
from newsroom.base.models import Outgoing
from newsroom.base.verification import Verification
from newsroom.demo.build import build
from wire.models import Item, Message

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Built once for this module, and rolled back after it."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        build()
        yield
        transaction.set_rollback(True)


def test_it_holds_what_a_newsroom_holds(demo):
    assert Section.objects.count() >= 7
    assert Person.objects.count() >= 8
    assert Agency.objects.listed().count() >= 5
    assert Disclaimer.objects.count() >= 6
    assert Photo.objects.count() >= 15
    assert Article.objects.count() >= 40
    assert PolicyPage.objects.exclude(kind="other").count() >= 7


def test_every_state_of_a_story_is_there(demo):
    now = timezone.now()
    assert set(Article.objects.values_list("status", flat=True)) == set(Article.Status.values)
    assert Article.objects.filter(embargo_until__gt=now).exists()
    assert Article.objects.filter(embargo_open_ended=True).exists()
    assert Article.objects.filter(first_published_at__gt=now).exists()
    assert Article.objects.filter(killed_at__isnull=False).exists()
    assert Article.objects.filter(expires_at__lt=now).exists()
    assert Article.objects.filter(holds__lifted_at__isnull=True, holds__isnull=False).exists()
    assert Edition.objects.visible().filter(agency__isnull=False, is_reviewed=True).exists()
    assert Edition.objects.visible().filter(agency__isnull=False, is_reviewed=False).exists()
    assert Edition.objects.visible().filter(language="ar").exists()


def test_every_kind_of_notice_and_every_state_of_a_ticket_is_there(demo):
    assert set(Notice.objects.values_list("kind", flat=True)) == set(Notice.Kind.values)
    assert set(Ticket.objects.values_list("status", flat=True)) == set(Ticket.Status.values)
    assert set(Ticket.objects.exclude(resolution="").values_list("resolution", flat=True)) == set(Ticket.Resolution.values)
    assert Ticket.objects.suspected().exists()


def test_the_wire_desk_has_something_to_do(demo):
    assert Item.objects.filter(is_advisory=True).exists()
    assert Message.objects.exclude(reason="").exists()
    assert Item.objects.count() >= 15


def test_the_record_is_whole_and_no_mail_waits(demo):
    walk = Verification()
    assert list(walk.faults()) == []
    assert walk.waiting == 0
    assert not Outgoing.objects.due().exists()


def test_nothing_happened_in_the_future_and_something_happened_today(demo):
    now = timezone.now()
    seen = Edition.objects.visible()
    assert not Edition.objects.filter(at__gt=now).exists()
    assert seen.filter(first_published_at__gt=now - timedelta(days=2)).count() >= 8


def test_nobody_can_log_in_before_a_password_is_set(demo, django_user_model):
    assert all(not user.has_usable_password() for user in django_user_model.objects.all())


def test_the_model_story_is_complete(demo):
    edition = Edition.objects.visible().with_photos().get(path="/2019/03/12/baghouz-last-stand/")
    assert edition.agency.short_name == "AP"
    assert edition.page["dateline"] == "BAGHOUZ, Syria (AP)"
    assert edition.page["tagline"]
    assert [block["kind"] for block in edition.blocks].count("promo") == 2
    assert "(AP)" not in edition.blocks[0]["html"]
    assert edition.lead_photo["alt"]
    assert not edition.is_reviewed
