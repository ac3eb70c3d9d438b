"""A report that came by phone, letter, mail or from staff is filed at the desk, and goes the way of all others."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.validators import URLValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from articles.models import Address, Article, Edition
from corrections import intake
from corrections.admin.ticket_forms import short_text
from corrections.intake import LIMITS
from corrections.models import Ticket
from newsroom.base.actors import colleague
from newsroom.base.numbers import whole_number
from newsroom.base.refusals import Refused

PERMISSION = "corrections.handle_ticket"
PATH = re.compile(r"^https?://[^/]*")  # what stands before an address's path
CHANNELS = [choice for choice in Ticket.Channel.choices if choice[0] != Ticket.Channel.FORM]


def line() -> forms.TextInput:
    """A field as wide as the desk's others."""
    return forms.TextInput(attrs={"class": "vTextField"})


class FilingForm(forms.Form):
    """What somebody told us, as they told it."""

    story = forms.CharField(
        label="Story", help_text="Its address on our site, or its number at the desk.", max_length=500, widget=line()
    )
    channel = forms.ChoiceField(label="Came by", choices=CHANNELS)
    category = forms.ChoiceField(label="Kind of error", choices=Ticket.Category, initial=Ticket.Category.FACT)
    passage = forms.CharField(
        label="The passage",
        help_text="Copied from the story, if they named one.",
        required=False,
        max_length=LIMITS["passage"],
        widget=short_text(2),
    )
    wrong = forms.CharField(label="What is wrong", max_length=LIMITS["wrong"], widget=short_text())
    right = forms.CharField(label="What would be right", required=False, max_length=LIMITS["right"], widget=short_text(2))
    source_url = forms.CharField(
        label="Where to check",
        required=False,
        max_length=LIMITS["source_url"],
        validators=[URLValidator(["http", "https"])],
        widget=line(),
    )
    name = forms.CharField(label="Their name", required=False, max_length=LIMITS["name"], widget=line())
    email = forms.EmailField(
        label="Their e-mail",
        required=False,
        widget=line(),
        help_text="With it they get the acknowledgement, their private link and our answer. Ask whether they want that.",
    )

    def clean_story(self) -> Article:
        """A story that readers had, by any address it ever had, or by its number."""
        said = self.cleaned_data["story"].strip()
        path = PATH.sub("", said).partition("?")[0].partition("#")[0]
        address = Address.objects.filter(path=path).first()
        pk = address.article_id if address else whole_number(said)
        article = Article.objects.filter(pk=pk).first() if pk else None
        if article is None or not Edition.objects.readers_had().filter(article=article).exists():
            raise forms.ValidationError("No story that readers had is known by this. Copy its address from the site.")
        return article


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def file_report(request: HttpRequest) -> HttpResponse:
    """File what somebody told us; the ticket is shown at once."""
    user = colleague(request)
    if not user.has_perm(PERMISSION):
        raise PermissionDenied
    form = FilingForm(request.POST or None, initial={"story": request.GET.get("story", "")[:500]})
    if request.method == "POST" and form.is_valid():
        data: dict[str, Any] = dict(form.cleaned_data)
        try:
            ticket = intake.receive_report(article=data.pop("story"), by=user, **data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{ticket} is filed. Tell them the reference; it lets them ask about it.")
            if not Ticket.objects.accessible_to(user).filter(pk=ticket.pk).exists():
                return redirect("admin:corrections_ticket_changelist")  # legal ones are for others
            return redirect("admin:corrections_ticket_change", ticket.pk)
    context = {**admin.site.each_context(request), "title": "File a report", "opts": Ticket._meta, "form": form}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "admin/corrections/ticket/file.html", context, status=status)
