"""Tiles: where they lie, what lies on them, and neighbours that fit together."""

from __future__ import annotations

import mapbox_vector_tile
import numpy as np
import pytest
import shapely

from maps.vector_tiles import DEEPEST, Tile, vector_tile

HALF = 20_037_508.342789244


def test_the_world_is_one_tile_and_then_four() -> None:
    assert Tile(0, 0, 0).bounds == pytest.approx((-HALF, -HALF, HALF, HALF))
    assert Tile(1, 0, 0).bounds == pytest.approx((-HALF, 0, 0, HALF))
    assert Tile(1, 1, 1).bounds == pytest.approx((0, -HALF, HALF, 0))


@pytest.mark.parametrize(
    ("tile", "exists"),
    [
        (Tile(0, 0, 0), True),
        (Tile(0, 1, 0), False),
        (Tile(3, 7, 7), True),
        (Tile(3, 8, 7), False),
        (Tile(3, -1, 7), False),
        (Tile(DEEPEST + 1, 0, 0), False),
    ],
)
def test_which_tiles_there_are(tile: Tile, exists: bool) -> None:  # noqa: FBT001 - a case
    assert tile.exists is exists


def test_a_shape_is_where_it_was() -> None:
    tile = Tile(8, 131, 84)
    west, south, east, north = tile.bounds
    quarter = (east - west) / 4
    square = shapely.box(
        west + quarter, south + quarter, east - quarter, north - quarter
    )
    far = shapely.box(0, 0, 1, 1)
    shapes = np.array([far, square], dtype=object)
    content = vector_tile(tile, "laag", shapes, [{"a": 1}, {"a": 2, "b": None}])
    (feature,) = mapbox_vector_tile.decode(content)["laag"]["features"]
    assert feature["properties"] == {"a": 2}
    (ring,) = feature["geometry"]["coordinates"]
    assert sorted({tuple(point) for point in ring}) == [
        (1_024, 1_024),
        (1_024, 3_072),
        (3_072, 1_024),
        (3_072, 3_072),
    ]


def test_nothing_lies_on_an_empty_tile() -> None:
    shapes = np.array([shapely.box(0, 0, 1, 1), None], dtype=object)
    assert vector_tile(Tile(8, 0, 0), "laag", shapes, [{}, {}]) == b""
