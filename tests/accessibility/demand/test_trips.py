"""Facts about trips, known by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from accessibility.demand.model_kinds import ESTIMATE, ModelKind
from accessibility.demand.trips import Sides, Trips

SIDES = Sides(
    origin=np.arange(2),
    site=np.arange(2),
    people=np.array([30.0, 10.0]),
    pupils=np.array([20.0, 20.0]),
    mix=np.array([[0.5, 0.0, 0.0, 0.0], [0.0, 0.0, 0.25, 0.25]]),
    distance_km=np.array([[1.0, 12.0], [12.0, 3.0]]),
)


def test_facts_of_all_and_of_the_three_leerwegen() -> None:
    facts = Trips(SIDES, np.array([[18.0, 12.0], [2.0, 8.0]])).facts
    assert facts.all_within == pytest.approx(26 / 40)
    # Ten bl pupils at the first, five gl at the second; its route does not count.
    assert facts.mean_km == pytest.approx((9 * 1 + 1 * 12 + 3 * 12 + 2 * 3) / 15)
    assert facts.within == pytest.approx((9 + 2) / 15)
    assert facts.nearest == pytest.approx((9 + 2) / 15)


def test_the_leerweg_is_that_of_the_vestiging() -> None:
    found = SIDES.spread(ESTIMATE, 2.0)
    assert found.sum(axis=0) == pytest.approx([10, 0, 5, 5])


def test_the_three_leerwegen_alone_have_the_same_totals() -> None:
    """The second vestiging is mostly havo, which then draws nobody."""
    mix = np.array([[0.5, 0.0, 0.0, 0.0], [0.0, 0.0, 0.05, 0.05]])
    sides = replace(SIDES, mix=mix)
    alone = sides.spread(ModelKind("alone", theta=0.8, own_only=True), 2.0)
    assert alone.sum(axis=0) == pytest.approx([10, 0, 1, 1])
    assert not np.allclose(alone, sides.spread(ModelKind("all", theta=0.8), 2.0))
