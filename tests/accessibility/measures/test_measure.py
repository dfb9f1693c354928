"""The record of a measure: its columns are those of its table, and hide as they say."""

from __future__ import annotations

import pandas as pd
import pytest

from accessibility.errors import UsageError
from accessibility.measures.measure import Column, ColumnKind, Measure, interval
from accessibility.questions import Question


def _record(**more: object) -> Measure:
    columns = (
        Column("area_code", "gebied", "code"),
        Column("rank", "rang", "tells rows apart", ColumnKind.KEY),
        *interval("students", "leerlingen", "students"),
    )
    return Measure("m", "m", "Do.", "M", columns, lambda *_: pd.DataFrame(), **more)  # type: ignore[arg-type] # of any field


TABLE = pd.DataFrame(
    {
        "area_code": ["a", "a", "b"],
        "rank": [0, 1, 0],
        "students": [8.0, 2.0, 3.0],
        "mean_m": [1.0, 2.0, 3.0],
    }
)


def test_an_interval_is_three_columns_with_one_meaning() -> None:
    low, middle, high = interval("reached", "bereikt", "who gets there")
    assert (low.name, middle.name, high.name) == (
        "reached_low",
        "reached",
        "reached_high",
    )
    assert (low.dutch, high.dutch) == ("bereiktLaag", "bereiktHoog")


def test_every_row_hides_by_its_own_students_and_keeps_its_keys() -> None:
    shown = _record().shown(TABLE, threshold=5)
    assert shown.suppressed.tolist() == [False, True, True]
    assert shown["rank"].tolist() == [0, 1, 0]
    assert shown.mean_m.isna().tolist() == [False, True, True]


def test_rows_of_a_group_are_hidden_or_shown_together() -> None:
    shown = _record(hidden_with=("area_code",)).shown(TABLE, threshold=5)
    assert shown.suppressed.tolist() == [False, False, True]
    assert "in_group" not in shown


def test_one_threshold_is_one() -> None:
    question = Question(within=(5_000.0, 10_000.0))
    _record().check(question)
    with pytest.raises(UsageError, match="m is counted at one threshold"):
        _record(one_threshold=True).check(question)
