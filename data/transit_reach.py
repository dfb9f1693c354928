"""Reach by public transport of a snapshot, kept beside it on disk.

The compiled search takes seconds to import; commands that ask for something else must
not wait for it, so it is imported where it is used.
"""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

import os
from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from accessibility.codes import Mode
from accessibility.errors import DataError
from accessibility.places import points_of
from accessibility.snapshot import METHOD_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from accessibility.codes import BellRule
    from accessibility.counting import Students
    from accessibility.places import Points
    from accessibility.reach_table import ReachTable
    from accessibility.snapshot import Snapshot
    from accessibility.transit import MedianJourney, TransitDay, Walks, Ways

REACH: Final = "reach"
WAYS: Final = "ways"
_LEGS: Final = ("access", "egress", "walk")


def transit_reach(
    snapshot: Snapshot, students: Students, rule: BellRule, limit: float
) -> ReachTable:
    """Return the reach table by public transport, kept under what it depends on.

    Parameters
    ----------
    snapshot
        Gives timetable, streets and vestigingen.
    students
        Gives the homes.
    rule
        What counts as being in time.
    limit
        Longest lead kept, in seconds, inclusive.

    Raises
    ------
    MissingDataError
        If the snapshot holds no timetable, or no streets to walk to stops.
    """
    from accessibility.transit import service_of, transit_reach_table
    from data.array_store import digest
    from data.reach_store import stored_reach
    from data.transit_store import transit_digest

    rule = replace(rule, limit_s=ceil(limit))
    day = snapshot.timetable
    places = students.points, points_of(snapshot.vestigingen, "brin6")

    def compute() -> ReachTable:
        ways, walks = transit_ways(snapshot, students, rule, home=rule.homeward)
        service = service_of(day, walks, rule)
        workers = len(os.sched_getaffinity(0))
        return transit_reach_table(day, service, ways, places, rule, workers=workers)

    if snapshot.folder is None:
        return compute()
    about = f"{METHOD_VERSION} {transit_digest(day)} {_roads(snapshot, rule)} {rule!r}"
    key = digest(_arrays_of(*places), about=about)
    try:
        return stored_reach(snapshot.folder / REACH, key, compute)
    except OSError:
        # A read-only or full disk costs time, not the answer.
        return compute()


def transit_journey(
    snapshot: Snapshot, students: Students, rule: BellRule, home: int, school: int
) -> MedianJourney | None:
    """Return the journey of the median bell; None if there is none up to the limit.

    Parameters
    ----------
    snapshot, students, rule
        As in `transit_reach`.
    home, school
        Row of the point of students, and of the vestiging.
    """
    from accessibility.transit import median_journey, service_of

    ways, walks = transit_ways(snapshot, students, rule)
    service = service_of(snapshot.timetable, walks, rule)
    return median_journey(service, ways, home, school, rule)


def transit_ways(
    snapshot: Snapshot, students: Students, rule: BellRule, *, home: bool = False
) -> tuple[Ways, Walks]:
    """Return the ways on foot and by bicycle, kept under what they depend on.

    Parameters
    ----------
    snapshot, students, rule
        As in `transit_reach`.
    home
        Those of the way home: from stops to homes, from schools to stops.
    """
    from accessibility.transit import walks_between, ways_of
    from data.array_store import digest

    day, walk = snapshot.timetable, snapshot.network(Mode.WALK)
    roads = {mode: snapshot.network(mode) for mode in {Mode.WALK, rule.access}}
    homes, schools = students.points, points_of(snapshot.vestigingen, "brin6")

    def measure() -> dict[str, NDArray[Any]]:
        ways = ways_of(day, homes, schools, roads, rule, home=home)
        return _as_arrays(ways, walks_between(day, walk, rule))

    if snapshot.folder is None:
        return _from_arrays(measure())
    caps = (rule.access, rule.walk_m, rule.bike_m, rule.park_s, rule.foot_s)
    about = (
        f"{METHOD_VERSION} {_roads(snapshot, rule)} {caps!r} {rule.snap_m!r} "
        f"{rule.limit_s} {home}"
    )
    arrays = _arrays_of(homes, schools) | _stops_of(day)
    key = digest(arrays, about=about)
    return _from_arrays(_kept(snapshot.folder / WAYS / key, measure))


def _kept(
    folder: Path, make: Callable[[], dict[str, NDArray[Any]]]
) -> dict[str, NDArray[Any]]:
    from data.array_store import read_arrays, write_arrays

    try:
        return read_arrays(folder, "ways to stops")[0]
    except DataError:
        arrays = make()
    try:
        write_arrays(folder, arrays, {})
    except OSError:
        # A read-only or full disk costs time, not the answer.
        return arrays
    return arrays


def _roads(snapshot: Snapshot, rule: BellRule) -> str:
    """Return the fingerprint of the streets one walks and cycles on to stops."""
    from data.network_store import network_digest

    modes = sorted({Mode.WALK, rule.access})
    return " ".join(network_digest(snapshot.network(mode)) for mode in modes)


def _arrays_of(homes: Points, schools: Points) -> dict[str, NDArray[Any]]:
    return {
        f"{side}_{name}": values
        for side, some in (("from", homes), ("to", schools))
        for name, values in (("ids", some.ids), ("x", some.x_m), ("y", some.y_m))
    }


def _stops_of(day: TransitDay) -> dict[str, NDArray[Any]]:
    return {
        "stop_x": day.stops.x_m,
        "stop_y": day.stops.y_m,
        "stop_on": day.is_used,
        "stop_off": day.is_left,
    }


def _as_arrays(ways: Ways, walks: Walks) -> dict[str, NDArray[Any]]:
    legs = {
        f"{name}_{field}": values
        for name in _LEGS
        for field, values in getattr(ways, name)._asdict().items()
    }
    between = {f"walks_{field}": values for field, values in walks._asdict().items()}
    return {**legs, **between, "status": ways.status}


def _from_arrays(arrays: dict[str, NDArray[Any]]) -> tuple[Ways, Walks]:
    from accessibility.transit import Legs, Walks, Ways

    def part(name: str, fields: tuple[str, ...]) -> list[NDArray[Any]]:
        # Plain arrays that cannot be written: the search is one for kept and made.
        return [_plain(arrays[f"{name}_{field}"]) for field in fields]

    access, egress, walk = (Legs(*part(name, Legs._fields)) for name in _LEGS)
    walks = Walks(*part("walks", Walks._fields))
    return Ways(access, egress, walk, np.asarray(arrays["status"])), walks


def _plain(values: NDArray[Any]) -> NDArray[Any]:
    plain = np.asarray(values).view()
    plain.flags.writeable = False
    return plain
