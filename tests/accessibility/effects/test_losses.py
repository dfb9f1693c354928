"""Pupil loss of neighbours: who counts, where pupils live, and what is nearest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from accessibility.codes import Leerweg, Mode, Profiel
from accessibility.effects.losses import scenario_losses
from accessibility.effects.scenario_reach import ScenarioReach
from accessibility.scenario import Scenario, apply
from accessibility.scenario.edits import (
    CloseVestiging,
    Edit,
    FoundVestiging,
    OpenOffer,
    Place,
    PlannedOffer,
)
from accessibility.study import Study

if TYPE_CHECKING:
    from accessibility.counting.students import Students
    from accessibility.snapshot import Snapshot


GL_PIE = (PlannedOffer(Profiel.PIE, Leerweg.GL),)
NEAR = FoundVestiging("XNEW01", "Dichtbij", Place(151_000.0, 450_000.0), GL_PIE)
FAR = FoundVestiging("XNEW02", "Ver", Place(240_000.0, 450_000.0), GL_PIE)


def losses_of(
    snapshot: Snapshot, students: Students, *edits: Edit
) -> tuple[pd.DataFrame, str]:
    applied = apply(Scenario("t", "line", edits), snapshot)
    reach = ScenarioReach(Study(snapshot), applied, students)
    return scenario_losses(reach, Mode.STRAIGHT)


def hundredfold(snapshot: Snapshot) -> Snapshot:
    """Return the line with 600 third-years in PIE gl, and 1 800 at that school."""
    pupils = snapshot.table("pupils").copy()
    for name in ("students_low", "students", "students_high"):
        pupils[name] *= 100
    return snapshot.edited(pupils=pupils)


@pytest.mark.parametrize("edits", [(NEAR,), (NEAR, FAR), (FAR, NEAR)])
def test_pupils_nearer_to_the_nearest_new_one_are_lost(
    line_snapshot: Snapshot, line_students: Students, edits: tuple[Edit, ...]
) -> None:
    table, note = losses_of(hundredfold(line_snapshot), line_students, *edits)
    # The new one is 1 km nearer for the homes at 10 and 20 km, not for that at 0.
    people = np.array([1, 2, 3]) * np.exp(-0.357 * np.array([0, 10, 20]))
    lost = int(600 * people[1:].sum() / people.sum() + 0.5)
    assert table.brin6.tolist() == ["00AA00"]
    assert table.regulation_lost.tolist() == [lost]
    assert table.regulation_share.tolist() == pytest.approx([lost / 1_800])
    assert table.pupils.tolist() == [1_800]
    assert "bovenbouw" not in table
    assert "road_lost" not in table
    assert "geschat" in note


def test_homes_are_those_of_the_upper_years_where_they_are_known(
    line_snapshot: Snapshot, line_students: Students
) -> None:
    herkomst = pd.DataFrame(
        {
            "pc4": ["1001", "1002", "1003"],
            "brin6": "00AA00",
            "leerjaar": [2, 3, 4],
            "students": [5_000.0, 300.0, 100.0],
        }
    )
    herkomst = herkomst.assign(
        students_low=herkomst.students, students_high=herkomst.students
    )
    snapshot = hundredfold(line_snapshot).edited(herkomst=herkomst)
    table, note = losses_of(snapshot, line_students, NEAR)
    # All of leerjaar 3 and 4 live beyond the new one: everybody would go.
    assert table.regulation_lost.tolist() == [600]
    assert "afgerond op vijftallen" in note


def test_nothing_opened_or_nobody_who_offers_it_is_no_loss(
    line_snapshot: Snapshot, line_students: Students
) -> None:
    snapshot = hundredfold(line_snapshot)
    none = [
        losses_of(snapshot, line_students, CloseVestiging("00AA00")),
        losses_of(snapshot, line_students, OpenOffer("00AA00", Profiel.MT, Leerweg.GL)),
    ]
    bare = type(snapshot)(
        snapshot.manifest,
        {k: v for k, v in snapshot.tables.items() if k != "pupils"},
    )
    none.append(losses_of(bare, line_students, NEAR))
    for table, note in none:
        assert table.empty
        assert {"brin6", "pupils", "regulation_percent"} <= set(table.columns)
        assert note == ""


def test_what_opens_is_no_neighbour_of_itself(
    line_snapshot: Snapshot, line_students: Students
) -> None:
    # 00BB00 has PIE in bl; it opens gl, and is no old one for it.
    opened = OpenOffer("00BB00", Profiel.PIE, Leerweg.GL)
    table, _ = losses_of(hundredfold(line_snapshot), line_students, opened)
    assert "00BB00" not in set(table.brin6)


def test_what_closes_is_no_neighbour_that_loses(
    line_snapshot: Snapshot, line_students: Students
) -> None:
    many = hundredfold(line_snapshot)
    table, _ = losses_of(many, line_students, CloseVestiging("00AA00"), NEAR)
    assert table.empty
