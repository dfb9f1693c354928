"""The lead over the bells: percentiles that a bell has, walking, thresholds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from accessibility.codes import BellRule, Mode
from accessibility.codes.bells import DEFAULT_BELLS_S
from accessibility.errors import UsageError
from accessibility.reach_table import NOT_FOUND
from accessibility.transit.bells import (
    Leads,
    Ways,
    leads,
    leads_home,
)
from accessibility.transit.search import Legs
from tests.made_timetables import (
    A,
    B,
    C,
    Feed,
    clock,
    feed_a,
    legs_at,
    random_feed,
    trip,
)

BELL = clock("08:30")


def _ways(feed: Feed, walk_s: dict[int, int] | None = None) -> Ways:
    walk = walk_s or {}
    ptr = np.full(len(feed.schools) + 1, len(walk), np.int64)
    ptr[0] = 0
    other, seconds = (np.array(list(some), np.int32) for some in (walk, walk.values()))
    return Ways(
        feed.access,
        feed.egress,
        Legs(ptr, other, seconds),
        np.zeros(len(feed.homes), np.uint8),
    )


def _leads(feed: Feed, rule: BellRule, walk_s: dict[int, int] | None = None) -> Leads:
    return leads(feed.service, _ways(feed, walk_s), rule)


def _every(headway_min: int) -> Feed:
    """A bus of ten minutes that leaves A every so often, and a school at its end."""
    starts = range(clock("07:00"), clock("08:30"), 60 * headway_min)
    trips = [[(A, t, t, True, True), (B, t + 600, t + 600, True, True)] for t in starts]
    return Feed(2, trips, [0] * len(trips), [0, 0], [], [[(B, 0)]], [[(A, 0)]])


def test_the_default_is_a_bell_every_five_minutes() -> None:
    assert [t // 60 - 480 for t in DEFAULT_BELLS_S] == [15, 20, 25, 30, 35, 40, 45]


def test_the_wait_at_school_counts_and_the_buffer_does_not() -> None:
    # Deadline 08:25: the bus of 08:00 is there at 08:10, fifteen minutes early.
    found = _leads(_every(30), BellRule(bells_s=(BELL,)))
    assert found.median_s.tolist() == [25 * 60]
    assert found.rides.tolist() == [1]


def test_percentiles_are_leads_that_a_bell_has() -> None:
    # Deadlines 08:10, 15, ..., 40; the last bus is in at 08:10.
    found = _leads(_every(30), BellRule())
    assert found.lucky_s.tolist() == [60 * 10]
    assert found.median_s.tolist() == [60 * (10 + 15)]
    assert found.unlucky_s.tolist() == [60 * (10 + 30)]


@pytest.mark.parametrize(
    ("n_bells", "rows"), [(1, (0, 0, 0)), (10, (0, 4, 8)), (11, (1, 5, 9))]
)
def test_percentiles_are_those_of_numpy(n_bells: int, rows: tuple[int, ...]) -> None:
    bells = tuple(BELL - 60 * (n_bells - i) for i in range(n_bells))
    found = _leads(_every(60), BellRule(bells_s=bells))
    every = np.sort([t - 300 - clock("08:00") for t in bells])
    got = [found.lucky_s[0], found.median_s[0], found.unlucky_s[0]]
    assert got == every[list(rows)].tolist()
    inverted = np.percentile(every, [10, 50, 90], method="inverted_cdf")
    assert got == inverted.tolist()


def test_who_is_in_time_for_few_bells_has_a_lucky_lead_only() -> None:
    # One bus, at 07:00: up to 70 minutes it will do for the first bell only.
    found = _leads(_every(90), BellRule(bells_s=DEFAULT_BELLS_S, limit_s=70 * 60))
    assert found.lucky_s.tolist() == [70 * 60]
    assert found.median_s.tolist() == [NOT_FOUND]
    assert found.unlucky_s.tolist() == [NOT_FOUND]


def test_walking_all_the_way_is_a_journey_without_rides() -> None:
    feed, rule = _every(30), BellRule(bells_s=(BELL,))
    assert _leads(feed, rule, {0: 25 * 60}).rides.tolist() == [0]
    slower = _leads(feed, rule, {0: 25 * 60 + 1})
    assert slower.rides.tolist() == [1]
    assert slower.median_s.tolist() == [25 * 60]


@pytest.mark.parametrize("seed", range(3))
def test_by_bus_is_never_later_than_on_foot(seed: int) -> None:
    feed = random_feed(seed)
    feed = replace(feed, schools=feed.schools[:1])
    walk = {home: 60 * (20 + home) for home in range(24)}
    found = _leads(feed, BellRule(), walk)
    for home, lead in zip(found.home, found.median_s, strict=True):
        assert lead <= walk[int(home)]


@pytest.mark.parametrize(("limit_s", "n"), [(1_499, 0), (1_500, 1), (1_501, 1)])
def test_the_limit_is_inclusive(limit_s: int, n: int) -> None:
    found = _leads(_every(30), BellRule(bells_s=(BELL,), limit_s=limit_s))
    assert len(found.home) == n


@pytest.mark.parametrize("seed", range(3))
def test_threads_change_nothing(seed: int) -> None:
    feed = random_feed(seed)
    ways = _ways(feed)
    one, two = (leads(feed.service, ways, BellRule(), workers=n) for n in (1, 2))
    for name in one._fields:
        assert np.array_equal(getattr(one, name), getattr(two, name))


def test_the_way_home_counts_from_the_door_of_the_school() -> None:
    # School ends 15:30, out at 15:35; bus at 15:40, at A 15:50, two minutes on foot.
    feed = Feed(
        2, [trip((B, A), "15:40 15:50")], [0], [0, 0], [], [[(B, 60)]], [[(A, 120)]]
    )
    rule = BellRule(ends_s=(clock("15:30"),))
    found = leads_home(feed.service, _ways(feed), rule)
    assert found.median_s.tolist() == [17 * 60]
    late = replace(rule, ends_s=(clock("15:35"),))
    assert not len(leads_home(feed.service, _ways(feed), late).home)


def test_a_headway_is_waited_for_before_the_first_ride_only() -> None:
    # A-B every half hour, not at fixed times; B-C at 08:15, there at 08:25.
    feed = replace(_every(30), schools=[[(C, 0)]], n_stops=3, change_s=[0, 0, 0])
    feed = feed.with_trip(trip((B, C), "08:15 08:25"), line=1)
    waits = [1_800] * len(feed.line)
    rule = BellRule(bells_s=(BELL,))
    # Off by 08:10: on the bus of 08:00, for which one may wait from 07:30.
    assert _leads(feed, rule).median_s.tolist() == [25 * 60]
    worst = replace(feed, wait_s=waits)
    assert _leads(worst, rule).median_s.tolist() == [55 * 60]
    # The second ride runs every half hour as well: it is not waited for again.
    only_second = replace(feed, wait_s=[0] * (len(waits) - 1) + [1_800])
    assert _leads(only_second, rule).median_s.tolist() == [25 * 60]


def test_on_the_way_home_the_first_ride_is_that_from_school() -> None:
    # Out at 15:35; a bus every twenty minutes from 15:40, ten minutes to A.
    trips = [trip((B, A), f"15:{t} 15:{t + 10}") for t in (20, 40)]
    trips += [trip((B, A), f"16:{t:02} 16:{t + 10}") for t in (0, 20)]
    feed = Feed(2, trips, [0] * 4, [0, 0], [], [[(B, 0)]], [[(A, 0)]])
    rule = BellRule(ends_s=(clock("15:30"),))
    assert leads_home(feed.service, _ways(feed), rule).median_s.tolist() == [15 * 60]
    # It may just have left: twenty minutes at the stop, on the bus of 16:00.
    worst = replace(feed, wait_s=[1_200] * 4)
    found = leads_home(worst.service, _ways(worst), rule)
    assert found.median_s.tolist() == [35 * 60]


def test_no_school_is_no_answer() -> None:
    feed = replace(feed_a(), schools=[])
    assert _leads(feed, BellRule()).indptr.tolist() == [0]
    assert len(legs_at([]).ptr) == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"bells_s": ()}, "at least one"),
        ({"bells_s": (90_000,)}, "times of one day"),
        ({"rides": 0}, "rides must be 1 to 20"),
        ({"access": Mode.CAR}, "walk or bike"),
        ({"walk_m": 0.0}, "above 0 m"),
        ({"buffer_s": -1}, "buffer"),
    ],
)
def test_a_rule_that_cannot_be_searched_is_refused(
    wrong: dict[str, Any], says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        replace(BellRule(), **wrong)
