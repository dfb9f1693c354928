"""Trips meet the schools exactly, and homes as far as is asked."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility.demand.balancing import NotConvergedError, balance
from accessibility.demand.model_kinds import exponential

THETAS = (0.0, 0.5, 0.9, 1.0)


def square(seed: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return homes, schools and distances on a square of 40 km."""
    rng = np.random.default_rng(seed)
    apart = rng.uniform(0, 40, (60, 1, 2)) - rng.uniform(0, 40, (1, 12, 2))
    return rng.gamma(2, 20, 60), rng.gamma(2, 100, 12), np.hypot(*apart.T).T


@pytest.mark.parametrize("theta", THETAS)
@given(seed=st.integers(0, 200))
def test_schools_are_met_and_homes_with_slack(theta: float, seed: int) -> None:
    homes, schools, distance_km = square(seed)
    flows = balance(homes, schools, exponential(distance_km, 5.0), theta=theta).flows
    assert flows.sum(axis=0) == pytest.approx(schools, rel=1e-6)
    wanted = homes * schools.sum() / homes.sum()
    off = np.abs(flows.sum(axis=1) - wanted).sum() / wanted.sum()
    assert (off < 1e-5) == (theta == 1.0)


@pytest.mark.parametrize("theta", THETAS)
def test_odds_ratios_are_those_of_the_distances(theta: float) -> None:
    homes, schools, distance_km = square()
    kernel = exponential(distance_km, 5.0)
    flows = balance(homes, schools, kernel, theta=theta).flows
    odds = [one[0, 0] * one[1, 1] / (one[0, 1] * one[1, 0]) for one in (flows, kernel)]
    assert odds[0] == pytest.approx(odds[1])


def test_stricter_homes_are_nearer_to_the_inhabitants() -> None:
    homes, schools, distance_km = square()
    kernel = exponential(distance_km, 5.0)
    wanted = homes * schools.sum() / homes.sum()
    off = [
        np.abs(
            balance(homes, schools, kernel, theta=t).flows.sum(axis=1) - wanted
        ).sum()
        for t in THETAS
    ]
    assert off == sorted(off, reverse=True)


def test_one_round_fewer_than_needed_is_refused_with_the_error() -> None:
    homes, schools, distance_km = square()
    kernel = exponential(distance_km, 5.0)
    rounds = balance(homes, schools, kernel, theta=0.9).rounds
    with pytest.raises(NotConvergedError, match=r"off by .* after"):
        balance(homes, schools, kernel, theta=0.9, most_rounds=rounds - 1)
    assert (
        balance(homes, schools, kernel, theta=0.9, most_rounds=rounds).rounds == rounds
    )


def test_order_and_the_size_of_the_inhabitants_change_nothing() -> None:
    homes, schools, distance_km = square()
    kernel = exponential(distance_km, 5.0)
    plain = balance(homes, schools, kernel, theta=0.9, tolerance=1e-12).flows
    turned = balance(
        2 * homes[::-1], schools[::-1], kernel[::-1, ::-1], theta=0.9, tolerance=1e-12
    ).flows
    assert turned[::-1, ::-1] == pytest.approx(plain, rel=1e-9)


def test_two_far_islands() -> None:
    """With equal totals nobody crosses; else exactly the surplus, or less of it."""
    apart = np.array([[0.0, 60.0], [60.0, 0.0]])
    kernel = exponential(apart, 2.0)
    equal = balance(np.array([50.0, 50.0]), np.array([50.0, 50.0]), kernel, theta=1.0)
    assert equal.flows[0, 1] < 1e-6
    surplus = np.array([70.0, 30.0]), np.array([50.0, 50.0])
    crossed = [balance(*surplus, kernel, theta=t).flows[0, 1] for t in (1.0, 0.9)]
    assert crossed[0] == pytest.approx(20, abs=0.1)
    assert crossed[1] < 19
