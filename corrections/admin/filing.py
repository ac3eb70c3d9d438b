"""A report that came by phone, letter, mail or from staff is filed at the desk, and goes the way of all others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.validators import URLValidator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from articles.models import Address, Article, Edition
from corrections import intake, stray
from corrections.admin.ticket_forms import short_text
from corrections.forwarding import is_address
from corrections.intake import LIMITS, Report
from corrections.models import StrayMail, Ticket
from newsroom.base.actors import colleague
from newsroom.base.numbers import whole_number
from newsroom.base.refusals import Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import User

PERMISSION, CONTACT = "corrections.handle_ticket", "corrections.view_contact"
STORY = re.compile(r"/\d{4}/\d\d/\d\d/[\w-]+/")
PATH = re.compile(r"^https?://[^/]*")  # what stands before an address's path
CHANNELS = [choice for choice in Ticket.Channel.choices if choice[0] != Ticket.Channel.FORM]


def line() -> forms.TextInput:
    """A field as wide as the desk's others."""
    return forms.TextInput(attrs={"class": "vTextField"})


class FilingForm(forms.Form):
    """What somebody told us, as they told it."""

    story = forms.CharField(
        label="Story",
        help_text="Its address on our site, its number at the desk, or words of its headline.",
        max_length=500,
        widget=line(),
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

    def __init__(self, *args: Any, mail: StrayMail | None = None, sees_contact: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mail, self.sees_contact = mail, sees_contact
        if mail is None:
            return
        found = {"channel": Ticket.Channel.MAIL, "wrong": mail.words[: LIMITS["wrong"]], "email": mail.sender}
        self.initial = {**found, **{name: said for name, said in self.initial.items() if said}}
        self.initial.setdefault("story", _story_named_in(mail.words))
        if not sees_contact:
            del self.fields["name"], self.fields["email"]

    def filed(self) -> dict[str, Any]:
        """What is filed, on which story; who may not see who wrote a mail files it for its sender all the same."""
        data = dict(self.cleaned_data)
        if self.mail is not None and not self.sees_contact:
            data["email"] = self.mail.sender if is_address(self.mail.sender) else ""
        return {"article": data.pop("story"), "channel": data.pop("channel"), "report": Report(**data)}

    def clean_story(self) -> Article:
        """A story that readers had, by any address it ever had, by its number, or by words that no other headline has."""
        said = self.cleaned_data["story"].strip()
        path = PATH.sub("", said).partition("?")[0].partition("#")[0]
        address = Address.objects.filter(path=path).first()
        pk = address.article_id if address else whole_number(said)
        known = Q(pk=pk) if pk else Q(headline__icontains=said)
        found = Article.objects.filter(known, Exists(Edition.objects.readers_had().filter(article=OuterRef("pk"))))[:2]
        if not found:
            raise forms.ValidationError("No story that readers had is known by this. Copy its address from the site.")
        if len(found) > 1:
            raise forms.ValidationError(
                "Several stories have these words in their headline. Give more of them, or the address."
            )
        return found[0]


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def file_report(request: HttpRequest) -> HttpResponse:
    """File what somebody told us; the ticket is shown at once."""
    user = colleague(request)
    if not user.has_perm(PERMISSION):
        raise PermissionDenied
    mail = _mail(request, user)
    initial = {"story": request.GET.get("story", "")[:500]}
    form = FilingForm(request.POST or None, initial=initial, mail=mail, sees_contact=user.has_perm(CONTACT))
    if request.method == "POST" and form.is_valid():
        try:
            if mail is not None:
                ticket = stray.file(mail=mail, by=user, **form.filed())
            else:
                ticket = intake.receive_report(by=user, **form.filed())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{ticket} is filed. Tell them the reference; it lets them ask about it.")
            if not Ticket.objects.accessible_to(user).filter(pk=ticket.pk).exists():
                return redirect("admin:corrections_ticket_changelist")  # legal ones are for others
            return redirect("admin:corrections_ticket_change", ticket.pk)
    context = {**admin.site.each_context(request), "title": "File a report", "opts": Ticket._meta, "form": form, "mail": mail}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "admin/corrections/ticket/file.html", context, status=status)


def _mail(request: HttpRequest, user: User) -> StrayMail | None:
    """The mail that is filed, if one is."""
    if "mail" not in request.GET:
        return None
    return get_object_or_404(StrayMail.objects.accessible_to(user).defer("data"), pk=whole_number(request.GET["mail"]))


def _story_named_in(words: str) -> str:
    """The address of a story of ours that a text names."""
    named = Address.objects.filter(path__in=STORY.findall(words)[:20]).first()
    return named.path if named else ""
