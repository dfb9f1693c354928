"""`bereik order`: the plan on the screen, and tables in a file."""

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
    folder = tmp_path_factory.mktemp("order") / "land"
    return str(write_snapshot(land(), folder))


def test_the_plan_is_shown_step_by_step(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--close", "3", "--year", "2031", "--students", "own"]
    assert run(["order", snapshot_path, *asked]) == 0
    out = capsys.readouterr().out
    assert "3 offers must close" in out
    assert "proven best" in out
    assert "of whom: third-years of the bl" in out


@pytest.mark.parametrize("view", ["steps", "plans", "regret", "combine"])
def test_every_table_is_written(snapshot_path: str, tmp_path: Path, view: str) -> None:
    path = tmp_path / "volgorde.csv"
    asked = ["--close", "3", "--students", "own", "--show", view, "-o", str(path)]
    assert run(["order", snapshot_path, *asked]) == 0
    assert len(pd.read_csv(path, comment="#"))
