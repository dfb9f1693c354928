"""Counts: masks are intervals, from the cell to the sum."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility.counting.counts import (
    COUNT_COLUMNS,
    parse_counts,
    share_bounds,
    sum_counts,
)


def test_masks_are_one_to_four() -> None:
    counts, wrong = parse_counts(pd.Series(["7", "<5", "x", "", "0", "4"]))
    assert counts.students_low.tolist() == [7, 1, 1, 1, 0, 4]
    assert counts.students.tolist() == [7, 2.5, 2.5, 2.5, 0, 4]
    assert counts.students_high.tolist() == [7, 4, 4, 4, 0, 4]
    assert counts.masked.tolist() == [False, True, True, True, False, False]
    assert not wrong.any()


def test_four_may_be_a_mask_and_empty_may_be_zero() -> None:
    counts, _ = parse_counts(pd.Series(["4", ""]), four_is_mask=True, empty_is="zero")
    assert counts.students_low.tolist() == [1, 0]
    assert counts.students_high.tolist() == [4, 0]


@pytest.mark.parametrize("cell", ["a", "-1", "3.5", "1e3", "<50"])
def test_anything_else_is_reported(cell: str) -> None:
    _, wrong = parse_counts(pd.Series(["3", cell]))
    assert wrong.tolist() == [False, True]


@given(st.lists(st.one_of(st.integers(0, 60).map(str), st.just("<5")), min_size=1))
def test_the_truth_lies_in_the_sum(cells: list[str]) -> None:
    counts, _ = parse_counts(pd.Series(cells))
    total = sum_counts(counts.assign(group="g"), ["group"]).iloc[0]
    rng = np.random.default_rng(0)
    truth = sum(rng.integers(1, 5) if cell == "<5" else int(cell) for cell in cells)
    assert total.students_low <= truth <= total.students_high
    assert list(COUNT_COLUMNS) == ["students_low", "students", "students_high"]


def test_the_least_share_takes_the_fewest_reached_and_the_most_others() -> None:
    reached = np.array([[1.0, 0.0], [2.5, 0.0], [4.0, 0.0]])
    other = np.array([[6.0, 0.0], [6.0, 0.0], [12.0, 0.0]])
    low, middle, high = share_bounds(reached, other)
    assert (low[0], middle[0], high[0]) == (1 / 13, 2.5 / 8.5, 4 / 10)
    assert np.isnan([low[1], middle[1], high[1]]).all()


def test_sums_stand_in_the_order_of_their_groups() -> None:
    frame = pd.DataFrame({"pc4": ["9", "1", "9"], **dict.fromkeys(COUNT_COLUMNS, 1.0)})
    found = sum_counts(frame, ["pc4"])
    assert found.pc4.tolist() == ["1", "9"]
    assert found.students.tolist() == [1.0, 2.0]
