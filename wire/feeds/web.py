"""A feed at one address: what stands there is one message; asked for only if it has changed."""

from __future__ import annotations

import re

from wire.feeds import fetch
from wire.feeds.errors import FetchError
from wire.feeds.sources import Document, Job, Step, Steps

_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)


def read(job: Job) -> Steps:
    """Ask once. Raises FetchError with the reason."""
    answer = fetch.get(job.address, access=job.access, key=job.key, etag=job.etag, last_modified=job.last_modified)
    if answer.data is None:
        yield Step()
        return
    if _PAGE.match(answer.data[:4096]):
        # Log-in and error pages come with 200, other words each time; a feed that is only called text/html is none.
        raise FetchError("The agency's server sent a web page where the feed should be.")
    document = Document(answer.data, answer.target.shown)
    yield Step([document], etag=answer.etag, last_modified=answer.last_modified)
