"""What the program imports is what it declares, and the other way round."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.version import Version

ROOT: Final = Path(__file__).parent.parent
ROOMS: Final = ("accessibility", "api", "data", "maps")
NOT_IMPORTED: Final = {
    "ipykernel": "runs the notebook of the documents",
    "jupytext": "reads that notebook",
    "mkdocs-material": "how the site of the documents looks",
    "mkdocstrings": "writes its reference",
    "nbclient": "runs the notebook of the documents",
    "httptools": "uvicorn reads requests with it where it is there",
    "maplibre": "its files are served, its Python is not run",
    "uvloop": "uvicorn's loop where it is there",
    "xstatic-leaflet": "its files are put in maps, its Python is not run",
}
"""Declared all the same, with the reason."""


def _declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"].values()
    lines = [*project["project"]["dependencies"], *chain.from_iterable(extras)]
    names = {_plain(re.split(r"[\[<>=; ]", line)[0]) for line in lines}
    return names - {project["project"]["name"]}


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")


def _imported() -> set[str]:
    """Return the outside packages that any module of the rooms imports."""
    names: set[str] = set()
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    names |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module:
                    names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - {*ROOMS, "bereik"}


def test_what_is_imported_is_declared_and_the_other_way_round() -> None:
    homes = packages_distributions()
    imported = {_plain(homes[name][0]) for name in _imported()}
    declared = _declared()
    assert imported - declared == set()
    assert declared - imported == set(NOT_IMPORTED)


def test_the_lock_of_the_image_has_every_declared_package_from_its_floor_on() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    told = project["project"]
    extras = told["optional-dependencies"]
    asked = Requirement(extras["all"][0]).extras
    wanted = [*told["dependencies"], *chain.from_iterable(map(extras.get, asked))]
    text = (ROOT / "image.lock.txt").read_text(encoding="utf-8")
    locked = {
        _plain(name): Version(version)
        for name, version in re.findall(r"^([\w.-]+)==([^ ;\\]+)", text, re.MULTILINE)
    }
    for requirement in map(Requirement, wanted):
        assert requirement.specifier.contains(locked[_plain(requirement.name)])
    assert text.count("==") <= text.count("--hash=sha256:")
