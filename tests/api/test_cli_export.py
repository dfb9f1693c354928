"""`bereik export`: files beside each other, and nowhere to write is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from api.cli import run
from data.published_tables import SCHEMA

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_file_per_table(
    road_path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run(["export", road_path, "--mode", "bike", "-o", str(out)]) == 0
    names = sorted(path.stem for path in out.iterdir())
    assert names == sorted([*SCHEMA, "schema"])
    assert set(pd.read_parquet(out / "reach.parquet")["mode"]) == {"bike"}
    captured = capsys.readouterr()
    assert "reach.parquet: " in captured.out
    assert "dates: " in captured.err


def test_nowhere_to_write_is_refused(
    road_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", road_path]) == 2
    assert "say where to" in capsys.readouterr().err
