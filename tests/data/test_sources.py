"""SOURCES.toml: what is understood, and every fault at once."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from accessibility.errors import DataError, TableError
from data.sources import first_day, last_day, read_sources, school_year_start

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """
name = "proef"
[[source]]
kind = "duo-leerlingen"
path = "files/a.csv"
date = 2019-10-01
columns = { soort = "TYPE" }
options = { mask = "four" }
[[source]]
kind = "postcodes"
path = "files/b.csv.gz"
date = "2021"
licence = "CC BY 4.0"
"""


def test_a_good_file(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    for name in ("a.csv", "b.csv.gz"):
        (tmp_path / "files" / name).touch()
    path = tmp_path / "SOURCES.toml"
    path.write_text(GOOD, encoding="utf-8")
    sources = read_sources(path)
    assert sources.name == "proef"
    first, second = sources.files
    assert first.path == tmp_path / "files" / "a.csv"
    assert (first.date, first.columns, first.options) == (
        "2019-10-01",
        {"soort": "TYPE"},
        {"mask": "four"},
    )
    assert (second.date, second.licence) == ("2021", "CC BY 4.0")


def test_all_faults_at_once(tmp_path: Path) -> None:
    path = tmp_path / "SOURCES.toml"
    (tmp_path / "a.docx").touch()
    path.write_text(
        'other = 1\n[[source]]\nkind = "duo"\npath = "none.csv"\n'
        '[[source]]\nkind = "postcodes"\npath = "a.docx"\ndate = "soon"\nfoo = 1\n'
        '[[source]]\ndate = "2021"\ncolumns = "x"\n',
        encoding="utf-8",
    )
    with pytest.raises(TableError) as caught:
        read_sources(path)
    text = str(caught.value)
    for said in (
        "'other' is not understood",
        "source 1: kind 'duo' is unknown; choose one of duo-leerlingen",
        "source 1: there is no file",
        "source 1: none.csv has no date",
        "source 2: 'foo' is not understood",
        "source 2: " + str(tmp_path / "a.docx") + " has an unknown ending",
        "source 2: date 'soon'",
        "source 3: has no kind",
        "source 3: has no path",
        "source 3: columns must be a table",
    ):
        assert said in text
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no \\[\\[source\\]\\]"),
        ("kind = ", "not valid TOML"),
        (None, "no such file"),
    ],
)
def test_files_that_are_none(tmp_path: Path, text: str | None, said: str) -> None:
    path = tmp_path / "SOURCES.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=said):
        read_sources(path)


@pytest.mark.parametrize(
    ("date", "first", "last", "autumn", "summer"),
    [
        ("2019-10-01", dt.date(2019, 10, 1), dt.date(2019, 10, 1), 2019, 2019),
        ("2024-07-01", dt.date(2024, 7, 1), dt.date(2024, 7, 1), 2023, 2023),
        ("2024", dt.date(2024, 1, 1), dt.date(2024, 12, 31), 2024, 2023),
        ("2023-2024", dt.date(2023, 8, 1), dt.date(2024, 7, 31), 2023, 2023),
        ("2023/24", dt.date(2023, 8, 1), dt.date(2024, 7, 31), 2023, 2023),
    ],
)
def test_dates(
    date: str, first: dt.date, last: dt.date, autumn: int, summer: int
) -> None:
    assert (first_day(date), last_day(date)) == (first, last)
    assert school_year_start(date) == autumn
    assert school_year_start(date, counted_in="summer") == summer


def test_an_option_that_a_kind_does_not_know_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "a.csv").touch()
    path = tmp_path / "SOURCES.toml"
    path.write_text(
        '[[source]]\nkind = "duo-herkomst"\npath = "a.csv"\ndate = 2021\n'
        'options = { mak = "four" }\n',
        encoding="utf-8",
    )
    with pytest.raises(TableError, match="option 'mak' of kind duo-herkomst"):
        read_sources(path)


def test_maker_and_licence_are_the_kinds_unless_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").touch()
    path = tmp_path / "SOURCES.toml"
    one = '[[source]]\nkind = "duo-leerlingen"\npath = "a.csv"\ndate = 2021\n'
    path.write_text(
        one + one + 'licence = "eigen"\nmaker = "school"\n', encoding="utf-8"
    )
    first, second = read_sources(path).files
    assert (first.maker, first.licence) == ("DUO", "CC0")
    assert (second.maker, second.licence) == ("school", "eigen")
