"""Which part of the map a road file covers: cut files, notches, lakes and heaths."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from accessibility.codes import Mode
from accessibility.places import RD_NEW, Points
from accessibility.reach_table import Status
from accessibility.roads.coverage import (
    Coverage,
    coverage_of,
    is_covered,
    to_edge_m,
)
from accessibility.roads.network import RoadNetwork
from accessibility.roads.network_build import Segments, network_of
from accessibility.roads.snapping import snap

WEST_M, SOUTH_M = 100_000.0, 400_000.0
KM = 1_000.0


def streets(squares: np.ndarray) -> RoadNetwork:
    """Return a street through the middle of every square of 1 km that is marked.

    Neighbours are joined, so that nobody is on an island.
    """
    row, column = np.nonzero(squares)
    number = np.full(squares.shape, -1)
    number[row, column] = np.arange(len(row))
    pairs = []
    for i, j in zip(row.tolist(), column.tolist(), strict=True):
        for k, m in ((i, j + 1), (i + 1, j)):
            if k < squares.shape[0] and m < squares.shape[1] and squares[k, m]:
                pairs.append((number[i, j], number[k, m]))
    start, end = np.array(pairs, np.int32).T
    pace = np.full(len(start), 0.24)
    segments = Segments(start, end, pace, pace, np.ones(len(start), np.bool_))
    return network_of(
        WEST_M + 500 + KM * column.astype(np.float64),
        SOUTH_M + 500 + KM * row.astype(np.float64),
        segments,
        mode=Mode.BIKE,
        epsg=RD_NEW,
    )


def places(*at_km: tuple[float, float]) -> Points:
    at = np.array(at_km)
    ids = np.array([f"p{k}" for k in range(len(at))])
    return Points(ids, WEST_M + KM * at[:, 0], SOUTH_M + KM * at[:, 1])


def test_the_notch_of_an_l_is_outside_and_a_lake_and_a_heath_are_not() -> None:
    ell = np.ones((40, 40), np.bool_)
    ell[20:, 20:] = False
    ell[4:13, 4:13] = False  # a lake of 9 km, enclosed
    ell[30:34, :3] = False  # a heath of 3 by 4 km, open to the west
    network = streets(ell)
    points = places((30, 30), (8.5, 8.5), (1.5, 32), (30.5, 5.2), (-20, 5))
    covered = is_covered(points, coverage_of(network))
    assert covered.tolist() == [False, True, True, True, False]
    status = snap(points, network).status
    assert status.tolist() == [
        Status.OUTSIDE,
        Status.UNSNAPPED,
        Status.UNSNAPPED,
        Status.OK,
        Status.OUTSIDE,
    ]


def test_two_towns_far_apart_leave_the_land_between_them_outside() -> None:
    towns = np.zeros((10, 40), np.bool_)
    towns[:, :8] = towns[:, 32:] = True
    points = places((4, 5), (20, 5), (36, 5), (8.9, 5), (10.1, 5))
    covered = is_covered(points, coverage_of(streets(towns)))
    # One square all round a town is its own; beyond that nothing is known.
    assert covered.tolist() == [True, False, True, True, False]


def test_a_long_straight_street_has_no_gaps() -> None:
    ends = np.array([0.0, 30 * KM])
    pace = np.full(1, 0.24)
    one = Segments(
        np.array([0], np.int32), np.array([1], np.int32), pace, pace, np.ones(1, bool)
    )
    road = network_of(
        WEST_M + ends, SOUTH_M + 0 * ends, one, mode=Mode.BIKE, epsg=RD_NEW
    )
    assert is_covered(places((15.5, 1), (15.5, 4)), coverage_of(road)).tolist() == [
        True,
        False,
    ]


def test_the_way_to_the_edge_is_known_inside_only() -> None:
    lake = np.ones((40, 40), np.bool_)
    lake[15:25, 15:25] = False
    points = places((11, 20), (20, 20), (0.1, 0.1), (-9, 20), (np.nan, 1))
    edge_m = to_edge_m(points, coverage_of(streets(lake)))
    assert edge_m[0] == pytest.approx(11_000, abs=4_000)
    assert edge_m[1] == pytest.approx(20_000, abs=4_000)
    assert edge_m[2] == 0
    assert np.isnan(edge_m[3:]).all()


def test_a_network_without_a_street_covers_nothing() -> None:
    pace = np.full(1, 0.2)
    ferry = Segments(
        np.array([0], np.int32), np.array([1], np.int32), pace, pace, np.zeros(1, bool)
    )
    only = network_of(
        np.array([WEST_M, WEST_M + 900]),
        np.array([SOUTH_M, SOUTH_M]),
        ferry,
        mode=Mode.BIKE,
        epsg=RD_NEW,
    )
    assert not is_covered(places((0, 0)), coverage_of(only)).any()


def test_a_square_is_as_far_inside_as_any_place_in_it_is() -> None:
    coverage = coverage_of(streets(np.ones((20, 20), np.bool_)))
    # A rim of four empty squares on each side.
    assert (coverage.west_m, coverage.south_m) == (WEST_M - 4 * KM, SOUTH_M - 4 * KM)
    assert coverage.inside_m.shape == (28, 28)
    # The middle squares are the tenth from the edge, less two diagonals of a square.
    middle = coverage.inside_m[13:15, 13:15]
    np.testing.assert_allclose(middle, (10 - 2 * 2**0.5) * KM)
    edge_m = to_edge_m(places((9.9, 9.9), (0.5, 10)), coverage)
    assert edge_m.tolist() == pytest.approx([7_171.57, 0], abs=0.01)


def test_squares_of_the_rim_are_looked_up_and_those_beyond_are_not() -> None:
    inside = np.arange(1.0, 7.0).reshape(2, 3)
    coverage = Coverage(0.0, 0.0, 10.0, np.ones((2, 3), np.bool_), inside)
    x = np.array([0.0, 29.9, 0.0, 29.9, -0.1, 30.0, 5.0, 5.0])
    y = np.array([0.0, 0.0, 19.9, 19.9, 5.0, 5.0, -0.1, 20.0])
    points = Points(np.arange(8).astype(np.str_), x, y)
    assert to_edge_m(points, coverage).tolist()[:4] == [1, 3, 4, 6]
    assert np.isnan(to_edge_m(points, coverage)[4:]).all()
    assert is_covered(points, coverage).tolist() == 4 * [True] + 4 * [False]


def test_every_street_counts_along_its_whole_length() -> None:
    """Two crossing streets of many corners: each corner and all between is covered."""
    corners_km = [(0, 0), (5, 1), (10, 0), (15, 2), (20, 0)]
    x_m = WEST_M + KM * np.array([x for x, _ in corners_km], float)
    y_m = SOUTH_M + KM * np.array([y for _, y in corners_km], float)
    pace = np.full(4, 0.24)
    start = np.arange(4, dtype=np.int32)
    segments = Segments(start, start + np.int32(1), pace, pace, np.ones(4, np.bool_))
    road = network_of(x_m, y_m, segments, mode=Mode.BIKE, epsg=RD_NEW)
    on = [(x + 2.5, (a + b) / 2) for (x, a), (_, b) in itertools.pairwise(corners_km)]
    assert is_covered(places(*on), coverage_of(road)).all()
