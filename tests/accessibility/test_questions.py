"""Questions: an answer carries its dates, its notes and the example's label."""

from __future__ import annotations

import dataclasses

import pytest

from accessibility.codes import AreaKind, Denominator, Mode, Unit
from accessibility.counting.students import Students
from accessibility.errors import MissingDataError, UsageError
from accessibility.questions import Question, answer
from accessibility.snapshot import Snapshot


def test_the_default_question_is_table_b3_6(
    line_snapshot: Snapshot, line_students: Students
) -> None:
    result = answer(line_snapshot, line_students, Question())
    assert len(result.table) == 33
    assert set(result.table.threshold) == {10_000}
    assert set(result.table.denominator) == {"common"}
    assert result.dates["students"] == "2019-10-01"
    assert any("B3.6" in note for note in result.notes)


def test_a_mixture_of_years_is_said_aloud(
    line_snapshot: Snapshot, line_students: Students
) -> None:
    later = dataclasses.replace(line_students, date="2021-01-01")
    result = answer(line_snapshot, later, Question())
    assert any("different years" in note for note in result.notes)


def test_the_example_is_labelled_in_every_row(
    line_snapshot: Snapshot, line_students: Students
) -> None:
    manifest = dataclasses.replace(line_snapshot.manifest, example=True)
    example = dataclasses.replace(line_snapshot, manifest=manifest)
    result = answer(example, line_students, Question(per=AreaKind.GEMEENTE))
    assert result.example
    assert result.table.area_name.str.contains("voorbeeldgegevens").all()


def test_regions_say_how_postcodes_were_assigned(
    line_snapshot: Snapshot, line_students: Students
) -> None:
    result = answer(line_snapshot, line_students, Question(per=AreaKind.STO_REGIO))
    assert any("1 postcodes by a table, 2 by their nearest" in n for n in result.notes)


def test_the_leerweg_denominator_is_not_comparable(
    line_snapshot: Snapshot, line_students: Students
) -> None:
    question = Question(denominator=Denominator.LEERWEG)
    notes = answer(line_snapshot, line_students, question).notes
    assert any("not comparable" in note for note in notes)


def test_roads_and_seconds_need_a_network(
    line_snapshot: Snapshot, line_students: Students
) -> None:
    with pytest.raises(UsageError, match="needs roads, and snapshot"):
        answer(line_snapshot, line_students, Question(mode=Mode.BIKE))
    with pytest.raises(UsageError, match="no travel time"):
        answer(line_snapshot, line_students, Question(unit=Unit.SECONDS))


def test_a_missing_table_says_what_to_add(line_snapshot: Snapshot) -> None:
    with pytest.raises(MissingDataError, match="no table 'herkomst'"):
        line_snapshot.table("herkomst")
