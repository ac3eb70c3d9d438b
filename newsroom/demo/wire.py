"""What lies on the demo's wire desk: the project's own sample files, received over the last hours."""

from __future__ import annotations

from newsroom.demo.source import Calendar


def receive_samples(*, calendar: Calendar) -> None:
    """Receive the sample files of `fixtures/demo/wire.toml`, at the times it says."""
