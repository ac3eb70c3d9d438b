"""A reader's private link never reaches our logs."""

import logging

import pytest

from newsroom.base.logs import RedactTokens


@pytest.mark.parametrize(
    ("message", "written"),
    [
        ("GET /corrections/tickets/?t=abc:DEF_-9 200", "GET /corrections/tickets/?t=… 200"),
        ("GET /x/?a=1&t=abc 200", "GET /x/?a=1&t=… 200"),
        ("Not Found: /preview/eyJ:1x:sig/", "Not Found: /preview/…/"),
        ("GET /corrections/?kind=correction 200", "GET /corrections/?kind=correction 200"),
    ],
)
def test_tokens_are_cut_out_of_what_is_logged(message, written):
    entry = logging.LogRecord("x", logging.INFO, __file__, 1, "%s", (message,), None)
    assert RedactTokens().filter(entry)
    assert entry.getMessage() == written
