"""Numbers as a person reads them: whole people, and shares that promise nothing."""

from __future__ import annotations

import math
from decimal import Decimal

import pandas as pd
import pytest

from accessibility.counting.as_read import (
    counts_people,
    percent_of,
    rounded_up,
    whole_people,
)
from accessibility.measures import MEASURES
from accessibility.measures.measure import ColumnKind


@pytest.mark.parametrize(
    ("value", "shown"), [(0.5, 1), (1.5, 2), (2.5, 3), (2.49, 2), (-0.4, 0), (-2.5, -3)]
)
def test_halves_go_up_as_they_do_in_a_browser(value: float, shown: int) -> None:
    assert rounded_up(value) == shown
    assert not rounded_up(value).is_signed() or shown < 0


def test_only_all_reads_as_all_and_only_none_as_none() -> None:
    assert percent_of(0.9999) == Decimal("99.9")
    assert percent_of(0.9999, 2) == Decimal("99.99")
    assert percent_of(1.0) == Decimal("100.0")
    assert percent_of(0.0001) == Decimal("0.1")
    assert percent_of(0.0) == Decimal("0.0")
    assert percent_of(0.24825) == Decimal("24.8")
    # A sum of parts that misses 0 or 1 by a hair is none or all.
    assert percent_of(1 - 1e-12) == Decimal("100.0")
    assert percent_of(1e-12) == Decimal("0.0")


def test_people_are_whole_and_shares_are_not() -> None:
    table = pd.DataFrame(
        {
            "students": [382.445268, math.nan],
            "missed_likely_low": [0.5, -0.2],
            "share": [0.12345, 1.0],
            "difference": [1.5, 2.4],
        }
    )
    shown = whole_people(table)
    assert shown.students.tolist() == [382, pd.NA]
    assert shown.missed_likely_low.tolist() == [1, 0]
    assert shown.share.equals(table.share)
    assert shown.difference.equals(table.difference)
    assert whole_people(table, ("difference",)).difference.tolist() == [2, 2]


def test_every_count_of_a_measure_counts_people() -> None:
    names = {n for measure in MEASURES for n in measure.of_kind(ColumnKind.COUNT)}
    assert {name for name in names if not counts_people(name)} == set()
    shares = {n for measure in MEASURES for n in measure.of_kind(ColumnKind.SHARE)}
    assert {name for name in shares if counts_people(name)} == set()
