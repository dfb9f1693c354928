"""`bereik explain`: a paragraph on the screen, and all of it as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from api.cli import run
from data.snapshots import write_snapshot
from tests.small_country import whole_country

if TYPE_CHECKING:
    from pathlib import Path

ASKED = ("--profiel", "PIE", "--leerweg", "gl", "--students", "own")


@pytest.fixture(scope="module")
def snapshot_path(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("explain") / "land"
    return str(write_snapshot(whole_country(), folder))


def test_a_paragraph_comes_first(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["explain", snapshot_path, *ASKED]) == 0
    out = capsys.readouterr().out
    assert "Bereikt is wie binnen 10 km" in out
    assert "Schools" in out


def test_json_holds_all(snapshot_path: str, tmp_path: Path) -> None:
    path = tmp_path / "uitleg.json"
    assert run(["explain", snapshot_path, *ASKED, "-o", str(path)]) == 0
    told = json.loads(path.read_text())
    names = ("paragraph", "rule", "figure", "schools", "rows", "dates")
    assert all(told[name] for name in names)
    people = sum(row["students"] or 0 for row in told["rows"])
    assert people == pytest.approx(told["figure"]["students"])


def test_other_formats_hold_the_postcodes(snapshot_path: str, tmp_path: Path) -> None:
    path = tmp_path / "uitleg.csv"
    assert run(["explain", snapshot_path, *ASKED, "-o", str(path)]) == 0
    assert path.read_text().startswith("pc4,brin6,naam")


def test_an_unknown_area_is_refused(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["explain", snapshot_path, "--in", "Nergens"]) == 2
    assert "Nergens" in capsys.readouterr().err
