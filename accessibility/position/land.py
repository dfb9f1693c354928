"""The land of each postcode: students may live anywhere on it."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd
import shapely

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

one_asks: Final = threading.Lock()
"""Held by whoever asks prepared shapes: GEOS keeps notes in them while it answers, and
two threads that write them at once bring the whole process down."""


@dataclass(frozen=True, eq=False)
class Land:
    """Polygons of postcodes, in the order of the students' postcodes.

    Parameters
    ----------
    polygons
        Polygon of each postcode in a metric system, None where it is not known,
        shape `(n_postcodes,)`.
    """

    polygons: NDArray[np.object_]

    @cached_property
    def known(self) -> NDArray[np.int64]:
        """Rows of the postcodes that have a polygon, sorted."""
        held = ~(shapely.is_missing(self.polygons) | shapely.is_empty(self.polygons))
        return np.flatnonzero(held).astype(np.int64)

    @cached_property
    def shapes(self) -> NDArray[np.object_]:
        """The polygons of the rows `known`, prepared for many questions.

        They are copies: others ask the polygons themselves without holding `one_asks`.
        """
        shapes: NDArray[np.object_] = shapely.force_2d(self.polygons[self.known])
        shapely.prepare(shapes)
        return shapes

    @cached_property
    def tree(self) -> shapely.STRtree:
        """An index of `shapes`."""
        return shapely.STRtree(self.shapes)

    @cached_property
    def area_km2(self) -> NDArray[np.float64]:
        """Size of each postcode in square kilometres, 0 where not known."""
        size: NDArray[np.float64] = np.nan_to_num(shapely.area(self.polygons)) / 1e6
        return size

    @cached_property
    def circles(self) -> Circles:
        """A circle around each shape."""
        places, row = self.hulls.places, self.hulls.row
        west, south, east, north = shapely.bounds(self.shapes).T
        middle = np.column_stack([west + east, south + north]) / 2
        radius = np.zeros(len(self.shapes))
        np.maximum.at(radius, row, np.hypot(*(places - middle[row]).T))
        return Circles(middle, radius)

    def around(
        self, sites: NDArray[np.float64], rows: NDArray[np.bool_], within_m: float
    ) -> NDArray[np.float64]:
        """Return the sites that may lie within a distance of some of the shapes.

        Parameters
        ----------
        sites
            Places in metres, shape `(n, 2)`.
        rows
            Which of `shapes`.
        within_m
            Metres.
        """
        middle, radius = self.circles.middle[rows], self.circles.radius[rows]
        if len(middle) == 0:
            return sites[:0]
        away = np.hypot(*(sites[:, np.newaxis] - middle).transpose(2, 0, 1))
        near = np.asarray((away <= radius + within_m + 1.0).any(axis=1))
        return np.asarray(sites[near])

    @cached_property
    def hulls(self) -> Corners:
        """Corners of the hull of each part: where any one site is farthest."""
        parts, part_row = shapely.get_parts(self.shapes, return_index=True)
        places, part = shapely.get_coordinates(
            shapely.convex_hull(parts), return_index=True
        )
        return Corners(places, part_row[part].astype(np.int64))

    @cached_property
    def corners(self) -> Corners:
        """Corners of each shape that stick out: elsewhere nothing can be farthest."""
        rings, places, ring = self._rings
        sticks_out = _sticks_out(places, ring)
        return Corners(places[sticks_out], rings[ring[sticks_out]])

    @cached_property
    def sides(self) -> Sides:
        """Straight pieces of the boundary of each shape."""
        rings, places, ring = self._rings
        goes_on = np.flatnonzero(ring[1:] == ring[:-1])
        row = rings[ring[goes_on]]
        order = np.argsort(row, kind="stable")
        at = goes_on[order]
        ptr = np.searchsorted(row[order], np.arange(len(self.shapes) + 1))
        return Sides(places[at], places[at + 1], ptr.astype(np.int64))

    @cached_property
    def _rings(
        self,
    ) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
        """Shape of each ring, then places and the ring of each: land to the right."""
        shapes = shapely.normalize(self.shapes)
        parts, part_row = shapely.get_parts(shapes, return_index=True)
        rings, ring_part = shapely.get_rings(parts, return_index=True)
        places, ring = shapely.get_coordinates(rings, return_index=True)
        return part_row[ring_part].astype(np.int64), places, ring.astype(np.int64)


class Sides(NamedTuple):
    """Ends `(n, 2)` in metres; shape `k` has those from `ptr[k]` to `ptr[k + 1]`."""

    start: NDArray[np.float64]
    end: NDArray[np.float64]
    ptr: NDArray[np.int64]


class Circles(NamedTuple):
    """Middles `(n, 2)` and radii `(n,)` in metres."""

    middle: NDArray[np.float64]
    radius: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Corners:
    """Places `(n, 2)` in metres and the row of `Land.shapes` each belongs to."""

    places: NDArray[np.float64]
    row: NDArray[np.int64]

    def of(self, rows: NDArray[np.bool_]) -> Corners:
        """Return those of some shapes."""
        chosen = rows[self.row]
        return Corners(self.places[chosen], self.row[chosen])


def land_of(areas: gpd.GeoDataFrame, pc4: pd.Series) -> Land:
    """Return the land of postcodes in a given order.

    Parameters
    ----------
    areas
        Table `pc4_areas`: `pc4` and polygons.
    pc4
        The postcodes wanted.
    """
    row = pd.Index(areas.pc4).get_indexer(pd.Index(pc4))
    polygons = np.full(len(pc4), None, dtype=object)
    polygons[row >= 0] = areas.geometry.to_numpy()[row[row >= 0]]
    return Land(polygons)


def _sticks_out(
    places: NDArray[np.float64], ring: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Tell at which corners the land fills half a turn or less.

    Normalised shells run clockwise and holes the other way, so that the land always
    lies to the right: it sticks out where the boundary turns right.
    """
    _, size = np.unique(ring, return_counts=True)
    last = np.cumsum(size) - 1
    first = last - size + 1
    before, after = np.arange(len(ring)) - 1, np.arange(len(ring)) + 1
    # A ring ends where it began: both stand for one corner.
    before[first], after[last] = last - 1, first + 1
    came, goes = places - places[before], places[after] - places
    turn = came[:, 0] * goes[:, 1] - came[:, 1] * goes[:, 0]
    return np.asarray(turn <= 0)
