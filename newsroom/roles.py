"""Roles: what a reporter, wire editor, editor, standards editor and managing editor may do."""

from __future__ import annotations

from typing import Any


def grant_after_migrate(**kwargs: Any) -> None:
    """Signal handler: make the roles and grant what they were never granted before."""
