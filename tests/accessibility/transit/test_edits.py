"""Lines removed, added and retimed: a removal helps nobody, an addition harms none."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from accessibility.codes import BellRule, Mode
from accessibility.errors import UsageError
from accessibility.reach_table import NOT_FOUND
from accessibility.transit import (
    Plan,
    Service,
    TransitDay,
    changes_for,
    leads,
    walks_between,
    ways_of,
    with_headway,
    with_line,
    without_lines,
    without_stops,
)
from tests.made_days import along, made_day, street
from tests.made_timetables import clock

RULE = BellRule()
ROADS = {Mode.WALK: street()}
SCHOOLS = along("k", [9_300])
HOMES = along("h", [0, 3_000, 5_900])
WALK_FROM_1_S = 6_300 * 36 // 50
MORNING = Plan(clock("06:00"), clock("10:00"), 600)


def _median_s(day: TransitDay) -> list[int]:
    changes = changes_for(day, walks_between(day, ROADS[Mode.WALK], RULE), RULE)
    ways = ways_of(day, HOMES, SCHOOLS, ROADS, RULE)
    found = leads(Service(day.timetable, changes), ways, RULE)
    median_s = np.full(len(HOMES), NOT_FOUND)
    median_s[found.home] = found.median_s
    return median_s.tolist()


def test_a_removed_line_leaves_those_who_can_walk() -> None:
    before, after = _median_s(made_day()), _median_s(without_lines(made_day(), ["L"]))
    assert before[0] < NOT_FOUND
    assert before[1] < WALK_FROM_1_S
    assert after == [NOT_FOUND, WALK_FROM_1_S, before[2]]


def test_a_removed_stop_is_driven_past() -> None:
    before = _median_s(made_day())
    after = _median_s(without_stops(made_day(), ["s1"]))
    assert after == [before[0], WALK_FROM_1_S, before[2]]


def test_a_shorter_headway_helps_and_the_same_changes_nothing() -> None:
    before = _median_s(made_day())
    same = Plan(clock("06:00"), clock("19:40"), 1200)
    assert _median_s(with_headway(made_day(), "L", same)) == before
    often = MORNING._replace(headway_s=300)
    after = _median_s(with_headway(made_day(), "L", often))
    assert after[0] < before[0]
    assert after[2] == before[2]


def test_an_added_line_brings_its_stops_to_school() -> None:
    day = with_line(made_day(), "N", ["s3", "s2"], MORNING, minutes=[10])
    # s3 lies too far from the street to be walked to; the line itself is there.
    assert day.lines.ids.tolist() == ["L", "N"]
    assert day.timetable.n_trips.sum() == made_day().timetable.n_trips.sum() + 2 * 25
    assert _median_s(day) == _median_s(made_day())
    quick = with_line(made_day(), "N", ["s0", "s2"], MORNING, minutes=[5])
    assert _median_s(quick)[0] < _median_s(made_day())[0]


def test_an_added_line_without_times_drives_the_straight_line_with_a_detour() -> None:
    day = with_line(made_day(), "N", ["s0", "s1"], MORNING)
    pattern = int(np.flatnonzero(day.timetable.line == 1)[0])
    first = day.timetable.time_ptr[pattern]
    run_s = np.diff(day.timetable.arrive_s[first : first + 2])
    assert run_s.tolist() == [2_000 * 1.25 * 3.6 / 25]


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (lambda day: without_lines(day, ["x", "L", "y"]), "unknown line: 'x', 'y'"),
        (lambda day: without_stops(day, ["x"]), "unknown stop: 'x'"),
        (lambda day: with_line(day, "L", ["s0", "s1"], MORNING), "exists already"),
        (lambda day: with_line(day, "N", ["s0"], MORNING), "at least two stops"),
        (
            lambda day: with_line(day, "N", ["s0", "s1"], MORNING, minutes=[1, 2]),
            "2 stops need 1 running times",
        ),
        (lambda day: with_headway(day, "L", Plan(0, 10, 0)), "headway above 0 s"),
        (lambda day: with_headway(day, "L", Plan(10, 0, 60)), "not before the first"),
    ],
)
def test_an_edit_that_cannot_be_made_is_refused(
    edit: Callable[[TransitDay], TransitDay], says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        edit(made_day())


def test_an_edit_leaves_the_original_alone() -> None:
    day = made_day()
    before = _median_s(day)
    without_lines(day, ["L"])
    with_headway(day, "L", MORNING)
    assert _median_s(day) == before
