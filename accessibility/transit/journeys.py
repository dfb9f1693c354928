"""One journey told: which lines, where one changes, when one is there.

It is read from the labels of the same search that makes the tables, so that card and
table cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from accessibility.reach_table import NOT_FOUND
from accessibility.transit.bells import Ways, deadlines_of, leads
from accessibility.transit.search import NEVER, Legs, desk_for, improve
from accessibility.transit.timetable import AT_HOME

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.codes import BellRule
    from accessibility.transit.search import Labels
    from accessibility.transit.timetable import Changes, Service, Timetable


class Ride(NamedTuple):
    """One ride: a line from stop to stop, in seconds after midnight."""

    line: int
    start: int
    end: int
    depart_s: int
    arrive_s: int


@dataclass(frozen=True)
class Journey:
    """A way to school by public transport.

    Parameters
    ----------
    leave_s
        When one leaves home, seconds after midnight.
    arrive_s
        When one is at the school's door.
    deadline_s
        When one must be.
    rides
        In order; none if one walks all the way.
    """

    leave_s: int
    arrive_s: int
    deadline_s: int
    rides: tuple[Ride, ...]

    @property
    def lead_s(self) -> int:
        """Seconds from leaving home to the deadline, the wait at school included."""
        return self.deadline_s - self.leave_s

    @property
    def time_s(self) -> int:
        """Seconds under way."""
        return self.arrive_s - self.leave_s


class MedianJourney(NamedTuple):
    """The journey of the bell with the median lead, and how the lead varies.

    Parameters
    ----------
    journey
        Of the first bell that has the median lead.
    lucky_s, unlucky_s
        10th and 90th percentile of the lead over the bells; None where too few bells
        are reached up to the limit.
    """

    journey: Journey
    lucky_s: int | None
    unlucky_s: int | None


class _Pair(NamedTuple):
    """What one home and one school need."""

    service: Service
    near_home: tuple[NDArray[np.int32], NDArray[np.int32]]
    egress: Legs
    rule: BellRule

    def labels(self, deadline_s: int) -> Labels:
        """Return the labels of one deadline."""
        desk = desk_for(self.service, self.rule.rides)
        limit_s = self.rule.limit_s
        improve(self.service, self.egress, 0, deadline_s, limit_s, desk, 0)
        return desk.labels

    def departure(self, labels: Labels) -> tuple[int, int]:
        """Return the latest departure from home and the stop it leads to."""
        stops, seconds = self.near_home
        if not len(stops):
            return NEVER, -1
        leave_s = labels.first[stops, -1] - seconds
        best = int(np.argmax(leave_s))
        return int(leave_s[best]), int(stops[best])


def median_journey(
    service: Service, ways: Ways, home: int, school: int, rule: BellRule
) -> MedianJourney | None:
    """Return the journey of the bell with the median lead, None if there is none.

    Parameters
    ----------
    service
        What runs, and how one changes.
    ways
        As for `leads`.
    home, school
        Rows of the pair.
    rule
        What counts as being in time.
    """
    one = _of_pair(ways, home, school)
    spread = leads(service, one, rule)
    if not len(spread.home) or spread.median_s[0] > rule.limit_s:
        return None
    for deadline_s in deadlines_of(rule).tolist():
        found = journey(service, ways, home, school, deadline_s, rule)
        if found is not None and found.lead_s == spread.median_s[0]:
            ends = (spread.lucky_s[0], spread.unlucky_s[0])
            return MedianJourney(found, *map(_up_to_limit, ends))
    return None


def _up_to_limit(lead_s: np.int32) -> int | None:
    return None if lead_s == NOT_FOUND else int(lead_s)


def journey(
    service: Service,
    ways: Ways,
    home: int,
    school: int,
    deadline_s: int,
    rule: BellRule,
) -> Journey | None:
    """Return the journey that leaves home last and is then at school first.

    Parameters
    ----------
    service, ways, home, school, rule
        As in `median_journey`.
    deadline_s
        When one must be there, seconds after midnight.
    """
    one = _of_pair(ways, home, school)
    near = np.flatnonzero(np.diff(one.access.ptr))
    pair = _Pair(service, (near.astype(np.int32), one.access.seconds), one.egress, rule)
    leave_s, _ = pair.departure(pair.labels(deadline_s))
    walk_s = int(one.walk.seconds[0]) if len(one.walk.seconds) else rule.limit_s + 1
    earliest_s = deadline_s - rule.limit_s
    if walk_s <= rule.limit_s and deadline_s - walk_s >= leave_s:
        return Journey(deadline_s - walk_s, deadline_s, deadline_s, ())
    if leave_s < earliest_s:
        return None
    arrive_s = _first_arrival(pair, leave_s, deadline_s)
    labels = pair.labels(arrive_s)
    _, stop = pair.departure(labels)
    return Journey(leave_s, arrive_s, deadline_s, _rides(pair, labels, stop))


def _of_pair(ways: Ways, home: int, school: int) -> Ways:
    """Return the ways of one home and one school alone."""
    mine = np.flatnonzero(ways.access.other == home)
    stop = np.searchsorted(ways.access.ptr, mine, side="right") - 1
    ptr = np.searchsorted(stop, np.arange(len(ways.access.ptr))).astype(np.int64)
    nobody = np.zeros(len(mine), np.int32)
    walk = _row(ways.walk, school)
    to_me = walk.other == home
    n_walks = int(to_me.sum())
    return Ways(
        Legs(ptr, nobody, ways.access.seconds[mine]),
        _row(ways.egress, school),
        Legs(
            np.array([0, n_walks], np.int64),
            np.zeros(n_walks, np.int32),
            walk.seconds[to_me],
        ),
        ways.status[home : home + 1],
    )


def _row(legs: Legs, row: int) -> Legs:
    some = slice(legs.ptr[row], legs.ptr[row + 1])
    other, seconds = legs.other[some], legs.seconds[some]
    return Legs(np.array([0, len(other)], np.int64), other, seconds)


def _first_arrival(pair: _Pair, leave_s: int, deadline_s: int) -> int:
    """Return the earliest deadline that allows the same departure, by halving.

    A later deadline never makes anyone leave earlier, so that halving finds it.
    """
    low, high = leave_s, deadline_s
    while low < high:
        middle = (low + high) // 2
        if pair.departure(pair.labels(middle))[0] >= leave_s:
            high = middle
        else:
            low = middle + 1
    return high


def _rides(pair: _Pair, labels: Labels, stop: int) -> tuple[Ride, ...]:
    """Follow the labels from the stop near home to the school."""
    waits, rides = pair.service.waits, []
    wait_s = waits.seconds if waits.end == AT_HOME else None
    k, at = labels.first.shape[1] - 1, stop
    ready = labels.first
    while True:
        while k > 1 and ready[at, k - 1] == ready[at, k]:
            k -= 1
        ride = _ride(pair.service.timetable, labels, at, k, int(ready[at, k]), wait_s)
        rides.append(ride)
        ready, wait_s = labels.board, None
        k -= 1
        if k == 0 or labels.alight[ride.end, 0] >= ride.arrive_s:
            return tuple(rides)
        at = _next_stop(pair.service.changes, labels, ride, k)


def _ride(
    timetable: Timetable,
    labels: Labels,
    stop: int,
    k: int,
    ready_s: int,
    wait_s: NDArray[np.int32] | None,
) -> Ride:
    """Return a ride that leaves a stop when its label says, and is in time.

    Parameters
    ----------
    timetable, labels
        What runs, and what the search found.
    stop, k, ready_s
        Where one is ready to get on, with how many rides to go, and when.
    wait_s
        Longest wait per pattern, None where nobody waits.
    """
    for at in range(timetable.at_ptr[stop], timetable.at_ptr[stop + 1]):
        pattern, x = timetable.at_pattern[at], timetable.at_position[at]
        first, last = timetable.pattern_ptr[pattern : pattern + 2]
        if not timetable.may_board[first + x]:
            continue
        depart_s = ready_s + (0 if wait_s is None else int(wait_s[pattern]))
        some = slice(*timetable.time_ptr[pattern : pattern + 2])
        shape = (-1, last - first)
        leaves = timetable.depart_s[some].reshape(shape)[:, x]
        for trip in np.flatnonzero(leaves == depart_s):
            arrives = timetable.arrive_s[some].reshape(shape)[trip, x + 1 :]
            stops = timetable.stop[first + x + 1 : last]
            in_time = timetable.may_alight[first + x + 1 : last] & (
                arrives <= labels.alight[stops, k - 1]
            )
            if in_time.any():
                y = int(np.argmax(in_time))
                line, end = int(timetable.line[pattern]), int(stops[y])
                return Ride(line, stop, end, depart_s, int(arrives[y]))
    message = f"no ride leaves stop {stop} at {ready_s} s: the labels are not its own"
    raise AssertionError(message)


def _next_stop(changes: Changes, labels: Labels, ride: Ride, k: int) -> int:
    """Return where to board next: the same stop, or one a walk away."""
    walks = np.flatnonzero(changes.foot_from == ride.end)
    ends = np.searchsorted(changes.foot_ptr, walks, side="right") - 1
    stops = np.concatenate([[ride.end], ends])
    takes = np.concatenate([[changes.change_s[ride.end]], changes.foot_s[walks]])
    spare = labels.board[stops, k] - takes - ride.arrive_s
    return int(stops[np.argmax(spare)])
