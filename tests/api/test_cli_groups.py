"""`bereik groups`: small groups on the screen and in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from api.cli import run
from data.snapshots import write_snapshot
from tests.accessibility.outlook.made_ground import land

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def snapshot_path(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("groups") / "land"
    return str(write_snapshot(land(), folder))


@pytest.mark.parametrize("options", [[], ["--combined"], ["--most", "15"]])
def test_small_groups_are_listed(
    options: list[str], snapshot_path: str, tmp_path: Path
) -> None:
    path = tmp_path / "groepen.csv"
    assert run(["groups", snapshot_path, *options, "-o", str(path)]) == 0
    table = pd.read_csv(path)
    assert set(table.small) <= {"ja", "niet te zeggen"}
    assert len(table)


def test_what_is_ahead_stands_beside(snapshot_path: str, tmp_path: Path) -> None:
    for options in ([], ["--combined"]):
        path = tmp_path / "vooruit.csv"
        asked = ["--year", "2027", "--all", *options, "-o", str(path)]
        assert run(["groups", snapshot_path, *asked]) == 0
        assert (pd.read_csv(path).year == 2027).any()


def test_the_count_is_told(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["groups", snapshot_path]) == 0
    assert "technical groups have at most 10 third-years" in capsys.readouterr().out


def test_one_profiel_and_leerweg_are_asked(
    snapshot_path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "een.csv"
    asked = ["groups", snapshot_path, "--all", "--profiel", "PIE", "--leerweg", "gl"]
    assert run([*asked, "-o", str(path)]) == 0
    table = pd.read_csv(path)
    assert set(table.profiel) == {"PIE"}
    assert set(table.leerweg) == {"gl"}
    assert run(["groups", "nergens", "--profiel", "XYZ"]) == 2
    assert "'XYZ' is unknown" in " ".join(capsys.readouterr().err.split())
    ahead = ["groups", snapshot_path, "--profiel", "Z&W", "--year", "2027"]
    assert run(ahead) == 2
    assert "no view ahead of Z&W" in " ".join(capsys.readouterr().err.split())
