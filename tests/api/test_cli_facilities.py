"""`bereik facilities` and `bereik spend` on the line: numbers read off the drawing."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from accessibility.snapshot import Snapshot
from api.cli import run
from data.snapshots import write_snapshot


def _rows(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> list[dict[str, str]]:
    assert run([*arguments, "--format", "csv"]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_reach_per_threshold_shrinks_over_the_road(
    road_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["facilities", road_path, "--within", "5000,10000,20000"]
    straight = [row["pupils_reached"] for row in _rows(asked, capsys)]
    assert straight == ["20.0", "50.0", "110.0"]
    by_bike = [
        row["pupils_reached"] for row in _rows([*asked, "--mode", "bike"], capsys)
    ]
    assert by_bike == ["20.0", "20.0", "50.0"]


def test_blank_spots_have_most_pupils_first(
    lab_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = _rows(["facilities", lab_path, "--show", "blank"], capsys)
    told = [(row["school"], row["naam"], row["facility"]) for row in rows]
    assert told == [("XP0300", "Cee", "Lab"), ("XP0200", "Bee", "Lab")]


def test_exactly_the_threshold_needs_no_bus(
    lab_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["facilities", lab_path, "--show", "bus", "--bus-above"]
    assert [r["school"] for r in _rows([*asked, "10000"], capsys)] == ["XP0300"]
    assert len(_rows([*asked, "9999"], capsys)) == 2


def test_owners_and_schools_are_told(
    lab_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    owners = _rows(["facilities", lab_path, "--show", "owners"], capsys)
    assert [(r["owner"], r["other"], r["schools"]) for r in owners] == [
        ("po", "", "1"),
        ("po", "po", "1"),
    ]
    schools = _rows(["facilities", lab_path, "--show", "schools"], capsys)
    assert [row["travel"] for row in schools] == ["0.0", "10000.0", "20000.0"]


def test_vestigingen_go_to_labs_too_and_into_a_workbook(
    lab_path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "v.xlsx"
    asked = ["facilities", lab_path, "--schools", "vestigingen", "--show", "schools"]
    assert run([*asked, "--format", "xlsx", "-o", str(book)]) == 0
    cells = [
        cell.value
        for sheet in load_workbook(book)
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert "School A" in cells
    assert run(asked) == 0
    assert "pupils_low" not in capsys.readouterr().out


def test_a_school_without_a_count_counts_as_a_school(
    lab_snapshot: Snapshot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    schools = lab_snapshot.table("basisscholen").assign(pupils=[20.0, None, 60.0])
    write_snapshot(lab_snapshot.edited(basisscholen=schools), tmp_path / "s")
    assert run(["facilities", str(tmp_path / "s")]) == 0
    assert "1 schools have no count of pupils; they count as" in " ".join(
        capsys.readouterr().out.split()
    )


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--kind", "event"], 3, "holds no facility of kind event"),
        (["--within", "0"], 2, "distances above 0"),
        (["--within", "ver"], 2, "takes numbers"),
        (["--mode", "walk"], 2, "'walk' needs roads"),
        (["--in", "Nergens"], 2, "unknown"),
    ],
)
def test_what_cannot_be_gets_a_sentence(
    options: list[str],
    code: int,
    words: str,
    road_path: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["facilities", road_path, *options]) == code
    assert words in capsys.readouterr().err


PRICES = ["--site-cost", "10", "--bus-cost", "4", "--within", "1000"]


def test_one_budget_buys_a_bus_where_a_site_is_too_dear(
    lab_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["spend", lab_path, *PRICES, "--budget", "8", "--show", "bus"]
    visited = _rows(asked, capsys)
    assert [(row["brin6"], row["visits"]) for row in visited] == [
        ("XP0200", "1"),
        ("XP0300", "2"),
    ]
    assert run(["spend", lab_path, *PRICES, "--budget", "8"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "0 new sites and 1 buses for 4 of 8" in said
    assert "81.8% visited by a bus; proven best" in said


def test_one_budget_buys_a_site_where_a_bus_is_too_dear(
    lab_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    dear = ["--site-cost", "3", "--bus-cost", "9", "--within", "1000"]
    rows = _rows(["spend", lab_path, *dear, "--budget", "3"], capsys)
    assert [row["site"] for row in rows] == ["L1", "1003"]


def test_other_budgets_stand_beside(
    lab_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["spend", lab_path, *PRICES, "--budget", "8", "--show", "budgets"]
    rows = _rows(asked, capsys)
    assert [row["buses"] for row in rows] == ["0", "1", "1", "1", "1", "1", "1"]
    shares = [float(row["share"]) for row in rows]
    assert shares == sorted(shares)


def test_a_limit_on_buses_binds(
    lab_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [
        "spend",
        lab_path,
        *PRICES,
        "--budget",
        "8",
        "-m",
        "0",
        "--show",
        "bus",
    ]
    assert _rows(asked, capsys) == []
