"""Tiles of vectors (Mapbox Vector Tile) by the quadrants of Web Mercator."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import mapbox_vector_tile
import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

DEEPEST: Final = 14
_HALF_M: Final = math.pi * 6_378_137.0
_EXTENT: Final = 4_096
_AROUND: Final = 64 / _EXTENT
"""How far beyond its edges a tile is drawn, so that borders do not show there."""

_FINENESS: Final = 2.0
"""Steps of the grid of a tile below which a bend is left out."""


class Tile(NamedTuple):
    """A tile by its zoom, and its column and row from the north-west corner."""

    zoom: int
    column: int
    row: int

    @property
    def exists(self) -> bool:
        """True if there is such a tile."""
        fits = 0 <= self.zoom <= DEEPEST
        most = 2**self.zoom if fits else 0
        return 0 <= self.column < most and 0 <= self.row < most

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north in metres of Web Mercator."""
        size = 2 * _HALF_M / 2**self.zoom
        west = self.column * size - _HALF_M
        north = _HALF_M - self.row * size
        return west, north - size, west + size, north


def vector_tile(
    tile: Tile,
    name: str,
    shapes: NDArray[np.object_],
    properties: Sequence[Mapping[Any, Any]],
) -> bytes:
    """Return a tile; nothing if no shape lies on it.

    Parameters
    ----------
    tile
        Which.
    name
        Of the layer.
    shapes
        Geometries in Web Mercator, shape `(n,)`.
    properties
        Of each shape.
    """
    west, south, east, north = tile.bounds
    size = east - west
    edge = size * _AROUND
    box = shapely.box(west - edge, south - edge, east + edge, north + edge)
    rows = np.flatnonzero(shapely.intersects(shapes, box))
    if len(rows) == 0:
        return b""
    simple = shapely.simplify(shapes[rows], _FINENESS * size / _EXTENT)
    cut = shapely.intersection(shapely.make_valid(simple), box)
    step = size / _EXTENT
    on_grid = shapely.transform(cut, lambda xy: np.round((xy - (west, south)) / step))
    features = [
        {"geometry": shape, "properties": _told(properties[int(row)])}
        for row, shape in zip(rows, on_grid, strict=True)
        if not shape.is_empty
    ]
    return bytes(
        mapbox_vector_tile.encode(
            [{"name": name, "features": features}],
            default_options={"extents": _EXTENT},
        )
    )


def _told(properties: Mapping[Any, Any]) -> dict[str, Any]:
    """Return what is known: a tile has no word for what is not."""
    return {
        name: value
        for name, value in properties.items()
        if value is not None and value == value  # noqa: PLR0124 - NaN
    }
