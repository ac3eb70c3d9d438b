"""The form of a story, in the order in which an editor works."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from articles import rights
from articles.admin.editor import BodyField, written
from articles.admin.widgets import MomentField
from articles.models import Article, Byline
from newsroom.base.numbers import whole_number

TERMS = ("embargo_until", "embargo_open_ended", "expires_at")
BY_VERBS = ("status", *TERMS, "shows_history")
HISTORY = (("", "As the publication does"), (True, "Public"), (False, "Not public"))


class ArticleForm(forms.ModelForm):
    """State and terms are no part of the words: they change by verbs of their own."""

    user: Any = None
    refused = ""  # what a verb said when the first attempt to save failed

    body = BodyField(label="Text", required=False)
    status = forms.ChoiceField(choices=Article.Status, required=False, help_text="Whose turn it is.")
    embargo_until = MomentField(
        required=False, label="Embargo until", help_text="Readers don’t see the story before this time, published or not."
    )
    embargo_open_ended = forms.BooleanField(
        required=False, label="Embargo without a known end", help_text="Closed until someone unticks this."
    )
    expires_at = MomentField(required=False, label="Leaves the site", help_text="For copy we may show for a time only.")
    shows_history = forms.TypedChoiceField(
        choices=HISTORY, coerce="True".__eq__, empty_value=None, required=False, label="History",
        help_text="Whether readers may compare the story’s versions. Notices and the log of corrections never hide.",
    )  # fmt: skip
    note = forms.CharField(
        required=False,
        max_length=250,
        label="What you changed",
        help_text="One line for colleagues, kept with this save.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Article
        exclude = BY_VERBS  # noqa: DJ006  # the admin names the fields
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 2, "class": "headline-input", "maxlength": 250}),
            "standfirst": forms.Textarea(attrs={"rows": 2}),
            "tagline": forms.Textarea(attrs={"rows": 2}),
            "lead_photo_caption": forms.Textarea(attrs={"rows": 2}),
            "editor_note": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "headline": "What happened, in a line a reader understands without the story.",
            "section": "Where it stands in the paper.",
            "kind": "Readers are told when it is not plain news.",
            "agency": "Whose story it is. Empty: ours.",
            "dateline": "Where it was filed: BAGHOUZ, Syria (AP). Printed once, before the text. Leave it out of the text.",
            "tagline": "Closing line: who else reported, and from where.",
            "topics": "Each topic has a page that lists its stories.",
            "slugline": "The working name. Never printed.",
            "editor_note": "The agency’s or desk’s note. Never printed.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        article = self.instance if self.instance.pk else None
        for name in rights.locked_fields(article):
            if name in self.fields:
                self.fields[name].disabled = True
        if "agency" in self.fields and not rights.may_change_agency(self.user, article):
            self.fields["agency"].disabled = True
        if "status" not in self.fields:
            return
        last = article.current_revision() if article else None
        self.fields["based_on"].initial = last.number if last else None
        for name in BY_VERBS:
            self.fields[name].initial = getattr(self.instance, name)
            self.fields[name].show_hidden_initial = True  # an embargo that came in meanwhile is not undone by this form
        may_move_to = rights.statuses(self.user, article)
        offered = [(value, label) for value, label in Article.Status.choices if value in may_move_to]
        if self.instance.status not in may_move_to:
            self.fields["status"].disabled = True
            offered = [(self.instance.status, self.instance.get_status_display())]
        self.fields["status"].choices = offered  # type: ignore[attr-defined]
        if not rights.may_set_terms(self.user, article):
            for name in TERMS:
                self.fields[name].disabled = True
        self.fields["shows_history"].disabled = not rights.may_set_history(self.user, article)

    @property
    def conflict(self) -> int | None:
        """The revision that somebody else saved meanwhile, if that is why the save was refused."""
        last = self.instance.current_revision() if self.instance.pk and self.refused else None
        return last.number if last and str(last.number) != str(self["based_on"].value()) else None

    @property
    def opened(self) -> int | None:
        """The revision that the form began from, if its words were saved over a newer one."""
        over = whole_number(str(self.data.get("_over", "")))
        return None if over is None else whole_number(str(self.data.get("based_on", "")))

    def clean_based_on(self) -> int | None:
        """Saving over somebody's revision is a choice of its own, made once their words have been seen."""
        over = whole_number(str(self.data.get("_over", "")))
        return self.cleaned_data["based_on"] if over is None else over

    def clean_body(self) -> str:
        typed: str = self.cleaned_data["body"]
        return written(typed) if "body" in self.changed_data else typed

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.refused:
            raise ValidationError(self.refused, code="refused")
        return cleaned

    def changed_terms(self) -> dict[str, Any]:
        """What the editor changed of embargo and expiry, against what the form showed when it was opened."""
        return {name: self.cleaned_data[name] for name in TERMS if name in self.changed_data}


def without_detours(field: Any, name: str, names: tuple[str, ...]) -> Any:
    """A choice without the pencils and eyes that lead away from the story."""
    if field is not None and name in names:
        for detour in ("add", "change", "delete", "view"):
            setattr(field.widget, f"can_{detour}_related", False)
    return field


class BylineForm(forms.ModelForm):
    class Meta:
        model = Byline
        fields = ("person", "name", "role", "position")
        # A table has no labels beside its fields: each says what it is.
        widgets = {
            "name": forms.TextInput(attrs={"aria-label": "Name", "class": "vTextField"}),
            "role": forms.Select(attrs={"aria-label": "Role"}),
            "position": forms.NumberInput(attrs={"aria-label": "Order", "min": 0}),
        }
        labels = {"position": "Order"}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(cleaned.get("person")) == bool(cleaned.get("name")):
            raise ValidationError("Choose one of our people, or write a name: one of the two.")
        return cleaned


class BylineInline(admin.TabularInline):
    """Bylines belong to the story: who may write it may change them."""

    model = Byline
    form = BylineForm
    extra = 0
    autocomplete_fields = ("person",)
    verbose_name_plural = "Bylines, in the order in which they are printed"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return rights.may_write(request.user, obj)  # type: ignore[arg-type]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return without_detours(super().formfield_for_dbfield(db_field, request, **kwargs), db_field.name, ("person",))

    has_add_permission = has_change_permission
    has_delete_permission = has_change_permission
