"""Inside a polygon: whole postcodes by their points, and small groups are hidden."""

from __future__ import annotations

import shapely

from accessibility.codes import Leerweg
from accessibility.questions import Question
from accessibility.reports.inside_polygon import drawn_area
from accessibility.snapshot import Snapshot
from accessibility.study import Study
from tests.conftest import KM, X_M, Y_M

PIE_GL = Question(
    students="own", smallest=0, profielen=("PIE",), leerwegen=(Leerweg.GL,)
)


def _box(first_km: float, last_km: float) -> shapely.Polygon:
    return shapely.box(X_M + first_km * KM, Y_M - 1, X_M + last_km * KM, Y_M + 1)


def test_postcodes_whose_point_lies_inside_count_whole(line_snapshot: Snapshot) -> None:
    area = drawn_area(Study(line_snapshot), _box(9, 21), PIE_GL)
    assert area.pc4 == ("1002", "1003")
    (row,) = area.answer.table.itertuples()
    assert (row.students, row.reached, row.share) == (50.0, 20.0, 0.4)
    assert area.answer.dates["students"] == "2019-10-01"


def test_a_polygon_without_postcodes_has_no_rows(line_snapshot: Snapshot) -> None:
    area = drawn_area(Study(line_snapshot), _box(1, 2), PIE_GL)
    assert area.pc4 == ()
    assert area.answer.table.empty


def test_few_students_inside_are_hidden(line_snapshot: Snapshot) -> None:
    own = line_snapshot.table("own_students")
    ends = ["students_low", "students", "students_high"]
    half = line_snapshot.edited(own_students=own.assign(**own[ends] / 2))
    question = Question(students="own", profielen=("PIE",), leerwegen=(Leerweg.GL,))
    study = Study(half)
    rounded = study.students("own").by_postcode(question.denominator, Leerweg.GL)[1]
    hidden = []
    for row, km in enumerate((0, 10, 20)):
        answer = drawn_area(study, _box(km - 1, km + 1), question).answer
        (only,) = answer.table.itertuples()
        assert only.suppressed == (rounded[row] < 10)
        assert answer.table.share.isna().tolist() == [only.suppressed]
        hidden.append(only.suppressed)
    assert set(hidden) == {True, False}
