"""Ends of a share are attained by one admissible filling; none goes beyond."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility.codes import Denominator, Leerweg
from accessibility.counting.bounds import (
    Division,
    FillingBounds,
    cell_bounds,
    shares_of,
)

COUNTS = st.lists(
    st.tuples(
        st.integers(0, 3), st.integers(0, 3), st.sampled_from([0.0, 0.25, 0.5, 1.0])
    ),
    min_size=1,
    max_size=4,
)


@given(COUNTS)
def test_ends_are_the_extremes_of_all_fillings(
    cells: list[tuple[int, int, float]],
) -> None:
    low = np.array([c[0] for c in cells], float)
    high = low + np.array([c[1] for c in cells], float)
    fraction = np.array([c[2] for c in cells])
    division = Division(fraction, np.zeros(len(cells), np.int64), 1)
    got = cell_bounds(np.vstack([low, (low + high) / 2, high]), division)
    ranges = [range(int(a), int(b) + 1) for a, b in zip(low, high, strict=True)]
    shares = [
        float(np.dot(x, fraction)) / sum(x)
        for x in itertools.product(*ranges)
        if sum(x) > 0
    ]
    if not shares:
        assert np.isnan(got.share).all()
        return
    assert got.share[:, 0] == pytest.approx([min(shares), max(shares)])
    assert got.reached[:, 0] == pytest.approx([low @ fraction, high @ fraction])


def test_areas_do_not_touch_each_other() -> None:
    counts = np.array([[1.0, 5.0, 1.0], [2.5, 5.0, 2.5], [4.0, 5.0, 4.0]])
    fraction = np.array([1.0, 0.0, 1.0])
    both = cell_bounds(counts, Division(fraction, np.array([0, 0, 1]), 2))
    first = cell_bounds(counts[:, :2], Division(fraction[:2], np.array([0, 0]), 1))
    assert both.share[:, 0] == pytest.approx(first.share[:, 0])
    assert both.share[:, 1] == pytest.approx([1.0, 1.0])


def test_an_area_without_students_has_no_share() -> None:
    got = cell_bounds(np.zeros((3, 1)), Division(np.ones(1), np.zeros(1, np.int64), 2))
    assert np.isnan(got.share).all()


def test_fillings_give_the_widest_of_whole_outcomes_not_a_mixture() -> None:
    bounds = FillingBounds({"gl": np.array([[10.0, 10.0], [20.0, 20.0]])})
    division = Division(np.array([1.0, 0.0]), np.zeros(2, np.int64), 1)
    got = bounds.of_areas(division, Denominator.LEERWEG, Leerweg.GL)
    assert got.share[:, 0].tolist() == [0.5, 0.5]
    assert got.reached[:, 0].tolist() == [10.0, 20.0]


def test_an_end_without_anybody_takes_the_other_end() -> None:
    # The least: nobody reached and nobody else. The most: 3 reached and nobody else.
    nobody, three = np.array([[0.0], [0.0]]), np.array([[0.0], [3.0]])
    assert shares_of(three, nobody).share[:, 0].tolist() == [1.0, 1.0]
    assert shares_of(nobody, three).share[:, 0].tolist() == [0.0, 0.0]
    assert np.isnan(shares_of(nobody, nobody).share).all()
    both = shares_of(np.array([[1.0], [4.0]]), np.array([[0.0], [3.0]]))
    assert both.share[:, 0].tolist() == [0.25, 1.0]
    assert both.students[:, 0].tolist() == [1.0, 7.0]
