"""The public accuracy report."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from corrections import charts
from corrections.accuracy import Period, periods, report


@require_safe
def accuracy(request: HttpRequest) -> HttpResponse:
    """Reports received, answered and upheld, and how long it took; of a year, a quarter or the last twelve months."""
    return render(request, "corrections/accuracy.html", counted(request.GET.get("period", "")))


def counted(name: str) -> dict[str, Any]:
    """All that the report's page prints, in public and at the desk."""
    found = report(Period.asked(name))
    return {
        "report": found,
        "years": periods(),
        "by_month": charts.by_month(found),
        "waits": [
            ("answer", "Until the first answer", charts.by_source(found, "to_first_answer")),
            ("correction", "From report to correction", charts.by_source(found, "to_correction")),
        ],
    }
