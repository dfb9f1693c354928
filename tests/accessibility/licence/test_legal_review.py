"""Which checks a scenario calls for, and what they find."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

from accessibility.codes import Leerweg, Profiel
from accessibility.licence.check import Check, Outcome
from accessibility.licence.legal_review import Case, review
from accessibility.licence.rpo import gl_check
from accessibility.scenario import Scenario, apply
from accessibility.scenario.edits import (
    CloseOffer,
    CloseVestiging,
    Edit,
    FoundVestiging,
    LapseLicences,
    MergeVestiging,
    MoveVestiging,
    OpenOffer,
    Place,
    PlannedOffer,
)
from accessibility.scenario.facts import (
    NO_FACTS,
    Interest,
    LicenceFacts,
    Overlap,
    ProfielPupils,
    SchoolPupils,
)
from accessibility.snapshot import Snapshot
from tests.small_country import country, whole_country

YES, NO, OPEN = Outcome.MET, Outcome.NOT_MET, Outcome.UNDECIDED


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
    title = f"Profiel niet vervallen: {profiel} op {brin6} ({brin6})"
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
    found = {str(c.title): c for c in review(scenario, case, nobody).checks}
    check = found["Profiel niet vervallen: M&T op X00001 (X00001)"]
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
    title = "Opheffingsnorm van X00000 (X000)"
    few = LicenceFacts(school_pupils=(SchoolPupils("X000", (50.0, 40.0, 30.0)),))
    assert _reviewed(scenario, few)[title].outcome is NO


def _checks_of(
    snapshot: Snapshot,
    *edits: Edit,
    facts: LicenceFacts = NO_FACTS,
    losses: pd.DataFrame | None = None,
) -> dict[str, Check]:
    scenario = Scenario("t", "small", edits)
    nobody = pd.DataFrame({"brin6": [], "regulation_percent": []})
    case = Case(snapshot, apply(scenario, snapshot), facts)
    found = review(scenario, case, nobody if losses is None else losses)
    return {check.title: check for check in found.checks}


def _licences(*rows: tuple[str, str, str, str | None]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["brin6", "profiel", "leerweg", "valid_until"])
    return table.assign(leerjaar=3, valid_from=None)


def test_the_norm_of_a_school_goes_by_its_profiles() -> None:
    found = _checks_of(whole_country(), CloseVestiging("X00001"))
    norm = found["Opheffingsnorm van X00000 (X000)"].facts[1]
    # PIE, BWI and Z&W make three: 160 in a scholengemeenschap, 240 alone.
    assert norm.value == "160 of 240"


def test_a_licence_that_ends_on_the_day_is_looked_at() -> None:
    licences = _licences(
        ("X00001", "PIE", "gl", "2026-07-31"),
        ("X00001", "PIE", "gl", "2026-07-31"),
        ("X00002", "BWI", "kl", "2026-07-30"),
        ("X00003", "BWI", "kl", "2026-08-01"),
        ("X00004", "BWI", "kl", None),
    )
    snapshot = whole_country().edited(licences=licences)
    found = _checks_of(snapshot, LapseLicences("2026-07-31"))
    assert {title: check.outcome for title, check in found.items()} == {
        "Licentie van PIE gl op X00001 (X00001) geldt op 2026-07-31": YES,
        "Licentie van BWI kl op X00002 (X00002) geldt op 2026-07-31": NO,
    }


def test_third_years_are_counted_once_in_the_margin_of_a_school() -> None:
    rows = [
        ("X00001", "gl", "PIE", 3, 30.0),
        ("X00001", "gl", "PIE", 4, 20.0),
        ("X00001", "", "", 1, 40.0),
        ("X00001", "", "", 2, 50.0),
        ("X00001", "havo", "", 3, 500.0),
        ("Y00001", "gl", "PIE", 3, 900.0),
    ]
    pupils = pd.DataFrame(
        rows, columns=["brin6", "leerweg", "profiel", "leerjaar", "students"]
    )
    pupils = pupils.assign(students_low=pupils.students, students_high=pupils.students)
    snapshot = whole_country().edited(pupils=pupils)
    check = _checks_of(snapshot, CloseVestiging("X00001"))[
        "Opheffingsnorm van X00000 (X000)"
    ]
    # At least the 50 of gl, at most leerjaar 1 and 2 too: 140.
    assert check.facts[0].value == "50 tot 140"


def test_the_overlap_counts_postcodes_of_more_than_one_application() -> None:
    snapshot = country()
    polygons = snapshot.postcodes[["pc4", "geometry"]].copy()
    polygons["geometry"] = polygons.geometry.buffer(500)
    snapshot = snapshot.edited(pc4_areas=polygons)
    title = "Geen vermindering waar aanvragen overlappen"
    one = OpenOffer("X00001", Profiel.MT, Leerweg.GL)
    new = FoundVestiging(
        "XNEW01",
        "Nieuw",
        Place(120_000.0, 420_000.0),
        (PlannedOffer(Profiel.MT, Leerweg.GL),),
    )
    alone = _checks_of(snapshot, one)[title]
    assert alone.facts[0].value == "0"
    both = _checks_of(snapshot, one, new, CloseVestiging("X00003"))[title]
    scenario = Scenario("t", "small", (one, new))
    case = Case(snapshot, apply(scenario, snapshot), NO_FACTS)
    nobody = pd.DataFrame({"brin6": [], "regulation_percent": []})
    areas = review(scenario, case, nobody).areas
    first, second = (set(area.pc4) for area in areas if area.origin == "address")
    assert both.facts[0].value == str(len(first & second))
    assert 0 < len(first & second) < len(first | second)
    assert title not in _checks_of(snapshot, CloseVestiging("X00003"))


def test_opening_in_gl_asks_for_a_mavo_and_an_unknown_form_for_both_norms() -> None:
    snapshot = whole_country()
    gl = _checks_of(snapshot, OpenOffer("X00001", Profiel.MT, Leerweg.GL))
    assert "Gemengde leerweg bij X00001" in gl
    kl = _checks_of(snapshot, OpenOffer("X00001", Profiel.MT, Leerweg.KL))
    assert "Gemengde leerweg bij X00001" not in kl
    norm = gl["Verwachte leerlingen voor een nieuw profiel"]
    assert norm.outcome is OPEN
    assert norm.facts[1].value == "160, of 120 in een scholengemeenschap"
    assert norm.remark.startswith("vul in of het vbo deel is")
    interest = Interest(150, 1_000, 2_000, 4, 0.5)
    told = LicenceFacts(in_scholengemeenschap=False, interest=interest)
    norm = _checks_of(
        snapshot, OpenOffer("X00001", Profiel.MT, Leerweg.GL), facts=told
    )["Verwachte leerlingen voor een nieuw profiel"]
    assert (norm.outcome, norm.margin) == (YES, 600 - 160)


def test_only_a_licence_for_the_very_profile_may_have_lapsed() -> None:
    title = "Profiel niet vervallen: M&T op X00001 (X00001)"
    edit = OpenOffer("X00001", Profiel.MT, Leerweg.GL)
    for rows, is_asked in (
        ([("X00001", "M&T", "kl", None), ("X00002", "PIE", "gl", None)], True),
        ([("X00001", "PIE", "gl", None), ("X00002", "M&T", "gl", None)], False),
    ):
        snapshot = whole_country().edited(licences=_licences(*rows))
        assert (title in _checks_of(snapshot, edit)) is is_asked
    assert title not in _checks_of(whole_country(), edit)


def test_a_profile_lapses_by_its_own_pupils_at_its_own_vestiging() -> None:
    rows = [
        ("X00001", "gl", "PIE", 3, 30.0),
        ("X00001", "gl", "BWI", 3, 7.0),
        ("X00002", "gl", "PIE", 3, 90.0),
    ]
    pupils = pd.DataFrame(
        rows, columns=["brin6", "leerweg", "profiel", "leerjaar", "students"]
    )
    pupils = pupils.assign(students_low=pupils.students, students_high=pupils.students)
    offers = pd.DataFrame(
        [("X00001", "PIE", "gl"), ("X00001", "BWI", "gl"), ("X00002", "PIE", "gl")],
        columns=["brin6", "profiel", "leerweg"],
    )
    offers = offers.assign(
        evidence="pupils", students=30.0, students_low=30.0, students_high=30.0
    )
    snapshot = whole_country().edited(pupils=pupils, offers=offers)
    closing = _checks_of(snapshot, CloseOffer("X00001", Profiel.PIE, Leerweg.GL))
    check = closing["Profiel niet vervallen: PIE op X00001 (X00001)"]
    assert check.facts[0].value == "30"
    assert "Profiel niet vervallen: BWI op X00001 (X00001)" not in closing
    whole = _checks_of(snapshot, CloseVestiging("X00001"))
    assert whole["Profiel niet vervallen: BWI op X00001 (X00001)"].facts[0].value == "7"


def test_a_school_that_is_gone_has_no_norm() -> None:
    snapshot = whole_country()
    sites = snapshot.vestigingen
    alone = snapshot.edited(vestigingen=sites[sites.brin6 == "X00001"])
    found = _checks_of(alone, CloseVestiging("X00001"))
    assert not any("Opheffingsnorm" in title for title in found)
    two = sites.copy()
    two.loc[two.brin6 == "X00005", "brin6"] = "Y00005"
    mixed = snapshot.edited(vestigingen=two)
    found = _checks_of(mixed, CloseVestiging("X00001"))
    assert "Opheffingsnorm van X00000 (X000)" in found


def test_a_move_and_a_merger_are_measured_in_a_straight_line() -> None:
    snapshot = whole_country()
    at = snapshot.vestigingen.set_index("brin6").geometry
    title = "Verplaatsing over minder dan 3 km hemelsbreed"
    near = Place(at["X00001"].x + 300.0, at["X00001"].y + 400.0)
    moved = _checks_of(snapshot, MoveVestiging("X00001", near))[title]
    assert (moved.outcome, moved.margin) == (YES, 2_500)
    merged = _checks_of(snapshot, MergeVestiging("X00001", "X00002"))
    apart = at["X00001"].distance(at["X00002"])
    assert merged[title].margin == pytest.approx(3_000 - apart)
    assert "Opheffingsnorm van X00000 (X000)" in merged


def test_a_board_that_takes_part_does_not_refuse() -> None:
    snapshot = whole_country()
    sites = snapshot.vestigingen.copy()
    sites.loc[sites.brin6 == "X00006", "bestuur"] = None
    snapshot = snapshot.edited(vestigingen=sites)
    # The boards of X00003, X00004 and X00005 are B0, B1 and B2.
    codes = ["X00003", "X00004", "X00006"]
    losses = pd.DataFrame({"brin6": codes, "regulation_percent": [12, 12, 12]})
    given = LicenceFacts(rpo_boards=("B0",))
    found = _checks_of(snapshot, facts=given, losses=losses)
    outcome = {
        code: next(c.outcome for t, c in found.items() if code in t) for code in codes
    }
    assert outcome == {"X00003": YES, "X00004": NO, "X00006": OPEN}
    unknown = _checks_of(snapshot, losses=losses)
    assert {check.outcome for check in unknown.values()} == {OPEN}


def test_a_plan_is_one_piece_in_which_enough_take_part() -> None:
    snapshot = whole_country()
    sites = snapshot.vestigingen.copy()
    sites["gemeente"] = ["G1"] * 4 + ["G2"] * 4
    pupils = pd.DataFrame(
        {"brin6": ["X00000", "X00001", "X00004"], "students": [60.0, 40.0, 900.0]}
    )
    pupils = pupils.assign(leerweg="gl", profiel="PIE", leerjaar=3)
    pupils = pupils.assign(students_low=pupils.students, students_high=pupils.students)
    areas = gpd.GeoDataFrame(
        {"area_kind": "gemeente", "area_code": ["G1", "G2"], "area_name": "G"},
        geometry=[box(0, 0, 1, 1), box(5, 0, 6, 1)],
        crs=28992,
    )
    snapshot = snapshot.edited(vestigingen=sites, pupils=pupils, areas=areas)
    given = LicenceFacts(rpo_gemeenten=("G1",), rpo_boards=("B0",))
    found = _checks_of(snapshot, facts=given)
    whole, part = found.values()
    assert whole.title.startswith("Aaneengesloten gebied")
    assert whole.outcome is YES
    # B0 has X00000 with 60 of 100 pupils in G1, and is one of the two boards there.
    assert [fact.value for fact in part.facts][:1] == ["60,0% (norm 60%)"]
    assert part.outcome is NO
    apart = LicenceFacts(rpo_gemeenten=("G1", "G2"), rpo_boards=("B0", "B1"))
    found = _checks_of(snapshot, facts=apart)
    assert [check.outcome for check in found.values()] == [NO, YES, YES]


def _outcome_of(edit: Edit) -> dict[str, Check]:
    return _checks_of(whole_country(), edit)


def test_a_new_school_needs_a_mavo_if_any_of_its_offers_is_gl() -> None:
    at = Place(120_000.0, 420_000.0)

    def titles(*ways: Leerweg) -> set[str]:
        offers = tuple(PlannedOffer(Profiel.MVI, way) for way in ways)
        return set(_outcome_of(FoundVestiging("XNEW01", "Nieuw", at, offers)))

    added = titles(Leerweg.KL, Leerweg.GL) - titles(Leerweg.KL)
    assert added == {gl_check("Nieuw", None).title}


def test_closing_an_offer_lapses_its_own_profile_only() -> None:
    offers = whole_country().offers
    alone = offers[~offers.duplicated(["brin6", "profiel"], keep=False)]
    brin6, profiel = str(alone.brin6.iloc[0]), str(alone.profiel.iloc[0])
    others = set(offers.profiel[offers.brin6 == brin6]) - {profiel}
    assert others
    (leerweg,) = offers.leerweg[(offers.brin6 == brin6) & (offers.profiel == profiel)]
    edit = CloseOffer(brin6, Profiel(profiel), Leerweg(leerweg))
    lapsed = {t for t in _outcome_of(edit) if t.startswith("Profiel niet vervallen")}
    assert lapsed == {f"Profiel niet vervallen: {profiel} op {brin6} ({brin6})"}
