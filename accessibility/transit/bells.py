"""The lead of every home and school over the bells: median, and how lucky one is.

The lead is the deadline minus the latest departure: the walk, the rides, the waits,
and the wait at school where the bus is early. One departure time would be a false
certainty, so it is taken over several bells; a percentile is always a lead that one
of the bells has.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from accessibility.reach_table import NOT_FOUND
from accessibility.roads import compiled
from accessibility.transit.search import (
    NEVER,
    Best,
    Desk,
    Legs,
    best_for,
    departures,
    desk_for,
)
from accessibility.transit.timetable import mirrored

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.codes import BellRule
    from accessibility.transit.timetable import Service

_PERCENTS: Final = (10, 50, 90)


def deadlines_of(rule: BellRule) -> NDArray[np.int32]:
    """Return when one must be at the school's door, ascending."""
    return np.array(rule.bells_s, np.int32) - np.int32(rule.buffer_s)


def starts_of(rule: BellRule) -> NDArray[np.int32]:
    """Return when one leaves the school's door, ascending."""
    return np.array(rule.ends_s, np.int32) + np.int32(rule.buffer_s)


class Ways(NamedTuple):
    """Ways that are not ridden.

    Parameters
    ----------
    access
        Between homes and stops, a row per stop.
    egress
        Between stops and schools, a row per school.
    walk
        Between homes and schools all the way, a row per school.
    status
        What became of each home when it was placed on the streets, uint8.
    """

    access: Legs
    egress: Legs
    walk: Legs
    status: NDArray[np.uint8]


class Leads(NamedTuple):
    """Lead per school and home, in seconds: those of school `j` are one stretch.

    Parameters
    ----------
    indptr
        Start of each school's entries, int64, shape `(n_schools + 1,)`.
    home
        Row of the home per entry, ascending within a school, int32.
    lucky_s, median_s, unlucky_s
        10th, 50th and 90th percentile over the bells, `NOT_FOUND` where too few are
        reached up to the limit, int32. An entry exists if `lucky_s` does.
    rides
        Rides of the journey with the median lead, uint8; 0 is walking.
    """

    indptr: NDArray[np.int64]
    home: NDArray[np.int32]
    lucky_s: NDArray[np.int32]
    median_s: NDArray[np.int32]
    unlucky_s: NDArray[np.int32]
    rides: NDArray[np.uint8]


def leads(
    service: Service,
    ways: Ways,
    rule: BellRule,
    *,
    workers: int = 1,
) -> Leads:
    """Return the lead of the way to school for all homes and schools.

    Parameters
    ----------
    service
        What runs, and how one changes.
    ways
        From homes to stops, from stops to schools, from homes to schools.
    rule
        What counts as being in time.
    workers
        Threads; the answer does not depend on it.
    """
    return _over_schools(service, ways, deadlines_of(rule), rule, workers)


def leads_home(
    service: Service,
    ways: Ways,
    rule: BellRule,
    *,
    workers: int = 1,
) -> Leads:
    """Return the lead of the way home: arrival at home minus leaving school.

    Parameters
    ----------
    service, rule, workers
        As for `leads`.
    ways
        From stops to homes, from schools to stops, from schools to homes.
    """
    deadlines = -starts_of(rule)[::-1]
    return _over_schools(mirrored(service), ways, deadlines, rule, workers)


def _over_schools(
    service: Service,
    ways: Ways,
    deadlines: NDArray[np.int32],
    rule: BellRule,
    workers: int,
) -> Leads:
    idle: SimpleQueue[tuple[Desk, Best]] = SimpleQueue()
    deadlines = np.ascontiguousarray(deadlines)

    def one(school: int) -> _Column:
        try:
            desk, best = idle.get_nowait()
        except Empty:
            desk = desk_for(service, rule.rides)
            best = best_for(len(ways.status), len(deadlines))
        _walk_all_the_way(school, ways.walk, deadlines, rule.limit_s, best)
        departures(service, ways.egress, ways.access, school, deadlines,
            rule.limit_s, desk, best,
        )  # fmt: skip
        column = _spread(best, deadlines, _ranks(len(deadlines)))
        idle.put((desk, best))
        return column

    schools = range(len(ways.egress.ptr) - 1)
    if workers == 1:
        return _joined([one(school) for school in schools])
    with ThreadPoolExecutor(workers) as pool:
        return _joined(list(pool.map(one, schools)))


_Column = tuple[
    "NDArray[np.int32]",
    "NDArray[np.int32]",
    "NDArray[np.int32]",
    "NDArray[np.int32]",
    "NDArray[np.uint8]",
]


def _ranks(n_bells: int) -> NDArray[np.int64]:
    """Rows of the 10th, 50th and 90th percentile among sorted leads.

    The smallest lead that at least so many per cent of the bells do not exceed.
    """
    return np.array([-(-percent * n_bells // 100) - 1 for percent in _PERCENTS])


@compiled
def _walk_all_the_way(
    school: int,
    walk: Legs,
    deadlines: NDArray[np.int32],
    limit_s: int,
    best: Best,
) -> None:
    """Let everyone near enough walk: a journey without rides, in time for any bell."""
    for i in range(walk.ptr[school], walk.ptr[school + 1]):
        h, walk_s = walk.other[i], walk.seconds[i]
        if walk_s > limit_s:
            continue
        best.is_found[h] = True
        for bell in range(len(deadlines)):
            best.departure_s[h, bell] = deadlines[bell] - walk_s


@compiled
def _spread(
    best: Best, deadlines: NDArray[np.int32], ranks: NDArray[np.int64]
) -> tuple[
    NDArray[np.int32],
    NDArray[np.int32],
    NDArray[np.int32],
    NDArray[np.int32],
    NDArray[np.uint8],
]:
    """Reduce the bells of one school to percentiles, and leave `best` empty."""
    n = 0
    for h in range(len(best.is_found)):
        n += best.is_found[h]
    home = np.empty(n, np.int32)
    spread = np.empty((3, n), np.int32)
    rides = np.empty(n, np.uint8)
    lead = np.empty(len(deadlines), np.int32)
    n = 0
    for h in range(len(best.is_found)):
        if not best.is_found[h]:
            continue
        for bell in range(len(deadlines)):
            t = best.departure_s[h, bell]
            lead[bell] = NOT_FOUND if t == NEVER else deadlines[bell] - t
        order = np.argsort(lead, kind="mergesort")
        if lead[order[ranks[0]]] < NOT_FOUND:
            home[n] = h
            for i in range(3):
                spread[i, n] = lead[order[ranks[i]]]
            rides[n] = best.rides[h, order[ranks[1]]]
            n += 1
        best.is_found[h] = False
        best.departure_s[h] = NEVER
        best.rides[h] = 0
    return home[:n], spread[0, :n], spread[1, :n], spread[2, :n], rides[:n]


def _joined(columns: list[_Column]) -> Leads:
    """Put the schools one after the other."""
    sizes = [len(column[0]) for column in columns]
    indptr = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])
    if not columns:
        empty = np.empty(0, np.int32)
        return Leads(indptr, empty, empty, empty, empty, empty.astype(np.uint8))
    joined = [np.concatenate(parts) for parts in zip(*columns, strict=True)]
    return Leads(indptr.astype(np.int64), *joined)
