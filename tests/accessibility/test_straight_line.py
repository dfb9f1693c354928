"""Straight line: inclusive to the decimetre, batch-free, and as the naive loop says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from accessibility.codes import Unit
from accessibility.errors import CrsError
from accessibility.places import Points
from accessibility.reach_table import Status
from accessibility.straight_line import straight_line_table

coordinates = arrays(
    np.float64, st.tuples(st.integers(1, 12), st.just(2)), elements=st.floats(0, 9e4)
)


def _points(xy: np.ndarray, prefix: str = "p", epsg: int = 28992) -> Points:
    ids = np.array([f"{prefix}{k}" for k in range(len(xy))])
    return Points(ids, xy[:, 0].copy(), xy[:, 1].copy(), epsg)


@pytest.mark.parametrize(
    ("distance_m", "kept"), [(9_999.9, 1), (10_000.0, 1), (10_000.1, 0)]
)
def test_the_limit_is_inclusive(distance_m: float, kept: int) -> None:
    home, site = np.array([[0.0, 0.0]]), np.array([[distance_m, 0.0]])
    table = straight_line_table(_points(home), _points(site), limit_m=10_000)
    assert len(table.point) == kept


def test_ten_kilometres_along_a_diagonal_is_ten_kilometres() -> None:
    home, site = np.array([[123_456.7, 456_789.1]]), np.array([[129_456.7, 464_789.1]])
    table = straight_line_table(_points(home), _points(site))
    assert table.cost(Unit.METRES).tolist() == [1_000_000]


def test_points_without_a_place_are_unsnapped_and_reached_by_nobody() -> None:
    homes = _points(np.array([[0.0, 0.0], [np.nan, np.nan]]))
    sites = _points(np.array([[3.0, 4.0], [np.nan, np.nan]]), "s")
    table = straight_line_table(homes, sites)
    assert table.status.tolist() == [Status.OK, Status.UNSNAPPED]
    assert np.diff(table.indptr).tolist() == [1, 0]


def test_two_systems_are_refused() -> None:
    here, there = np.zeros((1, 2)), np.zeros((1, 2))
    with pytest.raises(CrsError, match="EPSG:28992, destinations in EPSG:32629"):
        straight_line_table(_points(here), _points(there, epsg=32629))


@given(coordinates, coordinates, st.floats(1, 5e4))
def test_equals_the_naive_loop(
    homes: np.ndarray, sites: np.ndarray, limit_m: float
) -> None:
    table = straight_line_table(_points(homes), _points(sites, "s"), limit_m=limit_m)
    for j, site in enumerate(sites):
        distance = np.hypot(*(homes - site).T)
        rows = table.point[table.indptr[j] : table.indptr[j + 1]]
        clear = np.abs(distance - limit_m) > 1e-5
        expected = np.flatnonzero((distance <= limit_m) & clear)
        assert set(expected) <= set(rows.tolist())
        assert set(rows.tolist()) - set(expected) <= set(np.flatnonzero(~clear))
        assert (np.diff(rows) > 0).all()


@given(coordinates, coordinates)
def test_a_point_does_not_feel_its_neighbours(
    homes: np.ndarray, sites: np.ndarray
) -> None:
    whole = straight_line_table(_points(homes), _points(sites, "s"))
    alone = straight_line_table(_points(homes[:1]), _points(sites, "s"))
    first = whole.point == 0
    assert whole.cost(Unit.METRES)[first].tolist() == alone.cost(Unit.METRES).tolist()


def test_points_in_any_order_are_found_in_the_order_of_their_rows() -> None:
    rng = np.random.default_rng(3)
    x_m, y_m = rng.uniform(0, 9_000, (2, 1_000))
    x_m[::7] = np.nan
    homes = Points(np.arange(1_000).astype(str), x_m, y_m)
    site = Points(np.array(["a", "b"]), np.array([4_000.0, np.nan]), np.full(2, 5e3))
    table = straight_line_table(homes, site, limit_m=2_000)
    away_m = np.hypot(x_m - 4_000.0, y_m - 5_000.0)
    near = np.flatnonzero(away_m <= 2_000)
    assert table.point.tolist() == near.tolist()
    assert table.indptr.tolist() == [0, len(near), len(near)]
    assert np.abs(table.distance_cm - 100 * away_m[near]).max() <= 1.0
