"""Provisional years are known by the year, or by the name of a file."""

from __future__ import annotations

import pytest

from accessibility.reports import is_provisional
from accessibility.snapshot import Manifest, Source

FINAL = "geslaagden-gezakten-en-cijfers-2022-2023.csv"
EARLY = "Voorlopige-examens-2022-2023.csv"


@pytest.mark.parametrize(
    ("year", "file", "is_early"),
    [
        ("2022/2023", FINAL, False),
        ("2022/2023", EARLY, True),
        ("2024/2025", FINAL, True),
        ("2024-10-01", FINAL, True),
    ],
)
def test_a_year_or_a_name_makes_it_provisional(
    year: str, file: str, *, is_early: bool
) -> None:
    source = Source("duo-examens", file, year, "0" * 64)
    manifest = Manifest("x", example=False, dates={"offers": year}, sources=(source,))
    assert is_provisional(manifest) is is_early
