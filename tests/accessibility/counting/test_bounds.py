"""Ends of a share are attained by one admissible filling; none goes beyond."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility.codes import Denominator, Leerweg
from accessibility.counting.bounds import (
    LIKELY_DEVIATIONS,
    Division,
    FillingBounds,
    cell_bounds,
    likely_cells,
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


def test_a_model_is_sure_of_no_more_than_its_least_and_most_reached_postcode() -> None:
    # Nobody lives in the third postcode; the other area has nobody at all.
    bounds = FillingBounds({"gl": np.array([[10.0, 10.0, 0.0], [20.0, 20.0, 0.0]])})
    division = Division(np.array([0.25, 0.75, 1.0]), np.zeros(3, np.int64), 2)
    got = bounds.sure(division, Denominator.LEERWEG, Leerweg.GL)
    assert got.share[:, 0].tolist() == [0.25, 0.75]
    assert got.students[:, 0].tolist() == [20.0, 40.0]
    assert got.reached[:, 0].tolist() == [5.0, 30.0]
    assert got.other[:, 0].tolist() == [5.0, 30.0]
    assert np.isnan(got.share[:, 1]).all()
    assert got.students[:, 1].tolist() == [0.0, 0.0]


def test_likely_ends_are_those_of_counts_drawn_at_random() -> None:
    rng = np.random.default_rng(5)
    low = rng.integers(0, 40, 60)
    high = low + rng.integers(0, 9, 60)
    part, area = rng.random(60), np.repeat([0, 1], 30)
    counts = np.vstack([low, (low + high) / 2, high]).astype(np.float64)
    likely = likely_cells(counts, Division(part, area, 2), np.zeros(60))
    drawn = rng.integers(low, high + 1, (20_000, 60)).astype(np.float64)
    for k in (0, 1):
        mine = drawn[:, area == k]
        reached, students = mine @ part[area == k], mine.sum(axis=1)
        for got, sample in (
            (likely.students, students),
            (likely.reached, reached),
            (likely.other, students - reached),
            (likely.share, reached / students),
        ):
            assert got[:, k].mean() == pytest.approx(sample.mean(), rel=0.01)
            deviation = (got[1, k] - got[0, k]) / 2 / LIKELY_DEVIATIONS
            assert deviation == pytest.approx(sample.std(), rel=0.05)


def test_where_students_live_in_a_postcode_moves_likely_ends_too() -> None:
    counts = np.full((3, 2), 50.0)
    division = Division(np.array([0.5, 1.0]), np.zeros(2, np.int64), 1)
    got = likely_cells(counts, division, np.array([9.0, 16.0]))
    around = LIKELY_DEVIATIONS * 5.0
    assert got.reached[:, 0] == pytest.approx([75 - around, 75 + around])
    assert got.other[:, 0] == pytest.approx([25 - around, 25 + around])
    assert got.share[:, 0] == pytest.approx([0.75 - around / 100, 0.75 + around / 100])
    assert got.students[:, 0].tolist() == [100.0, 100.0]


def _widths(students: list[float]) -> list[float]:
    """Return by how much the share of half of each area is widened."""
    n = len(students)
    bounds = FillingBounds({"gl": np.array([students])}, is_model=True)
    division = Division(np.full(n, 0.5), np.arange(n), n)
    got = bounds.of_areas(division, Denominator.LEERWEG, Leerweg.GL)
    np.testing.assert_allclose(
        got.reached[1] - got.reached[0], 2 * (got.share[1] - 0.5) * students
    )
    return [round(float(end) - 0.5, 9) for end in got.share[1]]


def test_the_margin_of_a_model_follows_how_large_an_area_is() -> None:
    assert _widths([1_000.0]) == [0.02]
    assert _widths([899.0, 101.0]) == [0.06, 0.06]
    assert _widths([900.0, 100.0]) == [0.02, 0.06]
    # 2 of 1 000 is still a region, one less is a gemeente.
    assert _widths([998.0, 2.0]) == [0.02, 0.06]
    assert _widths([999.0, 1.0]) == [0.02, 0.1]
    assert _widths([10.0] * 100) == [0.06] * 100
    assert _widths([10.0] * 101) == [0.1] * 101


def test_kinds_that_lie_far_apart_leave_a_share_unknown() -> None:
    runs = np.array([[10.0, 10.0, 10.0, 10.0], [10.0, 10.0, 4.0, 16.0]])
    near, area = np.array([1.0, 0.0, 1.0, 0.0]), np.array([0, 0, 1, 1])
    division = Division(near, area, 2)
    for is_model in (True, False):
        bounds = FillingBounds({"gl": runs}, is_model=is_model)
        told = bounds.unsure(division, Leerweg.GL).tolist()
        # 50 % by one and 20 % by the other: 30 points apart.
        assert told == [False, is_model]


def test_the_largest_share_of_an_area_is_the_same_beside_other_areas() -> None:
    rng = np.random.default_rng(3)
    low = rng.integers(0, 5, 12).astype(np.float64)
    counts = np.vstack([low, low + 1, low + 3])
    part, area = rng.random(12), np.arange(12) % 3
    together = cell_bounds(counts, Division(part, area, 3))
    for k in range(3):
        mine = area == k
        alone = Division(part[mine], np.zeros(4, np.int64), 1)
        single = cell_bounds(counts[:, mine], alone)
        assert together.share[:, k] == pytest.approx(single.share[:, 0])


def test_a_whole_denominator_adds_the_leerwegen_and_may_leave_the_route_out() -> None:
    fillings = {"gl": [[10.0, 0.0]], "bl": [[0.0, 30.0]], "route": [[0.0, 20.0]]}
    bounds = FillingBounds({name: np.array(one) for name, one in fillings.items()})
    division = Division(np.array([1.0, 0.0]), np.zeros(2, np.int64), 1)
    shares = [
        bounds.of_areas(division, whom, Leerweg.GL).share[0, 0]
        for whom in (Denominator.LEERWEG, Denominator.PROFIELEN, Denominator.COMMON)
    ]
    assert shares == pytest.approx([1.0, 10 / 40, 10 / 60])
