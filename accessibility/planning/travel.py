"""Travel between places for planning: straight, over roads, or by the timetable."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.codes import DEFAULT_BELLS, Mode, Unit
from accessibility.errors import UsageError
from accessibility.headers import transit_notes
from accessibility.questions import Question
from accessibility.reach_table import CM_PER_M, DS_PER_S, NOT_FOUND, Status, lacks_unit
from accessibility.roads import (
    TravelPairs,
    check_region,
    distance_matrix,
    pairs_of,
    road_reach_table,
    snap,
)
from accessibility.straight_line import straight_line_table
from accessibility.tours import NO_ROAD, Drives
from accessibility.transit import (
    service_of,
    transit_reach_table,
    walks_between,
    ways_of,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.places import Points
    from accessibility.roads import RoadNetwork
    from accessibility.snapshot import Snapshot

_NO_DRIVING: Final = (
    "vehicles drive over roads, not by public transport: use --mode car"
)
_VISIT: Final = "a visit by public transport is taken to begin at a bell of school"
_NO_TIME: Final = (
    "a straight line takes no time: --unit s needs --mode bike, walk or car"
)


@dataclass(frozen=True)
class Measured:
    """Travel between places, and what a reader must know of how it was measured.

    Parameters
    ----------
    pairs
        Pairs within the limit.
    notes
        Origins without a place on the roads, where there are any, and how public
        transport was counted.
    """

    pairs: TravelPairs
    notes: tuple[str, ...] = ()


def travel_between(
    snapshot: Snapshot,
    origins: Points,
    destinations: Points,
    *,
    mode: Mode,
    limit: float,
    unit: Unit = Unit.METRES,
) -> Measured:
    """Measure the way from origins to destinations, up to a limit.

    Parameters
    ----------
    snapshot
        Holds the roads, and the timetable.
    origins, destinations
        In EPSG:28992.
    mode
        Straight line, the network to go over, or public transport: the median lead
        before the usual bells.
    limit
        Largest cost kept, in `unit`, inclusive.
    unit
        What is minimised and limited: metres, or seconds over the road.

    Raises
    ------
    UsageError
        If the snapshot has no roads for the mode, or it is not measured in the unit.
    MissingDataError
        If it has no timetable for public transport.
    """
    if mode is Mode.STRAIGHT:
        if unit is Unit.SECONDS:
            raise UsageError(_NO_TIME)
        table = straight_line_table(origins, destinations, limit_m=limit)
        return Measured(pairs_of(table))
    if not mode.knows(unit):
        raise UsageError(lacks_unit(mode, unit))
    if mode is Mode.OV:
        return _by_timetable(snapshot, origins, destinations, limit)
    network = roads_for(snapshot, mode)
    table = road_reach_table(network, origins, destinations, unit=unit, limit=limit)
    return Measured(pairs_of(table, unit=unit), _without_way(table.status, mode))


def _without_way(status: NDArray[np.uint8], mode: Mode) -> tuple[str, ...]:
    """Say how many places lie where no roads are known, and how many at no road."""
    outside = int((status == Status.OUTSIDE).sum())
    off = int((status != Status.OK).sum()) - outside
    told = {
        f"{outside} places lie beyond the roads for {mode.value} that are known: what "
        "they reach cannot be said": outside,
        f"{off} places lie at no road for {mode.value}, and reach nothing": off,
    }
    return tuple(note for note, many in told.items() if many)


def _by_timetable(
    snapshot: Snapshot, origins: Points, destinations: Points, limit_s: float
) -> Measured:
    """Measure leads before the usual bells, up to a limit in seconds."""
    rule = replace(DEFAULT_BELLS, limit_s=ceil(limit_s))
    day, walk = snapshot.timetable, snapshot.network(Mode.WALK)
    ways = ways_of(day, origins, destinations, {Mode.WALK: walk}, rule)
    service = service_of(day, walks_between(day, walk, rule), rule)
    table = transit_reach_table(day, service, ways, (origins, destinations), rule)
    asked = Question(mode=Mode.OV, unit=Unit.SECONDS, within=(limit_s,))
    notes = (_VISIT, *transit_notes(snapshot, asked, rule))
    off = int((table.status != Status.OK).sum())
    told = (f"{off} places lie beyond the streets or the timetable",) if off else ()
    return Measured(pairs_of(table, unit=Unit.SECONDS), (*notes, *told))


def road_drives(network: RoadNetwork, stops: Points) -> Drives:
    """Measure driving between all stops over the road, by the fastest way.

    Parameters
    ----------
    network
        Roads for cars.
    stops
        Depots and schools, in the network's system.

    Returns
    -------
    Drives
        Whole seconds and metres, rounded up; `NO_ROAD` where no way exists or a stop
        lies at no road.
    """
    placed = snap(stops, network)
    check_region(stops, network)
    matrix = distance_matrix(network, placed, placed, unit=Unit.SECONDS)
    seconds = _whole(matrix.time_ds, DS_PER_S)
    metres = _whole(matrix.distance_cm, CM_PER_M)
    outside = frozenset(stops.ids[placed.status == Status.OUTSIDE].tolist())
    return Drives(stops.ids, seconds, metres, outside)


def _whole(values: NDArray[np.int32], scale: int) -> NDArray[np.int64]:
    """Round up to whole seconds or metres; a stop is no way from itself."""
    whole = np.where(values == NOT_FOUND, NO_ROAD, -(-values.astype(np.int64) // scale))
    np.fill_diagonal(whole, 0)
    return whole


def roads_for(snapshot: Snapshot, mode: Mode) -> RoadNetwork:
    """Return the network of a mode.

    Raises
    ------
    UsageError
        If the snapshot has no roads for it, or the mode is a straight line or public
        transport.
    """
    if mode is Mode.OV:
        raise UsageError(_NO_DRIVING)
    if mode not in snapshot.roads:
        held = ", ".join(each.value for each in snapshot.modes)
        message = (
            f"mode {mode.value!r} needs roads, and snapshot "
            f"{snapshot.manifest.name!r} has none for it (it has {held}): build it "
            "with a source of kind osm, or use --mode straight"
        )
        raise UsageError(message)
    return snapshot.roads[mode]
