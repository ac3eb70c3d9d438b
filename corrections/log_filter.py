"""Which entries of the public log one wants to see: the same words filter the page, its downloads, its feeds and the API."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpRequest

from articles.models import Agency
from articles.standing import standing_of
from corrections.models import Notice

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
MOST_WORDS = 8
SEPARATORS = re.compile(r"[\s\x00-\x1f\x7f]+")


class LogFilter(forms.Form):
    """Every part may be left out."""

    q = forms.CharField(
        label="Words", required=False, max_length=200, strip=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "Every kind"), *Notice.Kind.choices])
    section = forms.ChoiceField(label="Section", required=False)
    agency = forms.ChoiceField(label="Whose story", required=False)
    origin = forms.ChoiceField(label="Found by", required=False, choices=[("", "Anyone"), *Notice.Origin.choices])
    since = forms.DateField(label="From", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    until = forms.DateField(label="To", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, sections: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["section"].choices = [  # type: ignore[attr-defined]
            ("", "Every section"),
            *((one["slug"], one["name"]) for one in sections),
        ]
        agencies = Agency.objects.listed().values_list("slug", "name")
        self.fields["agency"].choices = [("", "Anybody’s"), *agencies]  # type: ignore[attr-defined]
        for name in ("since", "until"):
            field = self.fields[name]
            field.error_messages["invalid"] = "Write the date as year-month-day: 2026-11-20."
            field.validators += [MinValueValidator(EARLIEST), MaxValueValidator(LATEST)]

    @classmethod
    def of(cls, request: HttpRequest) -> LogFilter:
        """What an address asks for, looked at; what can't be understood is told on the page and otherwise left out."""
        form = cls(SeparatedQuery(request.GET.items()), sections=standing_of(request).sections)
        form.is_valid()
        return form

    def clean(self) -> None:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", "The last day is before the first.")

    @property
    def wanted(self) -> dict[str, Any]:
        """What was asked for and could be understood, in the words of `log.notices`."""
        found = {name: value for name, value in self.cleaned_data.items() if value and name != "q"}
        words = tuple(dict.fromkeys(self.cleaned_data.get("q", "").split()))[:MOST_WORDS]
        return {**found, "words": words} if words else found


class SeparatedQuery(dict[str, str]):
    """The last value of each name, with every control character as a space: no database could search for one."""

    def __init__(self, items: Any) -> None:
        super().__init__((name, SEPARATORS.sub(" ", value).strip()) for name, value in items)
