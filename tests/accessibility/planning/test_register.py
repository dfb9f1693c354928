"""The register: both tables in one, by place, as its schema says."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import jsonschema
import pandas as pd
import pytest

from accessibility.codes import AreaKind
from accessibility.errors import MissingDataError
from accessibility.places import RD_NEW
from accessibility.planning import (
    FacilityQuestion,
    FacilityView,
    facility_answer,
    register_schema,
)
from accessibility.planning.register import REGISTER_COLUMNS, register_of
from accessibility.regions import Region
from accessibility.snapshot import Snapshot
from tests.small_country import country

COUNTRY = Region(AreaKind.NL, "NL", "Nederland")
SCHEMA = Path(__file__).parents[3] / "docs" / "register.schema.json"


@pytest.fixture(scope="module")
def land() -> Snapshot:
    snapshot = country()
    home = snapshot.postcodes.geometry.iloc[4]
    lab = gpd.GeoDataFrame(
        {"facility_id": ["L1"], "naam": "Lab", "kind": "techlab", "owner": "mbo"},
        geometry=[home],
        crs=RD_NEW,
    ).assign(date=None, target_group="groep 8")
    texts = dict.fromkeys(("until", "website", "plaats", "target_group"))
    told = pd.DataFrame(
        {
            "initiative_id": ["I1", "I2"],
            "naam": ["Beurs", "Leskist"],
            "pc4": ["A001", None],
        }
    ).assign(kind="event", owner="gemeente", date="2026-03-12", rung="2", **texts)
    return snapshot.edited(facilities=lab, initiatives=told)


def test_both_tables_are_told_with_their_place(land: Snapshot) -> None:
    table = register_of(land, COUNTRY).set_index("id")
    assert table.pc4.dropna().to_dict() == {"L1": "A004", "I1": "A001"}
    assert table.gemeente["L1"] == land.postcodes.gemeente.iloc[4]
    assert table.target_group["L1"] == "groep 8"
    assert table.register.to_dict()["I2"] == "initiatives"


def test_of_a_region_only_what_has_its_place_there(land: Snapshot) -> None:
    code = land.postcodes.gemeente.iloc[4]
    region = Region(AreaKind.GEMEENTE, code, code)
    assert code == "G1"
    assert set(register_of(land, region).id) == {"L1", "I1"}
    other = Region(AreaKind.GEMEENTE, "G0", "G0")
    assert len(register_of(land, other)) == 0


def test_rows_are_as_the_schema_says(land: Snapshot) -> None:
    asked = FacilityQuestion(view=FacilityView.REGISTER)
    table = facility_answer(land, asked).table
    assert tuple(table.columns) == REGISTER_COLUMNS
    rows = json.loads(table.to_json(orient="records"))
    for row in rows:
        jsonschema.validate(row, register_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**rows[0], "rung": "9"}, register_schema())


def test_the_schema_is_published_as_it_is() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == register_schema()


def test_without_either_a_sentence_says_what_is_missing() -> None:
    with pytest.raises(MissingDataError, match="initiatieven"):
        register_of(country(), COUNTRY)
