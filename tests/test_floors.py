"""Imports run down only: roof, wire, corrections, articles, ground."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ["newsroom/base", "articles", "corrections", "wire", "newsroom"]  # the ground first, the roof last
# A relation's name on a lower floor's model that only a higher floor defines.
UPWARD_RELATIONS = {
    "articles": {"notices", "tickets", "pickups"},
    "corrections": {"pickups"},
    "newsroom/base": {"notices", "tickets", "pickups", "articles"},
}


def floor_of(module: str) -> str | None:
    path = module.replace(".", "/")
    return next((floor for floor in FLOORS if path == floor or path.startswith(f"{floor}/")), None)


def modules() -> list[Path]:
    return [
        path
        for folder in ("newsroom", "articles", "corrections", "wire")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_from_its_own_floor_or_below(path):
    own = floor_of(str(path.relative_to(ROOT).with_suffix("")).replace("/", "."))
    assert own is not None
    above = [
        name for name in imports(path) if (other := floor_of(name)) is not None and FLOORS.index(other) > FLOORS.index(own)
    ]
    assert not above, f"{own} may not import {', '.join(sorted(above))}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_upward_relation_is_named_in_a_string(path):
    own = floor_of(str(path.relative_to(ROOT).with_suffix("")).replace("/", "."))
    forbidden = UPWARD_RELATIONS.get(own or "", set())
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prefetched = {
        argument.value.split("__")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("prefetch_related", "select_related", "Prefetch")
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    looked_up = {
        text.split("__")[0]
        for node in ast.walk(tree)
        for text in [getattr(node, "arg", None) if isinstance(node, ast.keyword) else getattr(node, "value", None)]
        if isinstance(text, str) and "__" in text and " " not in text
    }
    assert not (prefetched | looked_up) & forbidden
