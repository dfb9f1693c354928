"""The fit over many blocks equals a naive fit of each, and meets its margins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility.demand.fitting import RegionMargin, fit, reconcile

if TYPE_CHECKING:
    from numpy.typing import NDArray


def naive(
    rows: NDArray[np.float64], columns: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Fit one table by looping over rows and columns."""
    table = np.ones((len(rows), len(columns)))
    for _ in range(200):
        for i in range(len(rows)):
            if table[i].sum():
                table[i] *= rows[i] / table[i].sum()
        for j in range(len(columns)):
            if table[:, j].sum():
                table[:, j] *= columns[j] / table[:, j].sum()
    return table


@given(
    st.lists(
        st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=1),
        min_size=1,
        max_size=3,
    )
)
def test_equal_to_a_naive_fit(truth: list[list[list[int]]]) -> None:
    tables = [np.array(t, float) for t in truth]
    rows = np.concatenate([t.sum(axis=1) for t in tables])
    block = np.repeat(np.arange(len(tables)), [len(t) for t in tables])
    columns = np.array([t.sum(axis=0) for t in tables])
    got = fit(rows, block, columns)
    for k, table in enumerate(tables):
        expected = naive(table.sum(axis=1), table.sum(axis=0))
        assert got[block == k] == pytest.approx(expected, abs=1e-6)


def test_region_totals_are_met_when_they_can_be() -> None:
    rows, block = np.array([10.0, 10.0, 10.0, 10.0]), np.array([0, 0, 1, 1])
    columns = np.array([[12.0, 8.0], [10.0, 10.0]])
    regions = RegionMargin(
        np.array([0, 1, 0, 1]), np.array([[14.0, np.nan]] * 1 + [[8.0, np.nan]])
    )
    table = fit(rows, block, columns, regions=regions)
    assert table.sum(axis=1) == pytest.approx(rows)
    assert table[[0, 2], 0].sum() == pytest.approx(14.0, abs=1e-5)


def test_reconcile_stays_within_the_intervals() -> None:
    low, high = np.array([1.0, 5.0, 1.0]), np.array([4.0, 5.0, 4.0])
    got = reconcile(low, (low + high) / 2, high, np.zeros(3, int), np.array([12.0]))
    assert got.sum() == pytest.approx(12.0)
    assert (got >= low).all()
    assert (got <= high).all()
    assert got[1] == 5.0
