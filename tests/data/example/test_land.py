"""Land and water: two sides of a river, an estuary, an island."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from data.example.land import ESTUARY, RIVER_WEST, STRAIT, course_polygon

if TYPE_CHECKING:
    from numpy.typing import NDArray


def _piece_at(land: NDArray[np.object_], x_m: float, y_m: float) -> int:
    (piece,) = np.flatnonzero(shapely.contains_xy(land, x_m, y_m))
    return int(piece)


def test_pieces_do_not_touch(land: NDArray[np.object_]) -> None:
    assert len(land) == 4
    assert shapely.is_valid(land).all()
    away_m = [a.distance(b) for a in land for b in land if a is not b]
    assert min(away_m) > 200


def test_area_is_that_of_a_small_country(land: NDArray[np.object_]) -> None:
    assert 30e9 < shapely.area(land).sum() < 40e9


def test_a_river_parts_north_from_south(land: NDArray[np.object_]) -> None:
    assert _piece_at(land, 136_000, 456_000) != _piece_at(land, 133_000, 397_000)


def test_the_estuary_is_an_arm_not_a_border(land: NDArray[np.object_]) -> None:
    north, south = (28_900, 386_500), (46_300, 369_000)
    assert _piece_at(land, *north) == _piece_at(land, *south)
    assert shapely.LineString([north, south]).intersects(course_polygon(ESTUARY))


def test_the_island_lies_apart(land: NDArray[np.object_]) -> None:
    island = _piece_at(land, 115_400, 563_200)
    assert island == len(land) - 1
    assert land[island].area < 3e8
    assert course_polygon(STRAIT).distance(land[island]) < 1


def test_a_course_runs_within_its_water() -> None:
    middle = [(1_000 * x_km, 1_000 * y_km) for x_km, y_km, _ in RIVER_WEST.course]
    assert shapely.contains(course_polygon(RIVER_WEST), shapely.points(middle)).all()
