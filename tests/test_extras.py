"""What is not installed by default is told, with the command that brings it."""

from __future__ import annotations

import ast
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from accessibility.errors import MissingPackageError
from api.service.database import Database
from api.sweep.running import LOCAL, crew
from data import published_export
from data.access.conditions import grammar
from data.osm import read_osm
from data.sql import ask
from maps.dossier.typeset import typesetter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT: Final = Path(__file__).parent.parent
ROOMS: Final = ("accessibility", "api", "data", "maps")
PROJECT: Final = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS: Final = PROJECT["project"]["optional-dependencies"]
XML: Final = '<osm version="0.6"><node id="1" lat="52.0" lon="5.0"/></osm>'


@pytest.fixture(autouse=True)
def _grammar_forgotten() -> Iterator[None]:
    grammar.cache_clear()
    yield
    grammar.cache_clear()


def _some_xml(folder: Path) -> Path:
    path = folder / "town.osm"
    path.write_text(XML, encoding="utf-8")
    return path


NEEDS: Final[dict[tuple[str, str], Callable[[Path], object]]] = {
    ("typst", "pdf"): lambda _: typesetter(),
    ("opening_hours", "osm"): lambda folder: read_osm(_some_xml(folder)),
    ("osmium", "osm"): lambda folder: read_osm(_some_xml(folder)),
    ("duckdb", "scale"): lambda _: ask({}, "select 1"),
    ("distributed", "scale"): lambda _: crew(LOCAL).__enter__(),
    ("psycopg", "service"): lambda _: Database("postgresql://localhost/x"),
    ("geoalchemy2", "service"): lambda _: published_export._driver_of_postgis(),
}


@pytest.mark.parametrize(("module", "extra"), NEEDS)
def test_what_is_not_installed_is_told_with_the_command(
    module: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("data.osm.streamed")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    command = rf": python -m pip install 'bereik\[{extra}\]'$"
    with pytest.raises(MissingPackageError, match=command):
        NEEDS[module, extra](tmp_path)


def test_every_extra_that_is_named_is_there_and_the_other_way_round() -> None:
    named = {
        str(node.args[1].value)
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "MissingPackageError"
        and isinstance(node.args[1], ast.Constant)
    }
    assert named == set(EXTRAS) - {"all", "docs"}
    assert EXTRAS["all"] == [f"bereik[{','.join(sorted(named))}]"]


def test_nothing_of_an_extra_is_imported_before_it_is_needed() -> None:
    """With none of them there, every module but one can be imported."""
    only_there = {"data/osm/streamed.py"}
    modules = {module for module, _ in NEEDS} | {"uvloop"}
    found = set()
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for node in tree.body:
                names = [alias.name for alias in getattr(node, "names", [])]
                top = {getattr(node, "module", None) or "", *names}
                if isinstance(node, ast.Import | ast.ImportFrom) and (
                    {name.partition(".")[0] for name in top} & modules
                ):
                    found.add(path.relative_to(ROOT).as_posix())
    assert found == only_there
