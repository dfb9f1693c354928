"""A part lies between its guaranteed ends, and is exact where nothing is cut."""

from __future__ import annotations

import numpy as np

from accessibility.measures.whereabouts import FEWEST_HOMES, part_between, whole
from tests.small_country import country, students


def test_only_a_cut_postcode_has_a_variance() -> None:
    people = students(country(), points_per_pc4=4)
    n = people.n_postcodes
    low, high = np.zeros(n), np.ones(n)
    low[0], high[1] = 1.0, 0.0
    part = part_between(low, high, np.full(n, 0.5), np.ones(n), people)
    assert part.estimate[:3].tolist() == [1.0, 0.0, 0.5]
    assert part.variance[:2].tolist() == [0.0, 0.0]
    # All points in reach, yet cut: as if half a point were not.
    assert part.variance[2] == 0.125 * 0.875 / FEWEST_HOMES


def test_the_last_bit_is_forgiven() -> None:
    assert whole(np.array([1 - 1e-12, 0.4])).tolist() == [1.0, 0.4]
