"""Siting by distance: least pupil-kilometres, and the smallest worst distance."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from accessibility.counting import LinearModel, Rows, SolverLimits, is_feasible, solve
from accessibility.errors import InfeasibleError
from accessibility.siting.coverage import DEFAULT_LIMITS
from accessibility.siting.rows import service_part
from accessibility.siting.siting_plan import SearchResult, plan_of_solution, result_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.siting.rows import ServicePart
    from accessibility.siting.siting_plan import SitingPlan
    from accessibility.siting.siting_problem import SitingProblem


def least_travel(
    problem: SitingProblem, *, limits: SolverLimits = DEFAULT_LIMITS
) -> SitingPlan:
    """Open the sites that make all trips together shortest (p-median).

    A pupil with no open site within the limit of the pairs counts as if one lay at
    the limit. If the best plan leaves nobody beyond it, it is the best plan without
    any limit too: counting up to the limit never makes a plan look worse.

    Parameters
    ----------
    problem
        Demand, candidates and what binds.
    limits
        Time and gap at which to stop.

    Returns
    -------
    SitingPlan
        Value in pupil-metres or pupil-seconds; `site` is -1 for points beyond the
        limit.

    Raises
    ------
    InfeasibleError
        If no plan satisfies all constraints.

    References
    ----------
    ReVelle and Swain (1970), https://doi.org/10.1111/j.1538-4632.1970.tb00142.x
    """
    pairs = problem.pairs
    part = service_part(problem, pairs, with_flows=True)
    saved = problem.weight[pairs.origin] * (pairs.limit - pairs.amount)
    cost = np.concatenate([np.zeros(pairs.n_destinations), -saved])
    solution = solve(LinearModel(cost, part.upper, part.integral, part.rows), limits)
    return plan_of_solution(
        problem,
        pairs,
        part,
        solution.x,
        result_of(solution, offset=problem.total * pairs.limit),
        objective="least travel of all pupils together",
    )


def smallest_worst(
    problem: SitingProblem, *, limits: SolverLimits = DEFAULT_LIMITS
) -> SitingPlan:
    """Open the sites that make the longest trip as short as can be (p-center).

    The optimum is one of the distances in the table: a search by halving asks for each
    whether everybody can be served within it, which is proven or refuted.

    Parameters
    ----------
    problem
        Demand, candidates and what binds.
    limits
        Time at which to stop, for each question.

    Returns
    -------
    SitingPlan
        Value is the longest trip in metres or seconds; always proven.

    Raises
    ------
    InfeasibleError
        If not even the limit of the pairs can be held.

    References
    ----------
    Minieka (1970), https://doi.org/10.1137/1012016
    """
    start = time.perf_counter()
    costs = np.unique(problem.pairs.cost)
    low, high, found = _lowest_row(problem, costs), len(costs) - 1, None
    while low <= high:
        middle = (low + high) // 2
        trial = _all_within(problem, int(costs[middle]), limits)
        if trial is None:
            low = middle + 1
        else:
            found, high = (middle, *trial), middle - 1
    if found is None:
        message = (
            "no plan possible because these clash: every demand point within "
            f"{problem.pairs.limit:g} {problem.pairs.unit.value}; the number of "
            "sites, the budget, capacities and forbidden places"
        )
        raise InfeasibleError(message)
    row, part, x = found
    worst = float(costs[row]) / problem.pairs.scale
    seconds = time.perf_counter() - start
    return plan_of_solution(
        problem,
        _cut(problem, int(costs[row])).pairs,
        part,
        x,
        SearchResult(worst, worst, 0.0, seconds),
        objective="smallest longest trip",
    )


def _cut(problem: SitingProblem, cost: int) -> SitingProblem:
    """Return the problem with only the pairs of at most a cost in whole units."""
    pairs = problem.pairs
    return replace(problem, pairs=pairs.only(pairs.cost <= cost))


def _lowest_row(problem: SitingProblem, costs: NDArray[np.int64]) -> int:
    """Return the first distance at which every point has a place at all."""
    pairs = problem.pairs
    nearest = np.full(pairs.n_origins, np.iinfo(np.int64).max)
    allowed = (problem.candidates.free | problem.candidates.existing)[pairs.destination]
    np.minimum.at(nearest, pairs.origin[allowed], pairs.cost[allowed])
    return int(np.searchsorted(costs, nearest.max(initial=0)))


def _all_within(
    problem: SitingProblem, cost: int, limits: SolverLimits
) -> tuple[ServicePart, NDArray[np.float64]] | None:
    """Return a plan that serves everybody within a cost, or None if none exists."""
    pairs = _cut(problem, cost).pairs
    part = service_part(problem, pairs)
    everybody = Rows("everybody is served", part.served, 1.0, np.inf)
    rows = (*part.rows, everybody)
    zero = np.zeros(part.n_variables)
    x = is_feasible(LinearModel(zero, part.upper, part.integral, rows), limits)
    return None if x is None else (part, x)
