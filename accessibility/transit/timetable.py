"""The timetable of one day as flat arrays: patterns of trips that never overtake.

Times are whole seconds after midnight of the service day; trips of the day before are
moved by minus 24 hours. A pattern is one line's sequence of stops, with the places
where one may get on and off, and trips in the order in which they run: whoever
departs later arrives later everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from accessibility.codes import DAY_S
from accessibility.roads import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

NO_CHANGE_S: Final = 1 << 28
"""Stands for a change that is forbidden: longer than any day."""


class Trips(NamedTuple):
    """Runs of vehicles: trip `i` calls at positions `ptr[i]:ptr[i + 1]`.

    Parameters
    ----------
    ptr
        Start of each trip's positions, int64, shape `(n_trips + 1,)`.
    stop
        Row of the stop per position, int32.
    arrive_s, depart_s
        Seconds after midnight, int32; they never go back along a trip.
    may_board, may_alight
        Where one may get on and off.
    line
        Row of the line per trip, int32, shape `(n_trips,)`.
    wait_s
        Longest wait for the next, where trips run every so often and not at fixed
        times; else 0, int32, shape `(n_trips,)`.
    """

    ptr: NDArray[np.int64]
    stop: NDArray[np.int32]
    arrive_s: NDArray[np.int32]
    depart_s: NDArray[np.int32]
    may_board: NDArray[np.bool_]
    may_alight: NDArray[np.bool_]
    line: NDArray[np.int32]
    wait_s: NDArray[np.int32]


class Timetable(NamedTuple):
    """Trips of one day by pattern; position `x` of pattern `p` is `pattern_ptr[p] + x`.

    Parameters
    ----------
    pattern_ptr
        Start of each pattern's positions, int32, shape `(n_patterns + 1,)`.
    stop, may_board, may_alight
        Per position.
    line
        Row of the line each pattern belongs to, int32.
    wait_s
        As in `Trips`, per pattern.
    n_trips
        Trips of each pattern, int32.
    time_ptr
        Start of each pattern's times, trip after trip, int64.
    arrive_s, depart_s
        Seconds after midnight, int32.
    at_ptr, at_pattern, at_position
        Stop by stop the positions that serve it, int32.
    """

    pattern_ptr: NDArray[np.int32]
    stop: NDArray[np.int32]
    may_board: NDArray[np.bool_]
    may_alight: NDArray[np.bool_]
    line: NDArray[np.int32]
    wait_s: NDArray[np.int32]
    n_trips: NDArray[np.int32]
    time_ptr: NDArray[np.int64]
    arrive_s: NDArray[np.int32]
    depart_s: NDArray[np.int32]
    at_ptr: NDArray[np.int32]
    at_pattern: NDArray[np.int32]
    at_position: NDArray[np.int32]

    @property
    def n_patterns(self) -> int:
        """Number of patterns."""
        return len(self.n_trips)

    @property
    def n_stops(self) -> int:
        """Number of stops, those that nothing serves included."""
        return len(self.at_ptr) - 1


class Changes(NamedTuple):
    """What it takes to go from one ride to the next.

    Parameters
    ----------
    change_s
        Needed between two rides at a stop, int32, shape `(n_stops,)`.
    foot_ptr
        Start of the walks that end at each stop, int32, shape `(n_stops + 1,)`.
    foot_from, foot_s
        Where each walk begins and how long it takes, int32.
    """

    change_s: NDArray[np.int32]
    foot_ptr: NDArray[np.int32]
    foot_from: NDArray[np.int32]
    foot_s: NDArray[np.int32]


class Waits(NamedTuple):
    """A wait before the first ride, beside what the timetable says.

    Parameters
    ----------
    end
        `AT_HOME` or `AT_SCHOOL`, where the first ride begins; `NOWHERE` for no wait.
    seconds
        Per pattern, int32; not read for `NOWHERE`.
    """

    end: int
    seconds: NDArray[np.int32]


NOWHERE: Final = 0
AT_HOME: Final = 1
AT_SCHOOL: Final = 2


class Service(NamedTuple):
    """What runs on a day, and what it takes to go from one ride to the next."""

    timetable: Timetable
    changes: Changes
    waits: Waits = Waits(NOWHERE, np.empty(0, np.int32))


def trips_of(
    rows: Sequence[Sequence[tuple[int, int, int, bool, bool]]],
    line: Sequence[int] | None = None,
    wait_s: Sequence[int] | None = None,
) -> Trips:
    """Return trips given call by call: stop, arrival, departure, on, off.

    Parameters
    ----------
    rows
        The calls of each trip; times in seconds.
    line
        Row of the line of each trip; one line for all if None.
    wait_s
        Longest wait of each trip; all run at fixed times if None.
    """
    flat = np.array([call for row in rows for call in row], np.int64).reshape(-1, 5)
    ptr = np.concatenate([[0], np.cumsum([len(row) for row in rows], dtype=np.int64)])
    lines = np.zeros(len(rows), np.int32) if line is None else np.asarray(line)
    waits = np.zeros(len(rows), np.int32) if wait_s is None else np.asarray(wait_s)
    return Trips(
        ptr.astype(np.int64),
        flat[:, 0].astype(np.int32),
        flat[:, 1].astype(np.int32),
        flat[:, 2].astype(np.int32),
        flat[:, 3].astype(np.bool_),
        flat[:, 4].astype(np.bool_),
        lines.astype(np.int32),
        waits.astype(np.int32),
    )


def timetable_of(trips: Trips, n_stops: int) -> Timetable:
    """Group trips into patterns in which no trip overtakes another.

    Parameters
    ----------
    trips
        Those of the day, and of the day before moved by minus 24 hours.
    n_stops
        Number of stops, those that nothing serves included.
    """
    if not len(trips.line):
        return _assembled(trips, np.empty(0, np.int64), np.empty(0, np.int32), n_stops)
    alike = _alike(trips, n_stops)
    ends = trips.ptr[1:] - 1
    order = np.lexsort((trips.arrive_s[ends], trips.depart_s[trips.ptr[:-1]], alike))
    group = _without_overtaking(order, alike, trips)
    # Stable: within a group the trips stay in the order in which they run.
    order = order[np.argsort(group[order], kind="stable")]
    return _assembled(trips, order, group[order], n_stops)


def _alike(trips: Trips, n_stops: int) -> NDArray[np.int64]:
    """Give trips of one line, with the same stops, flags and wait, the same number."""
    code = trips.stop * np.int64(4) + trips.may_board * 2 + trips.may_alight
    length = np.diff(trips.ptr)
    out = np.empty(len(length), np.int64)
    first = 0
    for width in np.unique(length):
        rows = np.flatnonzero(length == width)
        key = trips.line[rows] * np.int64(DAY_S + 1) + trips.wait_s[rows]
        for x in range(int(width)):
            key = pd.factorize(key)[0] * (4 * n_stops) + code[trips.ptr[rows] + x]
        out[rows] = first + pd.factorize(key)[0]
        first += len(rows)
    return out


@compiled
def _follows(trip: int, before: int, trips: Trips) -> bool:
    """Tell whether a trip is nowhere earlier than the one before it."""
    shift = trips.ptr[before] - trips.ptr[trip]
    for at in range(trips.ptr[trip], trips.ptr[trip + 1]):
        if trips.arrive_s[at] < trips.arrive_s[at + shift]:
            return False
        if trips.depart_s[at] < trips.depart_s[at + shift]:
            return False
    return True


@compiled
def _without_overtaking(
    order: NDArray[np.int64], alike: NDArray[np.int64], trips: Trips
) -> NDArray[np.int32]:
    """Give each trip to the first group of its like whose last trip it follows."""
    group = np.empty(len(order), np.int32)
    last = np.empty(len(order), np.int64)
    first = n_groups = 0
    for i in range(len(order)):
        trip = order[i]
        if i > 0 and alike[trip] != alike[order[i - 1]]:
            first = n_groups
        g = first
        while g < n_groups and not _follows(trip, last[g], trips):
            g += 1
        n_groups = max(n_groups, g + 1)
        group[trip] = g
        last[g] = trip
    return group


def _assembled(
    trips: Trips, order: NDArray[np.int64], group: NDArray[np.int32], n_stops: int
) -> Timetable:
    """Lay out trips, ordered by group, as patterns."""
    first = np.flatnonzero(np.diff(group, prepend=-1))
    leader = order[first]
    length = np.diff(trips.ptr)
    width = length[leader]
    calls = spans(trips.ptr[leader], width)
    times = spans(trips.ptr[order], length[order])
    size = np.diff(first, append=len(order))
    return with_positions(
        stop=trips.stop[calls],
        may_board=trips.may_board[calls],
        may_alight=trips.may_alight[calls],
        width=width,
        line=trips.line[leader],
        wait_s=trips.wait_s[leader],
        n_trips=size.astype(np.int32),
        arrive_s=trips.arrive_s[times],
        depart_s=trips.depart_s[times],
        n_stops=n_stops,
    )


def with_positions(  # noqa: PLR0913 - one array each
    *,
    stop: NDArray[np.int32],
    may_board: NDArray[np.bool_],
    may_alight: NDArray[np.bool_],
    width: NDArray[np.int64],
    line: NDArray[np.int32],
    wait_s: NDArray[np.int32],
    n_trips: NDArray[np.int32],
    arrive_s: NDArray[np.int32],
    depart_s: NDArray[np.int32],
    n_stops: int,
) -> Timetable:
    """Return patterns as a timetable, with the positions that serve each stop.

    Parameters
    ----------
    width
        Number of positions of each pattern; the others as in `Timetable`.
    n_stops
        Number of stops.
    """
    pattern_ptr = np.concatenate([[0], np.cumsum(width)]).astype(np.int32)
    pattern = np.repeat(np.arange(len(width), dtype=np.int32), width)
    position = np.arange(len(stop), dtype=np.int32) - pattern_ptr[pattern]
    order = np.argsort(stop, kind="stable")
    at_ptr = np.searchsorted(stop[order], np.arange(n_stops + 1)).astype(np.int32)
    time_ptr = np.concatenate([[0], np.cumsum(width.astype(np.int64) * n_trips)])
    return Timetable(
        frozen(pattern_ptr),
        frozen(stop),
        frozen(may_board),
        frozen(may_alight),
        frozen(line),
        frozen(wait_s),
        frozen(n_trips),
        frozen(time_ptr.astype(np.int64)),
        frozen(arrive_s),
        frozen(depart_s),
        frozen(at_ptr),
        frozen(pattern[order]),
        frozen(position[order]),
    )


def spans(start: NDArray[np.int64], length: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return `length[i]` numbers from each `start[i]` upwards, row after row."""
    before = np.cumsum(length) - length
    out: NDArray[np.int64] = np.repeat(start - before, length)
    return out + np.arange(len(out))


def frozen(values: NDArray[Any]) -> NDArray[Any]:
    """Return a contiguous array that cannot be written to.

    Arrays mapped from disk cannot either: the compiled search then is one for both.
    """
    out = np.ascontiguousarray(values).view()
    out.flags.writeable = False
    return out


def changes_of(
    change_s: NDArray[np.int32],
    start: NDArray[np.int32],
    end: NDArray[np.int32],
    seconds: NDArray[np.int32],
) -> Changes:
    """Return changes at stops and walks between them.

    A walk takes at least the change time of both its stops: going to the next pole is
    not quicker than staying at one.

    Parameters
    ----------
    change_s
        Per stop.
    start, end, seconds
        One each per walk; walks are made once between two rides and never chained.
    """
    order = np.lexsort((start, end))
    start, end = start[order], end[order]
    least = np.maximum(change_s[start], change_s[end])
    # Where changing is forbidden at one pole, the walk to another is still open.
    least = np.where(least >= NO_CHANGE_S, 0, least)
    ptr = np.searchsorted(end, np.arange(len(change_s) + 1))
    return Changes(
        frozen(change_s.astype(np.int32)),
        frozen(ptr.astype(np.int32)),
        frozen(start.astype(np.int32)),
        frozen(np.maximum(seconds[order], least).astype(np.int32)),
    )


def mirrored(service: Service) -> Service:
    """Return a service run backwards: what left first arrives last, at minus then.

    The latest departure in it is minus the earliest arrival in the original, so that
    one search answers both.
    """
    waits = service.waits
    end = {AT_HOME: AT_SCHOOL, AT_SCHOOL: AT_HOME}.get(waits.end, NOWHERE)
    return Service(
        _run_backwards(service.timetable),
        _walked_back(service.changes),
        waits._replace(end=end),
    )


def _run_backwards(timetable: Timetable) -> Timetable:
    width = np.diff(timetable.pattern_ptr).astype(np.int64)
    last = timetable.pattern_ptr[1:].astype(np.int64) - 1
    back = np.repeat(last + timetable.pattern_ptr[:-1], width) - np.arange(
        len(timetable.stop)
    )
    size = width * timetable.n_trips
    times = np.repeat(
        timetable.time_ptr[:-1] + timetable.time_ptr[1:] - 1, size
    ) - np.arange(len(timetable.arrive_s))
    return with_positions(
        stop=timetable.stop[back],
        may_board=timetable.may_alight[back],
        may_alight=timetable.may_board[back],
        width=width,
        line=timetable.line,
        wait_s=timetable.wait_s,
        n_trips=timetable.n_trips,
        arrive_s=-timetable.depart_s[times],
        depart_s=-timetable.arrive_s[times],
        n_stops=timetable.n_stops,
    )


def _walked_back(changes: Changes) -> Changes:
    end = np.repeat(
        np.arange(len(changes.change_s), dtype=np.int32), np.diff(changes.foot_ptr)
    )
    return changes_of(changes.change_s, end, changes.foot_from, changes.foot_s)
