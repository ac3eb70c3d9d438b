"""Neither a reader's private link nor what a reader wrote reaches our logs."""

import io
import logging

import pytest
from django.conf import settings
from django.db import IntegrityError

from newsroom.base.logs import Redact


@pytest.mark.parametrize(
    ("message", "written"),
    [
        ("GET /corrections/tickets/?t=abc:DEF_-9 200", "GET /corrections/tickets/?t=… 200"),
        ("GET /x/?a=1&t=abc 200", "GET /x/?a=1&t=… 200"),
        ("GET /corrections/tickets/?t=HL%2DAAAA.x%2Dy 200", "GET /corrections/tickets/?t=… 200"),
        ("550 <fix+hl-aaaa-bbbb.mfrggzdf@ledger.example>", "550 <fix+hl-aaaa-bbbb.…@ledger.example>"),
        ("Not Found: /preview/eyJ:1x:sig/", "Not Found: /preview/…/"),
        ("GET /corrections/?kind=correction 200", "GET /corrections/?kind=correction 200"),
    ],
)
def test_tokens_are_cut_out_of_what_is_logged(message, written):
    entry = logging.LogRecord("x", logging.INFO, __file__, 1, "%s", (message,), None)
    assert Redact().filter(entry)
    assert entry.getMessage() == written


def test_a_row_that_the_database_refused_is_not_told_with_the_error():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(Redact())
    told = 'violates "open_ticket_has_no_end"\nDETAIL:  Failing row contains (12, Ada Reader, ada@example.org,\n\nIt is 412.).'
    try:
        try:
            raise ValueError(told)
        except ValueError as error:
            raise IntegrityError(told) from error
    except IntegrityError as error:
        handler.handle(logging.LogRecord("django.request", logging.ERROR, __file__, 1, "%s", (error,), None))
        handler.handle(logging.makeLogRecord({"msg": "Internal Server Error: /", "exc_info": (type(error), error, None)}))
    written = stream.getvalue()
    assert written.count("open_ticket_has_no_end") == 3
    assert not [word for word in ("Ada", "ada@", "412") if word in written]


def test_every_log_of_ours_is_written_through_it():
    assert all(handler["filters"] == ["redact"] for handler in settings.LOGGING["handlers"].values())
