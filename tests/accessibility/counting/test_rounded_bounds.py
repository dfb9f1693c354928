"""Stretches of neighbours are what is free after rounding, not single postcodes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from accessibility.codes import ROUTE, Denominator, Leerweg
from accessibility.counting.bounds import (
    LIKELY_DEVIATIONS,
    Division,
    FillingBounds,
)
from accessibility.counting.rounded_bounds import (
    MASK_PART,
    OutwardBounds,
    RoundedBounds,
)

FOUR = RoundedBounds(
    base=10,
    pc4=np.arange(4),
    leerweg=np.full(4, "gl"),
    position=np.arange(4),
    counts=np.array([0.0, 10.0, 0.0, 20.0]),
)


def ends(reached: list[float], area: list[int]) -> tuple[list[float], list[float]]:
    division = Division(np.array(reached), np.array(area), max(area) + 1)
    got = FOUR.of_areas(division, Denominator.LEERWEG, Leerweg.GL)
    return got.reached[:, 0].tolist(), got.students[:, 0].tolist()


def test_a_whole_area_is_off_by_less_than_the_base() -> None:
    assert ends([1, 1, 1, 1], [0] * 4) == ([21.0, 39.0], [21.0, 39.0])


def test_two_stretches_are_off_twice() -> None:
    assert ends([1, 0, 0, 1], [0] * 4) == ([11.0, 38.0], [21.0, 39.0])


def test_an_area_ends_a_stretch() -> None:
    assert ends([1, 1, 1, 1], [0, 0, 1, 1]) == ([1.0, 19.0], [1.0, 19.0])


def test_a_gap_ends_a_stretch() -> None:
    kept = FOUR.kept(np.array([True, False, True, True]))
    division = Division(np.ones(4), np.zeros(4, np.int64), 1)
    got = kept.of_areas(division, Denominator.COMMON, Leerweg.GL)
    assert got.students[:, 0].tolist() == [11.0, 38.0]


def test_many_masked_neighbours_are_off_by_no_more_than_their_sum_may_be() -> None:
    room = np.full(4, 100.0)
    division = Division(np.ones(4), np.zeros(4, np.int64), 1)
    got = replace(FOUR, room=room).sure(division, Denominator.LEERWEG, Leerweg.GL)
    sure = FOUR.sure(division, Denominator.LEERWEG, Leerweg.GL)
    # A mask moves a count by a part of it: of 30, rounded down by less than ten.
    most = MASK_PART * (30 + 10)
    assert got.students[1, 0] > sure.students[1, 0]
    assert got.students[1, 0] <= sure.students[1, 0] + most + 4


def test_nothing_kept_is_nobody() -> None:
    division = Division(np.ones(4), np.zeros(4, np.int64), 1)
    got = FOUR.of_areas(division, Denominator.LEERWEG, Leerweg.BL)
    assert got.students[:, 0].tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    ("denominator", "most"),
    [
        (Denominator.LEERWEG, 19.0),
        (Denominator.PROFIELEN, 19.0),
        (Denominator.COMMON, 39.0),
    ],
)
def test_pupils_of_a_route_are_of_all_third_years_alone(
    denominator: Denominator, most: float
) -> None:
    routes = replace(FOUR, leerweg=np.array(["gl", "gl", ROUTE, ROUTE]))
    division = Division(np.ones(4), np.zeros(4, np.int64), 1)
    got = routes.of_areas(division, denominator, Leerweg.GL)
    assert got.students[1, 0] == most


def test_errors_of_many_stretches_partly_cancel() -> None:
    """Two hundred postcodes, every other one reached: 100 stretches of each."""
    rng = np.random.default_rng(1)
    true = rng.integers(0, 30, 200).astype(np.float64)
    steps = np.floor((np.cumsum(true) + 3) / 10) * 10
    counts = np.diff(steps, prepend=0.0)
    many = RoundedBounds(10, np.arange(200), np.full(200, "gl"), np.arange(200), counts)
    reached = np.tile([0.0, 1.0], 100)
    division = Division(reached, np.zeros(200, np.int64), 1)
    got = many.of_areas(division, Denominator.LEERWEG, Leerweg.GL)
    low, high = got.reached[:, 0]
    assert low <= true @ reached <= high
    assert high - low < 0.2 * 2 * 9 * 100
    share = true @ reached / true.sum()
    assert got.share[0, 0] <= share <= got.share[1, 0]
    assert got.share[1, 0] - got.share[0, 0] < 0.15


def test_outward_is_outside() -> None:
    inner = FillingBounds({"gl": np.array([[6.0, 6.0], [9.0, 4.0]])})
    division = Division(np.array([1.0, 0.0]), np.zeros(2, np.int64), 1)
    got = OutwardBounds(5, inner).of_areas(division, Denominator.LEERWEG, Leerweg.GL)
    assert got.reached[:, 0].tolist() == [5.0, 10.0]
    assert got.share[:, 0] == pytest.approx([5 / 15, 10 / 10])


def test_sure_ends_let_every_stretch_be_off_by_the_whole_slack() -> None:
    division = Division(np.array([1.0, 0.0, 0.0, 1.0]), np.zeros(4, np.int64), 1)
    got = FOUR.sure(division, Denominator.LEERWEG, Leerweg.GL)
    # Reached are a stretch of 0 and one of 20, the stretch of 10 between them not.
    assert got.reached[:, 0].tolist() == [11.0, 38.0]
    assert got.other[:, 0].tolist() == [1.0, 19.0]
    assert got.students[:, 0].tolist() == [21.0, 39.0]
    assert got.share[:, 0] == pytest.approx([11 / 30, 38 / 39])


def test_likely_ends_take_rounding_for_noise_at_each_end_of_a_stretch() -> None:
    division = Division(np.array([1.0, 0.25, 0.25, 1.0]), np.zeros(4, np.int64), 1)
    got = FOUR.likely(
        division, np.array([4.0, 0.0, 0.0, 0.0]), Denominator.COMMON, Leerweg.GL
    )
    noise = 2 * 10**2 / 12

    def ends(middle: float, variance: float) -> list[float]:
        around = LIKELY_DEVIATIONS * variance**0.5
        return [middle - around, middle + around]

    assert got.students[:, 0] == pytest.approx(ends(30, noise))
    assert got.reached[:, 0] == pytest.approx(ends(22.5, noise * (2 + 0.25**2) + 4))
    assert got.other[:, 0] == pytest.approx(ends(7.5, noise * 0.75**2 + 4))
    # Three stretches and the whole: four borders of one rounding each.
    assert got.share[:, 0] == pytest.approx(ends(0.75, (noise / 2 * 4 + 4) / 30**2))
