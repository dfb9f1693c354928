"""Trips meet both sides, fall with distance, and hang on the decay that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from accessibility.codes import Denominator, Leerweg
from accessibility.counting.bounds import Division
from accessibility.demand.gravity import (
    GravityOptions,
    _Sides,
    balance,
    gravity,
    gravity_options,
)
from accessibility.errors import MissingDataError, UsageError

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot


@given(st.integers(0, 1000))
def test_balance_meets_both_totals_and_keeps_odds_ratios(seed: int) -> None:
    rng = np.random.default_rng(seed)
    deterrence = rng.uniform(0.01, 1.0, (4, 3))
    origins, destinations = rng.uniform(1, 9, 4), rng.uniform(1, 9, 3)
    destinations *= origins.sum() / destinations.sum()
    trips = balance(origins, destinations, csr_array(deterrence)).toarray()
    assert trips.sum(axis=1) == pytest.approx(origins, rel=1e-3)
    assert trips.sum(axis=0) == pytest.approx(destinations, rel=1e-3)
    odds = trips[0, 0] * trips[1, 1] / (trips[0, 1] * trips[1, 0])
    asked = deterrence[0, 0] * deterrence[1, 1]
    asked /= deterrence[0, 1] * deterrence[1, 0]
    assert odds == pytest.approx(asked)


def test_totals_per_leerweg_are_those_of_the_vestigingen(town: Snapshot) -> None:
    students = gravity(town)
    total = students.counts.groupby("leerweg").students.sum()
    assert total.to_dict() == pytest.approx({"bl": 20, "gl": 22}, rel=1e-3)
    assert "decay of 0.357 per km" in students.assumption


def test_bl_pupils_live_near_the_vestiging_that_has_bl(town: Snapshot) -> None:
    counts = gravity(town).counts.set_index(["leerweg", "pc4"]).students
    assert counts["bl", "A001"] > 10 * counts["bl", "A003"]


def test_the_interval_is_the_range_over_decays(town: Snapshot) -> None:
    students = gravity(town)
    division = Division(np.array([1.0, 0, 0, 0, 0]), np.zeros(5, np.int64), 1)
    got = students.area_bounds(division, Denominator.LEERWEG, Leerweg.BL)
    alone = [
        gravity(town, GravityOptions(decay_per_km=0.357 * factor)).by_postcode(
            Denominator.LEERWEG, Leerweg.BL
        )[1]
        for factor in (0.5, 1.0, 2.0)
    ]
    shares = [x[0] / x.sum() for x in alone]
    assert got.share[0, 0] <= min(shares) + 1e-9
    assert got.share[1, 0] >= max(shares) - 1e-9
    # Singly constrained, decay 0.18: people 100, 50 and 60 at 0, 4 and 20 km.
    weight = np.array([100, 50, 60]) * np.exp(-0.1785 * np.array([0, 4, 20]))
    assert got.share[0, 0] <= weight[0] / weight.sum() <= got.share[1, 0]


def test_decay_is_fitted_to_a_mean_distance(town: Snapshot) -> None:
    assert "mean distance 4.0 km" in gravity(town, gravity_options("4km")).assumption
    with pytest.raises(UsageError, match="no decay gives"):
        gravity(town, gravity_options("400km"))


def test_decay_is_fitted_to_herkomst(town: Snapshot) -> None:
    # 40 pupils of XA0000: 10 from 4 km; 20 of XB0000: 5 from 16 km.
    assert (
        "mean distance 2.0 km" in gravity(town, gravity_options("herkomst")).assumption
    )


def test_pupils_of_an_unplaced_vestiging_are_unplaced(town: Snapshot) -> None:
    sites = town.vestigingen.copy()
    sites.loc[1, "geometry"] = None
    students = gravity(town.edited(vestigingen=sites))
    counts = students.counts.set_index(["leerweg", "pc4"]).students
    assert counts["gl", "0000"] == 12
    with pytest.raises(MissingDataError, match="none has one"):
        gravity(town.edited(vestigingen=sites.iloc[1:]))


def test_a_home_far_from_everything_keeps_its_nearest_twenty() -> None:
    n = 24
    near, far = np.linspace(1, 12, n), np.linspace(400, 412, n)
    sides = _Sides(
        np.arange(2),
        np.arange(n),
        np.array([n - 1.0, 1.0]),
        np.ones(n),
        np.vstack([near, far]),
    )
    trips = sides.trips(0.357, is_balanced=False).toarray()
    # exp(-0.357 x 400) is as good as nothing, but the nearest are kept all the same.
    assert np.flatnonzero(trips[1]).tolist() == list(range(20))
    assert np.count_nonzero(trips[0]) == n
