"""Coverage: equal to trying everything, equal to spopt, clear when impossible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pulp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from spopt.locate import LSCP, MCLP

from accessibility.counting.linear_model import SolverLimits
from accessibility.errors import InfeasibleError, UsageError
from accessibility.siting.coverage import (
    fewest_sites,
    most_within,
)
from accessibility.siting.siting_problem import SitingProblem, candidates_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Make = Callable[..., Any]

RADIUS_M = 6_000.0


def _covered(
    problem: SitingProblem,
    table_m: NDArray[np.float64],
    is_open: NDArray[np.bool_],
    radius_m: float,
) -> NDArray[np.float64]:
    near = (table_m[:, is_open] <= radius_m).sum(axis=1)
    return np.where(near >= problem.backup, 1.0, 0.0)


@given(
    seed=st.integers(0, 10_000),
    n_new=st.integers(0, 4),
    backup=st.integers(1, 2),
    budget=st.sampled_from([None, 2.5, 5.0]),
)
@settings(max_examples=25, deadline=None)
def test_most_within_equals_trying_everything(
    seed: int,
    n_new: int,
    backup: int,
    budget: float | None,
    random_problem: Make,
    all_plans: Make,
    distance_m: Make,
) -> None:
    problem = random_problem(
        seed,
        existing=np.array(["c0"]),
        forced=np.array(["c1"]) if n_new else None,
        forbidden=np.array(["c2"]),
        cost=np.random.default_rng(seed + 1).uniform(0.5, 2.0, 8),
        n_new=n_new,
        backup=backup,
        budget=budget,
    )
    table = distance_m(problem)
    best = max(
        problem.weight @ _covered(problem, table, is_open, RADIUS_M)
        for is_open in all_plans(problem)
    )
    plan = most_within(problem, RADIUS_M)
    assert plan.proven
    assert plan.value == pytest.approx(best)
    assert plan.value == pytest.approx(problem.weight @ plan.served)
    assert plan.is_open[0]
    assert not plan.is_open[2]
    assert len(plan.new_sites) <= n_new


@pytest.mark.filterwarnings("ignore:.*PuLP 4.0.*:DeprecationWarning")
@pytest.mark.parametrize("seed", range(5))
def test_most_within_equals_spopt(
    seed: int, random_problem: Make, distance_m: Make
) -> None:
    problem = random_problem(seed, n_schools=60, n_sites=20, n_new=4)
    model = MCLP.from_cost_matrix(
        distance_m(problem), problem.weight, RADIUS_M, p_facilities=4
    ).solve(pulp.HiGHS(msg=False))
    best = pulp.value(model.problem.objective)
    assert most_within(problem, RADIUS_M).value == pytest.approx(best)


@pytest.mark.filterwarnings("ignore:.*PuLP 4.0.*:DeprecationWarning")
@pytest.mark.parametrize("seed", range(5))
def test_fewest_sites_equals_spopt(
    seed: int, random_problem: Make, distance_m: Make
) -> None:
    problem = random_problem(seed, n_schools=60, n_sites=20)
    table = distance_m(problem)
    radius = float(table.min(axis=1).max()) + 500
    model = LSCP.from_cost_matrix(table, radius).solve(pulp.HiGHS(msg=False))
    plan = fewest_sites(problem, radius)
    assert plan.value == pytest.approx(pulp.value(model.problem.objective))
    assert plan.served.all()


@given(seed=st.integers(0, 10_000), share=st.sampled_from([0.5, 0.8, 1.0]))
@settings(max_examples=20, deadline=None)
def test_fewest_sites_equals_trying_everything(
    seed: int, share: float, random_problem: Make, all_plans: Make, distance_m: Make
) -> None:
    problem = random_problem(seed, existing=np.array(["c3"]))
    table = distance_m(problem)
    radius = float(table.min(axis=1).max()) + 1
    need = share * problem.total - 1e-9
    fewest = min(
        (is_open & ~problem.candidates.existing).sum()
        for is_open in all_plans(problem)
        if problem.weight @ _covered(problem, table, is_open, radius) >= need
    )
    assert fewest_sites(problem, radius, share=share).value == pytest.approx(fewest)


def _flow_best(
    problem: SitingProblem, table_m: NDArray[np.float64], is_open: NDArray[np.bool_]
) -> float:
    """Return the most pupils that fit, by a linear program over the open sites."""
    sites = problem.candidates
    near = np.argwhere(table_m <= RADIUS_M)
    ways = near[is_open[near[:, 1]]]
    need = {
        j: problem.minimum_pupils if not sites.existing[j] else 0.0
        for j in np.flatnonzero(is_open)
    }
    if len(ways) == 0:
        return -np.inf if any(least > 0 for least in need.values()) else 0.0
    rows = [(ways[:, 0] == i) * 1.0 for i in range(len(problem.weight))]
    high = problem.weight.tolist()
    for j, least in need.items():
        at = (ways[:, 1] == j) * 1.0
        rows += [at, -at]
        high += [min(sites.capacity[j], 1e9), -least]
    answer = linprog(-np.ones(len(ways)), np.array(rows), high)
    return float(-answer.fun) if answer.status == 0 else -np.inf


@given(
    seed=st.integers(0, 10_000),
    capacity=st.sampled_from([60.0, 150.0, np.inf]),
    minimum=st.sampled_from([0.0, 40.0, 120.0]),
)
@settings(max_examples=15, deadline=None)
def test_capacity_and_smallest_group_equal_trying_everything(
    seed: int,
    capacity: float,
    minimum: float,
    random_problem: Make,
    all_plans: Make,
    distance_m: Make,
) -> None:
    problem = random_problem(
        seed, 12, 5, n_new=2, capacity=capacity, minimum_pupils=minimum
    )
    table = distance_m(problem)
    best = max(_flow_best(problem, table, plan) for plan in all_plans(problem))
    plan = most_within(problem, RADIUS_M)
    assert plan.value == pytest.approx(best, abs=1e-4)
    assert (plan.load <= capacity + 1e-4).all()
    if minimum:
        assert (plan.load[plan.is_new] >= minimum - 1e-4).all()


def test_threshold_is_inclusive_to_the_centimetre(make_pairs: Make) -> None:
    pairs = make_pairs([[0, 0], [0, 1], [0, -0.1]], [[0, 6_000]])
    places = candidates_of(pairs.destination_ids)
    problem = SitingProblem(pairs, np.array([1.0, 10.0, 100.0]), places, n_new=1)
    assert most_within(problem, 6_000.0).value == pytest.approx(11.0)
    assert most_within(problem, 6_000.1).value == pytest.approx(111.0)


def test_out_of_reach_is_named(random_problem: Make) -> None:
    with pytest.raises(InfeasibleError, match=r"no plan possible because .* s\d"):
        fewest_sites(random_problem(3), 500.0)


def test_clash_of_number_and_cover_is_named(
    random_problem: Make, distance_m: Make
) -> None:
    problem = random_problem(3, n_new=1)
    radius = float(distance_m(problem).min(axis=1).max()) + 1
    with pytest.raises(InfeasibleError) as caught:
        fewest_sites(problem, radius)
    assert "at most 1 new sites" in str(caught.value)
    assert "every demand point within" in str(caught.value)
    assert "forbidden" not in str(caught.value)


def test_clash_of_smallest_group_and_forced_site_is_named(
    random_problem: Make,
) -> None:
    problem = random_problem(
        4, forced=np.array(["c0"]), n_new=3, minimum_pupils=100_000.0
    )
    with pytest.raises(InfeasibleError) as caught:
        most_within(problem, RADIUS_M)
    assert "the forced sites" in str(caught.value)
    assert "at least 100000 pupils at every new site" in str(caught.value)
    assert "at most 3" not in str(caught.value)


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"capacity": 1.0}, "the capacity of the sites"),
        ({"cost": 10.0, "budget": 9.0}, "a budget of 9"),
    ],
)
def test_what_clashes_with_full_cover_is_named(
    options: dict[str, Any], name: str, random_problem: Make
) -> None:
    with pytest.raises(InfeasibleError, match=name):
        fewest_sites(random_problem(4, **options), 30_000.0)


@pytest.mark.parametrize("share", [0.0, 1.5])
def test_impossible_share_is_refused(share: float, random_problem: Make) -> None:
    with pytest.raises(UsageError, match="share"):
        fewest_sites(random_problem(1), RADIUS_M, share=share)


def test_a_stated_gap_is_never_called_proof(random_problem: Make) -> None:
    problem = random_problem(7, n_schools=80, n_sites=30, n_new=3)
    plan = most_within(problem, RADIUS_M, limits=SolverLimits(gap=0.5))
    exact = most_within(problem, RADIUS_M)
    assert plan.value - 1e-6 <= exact.value <= plan.bound + 1e-5
    assert plan.proven == (plan.gap == 0.0)
