"""The small forms of the ticket screen, one for each verb; what is allowed is decided by the verbs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.text import Truncator

from corrections import forwarding, privacy
from corrections.closing import LONGEST, RESOLUTION_OF
from corrections.models import Notice, Reply, Ticket
from corrections.wordings import GAP, filled, kind, wording
from newsroom.base.actors import full_name
from newsroom.base.numbers import whole_number

KINDS = [(kind.value, kind.label) for kind in Notice.Kind if kind in RESOLUTION_OF]


def short_text(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def with_reply(said: str, chosen: str, ticket: Ticket | None = None) -> str:
    """What is typed, and below it the canned reply that was chosen by its id; filled in where it is for one ticket."""
    reply = Reply.objects.filter(pk=whole_number(chosen) or 0).first()
    text = reply.text if reply else ""
    return "\n\n".join(filter(None, [said.strip(), filled(text, ticket) if ticket else text]))


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


class FixedForm(VerbForm):
    answer_in = "to_reader"
    to_reader = forms.CharField(
        label="A word to the reader",
        required=False,
        help_text="For slips that change nothing of what is said. Names, figures and facts get a notice.",
        widget=short_text(2),
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
        label="The wrong words", required=False, widget=short_text(3), help_text="As they stand in the story, in one place."
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
        help_text="Words of the new text. What changed is marked by itself; if nothing did, where the reader pointed.",
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
        earlier = standing_notices(self.ticket)
        self.fields["supersedes"].queryset = earlier  # type: ignore[attr-defined]
        if not self.data.get("supersedes") and not earlier.exists():
            del self.fields["supersedes"]
        self.initial = {
            "text": wording(self.ticket), "kind": kind(self.ticket), "severity": Notice.Severity.ORDINARY,
            "origin": Notice.Origin.READER, "words": self.ticket.passage, **self.initial,
        }  # fmt: skip
        if self.ticket.right:
            self.fields["instead"].help_text = f"The reader says: “{Truncator(self.ticket.right).chars(200)}”"

    def clean(self) -> dict[str, Any]:
        """A notice that nobody wrote yet is suggested by its kind and by what is changed, and looked at before it is public."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        said = cleaned.get("text", "")
        is_unwritten = not said or (GAP in said and bool(cleaned.get("instead")) and said == wording(self.ticket))
        if "kind" in cleaned and is_unwritten and "text" not in self.errors:
            text = wording(self.ticket, cleaned["kind"], cleaned.get("words", ""), cleaned.get("instead", ""))
            self.data = {**self.data.dict(), "text": text} if isinstance(self.data, QueryDict) else {**self.data, "text": text}
            self.add_error("text", "This is a suggestion. Look at it, and go on.")
        elif GAP in said:
            self.add_error("text", f"Fill in what stands as {GAP}.")
        return cleaned


class AttributeForm(VerbForm):
    answers_for_it = forms.ChoiceField(label="Who answers for the error", choices=Ticket.Answers)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        likely = Ticket.Answers.AGENCY if self.ticket.article.agency else Ticket.Answers.OURS
        self.initial = {"answers_for_it": self.ticket.answers_for_it or likely, **self.initial}
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
        agency = self.ticket.article.agency
        by_hand = agency is not None and not forwarding.is_address(agency.corrections_contact)
        self.initial = {"text": "\n\n".join(filter(None, parts)), "by_hand": by_hand, **self.initial}
        if by_hand:
            self.fields["text"].label = "What the agency was told"
            self.fields["text"].help_text = "Kept with the report. Leave out who told us."


class Colleague(forms.ModelChoiceField):
    """A colleague, by the name that the desk calls them."""

    def label_from_instance(self, one: Any) -> str:
        return full_name(one)


class AssignForm(VerbForm):
    to = Colleague(label="To", queryset=User.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = handlers().exclude(pk=self.ticket.owner_id) if self.ticket.owner_id else handlers()
        self.fields["to"].queryset = others  # type: ignore[attr-defined]


class SortForm(VerbForm):
    category = forms.ChoiceField(
        label="Kind of report",
        choices=Ticket.Category,
        help_text="The time for the answer follows. The last three are seen by standards and managing editors alone.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"category": self.ticket.category, **self.initial}


class MergeForm(VerbForm):
    lead = OfThisStory(
        label="The first report", queryset=Ticket.objects.none(), help_text="They are decided and answered together."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = leads(self.ticket)  # type: ignore[attr-defined]


class EraseForm(VerbForm):
    reason = forms.CharField(label="Why", widget=short_text(2), initial=privacy.ASKED_FOR)
    sure = forms.BooleanField(label="Erase it. This cannot be undone")


class StepForm(VerbForm):
    reason = forms.CharField(label="Why", help_text="Kept with the report. Readers don’t see it.", widget=short_text(2))


class StoryNoteForm(VerbForm):
    text = forms.CharField(
        label="Editor’s note", help_text="Public, under the story and in the log. The text stays as it is.", widget=short_text()
    )


class AnonymiseForm(VerbForm):
    words = forms.CharField(
        label="The words that name somebody",
        help_text="Kept with the report. The story opens for you to change.",
        widget=short_text(2),
    )


def handlers() -> QuerySet[User]:
    """Who may handle readers' reports."""
    return User.objects.with_perm(
        "corrections.handle_ticket", backend="django.contrib.auth.backends.ModelBackend"
    ).order_by("first_name", "last_name", "username")  # fmt: skip


def leads(ticket: Ticket) -> QuerySet[Ticket]:
    """Open reports of the same story that this one may be put behind."""
    same_story = Ticket.objects.queue().unrestricted().filter(article=ticket.article_id)
    return same_story.exclude(pk=ticket.pk).order_by("received_at")


def standing_notices(ticket: Ticket) -> QuerySet[Notice]:
    """Notices on the ticket's story that nothing has replaced."""
    return Notice.objects.filter(article=ticket.article_id).standing().newest_first()


def originals(ticket: Ticket) -> QuerySet[Ticket]:
    """Reports of the same story that this one may repeat; those for few eyes are not read out on another's screen."""
    same_story = Ticket.objects.genuine().filter(article=ticket.article_id, duplicate_of=None).exclude(pk=ticket.pk)
    return (same_story if ticket.is_restricted else same_story.unrestricted()).order_by("received_at")
