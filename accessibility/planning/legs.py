"""The legs of a tour as lines: along the road where it is known, straight elsewhere."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import shapely

from accessibility.codes import Mode, Unit
from accessibility.places import Points
from accessibility.planning.travel import roads_for
from accessibility.roads import route, snap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accessibility.planning.tour import Tour
    from accessibility.snapshot import Snapshot

LEG_COLUMNS: Final = ("date", "bus", "order", "start", "end", "on_road")
_TOLERANCE_M: Final = 8.0
"""Bends nearer to a straight line than this are left out of a drawing."""

_SLACK_S: Final = 2.0


def tour_legs(snapshot: Snapshot, tour: Tour) -> gpd.GeoDataFrame:
    """Return every leg of every day, from depot by the schools to depot.

    Returns
    -------
    geopandas.GeoDataFrame
        One row per leg: `date`, `bus`, `order` on the day, `start` and `end` stop,
        `on_road` (the line follows the road), and a line in the system of the stops.
    """
    lines = _Lines(snapshot, tour)
    rows = [
        (day, bus, order, start, end, *lines.between(start, end))
        for day, bus, stops in _days(tour)
        for order, (start, end) in enumerate(pairwise(stops), start=1)
    ]
    columns = [*LEG_COLUMNS, "geometry"]
    return gpd.GeoDataFrame(rows, columns=columns, crs=tour.stops.epsg)


def _days(tour: Tour) -> Iterator[tuple[object, str, list[str]]]:
    """Yield the stops of each bus and day, the depot first and last."""
    depots = {bus.name: bus.depot for bus in tour.problem.buses}
    ordered = tour.plan.visits.sort_values("start_s")
    schools = ordered.groupby(["date", "bus"])["school"].agg(list)
    for day, bus in zip(tour.plan.days["date"], tour.plan.days["bus"], strict=True):
        yield day, bus, [depots[bus], *schools[day, bus], depots[bus]]


class _Lines:
    """Lines between stops, each searched once."""

    def __init__(self, snapshot: Snapshot, tour: Tour) -> None:
        self._row = {name: row for row, name in enumerate(tour.stops.ids.tolist())}
        self._stops = tour.stops
        self._seconds = tour.problem.drives.seconds
        by_car = tour.mode is Mode.CAR
        self._network = roads_for(snapshot, Mode.CAR) if by_car else None
        self._known: dict[tuple[str, str], tuple[bool, shapely.LineString]] = {}

    def between(self, start: str, end: str) -> tuple[bool, shapely.LineString]:
        if (start, end) not in self._known:
            self._known[start, end] = self._found(self._row[start], self._row[end])
        return self._known[start, end]

    def _found(self, start: int, end: int) -> tuple[bool, shapely.LineString]:
        x, y = self._stops.x_m[[start, end]], self._stops.y_m[[start, end]]
        straight = shapely.LineString(np.column_stack([x, y]))
        if self._network is None:
            return False, straight
        if start == end:  # a second half-day at the same school
            return True, straight
        limit = float(self._seconds[start, end]) + _SLACK_S
        doors = [snap(self._one(row), self._network) for row in (start, end)]
        way = route(self._network, *doors, unit=Unit.SECONDS, limit=limit)
        if way is None:
            return False, straight
        shape = shapely.LineString(np.column_stack([way.x_m, way.y_m]))
        return True, shapely.simplify(shape, _TOLERANCE_M)

    def _one(self, row: int) -> Points:
        stops = self._stops
        pick = slice(row, row + 1)
        return Points(stops.ids[pick], stops.x_m[pick], stops.y_m[pick], stops.epsg)
