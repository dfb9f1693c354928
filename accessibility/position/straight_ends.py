"""The least and most straight-line distance from the land of a postcode, exactly.

The distance to one site is convex, so over a piece of land it is largest at a corner.
Where another site becomes the nearest, land is cut: along the edges of the cells around
the sites (Voronoi). What can be farthest from all sites is therefore a corner of the
land that sticks out, or an end of a cell's edge clipped to the land. Corners alone are
not enough: the farthest place may lie between two circles, inside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from scipy.spatial import Voronoi, cKDTree

from accessibility.position.land import one_asks
from accessibility.reach_table import CM_PER_M, NOT_FOUND, whole_centimetres

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from accessibility.position.land import Land

_FAR_M: Final = 1e7
"""How far around everything the outermost cells are closed off."""

_SLACK_CM: Final = 1e-6
"""Forgiven in a distance, as `whole_centimetres` does."""

_HALF: Final = 0.5 + 1e-9


def straight_spans(
    land: Land,
    sites: NDArray[np.float64],
    *,
    near_m: Sequence[float] | None = None,
    rows: NDArray[np.bool_] | None = None,
    most_too: bool = True,
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the least and most distance to the nearest site from each postcode.

    Parameters
    ----------
    land
        Where students may live.
    sites
        Places in metres, in the system of the land, shape `(n, 2)`.
    near_m
        Thresholds that the ends will be held against, in metres: a postcode that a
        circle around it already decides gets the ends of that circle, which lie
        further out but on the same side. None for exact ends everywhere.
    rows
        Postcodes that matter: any other gets the ends of its circle, which hold but
        may lie further out. None for all.
    most_too
        False if only the least matters: the most are those of the circles.

    Returns
    -------
    tuple
        Least and most in whole centimetres, rounded outward, int32, shape
        `(n_postcodes,)`; `NOT_FOUND` without sites; 0 and `NOT_FOUND` for a postcode
        without a polygon, which may lie anywhere.

    Examples
    --------
    >>> import numpy as np, shapely
    >>> from accessibility.position import Land
    >>> square = Land(np.array([shapely.box(3, 0, 6, 4)]))
    >>> least, most = straight_spans(square, np.array([[0.0, 0.0], [9.0, 0.0]]))
    >>> int(least[0]), int(most[0])
    (300, 603)
    """
    least = np.zeros(len(land.polygons), np.int32)
    most = np.full(len(land.polygons), NOT_FOUND, np.int32)
    if len(sites) == 0:
        return np.full_like(most, NOT_FOUND), most
    if len(land.known) == 0:
        return least, most
    open_ = np.ones(len(land.known), np.bool_) if rows is None else rows[land.known]
    places = np.unique(sites, axis=0)
    least_m, most_m = _spans_m(land, places, near_m, open_, most_too=most_too)
    least[land.known] = np.floor(least_m * CM_PER_M + _SLACK_CM)
    most[land.known] = whole_centimetres(most_m)
    return least, most


def _spans_m(
    land: Land,
    sites: NDArray[np.float64],
    near_m: Sequence[float] | None,
    open_: NDArray[np.bool_],
    *,
    most_too: bool,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    tree = cKDTree(sites)
    middle, radius = land.circles
    distance: NDArray[np.float64] = tree.query(middle)[0]
    least, most = np.maximum(distance - radius, 0.0), distance + radius
    if near_m is not None:
        cut = [(least <= t + 1) & (most > t - 1) for t in near_m]
        open_ = open_ & np.any(cut, axis=0)
    rows = np.flatnonzero(open_)
    if len(rows) == 0:
        return least, most
    least[rows] = _least_m(land, rows, tree, distance)
    if most_too:
        most[rows] = _most_m(land, open_, tree)[rows]
    return least, most


def _least_m(
    land: Land,
    rows: NDArray[np.int64],
    tree: cKDTree,
    distance: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the least distance of some shapes: of those sites that may be nearest."""
    middle, radius = land.circles
    farthest = (distance + 2 * radius)[rows] + 1e-3
    around = tree.query_ball_point(middle[rows], farthest)
    size = np.fromiter(map(len, around), np.int64, len(around))
    at = np.repeat(np.arange(len(rows)), size)
    site = np.concatenate([np.asarray(one, np.int64) for one in around])
    places = shapely.points(tree.data[site])
    with one_asks:
        found = shapely.distance(land.shapes[rows[at]], places)
    least = np.full(len(rows), np.inf)
    np.minimum.at(least, at, found)
    return least


def _most_m(land: Land, open_: NDArray[np.bool_], tree: cKDTree) -> NDArray[np.float64]:
    ends, row = _edges_on_land(land, open_, np.asarray(tree.data))
    parted = np.zeros(len(land.shapes), np.bool_)
    parted[row] = True
    # A part inside one cell needs the corners of its hull alone.
    whole, cut = land.hulls.of(open_ & ~parted), land.corners.of(parted)
    places = np.concatenate([whole.places, cut.places, ends])
    most: NDArray[np.float64] = np.zeros(len(land.shapes))
    distance, _ = tree.query(places)
    np.maximum.at(most, np.concatenate([whole.row, cut.row, row]), distance)
    return most


def _edges_on_land(
    land: Land, open_: NDArray[np.bool_], sites: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return where edges of cells begin, end, or cross the boundary of open shapes."""
    edges, joints = _cells(sites)
    edge, shape = land.tree.query(shapely.linestrings(edges))
    use = open_[shape]
    edge, shape = edge[use], shape[use]
    lines = shapely.linestrings(edges[edge])
    with one_asks:
        meets = shapely.intersects(land.shapes[shape], lines)
    edge, shape = edge[meets], shape[meets]
    crossings, crossed = _crossings(edges[edge], land, shape)
    joint, around = land.tree.query(shapely.points(joints), predicate="intersects")
    inside = open_[around]
    return (
        np.concatenate([crossings, joints[joint[inside]]]),
        np.concatenate([crossed, around[inside]]).astype(np.int64),
    )


def _cells(
    sites: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the edges `(n, 2, 2)` between the cells of the sites, and their joints."""
    middle = sites.mean(axis=0)
    around = _FAR_M * np.array([[-1.0, -1.1], [-1.2, 1.0], [1.0, 1.3], [1.1, -1.0]])
    cells = Voronoi(np.concatenate([sites - middle, around]))
    ridges = np.asarray(cells.ridge_vertices)
    inner = (ridges >= 0).all(axis=1) & (cells.ridge_points < len(sites)).all(axis=1)
    edges = np.asarray(cells.vertices[ridges[inner]] + middle)
    return edges, np.unique(edges.reshape(-1, 2), axis=0)


def _crossings(
    edges: NDArray[np.float64], land: Land, shape: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return where each edge crosses the boundary of the shape beside it."""
    start, end, ptr = land.sides
    size = ptr[shape + 1] - ptr[shape]
    of = np.repeat(np.arange(len(shape)), size)
    side = np.arange(size.sum()) + np.repeat(ptr[shape] - np.cumsum(size) + size, size)
    origin, along = edges[of, 0], edges[of, 1] - edges[of, 0]
    across = end[side] - start[side]
    between = start[side] - origin
    with np.errstate(divide="ignore", invalid="ignore"):
        turned = _cross(along, across)
        on_edge, on_side = _cross(between, across), _cross(between, along)
        on_edge, on_side = on_edge / turned, on_side / turned
        # A little more than both: a place too many on the land does no harm.
        meets = (np.abs(on_edge - 0.5) <= _HALF) & (np.abs(on_side - 0.5) <= _HALF)
    kept = start[side[meets]] + on_side[meets, np.newaxis] * across[meets]
    return kept, shape[of[meets]]


def _cross(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0])
