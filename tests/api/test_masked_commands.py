"""What commands tell of masked counts fits a land without small groups."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from api.cli import run
from data.snapshots import write_snapshot
from tests.disclosure_audit import is_exposed, undone
from tests.masked_counts import SHARES, proven, told_by_rounding
from tests.masked_worlds import BASE, CLOSED, COMMANDS, OWN, SURFACES, SWEPT, worlds

if TYPE_CHECKING:
    from pathlib import Path

    from accessibility.snapshot import Snapshot


@pytest.mark.parametrize("share", SHARES)
def test_commands_cannot_tell_the_two_apart(
    share: float, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = []
    for k, snapshot in enumerate(worlds(share)):
        folder = str(write_snapshot(snapshot, tmp_path / str(k) / "land"))
        answers = []
        for name, *options in COMMANDS:
            assert run([name, folder, *options, "--format", "csv"]) == 0
            answers.append(capsys.readouterr().out)
        assert run(["fragile", folder, *OWN]) == 0
        answers.append(capsys.readouterr().out)
        told.append(answers)
    for command, one, other in zip((*COMMANDS, "fragile"), *told, strict=True):
        assert one == other, command
        assert one.count("\n") > 1, command
    assert not proven(_figures(told[0][0]), threshold=BASE).any()
    _nothing_is_worked_out(told[0][-2], worlds(share)[0], is_masked=share > 0)


def _figures(text: str) -> pd.DataFrame:
    """Read the rows of `bereik reach` as a reader would."""
    rows = pd.DataFrame(csv.DictReader(io.StringIO(text)))
    ends = ("students", "students_low", "students_high")
    assert len(rows) > 100
    return rows.assign(
        **{name: pd.to_numeric(rows[name]) for name in ends},
        suppressed=rows.suppressed == "True",
    )


def _nothing_is_worked_out(text: str, land: Snapshot, *, is_masked: bool) -> None:
    """Let a solver look for small counts in the counts that `bereik sql` shows."""
    shown = pd.read_csv(io.StringIO(text)).set_index(["leerweg", "pc4"]).students
    exact = land.table("own_students").set_index(["leerweg", "pc4"]).students
    order = land.postcodes.sort_values(["provincie", "gemeente", "pc4"]).pc4
    for leerweg in ("bl", "kl", "gl"):
        rounded = shown[leerweg].reindex(order, fill_value=0.0).to_numpy()
        truth = exact[leerweg].reindex(order, fill_value=0.0).to_numpy()
        known = told_by_rounding(
            rounded, truth.sum(), threshold=BASE, is_masked=is_masked
        )
        few = np.flatnonzero((truth > 0) & (truth < BASE))[::3]
        assert len(few) > 3
        assert not is_exposed(undone(known, few), threshold=BASE).any()


@pytest.mark.parametrize("share", SHARES)
def test_a_sweep_cannot_tell_the_two_apart(share: float, tmp_path: Path) -> None:
    (tmp_path / "dicht.json").write_text(json.dumps(CLOSED), encoding="utf-8")
    told = []
    for k, snapshot in enumerate(worlds(share)):
        folder = write_snapshot(snapshot, tmp_path / str(k) / "land")
        grid = tmp_path / f"{k}.toml"
        grid.write_text("\n".join([f'snapshots = ["{folder}"]', *SWEPT]))
        output = tmp_path / f"uit{k}"
        asked = ["sweep", str(grid), "--scheduler", "here", "-q", "-o", str(output)]
        assert run(asked) == 0
        files = sorted((output / "parts").rglob("*.parquet"))
        assert len(files) == SURFACES["parts of a sweep"]
        told.append(pd.concat(map(pd.read_parquet, files)))
    key = [c for c in told[0].columns if not pd.api.types.is_numeric_dtype(told[0][c])]
    first, second = (
        rows.sort_values([*key, "threshold", "students"], ignore_index=True)
        for rows in told
    )
    pd.testing.assert_frame_equal(first, second)
    assert first.suppressed.any()
    assert not proven(first, threshold=BASE).any()
