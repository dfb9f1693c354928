"""`--in NAME` asks about one area, in every command, and is read before computing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd
import pytest

from api.cli import run
from data.snapshots import write_snapshot
from tests.accessibility.outlook.made_ground import land

if TYPE_CHECKING:
    from pathlib import Path

GEMEENTE: Final = "gemeente:Gebied 0"
PAIR: Final = ["--profiel", "PIE", "--leerweg", "gl"]
ASKED: Final = {
    "groups": ["--all"],
    "regions": ["--area", "gemeente"],
    "outlook": [*PAIR, "--to", "2021", "--draws", "10"],
    "trend": [],
    "compare": [*PAIR, "--modes", "straight,bike"],
    "fragile": ["--area", "gemeente"],
}


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return two years of a country of which three vestigingen lie in `Gebied 0`."""
    folder = tmp_path_factory.mktemp("in")
    first = land()
    sites = first.vestigingen.copy()
    sites.loc[:2, "gemeente"] = "G0"
    first = first.edited(vestigingen=sites)
    dates = {**first.manifest.dates, "students": "2020-10-01", "offers": "2020-10-01"}
    later = replace(first, manifest=replace(first.manifest, name="later", dates=dates))
    return [
        str(write_snapshot(one, folder / name))
        for name, one in (("first", first), ("later", later))
    ]


def _asked(command: str, years: list[str]) -> list[str]:
    folders = years if command == "trend" else years[:1]
    return [command, *folders, *ASKED[command]]


@pytest.mark.parametrize("command", ASKED)
def test_an_unknown_area_is_told_first(
    command: str, years: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The land has no roads: a command that computed would speak of those."""
    assert run([*_asked(command, years), "--in", "Gebiet 0"]) == 2
    assert "did you mean Gebied 0" in capsys.readouterr().err


def _table(
    command: str, years: list[str], path: Path, capsys: pytest.CaptureFixture[str]
) -> pd.DataFrame:
    asked = [*_asked(command, years), "--in", GEMEENTE, "-o", str(path)]
    assert run(asked) == 0
    assert f"in {GEMEENTE}" in capsys.readouterr().err
    return pd.read_csv(path)


@pytest.mark.parametrize("command", ["outlook", "trend"])
def test_shares_are_of_who_lives_there(
    command: str,
    years: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    table = _table(command, years, tmp_path / "deel.csv", capsys)
    assert set(table.area_code) == {"G0"}
    assert table.year.nunique() == 2 + (command == "outlook")


def test_groups_are_of_vestigingen_there(
    years: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = _table("groups", years, tmp_path / "groepen.csv", capsys)
    assert table.brin6.nunique() == 3


def test_regions_are_those_with_a_vestiging_there(
    years: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = _table("regions", years, tmp_path / "regio.csv", capsys)
    assert set(table.region) == {"G0"}


def test_closures_are_of_vestigingen_there(
    years: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [*_asked("fragile", years), "--in", GEMEENTE, "-o", str(tmp_path / "k")]
    assert run(asked) == 0
    assert f"in {GEMEENTE}" in capsys.readouterr().out
    assert pd.read_csv(tmp_path / "k" / "vestigingen.csv").brin6.nunique() <= 3
