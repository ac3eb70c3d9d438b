"""The reader's forms: what may be typed, and the sentence that says what to do when it can't be taken."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.text import Truncator

from articles.models import Edition
from corrections.closing import LONGEST
from corrections.intake import LIMITS, MOST_BLOCKS, Report, checked_address
from corrections.models import Ticket
from corrections.passages import CONTEXT, Found, Words
from newsroom.base.refusals import Refused

RIGHTS = {
    Ticket.Category.LEGAL: "I have a legal complaint",
    Ticket.Category.TAKEDOWN: "I want something about me taken down",
    Ticket.Category.REPLY: "I want to reply to what is said about me",
}
KINDS = [
    ("An error", [choice for choice in Ticket.Category.choices if choice[0] not in RIGHTS]),
    ("Your rights", list(RIGHTS.items())),
]


def _too_long(what: str, limit: int) -> dict[str, str]:
    return {"max_length": f"{what} is longer than {limit:,} characters. Shorten it, or send it in two reports."}


class PlainForm(forms.Form):
    """Labels stand alone, without a colon."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class ReportForm(PlainForm):
    """A report of an error in a story, of words that were pointed at on its page or of what the reader describes."""

    about = forms.ChoiceField(
        label="What is it about?",
        required=False,
        error_messages={"invalid_choice": "Choose what it is about from the list."},
    )
    category = forms.ChoiceField(
        label="What kind of report is it?",
        help_text="What concerns your own rights is read by our standards and managing editors alone.",
        choices=KINDS,
        error_messages={
            "required": "Choose what kind of report it is.",
            "invalid_choice": "Choose what kind of report it is from the list.",
        },
    )
    passage = forms.CharField(
        label="The passage",
        help_text="Copy the words from the story, as few as show what you mean. Empty if you mean a picture or the whole.",
        required=False,
        max_length=LIMITS["passage"],
        error_messages=_too_long("The passage", LIMITS["passage"]),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    wrong = forms.CharField(
        label="What is wrong with it?",
        max_length=LIMITS["wrong"],
        error_messages={"required": "Tell us what is wrong.", **_too_long("What is wrong", LIMITS["wrong"])},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    right = forms.CharField(
        label="What would be right?",
        help_text="If you know it.",
        required=False,
        max_length=LIMITS["right"],
        error_messages=_too_long("What would be right", LIMITS["right"]),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    source_url = forms.CharField(
        label="Where can we check it?",
        help_text="A web address, if there is one: https://…",
        required=False,
        max_length=LIMITS["source_url"],
        error_messages=_too_long("The address", LIMITS["source_url"]),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    contact_name = forms.CharField(
        label="Your name",
        help_text="So that we know how to address you. It is never published.",
        required=False,
        max_length=LIMITS["name"],
        error_messages=_too_long("The name", LIMITS["name"]),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact_email = forms.EmailField(
        label="Your e-mail address",
        help_text="For our answer and our questions about this report, and for nothing else. Without it you follow the "
        "report by a private link.",
        required=False,
        max_length=254,
        error_messages={
            "invalid": "This is not a complete e-mail address. Write it like name@example.org, or leave it empty.",
            **_too_long("The e-mail address", 254),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    edition = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    quoted = forms.BooleanField(required=False, widget=forms.HiddenInput)
    before = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    after = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    block = forms.IntegerField(required=False, widget=forms.HiddenInput)
    opened = forms.CharField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(
        label="Leave this empty", required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"})
    )

    def __init__(self, *args: Any, story: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.story = story
        choices = abouts(story)
        self.fields["about"].choices = choices  # type: ignore[attr-defined]
        if self.initial.get("about") not in dict(choices):
            self.initial["about"] = ""

    def clean_about(self) -> tuple[str, int | None]:
        """The part of the story, and which photo."""
        part, _, photo = self.cleaned_data["about"].partition(":")
        return part, int(photo) if photo else None

    def clean_contact_name(self) -> str:
        return " ".join(self.cleaned_data["contact_name"].split())

    def clean_source_url(self) -> str:
        address = self.cleaned_data["source_url"]
        if address and ":" not in address.split("/")[0]:
            address = f"https://{address}"
        try:
            address = checked_address(address)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        if address:
            URLValidator(schemes=["http", "https"], message="This is not a complete web address.")(address)
        return address

    def report(self) -> Report:
        """What the reader said, for intake."""
        said = ("category", "before", "after", "block", "passage", "wrong", "right", "source_url")
        data, (part, photo) = self.cleaned_data, self.cleaned_data["about"]
        return Report(
            edition=Edition.objects.filter(pk=data["edition"]).first() if data["edition"] else None,
            part=part,
            photo=photo,
            name=data["contact_name"],
            email=data["contact_email"],
            **{name: data[name] for name in said},
        )

    @property
    def is_quoted(self) -> bool:
        """Whether the words were pointed at in the story."""
        return bool(self["quoted"].value() in (True, "True", "on") and self["passage"].value())

    @property
    def quote(self) -> Found | None:
        """The words that were pointed at as they stand in the story now: what it said before is shown to nobody here."""
        block = str(self["block"].value() or "")
        return Words.of(self.story).find(
            str(self["passage"].value())[: LIMITS["passage"]],
            before=str(self["before"].value() or "")[-CONTEXT:],
            after=str(self["after"].value() or "")[:CONTEXT],
            block=int(block) if block.isdecimal() and len(block) < len(str(MOST_BLOCKS)) else None,
        )

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields a reader sees, in order."""
        pointed_at = () if self.is_quoted else ("about",)
        words = () if self.is_quoted else ("passage",)
        return [self[name] for name in (*pointed_at, "category", *words, "wrong", "right", "source_url")]

    @property
    def hidden_fields_of_the_quote(self) -> list[forms.BoundField]:
        """What goes along with words that were pointed at."""
        return [self[name] for name in ("quoted", "about", "before", "after", "block")] if self.is_quoted else []

    @property
    def about_the_reader(self) -> list[forms.BoundField]:
        return [self["contact_name"], self["contact_email"]]


def abouts(story: Edition) -> list[tuple[str, str]]:
    """What a report on a story may be about: its text, its headline, each of its pictures and captions."""
    inside = [block["photo"] for block in story.blocks if block["kind"] == "photo"]
    pictures = [photo for photo in [story.lead_photo, *inside] if photo]
    choices = [("", "The story as a whole"), ("words", "Words of the text"), ("headline", "The headline")]
    for number, photo in enumerate(pictures, start=1):
        which = f" {number}" if len(pictures) > 1 else ""
        told = Truncator(photo["caption"] or photo["alt"]).chars(60)
        choices.append((f"photo:{photo['id']}", f"Picture{which}: {told}" if told else f"Picture{which}"))
        if photo["caption"]:
            choices.append((f"caption:{photo['id']}", f"Caption{which}: {told}"))
    return [*dict(choices).items(), ("missing", "Something that is missing")]


class FindTicketForm(PlainForm):
    """Back to a report without its private link."""

    reference = forms.CharField(
        label="Reference",
        help_text="Like HL-7KQ2-M4XD.",
        max_length=40,
        error_messages={"required": "Write the reference of your report."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label="Code",
        help_text="Twelve letters and figures, given with the reference.",
        max_length=40,
        error_messages={"required": "Write the code that came with the reference."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    words = forms.CharField(
        label="What you wrote",
        help_text="It is not sent yet. It stands in the report’s form as soon as the report is open.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(PlainForm):
    """The reader's answer to a question."""

    answer = forms.CharField(
        label="Your answer",
        max_length=LONGEST,
        error_messages={"required": "Write your answer.", **_too_long("The answer", LONGEST)},
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class AddForm(PlainForm):
    """More words to a report."""

    more = forms.CharField(
        label="What do you want to add?",
        max_length=LONGEST,
        error_messages={"required": "Write what you want to add.", **_too_long("What you add", LONGEST)},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SureForm(PlainForm):
    """Nothing but the button that says yes."""
