"""What some tests need and a machine may lack: they say that they did not run, and fail where REQUIRE_EVERYTHING is set."""

from __future__ import annotations

import importlib
import os
import shutil
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import pytest

# Published schemas, checkers and real wire files, which may not be shipped, lie beside the project where it is developed.
BESIDE = Path(__file__).resolve().parents[2] / "shared"
SCHEMAS, TOOLS, CORPUS = BESIDE / "schemas", BESIDE / "tools", BESIDE / "wire-corpus"


def everything() -> bool:
    """Whether nothing may be missing here, as in CI."""
    return bool(os.environ.get("REQUIRE_EVERYTHING"))


def chromium() -> str:
    """The browser's program."""
    found = [path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))]
    return found[0] if found else missing("Chromium (on Debian and Ubuntu: apt-get install chromium)")


def module(name: str) -> ModuleType:
    """A Python module that only some of the project's commands need."""
    try:
        return importlib.import_module(name)
    except ImportError:
        missing(f"the Python module {name}")


def beside(path: Path) -> Path:
    """A file or folder beside the project. A clone elsewhere has none of them, which is no fault of that machine."""
    if not BESIDE.is_dir():
        _skip(f"../{path.relative_to(BESIDE.parent)} beside the project")
    if not path.exists():
        missing(f"../{path.relative_to(BESIDE.parent)} beside the project")
    return path


def missing(what: str) -> NoReturn:
    """Skip the test for want of something, or fail it where everything must be there."""
    if everything():
        pytest.fail(f"NOT CHECKED, and everything is required here: there is no {what}")
    _skip(what)


def _skip(what: str) -> NoReturn:
    pytest.skip(f"NOT CHECKED: there is no {what}", allow_module_level=True)
