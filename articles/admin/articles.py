"""The desk's list of stories and the form of one."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from articles import publishing, rights, states
from articles.admin import history
from articles.admin.article_form import TERMS, ArticleForm, BylineInline, without_detours
from articles.admin.base import DeskAdmin
from articles.admin.filters import OriginFilter, StateFilter
from articles.admin.pictures import shown_photo
from articles.admin.shown import age_of, shown_state
from articles.body import clean, plain_text
from articles.models import Article
from articles.signals import saved_over
from newsroom.base.actors import colleague
from newsroom.base.refusals import Refused

WRITING = (
    (None, {"fields": ("headline", "standfirst")}),
    ("Whose story", {"fields": (("agency", "dateline"),)}),
    (None, {"fields": ("body", "tagline")}),
    ("Lead photo", {"fields": ("lead_photo", "picture", "lead_photo_caption")}),
)
PLACING = (
    ("In the paper", {"fields": (("section", "kind"), "topics"), "classes": ("deciding",)}),
    (
        "Address and desk",
        {"fields": ("slugline", "slug", "language", "refuses_promos", "editor_note"), "classes": ("deciding",)},
    ),
)
DECIDING = (
    ("Save", {"fields": ("status", "note", "based_on"), "classes": ("deciding",)}),
    (
        "When readers may see it",
        {"fields": ("embargo_until", "embargo_open_ended", "expires_at", "shows_history"), "classes": ("deciding",)},
    ),
)
WRITTEN = {"headline": "Headline", "standfirst": "Standfirst", "body": "Text", "tagline": "Tagline"}
READING = tuple(
    (name, {**options, "fields": tuple("text_as_read" if one == "body" else one for one in options["fields"])})
    for name, options in WRITING + PLACING
)


@admin.register(Article)
class ArticleAdmin(DeskAdmin):
    form = ArticleForm
    list_title, new_title = "Stories", "story"
    inlines = (BylineInline,)
    autocomplete_fields = ("topics", "lead_photo")
    list_display_links = None
    list_filter = (StateFilter, OriginFilter, "section", "kind", ("saved_at", admin.DateFieldListFilter))
    search_fields = ("headline", "slugline", "slug")
    search_help_text = "Headline, working name or address"
    ordering = ("-saved_at", "-pk")
    readonly_fields = ("picture", "text_as_read")
    change_form_template = "admin/articles/article/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return states.with_facts(super().get_queryset(request))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return without_detours(super().formfield_for_dbfield(db_field, request, **kwargs), db_field.name, ("section", "agency"))

    # What the list shows

    def get_list_display(self, request: HttpRequest) -> Any:
        @admin.display(description="Next", empty_value="")
        def next_step(article: Article) -> str:
            return _next_step(request.user, article)

        return ("story", "section", "origin", "state", "last_saved", next_step)

    @admin.display(description="Story", ordering="headline")
    def story(self, article: Article) -> str:
        return format_html(
            '<a class="story-link" href="{}/change/">{}</a> <span class="slugline">{}</span>',
            article.pk,
            article.headline,
            article.slugline,
        )

    @admin.display(description="Whose", ordering="agency__short_name")
    def origin(self, article: Article) -> str:
        if article.agency is None:
            return "ours"
        word = "reviewed" if article.reviewed_revision_id == article.newest_revision else "not reviewed"  # type: ignore[attr-defined]
        return format_html('<span class="plate">{}</span> {}', article.agency.short_name, word)

    @admin.display(description="State", ordering="status")
    def state(self, article: Article) -> str:
        return shown_state(states.state_of(article))

    @admin.display(description="Saved", ordering="saved_at")
    def last_saved(self, article: Article) -> str:
        return format_html(
            '<time datetime="{}">{}</time> <span class="quiet list-who">{}</span>',
            article.saved_at.isoformat(),
            age_of(article.saved_at),
            states.saved_by(article),
        )

    @admin.display(description="The photo")
    def picture(self, article: Article) -> str:
        return shown_photo(article.lead_photo, "large") if article.lead_photo else "No photo yet."

    @admin.display(description="Text")
    def text_as_read(self, article: Article) -> str:
        return format_html('<div class="body-as-read">{}</div>', mark_safe(article.body))  # noqa: S308  # the verbs sanitised it

    # Who may open what

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        if obj is None:
            return super().has_change_permission(request)
        return rights.may_write(colleague(request), obj)

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        where, desk = PLACING
        return (*WRITING, where, *DECIDING, desk) if self._writes(request, obj) else READING

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.user, form.refused = request.user, getattr(request, "refused", "")
        return form

    def _writes(self, request: HttpRequest, obj: Article | None) -> bool:
        return self.has_change_permission(request, obj) if obj else self.has_add_permission(request)

    # Saving: the verbs decide

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and colleague(request).has_perm("articles.change_article"):
            article = self.get_object(request, unquote(object_id))
            if article is not None and article.killed_at is not None:
                return self._too_late(request, article)
        return super().change_view(request, object_id, *args, **kwargs)

    def _too_late(self, request: HttpRequest, article: Article) -> HttpResponse:
        """A form that was open when the story was killed is told so, and gives its words back."""
        typed = {name: request.POST.get(name, "") for name in ("headline", "standfirst", "body", "tagline")}
        typed["body"] = plain_text(clean(typed["body"]))
        context = {
            **self.admin_site.each_context(request),
            "title": article.headline,
            "article": article,
            "opts": self.opts,
            "written": [(WRITTEN[name], text) for name, text in typed.items() if text],
        }
        return TemplateResponse(request, "admin/articles/article/too_late.html", context, status=409)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Refused as refusal:
            request.refused = str(refusal)  # type: ignore[attr-defined]  # nothing was saved: the form says why, with all that was typed
            return super().changeform_view(request, *args, **kwargs)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
        article = context.get("original")
        if article is not None:
            context |= {
                "story_state": states.state_of(article),
                "story_address": article.editions.order_by("-number").values_list("path", flat=True).first(),
                "locked": rights.locked_fields(article),
                "may_publish": rights.may_publish(colleague(request), article) and article.killed_at is None,
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Every save of a story, any two compared, and the record."""
        article = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, article):
            raise PermissionDenied
        if article is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        older, newer = request.GET.get("from", ""), request.GET.get("to", "")
        context = {
            **self.admin_site.each_context(request),
            **history.history_of(article, older=older, newer=newer, reader=colleague(request)),
            "title": f"History of “{article.headline}”",
            "article": article,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/articles/article/history.html", context)

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        if not change:
            publishing.write(obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        article, by, chosen = form.instance, request.user, form.cleaned_data
        publishing.save_revision(
            article=article, by=by, note=chosen["note"], based_on=chosen["based_on"] if change else None  # type: ignore[arg-type]
        )  # fmt: skip
        if change and form.opened is not None:
            told = {"article": article, "by": by, "opened": form.opened}
            transaction.on_commit(lambda: saved_over.send(Article, **told))
        terms = form.changed_terms()
        if terms:
            now = Article.objects.values(*TERMS).get(pk=article.pk)
            publishing.set_terms(article=article, by=by, **{**now, **terms})  # type: ignore[arg-type]
        if "shows_history" in form.changed_data:
            publishing.set_history(article=article, shows_history=chosen["shows_history"], by=by)  # type: ignore[arg-type]
        if "status" in form.changed_data:
            publishing.set_status(article=article, status=chosen["status"], by=by)  # type: ignore[arg-type]

    def response_post_save_change(self, request: HttpRequest, obj: Article) -> HttpResponseRedirect:
        return _to_publish_screen(request, obj) or super().response_post_save_change(request, obj)

    def response_post_save_add(self, request: HttpRequest, obj: Article) -> HttpResponseRedirect:
        return _to_publish_screen(request, obj) or super().response_post_save_add(request, obj)


def _to_publish_screen(request: HttpRequest, article: Article) -> HttpResponseRedirect | None:
    """After saving, on to the story as readers will see it: by a button, or because readers have an earlier version of it.

    What kind of change it is, is asked there; until it is answered readers keep what they have.
    """
    user, facts = colleague(request), states.facts_of(article)
    is_changed = states.state_of(facts).name == "live" and facts.newest_revision != facts.live_revision
    if "_publish" in request.POST or (is_changed and rights.may_publish(user, article)):
        address = reverse("admin:desk_publish", args=[article.pk])
        return redirect(f"{address}#panel-publish" if is_changed else address)
    if is_changed:
        messages.info(request, "Readers keep the earlier version until an editor publishes this one.")
    return None


def _next_step(user: Any, article: Any) -> str:
    """The most likely next act on a story, for those who may do it: a link to the screen where it is done."""
    state = states.state_of(article).name
    if not rights.may_publish(user, article) or state in ("killed", "spiked", "expired"):
        return ""
    is_unreviewed = article.agency_id and article.reviewed_revision_id != article.newest_revision
    words = {
        "in_review": "Read and publish",
        "ready": "Publish",
        "held": "Look at the hold",
        "live": "Publish the change" if article.newest_revision != article.live_revision else "Review" if is_unreviewed else "",
    }.get(state, "")
    address = reverse("admin:desk_publish", args=[article.pk])
    return format_html('<a class="button button--quiet button--row" href="{}">{}</a>', address, words) if words else ""
