"""Indices of the way: known values, and what must hold of any ways."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from accessibility.codes import AreaKind, Denominator, Leerweg
from accessibility.counting import Whom, areas_of, protected, students_in
from accessibility.measures.travel_burden import BURDEN, burden, burden_by_nearest
from accessibility.questions import Question
from accessibility.study import Study
from tests.small_country import whole_country

QUESTION = Question(
    denominator=Denominator.LEERWEG,
    students="own",
    profielen=("PIE",),
    leerwegen=(Leerweg.KL,),
    per=AreaKind.GEMEENTE,
)


def one_area(
    way: list[float], weight: list[float] | None = None, line: float = 5.0
) -> dict[str, float]:
    ways = np.array(way)
    each = np.ones(len(ways)) if weight is None else np.array(weight)
    found = burden(ways, each, np.zeros(len(ways), np.int64), 1, line)
    return {name: float(values[0]) for name, values in found.items()}


def test_ways_that_are_alike_are_equal() -> None:
    found = one_area([4.0] * 10)
    assert found["gini"] == pytest.approx(0.0)
    assert found["theil"] == pytest.approx(0.0)
    assert found["palma"] == pytest.approx(1.0)
    assert found["fgt0"] == found["fgt1"] == found["fgt2"] == 0


def test_known_values() -> None:
    """Ten students, from 1 to 10: Gini 0.3, the longest 10, the shortest four 2.5."""
    found = one_area([float(n) for n in range(1, 11)])
    assert found["gini"] == pytest.approx(0.3)
    assert found["palma"] == pytest.approx(10 / 2.5)
    assert found["mean_way"] == pytest.approx(5.5)
    assert found["fgt0"] == pytest.approx(0.5)
    assert found["fgt1"] == pytest.approx(sum(n / 5 - 1 for n in range(6, 11)) / 10)
    relative = np.arange(1, 11) / 5.5
    assert found["theil"] == pytest.approx((relative * np.log(relative)).mean())


def test_two_of_a_kind_are_one_of_twice_the_weight() -> None:
    twice = one_area([1.0, 1.0, 3.0, 9.0])
    weighed = one_area([1.0, 3.0, 9.0], [2.0, 1.0, 1.0])
    assert twice == pytest.approx(weighed)


def test_the_unit_does_not_matter_to_inequality() -> None:
    near, far = one_area([1.0, 2.0, 7.0]), one_area([1e3, 2e3, 7e3], line=5e3)
    for name in ("gini", "theil", "palma", "fgt0", "fgt1", "fgt2"):
        assert near[name] == pytest.approx(far[name])


def test_an_area_without_students_has_no_figures() -> None:
    found = burden(np.array([2.0]), np.array([1.0]), np.array([1]), 2, 5.0)
    assert np.isnan(found["gini"][0])
    assert found["mean_way"].tolist()[1] == 2.0


def test_beyond_the_threshold_is_what_access_does_not_reach() -> None:
    study = Study(whole_country())
    table = study.measure(BURDEN, QUESTION).table.set_index("area_code")
    shares = study.answer(QUESTION).table.set_index("area_code")
    assert tuple(table.reset_index()[list(BURDEN.column_names)]) == BURDEN.column_names
    assert table.fgt0.to_numpy() == pytest.approx(1 - shares.share.to_numpy())
    assert table.students.to_numpy() == pytest.approx(shares.students.to_numpy())


def test_a_sum_is_known_as_well_as_shares_know_it() -> None:
    study, asked = Study(whole_country()), replace(QUESTION, per=AreaKind.NL)
    rounded = protected(study.basis(asked).students, threshold=5)
    table = burden_by_nearest(study.basis(asked).nearest(asked.pairs), rounded, asked)
    whom = Whom(asked.denominator, Leerweg.KL)
    cells = rounded.by_postcode(*whom).sum(axis=1)
    _, areas = areas_of(rounded, AreaKind.NL)
    low, _, high = students_in(rounded, areas, whom)[:, 0]
    assert table.students_low[0] == low > cells[0]
    assert table.students_high[0] == high < cells[2]


def test_few_students_have_no_figures() -> None:
    country = whole_country(example=False)
    asked = replace(QUESTION, per=AreaKind.PC4)
    table = Study(country).measure(BURDEN, asked).table
    hidden = table[table.suppressed]
    assert len(hidden)
    assert hidden[["gini", "palma", "mean_way", "censored"]].isna().all(axis=None)


@pytest.mark.parametrize("name", ["unsnapped", "outside"])
def test_who_cannot_be_placed_has_no_way_to_count(name: str) -> None:
    study = Study(whole_country())
    basis = study.basis(QUESTION)
    nearest = basis.nearest(QUESTION.pairs)
    kept = np.arange(len(nearest.unsnapped)) % 2 == 0
    lost = replace(nearest, **{name: ~kept})
    table = burden_by_nearest(lost, basis.students, QUESTION).set_index("area_code")
    students = basis.students
    count = students.by_postcode(QUESTION.denominator, Leerweg.KL)[1]
    weight = np.where(kept, count[students.point_pc4] * students.point_weight, 0.0)
    area = students.area_codes(AreaKind.GEMEENTE)[students.point_pc4]
    way = np.minimum(nearest.cost[0] / 100, nearest.limit)
    for code, row in table.iterrows():
        there = area == code
        expected = np.average(way[there], weights=weight[there])
        assert row.mean_way == pytest.approx(expected)
