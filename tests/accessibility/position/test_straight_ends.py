"""Least and most distance hold for every home on the land, and are attained."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from accessibility.position import Land, straight_spans
from accessibility.position.land import one_asks
from accessibility.reach_table import NOT_FOUND

BETWEEN_TWO_CIRCLES = shapely.Polygon(
    [(-8_000, -1_000), (8_000, -1_000), (8_000, 7_000), (-8_000, 7_000)]
)
TWO_SITES = np.array([[-8_000.0, 0.0], [8_000.0, 0.0]])


def _land(*polygons: shapely.Geometry | None) -> Land:
    out = np.full(len(polygons), None, dtype=object)
    out[:] = polygons
    return Land(out)


def _blobs(seed: int, n: int = 60) -> Land:
    """Return stars with holes and second parts, some of them thin."""
    rng = np.random.default_rng(seed)
    shapes = []
    for _ in range(n):
        x, y = rng.uniform(0, 60_000, 2)
        turn = np.sort(rng.uniform(0, 2 * np.pi, 14))
        far = rng.uniform(400, 5_000, 14)
        star = shapely.Polygon(
            np.column_stack([x + far * np.cos(turn), y + far * np.sin(turn)])
        ).buffer(0)
        hole = shapely.Point(x, y).buffer(rng.uniform(50, 390))
        away = shapely.box(x + 6_000, y, x + 6_900, y + 300)
        shapes.append(star.difference(hole).union(away))
    return _land(*shapes)


def _homes(
    land: Land, n: int, rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return random places on each shape, and on its boundary."""
    row = np.repeat(np.arange(len(land.polygons)), n)
    west, south, east, north = shapely.bounds(land.polygons).T
    x = west[row] + rng.random(len(row)) * (east - west)[row]
    y = south[row] + rng.random(len(row)) * (north - south)[row]
    inside = shapely.contains_xy(land.shapes[row], x, y)
    edge, at = shapely.get_coordinates(land.shapes, return_index=True)
    places = np.concatenate([np.column_stack([x, y])[inside], edge])
    return places, np.concatenate([row[inside], at])


def test_the_farthest_place_may_lie_between_two_circles() -> None:
    land = _land(BETWEEN_TWO_CIRCLES)
    least, most = straight_spans(land, TWO_SITES)
    corners = shapely.get_coordinates(BETWEEN_TWO_CIRCLES)
    assert cKDTree(TWO_SITES).query(corners)[0].max() == 7_000
    assert most[0] == pytest.approx(1_063_015, abs=1)
    assert least[0] == 0


@pytest.mark.parametrize("radius_m", [9_999.9, 10_000.0, 10_000.1])
def test_a_corner_at_the_threshold_is_within_it(radius_m: float) -> None:
    land = _land(shapely.box(0, 0, radius_m, 10))
    _, most = straight_spans(land, np.array([[0.0, 0.0], [0.0, 10.0]]))
    within = straight_spans(land, np.array([[0.0, 5.0]]))[1][0] <= 1_000_000
    assert most[0] >= round(radius_m * 100)
    flat = _land(shapely.box(0, -1e-9, radius_m, 0))
    assert (straight_spans(flat, np.zeros((1, 2)))[1][0] <= 1_000_000) == (
        radius_m <= 10_000
    )
    assert not within or radius_m < 10_000


@pytest.mark.parametrize("n_sites", [1, 2, 3, 40])
def test_every_home_lies_inside_the_ends(n_sites: int) -> None:
    rng = np.random.default_rng(n_sites)
    land, sites = _blobs(n_sites), rng.uniform(0, 60_000, (n_sites, 2))
    least, most = straight_spans(land, sites)
    homes, row = _homes(land, 2_000, rng)
    cost = cKDTree(sites).query(homes)[0] * 100
    assert (cost >= least[row] - 1e-3).all()
    assert (cost <= most[row] + 1e-3).all()
    # And the ends are attained, as near as random places come.
    found = np.zeros(len(most))
    np.maximum.at(found, row, cost)
    assert np.median(most - found) < 5_000
    nearest = np.full(len(least), np.inf)
    np.minimum.at(nearest, row, cost)
    assert np.median(nearest - least) < 5_000


def test_sites_on_a_square_and_twice_at_one_place_are_no_trouble() -> None:
    grid = np.array([[x, y] for x in range(0, 40, 10) for y in range(0, 40, 10)])
    sites = np.concatenate([grid, grid]) * 1_000.0
    land = _land(shapely.box(10_000, 10_000, 20_000, 20_000))
    assert straight_spans(land, sites)[1][0] == pytest.approx(707_107, abs=1)


@pytest.mark.parametrize("threshold_m", [2_000.0, 5_000.0, 15_000.0])
def test_circles_decide_nothing_else_than_exact_ends(threshold_m: float) -> None:
    rng = np.random.default_rng(7)
    land, sites = _blobs(7), rng.uniform(0, 60_000, (25, 2))
    exact = straight_spans(land, sites)
    near = straight_spans(land, sites, near_m=(threshold_m,))
    for one, other in zip(exact, near, strict=True):
        within = threshold_m * 100
        assert ((one <= within) == (other <= within)).all()
    assert (near[0] <= exact[0]).all()
    assert (near[1] >= exact[1]).all()


def test_without_land_anything_is_possible_and_without_sites_nothing() -> None:
    land = _land(None, shapely.Polygon())
    least, most = straight_spans(land, TWO_SITES)
    assert least.tolist() == [0, 0]
    assert most.tolist() == [NOT_FOUND, NOT_FOUND]
    least, most = straight_spans(_land(BETWEEN_TWO_CIRCLES), np.empty((0, 2)))
    assert (least[0], most[0]) == (NOT_FOUND, NOT_FOUND)


def test_one_thread_at_a_time_asks_prepared_shapes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[bool] = []

    def watched(name: str) -> None:
        asks = getattr(shapely, name)

        def ask(shapes: np.ndarray, others: np.ndarray) -> np.ndarray:
            if shapely.is_prepared(shapes).any():
                asked.append(one_asks.locked())
            answer: np.ndarray = asks(shapes, others)
            return answer

        monkeypatch.setattr(shapely, name, ask)

    for name in ("distance", "intersects"):
        watched(name)
    sites = np.array([[x * 5_000.0, y * 7_000.0] for x in range(6) for y in range(6)])
    straight_spans(_land(shapely.box(10_000, 10_000, 20_000, 20_000)), sites)
    assert len(asked) == 2
    assert all(asked)
