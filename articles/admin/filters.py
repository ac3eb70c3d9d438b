"""Filters of the desk's list of stories."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from articles import states
from articles.models import Agency, Article


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(states.WORDS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        return states.in_state(queryset, str(self.value())) if self.value() in states.WORDS else queryset


class OriginFilter(admin.SimpleListFilter):
    title = "whose"
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        agencies = Agency.objects.values_list("slug", "short_name")
        return [("ours", "Ours"), ("agency", "Any agency"), *agencies]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        match self.value():
            case None:
                return queryset
            case "ours":
                return queryset.filter(agency__isnull=True)
            case "agency":
                return queryset.filter(agency__isnull=False)
            case slug:
                return queryset.filter(agency__slug=slug)
