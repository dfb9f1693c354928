"""People whom a change concerns: where it may touch them, and by the same homes."""

from __future__ import annotations

import numpy as np
import pytest

from accessibility.codes import Denominator, Leerweg
from accessibility.counting import Areas, Grades, Part, Whom
from accessibility.effects.changed_grades import difference_of, net_of, people_in
from accessibility.measures import part_between
from tests.small_country import country, students

PEOPLE = students(country())
N = PEOPLE.n_postcodes
WHOM = Whom(Denominator.LEERWEG, Leerweg.GL)
AREAS = Areas(np.arange(N) % 2, 2)
COUNT = PEOPLE.by_postcode(*WHOM)


def _part(low: float, middle: float, high: float) -> Part:
    """Return a part of the first postcode, of which nobody else has any."""
    ends = [np.zeros(N) for _ in range(3)]
    for values, end in zip(ends, (low, middle, high), strict=True):
        values[0] = end
    return part_between(ends[0], ends[2], ends[1], ends[1], PEOPLE)


def test_people_are_those_of_the_postcodes_that_are_touched() -> None:
    found = people_in(PEOPLE, _part(0, 0.25, 1), AREAS, WHOM)
    assert found.low.tolist() == [0, 0]
    assert found.estimate.tolist() == [COUNT[1, 0] / 4, 0]
    assert found.high.tolist() == [COUNT[2, 0], 0]
    nobody = people_in(PEOPLE, _part(0, 0, 0), AREAS, WHOM)
    assert not np.any(nobody)


def test_who_may_gain_or_lose_is_not_counted_twice() -> None:
    gained = _part(0, 0.25, 1)
    net = Part(
        (1 + gained.low) / 2,
        (1 + gained.estimate) / 2,
        (1 + gained.high) / 2,
        (1 + gained.model) / 2,
        gained.variance / 4,
    )
    found = net_of(PEOPLE, net, AREAS, WHOM)
    alone = people_in(PEOPLE, gained, AREAS, WHOM)
    assert found.estimate == pytest.approx(alone.estimate)
    # Of masked counts the net leaves a little more open than the gain does.
    assert (found.low <= alone.low + 1e-9).all()
    assert found.high == pytest.approx(alone.high)
    still = net_of(PEOPLE, Part.known(np.full(N, 0.5)), AREAS, WHOM)
    assert not np.any(still)


def test_a_difference_lies_between_the_shares_and_the_people() -> None:
    def grades(*values: float) -> Grades:
        return Grades(*(np.array([float(value)]) for value in values))

    net = grades(-20, -12, -10, -8, 0)
    before, after = grades(0.4, 0.5, 0.6, 0.7, 0.8), grades(0.3, 0.4, 0.5, 0.6, 0.75)
    students_of = np.array([[90.0], [100.0], [110.0]])
    found = difference_of(net, (before, after), students_of)
    assert found.low == pytest.approx([-20 / 90])
    assert found.likely_low == pytest.approx([-0.12])
    assert found.estimate == pytest.approx([-0.1])
    assert found.likely_high == pytest.approx([-0.08])
    assert found.high == pytest.approx([0.0])
