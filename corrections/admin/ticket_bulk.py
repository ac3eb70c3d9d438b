"""Several tickets at once: the same verbs as for one, one transaction for each, and what was refused is said for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.core.validators import MaxLengthValidator
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from corrections import wordings
from corrections.admin.ticket_forms import Colleague, handlers, short_text, with_reply
from corrections.admin.ticket_verbs import VERBS, may
from corrections.closing import LONGEST
from corrections.models import Reply, Ticket
from newsroom.base.actors import colleague
from newsroom.base.numbers import whole_number
from newsroom.base.refusals import Refused

AT_ONCE = 200  # tickets; who chose more by a slip would not want it done
CHOSEN = ACTION_CHECKBOX_NAME


class AssignAllForm(forms.Form):
    to = Colleague(label="To", queryset=User.objects.none(), help_text="Who has one of them already keeps it.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = handlers()  # type: ignore[attr-defined]


class NoErrorAllForm(forms.Form):
    reply = forms.ModelChoiceField(
        label="Canned reply", queryset=Reply.objects.none(), required=False, empty_label="no canned reply"
    )
    to_reader = forms.CharField(
        label="Answer to each reader",
        help_text="How you checked it, and why the stories stand. {reference} and {headline} become each report’s own.",
        widget=short_text(6),
        validators=[MaxLengthValidator(LONGEST)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reply"].queryset = Reply.objects.all()  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Bulk:
    """A verb for several: its words in the list and afterwards, what it is given, and the form that asks for what it needs."""

    words: str
    done: str  # of so many reports
    given: Mapping[str, Any] = field(default_factory=dict)
    form: type[forms.Form] | None = None
    button: str = ""


BULK: Mapping[str, Bulk] = MappingProxyType(
    {
        "take": Bulk("Take them", "taken", {"over_from": None}),
        "assign": Bulk("Give them to a colleague", "given to a colleague", form=AssignAllForm, button="Assign them"),
        "no_error": Bulk(
            "Close them: no error",
            "closed as no error, and the readers told",
            form=NoErrorAllForm,
            button="Send the answers and close them",
        ),
        "agency_corrected": Bulk("Close them with the agency’s correction", "closed with it, and the readers told"),
        "clear": Bulk("Clear them of suspicion", "cleared and in the queue"),
        "spam": Bulk("Close them as spam", "closed as spam. Nobody is told"),
    }
)


def actions(request: HttpRequest) -> dict[str, tuple[Callable[..., HttpResponse | None], str, str]]:
    """The verbs that someone may do to several tickets, as the list's actions."""
    user = colleague(request)
    return {
        name: (_action(name), name, bulk.words) for name, bulk in BULK.items() if user.has_perm(VERBS[name].permission)
    }  # fmt: skip


def _action(name: str) -> Callable[..., HttpResponse | None]:
    def act(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Ticket]) -> HttpResponse | None:
        tickets = _chosen(request, queryset)
        if tickets is None:
            messages.error(request, f"At most {AT_ONCE} reports at once. Nothing was done.")
            return None
        if BULK[name].form is None:
            do_all(request, name, tickets, {})
            return None
        return _ask(request, name, tickets)

    return act


def _chosen(request: HttpRequest, queryset: QuerySet[Ticket]) -> list[Ticket] | None:
    """The tickets that were ticked, also those that have left the pile since the list was read; None if too many."""
    tickets = queryset
    if request.POST.get("select_across") != "1":
        keys = {key for value in request.POST.getlist(CHOSEN) if (key := whole_number(value))}
        tickets = Ticket.objects.accessible_to(colleague(request)).filter(pk__in=keys).select_related("article__agency")
    found = list(tickets.order_by("pk")[: AT_ONCE + 1])
    return found if len(found) <= AT_ONCE else None


def _ask(request: HttpRequest, name: str, tickets: list[Ticket]) -> HttpResponse | None:
    """What the verb needs is asked once for all; without it, and where a canned reply is put in, the page comes again."""
    bulk, is_sent = BULK[name], "confirmed" in request.POST
    form = bulk.form(request.POST if is_sent else None)  # type: ignore[misc]
    if "use_reply" in request.POST:
        typed = request.POST.dict()
        said = with_reply(str(typed.get("to_reader", "")), str(typed.get("reply", "")))
        form = bulk.form(initial={**typed, "to_reader": said})  # type: ignore[misc]
    elif is_sent and form.is_valid():
        do_all(request, name, tickets, {key: value for key, value in form.cleaned_data.items() if key != "reply"})
        return None
    newest = dict(Ticket.objects.filter(pk__in=[one.pk for one in tickets]).values_list("pk").annotate(Max("events")))
    for ticket in tickets:
        seen = whole_number(request.POST.get(f"seen_{ticket.pk}", "")) or newest[ticket.pk]
        ticket.seen = seen  # type: ignore[attr-defined]
    context = {
        **admin.site.each_context(request), "title": bulk.words, "opts": Ticket._meta, "name": name, "bulk": bulk,
        "form": form, "tickets": tickets, "chosen": CHOSEN,
    }  # fmt: skip
    status = 422 if form.errors else 200
    return TemplateResponse(request, "admin/corrections/ticket/bulk.html", context, status=status)


def do_all(request: HttpRequest, name: str, tickets: list[Ticket], said: Mapping[str, Any]) -> None:
    """Do a verb to each; one that is refused stops no other. What refused several is said once, with their numbers."""
    user, done, refused = colleague(request), 0, defaultdict(list)
    for ticket in tickets:
        given = {**BULK[name].given, **said, "seen": whole_number(request.POST.get(f"seen_{ticket.pk}", ""))}
        if "to_reader" in given:
            given["to_reader"] = wordings.filled(given["to_reader"], ticket)
        try:
            if not may(user, ticket, VERBS[name]):
                raise Refused("This is not yours to do.")
            VERBS[name].do(ticket=ticket, by=user, **given)
        except Refused as refusal:
            refused[str(refusal)].append(str(ticket))
        else:
            done += 1
    if done:
        messages.success(request, f"{done} report{'' if done == 1 else 's'} {BULK[name].done}.")
    for reason, references in refused.items():
        messages.error(request, f"{', '.join(references)}: {reason}")
