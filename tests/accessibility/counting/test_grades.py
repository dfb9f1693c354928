"""Five grades stand in order, and turn round for those who are not reached."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from accessibility.codes import AreaKind, Denominator, Leerweg
from accessibility.counting.bounds import Division
from accessibility.counting.grades import (
    Areas,
    Part,
    Whom,
    areas_of,
    around,
    five,
    graded,
)
from accessibility.counting.students import NO_AREA
from tests.small_country import country, students

if TYPE_CHECKING:
    from accessibility.counting.students import Students

WHOM = Whom(Denominator.LEERWEG, Leerweg.GL)


def _part(n: int) -> Part:
    rng = np.random.default_rng(3)
    low = (rng.random(n) < 0.3).astype(float)
    high = np.maximum(low, rng.random(n) < 0.7)
    model = np.clip(rng.random(n), low, high)
    return Part(low, model, high, model, np.where(low < high, 0.1, 0.0))


def test_every_figure_is_in_order_and_both_sides_make_all() -> None:
    people = students(country())
    areas = Areas(np.arange(people.n_postcodes) % 3, 3)
    part = _part(people.n_postcodes)
    found = graded(people, part, areas, WHOM)
    for grades in (found.reached, found.missed, found.share):
        assert (np.diff(np.stack(grades), axis=0) >= 0).all()
    both = found.reached.estimate + found.missed.estimate
    np.testing.assert_allclose(both, found.students[1])
    turned = graded(people, part.turned(), areas, WHOM)
    np.testing.assert_allclose(turned.reached, found.missed)


def test_what_is_known_is_five_equal_numbers() -> None:
    known = Part.known(np.array([0.0, 1.0]))
    assert known.turned().estimate.tolist() == [1.0, 0.0]
    one = np.array([0.5])
    assert {float(x[0]) for x in five(one, np.stack([one, one]), (one, one))} == {0.5}


def test_no_area_is_told_only_where_somebody_lives_in_none(
    line_students: Students,
) -> None:
    codes, areas = areas_of(line_students, AreaKind.GEMEENTE)
    assert codes.tolist() == ["Oost", "West", NO_AREA]
    assert areas.area.tolist() == [1, 1, 0, 2]
    last = line_students.postcodes.pc4.iloc[-1]
    kept = line_students.counts[line_students.counts.pc4 != last]
    fewer = replace(line_students, counts=kept.reset_index(drop=True))
    codes, areas = areas_of(fewer, AreaKind.GEMEENTE)
    assert codes.tolist() == ["Oost", "West"]
    assert areas.n_areas == 2
    everyone = np.bincount(areas.area, fewer.by_postcode(*WHOM)[1])
    assert everyone.sum() == fewer.by_postcode(*WHOM)[1].sum()


def test_the_ends_of_a_share_are_the_far_ends_of_both_parts() -> None:
    people = students(country())
    n = people.n_postcodes
    areas = Areas(np.zeros(n, np.int64), 1)
    counts = people.by_postcode(*WHOM)[1]
    half = np.zeros(n)
    half[np.argmax(counts)] = 1.0
    part = Part(half, half, np.ones(n), half, np.zeros(n))
    found = graded(people, part, areas, WHOM)
    least = people.sure_bounds(Division(half, *areas), *WHOM).share
    assert least[0] < least[1] < 1.0
    assert found.share.low.tolist() == least[0].tolist()
    assert found.share.high.tolist() == [1.0]


def test_a_last_bit_puts_no_estimate_outside_its_ends() -> None:
    middle = np.array([3.0, 3.0, 3.0])
    ends = np.array([[2.0, 3.1, np.nan], [4.0, 2.9, np.nan]])
    assert around(middle, ends).tolist() == [[2, 3, 3], [3, 3, 3], [4, 3, 3]]
