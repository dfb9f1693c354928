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


@pytest.mark.parametrize("near_km", [0.1, 0.6, 2.0, 4.1, 29.0, 500.0])
def test_it_does_not_matter_where_the_search_begins(near_km: float) -> None:
    found = fitted_km(SIDES, 4.0, mean_km, "km", near_km=near_km)
    assert found == pytest.approx(fitted_km(SIDES, 4.0, mean_km, "km"), rel=1e-3)


def test_what_falls_with_the_scale_is_fitted_as_well() -> None:
    def nearness(trips: Trips) -> float:
        return -mean_km(trips)

    scale_km = fitted_km(SIDES, -4.0, nearness, "km")
    assert scale_km == pytest.approx(fitted_km(SIDES, 4.0, mean_km, "km"), rel=1e-3)


def test_a_search_that_begins_near_asks_few_trips() -> None:
    asked: list[float] = []

    def told(trips: Trips) -> float:
        asked.append(mean_km(trips))
        return asked[-1]

    scale_km = fitted_km(SIDES, 4.0, told, "km")
    asked.clear()
    fitted_km(SIDES, 4.0, told, "km", near_km=scale_km)
    assert len(asked) < 6


def test_what_is_possible_is_said() -> None:
    with pytest.raises(UsageError, match=r"no decay gives 40 km: .* it lies from"):
        fitted_km(SIDES, 40.0, mean_km, "km")
