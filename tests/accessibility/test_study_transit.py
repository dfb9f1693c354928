"""Public transport as a mode of a study: shares, two ways, scenarios, notes."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import Any

import pytest

from accessibility.codes import BellRule, Leerweg, Luck, Mode, Unit
from accessibility.effects import access_changes
from accessibility.errors import MissingDataError, UsageError
from accessibility.questions import OtherWay, Question
from accessibility.reach_table import Status
from accessibility.scenario import (
    AddLine,
    CloseLink,
    Edit,
    LineHeadway,
    Place,
    RemoveLine,
    RemoveStop,
    Scenario,
)
from accessibility.study import Study
from tests.bus_street import bus_snapshot, bus_students, bus_study
from tests.made_days import X_M, Y_M

BY_OV = Question(
    mode=Mode.OV,
    within=(2_700.0,),
    unit=Unit.SECONDS,
    profielen=("PIE",),
    leerwegen=(Leerweg.GL,),
)
WALK_TO_S0_S = 720
"""1 000 m at 5 km/h."""


def _row(study: Study, question: Question = BY_OV) -> dict[Hashable, Any]:
    (row,) = study.answer(question).table.to_dict("records")
    return row


def test_shares_by_public_transport_lose_nobody() -> None:
    row = _row(bus_study())
    assert row["reached"] == 30
    assert row["outside"] == 30
    rest = ("reached", "beyond", "unreachable", "unsnapped", "outside")
    assert sum(row[name] for name in rest) == 60


@pytest.mark.parametrize(("within", "reached"), [(1919, 20), (1920, 30), (1921, 30)])
def test_the_threshold_is_inclusive(within: float, reached: float) -> None:
    # Median of seven leads from s0: 20 minutes, and twelve to walk there.
    assert WALK_TO_S0_S + 20 * 60 == 1920
    row = _row(bus_study(), replace(BY_OV, within=(within,)))
    assert row["reached"] == reached


def test_within_90_minutes_and_not_in_time_is_beyond_and_no_journey_unreachable() -> (
    None
):
    row = _row(bus_study(), replace(BY_OV, within=(1_200.0,)))
    assert (row["reached"], row["beyond"], row["unreachable"]) == (20, 10, 0)
    gone = Scenario("weg", "bus", (RemoveLine("L"),))
    study = bus_study()
    after = study.beside(study.applied(gone).snapshot, everyone=bus_students())
    row = _row(after)
    # From h1 one can walk to school, in 76 minutes; from h0 not in 90.
    assert (row["reached"], row["beyond"], row["unreachable"]) == (0, 20, 10)


def test_where_nothing_is_known_of_buses_is_outside_and_not_unreachable() -> None:
    reach = bus_study().reach(bus_students(), Mode.OV, Unit.SECONDS)
    assert reach.status.tolist() == [Status.OK, Status.OK, Status.OUTSIDE]
    assert reach.distance_cm is None
    assert reach.rides is not None
    assert set(reach.rides.tolist()) <= {0, 1}
    with pytest.raises(UsageError, match="no distances, only times: use --unit min"):
        reach.cost(Unit.METRES)


@pytest.mark.parametrize(
    ("within", "reached"),
    [
        # From s1: 10 10 15 15 20 25 25 minutes; from h0 17 more.
        (1_499, {Luck.LUCKY: 20, Luck.MEDIAN: 20, Luck.UNLUCKY: 0}),
        (1_500, {Luck.LUCKY: 20, Luck.MEDIAN: 20, Luck.UNLUCKY: 20}),
        (1_620, {Luck.LUCKY: 30, Luck.MEDIAN: 20, Luck.UNLUCKY: 20}),
    ],
)
def test_percentiles_of_the_bells_can_be_asked(
    within: float, reached: dict[Luck, int]
) -> None:
    found = {}
    for luck in Luck:
        study = bus_study(bells=BellRule(luck=luck))
        found[luck] = _row(study, replace(BY_OV, within=(within,)))["reached"]
    assert found == reached


@pytest.mark.parametrize(("within", "reached"), [(2219, 20), (2220, 30)])
def test_the_way_home_is_counted_from_the_end_of_school(
    within: float, reached: float
) -> None:
    # From 15:20 by five minutes the bus of 15:40 or 16:00: 27, 32, 32, 37, 37, 42, 42.
    study = bus_study(bells=BellRule(homeward=True))
    answer = study.answer(replace(BY_OV, within=(within,)))
    (row,) = answer.table.to_dict("records")
    assert row["reached"] == reached
    assert "the way home" in " ".join(answer.notes)
    assert "the median of 7 ends of school 15:15-15:45" in " ".join(answer.notes)


def test_metres_and_missing_timetables_get_a_sentence() -> None:
    with pytest.raises(UsageError, match="'ov' has no distances"):
        bus_study().answer(replace(BY_OV, unit=Unit.METRES))
    bare = replace(bus_snapshot(), transit={})
    with pytest.raises(UsageError, match=r"needs a timetable.*a source of kind gtfs"):
        bus_study(bare).answer(BY_OV)
    with pytest.raises(
        MissingDataError, match="no timetable for ov; there is straight"
    ):
        bus_study(bare).require_mode(Mode.OV)
    no_streets = replace(bus_snapshot(), roads={})
    with pytest.raises(UsageError, match=r"kind gtfs and one of kind osm to walk"):
        bus_study(no_streets).answer(BY_OV)
    with pytest.raises(MissingDataError, match="'ov' needs a timetable"):
        _ = bare.timetable


def test_modes_are_those_that_can_be_measured() -> None:
    assert bus_study().modes == (Mode.STRAIGHT, Mode.BIKE, Mode.WALK, Mode.OV)
    assert Study(bus_snapshot()).modes == (Mode.STRAIGHT,)


def test_roads_and_timetable_are_dated_and_the_method_is_told() -> None:
    answer = bus_study().answer(BY_OV)
    assert answer.dates["network"] == "2020-01-01"
    assert answer.dates["timetable"] == "2019-10-01"
    notes = " ".join(answer.notes)
    assert "the median of 7 bells 08:15-08:45; timetable of 2019-10-01" in notes
    assert "at most 1200 m on foot" in notes
    assert "over the road are not" not in notes


def test_either_of_two_ways_is_told_apart_and_adds_up() -> None:
    question = replace(
        BY_OV,
        mode=Mode.BIKE,
        within=(6_500.0,),
        unit=Unit.METRES,
        or_else=OtherWay(Mode.OV, 1_920.0, Unit.SECONDS),
    )
    row = _row(bus_study(), question)
    # h1 is 6 300 m away by bicycle; h0 gets there by bus only; h2 is not known.
    assert (row["both"], row["only_first"], row["only_second"]) == (20, 0, 10)
    assert row["reached"] == 30
    assert (row["neither"], row["unsnapped"], row["outside"]) == (0, 0, 30)
    assert row["reached"] + row["outside"] == row["students"] == 60
    header = bus_study().answer(question).header
    assert header.question["or_else"] == "1920 s ov"
    assert {"network", "timetable"} <= set(header.dates)


def test_two_ways_take_one_threshold() -> None:
    other = OtherWay(Mode.OV, 1_920.0, Unit.SECONDS)
    with pytest.raises(UsageError, match="one threshold"):
        bus_study().answer(replace(BY_OV, within=(1.0, 2.0), or_else=other))


def _after(*edits: Edit) -> float:
    """How many are reached after some edits, by the effect and measured anew."""
    scenario, question = (
        Scenario("wat als", "bus", edits),
        replace(BY_OV, within=(1_700.0,)),
    )
    study = bus_study()
    snapshot = study.applied(scenario).snapshot
    row = _row(study.beside(snapshot, everyone=bus_students()), question)
    table = access_changes(study.effect(scenario, question, only_pairs=True))
    assert table.after.tolist() in ([row["reached"]], [])
    reached: float = row["reached"]
    return reached


def test_scenarios_change_what_runs() -> None:
    assert _after() == 20
    assert _after(RemoveLine("L")) == 0
    assert _after(RemoveStop("s1")) == 0
    assert _after(LineHeadway("L", 5.0, "06:00", "09:00")) == 30
    quick = AddLine("N", ("s0", "s2"), 5.0, "06:00", "09:00", (5.0,))
    assert _after(RemoveLine("L"), quick) == 10


def test_a_closed_street_keeps_people_from_the_bus() -> None:
    assert _after(CloseLink(Mode.WALK, Place(X_M + 2_950, Y_M))) == 20
    assert _after(CloseLink(Mode.WALK, Place(X_M + 9_250, Y_M))) == 0


def test_an_edit_that_cannot_be_made_is_told() -> None:
    with pytest.raises(Exception, match=r"edit 1 \(remove-line\): unknown line: 'X'"):
        bus_study().applied(Scenario("x", "bus", (RemoveLine("X"),)))
    twice = (RemoveLine("L"), RemoveLine("L"))
    with pytest.raises(Exception, match=r"edit 2 \(remove-line\): does nothing"):
        bus_study().applied(Scenario("x", "bus", twice))
    bare = replace(bus_snapshot(), transit={})
    with pytest.raises(Exception, match="holds no timetable"):
        bus_study(bare).applied(Scenario("x", "bus", (RemoveLine("L"),)))
