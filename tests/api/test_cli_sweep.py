"""`bereik sweep`: answers kept as they come, a second run that only adds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd

from api.cli import run

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_cut_sweep_goes_on_where_it_was(
    country_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    grid, out = tmp_path / "SWEEP.toml", tmp_path / "uit"
    grid.write_text(
        f'snapshots = ["{country_folder}"]\nareas = ["nl", "gemeente"]\n'
        'within = [5000, 10000]\nprofielen = ["PIE"]\nleerwegen = ["gl"]\n'
        'modes = ["straight", "bike"]\n'
    )
    command = ["sweep", str(grid), "--scheduler", "here", "-o", str(out)]
    # No roads: those parts fail, by name, and the others are kept.
    assert run(command) == 1
    captured = capsys.readouterr()
    assert "4 parts, 0 kept from before, 2 computed, 2 failed" in captured.out
    named = "reach of voorbeeldland, none, bike 5000+10000 m, auto, leerweg, nl"
    assert f"failed: {named}: " in captured.err
    files = sorted((out / "parts").rglob("*.parquet"))
    before = {file: file.read_bytes() for file in files}
    files[0].unlink()
    assert run(command) == 1
    assert "1 kept from before, 1 computed" in capsys.readouterr().out
    assert {file: file.read_bytes() for file in files} == before
    table = pd.read_parquet(out / "parts" / "answer=reach")
    assert set(table["snapshot"]) == {"voorbeeldland"}
    assert sorted(set(table["threshold"])) == [5_000.0, 10_000.0]
    manifest = json.loads((out / "manifest.json").read_text())
    assert sum("fault" in part for part in manifest["parts"]) == 2


def test_a_wrong_grid_gets_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    grid = tmp_path / "SWEEP.toml"
    grid.write_text("snapshots = 3")
    assert run(["sweep", str(grid), "-o", str(tmp_path / "uit")]) in {2, 3}
    assert "snapshots" in capsys.readouterr().err
