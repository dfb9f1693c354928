"""Roads that cover part of the line: what is not known is neither near nor far.

x (km)   0      5      10  12        20     25
homes    A(10)         B(20)         C(30)        D has no place (5)
schools  S1            S2                   S3
roads    |----------------|
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from accessibility.codes import AreaKind, Denominator, Leerweg, Mode, Profiel, Unit
from accessibility.effects import access_changes
from accessibility.measures import CHOICE
from accessibility.measures.beyond_roads import floors, least_cost
from accessibility.measures.comparison import flips
from accessibility.measures.gap_anatomy import GapReason, gaps
from accessibility.measures.nearest import nearest_offers, nearest_per_postcode
from accessibility.places import points_of
from accessibility.questions import Question
from accessibility.reach_table import NOT_FOUND
from accessibility.reports import Closing, closures
from accessibility.roads.network_tables import network_from_tables
from accessibility.roads.road_reach import road_reach_table
from accessibility.scenario import CloseOffer, Scenario
from accessibility.study import Study
from tests.conftest import KM, X_M, Y_M

if TYPE_CHECKING:
    from accessibility.counting.students import Students
    from accessibility.reach_table import ReachTable
    from accessibility.snapshot import Snapshot

PAIRS = [("PIE", Leerweg.GL), ("MVI", Leerweg.GL), ("PIE", Leerweg.BL)]


def road_reach(
    snapshot: Snapshot, students: Students, mode: Mode, unit: Unit, limit: float
) -> ReachTable:
    sites = points_of(snapshot.vestigingen, "brin6")
    network = snapshot.network(mode)
    return road_reach_table(network, students.points, sites, unit=unit, limit=limit)


@pytest.fixture
def study(line_snapshot: Snapshot) -> Study:
    nodes = pd.DataFrame(
        {
            "node_id": [0, 1, 2],
            "x_m": [X_M, X_M + 10 * KM, X_M + 12 * KM],
            "y_m": [Y_M, Y_M, Y_M],
        }
    )
    edges = pd.DataFrame({"from_node": [0, 1], "to_node": [1, 2]})
    network = network_from_tables(nodes, edges, mode=Mode.BIKE)
    return Study(
        dataclasses.replace(line_snapshot, roads={Mode.BIKE: network}),
        road_reach=road_reach,
    )


def _question(**more: object) -> Question:
    plain = Question(
        mode=Mode.BIKE,
        profielen=("PIE", "MVI"),
        leerwegen=(Leerweg.GL,),
        denominator=Denominator.COMMON,
        smallest=0,
    )
    return dataclasses.replace(plain, **more)  # type: ignore[arg-type] # as given


def test_nobody_is_lost_and_the_part_beyond_the_roads_has_no_share(
    study: Study,
) -> None:
    table = study.answer(_question()).table
    pie, mvi = table.to_dict("records")
    parts = ("reached", "beyond", "unreachable", "unsnapped", "outside")
    assert [pie[name] for name in parts] == [30, 0, 0, 5, 30]
    assert table.share.isna().all()
    # C lies 20 km from the only PIE in gl: a straight line rules it out.
    assert (pie["reached_low"], pie["reached_high"]) == (30, 30)
    # MVI in gl is offered at 25 km, beyond the roads: 5 km from C, 15 km from B.
    assert (mvi["reached_low"], mvi["reached"], mvi["reached_high"]) == (0, 0, 30)
    assert (mvi["share_low"], mvi["share_high"]) == (0, pytest.approx(30 / 65))


def test_of_homes_beyond_the_roads_no_number_of_profielen_is_known(
    study: Study,
) -> None:
    table = study.measure(CHOICE, _question()).table.set_index("n_profiles")
    assert table.outside.tolist() == [30] * 6
    assert table.students.sum() + 30 == 65
    assert table.share.isna().all()
    assert table.students_likely_low.isna().all()
    # C may have MVI, 5 km off beyond the roads, and no more than that.
    assert table.students_high[0] == table.students[0] + 30
    assert table.students_high[5] == table.students[5]
    assert (table.students_low <= table.students).all()
    assert (table.students <= table.students_high).all()


def test_who_chooses_inside_the_roads_has_a_share(study: Study) -> None:
    asked = _question(per=AreaKind.GEMEENTE)
    table = study.measure(CHOICE, asked).table
    west = table[table.area_code == "West"]
    assert west.outside.sum() == 0
    assert west.share.sum() == 1
    assert table.share[table.area_code == "Oost"].isna().all()


def test_at_a_longer_threshold_a_school_beyond_the_roads_may_serve_homes_inside(
    study: Study,
) -> None:
    table = study.answer(_question(within=(16_000.0,))).table.set_index("profiel")
    # B is 15 km from the school beyond the roads, in a straight line.
    assert table.loc["MVI", "reached_high"] == 50
    assert table.loc["MVI", "beyond"] == 30


def test_an_area_inside_the_roads_keeps_its_share(study: Study) -> None:
    asked = _question(per=AreaKind.GEMEENTE)
    table = study.answer(asked).table.set_index(["area_code", "profiel"])
    assert table.loc[("West", "PIE"), "share"] == 1
    assert table.share.isna()[("Oost", "PIE")]
    assert table.loc[("Oost", "PIE"), "outside"] == 30


def test_a_scenario_tells_those_beyond_the_roads_apart(study: Study) -> None:
    asked = _question(per=AreaKind.GEMEENTE)
    closed = CloseOffer("00AA00", Profiel.PIE, Leerweg.GL)
    line = study.snapshot.manifest.name
    effect = study.effect(Scenario("t", line, (closed,)), asked)
    told = access_changes(effect, per=asked.per)
    shares = study.answer(asked).table.query("profiel == 'PIE'")
    both = told[told.profiel == "PIE"].merge(shares, on="area_code")
    assert len(both)
    assert both.outside_x.tolist() == both.outside_y.tolist()
    nl = access_changes(effect)
    assert nl[nl.profiel == "PIE"].outside.tolist() == [30]
    # More than one in a hundred lives beyond them: there is no share before or after.
    assert nl[["share_before", "share_after", "difference"]].isna().all(axis=None)


def test_travel_times_count_at_most_130_km_an_hour(study: Study) -> None:
    asked = _question(unit=Unit.SECONDS, within=(120.0, 150.0))
    table = study.answer(asked).table.set_index(["threshold", "profiel"])
    # 5 km from C takes 138 s at 130 km/h.
    assert table.loc[(120.0, "MVI"), "reached_high"] == 0
    assert table.loc[(150.0, "MVI"), "reached_high"] == 30


def test_a_postcode_beyond_the_roads_is_no_gap_but_not_known(study: Study) -> None:
    students = study.students_for(_question())
    reach = study.reach(students, Mode.BIKE)
    nearest = nearest_offers(reach, study.snapshot.offers, pairs=PAIRS)
    table = gaps(nearest, reach, students, pair=PAIRS[0])
    assert table.reason.tolist() == ["", "", GapReason.OUTSIDE, GapReason.UNKNOWN]
    assert table.is_gap.tolist() == [False, False, False, True]
    told = nearest_per_postcode(nearest, reach, students)
    assert told.status.tolist()[:4] == ["ok", "ok", "outside", "unsnapped"]


def test_what_is_not_known_is_not_lost_by_bike(study: Study) -> None:
    students = study.students_for(_question())
    straight, bike = (
        nearest_offers(study.reach(students, mode), study.snapshot.offers, pairs=PAIRS)
        for mode in (Mode.STRAIGHT, Mode.BIKE)
    )
    # MVI in gl lies 5 km from C, in a straight line, and beyond the roads.
    assert straight.reached(10_000)[1].tolist() == [False, False, True, False]
    assert flips(straight, bike, students).empty


def test_a_file_that_holds_everything_knows_all_there_is(
    line_snapshot: Snapshot,
) -> None:
    nodes = pd.DataFrame(
        {"node_id": [0, 1], "x_m": [X_M, X_M + 25 * KM], "y_m": [Y_M, Y_M]}
    )
    edges = pd.DataFrame({"from_node": [0], "to_node": [1]})
    network = network_from_tables(nodes, edges, mode=Mode.BIKE)
    whole = Study(
        dataclasses.replace(line_snapshot, roads={Mode.BIKE: network}),
        road_reach=road_reach,
    )
    table = whole.answer(_question()).table
    assert table.outside.tolist() == [0, 0]
    assert np.array_equal(table.share_low, table.share)
    assert np.array_equal(table.share_high, table.share)


def test_what_lies_beyond_the_straight_line_costs_more_and_no_place_costs_all(
    study: Study,
) -> None:
    students = study.students_for(_question())
    reach = study.reach(students, Mode.BIKE)
    nothing = np.full(reach.n_points, NOT_FOUND, np.int32)
    no_sites = np.empty(0, np.int64)
    least = least_cost(
        nothing, reach, floors(reach, Unit.METRES), no_sites, Unit.METRES
    )
    assert reach.straight is not None
    farther = reach.straight.limit * 100 + 1
    assert least.tolist() == [farther, farther, farther, NOT_FOUND]


@pytest.mark.parametrize("unit", Unit)
def test_the_least_of_some_is_that_of_all(study: Study, unit: Unit) -> None:
    reach = study.reach(study.students_for(_question()), Mode.BIKE)
    assert reach.straight is not None
    whole, rows = floors(reach, unit), np.array([1, 2])
    entries = reach.straight.entries(rows)
    assert whole[entries].max() > 0
    expected = np.zeros_like(whole)
    expected[entries] = whole[entries]
    np.testing.assert_array_equal(floors(reach, unit, rows), expected)


def test_the_least_is_rounded_down(study: Study) -> None:
    reach = study.reach(study.students_for(_question()), Mode.BIKE)
    assert reach.straight is not None
    metres, seconds = (floors(reach, unit) for unit in Unit)
    exact = metres / (130.0 / 3.6 * 100 / 10)
    assert (exact % 1 > 0.1).any()
    assert (seconds <= exact).all()
    assert (seconds > exact - 1).all()


def test_closures_say_of_whom_nothing_is_known(study: Study) -> None:
    for closing in Closing:
        notes = closures(study, _question(), closing).header.notes
        assert notes[-1].startswith("30 of 65 students live beyond the roads")
    straight = closures(study, _question(mode=Mode.STRAIGHT), Closing.OFFERS)
    assert not any("beyond" in note for note in straight.header.notes)
