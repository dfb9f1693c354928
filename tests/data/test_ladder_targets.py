"""Targets set before: numbers as they are written, by whom and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessibility.errors import TableError
from data.ladder_targets import read_ladder_targets
from data.sources import SourceFile

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "INDICATOR;LEERWEG;REGIO;SCHOOLJAAR;DOEL;GESTELD OP;GESTELD DOOR"


def source(folder: Path, *rows: str) -> SourceFile:
    path = folder / "doelen.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return SourceFile("streefwaarden", path, "2026")


def test_shares_and_numbers_of_people_are_read_as_they_are_written(
    tmp_path: Path,
) -> None:
    rows = (
        "access;GL;;2026/27;60%;2026-05-01;programmaleider",
        "access;kl;Twente;2026/27;0,85;2026-05-01;programmaleider",
        "technical_students;;Twente;2026/27;1.250;2026-05-01;regio",
    )
    table = read_ladder_targets(source(tmp_path, *rows)).frame
    assert table.target.tolist() == [0.6, 0.85, 1_250.0]
    assert table.leerweg.tolist() == ["gl", "kl", ""]
    assert table.set_by.tolist() == ["programmaleider"] * 2 + ["regio"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("access;tl;;2026/27;60%;2026-05-01;A", "column 'leerweg', line 2"),
        ("access;gl;;2026;60%;2026-05-01;A", "column 'schooljaar', line 2"),
        ("access;gl;;2026/27;1,250;2026-05-01;A", "column 'doel', line 2"),
        ("access;gl;;2026/27;60%;mei;A", "column 'gesteld op', line 2"),
        ("access;gl;;2026/27;60%;2026-05-01;", "column 'gesteld door', line 2"),
    ],
)
def test_faults_name_column_and_line(tmp_path: Path, row: str, words: str) -> None:
    with pytest.raises(TableError) as told:
        read_ladder_targets(source(tmp_path, row))
    assert words in str(told.value)


def test_a_target_is_set_once(tmp_path: Path) -> None:
    row = "access;gl;;2026/27;60%;2026-05-01;A"
    with pytest.raises(TableError, match="one target per year"):
        read_ladder_targets(source(tmp_path, row, row.replace("60", "40")))
