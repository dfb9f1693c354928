"""One budget for sites and buses: equal to trying every way to spend it."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessibility.errors import InfeasibleError, UsageError
from accessibility.siting.joint_plan import BusOffer, sites_and_buses

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Any]

RADIUS_M = 5_000.0


def _most_by_bus(weight: np.ndarray, needed: np.ndarray, visits: int) -> float:
    """Return the most pupils that fit a number of visits, by trying every choice."""
    choices = product([0, 1], repeat=len(weight))
    fitting = (np.array(c) for c in choices)
    return max(float(weight @ c) for c in fitting if needed @ c <= visits)


@given(seed=st.integers(0, 1_000), budget=st.sampled_from([2.0, 4.0, 6.0]))
@settings(max_examples=12, deadline=None)
def test_equal_to_trying_every_way_to_spend(
    seed: int, budget: float, random_problem: Make, all_plans: Make, distance_m: Make
) -> None:
    problem = random_problem(seed, 9, 4, cost=2.0, budget=budget)
    rng = np.random.default_rng(seed)
    bus = BusOffer(1.5, 3, rng.integers(1, 3, 9), rng.random(9) < 0.8, most=3)
    table = distance_m(problem)
    best = 0.0
    for is_open in all_plans(problem):
        left = budget - 2.0 * is_open.sum()
        n_buses = min(int(left / 1.5 + 1e-9), 3)
        served = (table[:, is_open] <= RADIUS_M).any(axis=1)
        rest = bus.can_visit & ~served
        by_bus = _most_by_bus(
            problem.weight[rest], bus.visits_needed[rest], 3 * n_buses
        )
        best = max(best, float(problem.weight[served].sum()) + by_bus)
    plan = sites_and_buses(problem, bus, RADIUS_M)
    assert plan.pupils_by_site + plan.pupils_by_bus == pytest.approx(best)
    assert plan.sites.value == pytest.approx(best)
    assert plan.cost <= budget + 1e-9
    assert bus.visits_needed[plan.by_bus].sum() <= 3 * plan.n_buses
    assert not (plan.by_bus & (plan.sites.served > 0.5)).any()


def test_a_budget_is_needed(random_problem: Make) -> None:
    bus = BusOffer(1.0, 3, np.ones(25, int), np.ones(25, bool))
    with pytest.raises(UsageError, match="budget"):
        sites_and_buses(random_problem(1, n_new=1), bus, RADIUS_M)


def test_a_clash_with_the_budget_is_named(random_problem: Make) -> None:
    problem = random_problem(
        1, cost=3.0, budget=3.0, n_new=2, forced=np.array(["c1"]), minimum_pupils=9_999
    )
    bus = BusOffer(1.0, 3, np.ones(25, int), np.ones(25, bool))
    with pytest.raises(InfeasibleError, match="at least 9999 pupils"):
        sites_and_buses(problem, bus, RADIUS_M)
