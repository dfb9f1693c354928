"""Hemelsbreed: the straight line in RD New, the distance the monitor publishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    """Return the sorted rows of the points within the limit, per destination.

    Points in a strip to either side are tried: with many points per postcode the lists
    that a tree would give take more memory than all the distances that are kept.
    """
    placed = np.flatnonzero(points.is_placed)
    order = placed[np.argsort(points.x_m[placed], kind="stable")].astype(np.int32)
    x_m, y_m = points.x_m[order], points.y_m[order]
    # A micrometre of slack: the exact rule is applied to whole centimetres later.
    far_m = limit_m + 1e-6
    first = np.searchsorted(x_m, destinations.x_m - far_m, side="left")
    last = np.searchsorted(x_m, destinations.x_m + far_m, side="right")
    columns = [np.empty(0, np.int32)] * len(destinations)
    for j in np.flatnonzero(destinations.is_placed):
        strip = slice(first[j], last[j])
        away_m2 = (x_m[strip] - destinations.x_m[j]) ** 2
        away_m2 += (y_m[strip] - destinations.y_m[j]) ** 2
        columns[j] = np.sort(order[strip][away_m2 <= far_m**2])
    return columns
