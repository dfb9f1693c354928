"""Faults of columns: only those that fail, each with its lines."""

from __future__ import annotations

import pandas as pd

from data.column_faults import column_faults


def test_only_what_is_wrong_is_told_with_its_lines() -> None:
    right = pd.Series([False, False], index=[2, 3])
    wrong = pd.Series([True, True], index=[2, 3])
    checks = ((right, "pc4", "a postcode"), (wrong, "sex", "m or v"))
    told = list(column_faults(checks, "row"))
    assert told == ["column 'sex', row 2, 3: expected m or v"]
