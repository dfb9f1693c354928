"""The greedy plan: one best site at a time, for comparison with the optimum."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from accessibility.counting import PROOF_GAP
from accessibility.errors import UsageError
from accessibility.siting.siting_plan import SearchResult, plan_of_sites

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.siting.siting_plan import SitingPlan
    from accessibility.siting.siting_problem import SitingProblem


def greedy_within(problem: SitingProblem, threshold: float) -> SitingPlan:
    """Open, one after another, the site that adds most pupils within a threshold.

    At least 1 - 1/e (63%) of the optimum when only the number of sites binds
    (Nemhauser et al. 1978). The bound follows from what every site could still add: at
    any moment no plan can have more than is reached by then, and the largest gains
    besides. Without a number of sites the bound is all pupils.

    Raises
    ------
    UsageError
        If the number of new sites is open, or capacity, a smallest group or backup
        coverage binds: one site at a time cannot weigh those.
    """
    _refuse_more(problem)
    start = time.perf_counter()
    pairs = problem.pairs.within(threshold)
    reach = pairs.incidence().T.tocsr()
    sites = problem.candidates
    is_open = sites.existing | sites.forced
    left = problem.weight * (reach.T @ is_open == 0)
    budget, n_places = _money_left(problem, is_open), _places_left(problem, is_open)
    bound = problem.total
    for step in range(n_places + 1):
        gain = np.where(sites.free & ~is_open & (sites.cost <= budget), reach @ left, 0)
        if problem.budget is None:
            most = np.sort(gain)[::-1][:n_places].sum()
            bound = min(bound, problem.total - left.sum() + most)
        if step == n_places:
            break
        best = int(np.argmax(gain))
        if gain[best] <= 0:
            break
        is_open = is_open | (np.arange(len(sites)) == best)
        left = left * (reach[[best]].toarray()[0] == 0)
        budget -= float(sites.cost[best])
    value = float(problem.total - left.sum())
    gap = (bound - value) / max(value, 1e-9)
    result = SearchResult(
        value,
        float(bound),
        0.0 if gap <= PROOF_GAP else float(gap),
        time.perf_counter() - start,
    )
    return plan_of_sites(
        problem, pairs, is_open, result, objective="most pupils, one site at a time"
    )


def _refuse_more(problem: SitingProblem) -> None:
    if problem.n_new is None and problem.budget is None:
        message = "the greedy plan needs a number of new sites or a budget"
        raise UsageError(message)
    if problem.needs_flows or problem.backup > 1:
        message = "the greedy plan knows no capacity, smallest group or backup coverage"
        raise UsageError(message)


def _places_left(problem: SitingProblem, is_open: NDArray[np.bool_]) -> int:
    taken = int((is_open & ~problem.candidates.existing).sum())
    most = len(problem.candidates) if problem.n_new is None else problem.n_new
    return most - taken


def _money_left(problem: SitingProblem, is_open: NDArray[np.bool_]) -> float:
    if problem.budget is None:
        return float("inf")
    new = is_open & ~problem.candidates.existing
    return problem.budget - float(problem.candidates.cost[new].sum())
