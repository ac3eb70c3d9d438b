"""What an editor decides on the publish screen."""

from __future__ import annotations

from typing import Any

from django import forms

from articles.admin.widgets import MomentField
from articles.models import Article, Disclaimer, Edition, Hold
from corrections.models import Notice
from corrections.proposing import Proposal
from corrections.workflow import CHANGE_KINDS

NOW, LATER = "now", "later"
MINOR, WITH_NOTICE, WITHOUT_NOTICE = "minor", "notice", "no_notice"


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
    minor_anyway = forms.BooleanField(label="Minor all the same: I have looked at what changed", required=False)
    kind = forms.ChoiceField(label="The notice is a", required=False)
    severity = forms.ChoiceField(
        choices=Notice.Severity, required=False, initial="ordinary", help_text="A serious one stands above the story."
    )
    text = forms.CharField(
        label="What readers are told",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What was wrong and what is right: “An earlier version gave the vote as 5–2. It was 5–4.”",
    )
    no_notice_reason = forms.CharField(
        label="Why no notice is needed", required=False, max_length=250, help_text="Kept in the record.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )  # fmt: skip

    def __init__(
        self, *args: Any, user: Any, article: Article, was_public: bool, proposal: Proposal | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.proposal = proposal
        if not was_public:
            for name in ("change", "minor_anyway", "kind", "severity", "text", "no_notice_reason"):
                del self.fields[name]
            return
        if proposal is None or not proposal.is_substantive:
            del self.fields["minor_anyway"]
        if proposal is not None:
            self.initial.setdefault("change", WITH_NOTICE if proposal.is_substantive else MINOR)
        kinds = [kind for kind in CHANGE_KINDS if kind != Notice.Kind.RETRACTION or user.has_perm("corrections.resolve_ticket")]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("when") == LATER:
            if "live_from" in cleaned and not cleaned["live_from"]:
                self.add_error("live_from", "Say when readers get it.")
            if cleaned.get("change") == WITH_NOTICE:
                self.add_error("when", "A change with a notice goes out at once, so that the notice is true when it is read.")
        if cleaned.get("change") == MINOR and "minor_anyway" in self.fields and not cleaned.get("minor_anyway"):
            self.add_error("minor_anyway", "Tick this if it is minor all the same, or choose substantive.")
        return cleaned

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
        label="Why", required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="For the desk. Readers don’t see it."
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
