"""Ways to stops run over streets, up to their caps, in whole seconds upwards."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from accessibility.codes import BellRule, Mode
from accessibility.transit import (
    FORBIDDEN,
    Service,
    Transfers,
    TransitDay,
    Walks,
    changes_for,
    is_near_street,
    leads,
    leads_home,
    walks_between,
    ways_of,
)
from accessibility.transit.timetable import NO_CHANGE_S, Changes
from tests.made_days import along, made_day, street

RULE = BellRule()
SCHOOLS = along("k", [9_300])
ROADS = {Mode.WALK: street(), Mode.BIKE: street(Mode.BIKE)}


def _walk_s(metres: float) -> int:
    return int(np.ceil(metres * 3.6 / 5))


def _pairs(changes: Changes) -> dict[tuple[int, int], int]:
    end = np.repeat(np.arange(len(changes.change_s)), np.diff(changes.foot_ptr))
    rows = zip(changes.foot_from, end, changes.foot_s, strict=True)
    return {(int(a), int(b)): int(s) for a, b, s in rows}


@pytest.mark.parametrize(("metres", "n"), [(1_199.9, 1), (1_200, 1), (1_200.1, 0)])
def test_the_cap_of_the_walk_is_inclusive(metres: float, n: int) -> None:
    homes = along("h", [3_000 + metres])
    ways = ways_of(made_day(), homes, SCHOOLS, ROADS, RULE)
    assert len(ways.access.other) == n


def test_ways_to_and_from_stops_take_the_walk_over_the_street() -> None:
    ways = ways_of(made_day(), along("h", [0, 6_000]), SCHOOLS, ROADS, RULE)
    assert ways.access.ptr.tolist() == [0, 1, 1, 1, 1]
    assert ways.access.seconds.tolist() == [_walk_s(1_000)]
    assert ways.egress.other.tolist() == [2]
    assert ways.egress.seconds.tolist() == [_walk_s(300)]
    # The second home walks 3 300 m to school, the first could not in 90 minutes.
    assert ways.walk.other.tolist() == [1]
    assert ways.walk.seconds.tolist() == [_walk_s(3_300)]


def test_a_bicycle_to_the_stop_goes_farther_and_must_be_parked() -> None:
    homes = along("h", [6_000])
    rule = replace(RULE, access=Mode.BIKE)
    ways = ways_of(made_day(), homes, SCHOOLS, ROADS, rule)
    assert ways.access.other.tolist() == [0, 0]
    assert len(set(ways.access.seconds.tolist())) == 1
    assert ways.access.seconds[0] > rule.park_s + 3_000 / 6
    assert ways.egress.seconds.tolist() == [_walk_s(300)]


def test_a_stop_far_from_any_street_has_no_ways() -> None:
    day = made_day()
    near = is_near_street(day.stops.points, ROADS[Mode.WALK], RULE)
    assert near.tolist() == [True, True, True, False]
    ways = ways_of(day, along("h", [6_000], off_m=399), SCHOOLS, ROADS, RULE)
    assert not len(ways.access.other)


def test_the_lead_of_the_drawn_street() -> None:
    day, rule = made_day(), replace(RULE, bells_s=(8 * 3600 + 1800,))
    service = Service(day.timetable, changes_for(day, _no_walks(), rule))
    ways = ways_of(day, along("h", [0]), SCHOOLS, ROADS, rule)
    # At school by 08:25, off the bus by 08:21:24: the bus of 08:00, in at 08:10.
    assert leads(service, ways, rule).median_s.tolist() == [_walk_s(1_000) + 25 * 60]


def test_the_way_home_of_the_drawn_street() -> None:
    day, rule = made_day(), replace(RULE, ends_s=(15 * 3600 + 1800,))
    service = Service(day.timetable, changes_for(day, _no_walks(), rule))
    ways = ways_of(day, along("h", [0]), SCHOOLS, ROADS, rule, home=True)
    # Out at 15:35, at the stop 15:38:36: the bus of 15:40, at s0 at 15:50.
    found = leads_home(service, ways, rule)
    assert found.median_s.tolist() == [15 * 60 + _walk_s(1_000)]


def _no_walks() -> Walks:
    none = np.empty(0, np.int32)
    return Walks(none, none, none)


def test_walks_between_stops_run_over_the_street_up_to_a_cap() -> None:
    day = made_day()
    assert not len(walks_between(day, ROADS[Mode.WALK], RULE).start)
    rule = replace(RULE, foot_s=_walk_s(2_000))
    walks = walks_between(day, ROADS[Mode.WALK], rule)
    pairs = sorted(zip(walks.start.tolist(), walks.end.tolist(), strict=True))
    assert pairs == [(0, 1), (1, 0)]
    assert walks.seconds.tolist() == [_walk_s(2_000)] * 2


def _told(day: TransitDay, *rows: tuple[int, int, int]) -> TransitDay:
    start, end, seconds = np.array(rows, np.int32).T
    return replace(day, transfers=Transfers(start, end, seconds))


def test_what_the_feed_says_of_two_stops_counts_before_the_street() -> None:
    walks = Walks(
        np.array([0, 1, 1], np.int32),
        np.array([1, 0, 2], np.int32),
        np.array([400, 400, 500], np.int32),
    )
    day = _told(made_day(), (0, 1, 700), (1, 2, FORBIDDEN), (3, 2, 10))
    found = _pairs(changes_for(day, walks, RULE))
    assert found == {(0, 1): 700, (1, 0): 400, (3, 2): RULE.change_s}


def test_platforms_of_a_station_are_joined_by_their_change_time() -> None:
    day = made_day()
    station = np.array([7, 7, -1, 7], np.int32)
    change_s = np.array([60, 180, FORBIDDEN, 60], np.int32)
    day = replace(day, stops=day.stops._replace(station=station, change_s=change_s))
    changes = changes_for(day, _no_walks(), RULE)
    assert changes.change_s.tolist() == [60, 180, NO_CHANGE_S, 60]
    assert _pairs(changes) == {
        (0, 1): 180, (1, 0): 180, (0, 3): 60, (3, 0): 60, (1, 3): 180, (3, 1): 180,
    }  # fmt: skip
