"""Fixed sites and buses together: how to spend one budget on both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from accessibility.counting import (
    LinearModel,
    Rows,
    SolverLimits,
    single_row,
    solve,
    widened,
)
from accessibility.errors import UsageError
from accessibility.siting.coverage import DEFAULT_LIMITS
from accessibility.siting.rows import service_part
from accessibility.siting.siting_plan import plan_of_solution, result_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.siting.rows import ServicePart
    from accessibility.siting.siting_plan import SitingPlan
    from accessibility.siting.siting_problem import SitingProblem

_CHOSEN = 0.5


@dataclass(frozen=True)
class BusOffer:
    """What a mobile techlab costs and can do in a term.

    Parameters
    ----------
    cost
        Cost of one bus, in the unit of the budget.
    visits_per_term
        Half-day visits one bus makes in a term.
    visits_needed
        Half-day visits each demand point needs, shape `(n_demand,)`.
    can_visit
        False for demand points that no bus can reach in a day.
    most
        Most buses.
    """

    cost: float
    visits_per_term: int
    visits_needed: NDArray[np.int64]
    can_visit: NDArray[np.bool_]
    most: int = 10


@dataclass(frozen=True)
class JointPlan:
    """Sites and buses bought from one budget.

    Parameters
    ----------
    sites
        The plan of the sites; its value and bound count pupils of sites and buses.
    n_buses
        Buses bought.
    by_bus
        True per demand point visited by a bus: these are not within reach of a site.
    cost
        What is spent.
    pupils_by_site, pupils_by_bus
        Pupils served by either; they are never added up silently.
    """

    sites: SitingPlan
    n_buses: int
    by_bus: NDArray[np.bool_]
    cost: float
    pupils_by_site: float
    pupils_by_bus: float


def sites_and_buses(
    problem: SitingProblem,
    bus: BusOffer,
    threshold: float,
    *,
    limits: SolverLimits = DEFAULT_LIMITS,
) -> JointPlan:
    """Spend a budget on fixed sites and buses so that most pupils are served.

    A bus is taken to make a fixed number of visits in a term; plan the tour of the
    points in `by_bus` to see whether the roads allow it.

    Parameters
    ----------
    problem
        With a budget, which the buses share.
    bus
        Cost and reach of a bus.
    threshold
        Largest cost that counts as within reach of a site, in the unit of the pairs.
    limits
        Time and gap at which to stop.

    Raises
    ------
    UsageError
        If there is no budget, or the bus is described wrongly.
    InfeasibleError
        If no plan satisfies all constraints.
    """
    _check(problem, bus)
    pairs = problem.pairs.within(threshold)
    part = service_part(problem, pairs)
    n, total = pairs.n_origins, part.n_variables + pairs.n_origins + 1
    by_bus = widened(sparse.csr_array(sparse.eye_array(n)), part.n_variables, total)
    rows = [
        _with_buses(g, bus, total) if g.name.startswith("a budget") else g
        for g in _wider(part, total)
    ]
    served = widened(part.served, 0, total)
    form = np.zeros(total)
    form[part.n_variables : -1] = bus.visits_needed
    form[-1] = -bus.visits_per_term
    rows += [
        Rows("no pupil is served twice", served + by_bus, -np.inf, 1.0),
        Rows("the visits the buses can make", single_row(form), -np.inf, 0.0),
    ]
    model = LinearModel(
        cost=-(problem.weight @ (served + by_bus)),
        upper=np.concatenate([part.upper, bus.can_visit * 1.0, [float(bus.most)]]),
        integral=np.concatenate([part.integral, np.ones(n + 1, np.int64)]),
        rows=tuple(rows),
    )
    solution = solve(model, limits)
    return _joint_plan(
        problem,
        bus,
        plan_of_solution(
            problem,
            pairs,
            part,
            solution.x,
            result_of(solution, sign=-1.0),
            objective="most pupils by sites and buses within the budget",
        ),
        solution.x[part.n_variables :],
    )


def _check(problem: SitingProblem, bus: BusOffer) -> None:
    faults = []
    if problem.budget is None:
        faults.append("sites and buses together need a budget")
    if not bus.cost >= 0 or bus.visits_per_term < 0 or bus.most < 0:
        faults.append("cost, visits and number of buses cannot be below 0")
    if not len(bus.visits_needed) == len(bus.can_visit) == problem.pairs.n_origins:
        faults.append("visits_needed and can_visit must be told for every point")
    if faults:
        raise UsageError("; ".join(faults))


def _wider(part: ServicePart, total: int) -> list[Rows]:
    return [Rows(g.name, widened(g.matrix, 0, total), g.low, g.high) for g in part.rows]


def _with_buses(rows: Rows, bus: BusOffer, total: int) -> Rows:
    """Let the buses draw on the budget too."""
    form = rows.matrix.toarray()[0]
    form[total - 1] = bus.cost
    return Rows(rows.name, single_row(form), -np.inf, rows.high)


def _joint_plan(
    problem: SitingProblem,
    bus: BusOffer,
    sites: SitingPlan,
    tail: NDArray[np.float64],
) -> JointPlan:
    by_bus = tail[:-1] > _CHOSEN
    visits = int(bus.visits_needed[by_bus].sum())
    # As few buses as make the visits: money left over buys no idle bus.
    n_buses = -(-visits // bus.visits_per_term) if visits else 0
    spent = float(problem.candidates.cost[sites.is_new].sum()) + n_buses * bus.cost
    # A point that a site reaches by chance is the site's, whoever the model named.
    only_bus = by_bus & (sites.served < _CHOSEN)
    return JointPlan(
        sites=sites,
        n_buses=n_buses,
        by_bus=only_bus,
        cost=spent,
        pupils_by_site=float(problem.weight @ sites.served),
        pupils_by_bus=float(problem.weight[only_bus].sum()),
    )
