"""What verbs of ours tell whoever listens on a higher floor."""

from django.dispatch import Signal

# A form that was opened before somebody else's save was saved over it. Sent after commit with `article`, `by` and
# `opened`, the number of the revision that the form began from.
saved_over = Signal()
