"""The small forms of the ticket screen, one for each verb; what is allowed is decided by the verbs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet

from corrections.answering import LONGEST, RESOLUTION_OF
from corrections.models import Notice, Ticket
from corrections.wordings import GAP, kind, wording

KINDS = [(kind.value, kind.label) for kind in Notice.Kind if kind in RESOLUTION_OF]


def short_text(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class VerbForm(forms.Form):
    """Remembers what the editor had on screen."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, ticket: Ticket, **kwargs: Any) -> None:
        self.ticket = ticket
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["maxlength"] = LONGEST
                field.validators.append(MaxLengthValidator(LONGEST))


class TakeForm(VerbForm):
    """Who had the ticket when the editor took it over; empty if nobody."""

    over_from = forms.IntegerField(required=False, widget=forms.HiddenInput)


class AskForm(VerbForm):
    question = forms.CharField(
        label="Question to the reader",
        help_text="Sent by mail, and shown on the reader’s page. The clock waits for the answer.",
        widget=short_text(),
    )


class NoteForm(VerbForm):
    text = forms.CharField(label="Note for the desk", help_text="The reader never sees it.", widget=short_text())


class NoErrorForm(VerbForm):
    to_reader = forms.CharField(
        label="Answer to the reader", help_text="How you checked it, and why the story stands.", widget=short_text()
    )


class OfThisStory(forms.ModelChoiceField):
    """A ticket or notice of the same story, by what tells it apart."""

    def label_from_instance(self, one: Any) -> str:
        if isinstance(one, Ticket):
            return f"{one.reference}: {one.wrong[:70]}"
        return f"{one.get_kind_display()}: {one.text[:90]}"


class DuplicateForm(VerbForm):
    original = OfThisStory(
        label="The earlier report", queryset=Ticket.objects.none(), help_text="Its answer goes to this reader too."
    )
    to_reader = forms.CharField(label="A word to the reader", required=False, widget=short_text(2))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["original"].queryset = originals(self.ticket)  # type: ignore[attr-defined]


class AnswerWithForm(VerbForm):
    notice = OfThisStory(label="The notice", queryset=Notice.objects.none())
    to_reader = forms.CharField(label="A word to the reader", required=False, widget=short_text(2))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["notice"].queryset = standing_notices(self.ticket)  # type: ignore[attr-defined]


class ReopenForm(VerbForm):
    reason = forms.CharField(label="Why", help_text="For the desk. The clock starts anew.", widget=short_text())


class CorrectForm(VerbForm):
    """The notice, as readers will have it."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="Kind", choices=KINDS, help_text="A fixed fact is always a correction.")
    severity = forms.ChoiceField(
        label="How grave", choices=Notice.Severity, help_text="Serious ones and retractions stand above the story."
    )
    origin = forms.ChoiceField(label="Found by", choices=Notice.Origin)
    text = forms.CharField(
        label="What readers are told",
        help_text="The label and the date are printed by themselves. Repeat what was wrong only as far as needed.",
        widget=short_text(),
    )
    supersedes = OfThisStory(
        label="Takes the place of", queryset=Notice.objects.none(), required=False, empty_label="no earlier notice"
    )
    to_reader = forms.CharField(
        label="A word to this reader",
        required=False,
        help_text="Goes with the notice in the answer.",
        widget=short_text(2),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supersedes"].queryset = standing_notices(self.ticket)  # type: ignore[attr-defined]
        self.initial = {"text": wording(self.ticket), "kind": kind(self.ticket), "severity": Notice.Severity.ORDINARY,
                        "origin": Notice.Origin.READER, **self.initial}  # fmt: skip

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if GAP in text:
            raise forms.ValidationError(f"Fill in what stands as {GAP}.")
        return text


def standing_notices(ticket: Ticket) -> QuerySet[Notice]:
    """Notices on the ticket's story that nothing has replaced."""
    return Notice.objects.filter(article=ticket.article_id).standing().newest_first()


def originals(ticket: Ticket) -> QuerySet[Ticket]:
    """Reports of the same story that this one may repeat."""
    same_story = Ticket.objects.filter(article=ticket.article_id, is_suspected=False, duplicate_of=None).exclude(pk=ticket.pk)
    return same_story.exclude(resolution=Ticket.Resolution.SPAM).order_by("received_at")
