"""What readers see of how the newsroom answers: the form, their report, the log, the accuracy report."""

from corrections.views.accuracy import accuracy
from corrections.views.log import log, notice
from corrections.views.report import report_error
from corrections.views.ticket import add, answer, change, data, leave, ticket

__all__ = ["accuracy", "add", "answer", "change", "data", "leave", "log", "notice", "report_error", "ticket"]
