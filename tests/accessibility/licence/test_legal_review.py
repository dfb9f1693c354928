"""Which checks a scenario calls for, and what they find."""

from __future__ import annotations

import numpy as np
import pandas as pd

from accessibility.codes import Leerweg, Profiel
from accessibility.licence.check import Check, Outcome
from accessibility.licence.legal_review import Case, gl_check, review
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


def test_gl_needs_a_mavo_beside_the_vbo() -> None:
    assert gl_check("S", "VBO/MAVO").outcome is YES
    assert gl_check("S", "VBO").outcome is OPEN
    assert gl_check("S", np.nan).outcome is OPEN


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
    snapshot = whole_country()
    columns = ("brin6", "profiel", "leerweg", "leerjaar", "valid_from", "valid_until")
    row = ("X00001", "M&T", "gl", 3, None, None)
    licences = pd.DataFrame([row], columns=list(columns))
    snapshot = snapshot.edited(licences=licences)
    scenario = Scenario("t", "small", (OpenOffer("X00001", Profiel.MT, Leerweg.GL),))
    nobody = pd.DataFrame({"brin6": [], "regulation_percent": []})
    case = Case(snapshot, apply(scenario, snapshot), LicenceFacts())
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
