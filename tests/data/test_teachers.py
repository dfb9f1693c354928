"""Teachers per school: per BRIN4, and refused below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessibility.errors import TableError
from data.sources import SourceFile
from data.teachers import read_teachers

if TYPE_CHECKING:
    from pathlib import Path


def source(folder: Path, *rows: str) -> SourceFile:
    path = folder / "lesgevenden.csv"
    text = "\n".join(["INSTELLINGSCODE;PROFIEL;PERSONEN;FTE", *rows])
    path.write_text(text + "\n", encoding="utf-8")
    return SourceFile("lesgevenden", path, "2023")


def test_rows_of_a_school_and_profiel_add_up(tmp_path: Path) -> None:
    rows = ("00AA;PIE;7;5,5", "00AA;PIE;6;4", "00AA;techniek;20;", "00AA;;1;1")
    table = read_teachers(source(tmp_path, *rows)).frame.set_index("profiel")
    assert table.persons.to_dict() == {"PIE": 13, "techniek": 21}
    assert table.fte.to_dict() == {"PIE": 9.5, "techniek": 1.0}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("00AA01;PIE;7;5", "known per BRIN4, not below"),
        ("00AA;Lassen;7;5", "column 'profiel', line 2"),
        ("00AA;PIE;7;veel", "column 'fte', line 2"),
    ],
)
def test_a_vestiging_and_other_faults_are_refused(
    tmp_path: Path, row: str, words: str
) -> None:
    with pytest.raises(TableError) as told:
        read_teachers(source(tmp_path, row))
    assert words in str(told.value)
