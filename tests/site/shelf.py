"""The schemas that outputs are checked against; they lie beside the project and their tests skip loudly without them."""

from __future__ import annotations

from pathlib import Path

import pytest

SCHEMAS = Path(__file__).resolve().parents[3] / "shared" / "schemas"
TOOLS = SCHEMAS.parent / "tools"


def needed(path: Path) -> Path:
    if not path.exists():
        pytest.skip(f"NOT CHECKED: {path.name} is not beside the project")
    return path
