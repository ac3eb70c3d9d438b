"""What readers see of how the newsroom answers: the form, their report, the log, the accuracy report."""

from corrections.views.accuracy import accuracy
from corrections.views.log import log, notice, passage
from corrections.views.report import report_again, report_error
from corrections.views.ticket import add, add_again, answer, answer_again, change, data, leave, ticket, ticket_again

# Forms that give back what was typed in them when they came without their key, by the name of their address.
AGAIN = {
    "corrections:report_error": report_again,
    "corrections:ticket": ticket_again,
    "corrections:answer": answer_again,
    "corrections:add": add_again,
}

__all__ = [
    "AGAIN", "accuracy", "add", "answer", "change", "data", "leave", "log", "notice", "passage", "report_error", "ticket",
]  # fmt: skip
