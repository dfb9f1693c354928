"""The project as a whole: one version, owned package names, files of one subject."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.spread import LONGEST_FIRST
from tests.tested_elsewhere import ELSEWHERE

ROOT = Path(__file__).parent.parent
ROOMS = ("accessibility", "api", "data", "maps")
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
FORBIDDEN = {"utils", "util", "helpers", "helper", "common", "misc", "tools"}
MOST_IN_THE_HALL = 14
MIRRORED = ("accessibility", "data", "maps")
"""Rooms in which tests mirror modules; those of `api` mirror what can be asked."""
LONGEST_FILE = 450
LONGEST_FUNCTION = 45


def _code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef, text: str) -> int:
    """Count lines of a function without its docstring, comments and blank lines."""
    lines = text.splitlines()
    doc = function.body[0] if ast.get_docstring(function) is not None else None
    skip = range(doc.lineno, (doc.end_lineno or doc.lineno) + 1) if doc else range(0)
    return sum(
        1
        for number in range(function.lineno, (function.end_lineno or 0) + 1)
        if number not in skip
        and lines[number - 1].strip()
        and not lines[number - 1].strip().startswith("#")
    )


def test_changelog_begins_with_the_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    headings = [
        line
        for line in (ROOT / "CHANGELOG.md").read_text().splitlines()
        if line.startswith("## ")
    ]
    assert headings[0] == f"## {version}"


def test_no_other_distribution_claims_our_package_names() -> None:
    claims = packages_distributions()
    for room in ROOMS:
        assert set(claims.get(room, ["bereik"])) == {"bereik"}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_file_has_one_subject(path: Path) -> None:
    assert path.stem not in FORBIDDEN
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            assert _code_lines(node, text) <= LONGEST_FUNCTION, node.name


def test_functions_are_short() -> None:
    sizes = sorted(
        _code_lines(node, text)
        for path in MODULES
        for text in [path.read_text(encoding="utf-8")]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    )
    assert sizes[len(sizes) // 2] <= 8
    assert sizes[int(len(sizes) * 0.9)] <= 24


def test_the_front_hall_of_the_core_is_small() -> None:
    hall = list((ROOT / "accessibility").glob("*.py"))
    assert len(hall) <= MOST_IN_THE_HALL


def test_a_door_gives_no_name_that_is_also_a_module() -> None:
    for door in (path for path in MODULES if path.name == "__init__.py"):
        modules = {path.stem for path in door.parent.iterdir()}
        assert not modules & {name for _, name in _imported(door)}, door


def test_no_module_goes_out_by_its_own_door() -> None:
    for door in (path for path in MODULES if path.name == "__init__.py"):
        room = ".".join(door.relative_to(ROOT).parent.parts)
        for path in door.parent.glob("*.py") if _imported(door) else ():
            assert room not in {module for module, _ in _imported(path)}, path


def _imported(path: Path) -> set[tuple[str, str]]:
    """Return the modules a file imports from, each with what it takes."""
    return {
        (node.module, alias.name)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }


def test_coordinates_change_system_in_one_module() -> None:
    changing = [
        path.relative_to(ROOT).as_posix()
        for path in MODULES
        if ".to_crs(" in path.read_text(encoding="utf-8")
    ]
    assert set(changing) <= {"accessibility/projection.py"}


def test_the_core_raises_its_own_errors() -> None:
    for path in (ROOT / "accessibility").rglob("*.py"):
        assert "raise ValueError(" not in path.read_text(encoding="utf-8"), path.name


def test_the_environment_is_read_by_the_outer_room_only() -> None:
    reading = {
        path.relative_to(ROOT).parts[0]
        for path in MODULES
        if "os.environ" in path.read_text(encoding="utf-8")
    }
    assert reading <= {"api"}


def test_what_is_let_through_says_why() -> None:
    bare = re.compile(r"# (?:noqa: [A-Z0-9, ]+|type: ignore\[[^]]*\])$")
    folders = (*ROOMS, "tests", "benchmarks")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if bare.search(line.rstrip())
    ]
    assert found == []


def test_every_module_has_a_test_file_of_its_name() -> None:
    mirrored = [
        path.relative_to(ROOT)
        for path in MODULES
        if path.relative_to(ROOT).parts[0] in MIRRORED and path.name[0] != "_"
    ]
    without = {
        path.as_posix()
        for path in mirrored
        if not (ROOT / "tests" / path.parent / f"test_{path.name}").exists()
    }
    assert without == set(ELSEWHERE)


def test_what_is_tested_elsewhere_and_first_is_there() -> None:
    elsewhere = {file for file, _ in ELSEWHERE.values()}
    gone = {file for file in elsewhere | {*LONGEST_FIRST} if not (ROOT / file).exists()}
    assert not gone
