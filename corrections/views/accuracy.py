"""The public accuracy report, as a page and as data."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from corrections import charts, log_download
from corrections.accuracy import AccuracyReport, Month, Period, Source, periods, report

COUNTS = ("received", "answered", "upheld", "notices")
WAITS = ("first_answer_median", "first_answer_p90", "correction_median", "correction_p90")
FIGURES = ("by", "name", *COUNTS, *WAITS)


@require_safe
def accuracy(request: HttpRequest) -> HttpResponse:
    """Reports received, answered and upheld, and how long it took; of a year, a quarter or the last twelve months."""
    name, kind = request.GET.get("period", ""), request.GET.get("format")
    if kind == "json":
        return JsonResponse(document(report(Period.asked(name))), json_dumps_params={"ensure_ascii": False, "indent": 1})
    if kind == "csv":
        headers = {"Content-Disposition": 'attachment; filename="accuracy.csv"'}
        lines = "".join(log_download.table(FIGURES, rows(document(report(Period.asked(name))))))
        return HttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)
    return render(request, "corrections/accuracy.html", counted(name))


def counted(name: str) -> dict[str, Any]:
    """All that the report's page prints, in public and at the desk."""
    found = report(Period.asked(name))
    return {
        "report": found,
        "years": periods(),
        "formats": (("csv", "CSV"), ("json", "JSON")),
        "by_month": charts.by_month(found),
        "waits": [
            ("answer", "Until the first answer", charts.by_source(found, "to_first_answer")),
            ("correction", "From report to correction", charts.by_source(found, "to_correction")),
        ],
    }


def document(found: AccuracyReport) -> dict[str, Any]:
    """The report's figures for programs: times in whole seconds, or null where there is nothing to tell."""
    return {
        "period": found.period.label,
        "begins": found.period.begins.isoformat(),
        "ends": found.period.ends.isoformat(),
        "all": {**_counts(found.whole), "notices": found.notices, **_waits(found.whole)},
        "sources": [{"name": source.name, **_counts(source), **_waits(source)} for source in found.sources],
        "months": [{"name": f"{month.begins:%Y-%m}", **_counts(month)} for month in found.months],
    }


def rows(figures: dict[str, Any]) -> list[dict[str, str]]:
    """The same as one table."""
    whole = {"by": "all", "name": figures["period"], **figures["all"]}
    sources = [{"by": "source", **source} for source in figures["sources"]]
    months = [{"by": "month", **month} for month in figures["months"]]
    told = [whole, *sources, *months]
    return [{name: "" if row.get(name) is None else str(row[name]) for name in FIGURES} for row in told]


def _counts(one: Source | Month) -> dict[str, int]:
    return {name: getattr(one, name) for name in COUNTS}


def _waits(source: Source) -> dict[str, int | None]:
    first, correction = source.to_first_answer, source.to_correction
    waits = (first.median, first.p90, correction.median, correction.p90)
    return {name: None if wait is None else round(wait.total_seconds()) for name, wait in zip(WAITS, waits, strict=True)}
