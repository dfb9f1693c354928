"""A journey told agrees with the table, ride by ride."""

from __future__ import annotations

import numpy as np
import pytest

from accessibility.codes import BellRule
from accessibility.reach_table import NOT_FOUND
from accessibility.transit.bells import Ways, leads
from accessibility.transit.journeys import Journey, Ride, journey, median_journey
from accessibility.transit.search import NEVER, Legs
from accessibility.transit.timetable import AT_HOME, NOWHERE
from tests.made_timetables import (
    Feed,
    clock,
    feed_a,
    feed_b,
    random_feed,
    random_waits,
)

NO_WALK = Legs(np.zeros(5, np.int64), np.empty(0, np.int32), np.empty(0, np.int32))
RULE = BellRule()


def _ways(feed: Feed, walk: Legs | None = None) -> Ways:
    none = NO_WALK._replace(ptr=NO_WALK.ptr[: len(feed.schools) + 1])
    return Ways(
        feed.access, feed.egress, walk or none, np.zeros(len(feed.homes), np.uint8)
    )


def test_the_drawn_journey_is_told_with_its_change() -> None:
    feed = feed_a()
    told = journey(feed.service, _ways(feed), 0, 0, clock("07:57"), RULE)
    assert told == Journey(
        leave_s=clock("07:05"),
        arrive_s=clock("07:54"),
        deadline_s=clock("07:57"),
        rides=(
            Ride(0, 0, 2, clock("07:10"), clock("07:35")),
            Ride(1, 2, 3, clock("07:40"), clock("07:50")),
        ),
    )
    assert told.lead_s == 52 * 60
    assert told.time_s == 49 * 60


def test_a_walk_between_two_rides_is_told_by_its_stops() -> None:
    feed = feed_b()
    told = journey(feed.service, _ways(feed), 0, 0, clock("08:10"), RULE)
    assert told is not None
    assert [(ride.start, ride.end) for ride in told.rides] == [(0, 1), (2, 4)]


def test_who_walks_as_well_is_told_no_ride() -> None:
    feed = feed_a()
    walk = Legs(
        np.array([0, 1], np.int64), np.zeros(1, np.int32), np.array([600], np.int32)
    )
    told = journey(feed.service, _ways(feed, walk), 0, 0, clock("07:57"), RULE)
    assert told == Journey(clock("07:47"), clock("07:57"), clock("07:57"), ())


def test_no_way_is_no_journey() -> None:
    feed = feed_b()
    assert journey(feed.service, _ways(feed), 0, 0, clock("08:05"), RULE) is None
    assert median_journey(feed.service, _ways(feed), 0, 0, RULE) is not None
    early = BellRule(bells_s=(clock("08:10"),))
    assert median_journey(feed.service, _ways(feed), 0, 0, early) is None


@pytest.mark.parametrize("waits_at", [NOWHERE, AT_HOME])
@pytest.mark.parametrize("seed", range(4))
def test_every_journey_can_be_ridden_and_has_the_lead_of_the_table(
    seed: int, waits_at: int
) -> None:
    deadline = clock("08:10")
    feed = random_waits(seed, AT_HOME) if waits_at else random_feed(seed)
    departure, used = feed.answers([deadline], RULE.rides, RULE.limit_s)
    for school in range(2):
        for home in range(feed.n_stops):
            told = journey(feed.service, _ways(feed), home, school, deadline, RULE)
            if departure[school, home, 0] == NEVER:
                assert told is None
                continue
            assert told is not None
            assert told.leave_s == departure[school, home, 0]
            assert 1 <= used[school, home, 0] <= len(told.rides) <= RULE.rides
            _check(feed, told, school)


def _check(feed: Feed, told: Journey, school: int) -> None:
    """Ride the journey call by call, with the change times and walks of the feed."""
    at, ready_s = told.rides[0].start, told.leave_s
    for number, ride in enumerate(told.rides):
        if number:
            ready_s += _change_s(feed, at, ride.start)
        assert ready_s <= ride.depart_s
        assert any(_is_ridden(calls, ride) for calls in feed.trips)
        at, ready_s = ride.end, ride.arrive_s
    egress_s = dict(feed.schools[school])[at]
    assert ready_s + egress_s == told.arrive_s <= told.deadline_s


def _change_s(feed: Feed, start: int, end: int) -> int:
    if start == end:
        return feed.change_s[start]
    walk = min(s for a, b, s in feed.walks if (a, b) == (start, end))
    return max(walk, feed.change_s[start], feed.change_s[end])


def _is_ridden(calls: list[tuple[int, int, int, bool, bool]], ride: Ride) -> bool:
    boards = [
        x for x, (stop, _, t, on, _) in enumerate(calls)
        if on and (stop, t) == (ride.start, ride.depart_s)
    ]  # fmt: skip
    alights = [
        x for x, (stop, t, _, _, off) in enumerate(calls)
        if off and (stop, t) == (ride.end, ride.arrive_s)
    ]  # fmt: skip
    return bool(boards) and bool(alights) and min(boards) < max(alights)


@pytest.mark.parametrize("seed", range(2))
def test_the_median_journey_has_the_median_lead(seed: int) -> None:
    feed = random_feed(seed)
    found = leads(feed.service, _ways(feed), RULE)
    first = slice(0, found.indptr[1])
    pairs = zip(found.home[first], found.median_s[first], strict=True)
    for row, (home, median_s) in enumerate(pairs):
        told = median_journey(feed.service, _ways(feed), int(home), 0, RULE)
        if median_s > RULE.limit_s:
            assert told is None
        else:
            assert told is not None
            assert told.journey.lead_s == median_s
            # An end beyond the limit is not a number of seconds.
            ends = told.lucky_s, told.unlucky_s
            assert ends == tuple(
                None if end_s == NOT_FOUND else end_s
                for end_s in (found.lucky_s[row], found.unlucky_s[row])
            )
