"""Students under a forecast: multiplied where it holds, replaced where counted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from accessibility.codes import ROUTE, AreaKind, Denominator, Leerweg
from accessibility.counting.bounds import FillingBounds
from accessibility.counting.margin_bounds import MarginBounds
from accessibility.counting.scaled_bounds import ScaledBounds
from accessibility.counting.students import Students
from accessibility.errors import UsageError
from accessibility.scenario import Scenario, forecast_students
from accessibility.scenario.edits import CloseVestiging, Edit, Forecast, OwnCount

BL, GL = Leerweg.BL, Leerweg.GL


def after(students: Students, *edits: Edit) -> Students:
    return forecast_students(students, Scenario("t", "line", edits))


def counts(students: Students, leerweg: Leerweg) -> list[list[float]]:
    return [[*row] for row in students.by_postcode(Denominator.LEERWEG, leerweg)]


def test_without_a_forecast_the_very_same_students_come_back(
    line_students: Students,
) -> None:
    assert after(line_students) is line_students
    assert after(line_students, CloseVestiging("00AA00")) is line_students


def test_a_factor_holds_in_its_area_and_leerweg_only(line_students: Students) -> None:
    twice = after(line_students, Forecast(AreaKind.GEMEENTE, "West", 2.0, BL))
    assert counts(twice, BL) == [[8.0, 16.0, 12.0, 2.0]] * 3
    assert counts(twice, GL) == counts(line_students, GL)
    whole = after(line_students, Forecast(AreaKind.GEMEENTE, "West", 2.0))
    assert counts(whole, BL) == [[8.0, 16.0, 12.0, 2.0]] * 3
    assert counts(whole, GL) == [[2.0, 4.0, 3.0, 0.5]] * 3
    assert line_students.counts.students.sum() == pytest.approx(65)
    assert whole.assumption == "students as forecast by the scenario"
    told = after(
        replace(line_students, assumption="a guess"),
        Forecast(AreaKind.NL, "NL", 2.0),
    )
    assert told.assumption == "a guess; students as forecast by the scenario"


def test_an_own_count_takes_the_place_of_all_rows(line_students: Students) -> None:
    halves = line_students.counts.assign(
        students=line_students.counts.students / 2,
        students_low=line_students.counts.students_low / 2,
        students_high=line_students.counts.students_high / 2,
    )
    by_sex = line_students.counts.iloc[:0].assign(sex="")
    for sex in ("m", "v"):
        by_sex = type(halves)(
            [*by_sex.to_dict("records"), *halves.assign(sex=sex).to_dict("records")]
        )
    students = replace(line_students, counts=by_sex)
    counted = after(students, OwnCount("1002", GL, 40.0))
    assert counts(counted, GL)[1] == pytest.approx([1.0, 40.0, 3.0, 0.5])
    row = counted.counts.iloc[-1]
    assert (row.pc4, row.leerweg, row.sex) == ("1002", "gl", "")
    assert (row.students_low, row.students, row.students_high) == (40, 40, 40)
    assert len(counted.counts) == len(by_sex) - 1
    assert counts(counted, BL) == counts(students, BL)


def test_a_leerweg_that_nobody_knows_is_refused(line_students: Students) -> None:
    blind = replace(line_students, counts=line_students.counts.assign(leerweg=""))
    with pytest.raises(UsageError, match="does not tell the leerweg"):
        after(blind, Forecast(AreaKind.NL, "NL", 2.0, GL))
    assert after(blind, Forecast(AreaKind.NL, "NL", 2.0)) is not blind


def test_some_of_a_route_are_routes_to_the_ends(line_students: Students) -> None:
    counts = line_students.counts.copy()
    counts.loc[0, "leerweg"] = ROUTE
    fillings = {"gl": np.ones((2, 4)), ROUTE: np.ones((2, 4))}
    n = line_students.n_postcodes
    margins = MarginBounds(
        np.arange(n), np.zeros(n, np.int64), *np.ones((2, n)), *np.ones((2, 1, 5))
    )
    for bounds in (FillingBounds(fillings), margins):
        people = replace(line_students, counts=counts, bounds=bounds)
        later = after(people, Forecast(AreaKind.NL, "NL", 2.0)).bounds
        if isinstance(later, ScaledBounds):
            assert later.routes
        else:
            assert isinstance(later, FillingBounds)
            assert later.fillings[ROUTE].tolist() == [[2.0] * 4] * 2
