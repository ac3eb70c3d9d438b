"""The small forms of the ticket screen, one for each verb; what is allowed is decided by the verbs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.text import Truncator

from corrections.closing import LONGEST, RESOLUTION_OF
from corrections.models import Notice, Reply, Ticket
from corrections.wordings import GAP, kind, wording

KINDS = [(kind.value, kind.label) for kind in Notice.Kind if kind in RESOLUTION_OF]


def short_text(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class VerbForm(forms.Form):
    """Remembers what the editor had on screen.

    Where a reader is written to, a canned reply can be put into the field named `answer_in`, by a button of its own.
    """

    answer_in = ""
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, ticket: Ticket, **kwargs: Any) -> None:
        self.ticket = ticket
        super().__init__(*args, **kwargs)
        if self.answer_in and (replies := [(reply.pk, reply.name) for reply in Reply.objects.all()]):
            choices = [("", "no canned reply"), *replies]
            self.fields["reply"] = forms.TypedChoiceField(
                label="Canned reply", required=False, choices=choices, coerce=int, empty_value=None
            )
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["maxlength"] = LONGEST
                field.validators.append(MaxLengthValidator(LONGEST))

    @property
    def arguments(self) -> dict[str, Any]:
        """What the verb is given."""
        return {name: value for name, value in self.cleaned_data.items() if name != "reply"}


class TakeForm(VerbForm):
    """Who had the ticket when the editor took it over; empty if nobody."""

    over_from = forms.IntegerField(required=False, widget=forms.HiddenInput)


class AskForm(VerbForm):
    answer_in = "question"
    question = forms.CharField(
        label="Question to the reader",
        help_text="Sent by mail, and shown on the reader’s page. The clock waits for the answer.",
        widget=short_text(),
    )


class NoteForm(VerbForm):
    text = forms.CharField(label="Note for the desk", help_text="The reader never sees it.", widget=short_text())


class NoErrorForm(VerbForm):
    answer_in = "to_reader"
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
    answer_in = "to_reader"
    original = OfThisStory(
        label="The earlier report", queryset=Ticket.objects.none(), help_text="Its answer goes to this reader too."
    )
    to_reader = forms.CharField(label="A word to the reader", required=False, widget=short_text(2))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["original"].queryset = originals(self.ticket)  # type: ignore[attr-defined]


class AnswerWithForm(VerbForm):
    answer_in = "to_reader"
    notice = OfThisStory(label="The notice", queryset=Notice.objects.none())
    to_reader = forms.CharField(label="A word to the reader", required=False, widget=short_text(2))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["notice"].queryset = standing_notices(self.ticket)  # type: ignore[attr-defined]


class ReopenForm(VerbForm):
    reason = forms.CharField(label="Why", help_text="For the desk. The clock starts anew.", widget=short_text())


class CorrectForm(VerbForm):
    """The right words and the notice, as readers will have them."""

    answer_in = "to_reader"
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    words = forms.CharField(
        label="The wrong words", required=False, widget=short_text(2), help_text="As they stand in the story, in one place."
    )
    instead = forms.CharField(
        label="The right words", required=False, widget=short_text(2), help_text="Empty if the story is corrected already."
    )
    kind = forms.ChoiceField(label="Kind", choices=KINDS, help_text="A fixed fact is always a correction.")
    severity = forms.ChoiceField(
        label="How grave", choices=Notice.Severity, help_text="Serious ones and retractions stand above the story."
    )
    text = forms.CharField(
        label="What readers are told",
        required=False,
        help_text="Label and date stand by themselves. Repeat what was wrong only as far as needed. Empty: we suggest it.",
        widget=short_text(),
    )
    passage = forms.CharField(
        label="Marked at",
        required=False,
        help_text="Words of the new text. Empty: at the right words, or where the reader pointed.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    origin = forms.ChoiceField(label="Found by", choices=Notice.Origin)
    supersedes = OfThisStory(
        label="Takes the place of", queryset=Notice.objects.none(), required=False, empty_label="no earlier notice"
    )
    to_reader = forms.CharField(
        label="A word to the reader",
        required=False,
        help_text="Goes with the notice in the answer, to each who reported this.",
        widget=short_text(2),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supersedes"].queryset = standing_notices(self.ticket)  # type: ignore[attr-defined]
        self.initial = {
            "text": wording(self.ticket), "kind": kind(self.ticket), "severity": Notice.Severity.ORDINARY,
            "origin": Notice.Origin.READER, "words": self.ticket.passage, **self.initial,
        }  # fmt: skip
        if self.ticket.right:
            self.fields["instead"].help_text = f"The reader says: “{Truncator(self.ticket.right).chars(200)}”"

    def clean(self) -> dict[str, Any]:
        """An empty notice is suggested by its kind and by what is changed, and looked at before it is public."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "kind" in cleaned and not cleaned.get("text") and "text" not in self.errors:
            text = wording(self.ticket, cleaned["kind"], cleaned.get("words", ""), cleaned.get("instead", ""))
            self.data = {**self.data.dict(), "text": text} if isinstance(self.data, QueryDict) else {**self.data, "text": text}
            self.add_error("text", "This is a suggestion. Look at it, and go on.")
        elif GAP in cleaned.get("text", ""):
            self.add_error("text", f"Fill in what stands as {GAP}.")
        return cleaned


class AttributeForm(VerbForm):
    answers_for_it = forms.ChoiceField(label="Who answers for the error", choices=Ticket.Answers)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"answers_for_it": self.ticket.answers_for_it, **self.initial}
        if self.ticket.article.agency is None:
            self.fields["answers_for_it"].choices = [  # type: ignore[attr-defined]
                (value, label) for value, label in Ticket.Answers.choices if value != Ticket.Answers.AGENCY
            ]


class ForwardForm(VerbForm):
    """What the agency is told; the reader's words stand there to begin with, and go out only as the editor leaves them."""

    text = forms.CharField(
        label="To the agency",
        help_text="Sent as it stands, with the passage, our address and the agency’s number. Leave out who told us.",
        widget=short_text(5),
    )
    by_hand = forms.BooleanField(
        label="The agency is told already, by phone or in a form of its own: send no mail", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = [self.ticket.wrong, self.ticket.right, self.ticket.source_url]
        self.initial = {"text": "\n\n".join(filter(None, parts)), **self.initial}


class AssignForm(VerbForm):
    to = forms.ModelChoiceField(label="To", queryset=User.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = handlers().exclude(pk=self.ticket.owner_id) if self.ticket.owner_id else handlers()
        self.fields["to"].queryset = others  # type: ignore[attr-defined]


class MergeForm(VerbForm):
    lead = OfThisStory(
        label="The first report", queryset=Ticket.objects.none(), help_text="They are decided and answered together."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = leads(self.ticket)  # type: ignore[attr-defined]


class StepForm(VerbForm):
    reason = forms.CharField(label="Why", help_text="For the ticket. Readers don’t see it.", widget=short_text(2))


class StoryNoteForm(VerbForm):
    text = forms.CharField(
        label="Editor’s note", help_text="Public, under the story and in the log. The text stays as it is.", widget=short_text()
    )


class AnonymiseForm(VerbForm):
    words = forms.CharField(
        label="The words that name somebody",
        help_text="Kept on the ticket. The story opens for you to change.",
        widget=short_text(2),
    )


def handlers() -> QuerySet[User]:
    """Who may handle readers' reports."""
    return User.objects.with_perm(
        "corrections.handle_ticket", backend="django.contrib.auth.backends.ModelBackend"
    ).order_by("first_name", "last_name", "username")  # fmt: skip


def leads(ticket: Ticket) -> QuerySet[Ticket]:
    """Open reports of the same story that this one may be put behind."""
    return Ticket.objects.queue().filter(article=ticket.article_id).exclude(pk=ticket.pk).exclude(
        category__in=Ticket.RESTRICTED
    ).order_by("received_at")  # fmt: skip


def standing_notices(ticket: Ticket) -> QuerySet[Notice]:
    """Notices on the ticket's story that nothing has replaced."""
    return Notice.objects.filter(article=ticket.article_id).standing().newest_first()


def originals(ticket: Ticket) -> QuerySet[Ticket]:
    """Reports of the same story that this one may repeat."""
    same_story = Ticket.objects.filter(article=ticket.article_id, is_suspected=False, duplicate_of=None).exclude(pk=ticket.pk)
    return same_story.exclude(resolution=Ticket.Resolution.SPAM).order_by("received_at")
