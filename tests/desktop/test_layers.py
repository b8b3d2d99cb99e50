"""Imports go one way only: widgets, bridge, services, core."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
APP = REPOSITORY / "desktop"
MODULES = sorted(APP.rglob("*.py"))
LONGEST = 250
LIGHT = {
    "photo",
    "collection",
    "arrange",
    "order",
    "preferences",
    "endpoint",
    "progress",
    "tallying",
    "tasks",
    "folders",
}
"""Services whose dataclasses and enums widgets may know."""


def imported(path: Path) -> set[str]:
    """Name every module that a file imports, inside functions too; not those for annotations."""
    names: set[str] = set()
    waiting: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        waiting += ast.iter_child_nodes(node)
    return names


def under(names: set[str], *packages: str) -> list[str]:
    """Return the names that lie in one of the packages."""
    return sorted(
        name for name in names if any(name == p or name.startswith(f"{p}.") for p in packages)
    )


def of_layer(name: str) -> list[Path]:
    """Return the modules of a layer."""
    modules = sorted((APP / name).rglob("*.py"))
    assert len(modules) > 5
    return modules


@pytest.mark.parametrize("path", of_layer("services"), ids=lambda path: path.stem)
def test_services_know_neither_qt_nor_the_layers_above(path: Path) -> None:
    assert under(imported(path), "PySide6", "desktop.bridge", "desktop.widgets") == []


@pytest.mark.parametrize("path", of_layer("bridge"), ids=lambda path: path.stem)
def test_the_bridge_knows_no_widgets(path: Path) -> None:
    assert under(imported(path), "PySide6.QtWidgets", "desktop.widgets") == []


@pytest.mark.parametrize("path", of_layer("widgets"), ids=lambda path: path.stem)
def test_widgets_know_of_services_only_what_is_data(path: Path) -> None:
    used = under(imported(path), "desktop.services")
    assert {name.split(".")[2] for name in used if name.count(".") > 1} <= LIGHT


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_the_app_knows_no_other_application(path: Path) -> None:
    assert under(imported(path), "lambda_service", "model_training", "tests", "tools") == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_has_one_subject(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_the_services_run_where_there_is_no_qt() -> None:
    modules = [
        ".".join(path.relative_to(REPOSITORY).with_suffix("").parts)
        for path in of_layer("services")
    ]
    code = "import sys; sys.modules['PySide6'] = None; import " + ", ".join(modules)
    subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, check=True)


def test_the_window_comes_before_everything_slow() -> None:
    slow = {"numpy", "PIL", "sqlite3", "requests", "ai_edge_litert", "keyring"}
    code = f"import sys, desktop.app; print(*{slow!r}.intersection(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True, check=True
    )
    assert done.stdout.split() == []


def test_the_layers_are_seen(tmp_path: Path) -> None:
    """The rules above would notice a breach, wherever it hides."""
    module = tmp_path / "module.py"
    module.write_text(
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    import numpy\n"
        "def later():\n    from desktop import widgets\n"
        "    import PySide6.QtGui\n"
    )
    found = imported(module)
    assert under(found, "PySide6", "desktop.widgets") == ["PySide6.QtGui", "desktop.widgets"]
    assert under(found, "numpy") == []
