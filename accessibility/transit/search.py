"""The compiled search: the latest departure that is in time for a bell.

A reverse RAPTOR with rides as rounds. Per stop and number of rides still to make there
are two labels: `board`, the latest moment to stand there ready to get on, and
`alight`, the latest moment to get off there. `alight` is derived from `board` alone,
by changing at the stop or by one walk, so that walks cannot be chained.

A third label, `first`, is the latest moment to be at a stop for the first ride of all:
earlier than `board` where one may have to wait a whole headway for it.

Deadlines ascend: who is in time for one is in time for every later one, so that labels
are kept from bell to bell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from accessibility.roads import compiled, inlined
from accessibility.transit.timetable import AT_HOME, AT_SCHOOL

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.transit.timetable import Changes, Service, Timetable, Waits

NEVER: Final = -(1 << 30)
"""Stands for no journey at all, in seconds."""


class Legs(NamedTuple):
    """Ways between places and stops: those of row `i` are `ptr[i]:ptr[i + 1]`.

    Parameters
    ----------
    ptr
        Start of each row's ways, int64.
    other
        The other end of each way, int32: a stop in a row of a place, or a place in a
        row of a stop.
    seconds
        How long it takes, int32.
    """

    ptr: NDArray[np.int64]
    other: NDArray[np.int32]
    seconds: NDArray[np.int32]


class Labels(NamedTuple):
    """What one search has found, shape `(n_stops, rides + 1)` each, int32.

    `first` is `board` itself where nobody waits for the first ride.
    """

    board: NDArray[np.int32]
    alight: NDArray[np.int32]
    first: NDArray[np.int32]


class Desk(NamedTuple):
    """Memory of one thread, made once and left clean after every search.

    Parameters
    ----------
    labels
        Of the stops.
    furthest
        Furthest position of each pattern where one would get off, -1 for none.
    pattern
        Patterns to ride in this round.
    is_on, on
        Stops at which getting on has become possible later, as marks and as a list.
    is_off, off
        The same of getting off.
    is_seen, seen
        Stops with a `board` label, of any deadline so far.
    """

    labels: Labels
    furthest: NDArray[np.int32]
    pattern: NDArray[np.int32]
    is_on: NDArray[np.bool_]
    on: NDArray[np.int32]
    is_off: NDArray[np.bool_]
    off: NDArray[np.int32]
    is_seen: NDArray[np.bool_]
    seen: NDArray[np.int32]


class Best(NamedTuple):
    """Latest departure per home and deadline, and the rides it takes.

    Parameters
    ----------
    departure_s
        Seconds after midnight, `NEVER` for none, int32, shape `(n_homes, n_bells)`.
    rides
        Fewest rides with that departure, uint8, same shape.
    is_found
        True where a home has any journey, shape `(n_homes,)`.
    """

    departure_s: NDArray[np.int32]
    rides: NDArray[np.uint8]
    is_found: NDArray[np.bool_]


def desk_for(service: Service, rides: int) -> Desk:
    """Return the memory for searches with at most some number of rides."""
    n_stops, n_patterns = service.timetable.n_stops, service.timetable.n_patterns
    shape = (n_stops, rides + 1)
    board, alight = (np.full(shape, NEVER, np.int32) for _ in range(2))
    waits = service.waits.end == AT_HOME
    first = np.full(shape, NEVER, np.int32) if waits else board
    return Desk(
        Labels(board, alight, first),
        furthest=np.full(n_patterns, -1, np.int32),
        pattern=np.empty(n_patterns, np.int32),
        is_on=np.zeros(n_stops, np.bool_),
        on=np.empty(n_stops, np.int32),
        is_off=np.zeros(n_stops, np.bool_),
        off=np.empty(n_stops, np.int32),
        is_seen=np.zeros(n_stops, np.bool_),
        seen=np.empty(n_stops, np.int32),
    )


def best_for(n_homes: int, n_bells: int) -> Best:
    """Return room for the answers of one school: nobody has a journey yet."""
    shape = (n_homes, n_bells)
    return Best(
        np.full(shape, NEVER, np.int32),
        np.zeros(shape, np.uint8),
        np.zeros(n_homes, np.bool_),
    )


def legs_of(start: NDArray[np.int32], legs: Legs, n_rows: int) -> Legs:
    """Return ways sorted by the row that each belongs to.

    Parameters
    ----------
    start
        Row of each way.
    legs
        The ways; their `ptr` is not read.
    n_rows
        Number of rows.
    """
    order = np.argsort(start, kind="stable")
    ptr = np.searchsorted(start[order], np.arange(n_rows + 1)).astype(np.int64)
    return Legs(ptr, legs.other[order], legs.seconds[order])


def turned(legs: Legs, n_rows: int) -> Legs:
    """Return the same ways with rows and other ends swapped.

    Parameters
    ----------
    legs
        Ways of places, say.
    n_rows
        Number of rows wanted: that of the stops, then.
    """
    row = np.repeat(np.arange(len(legs.ptr) - 1, dtype=np.int32), np.diff(legs.ptr))
    return legs_of(legs.other, Legs(legs.ptr, row, legs.seconds), n_rows)


@compiled
def _arrive_by(
    school: int, egress: Legs, deadline: int, earliest: int, end: int, desk: Desk
) -> int:
    """Label the stops from which the school is reached on foot; return how many.

    Where one waits at school, only the ride there knows of it: no label of more rides.
    """
    alight, n_off = desk.labels.alight, 0
    n_labels = 1 if end == AT_SCHOOL else alight.shape[1]
    for i in range(egress.ptr[school], egress.ptr[school + 1]):
        s, t = egress.other[i], deadline - egress.seconds[i]
        if t < earliest or t <= alight[s, 0]:
            continue
        for k in range(n_labels):
            alight[s, k] = max(alight[s, k], t)
        if not desk.is_off[s]:
            desk.is_off[s] = True
            desk.off[n_off] = s
            n_off += 1
    return n_off


@compiled
def _lines_to(n_off: int, tt: Timetable, desk: Desk) -> int:
    """Note the patterns that stop where getting off was improved; return how many."""
    furthest, n = desk.furthest, 0
    for i in range(n_off):
        s = desk.off[i]
        desk.is_off[s] = False
        for j in range(tt.at_ptr[s], tt.at_ptr[s + 1]):
            p, x = tt.at_pattern[j], tt.at_position[j]
            if x <= furthest[p] or not tt.may_alight[tt.pattern_ptr[p] + x]:
                continue
            if furthest[p] < 0:
                desk.pattern[n] = p
                n += 1
            furthest[p] = x
    return n


@compiled
def _last_in_time(
    arrive_s: NDArray[np.int32], start: int, width: int, trips: tuple[int, int], by: int
) -> int:
    """Return the last trip that arrives by a moment; `trips[0]` if no later one does.

    Trips of a pattern do not overtake, so that halving finds it.
    """
    low, high = trips
    while low < high:
        middle = (low + high + 1) // 2
        if arrive_s[start + middle * width] <= by:
            low = middle
        else:
            high = middle - 1
    return low


@inlined
def _later(labels: NDArray[np.int32], s: int, k: int, t: int) -> bool:
    """Let a label be later, for as many rides and more; tell whether it is."""
    if t <= labels[s, k]:
        return False
    for j in range(k, labels.shape[1]):
        labels[s, j] = max(labels[s, j], t)
    return True


@compiled
def _ride(
    p: int, k: int, earliest: int, n_on: int, tt: Timetable, waits: Waits, desk: Desk
) -> int:
    """Walk one pattern backwards, boarding at each stop the last trip that will do.

    A loop calls at a stop twice: at each position boarding comes before alighting, so
    that one never gets on where one is about to get off.
    """
    board, alight, ready = desk.labels
    first, base, last = tt.pattern_ptr[p], tt.time_ptr[p], tt.n_trips[p] - 1
    width, trip = tt.pattern_ptr[p + 1] - first, -1
    wait_home = waits.seconds[p] if waits.end == AT_HOME else 0
    wait_school = waits.seconds[p] if waits.end == AT_SCHOOL and k == 1 else 0
    for x in range(desk.furthest[p], -1, -1):
        s = tt.stop[first + x]
        if trip >= 0 and tt.may_board[first + x]:
            t = tt.depart_s[base + trip * width + x]
            if t >= earliest:
                if _later(board, s, k, t) and not desk.is_on[s]:
                    desk.is_on[s] = True
                    desk.on[n_on] = s
                    n_on += 1
                _later(ready, s, k, t - wait_home)
        by = alight[s, k - 1] - wait_school
        if trip < last and by >= earliest and tt.may_alight[first + x]:
            trip = _last_in_time(tt.arrive_s, base + x, width, (trip, last), by)
    desk.furthest[p] = -1
    return n_on


@compiled
def _improved(q: int, k: int, t: int, n_off: int, desk: Desk) -> int:
    """Let one get off at a stop until later, with `k` rides to follow."""
    alight = desk.labels.alight
    if t <= alight[q, k]:
        return n_off
    for r in range(k, alight.shape[1]):
        alight[q, r] = max(alight[q, r], t)
    if desk.is_off[q]:
        return n_off
    desk.is_off[q] = True
    desk.off[n_off] = q
    return n_off + 1


@compiled
def _change(
    k: int, earliest: int, n_on: int, changes: Changes, desk: Desk, n_seen: int
) -> tuple[int, int]:
    """Let one get off wherever a ride can be caught; return how many such stops."""
    board, n_off = desk.labels.board, 0
    may_change = k < board.shape[1] - 1
    for i in range(n_on):
        s = desk.on[i]
        desk.is_on[s] = False
        if not desk.is_seen[s]:
            desk.is_seen[s] = True
            desk.seen[n_seen] = s
            n_seen += 1
        if not may_change:
            continue
        t = board[s, k] - changes.change_s[s]
        if t >= earliest:
            n_off = _improved(s, k, t, n_off, desk)
        for j in range(changes.foot_ptr[s], changes.foot_ptr[s + 1]):
            t = board[s, k] - changes.foot_s[j]
            if t >= earliest:
                n_off = _improved(changes.foot_from[j], k, t, n_off, desk)
    return n_off, n_seen


@compiled
def improve(
    service: Service,
    egress: Legs,
    school: int,
    deadline: int,
    horizon_s: int,
    desk: Desk,
    n_seen: int,
) -> int:
    """Improve the labels of earlier deadlines by those of a later one.

    Parameters
    ----------
    service
        What runs, and how one changes.
    egress
        Ways from stops to schools, a row per school.
    school
        Row of the school.
    deadline
        When one must be there, not before any deadline searched so far.
    horizon_s
        Longest lead looked for.
    desk
        Holds the labels.
    n_seen
        Number of stops seen so far.

    Returns
    -------
    int
        The new number of stops seen.
    """
    tt, waits, earliest = service.timetable, service.waits, deadline - horizon_s
    n_off = _arrive_by(school, egress, deadline, earliest, waits.end, desk)
    for k in range(1, desk.labels.board.shape[1]):
        n_on = 0
        for i in range(_lines_to(n_off, tt, desk)):
            n_on = _ride(desk.pattern[i], k, earliest, n_on, tt, waits, desk)
        n_off, n_seen = _change(k, earliest, n_on, service.changes, desk, n_seen)
    return n_seen


@compiled
def _collect(
    n_seen: int, access: Legs, bell: int, earliest: int, desk: Desk, best: Best
) -> None:
    """Give each home the latest departure over the stops near it."""
    first = desk.labels.first
    most = first.shape[1] - 1
    for i in range(n_seen):
        s = desk.seen[i]
        latest = first[s, most]
        if latest < earliest:
            continue
        k = 1
        while first[s, k] < latest:
            k += 1
        for j in range(access.ptr[s], access.ptr[s + 1]):
            h, t = access.other[j], latest - access.seconds[j]
            old = best.departure_s[h, bell]
            if t < earliest or t < old or (t == old and k >= best.rides[h, bell]):
                continue
            best.departure_s[h, bell] = t
            best.rides[h, bell] = k
            best.is_found[h] = True


@compiled
def wipe(n_seen: int, school: int, egress: Legs, changes: Changes, desk: Desk) -> None:
    """Leave the desk as `desk_for` made it."""
    board, alight = desk.labels.board, desk.labels.alight
    for i in range(egress.ptr[school], egress.ptr[school + 1]):
        alight[egress.other[i]] = NEVER
    for i in range(n_seen):
        s = desk.seen[i]
        desk.is_seen[s] = False
        board[s] = NEVER
        alight[s] = NEVER
        desk.labels.first[s] = NEVER
        for j in range(changes.foot_ptr[s], changes.foot_ptr[s + 1]):
            alight[changes.foot_from[j]] = NEVER


@compiled
def departures(
    service: Service,
    egress: Legs,
    access: Legs,
    school: int,
    deadlines: NDArray[np.int32],
    horizon_s: int,
    desk: Desk,
    best: Best,
) -> None:
    """Find the latest departure of every home for each deadline of one school.

    Parameters
    ----------
    service, egress, school, horizon_s, desk
        As in `improve`; the desk is clean before and after.
    access
        Ways from homes to stops, a row per STOP: only stops from which the school is
        reached are looked at.
    deadlines
        Seconds after midnight, ascending.
    best
        What walking all the way gives, or nothing; later departures replace it.
    """
    n_seen = 0
    for bell in range(len(deadlines)):
        deadline = deadlines[bell]
        n_seen = improve(service, egress, school, deadline, horizon_s, desk, n_seen)
        _collect(n_seen, access, bell, deadline - horizon_s, desk, best)
    wipe(n_seen, school, egress, service.changes, desk)
