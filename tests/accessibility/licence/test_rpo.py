"""What a plan of the region asks: each check at its threshold and beside it."""

from __future__ import annotations

import geopandas as gpd
import pytest
from shapely.geometry import box

from accessibility.codes import Profiel, same
from accessibility.licence.check import Outcome
from accessibility.licence.rpo import (
    contiguity_check,
    expiry_check,
    gl_check,
    move_check,
    participation_check,
    profile_check,
    refusal_check,
)

OFFER = same("o")
YES, NO, OPEN = Outcome.MET, Outcome.NOT_MET, Outcome.UNDECIDED


@pytest.mark.parametrize("profiel", list(Profiel))
def test_a_plan_carries_seven_of_the_ten_profiles(profiel: Profiel) -> None:
    able = profiel not in {Profiel.MVI, Profiel.MAT, Profiel.GROEN}
    assert profile_check(profiel).outcome is (YES if able else NO)


@pytest.mark.parametrize(
    ("distance_m", "outcome"), [(2_999.9, YES), (3_000.0, NO), (3_000.1, NO)]
)
def test_three_kilometres_exactly_is_too_far(
    distance_m: float, outcome: Outcome
) -> None:
    check = move_check(distance_m)
    assert check.outcome is outcome
    assert check.margin == pytest.approx(3_000 - distance_m)
    assert ("art. 4.20" in check.remark) is (outcome is NO)


@pytest.mark.parametrize(
    ("pupils", "boards", "outcome"),
    [(60, 13, YES), (59, 13, NO), (60, 12, NO)],
)
def test_participation_in_a_plan(pupils: int, boards: int, outcome: Outcome) -> None:
    check = participation_check(
        "Dorp",
        pupils_taking_part=pupils,
        pupils=100,
        boards_taking_part=boards,
        boards=20,
    )
    assert check.outcome is outcome


def test_the_only_board_of_a_gemeente_may_take_part() -> None:
    check = participation_check(
        "Dorp", pupils_taking_part=1, pupils=1, boards_taking_part=1, boards=1
    )
    assert check.outcome is YES
    assert check.margin == 35.0


def test_a_plan_without_schools_in_a_gemeente_is_open() -> None:
    check = participation_check(
        "Dorp", pupils_taking_part=0, pupils=0, boards_taking_part=0, boards=0
    )
    assert check.outcome is OPEN


def gemeenten() -> gpd.GeoDataFrame:
    shapes = [box(0, 0, 1, 1), box(1, 0, 2, 1), box(2, 1, 3, 2), box(5, 5, 6, 6)]
    return gpd.GeoDataFrame({"area_code": list("abcd")}, geometry=shapes, crs=28992)


@pytest.mark.parametrize(
    ("codes", "outcome"),
    [("ab", YES), ("a", YES), ("bc", NO), ("ad", NO), ("ax", OPEN)],
)
def test_a_plan_is_one_piece_of_land(codes: str, outcome: Outcome) -> None:
    assert contiguity_check(gemeenten(), codes).outcome is outcome


def test_a_plan_in_pieces_has_too_many_by_all_but_one() -> None:
    assert contiguity_check(gemeenten(), "ab").margin == 0
    assert contiguity_check(gemeenten(), "abd").margin == -1
    assert contiguity_check(gemeenten(), "acd").margin == -2


@pytest.mark.parametrize(
    ("percent", "part", "outcome"),
    [
        (10.0, False, YES),
        (10.1, False, NO),
        (10.1, True, YES),
        (10.1, None, OPEN),
        (9.9, None, YES),
    ],
)
def test_more_than_ten_per_cent_loss_is_a_ground_to_refuse(
    percent: float, *, part: bool | None, outcome: Outcome
) -> None:
    check = refusal_check("V", percent=percent, takes_part=part, method=same("m"))
    assert check.outcome is outcome


def test_a_licence_ends_with_its_plan() -> None:
    assert expiry_check(OFFER, valid_until="2026-07-31", on="2026-07-31").outcome is YES
    assert expiry_check(OFFER, valid_until="2026-07-31", on="2026-08-01").outcome is NO
    assert expiry_check(OFFER, valid_until=None, on="2099-01-01").outcome is YES


def test_a_licence_without_an_end_says_so() -> None:
    kept = expiry_check(OFFER, valid_until=None, on="2026-08-01")
    assert kept.facts[0].value == "geen einddatum"
    ended = expiry_check(OFFER, valid_until="2026-07-31", on="2026-08-01")
    assert ended.facts[0].value == "2026-07-31"


def test_margins_are_what_is_left() -> None:
    refusal = refusal_check("V", percent=4.0, takes_part=False, method=same("m"))
    assert refusal.margin == 6
    part = participation_check(
        "Dorp",
        pupils_taking_part=80,
        pupils=100,
        boards_taking_part=3,
        boards=4,
    )
    # 80 per cent of the pupils, where 60 is asked; 75 of the boards, where 65 is.
    assert part.margin == 10


def test_what_a_plan_cannot_ask_for_says_what_can() -> None:
    assert "buiten het plan om" in profile_check(Profiel.MVI).remark
    assert "AMvB" in profile_check(Profiel.PIE).remark


def test_gl_needs_a_mavo_beside_the_vbo() -> None:
    assert gl_check("S", "VBO/MAVO").outcome is YES
    assert gl_check("S", "VBO").outcome is OPEN
    assert gl_check("S", float("nan")).outcome is OPEN
