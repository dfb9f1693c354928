"""Initiatives for the register: what is read, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessibility.errors import TableError
from data.initiatives import read_initiatives
from data.sources import SourceFile

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "NAAM;SOORT;EIGENAAR;VAN;TOT;DOELGROEP;TREDE;POSTCODE;PLAATS"


def source(folder: Path, *rows: str) -> SourceFile:
    path = folder / "initiatieven.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return SourceFile("initiatieven", path, "2025")


def test_rows_are_numbered_and_what_is_blank_is_missing(tmp_path: Path) -> None:
    rows = (
        "Techniek Tastbaar;event;mbo;2026-03-12;;groep 8;2;1011 AB;Ergens",
        "Leskist;materiaal;;;;;;;",
    )
    table = read_initiatives(source(tmp_path, *rows)).frame
    assert table.initiative_id.tolist() == ["initiatieven-1", "initiatieven-2"]
    assert table.pc4[0] == "1011"
    assert table.rung[0] == "2"
    assert table.loc[1, ["owner", "date", "rung", "pc4"]].isna().all()


def test_faults_name_column_and_line(tmp_path: Path) -> None:
    rows = (";x;;;;;;;", "A;;;12 maart;;;;;", "B;;;;;;9;;", "C;;;;;;;12;")
    with pytest.raises(TableError) as told:
        read_initiatives(source(tmp_path, *rows))
    for words in (
        "column 'naam', line 2",
        "column 'van', line 3",
        "column 'trede', line 4",
        "column 'postcode', line 5",
    ):
        assert words in str(told.value)
