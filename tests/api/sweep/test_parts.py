"""A part gives what the study gives, and its key hangs on what its answer does."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from accessibility.codes import AreaKind, Leerweg, Mode
from accessibility.questions import Question
from accessibility.scenario import Scenario, forecast_students
from accessibility.scenario.edits import CloseVestiging
from accessibility.study import Study
from api.sweep.parts import Part, answered, scenario_of
from data.snapshots import read_snapshot, snapshot_hash, write_snapshot
from data.studies import read_study
from tests.conftest import X_M, Y_M

ASKED = Question(profielen=("PIE",), leerwegen=(Leerweg.GL,), per=AreaKind.PROVINCIE)
TEXT = (
    '{"format": 1, "title": "dicht", "snapshot": "voorbeeldland", "edits": '
    '[{"edit": "close-vestiging", "brin6": "XA0000"}]}'
)


@pytest.fixture
def part(country_folder: Path) -> Part:
    identity = snapshot_hash(country_folder)
    return Part(str(country_folder), identity, "voorbeeldland", "none", "", ASKED)


def test_the_answer_is_that_of_the_study(part: Part) -> None:
    told = answered(part)
    table = pd.read_parquet(io.BytesIO(told.content))
    right = Study(read_snapshot(part.folder)).answer(ASKED).table
    pd.testing.assert_frame_equal(table, right)
    assert told.n_rows == len(right)
    assert answered(part) == told


def test_after_a_scenario_it_is_that_of_the_country_without_the_school(
    part: Part,
) -> None:
    closed = replace(part, scenario="dicht", text=TEXT)
    table = pd.read_parquet(io.BytesIO(answered(closed).content))
    study = Study(read_snapshot(part.folder))
    scenario = Scenario("dicht", "voorbeeldland", (CloseVestiging("XA0000"),))
    assert scenario_of(TEXT, "dicht").edits == scenario.edits
    after = study.beside(study.applied(scenario).snapshot).answer(ASKED).table
    pd.testing.assert_frame_equal(table, after)
    assert closed.key != part.key


PLACE = f'{{"x_m": {X_M + 15_000}, "y_m": {Y_M}}}'
EDITS = {
    "dicht": '{"edit": "close-vestiging", "brin6": "%s"}',
    "verhuisd": f'{{"edit": "move-vestiging", "brin6": "%s", "to": {PLACE}}}',
    "krimp": '{"edit": "close-vestiging", "brin6": "%s"}, {"edit": "forecast", '
    '"area_kind": "nl", "area_code": "NL", "factor": 0.5}',
    "weg dicht": f'{{"edit": "close-link", "mode": "bike", "at": {PLACE}}}',
}


@pytest.fixture
def wide_roads(road_path: str, tmp_path: Path) -> str:
    """Roads between postcodes of 4 by 4 km, on whose land homes may lie anywhere."""
    snapshot = read_snapshot(road_path)
    placed = snapshot.postcodes[snapshot.postcodes.geometry.notna()]
    squares = shapely.buffer(placed.geometry.to_numpy(), 2e3, cap_style="square")
    areas = gpd.GeoDataFrame({"pc4": placed.pc4}, geometry=squares, crs=placed.crs)
    networks = {mode: snapshot.network(mode) for mode in snapshot.roads}
    whole = replace(snapshot.edited(pc4_areas=areas), roads=networks, folder=None)
    return str(write_snapshot(whole, tmp_path / "breed"))


@pytest.mark.parametrize(
    ("mode", "name"),
    [
        *((Mode.STRAIGHT, name) for name in ("dicht", "krimp")),
        *((Mode.BIKE, name) for name in ("dicht", "verhuisd", "weg dicht")),
    ],
)
def test_after_a_scenario_it_is_that_of_measuring_anew(
    wide_roads: str, name: str, mode: Mode
) -> None:
    study = read_study(wide_roads)
    code, land = str(study.snapshot.offers.brin6[0]), study.snapshot.manifest.name
    edits = EDITS[name].replace("%s", code)
    text = (
        f'{{"format": 1, "title": "{name}", "snapshot": "{land}", "edits": [{edits}]}}'
    )
    question = Question(
        mode=mode, within=(5_000.0, 20_000.0), profielen=("PIE", "techniek")
    )
    identity = snapshot_hash(Path(wide_roads))
    part = Part(wide_roads, identity, land, name, text, question)
    table = pd.read_parquet(io.BytesIO(answered(part).content))
    scenario = scenario_of(text, name)
    after = replace(study.applied(scenario).snapshot, folder=None)
    people = forecast_students(study.students_for(question), scenario)
    anew = study.beside(after, everyone=people).answer(question).table
    pd.testing.assert_frame_equal(table, anew)
    assert not table.equals(study.answer(question).table)
    # What was remembered before is not what comes after.
    first = replace(part, text="", scenario="none")
    before = pd.read_parquet(io.BytesIO(answered(first).content))
    pd.testing.assert_frame_equal(before, study.answer(question).table)


def test_where_a_snapshot_stands_does_not_matter_and_all_else_does(part: Part) -> None:
    assert replace(part, folder="elders", snapshot="x", scenario="y").key == part.key
    others = (
        replace(part, identity="0"),
        replace(part, text=TEXT),
        replace(part, question=replace(ASKED, within=(5_000.0,))),
    )
    assert part.key not in {other.key for other in others}


def test_what_is_refused_is_told_and_not_raised(part: Part) -> None:
    seconds = replace(part, question=replace(ASKED, students="geraden"))
    told = answered(seconds)
    assert told.fault
    assert not told.content
    moved = answered(replace(part, identity="1234567890"))
    assert "another snapshot" in moved.fault
