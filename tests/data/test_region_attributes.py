"""Attributes of regions: amounts as they are written, and faults by their line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessibility.errors import TableError
from data.region_attributes import read_region_attributes
from data.sources import SourceFile

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "REGIO;REGELING;BUDGET;TECHNIEKLUW;TECHKWADRAAT;BEHEER"


def source(folder: Path, *rows: str) -> SourceFile:
    path = folder / "kenmerken.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return SourceFile("regio-kenmerken", path, "2025")


def test_amounts_are_whole_euros_and_what_is_blank_is_not_known(tmp_path: Path) -> None:
    rows = (
        "Twente;2025-2028;€ 1.250.000;Nee;ja;regionaal beheer",
        "Zeeland;2025-2028;900000;;;",
        "Zeeland;2020-2024;;ja;nee;verdeelsleutel",
    )
    table = read_region_attributes(source(tmp_path, *rows)).frame
    assert table.budget_eur.tolist()[:2] == [1_250_000, 900_000]
    assert table.budget_eur.isna().tolist() == [False, False, True]
    assert table.techniekluw[0] == "nee"
    assert table.techniekluw.isna().tolist() == [False, True, False]


def test_faults_name_column_and_line(tmp_path: Path) -> None:
    rows = ("A;r;1,250;;;", "B;r;1;misschien;;", "C;r;1;;;", "C;r;2;;;")
    with pytest.raises(TableError) as told:
        read_region_attributes(source(tmp_path, *rows))
    text = str(told.value)
    assert "column 'budget', line 2" in text
    assert "column 'techniekluw', line 3" in text
    assert "once per regeling" in text
