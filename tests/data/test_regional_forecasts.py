"""A regional forecast: codes with and without GM, sexes that add up, and faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessibility.errors import TableError
from data.regional_forecasts import read_regional_forecasts
from data.sources import SourceFile

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "GEMEENTECODE;JAAR;LEEFTIJD;GESLACHT;AANTAL"


def source(folder: Path, *rows: str) -> SourceFile:
    path = folder / "prognose.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return SourceFile("regio-prognose", path, "2025")


def test_rows_of_a_gemeente_year_and_age_add_up(tmp_path: Path) -> None:
    rows = ("GM0114;2031;14;m;100,5", "114;2031;14 jaar;v;90", "0114;2032;14;m;80")
    table = read_regional_forecasts(source(tmp_path, *rows)).frame
    assert table.gemeente.tolist() == ["GM0114", "GM0114"]
    assert table.persons.tolist() == [190.5, 80.0]
    assert table.year.tolist() == [2031, 2032]


def test_faults_name_column_and_line(tmp_path: Path) -> None:
    with pytest.raises(TableError) as told:
        read_regional_forecasts(
            source(
                tmp_path, "Emmen;2031;14;m;1", "0114;later;14;m;1", "0114;2031;x;m;1"
            )
        )
    assert "column 'gemeente', line 2" in str(told.value)
    assert "column 'year', line 3" in str(told.value)
    assert "column 'age', line 4" in str(told.value)


def test_a_thousand_is_no_single_person(tmp_path: Path) -> None:
    table = read_regional_forecasts(source(tmp_path, "0114;2031;14;m;1.234")).frame
    assert table.persons.tolist() == [1_234.0]


@pytest.mark.parametrize(
    "row",
    ["0114;2031;10 tot 15 jaar;m;9", "0114;2031;10-14;m;9", "0114;2031;95+;m;9"],
)
def test_a_group_of_ages_is_not_its_first_year(tmp_path: Path, row: str) -> None:
    with pytest.raises(TableError, match=r"'age', line 2: expected one year"):
        read_regional_forecasts(source(tmp_path, row))


@pytest.mark.parametrize("cell", ["1,234", ""])
def test_what_is_two_numbers_or_none_is_refused(tmp_path: Path, cell: str) -> None:
    with pytest.raises(TableError, match="line 2"):
        read_regional_forecasts(source(tmp_path, f"0114;2031;14;m;{cell}"))
