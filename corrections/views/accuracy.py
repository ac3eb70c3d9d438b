"""The public accuracy report."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from corrections.accuracy import report, spoken


@require_safe
def accuracy(request: HttpRequest) -> HttpResponse:
    """Reports received, answered and upheld, and how long it took."""
    counted = report()
    context = {
        "report": counted,
        "to_first_answer": spoken(counted.to_first_answer),
        "to_correction": spoken(counted.to_correction),
    }
    return render(request, "corrections/accuracy.html", context)
