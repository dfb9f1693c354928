"""Balance: the smallest shares in turn equal to trying everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessibility.errors import UsageError
from accessibility.siting.balance import most_balanced, region_shares
from accessibility.siting.siting_problem import SitingProblem, candidates_of

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Any]

RADIUS_M = 6_000.0


@given(seed=st.integers(0, 10_000), n_new=st.integers(0, 3))
@settings(max_examples=20, deadline=None)
def test_most_balanced_equals_trying_everything(
    seed: int, n_new: int, random_problem: Make, all_plans: Make, distance_m: Make
) -> None:
    problem = random_problem(seed, n_new=n_new, region=np.arange(25) % 3)
    table = distance_m(problem)
    plans = []
    for is_open in all_plans(problem):
        near = (table[:, is_open] <= RADIUS_M).sum(axis=1)
        served = np.where(near >= problem.backup, 1.0, 0.0)
        shares = np.sort(region_shares(problem, served)).round(4)
        plans.append((*shares.tolist(), round(float(problem.weight @ served), 3)))
    best = max(plans)
    plan = most_balanced(problem, RADIUS_M)
    found = np.sort(region_shares(problem, plan.served))
    assert found == pytest.approx(best[:-1], abs=2e-4)
    assert plan.value == pytest.approx(best[0], abs=1e-4)


def test_a_region_out_of_reach_leaves_the_others_balanced(make_pairs: Make) -> None:
    # Region 0 has no place near; of regions 1 and 2 each can have one.
    schools = [[0, 0], [50_000, 0], [51_000, 0], [90_000, 0]]
    pairs = make_pairs(schools, [[50_000, 0], [50_500, 0], [90_000, 0]])
    problem = SitingProblem(
        pairs,
        np.array([10.0, 100.0, 100.0, 1.0]),
        candidates_of(pairs.destination_ids),
        n_new=2,
        region=np.array([0, 1, 1, 2]),
    )
    plan = most_balanced(problem, 4_000.0)
    assert region_shares(problem, plan.served).tolist() == [0.0, 1.0, 1.0]
    assert plan.value == 0.0
    assert plan.proven


def test_balance_without_regions_is_refused(random_problem: Make) -> None:
    with pytest.raises(UsageError, match="region"):
        most_balanced(random_problem(1, n_new=1), RADIUS_M)
