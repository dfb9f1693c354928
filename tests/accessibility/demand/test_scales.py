"""The scale of distance: what is wanted comes out, or what is possible is said."""

from __future__ import annotations

import numpy as np
import pytest

from accessibility.demand.model_kinds import ESTIMATE
from accessibility.demand.scales import fitted_km
from accessibility.demand.trips import Sides, Trips
from accessibility.errors import UsageError

SIDES = Sides(
    origin=np.arange(3),
    site=np.arange(2),
    people=np.array([60.0, 40.0, 100.0]),
    pupils=np.array([20.0, 10.0]),
    mix=np.ones((2, 1)),
    distance_km=np.array([[0.5, 9.0], [3.0, 6.0], [8.0, 1.0]]),
)


def mean_km(trips: Trips) -> float:
    return float(np.average(SIDES.distance_km, weights=trips.flows))


def test_trips_are_as_long_as_wanted() -> None:
    scale_km = fitted_km(SIDES, 4.0, mean_km, "km")
    assert mean_km(SIDES.trips(ESTIMATE, scale_km)) == pytest.approx(4.0, abs=0.01)


def test_what_is_possible_is_said() -> None:
    with pytest.raises(UsageError, match=r"no decay gives 40 km: .* it lies from"):
        fitted_km(SIDES, 40.0, mean_km, "km")
