"""One record each: what is added to a copy of this tree is there on every surface.

The walks of CONTRIBUTING.md are taken here: a technical profile, a mode, a measure and
a kind of source are added to a copy, in the files that the guide names and no others,
and the copy is asked what it knows.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
COPIED = (
    *("accessibility", "api", "data", "maps", "docs"),
    *("tests/documents.py", "tests/command_options.py"),
)

PROFIEL = {
    "accessibility/codes/profielen.py": (
        '    DP = "D&P"',
        '    WK = "W&K", "Water en Klimaat", "Water and Climate", True\n',
    )
}
MODE = {
    "accessibility/codes/modes.py": (
        "    WALK = (\n",
        """    E_BIKE = (
        "e-bike",
        ModeRecord(
            "e-fiets",
            _nl("over de fietsroute op een e-fiets", by="met de e-fiets"),
            _en("by e-bike"),
            travellers="de e-fiets",
            kmh=22.0,
            like="bike",
        ),
    )
""",
    )
}
MEASURE = {
    "accessibility/measures/missed.py": (
        "",
        '''"""Missed: how many students have no offer within reach."""

from accessibility.measures.measure import *
from accessibility.measures.measure import AREA, LEERWEG, PROFIEL, STUDENTS, SUPPRESSED
from accessibility.measures.shares import SHARES


def _answer(basis, question):
    table = SHARES.compute(basis, question)
    return table.assign(without=table.missed)


MISSED = Measure(
    "missed",
    "gemist",
    "Count the students without an offer within reach of home.",
    "Students without the offer",
    (
        *AREA,
        *PROFIEL,
        *LEERWEG,
        *STUDENTS,
        Column("without", "gemist", "students without", ColumnKind.COUNT),
        *SUPPRESSED,
    ),
    _answer,
)
''',
    ),
    "accessibility/measures/__init__.py": (
        "MEASURES = (SHARES, CHOICE, BURDEN)",
        "from accessibility.measures.missed import MISSED\n\n",
    ),
}
KIND = {
    "data/bus_stops.py": (
        "",
        '''"""Bus stops."""

from data.facilities import read_facilities


def read_bus_stops(source):
    return read_facilities(source)
''',
    ),
    "data/kinds.py": (
        "    SourceKind(\n",
        """    SourceKind(
        "bushaltes",
        "bus stops with a name",
        "bushaltes",
        "data.bus_stops:read_bus_stops",
        "NAAM, X/Y",
        {"kind": "`kind`: of all rows"},
        table="facilities",
        role="facilities",
        maker="vervoerder",
        licence="CC0",
    ),
""",
    ),
}
ASKED = """
import json, sys
from fastapi import FastAPI
from api.cli import application
from api.lazy_commands import every_line
from api.service.code_words import mode_codes, profiel_codes
from api.service.resources import measures
from tests.documents import PARTS, WHOLE
from typer.testing import CliRunner

def help_of(*words):
    return CliRunner().invoke(application(), [*words, "--help"]).output

app = FastAPI()
app.include_router(measures.router, prefix="/v1")
documents = {name: "\\n".join(lines()) for (_, name), lines in PARTS.items()}
documents["schema"] = WHOLE["docs/scenario.schema.json"]()
print(json.dumps({
    "help": "\\n".join(every_line()),
    "reach": help_of("reach"), "openapi": app.openapi(),
    "documents": documents, "modes": mode_codes(), "profielen": profiel_codes(),
}))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of this tree in which one of each has been added."""
    copy = tmp_path_factory.mktemp("copy")
    for name in COPIED:
        source, target = ROOT / name, copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "*.png")
            shutil.copytree(source, target, ignore=ignored)
        else:
            shutil.copy(source, target)
    for walk in (PROFIEL, MODE, MEASURE, KIND):
        for name, (before, text) in walk.items():
            _add(copy / name, before, text)
    _replace(copy / "accessibility/measures/__init__.py", "BURDEN)", "BURDEN, MISSED)")
    return copy


def _add(path: Path, before: str, text: str) -> None:
    """Put text before the first place where something stands, or make the file."""
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    head, found, tail = old.partition(before) if before else ("", "", "")
    assert found == before, path
    path.write_text(head + text + found + tail, encoding="utf-8")


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def _run(copy: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def known(copy: Path) -> dict[str, Any]:
    """Return what the copy says of itself on each surface."""
    told: dict[str, Any] = json.loads(_run(copy, "-c", ASKED).splitlines()[-1])
    return told


def test_a_technical_profile_is_one_line(known: dict[str, Any]) -> None:
    assert len(PROFIEL) == 1
    assert "| W&K | Water en Klimaat | yes |" in known["documents"]["profielen"]
    assert '"W&K"' in known["documents"]["schema"]
    told = {one["code"]: one for one in known["profielen"]}
    assert told["W&K"]["en"] == "W&K (Water and Climate)"
    assert "W&K" in told["techniek"]["staatVoor"]
    paths = known["openapi"]["paths"]
    names = {one["name"]: one for one in paths["/v1/bereik"]["get"]["parameters"]}
    assert "W&K" in names["profiel"]["schema"]["pattern"]


def test_a_mode_is_one_record(known: dict[str, Any]) -> None:
    assert len(MODE) == 1
    assert "e-bike" in known["reach"]
    assert "`e-fiets`" in known["documents"]["modes"]
    assert '"e-bike", "walk"' in known["documents"]["kinds"]
    assert "`e-bike_kmh`" in known["documents"]["kinds"]
    told = {one["code"]: one for one in known["modes"]}
    assert told["e-fiets"]["eenheden"] == ["m", "s"]
    assert told["e-fiets"]["middel"] == {"nl": "met de e-fiets", "en": "by e-bike"}
    modus = known["openapi"]["components"]["schemas"]["Modus"]
    assert "e-fiets" in modus["enum"]


def test_a_measure_is_its_module_and_a_place_in_the_list(known: dict[str, Any]) -> None:
    assert len(MEASURE) == 2
    assert "missed" in known["help"]
    assert "`gemist`" in known["documents"]["measures"]
    answer = known["openapi"]["components"]["schemas"]["GemistRij"]
    assert "gemist" in answer["properties"]
    assert "/v1/gemist" in known["openapi"]["paths"]


def test_a_kind_is_its_reader_and_a_record(
    copy: Path, known: dict[str, Any], tmp_path: Path
) -> None:
    assert len(KIND) == 2
    assert "| `bushaltes` | bus stops with a name |" in known["documents"]["kinds"]
    (tmp_path / "haltes.csv").write_text("naam;x;y\nPlein;155000;463000\n")
    (tmp_path / "scholen.csv").write_text(
        "VESTIGINGSNUMMER;VESTIGINGSNAAM;POSTCODE\nX1AA00;Noord;1001 AB\n"
    )
    (tmp_path / "SOURCES.toml").write_text(
        '[[source]]\nkind = "bushaltes"\npath = "haltes.csv"\ndate = 2026\n'
        'options = { kind = "event" }\n'
        '[[source]]\nkind = "duo-vestigingen"\npath = "scholen.csv"\ndate = 2026\n'
    )
    built = tmp_path / "land"
    _run(copy, "-m", "api", "build", str(tmp_path / "SOURCES.toml"), "-o", str(built))
    manifest = json.loads((built / "manifest.json").read_text("utf-8"))
    stops = next(one for one in manifest["sources"] if one["kind"] == "bushaltes")
    assert stops["tables"] == ["facilities"]
    assert (stops["title"], stops["maker"]) == ("bushaltes", "vervoerder")
    assert manifest["dates"]["facilities"] == "2026"
    assert manifest["rows"]["facilities"] == 1
