"""Ways on foot and by bicycle: to stops, from stops to schools, between stops.

They run over the road network, never in circles. Seconds are rounded up, so that
nobody is promised a bus that just leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from accessibility.codes import Mode, Unit
from accessibility.places import Points
from accessibility.reach_table import DS_PER_S
from accessibility.roads import Direction, SnapRule, prepare_reach, snap
from accessibility.transit.bells import Ways
from accessibility.transit.day import FORBIDDEN, UNSAID
from accessibility.transit.search import Legs, legs_of
from accessibility.transit.timetable import NO_CHANGE_S, Changes, changes_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from accessibility.codes import BellRule
    from accessibility.reach_table import ReachTable
    from accessibility.roads import RoadNetwork
    from accessibility.transit.day import TransitDay


class Walks(NamedTuple):
    """Walks between stops over the streets, int32 each."""

    start: NDArray[np.int32]
    end: NDArray[np.int32]
    seconds: NDArray[np.int32]


def is_near_street(
    stops: Points, walk: RoadNetwork, rule: BellRule
) -> NDArray[np.bool_]:
    """Tell which stops have a street near enough to be walked to.

    Parameters
    ----------
    stops
        In the network's metric system.
    walk
        Streets one may walk on.
    rule
        Its `snap_m` decides.
    """
    return snap(stops, walk, SnapRule(max_m=rule.snap_m)).is_ok


def ways_of(
    day: TransitDay,
    homes: Points,
    schools: Points,
    roads: Mapping[Mode, RoadNetwork],
    rule: BellRule,
    *,
    home: bool = False,
) -> Ways:
    """Measure the ways that are not ridden.

    Parameters
    ----------
    day
        Its stops in use are walked to.
    homes, schools
        In the networks' metric system.
    roads
        Networks by mode: `WALK`, and `BIKE` if the rule goes to a stop by bicycle.
    rule
        How far one goes.
    home
        Measure the way home: from stops to homes, from schools to stops.
    """
    walk = roads[Mode.WALK]
    stops = np.flatnonzero(day.is_used | day.is_left)
    stops = stops[is_near_street(_some(day.stops.points, stops), walk, rule)]
    places = _some(day.stops.points, stops)
    by_bike = rule.access is Mode.BIKE
    to_stop = _measured(
        roads[rule.access],
        homes,
        places,
        limit=rule.bike_m if by_bike else rule.walk_m,
        back=home,
    )
    from_stop = _measured(walk, places, schools, limit=rule.walk_m, back=home)
    all_the_way = _measured(
        walk, homes, schools, unit=Unit.SECONDS, limit=rule.limit_s, back=home
    )
    extra_s = rule.park_s if by_bike else 0
    near = _legs(from_stop)
    return Ways(
        _at_rows(_legs(to_stop, extra_s), stops, len(day.stops.ids)),
        Legs(near.ptr, stops[near.other].astype(np.int32), near.seconds),
        _legs(all_the_way),
        all_the_way.status,
    )


def walks_between(day: TransitDay, walk: RoadNetwork, rule: BellRule) -> Walks:
    """Measure the walks between stops, up to `rule.foot_s`."""
    used = np.flatnonzero(day.is_used | day.is_left)
    stops = used[is_near_street(_some(day.stops.points, used), walk, rule)]
    places = _some(day.stops.points, stops)
    found = _legs(_measured(walk, places, places, unit=Unit.SECONDS, limit=rule.foot_s))
    end = np.repeat(np.arange(len(stops)), np.diff(found.ptr))
    other = found.other != end
    return Walks(
        stops[found.other[other]].astype(np.int32),
        stops[end[other]].astype(np.int32),
        found.seconds[other],
    )


def changes_for(day: TransitDay, walks: Walks, rule: BellRule) -> Changes:
    """Return what every change takes.

    What the feed says of two stops counts before anything else; then platforms of one
    station take its change time; then one walks over the streets.

    Parameters
    ----------
    day
        Stops and what the feed says of changes.
    walks
        Between stops over the streets.
    rule
        `change_s` counts where the feed is silent.
    """
    said = day.stops.change_s
    change_s = np.where(said == UNSAID, rule.change_s, said)
    change_s = np.where(said == FORBIDDEN, NO_CHANGE_S, change_s).astype(np.int32)
    within = _within_stations(day.stops.station)
    sources = (day.transfers, within, walks)
    start, end, seconds = (
        np.concatenate(parts) for parts in zip(*sources, strict=True)
    )
    pair = start.astype(np.int64) * len(change_s) + end
    _, first = np.unique(pair, return_index=True)
    kept = first[seconds[first] != FORBIDDEN]
    return changes_of(change_s, start[kept], end[kept], seconds[kept])


def _within_stations(station: NDArray[np.int32]) -> Walks:
    """Join the platforms of each station by walks of no time of their own."""
    order = np.flatnonzero(station >= 0)
    order = order[np.argsort(station[order], kind="stable")]
    groups = np.split(order, np.flatnonzero(np.diff(station[order])) + 1)
    pairs = [
        np.stack([np.repeat(some, len(some)), np.tile(some, len(some))])
        for some in groups
    ]
    start, end = np.concatenate(pairs, axis=1).astype(np.int32)
    apart = start != end
    return Walks(start[apart], end[apart], np.zeros(int(apart.sum()), np.int32))


def _some(points: Points, rows: NDArray[np.int64]) -> Points:
    return Points(points.ids[rows], points.x_m[rows], points.y_m[rows], points.epsg)


def _measured(
    network: RoadNetwork,
    points: Points,
    destinations: Points,
    *,
    unit: Unit = Unit.METRES,
    limit: float,
    back: bool = False,
) -> ReachTable:
    """Measure points against destinations; with `back` the way runs the other way."""
    direction = Direction.FROM if back else Direction.TO
    placed = snap(points, network)
    ready = prepare_reach(network, placed, unit=unit, limit=limit, direction=direction)
    return ready.table(snap(destinations, network))


def _legs(table: ReachTable, extra_s: int = 0) -> Legs:
    """Return a row of ways per destination, in whole seconds, rounded up."""
    seconds = -(-table.cost(Unit.SECONDS) // DS_PER_S) + extra_s
    return Legs(table.indptr, table.point, seconds.astype(np.int32))


def _at_rows(legs: Legs, rows: NDArray[np.int64], n_rows: int) -> Legs:
    """Return the same ways with row `i` moved to `rows[i]`; the others are empty."""
    row = np.repeat(rows, np.diff(legs.ptr)).astype(np.int32)
    return legs_of(row, legs, n_rows)
