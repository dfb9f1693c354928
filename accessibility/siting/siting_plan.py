"""A siting plan: which sites open, whom they serve, and how good it provably is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.counting import Solution
    from accessibility.roads import TravelPairs
    from accessibility.siting.rows import ServicePart
    from accessibility.siting.siting_problem import SitingProblem

_OPEN = 0.5
_NO_FLOW = 1e-9
_NOTHING = 1e-9


@dataclass(frozen=True)
class SitingPlan:
    """An answer to a siting problem.

    Parameters
    ----------
    objective
        What was sought, in words.
    is_open
        True per candidate with a site in this plan, existing ones included.
    is_new
        True per candidate that gets a new site.
    served
        Fraction of each demand point that is served, shape `(n_demand,)`.
    load
        Pupils per candidate: those sent there, or those whose nearest it is.
    site
        Row of the candidate each demand point goes to, -1 for none; the largest
        part of a point that is divided.
    travel
        Cost to that site in metres or seconds, infinite for none.
    value, bound
        What the plan reaches, and what no plan can better.
    gap
        Distance between the two as a fraction of the value; 0 if proven optimal,
        infinite if the value is nothing and the bound is not.
    seconds
        Time the search took.
    """

    objective: str
    is_open: NDArray[np.bool_]
    is_new: NDArray[np.bool_]
    served: NDArray[np.float64]
    load: NDArray[np.float64]
    site: NDArray[np.int64]
    travel: NDArray[np.float64]
    value: float
    bound: float
    gap: float
    seconds: float

    @property
    def proven(self) -> bool:
        """True if no plan is better."""
        return self.gap == 0.0

    @property
    def new_sites(self) -> NDArray[np.intp]:
        """Rows of the candidates that get a new site."""
        return np.flatnonzero(self.is_new)


@dataclass(frozen=True)
class SearchResult:
    """Value, bound, gap and time of a search, in the terms of its objective."""

    value: float
    bound: float
    gap: float
    seconds: float


def gap_between(value: float, bound: float) -> float:
    """Return how far a value lies from its bound, as a fraction of the value.

    Examples
    --------
    >>> gap_between(80.0, 100.0), gap_between(0.0, 0.0), gap_between(0.0, 3.0)
    (0.25, 0.0, inf)
    """
    away = abs(bound - value)
    if away < _NOTHING:
        return 0.0
    return away / abs(value) if abs(value) > _NOTHING else np.inf


def result_of(
    solution: Solution, *, sign: float = 1.0, offset: float = 0.0
) -> SearchResult:
    """Return the result of a solved model whose cost is `sign * (value - offset)`.

    The gap is taken again, of the value a planner sees.
    """
    value = sign * solution.value + offset
    bound = sign * solution.bound + offset
    gap = 0.0 if solution.gap == 0.0 else gap_between(value, bound)
    return SearchResult(value, bound, gap, solution.seconds)


def plan_of_sites(
    problem: SitingProblem,
    pairs: TravelPairs,
    is_open: NDArray[np.bool_],
    result: SearchResult,
    *,
    objective: str,
) -> SitingPlan:
    """Return the plan in which pupils go to their nearest open site within `pairs`."""
    site, travel = pairs.nearest(is_open)
    n_near = np.bincount(
        pairs.origin[is_open[pairs.destination]], minlength=pairs.n_origins
    )
    load = np.zeros(pairs.n_destinations)
    found = site >= 0
    np.add.at(load, site[found], problem.weight[found])
    return SitingPlan(
        objective=objective,
        is_open=is_open,
        is_new=is_open & ~problem.candidates.existing,
        served=np.where(n_near >= problem.backup, 1.0, 0.0),
        load=load,
        site=site,
        travel=travel,
        value=result.value,
        bound=result.bound,
        gap=result.gap,
        seconds=result.seconds,
    )


def plan_of_solution(
    problem: SitingProblem,
    pairs: TravelPairs,
    part: ServicePart,
    x: NDArray[np.float64],
    result: SearchResult,
    *,
    objective: str,
) -> SitingPlan:
    """Return the plan behind the values of a solved model."""
    is_open = x[: pairs.n_destinations] > _OPEN
    if part.flow_pairs is None:
        return plan_of_sites(problem, pairs, is_open, result, objective=objective)
    flow = np.clip(
        x[pairs.n_destinations : pairs.n_destinations + len(pairs.cost)], 0, 1
    )
    load = np.zeros(pairs.n_destinations)
    np.add.at(load, pairs.destination, flow * problem.weight[pairs.origin])
    site, travel = _largest_flow(pairs, flow)
    return SitingPlan(
        objective=objective,
        is_open=is_open,
        is_new=is_open & ~problem.candidates.existing,
        served=np.bincount(pairs.origin, flow, minlength=pairs.n_origins).astype(float),
        load=load,
        site=site,
        travel=travel,
        value=result.value,
        bound=result.bound,
        gap=result.gap,
        seconds=result.seconds,
    )


def _largest_flow(
    pairs: TravelPairs, flow: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the site most of each demand point goes to, and the way there."""
    site = np.full(pairs.n_origins, -1)
    travel = np.full(pairs.n_origins, np.inf)
    used = np.flatnonzero(flow > _NO_FLOW)
    order = used[np.lexsort((-flow[used], pairs.origin[used]))]
    origin, first = np.unique(pairs.origin[order], return_index=True)
    site[origin] = pairs.destination[order[first]]
    travel[origin] = pairs.cost[order[first]] / pairs.scale
    return site, travel


def sites_table(problem: SitingProblem, plan: SitingPlan) -> pd.DataFrame:
    """Return one row per open site: `site`, `new`, `pupils`, `schools`."""
    rows = np.flatnonzero(plan.is_open)
    schools = np.bincount(plan.site[plan.site >= 0], minlength=len(plan.is_open))
    return pd.DataFrame(
        {
            "site": problem.candidates.ids[rows],
            "new": plan.is_new[rows],
            "pupils": plan.load[rows],
            "schools": schools[rows],
        }
    )
