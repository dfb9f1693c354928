"""Own students as one row per pupil: counted, and nothing kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from accessibility.errors import TableError
from data.own_students import read_own_students
from data.sources import SourceFile


def _source(folder: Path, text: str, rows: str = "pupils") -> SourceFile:
    path = folder / "pupils.csv"
    path.write_text(text, encoding="utf-8")
    return SourceFile("leerlingen", path, "2024-10-01", {}, {"rows": rows})


def test_rows_are_counted_and_not_kept(tmp_path: Path) -> None:
    rows = ("NAAM;POSTCODE;LEERWEG;GESLACHT", "Jo;1011 AB;gl;v", "An;1011AC;gl;v")
    text = "\n".join([*rows, "Bo;1012;bl;m\n"])
    own = read_own_students(_source(tmp_path, text)).frame
    assert own.students.tolist() == [2.0, 1.0]
    assert own.pc4.tolist() == ["1011", "1012"]
    assert "Jo" not in own.to_csv()


def test_a_fault_names_the_line_and_not_the_pupil(tmp_path: Path) -> None:
    text = "NAAM;POSTCODE;LEERWEG\nJo;1011AB;gl\nAn;nowhere;gl\n"
    with pytest.raises(TableError, match="'pc4', line 3") as caught:
        read_own_students(_source(tmp_path, text))
    assert "An" not in str(caught.value).replace("Dutch", "")
    assert "nowhere" not in str(caught.value)


def test_another_kind_of_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"options\.rows must be one of"):
        read_own_students(_source(tmp_path, "POSTCODE;LEERWEG\n", rows="people"))
