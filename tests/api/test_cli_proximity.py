"""`bereik proximity`: the columns of CBS, to a file and on the screen."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from api.cli import run

if TYPE_CHECKING:
    import pytest

COLUMNS = [
    *("area_kind", "area_code", "area_name"),
    *("students_low", "students", "students_high", "without_way", "distance_km"),
    *("within_3_km", "within_5_km", "within_10_km", "suppressed"),
]


def test_a_row_per_gemeente(road_path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["proximity", road_path, "--mode", "bike", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert list(rows[0]) == COLUMNS
    by_name = {row["area_name"]: row for row in rows}
    assert float(by_name["Westdorp"]["distance_km"]) < 0.1
    assert float(by_name["Westdorp"]["within_3_km"]) == 1
    assert float(by_name["Oostdorp"]["distance_km"]) >= 5


def test_the_screen_says_whose_columns_they_are(
    road_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["proximity", road_path, "--mode", "bike", "--area", "nl"]) == 0
    out = capsys.readouterr().out
    assert "Kilometres to the nearest vmbo" in out
    assert "CBS's Nabijheid voorzieningen" in out
    assert "are near (bike, denominator common)" in out
    assert "denominator common: all third-years of the three leerwegen" in out
    assert "question: mode bike, denominator common, area nl" in out


def test_a_mode_without_roads_is_refused(
    lab_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["proximity", lab_path]) in {2, 3}
    assert "car" in capsys.readouterr().err
