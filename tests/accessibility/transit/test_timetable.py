"""Trips are grouped so that none overtakes, and run backwards without loss."""

from __future__ import annotations

import numpy as np
import pytest

from accessibility.transit.search import NEVER, best_for, departures, desk_for, turned
from accessibility.transit.timetable import (
    NO_CHANGE_S,
    Timetable,
    changes_of,
    mirrored,
    timetable_of,
    trips_of,
)
from tests.made_timetables import Feed, clock, feed_a, feed_b, legs_at, random_feed


def _times(timetable: Timetable, pattern: int) -> np.ndarray:
    """Return arrivals, shape (trips, positions)."""
    some = slice(timetable.time_ptr[pattern], timetable.time_ptr[pattern + 1])
    return timetable.arrive_s[some].reshape(timetable.n_trips[pattern], -1)


def test_a_trip_that_overtakes_gets_a_pattern_of_its_own() -> None:
    timetable = feed_a().timetable
    assert sorted(timetable.n_trips.tolist()) == [1, 1, 2]


@pytest.mark.parametrize("seed", range(5))
def test_nothing_overtakes_within_a_pattern_and_no_trip_is_lost(seed: int) -> None:
    feed = random_feed(seed)
    timetable = feed.timetable
    assert timetable.n_trips.sum() == len(feed.trips)
    for pattern in range(timetable.n_patterns):
        assert (np.diff(_times(timetable, pattern), axis=0) >= 0).all()


def test_lines_flags_and_stops_keep_trips_apart() -> None:
    call = (0, 100, 100, True, True)
    rows = [
        [call, (1, 200, 200, True, True)],
        [call, (1, 200, 200, True, False)],
        [call, (2, 200, 200, True, True)],
        [call, (1, 200, 200, True, True)],
        [call, (1, 200, 200, True, True), (2, 300, 300, True, True)],
        [call, (1, 210, 210, True, True)],
    ]
    timetable = timetable_of(trips_of(rows, [0, 0, 0, 1, 0, 0]), 3)
    assert sorted(timetable.n_trips.tolist()) == [1, 1, 1, 1, 2]
    assert timetable.at_ptr.tolist() == [0, 5, 9, 11]


def test_a_day_without_trips_is_an_empty_timetable() -> None:
    timetable = timetable_of(trips_of([]), 3)
    assert timetable.n_patterns == 0
    assert timetable.n_stops == 3


def test_a_walk_takes_at_least_the_change_time_of_both_its_stops() -> None:
    change_s = np.array([60, 300, NO_CHANGE_S], np.int32)
    start, end = np.array([[0, 1], [1, 0], [0, 2]], np.int32).T
    changes = changes_of(change_s, start, end, np.array([90, 90, 90], np.int32))
    assert changes.foot_from.tolist() == [1, 0, 0]
    assert changes.foot_s.tolist() == [300, 300, 90]


def test_mirrored_twice_is_the_same() -> None:
    for feed in (random_feed(3), feed_b()):
        once, again = feed.service, mirrored(mirrored(feed.service))
        for name in once.timetable._fields:
            ours, theirs = getattr(once.timetable, name), getattr(again.timetable, name)
            assert np.array_equal(ours, theirs)
        for name in once.changes._fields:
            ours, theirs = getattr(once.changes, name), getattr(again.changes, name)
            assert np.array_equal(ours, theirs)


def _arrivals(feed: Feed, start_s: int) -> list[int]:
    """Earliest arrival at each home after leaving school, by the mirrored search."""
    service = mirrored(feed.service)
    best = best_for(len(feed.homes), 1)
    departures(
        service,
        feed.egress,
        turned(legs_at(feed.homes), feed.n_stops),
        0,
        np.array([-start_s], np.int32),
        7_200,
        desk_for(service, 4),
        best,
    )
    return [-int(t) if t != NEVER else NEVER for t in best.departure_s[:, 0]]


def test_the_way_home_is_the_search_run_backwards() -> None:
    # School at A; home at C with a walk of a minute, at D without.
    feed = feed_a()
    home = Feed(
        4, feed.trips, feed.line, feed.change_s, [], [[(0, 0)]], [[(2, 60)], [(3, 0)]]
    )
    # The trip that leaves A last is at C first, in time to change there.
    assert _arrivals(home, clock("06:50")) == [clock("07:36"), clock("07:50")]
    assert _arrivals(home, clock("07:11")) == [NEVER, NEVER]
