"""The search agrees with hand-drawn timetables, a plain scan, and its own laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessibility.transit.search import NEVER
from accessibility.transit.timetable import AT_HOME, AT_SCHOOL
from tests.connection_scan import scanned
from tests.made_timetables import (
    Feed,
    clock,
    feed_a,
    feed_b,
    feed_c,
    random_feed,
    random_waits,
)

DEADLINES = [clock(f"08:{minute:02}") for minute in range(0, 35, 5)]


def told(feed: Feed, deadline: str, rides: int = 4) -> str:
    """Latest departure and rides of each home, as they stand in a table."""
    departure, used = feed.answers([clock(deadline)], rides)
    return ", ".join(
        "never" if t == NEVER else f"{t // 3600:02}:{t % 3600 // 60:02} / {k}"
        for t, k in zip(departure[0, :, 0], used[0, :, 0], strict=True)
    )


@pytest.mark.parametrize(
    ("deadline", "answers"),
    [
        ("07:54", "07:05 / 2, 07:25 / 2, 07:39 / 1"),
        ("07:56", "07:05 / 2, 07:25 / 2, 07:39 / 1"),
        ("07:57", "07:05 / 2, 07:25 / 2, 07:42 / 1"),
        ("08:00", "07:05 / 2, 07:25 / 2, 07:42 / 1"),
    ],
)
def test_a_trip_that_overtakes_is_caught(deadline: str, answers: str) -> None:
    assert told(feed_a(), deadline) == answers


@pytest.mark.parametrize(
    ("deadline", "answers"),
    [
        ("08:05", "never, never, never, 07:50 / 1"),
        ("08:10", "07:30 / 2, 07:35 / 2, 07:46 / 1, 07:50 / 1"),
    ],
)
def test_walks_are_not_chained(deadline: str, answers: str) -> None:
    assert told(feed_b(), deadline) == answers


@pytest.mark.parametrize(
    ("deadline", "rides", "answers"),
    [
        ("07:50", 4, "07:10 / 2, 07:20 / 2, 07:32 / 1"),
        ("08:00", 4, "07:10 / 2, 07:20 / 2, 07:50 / 1"),
        ("08:10", 4, "07:10 / 2, 07:20 / 2, 07:50 / 1"),
        ("07:50", 1, "never, never, 07:32 / 1"),
        ("08:00", 1, "never, never, 07:50 / 1"),
    ],
)
def test_a_loop_is_ridden_from_its_end(deadline: str, rides: int, answers: str) -> None:
    assert told(feed_c(), deadline, rides) == answers


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("rides", [1, 2, 4])
def test_agrees_with_a_connection_scan(seed: int, rides: int) -> None:
    feed = random_feed(seed)
    ours, theirs = feed.answers(DEADLINES, rides), scanned(feed, DEADLINES, rides)
    assert (ours[0] > NEVER).any()
    assert np.array_equal(ours[0], theirs[0])
    assert np.array_equal(ours[1], theirs[1])


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("waits_at", [AT_HOME, AT_SCHOOL])
def test_waits_before_the_first_ride_agree_with_a_scan(
    seed: int, waits_at: int
) -> None:
    feed = random_waits(seed, waits_at)
    ours, theirs = feed.answers(DEADLINES, 4), scanned(feed, DEADLINES, 4)
    assert np.array_equal(ours[0], theirs[0])
    assert np.array_equal(ours[1], theirs[1])
    at_once, _ = random_feed(seed).answers(DEADLINES, 4)
    assert (ours[0] <= at_once).all()
    assert (ours[0] < at_once).any()


@settings(max_examples=15, deadline=None)
@given(st.integers(100, 10_000), st.integers(1, 7))
def test_agrees_with_a_connection_scan_on_any_feed(seed: int, rides: int) -> None:
    feed, some = random_feed(seed), DEADLINES[::3]
    ours, theirs = feed.answers(some, rides), scanned(feed, some, rides)
    assert np.array_equal(ours[0], theirs[0])
    assert np.array_equal(ours[1], theirs[1])


@pytest.mark.parametrize("seed", range(4))
def test_labels_kept_from_bell_to_bell_change_nothing(seed: int) -> None:
    feed = random_feed(seed)
    together, used = feed.answers(DEADLINES, 4)
    for d, deadline in enumerate(DEADLINES):
        alone, rides = feed.answers([deadline], 4)
        assert np.array_equal(alone[:, :, 0], together[:, :, d])
        assert np.array_equal(rides[:, :, 0], used[:, :, d])


@given(st.integers(0, 1_000))
@settings(max_examples=20, deadline=None)
def test_a_later_bell_never_means_leaving_earlier(seed: int) -> None:
    departure, _ = random_feed(seed).answers(DEADLINES, 4, 86_400)
    assert (np.diff(departure, axis=2) >= 0).all()


@given(st.integers(0, 1_000))
@settings(max_examples=20, deadline=None)
def test_more_rides_never_mean_leaving_earlier(seed: int) -> None:
    feed = random_feed(seed)
    fewer = [feed.answers(DEADLINES, rides)[0] for rides in (1, 2, 3)]
    assert (fewer[0] <= fewer[1]).all()
    assert (fewer[1] <= fewer[2]).all()


@given(st.integers(0, 1_000), st.integers(1_001, 2_000))
@settings(max_examples=20, deadline=None)
def test_an_extra_trip_never_means_leaving_earlier(seed: int, other: int) -> None:
    feed = random_feed(seed)
    more = feed.with_trip(random_feed(other).trips[0], line=99)
    assert (feed.answers(DEADLINES, 4)[0] <= more.answers(DEADLINES, 4)[0]).all()


def test_a_lead_at_the_limit_counts_and_one_second_more_does_not() -> None:
    feed, deadline = feed_a(), clock("07:54")
    at_a = deadline - clock("07:05")
    for horizon_s, is_kept in ((at_a - 1, False), (at_a, True), (at_a + 1, True)):
        departure, _ = feed.answers([deadline], 4, horizon_s)
        assert (departure[0, 0, 0] > NEVER) == is_kept
