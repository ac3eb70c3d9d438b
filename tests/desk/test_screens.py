"""Every screen of the desk opens on a phone, keeps to the security policy, and lets nothing run over its edge."""

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from articles.models import FrontSlot, PolicyPage
from corrections import workflow
from tests.factories import make_agency, make_article, make_disclaimer, make_person, make_photo, make_published, make_topic

LONG = "https://example.org/" + "very-long-address-without-a-place-to-break/" * 6


def screens():
    """The address of every list and form that the desk has, and of its own screens."""
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        row = model._default_manager.first()
        for page, args in (("change", [row.pk] if row else None), ("history", [row.pk] if row else None), ("add", [])):
            try:
                if args is not None:
                    yield reverse(f"{name}_{page}", args=args)
            except NoReverseMatch:
                continue


@pytest.mark.browser
def test_every_screen_fits_a_phone_and_breaks_no_rule(desk):
    photo = make_photo(caption=LONG)
    article = make_published(
        agency=make_agency(),
        headline=f"Council votes {LONG}"[:250],
        body=f"<p>{LONG}</p>",
        lead_photo=photo,
        bylines=[make_person()],
    )
    draft = make_article(topics=[make_topic()], editor_note=LONG)
    make_disclaimer(text=LONG)
    FrontSlot.objects.create(position=1, article=article)
    PolicyPage.objects.create(slug="privacy", title="Privacy", body="<p>x</p>")
    workflow.hold(article=article, by=article.current_revision().by, kind="legal", reason=LONG)
    own = [
        reverse("admin:index"),
        *(reverse("admin:desk_publish", args=[story.pk]) for story in (article, draft)),
        reverse("admin:desk_kill", args=[article.pk]),
        reverse("admin:articles_photo_stop", args=[photo.pk]),
        reverse("admin:password_change"),
    ]
    desk.set_viewport_size({"width": 320, "height": 700})
    too_wide = []
    for address in [*own, *screens()]:
        response = desk.goto(address)
        if response.status == 403:  # a form of a screen that nobody fills in
            continue
        assert response.status == 200, address
        if desk.evaluate("document.documentElement.scrollWidth > innerWidth"):
            too_wide.append(address)
    assert too_wide == []
