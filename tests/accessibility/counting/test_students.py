"""Students: both denominators, areas, and postcodes reached in part."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from accessibility.codes import AreaKind, Denominator, Leerweg
from accessibility.counting.bounds import Division, FillingBounds
from accessibility.counting.counts import COUNT_COLUMNS
from accessibility.counting.students import NO_AREA, Students
from accessibility.errors import DataError, UsageError


def test_the_denominators_differ(line_students: Students) -> None:
    common = line_students.by_postcode(Denominator.COMMON, Leerweg.GL)
    own = line_students.by_postcode(Denominator.LEERWEG, Leerweg.GL)
    assert common[1].tolist() == [10, 20, 30, 5]
    assert own[1].tolist() == pytest.approx([1, 2, 3, 0.5])


def test_those_of_a_route_follow_no_profiel(line_students: Students) -> None:
    first = line_students.counts.iloc[[0]]
    more = first.assign(leerweg="route", **dict.fromkeys(COUNT_COLUMNS, 7.0))
    counts = pd.concat([line_students.counts, more], ignore_index=True)
    people = dataclasses.replace(line_students, counts=counts)
    common = people.by_postcode(Denominator.COMMON, Leerweg.GL)
    profielen = people.by_postcode(Denominator.PROFIELEN, Leerweg.GL)
    assert (common - profielen)[:, 0].tolist() == pytest.approx([7.0] * 3)
    assert profielen[1].tolist() == pytest.approx([10, 20, 30, 5])
    assert people.tells_leerweg


def test_counts_without_leerweg_refuse_that_denominator(
    line_students: Students,
) -> None:
    plain = dataclasses.replace(
        line_students, counts=line_students.counts.assign(leerweg=""), method="plain"
    )
    with pytest.raises(UsageError, match="'plain' does not give"):
        plain.by_postcode(Denominator.LEERWEG, Leerweg.GL)


def test_areas_lose_nobody(line_students: Students) -> None:
    codes = line_students.area_codes(AreaKind.GEMEENTE)
    assert codes.tolist() == ["West", "West", "Oost", NO_AREA]
    assert line_students.area_codes(AreaKind.PC4).tolist()[0] == "1001"


def test_an_unknown_division_says_what_to_add(line_students: Students) -> None:
    with pytest.raises(UsageError, match="does not tell the corop"):
        line_students.area_codes(AreaKind.COROP)


def test_a_postcode_can_be_reached_in_part(line_students: Students) -> None:
    weights = np.array([0.25, 0.75, 1.0, 1.0])
    halves = dataclasses.replace(
        line_students, point_pc4=np.array([0, 0, 1, 2]), point_weight=weights
    )
    reached = np.array([True, False, True, False])
    assert halves.reached_fraction(reached).tolist() == [0.25, 1.0, 0.0, 0.0]


def test_counts_of_an_unknown_postcode_are_refused(line_students: Students) -> None:
    stray = line_students.counts.assign(pc4="9999")
    with pytest.raises(DataError, match="not in the table of postcodes"):
        dataclasses.replace(line_students, counts=stray)


def test_only_a_group_that_the_counts_tell_can_be_asked_for(
    line_students: Students,
) -> None:
    some = line_students.only(leerweg="gl")
    assert set(some.counts.leerweg) == {"gl"}
    assert some.counts.index.tolist() == [0, 1, 2, 3]
    with pytest.raises(UsageError, match="not known by leerweg"):
        line_students.only(leerweg="tl")
    with pytest.raises(UsageError, match="not known by sex"):
        line_students.only(sex="m")


def test_nobody_lives_on_empty_land_unless_there_is_nothing_else(
    line_students: Students,
) -> None:
    spread = dataclasses.replace(
        line_students,
        point_pc4=np.array([0, 0, 1, 2]),
        point_weight=np.array([0.25, 0.75, 1.0, 1.0]),
    )
    kept = spread.settled(np.array([True, False, True, False])).point_weight
    assert kept.tolist() == [0.0, 1.0, 1.0, 1.0]


def test_a_leerweg_that_nobody_follows_is_nobody_only_of_its_own(
    line_students: Students,
) -> None:
    people = dataclasses.replace(line_students, absent=frozenset({"gl"}))
    assert people.nobody_of(Denominator.LEERWEG) == {"gl"}
    assert people.nobody_of(Denominator.COMMON) == frozenset()


def test_only_a_leerweg_by_a_model_of_homes_may_be_too_unsure(
    line_students: Students,
) -> None:
    # One kind of model has all of gl in reach, the other none.
    apart = {"gl": np.array([[9.0, 0.0, 0.0, 0.0], [0.0, 9.0, 0.0, 0.0]])}
    people = dataclasses.replace(
        line_students, bounds=FillingBounds(apart, is_model=True)
    )
    near = Division(np.array([1.0, 0.0, 0.0, 0.0]), np.zeros(4, np.int64), 1)
    assert people.unsure(near, Denominator.LEERWEG, Leerweg.GL).tolist() == [True]
    assert people.unsure(near, Denominator.COMMON, Leerweg.GL).tolist() == [False]
    assert not line_students.unsure(near, Denominator.LEERWEG, Leerweg.GL).any()


def test_counts_without_a_model_are_as_sure_as_they_are_known(
    line_students: Students,
) -> None:
    n = line_students.n_postcodes
    division = Division(np.ones(n), np.zeros(n, np.int64), 1)
    whom = Denominator.LEERWEG, Leerweg.GL
    sure = line_students.sure_bounds(division, *whom)
    assert sure.students[:, 0].tolist() == [6.5, 6.5]
    fillings = {"gl": np.stack([np.ones(n), np.full(n, 3.0)])}
    model = dataclasses.replace(line_students, bounds=FillingBounds(fillings))
    assert model.sure_bounds(division, *whom).students[:, 0].tolist() == [n, 3.0 * n]
