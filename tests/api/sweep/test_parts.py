"""A part gives what the study gives, and its key hangs on what its answer does."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from accessibility.codes import AreaKind, Leerweg, Mode
from accessibility.questions import Question
from accessibility.scenario import Scenario
from accessibility.scenario.edits import CloseVestiging
from accessibility.study import Study
from api.sweep.parts import Part, answered, scenario_of
from data.snapshots import read_snapshot, snapshot_hash
from data.studies import read_study

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


def test_over_roads_the_answer_after_a_scenario_is_that_of_measuring_anew(
    road_path: str,
) -> None:
    study = read_study(road_path)
    code = str(study.snapshot.offers.brin6[0])
    name = study.snapshot.manifest.name
    text = TEXT.replace("voorbeeldland", name).replace("XA0000", code)
    question = Question(mode=Mode.BIKE, within=(5_000.0, 20_000.0))
    identity = snapshot_hash(Path(road_path))
    part = Part(road_path, identity, name, "dicht", text, question)
    table = pd.read_parquet(io.BytesIO(answered(part).content))
    applied = study.applied(scenario_of(text, "dicht"))
    anew = study.beside(replace(applied.snapshot, folder=None)).answer(question).table
    pd.testing.assert_frame_equal(table, anew)
    assert not table.equals(study.answer(question).table)


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
