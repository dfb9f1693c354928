"""Headers: the dates and sources of what was really used, and the notes."""

from __future__ import annotations

from dataclasses import replace

from accessibility.codes import ROADS, AreaKind, Denominator, Mode
from accessibility.counting.students import Students
from accessibility.headers import (
    asked_plainly,
    dates_of,
    header_of,
    notes_of,
    snapshot_header,
    sources_of,
)
from accessibility.questions import Question
from accessibility.snapshot import Snapshot, Source

FILES = (
    Source("duo-leerlingen", "a.csv", "2019-10-01", "1", tables=("pupils",)),
    Source("osm", "b.pbf", "2024-01-01", "2", tables=(ROADS,)),
)


def dated(snapshot: Snapshot) -> Snapshot:
    dates = {
        "students": "2019-10-01",
        "offers": "2018-10-01",
        "network": "2024-01-01",
        "basisscholen": "2023-01-01",
        "areas": "2019-01-01",
    }
    manifest = replace(snapshot.manifest, dates=dates, sources=FILES)
    return replace(snapshot, manifest=manifest)


def test_a_mixture_of_years_is_said_aloud(
    line_snapshot: Snapshot, line_students: Students
) -> None:
    later = replace(line_students, date="2021-01-01")
    notes = header_of(line_snapshot, Question(), later).notes
    assert any("different years" in note for note in notes)
    notes = header_of(line_snapshot, Question(), line_students).notes
    assert not any("different years" in note for note in notes)


def test_regions_say_how_postcodes_were_assigned(
    line_snapshot: Snapshot, line_students: Students
) -> None:
    question = Question(per=AreaKind.STO_REGIO)
    notes = notes_of(line_snapshot, line_students, question)
    assert any("1 postcodes by a table, 2 by their nearest" in n for n in notes)


def test_the_leerweg_denominator_is_not_comparable(
    line_snapshot: Snapshot, line_students: Students
) -> None:
    question = Question(denominator=Denominator.LEERWEG)
    notes = notes_of(line_snapshot, line_students, question)
    assert any("not comparable" in note for note in notes)


def test_inhabitants_are_not_called_third_years(
    line_snapshot: Snapshot, line_students: Students
) -> None:
    children = replace(line_students, method="inhabitants:10-14")
    said = " ".join(notes_of(line_snapshot, children, Question()))
    assert "denominator common: all inhabitants of 10-14" in said
    assert "all third-years" not in said
    pupils = " ".join(notes_of(line_snapshot, line_students, Question()))
    assert "denominator common: all third-years" in pupils


def test_a_header_dates_the_tables_that_were_used_and_no_others(
    line_snapshot: Snapshot, line_students: Students
) -> None:
    snapshot = dated(line_snapshot)
    straight = header_of(snapshot, Question(), line_students)
    assert list(straight.dates) == ["students", "offers", "areas"]
    by_bike = header_of(snapshot, Question(mode=Mode.BIKE), line_students)
    assert by_bike.dates["network"] == "2024-01-01"
    assert "basisscholen" not in by_bike.dates
    assert [source.kind for source in by_bike.sources] == ["osm"]


def test_an_answer_without_students_dates_none(line_snapshot: Snapshot) -> None:
    snapshot = dated(line_snapshot)
    assert dates_of(snapshot, ["basisscholen"]) == {"basisscholen": "2023-01-01"}
    assert sources_of(snapshot, ["pupils"]) == FILES[:1]
    header = snapshot_header(snapshot, ["offers"], question={"k": 2}, notes=("", "n"))
    assert header.dates == {"offers": "2018-10-01"}
    assert header.notes == ("n",)
    assert header.question == {"k": 2}


def test_a_question_is_told_in_plain_values() -> None:
    told = asked_plainly(Question())
    assert told["leerweg"] == ["bl", "kl", "gl"]
    assert told["denominator"] == "common"
    assert told["within"] == [10_000.0]
