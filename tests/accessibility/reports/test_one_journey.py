"""A journey from near by: lines, stops and minutes as the street has them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accessibility.codes import DEFAULT_BELLS, BellRule, Mode, Unit, Vehicle
from accessibility.errors import UsageError
from accessibility.questions import Question
from accessibility.reports.one_journey import Step, StepKind, journey_card
from accessibility.study import Study
from tests.bus_street import bus_snapshot, bus_study
from tests.made_timetables import clock

BUS = (StepKind.RIDE, "Aa", "Cee")
WALK_TO_S0_S = 720
"""1 000 m at 5 km/h."""
WALK_FROM_S2_S = 216
"""300 m."""


def test_the_median_morning_is_told_step_by_step() -> None:
    card = journey_card(bus_study(), "1000", "00BB00", Question())
    first, ride, last = card.steps
    # Of the leads 27, 27, 32, 32, 37, 42, 42 minutes the fourth: the bell of 08:25.
    board_s, there_s = clock("08:00"), clock("08:10")
    leave_s, arrive_s = board_s - WALK_TO_S0_S, there_s + WALK_FROM_S2_S
    assert first == Step(StepKind.WALK, "", "Aa", leave_s, board_s)
    assert ride == Step(*BUS, board_s, there_s, "1", Vehicle.BUS)
    assert last == Step(StepKind.WALK, "Cee", "", there_s, arrive_s)
    assert (card.bell_s, card.lead_s) == (clock("08:25"), 32 * 60)
    assert card.time_s == arrive_s - leave_s


def test_lead_and_spread_are_those_of_the_table() -> None:
    study = bus_study()
    card = journey_card(study, "1000", "00BB00", Question())
    reach = study.reach(study.students_for(Question()), Mode.OV, Unit.SECONDS)
    at = reach.indptr[reach.destination_ids.tolist().index("00BB00")]
    assert reach.point[at] == 0
    assert reach.time_p10_ds is not None
    assert reach.time_p90_ds is not None
    table = (reach.time_p10_ds[at], reach.cost(Unit.SECONDS)[at], reach.time_p90_ds[at])
    told = (card.lucky_s, card.lead_s, card.unlucky_s)
    assert tuple(10 * (one or 0) for one in told) == table


def test_a_bicycle_to_the_stop_is_told_as_that() -> None:
    cycling = replace(DEFAULT_BELLS, access=Mode.BIKE)
    card = journey_card(bus_study(bells=cycling), "1000", "00BB00", Question())
    assert card.steps[0].kind is StepKind.BIKE


def test_who_walks_all_the_way_has_one_step() -> None:
    card = journey_card(bus_study(), "1001", "00AA00", Question())
    (step,) = card.steps
    assert (step.kind, step.start, step.end) == (StepKind.WALK, "", "")


def test_no_journey_in_time_is_told_as_none() -> None:
    night = BellRule(bells_s=(clock("05:00"),))
    card = journey_card(bus_study(bells=night), "1000", "00BB00", Question())
    assert (card.steps, card.bell_s, card.lead_s) == ((), None, None)
    assert card.limit_s == night.limit_s


@pytest.mark.parametrize(
    ("pc4", "brin6", "what"),
    [("9999", "00BB00", "postcode '9999'"), ("1000", "99ZZ99", "vestiging '99ZZ99'")],
)
def test_what_is_not_in_the_snapshot_is_named(pc4: str, brin6: str, what: str) -> None:
    with pytest.raises(UsageError, match=what):
        journey_card(bus_study(), pc4, brin6, Question())


def test_a_snapshot_without_a_timetable_is_refused_with_a_sentence() -> None:
    study = Study(replace(bus_snapshot(), transit={}))
    with pytest.raises(UsageError, match="gtfs"):
        journey_card(study, "1000", "00BB00", Question())
