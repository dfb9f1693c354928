"""Hemelsbreed: the straight line in RD New, the distance the monitor publishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import cKDTree

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
    columns = _columns_within(points, destinations, limit_m)
    indptr = np.zeros(len(columns) + 1, np.int64)
    np.cumsum([len(rows) for rows in columns], out=indptr[1:])
    point = np.concatenate([*columns, np.empty(0, np.int32)]).astype(np.int32)
    site = np.repeat(np.arange(len(columns)), np.diff(indptr))
    distance_m = np.hypot(
        points.x_m[point] - destinations.x_m[site],
        points.y_m[point] - destinations.y_m[site],
    )
    status = np.where(points.is_placed, Status.OK, Status.UNSNAPPED)
    return ReachTable(
        mode=Mode.STRAIGHT,
        unit=Unit.METRES,
        limit=limit_m,
        point_ids=points.ids,
        destination_ids=destinations.ids,
        indptr=indptr,
        point=point,
        distance_cm=whole_centimetres(distance_m),
        time_ds=None,
        status=status.astype(np.uint8),
    )


def _columns_within(
    points: Points, destinations: Points, limit_m: float
) -> list[NDArray[np.int32]]:
    """Return the sorted rows of the points within the limit, per destination."""
    placed = np.flatnonzero(points.is_placed)
    columns = [np.empty(0, np.int32)] * len(destinations)
    found = np.flatnonzero(destinations.is_placed)
    if len(placed) == 0 or len(found) == 0:
        return columns
    tree = cKDTree(np.column_stack([points.x_m[placed], points.y_m[placed]]))
    centres = np.column_stack([destinations.x_m[found], destinations.y_m[found]])
    # A micrometre of slack: the exact rule is applied to whole centimetres later.
    hits = tree.query_ball_point(centres, limit_m + 1e-6, return_sorted=True)
    for j, rows in zip(found, hits, strict=True):
        columns[j] = placed[np.asarray(rows, dtype=np.int64)].astype(np.int32)
    return columns
