"""`bereik tables`: the promised columns, and what cannot be computed said aloud."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from accessibility.monitor.catalogue import TABLE_NAMES
from accessibility.monitor.figures import MONITOR_COLUMNS
from accessibility.snapshot import Snapshot
from api.cli import run
from data.snapshots import write_snapshot


def test_all_tables_as_csv(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["tables", snapshot_path, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert tuple(rows[0]) == MONITOR_COLUMNS
    assert {row["table"] for row in rows} == set(TABLE_NAMES) - {
        "B3.2",
        "B3.7",
        "B3.18",
    }


def test_growth_since_the_year_before(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["tables", snapshot_path, "B3.2"]) == 2
    assert "--before" in capsys.readouterr().err
    assert run(["tables", snapshot_path, "B3.2", "--before", snapshot_path]) == 0
    assert "cluster A" in capsys.readouterr().out
    assert run(["tables", snapshot_path, "B3.7"]) == 2
    assert "exams per keuzevak" in capsys.readouterr().err


def test_one_table_beside_the_printed(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["tables", snapshot_path, "b3.6"]) == 0
    shown = capsys.readouterr().out
    assert "58.3" in shown
    assert "mean absolute difference over 30 cells" in shown
    assert "published: school year 2023/2024" in shown


def test_the_shifted_means_are_marked(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["tables", snapshot_path, "B3.3"]) == 0
    assert "X1" in capsys.readouterr().out


def test_tables_without_pupils_are_left_out_aloud(
    line_snapshot: Snapshot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = {k: v for k, v in line_snapshot.tables.items() if k != "pupils"}
    write_snapshot(Snapshot(line_snapshot.manifest, tables), tmp_path / "bare")
    assert run(["tables", str(tmp_path / "bare"), "--format", "csv"]) == 0
    assert "B3.1 needs pupils per vestiging" in capsys.readouterr().err
    assert run(["tables", str(tmp_path / "bare"), "B3.1"]) == 2
