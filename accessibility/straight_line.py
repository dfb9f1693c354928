"""Hemelsbreed: the straight line in RD New, the distance the monitor publishes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from accessibility.codes import Mode, Unit
from accessibility.errors import CrsError, UsageError
from accessibility.places import points_of
from accessibility.reach_table import (
    DEFAULT_LIMIT_M,
    ReachTable,
    Status,
    whole_centimetres,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.counting import Students
    from accessibility.places import Points
    from accessibility.snapshot import Snapshot

_BLOCK: Final = 64


def straight_reach(
    snapshot: Snapshot, students: Students, unit: Unit, limit: float
) -> ReachTable:
    """Measure the straight line from students to the vestigingen of a snapshot.

    Raises
    ------
    UsageError
        If the limit is in seconds.
    """
    if unit is not Unit.METRES:
        message = "a straight line has no travel time: use --unit m, or a road mode"
        raise UsageError(message)
    sites = points_of(snapshot.vestigingen, "brin6")
    return straight_line_table(students.points, sites, limit_m=limit)


def straight_line_table(
    points: Points, destinations: Points, *, limit_m: float = DEFAULT_LIMIT_M
) -> ReachTable:
    """Measure straight-line distances up to a limit.

    Parameters
    ----------
    points, destinations
        Where students live and where vestigingen are, in one metric system. Points
        without coordinates become `unsnapped`; such destinations reach nobody.
    limit_m
        Largest distance kept, in metres, inclusive.

    Returns
    -------
    ReachTable
        With mode `straight` and no travel times.

    Raises
    ------
    CrsError
        If the two lists are in different coordinate reference systems.

    Examples
    --------
    >>> import numpy as np
    >>> from accessibility.places import Points
    >>> homes = Points(np.array(["a", "b"]), np.array([0.0, 9.0]), np.zeros(2))
    >>> sites = Points(np.array(["s"]), np.array([3.0]), np.array([4.0]))
    >>> straight_line_table(homes, sites, limit_m=6).distance_cm
    array([500], dtype=int32)
    """
    if points.epsg != destinations.epsg:
        message = f"points are in EPSG:{points.epsg}, destinations in EPSG:"
        raise CrsError(message + str(destinations.epsg))
    indptr, point, distance_cm = _within(points, destinations, limit_m)
    status = np.where(points.is_placed, Status.OK, Status.UNSNAPPED)
    return ReachTable(
        mode=Mode.STRAIGHT,
        unit=Unit.METRES,
        limit=limit_m,
        point_ids=points.ids,
        destination_ids=destinations.ids,
        indptr=indptr,
        point=point,
        distance_cm=distance_cm,
        time_ds=None,
        status=status.astype(np.uint8),
    )


def _within(
    points: Points, destinations: Points, limit_m: float
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """Return the start of each column, its sorted points within the limit, how far.

    Each column is finished while it is at hand, and written where it stays: passes over
    all of them would cost several times as much, in time and in memory.
    """
    blocks = _Blocks.of(points)
    # A micrometre of slack: the exact rule is applied to whole centimetres later.
    far_m = limit_m + 1e-6
    at = list(zip(destinations.x_m, destinations.y_m, strict=True))
    tried = [blocks.near(*place, far_m) for place in at]
    room = _BLOCK * sum(len(some) for some in tried)
    point, distance_cm = np.empty(room, np.int32), np.empty(room, np.int32)
    indptr = np.zeros(len(at) + 1, np.int64)
    for j, some in enumerate(tried):
        rows, distance_m = blocks.within(some, *at[j], far_m)
        column = slice(indptr[j], indptr[j] + len(rows))
        point[column], distance_cm[column] = rows, whole_centimetres(distance_m)
        indptr[j + 1] = column.stop
    for entries in (point, distance_cm):
        entries.resize(indptr[-1], refcheck=False)
    return indptr, point, distance_cm


class _Blocks(NamedTuple):
    """Points in the order of their rows, so many at a time: those of near postcodes.

    `row`, `x_m` and `y_m` have shape `(n_blocks, _BLOCK)`, NaN where there is no point
    or it has no place; the sides of a box around each block `(n_blocks,)`.
    """

    row: NDArray[np.int32]
    x_m: NDArray[np.float64]
    y_m: NDArray[np.float64]
    west_m: NDArray[np.float64]
    east_m: NDArray[np.float64]
    south_m: NDArray[np.float64]
    north_m: NDArray[np.float64]

    @staticmethod
    def of(points: Points) -> _Blocks:
        placed = np.flatnonzero(points.is_placed)
        n_blocks = -(-len(points) // _BLOCK)
        filled = np.full((2, n_blocks * _BLOCK), np.nan)
        filled[:, placed] = points.x_m[placed], points.y_m[placed]
        x_m, y_m = filled.reshape(2, n_blocks, _BLOCK)
        row = np.arange(n_blocks * _BLOCK, dtype=np.int32).reshape(n_blocks, _BLOCK)
        least, most = np.fmin.reduce, np.fmax.reduce
        sides = (end(along, axis=1) for along in (x_m, y_m) for end in (least, most))
        return _Blocks(row, x_m, y_m, *sides)

    def near(self, x_m: float, y_m: float, far_m: float) -> NDArray[np.int64]:
        """Return the blocks of which some point may lie so near."""
        beside_m = np.maximum(self.west_m - x_m, x_m - self.east_m).clip(0.0)
        above_m = np.maximum(self.south_m - y_m, y_m - self.north_m).clip(0.0)
        # Nothing is near a place that is not known, nor in a block without points.
        return np.flatnonzero(beside_m**2 + above_m**2 <= far_m**2).astype(np.int64)

    def within(
        self, some: NDArray[np.int64], x_m: float, y_m: float, far_m: float
    ) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """Return the points of some blocks that lie so near, sorted, and how far."""
        away_m2 = (self.x_m[some] - x_m) ** 2
        away_m2 += (self.y_m[some] - y_m) ** 2
        near = away_m2 <= far_m**2
        return self.row[some][near], np.sqrt(away_m2[near])
