"""The command of a measure: `bereik choice`, made from its record."""

from __future__ import annotations

import csv
import io
import json

import pytest

from api.cli import run

EXACT = ("--smallest", "0")
COLUMNS = (
    *("area_kind", "area_code", "area_name", "leerweg", "n_profiles"),
    *("students_low", "students", "students_high", "share", "suppressed"),
    *("students_likely_low", "students_likely_high", "outside"),
)


def test_six_rows_per_area_and_leerweg_add_up(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["choice", snapshot_path, *EXACT, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 3 * 6
    gl = [row for row in rows if row["leerweg"] == "gl"]
    assert [row["n_profiles"] for row in gl] == list("012345")
    assert sum(float(row["share"]) for row in gl) == pytest.approx(1.0)


def test_those_with_a_profiel_are_those_who_reach_techniek(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    one = ["--leerweg", "gl", *EXACT, "--format", "json"]
    assert run(["choice", snapshot_path, *one]) == 0
    found = json.loads(capsys.readouterr().out)["rows"]
    some = sum(row["students"] for row in found if row["n_profiles"] > 0)
    assert run(["reach", snapshot_path, "--profiel", "techniek", *one]) == 0
    (reached,) = json.loads(capsys.readouterr().out)["rows"]
    assert some == pytest.approx(reached["reached"])


def test_the_screen_has_a_column_per_number_and_hides_small_areas(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        run(["choice", snapshot_path, "--area", "gemeente", "--smallest", "1000"]) == 0
    )
    out = capsys.readouterr().out
    assert "number of technical profielen within 10 km" in out
    assert "suppressed" in out


def test_a_format_is_refused_before_the_work(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["choice", "nowhere", "--format", "pdf"]) == 2
    assert "choose one of" in capsys.readouterr().err
