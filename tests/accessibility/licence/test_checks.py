"""Each legal check at its threshold, just below it, and where data are missing."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import box

from accessibility.codes import Leerweg, Profiel
from accessibility.errors import UsageError
from accessibility.licence.catchment import invitation_check, voedingsgebied
from accessibility.licence.check import Check, Outcome
from accessibility.licence.closing import closure_check, closure_norm, lapse_check
from accessibility.licence.interest import (
    counted_of_own,
    expected_pupils,
    overlap_check,
    overlap_reduction,
    profile_norm_check,
    reduced,
    school_norm_check,
)
from accessibility.licence.legal_review import Case, gl_check, review
from accessibility.licence.rpo import (
    contiguity_check,
    expiry_check,
    move_check,
    participation_check,
    profile_check,
    refusal_check,
)
from accessibility.places import Points
from accessibility.scenario import Scenario, apply
from accessibility.scenario.edits import (
    CloseOffer,
    CloseVestiging,
    FoundVestiging,
    MoveVestiging,
    OpenOffer,
    Place,
    PlannedOffer,
)
from accessibility.scenario.facts import (
    Interest,
    LicenceFacts,
    Overlap,
    ProfielPupils,
    SchoolPupils,
)
from tests.small_country import country, whole_country

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


@pytest.mark.parametrize(
    ("expected", "sg", "outcome"),
    [(160, False, YES), (159, False, NO), (120, True, YES), (119, True, NO)],
)
def test_the_norm_of_a_new_profile(
    expected: float, *, sg: bool, outcome: Outcome
) -> None:
    check = profile_norm_check(expected, in_scholengemeenschap=sg)
    assert check.outcome is outcome


@pytest.mark.parametrize(
    ("n", "sg", "norm"),
    [(1, False, 260), (2, False, 320), (1, True, 195), (3, True, 360)],
)
def test_the_norm_of_a_new_school(n: int, *, sg: bool, norm: float) -> None:
    met = school_norm_check(norm, n_profiles=n, in_scholengemeenschap=sg)
    missed = school_norm_check(norm - 1, n_profiles=n, in_scholengemeenschap=sg)
    assert (met.outcome, missed.outcome) == (YES, NO)


def test_values_of_a_regulation_are_never_made_up() -> None:
    interest = Interest(50, 1_000, 2_000, None, None)
    check = profile_norm_check(expected_pupils(interest), in_scholengemeenschap=True)
    assert check.outcome is OPEN
    assert "verblijfsjaren" in check.remark
    with pytest.raises(TypeError):
        Interest(50, 1_000, 2_000)  # type: ignore[call-arg] # is refused
    with pytest.raises(UsageError):
        expected_pupils(Interest(1, 0, 1, 1, 1))


def test_interest_in_an_overlap_is_reduced_pro_rata() -> None:
    reduced = overlap_reduction({"a": 90.0, "b": 30.0}, 60)
    assert reduced == {"a": 45.0, "b": 15.0}
    assert overlap_reduction({}, 10) == {}


@pytest.mark.parametrize(
    ("own", "others", "outcome", "counted"),
    [(60, (20,), YES, 60), (60, (), YES, 60), (60, (40,), NO, 48), (81, (), NO, 80)],
)
def test_an_overlap_is_checked_against_who_lives_there(
    own: float, others: tuple[float, ...], outcome: Outcome, counted: float
) -> None:
    overlap = Overlap(own, others, 80)
    check = overlap_check(overlap, shared=3)
    assert check.outcome is outcome
    assert check.margin == 80 - own - sum(others)
    assert counted_of_own(overlap) == pytest.approx(counted)
    less = reduced(Interest(200, 1_000, 2_000, 4, 0.5), overlap)
    assert less.interested == pytest.approx(200 - own + counted)


def test_an_overlap_that_nobody_measured_stays_open() -> None:
    check = overlap_check(None, shared=3)
    assert check.outcome is OPEN
    assert check.facts[0].value == "3"
    assert "vul" in check.remark
    with pytest.raises(UsageError, match="in the overlap"):
        reduced(Interest(50, 1_000, 2_000, 4, 0.5), Overlap(60, (), 80))


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
    check = refusal_check("V", percent=percent, takes_part=part, method="m")
    assert check.outcome is outcome


@pytest.mark.parametrize(
    ("n", "sg", "norm"),
    [
        (2, False, 195),
        (4, False, 240),
        (5, False, 360),
        (2, True, 130),
        (4, True, 160),
        (6, True, 240),
        (7, True, 360),
    ],
)
def test_closure_norms(n: int, *, sg: bool, norm: int) -> None:
    assert closure_norm(n, in_scholengemeenschap=sg) == norm


def test_closure_takes_three_years_running() -> None:
    def check(*years: tuple[float, float]) -> Outcome:
        found = closure_check("S", years, n_profiles=2, in_scholengemeenschap=False)
        return found.outcome

    assert check((100, 100), (100, 100), (194, 194)) is NO
    assert check((100, 100), (100, 100), (195, 195)) is YES
    assert check((100, 100), (100, 100)) is OPEN
    assert check((190, 200), (100, 100), (100, 100)) is OPEN
    with pytest.raises(UsageError):
        closure_norm(0, in_scholengemeenschap=True)


def test_a_profile_lapses_after_three_empty_years() -> None:
    assert lapse_check("o", [(0, 0)] * 3).outcome is NO
    assert lapse_check("o", [(0, 0), (1, 4), (0, 0)]).outcome is YES
    assert lapse_check("o", [(0, 0)] * 2).outcome is OPEN
    assert lapse_check("o", []).outcome is OPEN


@pytest.mark.parametrize(
    ("years", "margin"),
    [
        ([(5, 5)], 3),
        ([(5, 5), (0, 0)], 2),
        ([(5, 5), (0, 4), (0, 0)], 1),
        ([(0, 0)] * 3, 0),
        ([(0, 0)], 0),
    ],
)
def test_the_margin_of_a_lapse_is_the_years_left(
    years: list[tuple[float, float]], margin: float
) -> None:
    assert lapse_check("o", years).margin == margin


def test_a_small_group_is_not_written_out() -> None:
    check = lapse_check("o", [(3, 3), (0, 0), (12, 12)])
    assert check.facts[0].value == "1 tot 4; 0; 12"


def test_a_licence_ends_with_its_plan() -> None:
    assert expiry_check("o", valid_until="2026-07-31", on="2026-07-31").outcome is YES
    assert expiry_check("o", valid_until="2026-07-31", on="2026-08-01").outcome is NO
    assert expiry_check("o", valid_until=None, on="2099-01-01").outcome is YES


def test_gl_needs_a_mavo_beside_the_vbo() -> None:
    assert gl_check("S", "VBO/MAVO").outcome is YES
    assert gl_check("S", "VBO").outcome is OPEN
    assert gl_check("S", np.nan).outcome is OPEN


def test_the_voedingsgebied_counts_postcodes_that_are_partly_inside() -> None:
    areas = gpd.GeoDataFrame(
        {"pc4": ["A001", "A002", "A003"]},
        geometry=[
            box(0, 0, 1_000, 1_000),
            box(15_000, 0, 40_000, 10),
            box(15_001, 0, 40_000, 10),
        ],
        crs=28992,
    )
    sites = gpd.GeoDataFrame(
        {"brin6": ["X1", "X2"], "pc4": ["A002", "A003"], "bestuur": ["B1", "B2"]},
        geometry=gpd.points_from_xy([1, 2], [1, 2]),
        crs=28992,
    )
    place = Points(np.array(["p"]), np.array([0.0]), np.array([0.0]))
    area = voedingsgebied(place, areas, sites, name="V", origin="address")
    assert area.pc4 == ("A001", "A002")
    assert area.boards == ("B1",)
    assert invitation_check(area).outcome is OPEN


def test_a_review_runs_the_checks_that_the_edits_call_for() -> None:
    snapshot = country()
    areas = snapshot.postcodes[["pc4", "geometry"]].copy()
    areas["geometry"] = areas.geometry.buffer(500)
    snapshot = snapshot.edited(pc4_areas=areas)
    at = Place(120_000.0, 420_000.0)
    scenario = Scenario(
        "t",
        "small",
        (
            OpenOffer("X00001", Profiel.MT, Leerweg.GL),
            FoundVestiging(
                "XNEW01", "Nieuw", at, (PlannedOffer(Profiel.MVI, Leerweg.GL),)
            ),
            MoveVestiging("X00002", at),
            CloseVestiging("X00003"),
        ),
    )
    applied = apply(scenario, snapshot)
    losses = pd.DataFrame({"brin6": ["X00004"], "regulation_percent": [12]})
    found = review(scenario, Case(snapshot, applied, LicenceFacts()), losses)
    titles = "\n".join(check.title for check in found.checks)
    for part in ("M&T", "MVI", "nieuw profiel", "nieuwe school", "3 km", "verlies"):
        assert part in titles
    # The postcode of the first has no representative point: only its address counts.
    assert [a.origin for a in found.areas] == ["address", "address", "pc4"]
    assert all(check.article.startswith("art.") for check in found.checks)
    refusal = next(c for c in found.checks if "verlies" in c.title)
    assert refusal.outcome is OPEN
    given = LicenceFacts(rpo_gemeenten=("G1",), rpo_boards=("B9",))
    strict = review(scenario, Case(snapshot, applied, given), losses)
    refusal = next(c for c in strict.checks if "verlies" in c.title)
    assert refusal.outcome is NO


def _reviewed(scenario: Scenario, facts: LicenceFacts) -> dict[str, Check]:
    snapshot = whole_country()
    case = Case(snapshot, apply(scenario, snapshot), facts)
    nobody = pd.DataFrame({"brin6": [], "regulation_percent": []})
    return {check.title: check for check in review(scenario, case, nobody).checks}


def test_closing_the_last_leerweg_asks_when_the_profile_lapses() -> None:
    offers = whole_country().offers
    (brin6, profiel), held = next(iter(offers.groupby(["brin6", "profiel"]).leerweg))
    edits = tuple(CloseOffer(brin6, Profiel(profiel), Leerweg(way)) for way in held)
    title = f"Profiel niet vervallen: {profiel} op {brin6}"
    check = _reviewed(Scenario("t", "small", edits), LicenceFacts())[title]
    assert (check.outcome, check.margin) == (YES, 3)
    assert "1 van de 3" in check.remark
    empty = ProfielPupils(brin6, Profiel(profiel), (0.0, 0.0, 0.0))
    known = LicenceFacts(profiel_pupils=(empty,))
    assert _reviewed(Scenario("t", "small", edits), known)[title].outcome is NO
    # As long as another leerweg goes on, the profile has pupils.
    if len(edits) > 1:
        assert title not in _reviewed(Scenario("t", "small", edits[:1]), LicenceFacts())


def test_a_licence_without_pupils_may_have_lapsed() -> None:
    land = whole_country()
    columns = ("brin6", "profiel", "leerweg", "leerjaar", "valid_from", "valid_until")
    row = ("X00001", "M&T", "gl", 3, None, None)
    licences = pd.DataFrame([row], columns=list(columns))
    land = land.edited(licences=licences)
    scenario = Scenario("t", "small", (OpenOffer("X00001", Profiel.MT, Leerweg.GL),))
    nobody = pd.DataFrame({"brin6": [], "regulation_percent": []})
    case = Case(land, apply(scenario, land), LicenceFacts())
    found = {check.title: check for check in review(scenario, case, nobody).checks}
    check = found["Profiel niet vervallen: M&T op X00001"]
    assert check.outcome is OPEN
    assert "vul de leerlingen" in check.remark


def test_opening_asks_for_the_overlap_and_the_plan_until_they_are_given() -> None:
    edits = (
        OpenOffer("X00001", Profiel.MT, Leerweg.GL),
        OpenOffer("X00002", Profiel.MT, Leerweg.GL),
    )
    scenario = Scenario("t", "small", edits)
    found = _reviewed(scenario, LicenceFacts())
    overlap = found["Geen vermindering waar aanvragen overlappen"]
    assert overlap.outcome is OPEN
    for part in ("Aaneengesloten gebied van het RPO", "Deelname aan het RPO"):
        (check,) = (c for title, c in found.items() if title.startswith(part))
        assert check.outcome is OPEN
        assert "rpo_gemeenten" in check.remark
    interest = Interest(150, 1_000, 2_000, 4, 0.5)
    given = LicenceFacts(
        in_scholengemeenschap=True, interest=interest, overlap=Overlap(60, (40,), 20)
    )
    found = _reviewed(scenario, given)
    assert found["Geen vermindering waar aanvragen overlappen"].outcome is NO
    # 150 less 48 interested pupils: q = 102 / 1000 * 2000 * 4 * 0.5.
    norm = found["Verwachte leerlingen voor een nieuw profiel"]
    assert norm.facts[0].value == "408"


def test_closure_norms_take_the_years_that_are_given() -> None:
    scenario = Scenario("t", "small", (CloseVestiging("X00001"),))
    title = "Opheffingsnorm van school X000"
    few = LicenceFacts(school_pupils=(SchoolPupils("X000", (50.0, 40.0, 30.0)),))
    assert _reviewed(scenario, few)[title].outcome is NO
