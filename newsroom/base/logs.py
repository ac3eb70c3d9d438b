"""Neither a reader's private link nor what a reader wrote reaches our logs."""

from __future__ import annotations

import logging
import re

# The ticket's token as a query, the preview's as a path, and the one in the address that a reader's mail is sent to.
SECRETS = re.compile(r"(?P<before>[?&]t=|/preview/|\+[a-z]{1,4}(?:-[0-9a-z]{4}){2}\.)[^\s&\"'<>/@]+", re.IGNORECASE)
# PostgreSQL tells the whole row that a constraint refused: "DETAIL:  Failing row contains (12, Ada Reader, …)."
ROWS = re.compile(r"(?P<before>DETAIL:\s).*?(?=\n\n(?:The above|During handling)|\nCONTEXT:|\Z)", re.DOTALL)


class Redact(logging.Filter):
    """Writes `…` for tokens and rows in whatever is logged, tracebacks included."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if (told := redacted(message)) != message:
            record.msg, record.args = told, ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        record.exc_text = redacted(record.exc_text) if record.exc_text else record.exc_text
        return True


def redacted(text: str) -> str:
    """The text without tokens and without rows of the database."""
    return ROWS.sub(r"\g<before>…", SECRETS.sub(r"\g<before>…", text))
