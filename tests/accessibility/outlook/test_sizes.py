"""Chances of small groups: a negative binomial, and the words that fit them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import poisson

from accessibility.outlook.sizes import chance_below, size_range, words_for


@pytest.mark.parametrize(
    ("norm", "chances"),
    [(6, [0.835, 0.526, 0.113, 0.007]), (11, [0.975, 0.867, 0.447, 0.084])],
)
def test_chances_of_fewer_than_a_norm(norm: int, chances: list[float]) -> None:
    found = chance_below(norm, [3, 6, 12, 20], 2.8)
    assert found.tolist() == pytest.approx(chances, abs=6e-4)


def test_no_more_spread_than_chance_is_poisson() -> None:
    assert float(chance_below(6, 5.0, 1.0)) == pytest.approx(poisson.cdf(5, 5.0))
    assert float(chance_below(6, 5.0, 1.0 + 1e-6)) == pytest.approx(
        poisson.cdf(5, 5.0), abs=1e-4
    )


def test_nobody_expected_is_below() -> None:
    assert float(chance_below(6, 0.0)) == pytest.approx(1.0)


def test_a_range_holds_the_mean() -> None:
    low, high = size_range(np.array([3.0, 12.0]))
    assert (low <= [3, 12]).all()
    assert (high >= [3, 12]).all()


def test_nothing_is_called_sure() -> None:
    words = {words_for(chance) for chance in (0.0, 0.1, 0.5, 0.9, 1.0)}
    assert words == {"waarschijnlijk", "waarschijnlijk niet", "kan beide kanten op"}
