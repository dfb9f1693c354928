"""DUO's forecast per school and year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessibility.errors import TableError
from data.duo_prognoses import read_duo_prognoses
from data.sources import SourceFile

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "INSTELLINGSCODE;ONDERWIJSNIVEAU;JAAR;PROGNOSEAANTALLEN"


def source(folder: Path, *rows: str) -> SourceFile:
    path = folder / "prognoses.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return SourceFile("duo-prognoses", path, "2025")


def test_rows_of_a_school_and_year_add_up(tmp_path: Path) -> None:
    rows = ("00AA;VO;2031;812,5", "00AA;VO;2031;10", "00AA;VO;2032;800")
    table = read_duo_prognoses(source(tmp_path, *rows)).frame
    assert table.students.tolist() == [822.5, 800.0]
    assert table.year.tolist() == [2031, 2032]


def test_faults_name_column_and_line(tmp_path: Path) -> None:
    with pytest.raises(TableError) as told:
        read_duo_prognoses(source(tmp_path, "00AAA;VO;2031;1", "00AA;VO;later;1"))
    assert "column 'brin4', line 2" in str(told.value)
    assert "column 'year', line 3" in str(told.value)


def test_a_thousand_is_no_single_pupil_and_a_blank_is_no_zero(tmp_path: Path) -> None:
    table = read_duo_prognoses(source(tmp_path, "00AA;VO;2031;1.234")).frame
    assert table.students.tolist() == [1_234.0]
    for cell in ("1,234", ""):
        with pytest.raises(TableError, match="line 2"):
            read_duo_prognoses(source(tmp_path, f"00AA;VO;2031;{cell}"))
