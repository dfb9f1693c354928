"""Gap anatomy, read off the line drawn on paper: every reason has its postcode."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from accessibility.codes import Leerweg, Mode, Unit
from accessibility.errors import UsageError
from accessibility.measures.gap_anatomy import GapReason, gaps
from accessibility.measures.nearest import at_postcode, nearest_offers
from accessibility.places import points_of
from accessibility.reach_table import NOT_FOUND, ReachTable
from accessibility.straight_line import straight_line_table

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.counting.students import Students

GL_PIE = ("PIE", Leerweg.GL)


def _reasons(
    reach: ReachTable,
    offers: pd.DataFrame,
    students: Students,
    pair: tuple[str, Leerweg],
    within: float,
) -> list[str]:
    nearest = nearest_offers(reach, offers)
    table = gaps(nearest, reach, students, pair=pair, within=within)
    return table.reason.tolist()


def test_each_reason_can_be_read_off_the_drawing(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    # From 0, 10 and 20 km: PIE-gl is only at 0 km.
    found = _reasons(line_reach, line_offers, line_students, GL_PIE, 9_000)
    assert found == [
        GapReason.NONE,
        GapReason.LEERWEG_MISSING,  # PIE-bl at its own place
        GapReason.LEERWEG_MISSING,  # PIE-kl 5 km further
        GapReason.UNKNOWN,
    ]
    # MVI-gl is only at 25 km, in no other leerweg.
    mvi = _reasons(line_reach, line_offers, line_students, ("MVI", Leerweg.GL), 4_500)
    assert mvi == [
        GapReason.PROFIEL_MISSING,
        GapReason.PROFIEL_MISSING,
        GapReason.JUST_BEYOND,
        GapReason.UNKNOWN,
    ]
    bwi = _reasons(line_reach, line_offers, line_students, ("BWI", Leerweg.GL), 4_000)
    assert bwi[2] == GapReason.NO_VESTIGING


@pytest.mark.parametrize(
    ("within", "is_gap"), [(9_999.9, True), (10_000.0, False), (10_000.1, False)]
)
def test_the_threshold_is_inclusive(
    line_reach: ReachTable,
    line_offers: pd.DataFrame,
    line_students: Students,
    within: float,
    *,
    is_gap: bool,
) -> None:
    nearest = nearest_offers(line_reach, line_offers)
    table = gaps(nearest, line_reach, line_students, pair=GL_PIE, within=within)
    assert bool(table.is_gap[1]) is is_gap


def test_the_vestiging_that_the_reason_speaks_of_is_named(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    nearest = nearest_offers(line_reach, line_offers)
    table = gaps(nearest, line_reach, line_students, pair=GL_PIE, within=9_000)
    assert table.near_brin6.tolist() == ["", "00BB00", "00CC00", ""]
    assert table.near_distance_m.tolist() == [np.inf, 0.0, 5_000.0, np.inf]
    assert table.brin6.tolist() == ["00AA00", "00AA00", "00AA00", ""]


def test_a_missing_road_is_told_from_a_missing_offer(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    # Over the road everything is twice as far: 10 km becomes 20.
    road = replace(
        line_reach, mode=Mode.BIKE, distance_cm=line_reach.cost(Unit.METRES) * 2
    )
    straight = nearest_offers(line_reach, line_offers)
    nearest = nearest_offers(road, line_offers)
    table = gaps(
        nearest, road, line_students, pair=GL_PIE, within=10_000, straight=straight
    )
    assert table.reason[1] == GapReason.NO_ROAD
    assert table.reason[2] == GapReason.LEERWEG_MISSING


def test_one_postcode_alone_gives_the_same(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    nearest = nearest_offers(line_reach, line_offers)
    whole = gaps(nearest, line_reach, line_students, pair=GL_PIE, within=9_000)
    for k, pc4 in enumerate(line_students.postcodes.pc4):
        only, here = at_postcode(nearest, line_students, pc4)
        alone = gaps(only, line_reach, here, pair=GL_PIE, within=9_000)
        assert alone.iloc[0].tolist() == whole.iloc[k].tolist()
    with pytest.raises(UsageError, match="not among"):
        at_postcode(nearest, line_students, "9999")


def test_those_who_are_missed_have_a_reason_though_the_middle_is_reached(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    # A fifth of one postcode lives where the home at 20 is, out of reach.
    spread = replace(
        line_students,
        point_pc4=np.array([0, 1, 1, 3]),
        point_weight=np.array([1.0, 0.8, 0.2, 1.0]),
    )
    nearest = nearest_offers(line_reach, line_offers)
    table = gaps(nearest, line_reach, spread, pair=GL_PIE, within=10_000)
    alone = gaps(nearest, line_reach, line_students, pair=GL_PIE, within=10_000)
    assert not table.is_gap[1]
    assert table.reason[1] == GapReason.NONE
    assert table.missed_reason[1] == alone.reason[2] != GapReason.NONE
    assert (alone.missed_reason == alone.reason).all()


def test_a_pair_that_was_not_searched_is_refused(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    nearest = nearest_offers(line_reach, line_offers, pairs=[("BWI", Leerweg.GL)])
    with pytest.raises(UsageError, match="PIE"):
        gaps(nearest, line_reach, line_students, pair=GL_PIE)
    alone = gaps(nearest, line_reach, line_students, pair=("BWI", Leerweg.GL))
    assert alone.is_gap[:3].tolist() == [False, False, False]
    assert (nearest.cost[:, 3] == NOT_FOUND).all()


@pytest.mark.parametrize(
    ("pair", "home", "within", "reason"),
    [
        # MVI-gl lies 15 km from the home at 10: just 1.2 times 12.5.
        (("MVI", Leerweg.GL), 1, 12_500.0, GapReason.JUST_BEYOND),
        (("MVI", Leerweg.GL), 1, 12_499.9, GapReason.PROFIEL_MISSING),
        # PIE-kl lies 5 km from the home at 20, and so does anything at all.
        (GL_PIE, 2, 5_000.0, GapReason.LEERWEG_MISSING),
        (GL_PIE, 2, 4_999.9, GapReason.NO_VESTIGING),
        (("BWI", Leerweg.GL), 2, 5_000.0, GapReason.PROFIEL_MISSING),
    ],
)
def test_every_reason_holds_at_its_threshold(
    line_reach: ReachTable,
    line_offers: pd.DataFrame,
    line_students: Students,
    pair: tuple[str, Leerweg],
    home: int,
    within: float,
    reason: GapReason,
) -> None:
    found = _reasons(line_reach, line_offers, line_students, pair, within)
    assert found[home] == reason


def test_without_any_vestiging_no_code_is_named(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    nobody = points_of(line_students.postcodes.iloc[:0], "pc4")
    reach = straight_line_table(line_students.points, nobody)
    nearest = nearest_offers(reach, line_offers)
    table = gaps(nearest, reach, line_students, pair=GL_PIE)
    assert line_reach.n_destinations > reach.n_destinations
    assert table.brin6.tolist() == ["", "", "", ""]
    assert table.near_brin6.tolist() == ["", "", "", ""]
    assert np.isinf(table.distance_m).all()
