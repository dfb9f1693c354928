"""A dossier: what it holds, that it replays to the byte, and what it keeps back."""

from __future__ import annotations

import io
import json
import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from accessibility.codes import Leerweg, Profiel
from accessibility.effects import GROUPS
from accessibility.errors import DataError, UsageError
from accessibility.questions import AUTO, CENTRE
from accessibility.scenario import Scenario, parse_scenario, scenario_document
from accessibility.scenario.edits import (
    CloseVestiging,
    FoundVestiging,
    OpenOffer,
    Place,
    PlannedOffer,
)
from api.cli import run
from api.dossiers import LEERWEG, DossierRequest, make_dossier, replay, request_of
from data.snapshots import write_snapshot
from data.studies import read_study
from tests.small_country import whole_country

if TYPE_CHECKING:
    from pathlib import Path

    from api.dossiers import Dossier

EDITS = (
    CloseVestiging("X00002"),
    OpenOffer("X00001", Profiel.MT, Leerweg.GL),
    FoundVestiging(
        "XNEW01",
        "Nieuw",
        Place(121_000.0, 421_000.0),
        (PlannedOffer(Profiel.PIE, Leerweg.GL),),
    ),
)
SCENARIO = Scenario("Sluiten en stichten", "small", EDITS, "Een opmerking")
FILES = {
    "dossier.pdf",
    "dossier.xlsx",
    "postcodes.geojson",
    "postcodes.gpkg",
    "kaart-na.html",
    "dossier.json",
}


@pytest.fixture(scope="module")
def snapshot_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small") / "land"
    return write_snapshot(whole_country(), folder)


@pytest.fixture(scope="module")
def made(snapshot_path: Path) -> Path:
    """Make a dossier with the command."""
    home = snapshot_path.parent
    plan = home / "plan.json"
    plan.write_text(json.dumps(scenario_document(SCENARIO)))
    arguments = ["what-if", str(snapshot_path), str(plan), "-o", str(home / "dossier")]
    assert run([*arguments, "--students", "own"]) == 0
    return home / "dossier"


def dossier_of(
    snapshot_path: Path, scenario: Scenario = SCENARIO, points: str = AUTO
) -> Dossier:
    return make_dossier(
        read_study(snapshot_path),
        DossierRequest(scenario, replace(LEERWEG, students="own", points=points)),
    )


def test_a_dossier_replays_to_the_byte(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert {path.name for path in made.iterdir()} == FILES
    for named in (made, made / "dossier.json"):
        assert run(["replay", str(named)]) == 0
        assert capsys.readouterr().out.splitlines()[-1] == "identical"


def test_a_changed_file_is_named(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = made / "postcodes.geojson"
    content = file.read_bytes()
    file.write_bytes(content + b" ")
    try:
        assert run(["replay", str(made / "dossier.json")]) == 1
    finally:
        file.write_bytes(content)
    out = capsys.readouterr().out
    assert "postcodes.geojson: the file was changed" in out
    assert "identical" not in out


def test_another_record_is_named(
    made: Path, tmp_path: Path, snapshot_path: Path
) -> None:
    document = json.loads((made / "dossier.json").read_text())
    document["outputs"]["dossier.pdf"]["sha256"] = "0" * 64
    document["software"]["bereik"] = "0.0.1"
    other = tmp_path / "dossier.json"
    other.write_text(json.dumps(document))
    said = "\n".join(replay(other, snapshot_folder=snapshot_path))
    assert "dossier.pdf: computed again it differs" in said
    assert "made with bereik 0.0.1" in said
    assert "dossier.xlsx: the file is missing" in said


def test_another_snapshot_is_refused(made: Path, tmp_path: Path) -> None:
    elsewhere = write_snapshot(whole_country(2), tmp_path / "land")
    (said,) = replay(made / "dossier.json", snapshot_folder=elsewhere)
    assert "is not the one this dossier was made from" in said


def test_the_document_names_every_input_and_output(made: Path) -> None:
    document = json.loads((made / "dossier.json").read_text())
    assert set(document["outputs"]) == FILES - {"dossier.json"}
    assert parse_scenario(json.dumps(document["scenario"])) == SCENARIO
    assert document["example"] is True
    assert len(document["inputs"]["momentopname"]) == 64
    again = request_of(document)
    assert again.scenario == SCENARIO
    assert again.question == replace(LEERWEG, students="own")


def test_the_workbook_explains_itself_and_holds_every_table(made: Path) -> None:
    sheets = pd.read_excel(made / "dossier.xlsx", sheet_name=None, header=None)
    assert next(iter(sheets)) == "toelichting"
    notes = sheets["toelichting"].to_string()
    assert "voorbeeldgegevens" in notes
    assert "Geen juridisch advies" in notes
    assert {"landelijk", "gemeenten", "geslacht", "toetsen", "groepen"} <= set(sheets)
    assert len(sheets["geslacht"]) > 1


def test_bytes_do_not_depend_on_the_clock(
    snapshot_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = dossier_of(snapshot_path).files
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    second = dossier_of(snapshot_path).files
    assert {name: second[name] == content for name, content in first.items()} == (
        dict.fromkeys(first, True)
    )


def test_an_empty_scenario_makes_a_dossier_that_says_so(snapshot_path: Path) -> None:
    impact = dossier_of(snapshot_path, Scenario("Niets", "small")).impact
    assert impact.national.empty
    assert impact.headline is None


def test_a_scenario_for_another_snapshot_is_refused(snapshot_path: Path) -> None:
    with pytest.raises(UsageError, match="drawn up on snapshot 'other'"):
        dossier_of(snapshot_path, Scenario("t", "other", EDITS))


def test_counts_that_are_not_public_are_rounded_before_anything(
    tmp_path: Path,
) -> None:
    snapshot_path = write_snapshot(whole_country(example=False), tmp_path / "land")
    # By one point per postcode every number is a sum of rounded counts.
    impact = dossier_of(snapshot_path, points=CENTRE).impact
    assert impact.students.rounded_to == 10
    for table in (impact.national, impact.provincies, impact.gemeenten, impact.sexes):
        for group in GROUPS:
            assert ((table[group] % 10).fillna(0) == 0).all()
    sizes = impact.sizes.dropna(subset=["before_low"])
    few = sizes[(sizes.before_low < 5) & (sizes.before_low > 0)]
    assert set(zip(few.before_low, few.before_high, strict=True)) <= {(1.0, 4.0)}
    assert not any("bovenbouw" in name for name in impact.losses.columns)


def test_a_damaged_document_gets_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "dossier.json"
    for content in ("{", "[]", '{"format": 99}'):
        path.write_text(content)
        with pytest.raises(DataError, match="not a dossier"):
            replay(path)
    with pytest.raises(DataError, match="cannot be read"):
        replay(tmp_path / "none.json")
    with pytest.raises(DataError, match="damaged"):
        request_of({"scenario": scenario_document(SCENARIO)})


def test_all_faults_of_a_scenario_reach_the_screen(
    snapshot_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.json"
    wrong = Scenario("t", "small", (CloseVestiging("X99999"), CloseVestiging("X88888")))
    plan.write_text(json.dumps(scenario_document(wrong)))
    arguments = ["what-if", str(snapshot_path), str(plan), "-o", str(tmp_path / "d")]
    assert run([*arguments, "--students", "own"]) == 3
    said = capsys.readouterr().err
    assert "edit 1" in said
    assert "edit 2" in said
    assert not (tmp_path / "d").exists()


def test_what_if_needs_a_folder_and_readable_files(
    snapshot_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps(scenario_document(SCENARIO)))
    assert run(["what-if", str(snapshot_path), str(plan)]) == 2
    facts = tmp_path / "facts.json"
    facts.write_text('{"rpo_boards": 3}')
    arguments = ["what-if", str(snapshot_path), str(plan), "-o", str(tmp_path / "d")]
    assert run([*arguments, "--facts", str(facts)]) == 3
    assert "facts.json" in capsys.readouterr().err


def test_geojson_is_lon_lat_and_has_no_counts_of_students(snapshot_path: Path) -> None:
    content = json.load(
        io.BytesIO(dossier_of(snapshot_path).files["postcodes.geojson"])
    )
    feature = content["features"][0]
    assert set(feature["properties"]) == {
        "pc4",
        "before",
        "after",
        "reached_before",
        "reached_after",
        "group",
        "profiel",
        "leerweg",
    }
    lon, lat = feature["geometry"]["coordinates"][0][0]
    assert 3 < lon < 8
    assert 50 < lat < 54
    assert not math.isnan(lon)


@pytest.mark.parametrize("whom", ["leerweg", "common"])
def test_a_land_that_loses_all_its_students_has_a_dossier(
    snapshot_path: Path, tmp_path: Path, whom: str, capsys: pytest.CaptureFixture[str]
) -> None:
    edit = {"edit": "forecast", "area_kind": "nl", "area_code": "NL", "factor": 0.0}
    plan = tmp_path / "plan.json"
    document = {"format": 1, "title": "Nul", "snapshot": "small", "edits": [edit]}
    plan.write_text(json.dumps(document))
    asked = ["what-if", str(snapshot_path), str(plan), "--denominator", whom]
    assert run([*asked, "-o", str(tmp_path / "d")]) == 0
    assert "wel: 0 in plaats van" in capsys.readouterr().out
