"""Comparing two ways of measuring, on the line and by hand."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from accessibility.codes import AreaKind, Leerweg, Mode, Unit
from accessibility.counting.students import Students
from accessibility.errors import UsageError
from accessibility.measures.comparison import detour_factors, detours_per_area, flips
from accessibility.measures.nearest import nearest_offers
from accessibility.places import Points
from accessibility.reach_table import ReachTable
from accessibility.straight_line import straight_line_table

GL_PIE = [("PIE", Leerweg.GL)]


@pytest.fixture
def longer(line_reach: ReachTable) -> ReachTable:
    """Make every way a quarter longer, as a road would."""
    far = np.ceil(line_reach.cost(Unit.METRES) * 1.25).astype(np.int32)
    return dataclasses.replace(line_reach, mode=Mode.BIKE, distance_cm=far)


def test_who_flips_can_be_read_off_the_drawing(
    line_reach: ReachTable,
    longer: ReachTable,
    line_offers: pd.DataFrame,
    line_students: Students,
) -> None:
    first = nearest_offers(line_reach, line_offers, pairs=GL_PIE)
    second = nearest_offers(longer, line_offers, pairs=GL_PIE)
    lost = flips(first, second, line_students, within=10_000)
    assert lost.pc4.tolist() == ["1002"]
    assert lost.change.tolist() == ["lost"]
    assert lost.students.tolist() == [20]
    back = flips(second, first, line_students, within=10_000)
    assert back.change.tolist() == ["gained"]
    assert flips(first, first, line_students).empty


def test_detours_are_a_distribution_per_area(
    line_reach: ReachTable, longer: ReachTable, line_students: Students
) -> None:
    factors = detour_factors(line_reach, longer)
    assert factors.factor.tolist() == pytest.approx([1.25] * len(factors))
    assert (factors.straight_m >= 500).all()
    table = detours_per_area(
        factors, line_students, per=AreaKind.GEMEENTE, within_m=30_000
    )
    assert table.area_code.tolist() == ["Oost", "West"]
    assert table.p50.tolist() == pytest.approx([1.25, 1.25])
    assert table.pairs.sum() == len(factors)


def test_only_the_same_points_can_be_compared(
    line_reach: ReachTable,
    longer: ReachTable,
    line_offers: pd.DataFrame,
    line_students: Students,
) -> None:
    other = dataclasses.replace(longer, point_ids=longer.point_ids[::-1])
    with pytest.raises(UsageError, match="same points and destinations"):
        detour_factors(line_reach, other)
    first = nearest_offers(line_reach, line_offers, pairs=GL_PIE)
    second = nearest_offers(longer, line_offers, pairs=[("PIE", Leerweg.BL)])
    with pytest.raises(UsageError, match="same pairs"):
        flips(first, second, line_students)


def test_a_pair_counts_from_half_a_kilometre_and_to_the_threshold() -> None:
    ids = np.array(["a", "b", "c"])
    at = Points(ids, np.array([499.99, 500.0, 10_000.0]), np.zeros(3))
    site = Points(np.array(["s"]), np.zeros(1), np.zeros(1))
    straight = straight_line_table(at, site)
    road = dataclasses.replace(straight, distance_cm=straight.cost(Unit.METRES) * 2)
    factors = detour_factors(straight, road)
    assert factors.point.tolist() == [1, 2]
    assert factors.straight_m.tolist() == [500.0, 10_000.0]
    students = Students(
        at,
        np.arange(3),
        np.ones(3),
        pd.DataFrame({"pc4": ids, "provincie": "P"}),
        pd.DataFrame(
            {"pc4": ids, "leerweg": "gl", "students": 1.0}
            | dict.fromkeys(("students_low", "students_high"), 1.0)
        ),
        "own",
    )
    assert detours_per_area(factors, students).pairs.tolist() == [2]
    assert detours_per_area(factors, students, within_m=9_999.9).pairs.tolist() == [1]


def test_a_detour_names_its_home_and_its_school() -> None:
    at = Points(np.array(["a", "b"]), np.array([1_000.0, 3_000.0]), np.zeros(2))
    sites = Points(np.array(["s", "t"]), np.array([0.0, 10_000.0]), np.zeros(2))
    straight = straight_line_table(at, sites)
    found = detour_factors(straight, straight)
    told = found.set_index(["point", "destination"]).straight_m.to_dict()
    assert told == {(0, 0): 1_000, (1, 0): 3_000, (0, 1): 9_000, (1, 1): 7_000}
