"""The intake: a message is kept before anything reads it, its items are taken, and a crash at any point loses nothing."""

from wire.intake.outcome import WORDS, Outcome
from wire.intake.receiving import TOGETHER, command_feed, finish, finish_unfinished, receive, receive_many, try_again
from wire.intake.source import Source

__all__ = [
    "TOGETHER",
    "WORDS",
    "Outcome",
    "Source",
    "command_feed",
    "finish",
    "finish_unfinished",
    "receive",
    "receive_many",
    "try_again",
]
