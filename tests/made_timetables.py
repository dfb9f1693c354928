"""Timetables made for tests: three drawn by hand with their answers, and random ones.

    A  overtaking and change      A-B-C, a second trip overtakes the first; C-D
    B  walks are not chained      A-B, D-E, C-E, F-B; walks B-C and C-D, none B-D
    C  loop with flags            A-B-C-A, A-D

Stops are rows 0, 1, 2, ... for A, B, C, ...; times are minutes after midnight.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from accessibility.transit.search import (
    NEVER,
    Legs,
    best_for,
    departures,
    desk_for,
    legs_of,
    turned,
)
from accessibility.transit.timetable import (
    AT_HOME,
    Changes,
    Service,
    Timetable,
    Waits,
    changes_of,
    timetable_of,
    trips_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

A, B, C, D, E, F = range(6)
Call = tuple[int, int, int, bool, bool]
Rows = list[list[Call]]
Places = list[list[tuple[int, int]]]
"""Per place the stops near it and the seconds to them."""


@dataclass(frozen=True)
class Feed:
    """A day of trips, call by call: stop, arrival and departure in s, on, off."""

    n_stops: int
    trips: Rows
    line: list[int]
    change_s: list[int]
    walks: list[tuple[int, int, int]]
    schools: Places
    homes: Places
    wait_s: list[int] | None = None
    """Waited for each trip before the first ride; None for nobody waits."""
    waits_at: int = AT_HOME
    """Where that ride begins."""

    @property
    def service(self) -> Service:
        """What runs, and how one changes."""
        timetable = self.timetable
        if self.wait_s is None:
            return Service(timetable, self.changes)
        return Service(timetable, self.changes, Waits(self.waits_at, timetable.wait_s))

    @property
    def timetable(self) -> Timetable:
        """The trips as patterns."""
        trips = trips_of(self.trips, self.line, self.wait_s)
        return timetable_of(trips, self.n_stops)

    @property
    def changes(self) -> Changes:
        """Change times and walks."""
        walks = np.array(self.walks, np.int32).reshape(-1, 3)
        change_s = np.array(self.change_s, np.int32)
        return changes_of(change_s, walks[:, 0], walks[:, 1], walks[:, 2])

    @property
    def egress(self) -> Legs:
        """Ways from stops to schools, a row per school."""
        return legs_at(self.schools)

    @property
    def access(self) -> Legs:
        """Ways from homes to stops, a row per stop."""
        return turned(legs_at(self.homes), self.n_stops)

    def with_trip(self, calls: list[Call], line: int = 0) -> Feed:
        """Return the same with one more trip."""
        return replace(self, trips=[*self.trips, calls], line=[*self.line, line])

    def answers(
        self, deadlines: Sequence[int], rides: int, horizon_s: int = 5_400
    ) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
        """Latest departure and its rides, shape (school, home, deadline)."""
        service, found = self.service, []
        desk = desk_for(service, rides)
        for school in range(len(self.schools)):
            best = best_for(len(self.homes), len(deadlines))
            departures(
                service, self.egress, self.access, school,
                np.array(deadlines, np.int32), horizon_s, desk, best,
            )  # fmt: skip
            found.append((best.departure_s, best.rides))
            assert (desk.labels.board == NEVER).all()
            assert (desk.labels.alight == NEVER).all()
        return np.stack([t for t, _ in found]), np.stack([k for _, k in found])


def legs_at(places: Places) -> Legs:
    """Return the ways of places to stops, a row per place."""
    row = [i for i, some in enumerate(places) for _ in some]
    flat = np.array([way for some in places for way in some], np.int32).reshape(-1, 2)
    unsorted = Legs(np.empty(0, np.int64), flat[:, 0], flat[:, 1])
    return legs_of(np.array(row, np.int32), unsorted, len(places))


def clock(text: str) -> int:
    """Return a time such as 07:05 in seconds after midnight."""
    hours, minutes = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60


def trip(
    stops: Sequence[int], times: str, on: str | None = None, off: str | None = None
) -> list[Call]:
    """Return a trip that waits nowhere; `on` and `off` are letters y and n per stop."""
    at = [clock(time) for time in times.split()]
    on, off = on or "y" * len(at), off or "y" * len(at)
    return [
        (stop, t, t, board == "y", alight == "y")
        for stop, t, board, alight in zip(stops, at, on, off, strict=True)
    ]


def feed_a() -> Feed:
    """Overtaking and change; the school lies at D, the homes at A, B and C."""
    trips = [
        trip((A, B, C), "07:00 07:20 07:40"),
        trip((A, B, C), "07:10 07:25 07:35"),
        trip((C, D), "07:40 07:50"),
        trip((C, D), "07:43 07:53"),
    ]
    homes = [[(A, 300)], [(B, 0)], [(C, 60)]]
    return Feed(4, trips, [0, 0, 1, 1], [0, 0, 180, 0], [], [[(D, 240)]], homes)


def feed_b() -> Feed:
    """Walks that must not be chained; the school lies at E, homes at A, F, C, D."""
    trips = [
        trip((A, B), "07:30 07:40"),
        trip((D, E), "07:50 08:00"),
        trip((C, E), "07:46 08:05"),
        trip((F, B), "07:35 07:41", on="yn", off="ny"),
    ]
    walks = [(B, C, 240), (C, B, 240), (C, D, 240), (D, C, 240)]
    homes: Places = [[(A, 0)], [(F, 0)], [(C, 0)], [(D, 0)]]
    return Feed(6, trips, [0, 1, 2, 3], [120] * 6, walks, [[(E, 300)]], homes)


def feed_c() -> Feed:
    """A loop with flags; the school lies at D, the homes at B, C and A."""
    trips = [
        trip((A, B, C, A), "07:00 07:10 07:20 07:30", on="yyyn", off="nyyy"),
        trip((A, B, C, A), "07:20 07:30 07:40 07:50", on="yynn", off="nyyy"),
        trip((A, D), "07:32 07:45"),
        trip((A, D), "07:50 08:00"),
    ]
    homes: Places = [[(B, 0)], [(C, 0)], [(A, 0)]]
    return Feed(4, trips, [0, 0, 1, 1], [60] * 4, [], [[(D, 0)]], homes)


def random_feed(seed: int, *, closed: bool = False, n_stops: int = 24) -> Feed:
    """Return a feed of whole minutes with everything that goes wrong in searches.

    Loops, overtaking, trips of no time, stops that one trip skips, getting on or off
    forbidden, change times of 0 to 5 minutes, walks that do not add up. With `closed`
    whoever can walk A-B-C can walk A-C, as another engine needs it.
    """
    rng = np.random.default_rng(seed)
    trips: Rows = []
    line: list[int] = []
    for number in range(10):
        stops = rng.integers(0, n_stops, rng.integers(3, 8))
        stops = stops[np.insert(np.diff(stops) != 0, 0, values=True)]
        if len(stops) < 2:  # too short to ride
            continue
        if rng.random() < 0.4:
            stops = np.append(stops, stops[0])
        flags = rng.random((2, len(stops))) < 0.9
        for start in np.sort(rng.integers(390, 480, rng.integers(2, 8))):
            trips.append(_random_trip(rng, stops, flags, int(start)))
            line.append(number)
    change_s = (60 * rng.integers(0, 6, n_stops)).tolist()
    walks = _cliques(rng, n_stops) if closed else _walks(rng, n_stops)
    return Feed(
        n_stops,
        trips,
        line,
        change_s,
        walks,
        [
            [(int(s), 60 * int(rng.integers(0, 6))) for s in some]
            for some in rng.integers(0, n_stops, (4, 1))
        ],
        [[(s, 0)] for s in range(n_stops)],
    )


def random_waits(seed: int, waits_at: int) -> Feed:
    """Return a random feed with trips, of one line too, that may be waited for."""
    feed = random_feed(seed)
    wait_s = np.random.default_rng(seed).choice([0, 300, 900], len(feed.trips))
    return replace(feed, wait_s=wait_s.tolist(), waits_at=waits_at)


def _random_trip(
    rng: np.random.Generator,
    stops: NDArray[np.int64],
    flags: NDArray[np.bool_],
    at: int,
) -> list[Call]:
    """Return a trip of a line; one in four does not stop where the others do."""
    flags, calls = flags.copy(), []
    if rng.random() < 0.25:
        flags[:, rng.integers(len(stops))] = False
    for stop, (on, off) in zip(stops, flags.T, strict=True):
        wait = int(rng.choice([0, 0, 1]))
        calls.append((int(stop), 60 * at, 60 * (at + wait), bool(on), bool(off)))
        at += wait + int(rng.choice([0, 1, 2, 5, 9]))
    return calls


def _walks(rng: np.random.Generator, n_stops: int) -> list[tuple[int, int, int]]:
    pairs = rng.integers(0, n_stops, (18, 2))
    unique = {(int(a), int(b)) for a, b in pairs if a != b}
    return [(a, b, 60 * int(rng.integers(1, 9))) for a, b in sorted(unique)]


def _cliques(rng: np.random.Generator, n_stops: int) -> list[tuple[int, int, int]]:
    order = rng.permutation(n_stops)[:18].reshape(6, 3)
    walks = []
    for some in order.tolist():
        seconds = 60 * int(rng.integers(1, 9))
        walks += [(a, b, seconds) for a in some for b in some if a != b]
    return walks
