"""Siting by coverage: most pupils within reach, and fewest sites."""

from __future__ import annotations

import contextlib
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from accessibility.counting import (
    PROOF_GAP,
    LinearModel,
    Rows,
    SolverLimits,
    TimeLimitError,
    single_row,
    solve,
)
from accessibility.errors import InfeasibleError, UsageError
from accessibility.siting.greedy import greedy_within
from accessibility.siting.narrowing import can_be_narrowed, narrow
from accessibility.siting.rows import service_part
from accessibility.siting.siting_plan import (
    SearchResult,
    gap_between,
    plan_of_sites,
    plan_of_solution,
    result_of,
)

if TYPE_CHECKING:
    from accessibility.roads import TravelPairs
    from accessibility.siting.rows import ServicePart
    from accessibility.siting.siting_plan import SitingPlan
    from accessibility.siting.siting_problem import SitingProblem

_SHOWN = 5
_OPEN = 0.5
_MOST_WITHIN = "most pupils within the threshold"
DEFAULT_LIMITS = SolverLimits()


def most_within(
    problem: SitingProblem, threshold: float, *, limits: SolverLimits = DEFAULT_LIMITS
) -> SitingPlan:
    """Open the sites that bring most pupils within a threshold (MCLP).

    Parameters
    ----------
    problem
        Demand, candidates and what binds.
    threshold
        Largest cost that counts as within reach, inclusive, in the unit of the pairs.
    limits
        Time and gap at which to stop. Where only the number of sites binds there
        always is an answer, with its gap.

    Raises
    ------
    InfeasibleError
        If no plan satisfies all constraints.
    TimeLimitError
        If nothing was found in time and other constraints bind too.

    References
    ----------
    Church and ReVelle (1974), https://doi.org/10.1007/BF01942293
    """
    pairs = problem.pairs.within(threshold)
    if can_be_narrowed(problem):
        return _most_narrowed(problem, pairs, threshold, limits)
    part = service_part(problem, pairs)
    solution = solve(_most(problem, part), limits)
    result = result_of(solution, sign=-1.0)
    return plan_of_solution(
        problem, pairs, part, solution.x, result, objective=_MOST_WITHIN
    )


def _most(problem: SitingProblem, part: ServicePart) -> LinearModel:
    cost = -(problem.weight @ part.served)
    return LinearModel(cost, part.upper, part.integral, part.rows)


def _most_narrowed(
    problem: SitingProblem, pairs: TravelPairs, threshold: float, limits: SolverLimits
) -> SitingPlan:
    """Search only among candidates that can be in a best plan."""
    start = time.perf_counter()
    greedy = greedy_within(problem, threshold)
    third = limits.time_limit_s / 3
    known = narrow(problem, pairs, greedy.is_open, seconds=third)
    value, bound, is_open = known.value, min(known.bound, greedy.bound), known.is_open
    if bound - value > PROOF_GAP * max(value, 1.0):
        sites = problem.candidates
        fewer = replace(sites, forbidden=sites.forbidden | known.out)
        part = service_part(replace(problem, candidates=fewer), pairs)
        # Nothing found in time: the plan and the bound known by then stand.
        with contextlib.suppress(TimeLimitError):
            rest = limits.time_limit_s - (time.perf_counter() - start)
            limited = replace(limits, time_limit_s=max(rest, third))
            solution = solve(_most(problem, part), limited)
            bound = min(bound, max(-solution.bound, value))
            if -solution.value > value:
                value = -solution.value
                is_open = solution.x[: len(sites)] > _OPEN
    gap = gap_between(value, max(bound, value))
    seconds = time.perf_counter() - start
    proof = 0.0 if gap <= PROOF_GAP else gap
    result = SearchResult(value, max(bound, value), proof, seconds)
    return plan_of_sites(problem, pairs, is_open, result, objective=_MOST_WITHIN)


def fewest_sites(
    problem: SitingProblem,
    threshold: float,
    *,
    share: float = 1.0,
    limits: SolverLimits = DEFAULT_LIMITS,
) -> SitingPlan:
    """Open the fewest (or cheapest) new sites that serve everybody (LSCP).

    Parameters
    ----------
    problem
        Demand, candidates and what binds; costs other than 1 make it the cheapest.
    threshold
        Largest cost that counts as within reach, inclusive, in the unit of the pairs.
    share
        Part of all pupils that must be served; 1 asks for every demand point.
    limits
        Time and gap at which to stop.

    Raises
    ------
    InfeasibleError
        If a demand point has no allowed place within the threshold, or the
        constraints clash.

    References
    ----------
    Toregas et al. (1971), https://doi.org/10.1287/opre.19.6.1363
    """
    if not 0 < share <= 1:
        message = f"the share to serve must lie above 0 and at most 1, not {share}"
        raise UsageError(message)
    pairs = problem.pairs.within(threshold)
    part = service_part(problem, pairs)
    need = _need_rows(problem, pairs, part, share=share)
    new = ~problem.candidates.existing
    cost = part.site_form(problem.candidates.cost * new)
    model = LinearModel(cost, part.upper, part.integral, (*part.rows, need))
    solution = solve(model, limits)
    whom = "all" if share == 1 else f"{share:.4g} of the pupils"
    return plan_of_solution(
        problem,
        pairs,
        part,
        solution.x,
        result_of(solution),
        objective=f"fewest sites that serve {whom}",
    )


def _need_rows(
    problem: SitingProblem, pairs: TravelPairs, part: ServicePart, *, share: float
) -> Rows:
    unit = pairs.unit.value
    if share < 1:
        name = f"{share:.0%} of the pupils within {pairs.limit:g} {unit}"
        form = single_row(problem.weight @ part.served)
        return Rows(name, form, share * problem.total, np.inf)
    _refuse_out_of_reach(problem, pairs)
    name = f"every demand point within {pairs.limit:g} {unit}"
    return Rows(name, part.served, 1.0, np.inf)


def _refuse_out_of_reach(problem: SitingProblem, pairs: TravelPairs) -> None:
    """Name the demand points that no allowed place can serve."""
    sites = problem.candidates
    allowed = (sites.free | sites.existing)[pairs.destination]
    n_near = np.bincount(pairs.origin[allowed], minlength=pairs.n_origins)
    lost = np.flatnonzero(n_near < problem.backup)
    if len(lost) == 0:
        return
    names = ", ".join(str(name) for name in pairs.origin_ids[lost[:_SHOWN]])
    need = f"{problem.backup} allowed places" if problem.backup > 1 else "allowed place"
    message = (
        f"no plan possible because {len(lost)} demand points have no {need} within "
        f"{pairs.limit:g} {pairs.unit.value} ({names}"
        f"{' ...' if len(lost) > _SHOWN else ''}): raise the threshold, add "
        "candidates, or ask for a share of the pupils"
    )
    raise InfeasibleError(message)
