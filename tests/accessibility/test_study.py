"""A study: every answer follows the question, carries a header, and is made once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accessibility.codes import AreaKind, Denominator, Leerweg, Mode, Unit
from accessibility.counting.students import Students
from accessibility.errors import MissingDataError, UsageError
from accessibility.measures import CHOICE
from accessibility.places import points_of
from accessibility.questions import Question
from accessibility.reach_table import ReachTable
from accessibility.snapshot import Snapshot
from accessibility.straight_line import straight_line_table
from accessibility.study import Study
from tests.town import Town

OWN = Question(students="own", smallest=0)
"""About the students of the line, counted as they are."""


def test_the_default_question_is_table_b3_6(line_snapshot: Snapshot) -> None:
    result = Study(line_snapshot).answer(OWN)
    assert len(result.table) == 33
    assert set(result.table.threshold) == {10_000}
    assert set(result.table.denominator) == {"common"}
    assert result.dates["students"] == "2019-10-01"
    assert any("B3.6" in note for note in result.notes)


def test_the_example_is_labelled_in_every_row(line_snapshot: Snapshot) -> None:
    manifest = replace(line_snapshot.manifest, example=True)
    example = replace(line_snapshot, manifest=manifest)
    result = Study(example).answer(replace(OWN, per=AreaKind.GEMEENTE))
    assert result.example
    assert result.table.area_name.str.contains("voorbeeldgegevens").all()


def test_roads_and_seconds_need_a_network(line_snapshot: Snapshot) -> None:
    study = Study(line_snapshot)
    with pytest.raises(UsageError, match="needs roads, and snapshot"):
        study.answer(replace(OWN, mode=Mode.BIKE))
    with pytest.raises(UsageError, match="no travel time"):
        study.answer(replace(OWN, unit=Unit.SECONDS))
    with pytest.raises(MissingDataError, match="no roads for bike; there is straight"):
        study.require_mode(Mode.BIKE)


def test_an_answer_is_made_once_and_counts_that_may_be_shown_are_the_default(
    line_snapshot: Snapshot,
) -> None:
    study = Study(line_snapshot)
    assert study.answer(OWN) is study.answer(replace(OWN))
    shown = study.students()
    assert shown.rounded_to == 10
    assert study.students("own") is shown
    assert study.students("own", smallest=0).rounded_to == 0
    assert study.reach(shown) is study.reach(shown, Mode.STRAIGHT, limit=5_000.0)


def test_choice_is_counted_at_one_threshold(line_snapshot: Snapshot) -> None:
    study = Study(line_snapshot)
    with pytest.raises(UsageError, match="give a single --within"):
        study.measure(CHOICE, replace(OWN, within=(5_000.0, 10_000.0)))
    gl = study.measure(CHOICE, replace(OWN, leerwegen=(Leerweg.GL,))).table
    assert gl.columns[2] == "area_name"
    # D (5) has no place; A and B reach PIE and BWI, C reaches BWI and MVI.
    counts = gl.set_index("n_profiles").students.to_dict()
    assert counts == {0: 5, 1: 0, 2: 60, 3: 0, 4: 0, 5: 0}


def test_postcodes_of_one_pair(line_snapshot: Snapshot) -> None:
    question = replace(
        OWN,
        profielen=("PIE",),
        leerwegen=(Leerweg.GL,),
        denominator=Denominator.LEERWEG,
    )
    table = Study(line_snapshot).postcodes(question).table
    assert table.students.tolist() == [1, 2, 3, 0.5]
    assert table.reached.tolist() == [1, 2, 0, 0]
    assert not table.suppressed.any()


def test_a_road_is_measured_by_who_knows_where_it_is_kept(
    line_snapshot: Snapshot,
) -> None:
    asked: list[tuple[Mode, Unit, float]] = []

    def crow(
        snapshot: Snapshot, students: Students, mode: Mode, unit: Unit, limit: float
    ) -> ReachTable:
        asked.append((mode, unit, limit))
        sites = points_of(snapshot.vestigingen, "brin6")
        table = straight_line_table(students.points, sites, limit_m=limit)
        return replace(table, mode=mode)

    roads = replace(line_snapshot, roads={Mode.BIKE: Town().network()})
    study = Study(roads, road_reach=crow)
    assert study.modes == (Mode.STRAIGHT, Mode.BIKE)
    by_bike = study.answer(replace(OWN, mode=Mode.BIKE)).table
    straight = study.answer(OWN).table
    assert by_bike.share.tolist() == straight.share.tolist()
    study.answer(replace(OWN, mode=Mode.BIKE, within=(8_000.0,)))
    assert asked == [(Mode.BIKE, Unit.METRES, 30_000.0)]


def test_a_leerweg_without_a_single_pupil_is_nobody_and_not_a_small_group(
    line_snapshot: Snapshot,
) -> None:
    own = line_snapshot.table("own_students")
    without = {**line_snapshot.tables, "own_students": own[own.leerweg != "gl"]}
    study = Study(replace(line_snapshot, tables=without))
    asked = Question(denominator=Denominator.LEERWEG, per=AreaKind.NL, smallest=10)
    table = study.answer(asked).table.set_index("leerweg")
    assert not table.suppressed["gl"].any()
    assert table.students["gl"].eq(0).all()
    assert table.share["gl"].isna().all()
    map_rows = study.postcodes(
        replace(asked, profielen=("PIE",), leerwegen=(Leerweg.GL,))
    ).table
    assert not map_rows.suppressed.any()
    whole = Study(line_snapshot).answer(asked).table
    assert whole.suppressed[whole.leerweg == "gl"].all()
