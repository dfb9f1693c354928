"""Keuzevakken by their name: one per vestiging, however it is capitalised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessibility.errors import TableError
from data.keuzevakken import read_keuzevakken
from data.sources import SourceFile

if TYPE_CHECKING:
    from pathlib import Path


def source(folder: Path, *rows: str) -> SourceFile:
    path = folder / "keuzevakken.csv"
    text = "\n".join(["VESTIGINGSCODE;KEUZEVAK;PROFIEL", *rows])
    path.write_text(text + "\n", encoding="utf-8")
    return SourceFile("keuzevakken", path, "2025")


def test_a_name_in_other_capitals_is_the_same(tmp_path: Path) -> None:
    rows = ("00AA00;Booglassen  proces 111;PIE", "00AA00;BOOGLASSEN PROCES 111;PIE")
    more = ("00BB00;booglassen proces 111;", "00BB00;Tuinontwerp;Groen")
    table = read_keuzevakken(source(tmp_path, *rows, *more)).frame
    assert table.keuzevak.tolist() == [
        "Booglassen proces 111",
        "Booglassen proces 111",
        "Tuinontwerp",
    ]
    assert table.brin6.tolist() == ["00AA00", "00BB00", "00BB00"]
    assert table.profiel.isna().tolist() == [False, True, False]


def test_faults_name_column_and_line(tmp_path: Path) -> None:
    with pytest.raises(TableError) as told:
        read_keuzevakken(source(tmp_path, "00AA00;;PIE", "00AA00;Lassen;Lassen"))
    assert "column 'keuzevak', line 2" in str(told.value)
    assert "column 'profiel', line 3" in str(told.value)
