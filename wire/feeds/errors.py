from __future__ import annotations


class FetchError(Exception):
    """Why a feed could not be read, in an editor's words; it never holds a key.

    `retry_after` is what the agency's server asked for, in seconds. With `is_lasting`, asking again changes nothing until
    somebody acts.
    """

    def __init__(self, words: str, *, retry_after: int | None = None, is_lasting: bool = False) -> None:
        super().__init__(words)
        self.retry_after = retry_after
        self.is_lasting = is_lasting
