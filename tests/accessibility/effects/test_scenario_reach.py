"""Reach before and after a scenario: only what was placed is measured anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np

from accessibility.codes import Mode, Unit
from accessibility.effects.scenario_reach import ScenarioReach
from accessibility.places import points_of
from accessibility.questions import Question
from accessibility.scenario import Scenario, apply
from accessibility.scenario.edits import AddLink, CloseVestiging, MoveVestiging, Place
from accessibility.straight_line import straight_line_table
from accessibility.study import Study
from data.roads import road_reach
from tests.small_country import whole_country
from tests.street_grid import STEP_M, grid

if TYPE_CHECKING:
    from accessibility.counting.students import Students
    from accessibility.reach_table import ReachTable
    from accessibility.snapshot import Snapshot


MOVE = MoveVestiging("00CC00", Place(165_000.0, 450_000.0))


def test_after_is_as_measured_anew(
    line_snapshot: Snapshot, line_students: Students
) -> None:
    applied = apply(
        Scenario("t", "line", (MOVE, CloseVestiging("00AA00"))), line_snapshot
    )
    over = ScenarioReach(Study(line_snapshot), applied, line_students)
    assert over.snapshot is line_snapshot
    before = over.before(Mode.STRAIGHT, Unit.METRES, 0.0)
    assert before.destination_ids.tolist() == ["00AA00", "00BB00", "00CC00"]
    assert over.fresh(before).destination_ids.tolist() == ["00CC00"]
    after = over.after(Mode.STRAIGHT, Unit.METRES, 0.0)
    again = straight_line_table(
        line_students.points, points_of(applied.snapshot.vestigingen, "brin6")
    )
    assert after.destination_ids.tolist() == ["00BB00", "00CC00"]
    np.testing.assert_array_equal(after.distance_cm, again.distance_cm)


def test_over_the_road_only_what_was_placed_is_asked_for(
    line_snapshot: Snapshot, line_students: Students
) -> None:
    asked = []

    def road(
        snapshot: Snapshot, students: Students, mode: Mode, unit: Unit, limit: float
    ) -> ReachTable:
        sites = points_of(snapshot.vestigingen, "brin6")
        asked.append(sites.ids.tolist())
        table = straight_line_table(students.points, sites, limit_m=limit)
        return replace(table, mode=mode, unit=unit)

    network = {Mode.BIKE: None}
    snapshot = type(line_snapshot)(
        line_snapshot.manifest,
        line_snapshot.tables,
        roads=network,  # type: ignore[arg-type] # nobody looks at the network
    )
    applied = apply(Scenario("t", "line", (MOVE,)), snapshot)
    over = ScenarioReach(Study(snapshot, road_reach=road), applied, line_students)
    over.after(Mode.BIKE, Unit.METRES, 0.0)
    assert asked == [["00AA00", "00BB00", "00CC00"], ["00CC00"]]
    whole = replace(applied, roads=frozenset({Mode.BIKE}))
    again = ScenarioReach(Study(snapshot, road_reach=road), whole, line_students)
    again.after(Mode.BIKE, Unit.METRES, 0.0)
    assert asked[-1] == ["00AA00", "00BB00", "00CC00"]


def test_an_edit_of_roads_is_told_from_the_ways_it_changes() -> None:
    small, moved = whole_country(), {}
    for name in ("postcodes", "vestigingen"):
        table = small.table(name)
        at = (np.round(table.geometry.x / STEP_M), np.round(table.geometry.y / STEP_M))
        on_streets = gpd.points_from_xy(at[0] * STEP_M, at[1] * STEP_M + 50_000.0)
        moved[name] = table.set_geometry(on_streets).set_crs(28992)
    streets = replace(small.edited(**moved), roads={Mode.BIKE: grid(21, 21)})
    study = Study(streets, road_reach=road_reach)
    asked = Question(students="own", points="centre", mode=Mode.BIKE)
    ends = (Place(120_000.0, 466_000.0), Place(120_100.0, 466_000.0))
    edits = Scenario("t", "small", (AddLink(Mode.BIKE, *ends, speed_mps=4.0),))
    base = study.effect_base(asked)
    over = ScenarioReach(study, study.applied(edits), base.students)
    assert over.effect_on(base, base.students) is not None
    shut = Scenario("t", "small", (CloseVestiging(str(streets.vestigingen.brin6[0])),))
    fewer = ScenarioReach(study, study.applied(shut), base.students)
    assert fewer.effect_on(base, base.students) is not None
