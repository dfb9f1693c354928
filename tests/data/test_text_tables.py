"""Text tables: whatever delimiter, quotes, encoding and packing, the same cells."""

from __future__ import annotations

import gzip
import zipfile
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from accessibility.errors import DataError, TableError
from data.text_tables import Wanted, read_text_table, rename_columns, squeeze_header

if TYPE_CHECKING:
    from pathlib import Path

HEADER = ["NAAM", "GETAL"]
ROWS = [["Café 't Hoekje", "1"], ["Súdwest, west", "<5"], ['De "Bron"', ""]]


def _written(delimiter: str, *, quoted: bool) -> str:
    def cell(text: str) -> str:
        if quoted or delimiter in text:
            return '"' + text.replace('"', '""') + '"'
        return text

    lines = [delimiter.join(map(cell, row)) for row in [HEADER, *ROWS]]
    return "\r\n".join(lines) + "\r\n"


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("quoted", [True, False])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_spelling_gives_the_same_cells(
    tmp_path: Path, delimiter: str, encoding: str, *, quoted: bool
) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(_written(delimiter, quoted=quoted).encode(encoding))
    frame = read_text_table(path).frame
    assert list(frame.columns) == HEADER
    assert frame.to_numpy().tolist() == ROWS
    assert list(frame.index) == [2, 3, 4]


def test_packed_files(tmp_path: Path) -> None:
    raw = _written(";", quoted=False).encode("cp1252")
    zipped, gzipped = tmp_path / "t.zip", tmp_path / "t.csv.gz"
    gzipped.write_bytes(gzip.compress(raw))
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("inside.csv", raw)
    for path in (zipped, gzipped):
        assert read_text_table(path).frame.to_numpy().tolist() == ROWS


def test_parquet_numbers_become_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pd.DataFrame({"A": [1.0, None], "B": [7, 8], "C": ["x ", None]}).to_parquet(path)
    frame = read_text_table(path).frame
    assert frame.to_numpy().tolist() == [["1", "7", "x"], ["", "8", ""]]


def test_lines_of_another_width_are_named(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("A;B;C\n1;2;3\n1;2\n\n1;2;3;4\n1;2;3;;\n", encoding="utf-8")
    with pytest.raises(TableError) as caught:
        read_text_table(path)
    assert caught.value.faults == (
        "line 3: 2 fields, expected 3 as in the header",
        "line 5: 4 fields, expected 3 as in the header",
    )


def test_unquoted_comma_is_repaired_and_reported(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    text = "CODE,NAAM,N\n1,Bouwen, wonen en interieur,3\n2,Groen,4\n"
    path.write_text(text, encoding="utf-8")
    table = read_text_table(path)
    assert table.frame.NAAM.tolist() == ["Bouwen, wonen en interieur", "Groen"]
    assert [(f.what, f.count) for f in table.findings] == [("lines repaired", 1)]


def test_a_stray_quote_swallows_nothing(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('A;B\n"Het Rif;1\nDe "Bron" zelf;2\n', encoding="utf-8")
    frame = read_text_table(path).frame
    assert frame.B.tolist() == ["1", "2"]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "empty"),
        (b"PK\x03\x04....", "zip or Excel"),
        (b"%PDF-1.4", "PDF"),
        (b"A;B\n1;\x002\n", "line 2: holds a NUL byte"),
        (b"A;B\n1;2\n\x81;3\n", "line 3: byte 0x81"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, raw: bytes, said: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(raw)
    with pytest.raises(DataError, match=said):
        read_text_table(path)


def test_damaged_archives_are_refused(tmp_path: Path) -> None:
    for name in ("t.csv.gz", "t.zip", "t.parquet"):
        path = tmp_path / name
        path.write_bytes(b"not what it says")
        with pytest.raises(DataError, match=name):
            read_text_table(path)


def test_missing_columns_are_told_with_what_was_found(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("A;B\n1;2\n", encoding="utf-8")
    wanted = (Wanted("x", ("X", "EX")), Wanted("y", ("Y",)), Wanted("b", ("b",)))
    with pytest.raises(TableError) as caught:
        rename_columns(read_text_table(path), wanted, {"z": "A"})
    text = str(caught.value)
    assert len(caught.value.faults) == 3
    assert "no column 'X' or 'EX'; found: A, B" in text
    assert "no column 'Y'" in text
    assert "columns.z in SOURCES.toml" in text


def test_own_names_win(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("A;B\n1;2\n", encoding="utf-8")
    frame = rename_columns(read_text_table(path), (Wanted("x", ("A",)),), {"x": "b"})
    assert frame.x.tolist() == ["2"]


@pytest.mark.parametrize(
    "spelling",
    [
        "LEER- OF VERBLIJFSJAAR 3 - MAN",
        "LEER_OF_VERBLIJFSJAAR_3_MAN",
        "leer- of verblijfsjaar 3 \u2013 man",
        "\ufeffLEER OF VERBLIJFSJAAR 3  MAN ",
    ],
)
def test_headers_in_one_spelling(spelling: str) -> None:
    assert squeeze_header(spelling) == "LEER OF VERBLIJFSJAAR 3 MAN"


_CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters='"'),
    max_size=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=st.lists(st.tuples(_CELL, _CELL), min_size=1, max_size=8))
def test_quoted_cells_come_back(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    path = tmp_path / "t.csv"
    lines = ['"K";"A";"B"', *(f'"k";"{a}";"{b}"' for a, b in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    frame = read_text_table(path).frame
    assert frame[["A", "B"]].to_numpy().tolist() == [list(row) for row in rows]


def test_a_first_line_may_tell_the_separator(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("sep=;\nNAAM;GETAL\na,b;1\n", encoding="utf-8")
    frame = read_text_table(path).frame
    assert frame.to_numpy().tolist() == [["a,b", "1"]]
    assert frame.index.tolist() == [3]


def test_a_title_and_a_source_are_told_from_rows(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    text = '"Bevolking; leeftijd"\n"Perioden";"2023"\n"a";"b";"c"\n"1";"2";"3"\n'
    path.write_text(text + '"4";"5";"6"\n"Bron: CBS"\n', encoding="utf-8")
    with pytest.raises(TableError) as caught:
        read_text_table(path)
    assert "line 1 to 2 stand above the header" in caught.value.faults[0]
    assert "line 6: no row" in caught.value.faults[1]


def test_a_workbook_with_one_filled_sheet(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["NAAM", "GETAL"], ["01E2", 12.0], [None, None], ["b", None]):
        sheet.append(row)
    book.create_sheet("leeg")
    book.save(tmp_path / "t.xlsx")
    table = read_text_table(tmp_path / "t.xlsx")
    assert table.frame.to_numpy().tolist() == [["01E2", "12"], ["b", ""]]
    assert table.frame.index.tolist() == [2, 4]
    book["leeg"].append(["ook iets"])
    book.save(tmp_path / "t.xlsx")
    with pytest.raises(DataError, match="expected one sheet that is filled"):
        read_text_table(tmp_path / "t.xlsx")
    (tmp_path / "t.xlsx").write_bytes(b"PK\x03\x04fake")
    with pytest.raises(DataError, match="save the sheet as CSV"):
        read_text_table(tmp_path / "t.xlsx")
