"""`bereik reach`: the columns promised, in every format, labelled and complete."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from accessibility.measures.shares import ACCESS_COLUMNS
from accessibility.snapshot import Snapshot
from accessibility.study import Study
from api.cli import run
from data.snapshots import write_snapshot

EXACT = ("--smallest", "0")
"""The line's counts are small: show them as they are."""


def _csv(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> list[dict[str, str]]:
    assert run([*arguments, "--format", "csv"]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_csv_has_exactly_the_promised_columns(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = _csv(["reach", snapshot_path, *EXACT], capsys)
    assert tuple(rows[0]) == ACCESS_COLUMNS
    assert len(rows) == 33
    row = next(r for r in rows if (r["profiel"], r["leerweg"]) == ("PIE", "gl"))
    assert float(row["share"]) == pytest.approx(30 / 65, abs=1e-6)
    assert row["mode"] == "straight"
    assert row["suppressed"] == "False"


def test_a_sweep_has_a_row_per_threshold(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sweep = ["--within", "5000,10000", "--within", "20000"]
    pie = ["--profiel", "PIE", "--leerweg", "gl"]
    rows = _csv(["reach", snapshot_path, *EXACT, *sweep, *pie], capsys)
    assert [float(r["threshold"]) for r in rows] == [5_000, 10_000, 20_000]
    assert [float(r["reached"]) for r in rows] == [1, 3, 6]


def test_a_share_is_of_the_leerweg_unless_another_denominator_is_asked(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["reach", snapshot_path, *EXACT, "--leerweg", "gl"]
    assert {float(r["students"]) for r in _csv(asked, capsys)} == {6.5}
    rows = _csv([*asked, "--denominator", "common"], capsys)
    assert {float(r["students"]) for r in rows} == {65}


def test_areas_have_names(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = _csv(["reach", snapshot_path, *EXACT, "--area", "gemeente"], capsys)
    assert {r["area_name"] for r in rows} == {"Westdorp", "Oostdorp", "onbekend"}


def test_the_screen_shows_shares_and_everyone(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["reach", snapshot_path, *EXACT]) == 0
    shown = capsys.readouterr().out
    assert "46.2" in shown
    assert "What became of everyone" in shown
    assert "students 2019-10-01" in shown


def test_json_carries_dates_and_notes(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["reach", snapshot_path, *EXACT, "--format", "json"]) == 0
    read = json.loads(capsys.readouterr().out)
    assert read["dates"]["offers"] == "2019-10-01"
    assert len(read["rows"]) == 33


@pytest.mark.parametrize("file_format", ["xlsx", "parquet", "csv", "json"])
def test_files(file_format: str, snapshot_path: str, tmp_path: Path) -> None:
    path = tmp_path / f"out.{file_format}"
    assert (
        run(["reach", snapshot_path, *EXACT, "--format", file_format, "-o", str(path)])
        == 0
    )
    if file_format == "xlsx":
        sheet = openpyxl.load_workbook(path)["tabel"]
        assert tuple(cell.value for cell in sheet[1]) == ACCESS_COLUMNS
    elif file_format == "parquet":
        assert tuple(pd.read_parquet(path).columns) == ACCESS_COLUMNS
    else:
        assert path.stat().st_size > 1_000


def test_a_geopackage_without_polygons_is_refused(
    snapshot_path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "out.gpkg"
    assert (
        run(["reach", snapshot_path, *EXACT, "--format", "gpkg", "-o", str(path)]) == 2
    )
    assert "needs areas with polygons" in capsys.readouterr().err
    assert not path.exists()


def test_the_example_is_labelled_everywhere(
    line_snapshot: Snapshot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = dataclasses.replace(line_snapshot.manifest, example=True)
    folder = tmp_path / "x"
    write_snapshot(dataclasses.replace(line_snapshot, manifest=manifest), folder)
    for file_format in ("table", "csv", "json"):
        assert run(["reach", str(folder), "--format", file_format]) == 0
        assert "voorbeeldgegevens" in capsys.readouterr().out


def test_own_counts_are_protected_unless_told_otherwise(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["reach", snapshot_path, "--area", "pc4", "--format", "csv"]) == 0
    shown = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(shown.out)))
    counts = {float(r["students"]) for r in rows if r["students"]}
    assert all(count % 10 == 0 for count in counts)
    assert any(r["suppressed"] == "True" and r["share"] == "" for r in rows)


def test_a_threshold_question_gets_a_verdict(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pie = ["--profiel", "PIE", "--leerweg", "gl", "--at-least"]
    assert run(["reach", snapshot_path, *EXACT, *pie, "0.4"]) == 0
    assert "Nederland PIE gl: zeker wel" in capsys.readouterr().err
    assert run(["reach", snapshot_path, *EXACT, *pie, "0.5"]) == 0
    assert "Nederland PIE gl: zeker niet" in capsys.readouterr().err
    assert run(["reach", snapshot_path, *EXACT, *pie, "7"]) == 2


def test_a_group_that_the_counts_do_not_tell_is_refused(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["reach", snapshot_path, *EXACT, "--sex", "v"]) == 2
    assert "sex" in capsys.readouterr().err


def test_reach_over_the_road_is_less(
    hill_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pie = ["--profiel", "PIE", "--leerweg", "gl"]
    question = ["reach", hill_path, *EXACT, *pie]
    straight = _csv(question, capsys)[0]
    by_bike = _csv([*question, "--mode", "bike"], capsys)[0]
    assert float(straight["reached"]) == 3
    assert float(by_bike["reached"]) == 1
    kept = list((Path(hill_path) / "reach").iterdir())
    again = _csv([*question, "--mode", "bike"], capsys)[0]
    assert again == by_bike
    assert list((Path(hill_path) / "reach").iterdir()) == kept


def test_seconds_can_be_asked_over_the_road(
    hill_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    question = ["--mode", "bike", "--unit", "s", "--within", "4000", *EXACT]
    pie = ["--profiel", "PIE", "--leerweg", "gl"]
    row = _csv(["reach", hill_path, *question, *pie], capsys)[0]
    # 15.62 km over the hill at 15 km/h takes 3 749 s.
    assert float(row["reached"]) == 3


@pytest.mark.parametrize("mode", ["car", "walk"])
def test_a_mode_without_roads_gets_a_sentence(
    mode: str, hill_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["reach", hill_path, "--mode", mode]) == 2
    assert f"{mode!r} needs roads" in capsys.readouterr().err


def test_only_one_area_is_asked_with_its_name(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["reach", snapshot_path, *EXACT, "--profiel", "PIE", "--leerweg", "gl"]
    per = _csv([*asked, "--area", "gemeente"], capsys)
    (alone,) = _csv([*asked, "--in", "westdorp"], capsys)
    assert alone == next(row for row in per if row["area_code"] == "West")
    (within,) = _csv([*asked, "--gebied", "gemeente:West", "--area", "pc4"], capsys)[:1]
    assert within["area_kind"] == "pc4"
    assert run([*asked, "--in", "West", "--area", "pc4"]) == 0
    shown = capsys.readouterr().out
    assert "only areas with a postcode in Westdorp, each of them whole" in shown
    assert "in gemeente:Westdorp" in shown


@pytest.mark.parametrize("command", ["reach", "choice"])
def test_an_area_nearly_right_is_suggested_before_anything_is_computed(
    command: str,
    snapshot_path: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Study, "measure", None)
    assert run([command, snapshot_path, "--in", "Westdrop"]) == 2
    assert "did you mean Westdorp?" in capsys.readouterr().err
