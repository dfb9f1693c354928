"""Numbers and ages in every spelling that files use, and those that stay unclear."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest

from accessibility.errors import TableError
from data.cell_numbers import ages_of, decimal_numbers, people, whole_numbers
from data.text_tables import TextTable


def _table(*cells: str) -> tuple[TextTable, pd.Series]:
    column = pd.Series(list(cells), index=range(2, 2 + len(cells)), name="aantal")
    return TextTable(Path("f.csv"), column.to_frame()), column


@pytest.mark.parametrize(
    ("cell", "whole"),
    [
        ("1.234", "1234"),
        ("12.345.678", "12345678"),
        ("2 000", "2000"),
        ("2.000", "2000"),
        ("12.0", "12"),
        ("12,00", "12"),
        ("1,234", "1,234"),
        ("1.23", "1.23"),
        ("<5", "<5"),
        ("", ""),
    ],
)
def test_whole_numbers(cell: str, whole: str) -> None:
    assert whole_numbers(pd.Series([cell])).tolist() == [whole]


def test_people_have_thousands_and_may_be_secret() -> None:
    counted = people(*_table("1.234", "-99997", "NA", "12,5"))
    assert counted.tolist()[:2] == [1234, -99997]
    assert math.isnan(counted.iloc[2])
    assert counted.iloc[3] == 12.5
    with pytest.raises(TableError, match="'aantal', line 3: expected a number"):
        people(*_table("1", "1,234"))


def test_coordinates_have_no_thousands() -> None:
    assert decimal_numbers(*_table("4.895", "52,370")).tolist() == [4.895, 52.37]


@pytest.mark.parametrize(
    ("label", "first", "last"),
    [
        ("10-14", 10, 14),
        ("10 tot 15", 10, 14),
        ("10 tot 15 jaar", 10, 14),
        ("10 tot en met 14", 10, 14),
        ("10 t/m 14 jaar", 10, 14),
        ("12", 12, 12),
        ("12 jaar", 12, 12),
        ("95+", 95, 130),
        ("95 jaar of ouder", 95, 130),
    ],
)
def test_ages(label: str, first: int, last: int) -> None:
    assert ages_of([label]).to_numpy().tolist() == [[first, last]]


@pytest.mark.parametrize("label", ["oud", "14-10", "10 tot 10", "70300", ""])
def test_what_is_no_age(label: str) -> None:
    assert ages_of([label]).isna().to_numpy().all()
