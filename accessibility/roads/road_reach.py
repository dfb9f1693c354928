"""Distances over the road: bounded searches from destinations back to homes.

The way is the way to school: searches run against the direction of travel, so one-way
streets count. An answer depends on the pair alone, never on the others asked with it.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from accessibility.codes import Unit
from accessibility.errors import UsageError
from accessibility.reach_table import (
    CM_PER_M,
    DEFAULT_LIMIT_M,
    DS_PER_S,
    NOT_FOUND,
    ReachTable,
)
from accessibility.roads.attached import (
    Attached,
    Centre,
    Sheet,
    attached,
    centres,
    column,
    read_points,
    sheet_for,
)
from accessibility.roads.coverage import Coverage, coverage_of, to_edge_m
from accessibility.roads.network import COST_BITS, Arcs, Direction, RoadNetwork
from accessibility.roads.search import (
    Seeds,
    Spread,
    Workspace,
    clean,
    search,
    spread_of,
    workspace_for,
)
from accessibility.roads.snapping import (
    DEFAULT_SNAP,
    Legs,
    SnappedPoints,
    SnapRule,
    check_region,
    legs,
    snap,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from accessibility.places import Points

MAX_UNITS: Final = (1 << 29) - 1
"""Largest cost in whole centimetres or deciseconds: 5 368 km, or 621 days."""

Column = tuple["NDArray[np.int32]", "NDArray[np.int32]", "NDArray[np.int32]"]

_NOTHING: Final = np.empty(0, np.int32)
_EMPTY: Final[Column] = (_NOTHING, _NOTHING, _NOTHING)


def road_reach_table(
    network: RoadNetwork,
    points: Points,
    destinations: Points,
    *,
    unit: Unit = Unit.METRES,
    limit: float = DEFAULT_LIMIT_M,
    rule: SnapRule = DEFAULT_SNAP,
    workers: int | None = None,
) -> ReachTable:
    """Measure the way over the road from points to destinations, up to a limit.

    Parameters
    ----------
    network
        Roads of one mode.
    points, destinations
        Where people live and where they go, in the network's metric system.
    unit
        What is minimised and limited: metres or seconds.
    limit
        Largest cost kept, in `unit`, inclusive.
    rule
        How points get onto the road.
    workers
        Threads, all cores if None; the answer does not depend on it.

    Returns
    -------
    ReachTable
        Points without a place on the network have a status and no entries.

    Raises
    ------
    CrsError, NetworkError
        If points and network do not belong together: other systems, other regions.
    UsageError
        If the limit is not a number above zero.
    """
    threads = threads_of(workers)
    homes = snap(points, network, rule, workers=threads)
    check_region(points, network)
    prepared = prepare_reach(network, homes, unit=unit, limit=limit)
    return prepared.table(snap(destinations, network, rule), workers=threads)


@dataclass(frozen=True, eq=False)
class PreparedReach:
    """Points on a network, ready to be reached from any place: see `prepare_reach`.

    Parameters
    ----------
    network
        Roads of one mode.
    points
        Points placed on them.
    direction
        `TO`: the points are homes, searched from destinations against the direction of
        travel; `FROM`: the points are destinations, searched from homes.
    unit
        What is minimised.
    limit
        Largest cost kept, in `unit`, inclusive; infinite for none.
    """

    network: RoadNetwork
    points: SnappedPoints
    direction: Direction
    unit: Unit
    limit: float
    _arcs: Arcs = field(repr=False)
    _slots: Attached = field(repr=False)
    _idle: SimpleQueue[Desk] = field(default_factory=SimpleQueue, repr=False)

    def table(
        self, destinations: SnappedPoints, *, workers: int | None = None
    ) -> ReachTable:
        """Return the reach table to some destinations: one bounded search each.

        Parameters
        ----------
        destinations
            Placed on the same network.
        workers
            Threads, all cores if None; the answer does not depend on it.
        """
        # Neighbours after one another: what the one read, the next finds in the cache.
        order = np.argsort(destinations.link, kind="stable").tolist()
        columns = [_EMPTY] * len(destinations)
        found = self.columns(destinations, threads_of(workers), order)
        for j, one in zip(order, found, strict=True):
            columns[j] = one
        indptr = np.zeros(len(columns) + 1, np.int64)
        np.cumsum([len(rows) for rows, _, _ in columns], out=indptr[1:])
        point, cost, other = _joined(columns, int(indptr[-1]))
        coverage = coverage_of(self.network)
        by_metres = self.unit is Unit.METRES
        return ReachTable(
            mode=self.network.mode,
            unit=self.unit,
            limit=self.limit,
            point_ids=self.points.points.ids,
            destination_ids=destinations.points.ids,
            indptr=indptr,
            point=point,
            distance_cm=cost if by_metres else other,
            time_ds=other if by_metres else cost,
            status=self.points.status,
            point_component=self.points.component,
            destination_component=destinations.component,
            point_edge_m=_to_edge_m(self.points, coverage),
            destination_edge_m=_to_edge_m(destinations, coverage),
        )

    def columns(
        self,
        places: SnappedPoints,
        threads: int,
        order: Sequence[int] | None = None,
    ) -> Iterator[Column]:
        """Search from each place and yield rows, cost and other quantity.

        Parameters
        ----------
        places
            Placed on the network.
        threads
            How many search at once.
        order
            Rows of the places in the order to yield them in, their own if None.
        """
        leaving = self.direction is Direction.FROM
        way = legs(places, self.network, self.unit, leaving=leaving)
        around = centres(places, self._slots, self.unit)
        limit = label_limit(self.limit, self.unit)
        is_ok = places.is_ok

        def column_of(j: int) -> Column:
            if not is_ok[j]:
                return _EMPTY
            desk = self._desk()
            one = slice(j, j + 1)
            ends = Legs(way.start[one], way.end[one])
            seeds = seeds_of(self.network, places.link[one], ends, self.direction)
            found = _column(self._arcs, seeds, limit, desk, self._slots, around[j])
            self._idle.put(desk)
            return found

        rows = range(len(places)) if order is None else order
        if threads == 1 or len(rows) == 1:
            yield from map(column_of, rows)
            return
        with ThreadPoolExecutor(threads) as pool:
            yield from pool.map(column_of, rows)

    def _desk(self) -> Desk:
        """Take a desk that nobody sits at, or set up a new one."""
        try:
            return self._idle.get_nowait()
        except Empty:
            sheet = sheet_for(self._slots, len(self.points))
            spread = _spread(self.network, self.direction, self.unit)
            return Desk(workspace_for(self._arcs, spread=spread), sheet)


def _spread(network: RoadNetwork, direction: Direction, unit: Unit) -> Spread:
    """Return how much the roads of a network cost; those of an edit are few."""

    def found() -> Spread:
        if network.origin is None:
            return spread_of(network.arcs(direction, unit))
        before = network.origin.network
        typical, longest = _spread(before, direction, unit)
        new = slice(before.n_links, None)
        cost = network.link_length_cm[new]
        if unit is Unit.SECONDS:
            there, back = network.link_forward_ds[new], network.link_backward_ds[new]
            cost = np.concatenate([there, back])
        most = cost[cost != NOT_FOUND].max(initial=0)
        return Spread(typical, max(longest, int(most)))

    return network.derived(("spread", direction, unit), found)


def _to_edge_m(places: SnappedPoints, coverage: Coverage) -> NDArray[np.float64]:
    """Return the way to the edge: 0 where it may cut off the own street of a place.

    A place that is not known is not outside.
    """
    way_m = to_edge_m(places.points, coverage)
    own_m = places.rule.max_m + places.rule.min_component_m
    return np.where(places.points.is_placed & ~(way_m < own_m), way_m, 0.0)


def prepare_reach(
    network: RoadNetwork,
    points: SnappedPoints,
    *,
    unit: Unit = Unit.METRES,
    limit: float = DEFAULT_LIMIT_M,
    direction: Direction = Direction.TO,
) -> PreparedReach:
    """Make everything ready that does not depend on where a search starts.

    Parameters
    ----------
    network
        Roads of one mode.
    points
        Points placed on them.
    unit
        What is minimised.
    limit
        Largest cost kept, in `unit`, inclusive; infinite for none.
    direction
        `TO` if the points are where people come from, `FROM` if where they go.

    Raises
    ------
    UsageError
        If the limit is not above zero.
    """
    label_limit(limit, unit)
    arcs = network.arcs(direction, unit)
    slots = attached(points, network, direction, unit)
    return PreparedReach(network, points, direction, unit, limit, arcs, slots)


def label_limit(limit: float, unit: Unit) -> int:
    """Return the largest label within a limit.

    Raises
    ------
    UsageError
        If the limit is not above zero.
    """
    if not limit > 0:
        message = f"a limit must be above 0 {unit.value}, not {limit:g}"
        raise UsageError(message)
    scale = CM_PER_M if unit is Unit.METRES else DS_PER_S
    units = MAX_UNITS if limit * scale >= MAX_UNITS else round(limit * scale)
    return (units << COST_BITS) | ((1 << COST_BITS) - 1)


def threads_of(workers: int | None) -> int:
    """Return how many threads to use: all cores the process may use if None.

    Raises
    ------
    UsageError
        If fewer than one is asked for.
    """
    if workers is None:
        return len(os.sched_getaffinity(0))
    if workers < 1:
        message = f"at least 1 worker is needed, not {workers}"
        raise UsageError(message)
    return workers


class Desk(NamedTuple):
    """Working memory of one thread: to search, and to read off."""

    work: Workspace
    sheet: Sheet


def seeds_of(
    network: RoadNetwork, link: NDArray[np.int32], way: Legs, direction: Direction
) -> Seeds:
    """Return the ends of links as seeds, each owned by its place's number.

    A search to a place begins where its link is entered, one from a place where it is
    left.
    """
    owner = np.arange(len(link), dtype=np.int32)
    ends = (network.link_start, network.link_end)
    if direction is Direction.TO:
        ends = network.link_tails
    return Seeds(
        np.concatenate([ends[0][link], ends[1][link]]),
        np.concatenate([way.start, way.end]),
        np.concatenate([owner, owner]),
    )


def _column(
    arcs: Arcs, seeds: Seeds, limit: int, desk: Desk, slots: Attached, centre: Centre
) -> Column:
    """Search, read off the points, and leave the desk clean."""
    search(arcs, seeds, limit, desk.work)
    n = read_points(desk.work, slots, centre, limit, desk.sheet)
    clean(desk.work)
    return column(desk.sheet, n)


def _joined(columns: list[Column], total: int) -> Column:
    """Put columns one after the other, letting go of each once it is copied."""
    out = tuple(np.empty(total, np.int32) for _ in range(3))
    at = 0
    for j, parts in enumerate(columns):
        for whole, part in zip(out, parts, strict=True):
            whole[at : at + len(part)] = part
        at += len(parts[0])
        columns[j] = _EMPTY
    return out[0], out[1], out[2]
