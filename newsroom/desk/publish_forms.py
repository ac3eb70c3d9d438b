"""What an editor decides on the publish screen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator

from articles.admin.widgets import MomentField
from articles.kind_of_change import Proposal
from articles.models import Article, Disclaimer, Edition, Hold
from corrections import passages, wordings
from corrections.admin.ticket_forms import OfThisStory
from corrections.models import Notice, Ticket
from corrections.workflow import CHANGE_KINDS
from newsroom.base.numbers import whole_number

MOST_REPORTS = 50  # of a story; who has more answers them from the queue
NOW, LATER = "now", "later"
MINOR, WITH_NOTICE, WITHOUT_NOTICE = "minor", "notice", "no_notice"
NOTICE = ("kind", "severity", "text", "origin", "passage", "supersedes")


class ReportsField(forms.ModelMultipleChoiceField):
    """Reports of a story, each with the way to its own screen."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, one: Any) -> str:
        address = reverse("admin:corrections_ticket_change", args=[one.pk])
        words = Truncator(one.wrong).chars(120)
        return format_html('<span><a href="{}">{}</a> {}: {}</span>', address, one.reference, one.get_category_display(), words)


class PublishForm(forms.Form):
    """When readers get the newest revision; and, if they had the story before, what they are told of the change."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    when = forms.ChoiceField(choices=[(NOW, "Now"), (LATER, "Later, at")], initial=NOW, widget=forms.RadioSelect)
    live_from = MomentField(required=False, label="Date and time")
    change = forms.ChoiceField(
        label="What kind of change is it?",
        choices=[
            (MINOR, "Minor: no reader would believe anything else after it"),
            (WITH_NOTICE, "Substantive: readers are told in a notice"),
            (WITHOUT_NOTICE, "Substantive, and no notice is needed"),
        ],
        widget=forms.RadioSelect,
        help_text="Names, figures, quotations and headlines are seldom minor.",
    )
    kind = forms.ChoiceField(label="The notice is a", required=False, help_text="A fixed fact is always a correction.")
    severity = forms.ChoiceField(
        label="How grave",
        choices=Notice.Severity,
        required=False,
        initial="ordinary",
        help_text="A serious one stands above the story.",
    )
    text = forms.CharField(
        label="What readers are told",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Label and date stand by themselves. Repeat what was wrong only as far as needed. Empty: we suggest it.",
    )
    origin = forms.ChoiceField(label="Found by", choices=Notice.Origin, required=False, initial=Notice.Origin.STAFF)
    passage = forms.CharField(
        label="Marked at", required=False, help_text="Words of the new text. What changed is marked by itself.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )  # fmt: skip
    supersedes = OfThisStory(
        label="Takes the place of", queryset=Notice.objects.none(), required=False, empty_label="no earlier notice"
    )
    no_notice_reason = forms.CharField(
        label="Why it is minor, or needs no notice", required=False, max_length=250,
        help_text="Kept in the record. Readers see it in the story’s history.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )  # fmt: skip

    answers = ReportsField(
        label="Reports that this answers", queryset=Ticket.objects.none(), required=False,
        help_text="They are closed in the same step, and each of their readers is told.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, user: Any, article: Article, was_public: bool, proposal: Proposal | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.article, self.proposal = article, proposal
        if not was_public:
            for name in ("change", "no_notice_reason", "answers", *NOTICE):
                del self.fields[name]
            return
        if proposal is not None:
            self.initial.setdefault("change", WITH_NOTICE if proposal.is_substantive else MINOR)
            if proposal.is_substantive:
                self.initial.setdefault("text", wordings.of_change(article))
        kinds = [kind for kind in CHANGE_KINDS if kind != Notice.Kind.RETRACTION or user.has_perm("corrections.resolve_ticket")]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]
        earlier = Notice.objects.filter(article=article).standing().newest_first()
        self.fields["supersedes"].queryset = earlier  # type: ignore[attr-defined]
        if not self.data.get("supersedes") and not earlier.exists():
            del self.fields["supersedes"]
        self._offer_reports(user)

    def _offer_reports(self, user: Any) -> None:
        """What is open on this story; those whose words this change touches are ticked to begin with."""
        of_story = Ticket.objects.accessible_to(user).filter(article=self.article)
        self.open_reports = list(of_story.queue()[:MOST_REPORTS])
        posted = self.data.getlist("answers") if self.is_bound else ()  # type: ignore[attr-defined]
        ticked = {pk for key in posted if (pk := whole_number(key))}
        offered = {one.pk for one in self.open_reports} | ticked
        if not offered or not user.has_perm("corrections.resolve_ticket"):
            del self.fields["answers"]
            return
        self.fields["answers"].queryset = of_story.filter(pk__in=offered).order_by("due_at", "pk")  # type: ignore[attr-defined]
        live, newest = self.article.editions.live().select_related("revision").first(), self.article.current_revision()
        if not self.is_bound and live and newest:
            before, after = live.revision.content, newest.content
            self.initial["answers"] = [one.pk for one in self.open_reports if passages.is_changed(one, before, after)]
            if self.initial["answers"]:
                self.initial["origin"] = Notice.Origin.READER

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("when") == LATER:
            if "live_from" in cleaned and not cleaned["live_from"]:
                self.add_error("live_from", "Say when readers get it.")
            if cleaned.get("change") == WITH_NOTICE:
                self.add_error("when", "A change with a notice goes out at once, so that the notice is true when it is read.")
            if cleaned.get("answers"):
                self.add_error(
                    "answers", "Reports are answered once readers have the change. Publish it now, or answer them then."
                )
        if cleaned.get("change") == WITH_NOTICE:
            text = cleaned.get("text", "")
            if not text and (suggested := wordings.of_change(self.article, cleaned.get("kind", ""))):
                self.data = typed = self.data.copy()  # type: ignore[attr-defined]
                typed["text"] = suggested
                self.add_error(None, "What readers are told is a suggestion. Look at it, and publish.")
            elif wordings.GAP in text:
                self.add_error("text", f"Fill in what stands as {wordings.GAP}.")
        return cleaned

    @property
    def told(self) -> dict[str, Any]:
        """The notice as the verb wants it."""
        chosen = {name: self.cleaned_data.get(name) for name in NOTICE}
        return {**chosen, "origin": chosen["origin"] or Notice.Origin.STAFF}

    @property
    def reports(self) -> list[Ticket]:
        """What is answered with it, in the order in which they are locked."""
        return sorted(self.cleaned_data.get("answers") or (), key=lambda report: report.pk)

    @property
    def kind_of_change(self) -> str | None:
        """The change as the verb wants it; None at first publication."""
        change = self.cleaned_data.get("change")
        return None if change is None else Edition.Change.MINOR if change == MINOR else Edition.Change.SUBSTANTIVE


class ExemptForm(forms.Form):
    disclaimer = forms.ModelChoiceField(Disclaimer.objects.filter(is_active=True), widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why this story goes without it", required=False, widget=forms.TextInput(attrs={"class": "vTextField"})
    )


class HoldForm(forms.Form):
    kind = forms.ChoiceField(choices=[(kind.value, kind.label) for kind in (Hold.Kind.DESK, Hold.Kind.LEGAL)])
    reason = forms.CharField(
        label="Why",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="For the desk; of a legal hold, for standards and managing editors. Readers don’t see it.",
    )


class KillForm(forms.Form):
    reason = forms.CharField(label="Why it is killed", widget=forms.Textarea(attrs={"rows": 2}), help_text="For the record.")
    text = forms.CharField(
        label="What the public log says",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Empty: “We have withdrawn a story. It is no longer available here.” It must not name the story.",
    )
    label = forms.CharField(
        label="What stands at its address",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="Empty: neutral words of the site. No headline, no content.",
    )
