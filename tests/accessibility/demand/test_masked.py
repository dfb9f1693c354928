"""Masked cells: between their ends, to the total, and more where trips are likelier."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility.demand.masked import likely_counts

ONE = np.zeros(3, np.int64)


def test_cells_without_a_model_share_alike() -> None:
    low, high = np.ones(3), np.full(3, 4.0)
    unknown = np.array([np.nan, 0.0, np.nan])
    got = likely_counts(low, high, unknown, ONE, np.array([6.0]))
    assert got == pytest.approx([2.0, 2.0, 2.0], abs=1e-6)


def test_more_is_expected_where_more_trips_go() -> None:
    low, high = np.array([1.0, 1.0, 7.0]), np.array([4.0, 4.0, 7.0])
    got = likely_counts(low, high, np.array([4.0, 0.1, 1.0]), ONE, np.array([12.0]))
    assert got[0] > 3.0
    assert got[1] < 2.0
    assert got[2] == 7.0
    assert got.sum() == pytest.approx(12.0, abs=1e-6)


def test_groups_are_apart_and_ends_hold_where_a_total_does_not_fit() -> None:
    low, high = np.ones(4), np.full(4, 4.0)
    group = np.array([0, 0, 1, 1])
    got = likely_counts(low, high, np.array([1.0, 9, 1, 9]), group, np.array([1.0, 99]))
    assert got == pytest.approx([1, 1, 4, 4], abs=1e-6)


@given(
    cells=st.lists(
        st.tuples(
            st.integers(0, 5), st.integers(0, 9), st.floats(0, 1e3), st.floats(0, 1)
        ),
        min_size=1,
        max_size=8,
    )
)
def test_a_total_that_can_be_is_met(
    cells: list[tuple[int, int, float, float]],
) -> None:
    low = np.array([cell[0] for cell in cells], np.float64)
    high = low + np.array([cell[1] for cell in cells])
    part = 0.05 + 0.9 * cells[0][3]
    total = np.array([low.sum() + part * (high - low).sum()])
    trips = np.array([cell[2] for cell in cells])
    got = likely_counts(low, high, trips, np.zeros(len(cells), np.int64), total)
    assert (low - 1e-9 <= got).all()
    assert (got <= high + 1e-9).all()
    assert got.sum() == pytest.approx(total[0], abs=1e-3)
