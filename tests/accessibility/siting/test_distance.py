"""Least travel and the smallest worst trip: against trying everything and spopt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pulp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spopt.locate import PCenter, PMedian

from accessibility.errors import InfeasibleError
from accessibility.siting.distance import least_travel, smallest_worst

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Any]


@given(
    seed=st.integers(0, 10_000),
    n_new=st.integers(0, 3),
    limit_m=st.sampled_from([4_000.0, 9_000.0, 40_000.0]),
)
@settings(max_examples=25, deadline=None)
def test_least_travel_equals_trying_everything(
    seed: int,
    n_new: int,
    limit_m: float,
    random_problem: Make,
    all_plans: Make,
    distance_m: Make,
) -> None:
    full = random_problem(seed, existing=np.array(["c0"]), n_new=n_new)
    problem = replace(full, pairs=full.pairs.within(limit_m))
    table = np.minimum(distance_m(problem), limit_m)
    best = min(problem.weight @ table[:, o].min(axis=1) for o in all_plans(problem))
    plan = least_travel(problem)
    assert plan.proven
    assert plan.value == pytest.approx(best, rel=1e-6)
    censored = np.minimum(plan.travel, limit_m)
    assert problem.weight @ censored == pytest.approx(best, rel=1e-6)


@pytest.mark.filterwarnings("ignore:.*PuLP 4.0.*:DeprecationWarning")
@pytest.mark.parametrize("seed", range(4))
def test_least_travel_equals_spopt(
    seed: int, random_problem: Make, distance_m: Make
) -> None:
    problem = random_problem(seed, n_schools=50, n_sites=15, n_new=3)
    model = PMedian.from_cost_matrix(
        distance_m(problem), problem.weight, p_facilities=3
    ).solve(pulp.HiGHS(msg=False))
    best = pulp.value(model.problem.objective)
    assert least_travel(problem).value == pytest.approx(best, rel=1e-6)


@pytest.mark.filterwarnings("ignore:.*PuLP 4.0.*:DeprecationWarning")
@pytest.mark.parametrize("seed", range(4))
def test_smallest_worst_equals_spopt(
    seed: int, random_problem: Make, distance_m: Make
) -> None:
    problem = random_problem(seed, n_schools=40, n_sites=12, n_new=3)
    model = PCenter.from_cost_matrix(distance_m(problem), p_facilities=3).solve(
        pulp.HiGHS(msg=False)
    )
    plan = smallest_worst(problem)
    assert plan.value == pytest.approx(pulp.value(model.problem.objective), abs=0.02)
    assert plan.travel.max() <= plan.value


@given(seed=st.integers(0, 10_000), n_new=st.integers(1, 3))
@settings(max_examples=15, deadline=None)
def test_smallest_worst_equals_trying_everything(
    seed: int, n_new: int, random_problem: Make, all_plans: Make, distance_m: Make
) -> None:
    problem = random_problem(seed, forbidden=np.array(["c4"]), n_new=n_new)
    table = distance_m(problem)
    best = min(table[:, o].min(axis=1).max() for o in all_plans(problem) if o.any())
    assert smallest_worst(problem).value == pytest.approx(best)


def test_worst_trip_beyond_the_limit_is_impossible(random_problem: Make) -> None:
    full = random_problem(2, n_new=1)
    problem = replace(full, pairs=full.pairs.within(2_000.0))
    with pytest.raises(InfeasibleError, match="no plan possible because"):
        smallest_worst(problem)


def test_capacity_sends_pupils_farther(random_problem: Make) -> None:
    tight = least_travel(random_problem(5, n_new=2, capacity=300.0))
    free = least_travel(random_problem(5, n_new=2))
    assert free.load.max() > 300.0
    assert tight.value > free.value
    assert tight.load.max() <= 300.0 + 1e-6
