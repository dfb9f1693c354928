"""Five grades stand in order, and turn round for those who are not reached."""

from __future__ import annotations

import numpy as np

from accessibility.codes import Denominator, Leerweg
from accessibility.counting.grades import Areas, Part, Whom, five, graded
from tests.small_country import country, students

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
