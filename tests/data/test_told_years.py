"""Years in names, headers and cells, held against the date of a source."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.sources import SourceFile
from data.told_years import ToldYear, agrees, contradiction, years_told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("leerlingen-2019.csv", [ToldYear(2019, 2019)]),
        ("cijfers-2021-2022.csv", [ToldYear(2021, 2022, school=True)]),
        ("2021/22", [ToldYear(2021, 2022, school=True)]),
        ("po_20241001_all.csv", [ToldYear(2024, 2024)]),
        ("2019-10-01", [ToldYear(2019, 2019)]),
        ("2023JJ00", [ToldYear(2023, 2023)]),
        ("geslaagden-2019-2024", [ToldYear(2019, 2024)]),
        ("3511", []),
    ],
)
def test_years_in_texts(text: str, told: list[ToldYear]) -> None:
    assert years_told(text) == told


@pytest.mark.parametrize(
    ("kind", "date", "text", "fits"),
    [
        ("duo-leerlingen", "2019-10-01", "2019", True),
        ("duo-leerlingen", "2019-10-01", "2019-2020", True),
        ("duo-leerlingen", "2020-10-01", "2019", False),
        ("duo-leerlingen", "2019/2020", "2019", True),
        ("duo-examens", "2023", "2021-2022", False),
        ("duo-examens", "2023", "2022-2023", True),
        ("duo-examens", "2022-2023", "2023", True),
        ("inhabitants", "2021-01-01", "2021", True),
        ("inhabitants", "2021-01-01", "2020", False),
    ],
)
def test_a_year_against_a_date(kind: str, date: str, text: str, *, fits: bool) -> None:
    source = SourceFile(kind, Path("f.csv"), date)
    assert agrees(years_told(text)[0], source) is fits


def test_one_text_that_agrees_speaks_for_all() -> None:
    source = SourceFile("duo-leerlingen", Path("f.csv"), "2019-10-01")
    assert contradiction(["AANTAL 2018", "AANTAL 2019"], source) == ""
    assert contradiction(["NAAM", "AANTAL 2018"], source) == "AANTAL 2018"
