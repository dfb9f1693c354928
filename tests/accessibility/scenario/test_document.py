"""A scenario document: its published schema, its faults, and the way back."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from accessibility.codes import AreaKind, Leerweg, Mode, Profiel
from accessibility.errors import TableError
from accessibility.scenario import (
    Scenario,
    apply,
    facts_of,
    parse_scenario,
    scenario_document,
)
from accessibility.scenario.applied import scenario_faults
from accessibility.scenario.document import edit_document
from accessibility.scenario.edits import (
    AddLink,
    CloseLink,
    CloseOffer,
    CloseVestiging,
    Forecast,
    FoundVestiging,
    LapseLicences,
    MergeVestiging,
    MoveVestiging,
    OpenOffer,
    OwnCount,
    Place,
    PlannedOffer,
)
from accessibility.scenario.facts import Interest, LicenceFacts, Overlap, ProfielPupils
from tests.small_country import country

HERE = Place(120_000.0, 420_000.0)

EVERYTHING = Scenario(
    "Alles",
    "small",
    (
        OpenOffer("X00001", Profiel.MT, Leerweg.GL),
        CloseOffer("X00001", Profiel.MT, Leerweg.GL),
        CloseVestiging("X00000"),
        MergeVestiging("X00002", "X00003", take_over=False),
        MoveVestiging("X00001", HERE),
        FoundVestiging(
            "XNEW01", "Nieuw", HERE, (PlannedOffer(Profiel.PIE, Leerweg.GL),)
        ),
        LapseLicences("2026-07-31"),
        Forecast(AreaKind.GEMEENTE, "G1", 0.9, Leerweg.GL),
        OwnCount("A001", Leerweg.GL, 12.0),
        CloseLink(Mode.BIKE, HERE),
        AddLink(Mode.BIKE, HERE, Place(1.0, 400_000.0), 4.2),
    ),
    "Een opmerking",
    LicenceFacts(
        in_scholengemeenschap=False,
        interest=Interest(90.0, 4_000.0, 1_500.0, 4.0, None),
        overlap=Overlap(60.0, (40.0,), 80.0),
        profiel_pupils=(ProfielPupils("X00001", Profiel.PIE, (8.0, 0.0)),),
        rpo_boards=("B1",),
    ),
)


def test_facts_are_checked_like_the_rest() -> None:
    with pytest.raises(TableError) as error:
        facts_of({"rpo_bords": [], "overlap": {"own": -1}}, where="facts.json")
    text = str(error.value)
    assert text.startswith("facts.json: 4 fault(s)")
    for part in ("'rpo_bords'", "'pupils' is a required", "-1"):
        assert part in text
    assert facts_of({}) == LicenceFacts()


def test_a_document_comes_back_as_it_went() -> None:
    text = json.dumps(scenario_document(EVERYTHING))
    assert parse_scenario(text) == EVERYTHING


def test_what_an_edit_does_not_say_is_not_in_its_document() -> None:
    document = edit_document(CloseLink(Mode.BIKE, HERE))
    assert set(document) == {"edit", "mode", "at"}


@pytest.mark.parametrize("name", ["title", "snapshot"])
def test_a_name_has_one_letter_at_least(name: str) -> None:
    document = {"format": 1, "title": "t", "snapshot": "s", "edits": []}
    assert parse_scenario(json.dumps(document)).edits == ()
    with pytest.raises(TableError, match=name):
        parse_scenario(json.dumps(document | {name: ""}))


def test_all_faults_of_form_are_told_at_once() -> None:
    document = {
        "format": 2,
        "title": "",
        "edits": [
            {"edit": "close-offer", "brin6": "x1", "profiel": "XYZ", "leerweg": "gl"},
            {"edit": "blow-up"},
            {"edit": "close-vestiging", "brin6": "X00000", "why": "?"},
        ],
    }
    with pytest.raises(TableError) as error:
        parse_scenario(json.dumps(document), where="plan.json")
    text = str(error.value)
    assert text.startswith("plan.json: 7 fault(s)")
    for part in (
        "format",
        "title",
        "'snapshot' is a required property",
        "edit 1 (close-offer), brin6",
        "edit 1 (close-offer), profiel",
        "edit 2: member 'edit' is 'blow-up'",
        "'why'",
    ):
        assert part in text


def test_text_that_is_not_json_is_named_by_line() -> None:
    with pytest.raises(TableError, match="line 2, column"):
        parse_scenario('{"a": 1,\n b}')


def test_all_faults_of_content_are_told_at_once() -> None:
    snapshot = country()
    offer = snapshot.offers.iloc[0]
    held = (offer.brin6, Profiel(offer.profiel), Leerweg(offer.leerweg))
    scenario = Scenario(
        "t",
        "small",
        (
            OpenOffer(*held),
            CloseOffer(held[0], Profiel.GROEN, Leerweg.BL),
            CloseVestiging("X99999"),
            MergeVestiging("X00001", "X00001"),
            FoundVestiging(
                "X00002", "n", HERE, (PlannedOffer(Profiel.PIE, Leerweg.GL),)
            ),
            LapseLicences("2026-07-31"),
            Forecast(AreaKind.NL, "NL", 1.0),
            Forecast(AreaKind.GEMEENTE, "G9", 2.0),
            OwnCount("B001", Leerweg.GL, 1.0),
            CloseLink(Mode.BIKE, HERE),
        ),
    )
    faults = scenario_faults(scenario, snapshot)
    assert len(faults) == 10
    assert faults[0].startswith("edit 1 (open-offer): does nothing")
    assert "does nothing" in faults[1]
    assert "not in the snapshot" in faults[2]
    with pytest.raises(TableError):
        apply(scenario, snapshot)


def test_an_edit_of_what_an_earlier_edit_closed_is_a_fault() -> None:
    scenario = Scenario(
        "t",
        "small",
        (CloseVestiging("X00001"), OpenOffer("X00001", Profiel.MT, Leerweg.GL)),
    )
    (fault,) = scenario_faults(scenario, country())
    assert fault.startswith("edit 2 (open-offer)")


def test_a_founded_vestiging_lies_in_the_areas_of_its_postcode() -> None:
    snapshot = country()
    home = snapshot.postcodes.iloc[4]
    place = Place(home.geometry.x + 1, home.geometry.y)
    founded = FoundVestiging(
        "XNEW01", "Nieuw", place, (PlannedOffer(Profiel.PIE, Leerweg.GL),)
    )
    after = apply(Scenario("t", "small", (founded,)), snapshot)
    row = after.snapshot.vestigingen.iloc[-1]
    assert (row.brin6, row.pc4, row.gemeente) == ("XNEW01", home.pc4, home.gemeente)
    assert after.placed == ("XNEW01",)
    assert after.opened == {("XNEW01", Profiel.PIE, Leerweg.GL)}


def test_licences_lapse_with_their_offer_unless_another_goes_on() -> None:
    snapshot = country()
    one, other = snapshot.offers.iloc[0], snapshot.offers.iloc[1]
    licences = snapshot.offers.iloc[[0, 1, 1]][["brin6", "profiel", "leerweg"]]
    licences = licences.assign(
        leerjaar=3,
        code="1",
        valid_until=pd.Series(["2025-07-31", "2025-07-31", None]).to_numpy(),
    )
    held = snapshot.edited(licences=licences)
    after = apply(Scenario("t", "small", (LapseLicences("2025-12-31"),)), held)
    assert after.closed == {(one.brin6, Profiel(one.profiel), Leerweg(one.leerweg))}
    assert len(after.snapshot.table("licences")) == 1
    assert (after.snapshot.offers.brin6 == other.brin6).any()
