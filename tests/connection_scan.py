"""A plain connection scan: the slow way that the compiled search must agree with.

Connections are looked at from the last to the first, again and again until nothing
changes: legs of zero minutes make one scan too few. A label is kept per number of
rides, and per connection whether its vehicle brings one to school in time.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from accessibility.transit.search import NEVER
from accessibility.transit.timetable import AT_HOME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tests.made_timetables import Feed


class Connection(NamedTuple):
    """A vehicle from one stop to the next."""

    depart_s: int
    arrive_s: int
    start: int
    end: int
    on: bool
    off: bool
    following: int
    """Number of the trip's next connection, -1 for none."""
    wait_home_s: int
    wait_school_s: int
    """Waited where the first ride begins."""


def connections_of(feed: Feed) -> list[Connection]:
    out: list[Connection] = []
    for number, calls in enumerate(feed.trips):
        wait_s = 0 if feed.wait_s is None else feed.wait_s[number]
        at_home = feed.waits_at == AT_HOME
        waits = (wait_s, 0) if at_home else (0, wait_s)
        legs = list(pairwise(calls))
        for i, (one, two) in enumerate(legs):
            following = len(out) + 1 if i + 1 < len(legs) else -1
            out.append(
                Connection(
                    one[2], two[1], one[0], two[0], one[3], two[4], following, *waits
                )
            )
    return out


def scanned(
    feed: Feed, deadlines: Sequence[int], rides: int, horizon_s: int = 5_400
) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
    """Latest departure and its rides, shape (school, home, deadline)."""
    shape = (len(feed.schools), len(feed.homes), len(deadlines))
    departure, used = np.full(shape, NEVER, np.int32), np.zeros(shape, np.uint8)
    for i, school in enumerate(feed.schools):
        for d, deadline in enumerate(deadlines):
            first = _boarding(feed, school, deadline, rides)
            for h, home in enumerate(feed.homes):
                t, k = _from_home(first, home)
                if t >= deadline - horizon_s:
                    departure[i, h, d], used[i, h, d] = t, k
    return departure, used


def _from_home(first: list[list[int]], home: list[tuple[int, int]]) -> tuple[int, int]:
    ways = [
        (first[stop][k] - seconds, -k)
        for stop, seconds in home
        for k in range(1, len(first[stop]))
        if first[stop][k] > NEVER
    ]
    t, k = max(ways, default=(NEVER, 0))
    return t, -k


def _boarding(
    feed: Feed, school: list[tuple[int, int]], deadline: int, rides: int
) -> list[list[int]]:
    """Latest moment to be at each stop for the first ride, by number of rides."""
    connections = connections_of(feed)
    order = sorted(range(len(connections)), key=lambda c: connections[c], reverse=True)
    walks = _walks_to(feed)
    board = [[NEVER] * (rides + 1) for _ in range(feed.n_stops)]
    first = [[NEVER] * (rides + 1) for _ in range(feed.n_stops)]
    off_first = {stop: deadline - seconds for stop, seconds in school}
    brings = [[False] * (rides + 1) for _ in connections]

    def off(one: Connection, k: int) -> int:
        ways = [board[q][k] - seconds for q, seconds in walks[one.end]]
        return max([off_first.get(one.end, NEVER) - one.wait_school_s, *ways])

    changed = True
    while changed:
        changed = False
        for c in order:
            one = connections[c]
            for k in range(1, rides + 1):
                stays = one.following >= 0 and brings[one.following][k]
                if not (stays or (one.off and one.arrive_s <= off(one, k - 1))):
                    continue
                changed |= not brings[c][k]
                brings[c][k] = True
                if one.on and one.depart_s > board[one.start][k]:
                    board[one.start][k] = one.depart_s
                    changed = True
                ready_s = one.depart_s - one.wait_home_s
                if one.on and ready_s > first[one.start][k]:
                    first[one.start][k] = ready_s
    return first


def _walks_to(feed: Feed) -> list[list[tuple[int, int]]]:
    """Per stop where one gets off, where one can get on next, and how long it takes."""
    out = [[(stop, change)] for stop, change in enumerate(feed.change_s)]
    for start, end, seconds in feed.walks:
        least = max(seconds, feed.change_s[start], feed.change_s[end])
        out[start].append((end, least))
    return out
