"""Siting by gradual cover: the farther a site, the fewer of the pupils come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.codes import Unit
from accessibility.counting import LinearModel, solve
from accessibility.errors import UsageError
from accessibility.siting.coverage import DEFAULT_LIMITS
from accessibility.siting.rows import service_part
from accessibility.siting.siting_plan import plan_of_solution, result_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.counting import SolverLimits
    from accessibility.siting.siting_plan import SitingPlan
    from accessibility.siting.siting_problem import SitingProblem

_PER: Final = {Unit.METRES: 1_000.0, Unit.SECONDS: 60.0}
"""A decay is per kilometre, or per minute."""


def part_that_comes(
    travel: NDArray[np.float64], decay: float, unit: Unit
) -> NDArray[np.float64]:
    """Return which part of the pupils comes from each distance or time.

    Parameters
    ----------
    travel
        Metres or seconds to the site, infinite for none.
    decay
        b of `exp(-b d)`, d in kilometres or minutes; 0 for no decay.
    unit
        Of the travel.

    Examples
    --------
    >>> part_that_comes(np.array([0.0, 1_000.0, np.inf]), 0.5, Unit.METRES).round(3)
    array([1.   , 0.607, 0.   ])
    """
    comes = np.exp(-decay * np.where(np.isfinite(travel), travel, 0.0) / _PER[unit])
    return np.where(np.isfinite(travel), comes, 0.0)


def most_expected(
    problem: SitingProblem,
    threshold: float,
    decay: float,
    *,
    limits: SolverLimits = DEFAULT_LIMITS,
) -> SitingPlan:
    """Open the sites to which most pupils are expected to come.

    A pupil goes to one open site within the threshold, and the part that comes falls
    with the way there; the value of the plan is in pupils.

    Parameters
    ----------
    problem
        Demand, candidates and what binds.
    threshold
        Largest cost from which anybody comes, inclusive, in the unit of the pairs.
    decay
        b of `exp(-b d)`, d in kilometres or minutes.
    limits
        Time and gap at which to stop.

    Raises
    ------
    UsageError
        If the decay is no decay, or several sites must be near at once.
    InfeasibleError
        If no plan satisfies all constraints.
    TimeLimitError
        If nothing was found in time.

    References
    ----------
    Berman, Krass and Drezner (2003), The gradual covering decay location problem on a
    network, European Journal of Operational Research 151(3), 474-480.
    """
    if not 0 < decay < np.inf:
        message = f"a decay lies above 0, not {decay:g}"
        raise UsageError(message)
    if problem.backup > 1:
        message = "a decay is told of the way to one site: leave --backup out"
        raise UsageError(message)
    pairs = problem.pairs.within(threshold)
    part = service_part(problem, pairs, with_flows=True)
    comes = part_that_comes(pairs.amount, decay, pairs.unit)
    cost = np.zeros(part.n_variables)
    cost[pairs.n_destinations :] = -problem.weight[pairs.origin] * comes
    solution = solve(LinearModel(cost, part.upper, part.integral, part.rows), limits)
    result = result_of(solution, sign=-1.0)
    words = "most pupils expected to come"
    return plan_of_solution(problem, pairs, part, solution.x, result, objective=words)
