"""Siting for balance: the worst-served region first, then the next, then the rest."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import sparse

from accessibility.counting import (
    LinearModel,
    Rows,
    SolverLimits,
    TimeLimitError,
    single_row,
    solve,
    widened,
)
from accessibility.errors import UsageError
from accessibility.siting.coverage import DEFAULT_LIMITS
from accessibility.siting.rows import ServicePart, service_part
from accessibility.siting.siting_plan import plan_of_solution, result_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.counting import Solution
    from accessibility.siting.siting_plan import SitingPlan
    from accessibility.siting.siting_problem import SitingProblem

_SHARE_SLACK: Final = 1e-5
"""The solver keeps its rows to a millionth: the next search must not be stricter."""


def most_balanced(
    problem: SitingProblem, threshold: float, *, limits: SolverLimits = DEFAULT_LIMITS
) -> SitingPlan:
    """Open the sites that make the worst-served region as well served as can be.

    First the smallest share within the threshold over all regions is made as large as
    possible, then the sum of the two smallest, of the three smallest, and so on: where
    one region cannot be reached at all, the others are balanced all the same. Among
    plans alike in that, the one with most pupils is taken. The value and bound are
    the smallest share.

    Parameters
    ----------
    problem
        With a `region` per demand point.
    threshold
        Largest cost that counts as within reach, inclusive, in the unit of the pairs.
    limits
        Time and gap at which to stop: for the first search, for all that follow for
        the next shares together, and for the last.

    Raises
    ------
    UsageError
        If the problem has no regions.
    InfeasibleError
        If no plan satisfies all constraints.

    References
    ----------
    Ogryczak and Sliwinski (2006), https://doi.org/10.1007/11751588_85
    """
    pairs = problem.pairs.within(threshold)
    part = service_part(problem, pairs)
    model = _Leximin(part, _region_shares(problem, part))
    first = model.raised(limits)
    x = first.x[: part.n_variables]
    end = time.perf_counter() + limits.time_limit_s
    # Without a better plan in time, the plan of the search before stands.
    with contextlib.suppress(TimeLimitError):
        while model.has_next and (rest := end - time.perf_counter()) > 0:
            step = model.raised(replace(limits, time_limit_s=rest))
            x = step.x[: part.n_variables]
        x = model.filled(problem.weight @ part.served, limits).x[: part.n_variables]
    return plan_of_solution(
        problem,
        pairs,
        part,
        x,
        result_of(first, sign=-1.0),
        objective="largest smallest share of a region",
    )


@dataclass
class _Leximin:
    """The sums of the smallest shares, raised one after another.

    The sum of the k smallest is the largest `k t - sum(d)` with every share at least
    `t - d`: a level `t` and the part `d` by which each region falls short of it.
    """

    part: ServicePart
    shares: sparse.csr_array
    held: tuple[float, ...] = ()

    @property
    def has_next(self) -> bool:
        """Whether shares are left that could differ."""
        done = len(self.held)
        last = self.held[-1] - (self.held[-2] if done > 1 else 0.0)
        return done < self.shares.shape[0] and last < 1 - _SHARE_SLACK

    def raised(self, limits: SolverLimits) -> Solution:
        """Make the sum of one more share as large as can be, and hold it."""
        k = len(self.held) + 1
        model = self._model(k)
        cost = np.zeros(len(model.upper))
        cost[self.part.n_variables :] -= self._sum(k, k)
        solution = solve(replace(model, cost=cost), limits)
        self.held = (*self.held, -solution.value)
        return solution

    def filled(self, pupils: NDArray[np.float64], limits: SolverLimits) -> Solution:
        """Return the plan with most pupils among those that hold all sums."""
        model = self._model(len(self.held))
        cost = np.zeros(len(model.upper))
        cost[: self.part.n_variables] = -pupils
        return solve(replace(model, cost=cost), limits)

    def _sum(self, k: int, levels: int) -> NDArray[np.float64]:
        """Return the sum of the k smallest shares over all levels' variables."""
        m = self.shares.shape[0]
        form = np.zeros(levels * (m + 1))
        form[(k - 1) * (m + 1)] = k
        form[(k - 1) * (m + 1) + 1 : k * (m + 1)] = -1.0
        return form

    def _model(self, levels: int) -> LinearModel:
        """Return the rows of the siting problem and of so many levels, without cost."""
        part, m = self.part, self.shares.shape[0]
        total = part.n_variables + levels * (m + 1)
        rows = [
            Rows(g.name, widened(g.matrix, 0, total), g.low, g.high) for g in part.rows
        ]
        name = "the smallest shares"
        for k in range(1, levels + 1):
            level = sparse.csr_array(np.hstack([np.ones((m, 1)), -np.eye(m)]))
            before = part.n_variables + (k - 1) * (m + 1)
            below = widened(level, before, total) - widened(self.shares, 0, total)
            rows.append(Rows(name, sparse.csr_array(below), -np.inf, 0.0))
        for k, value in enumerate(self.held, start=1):
            form = widened(single_row(self._sum(k, levels)), part.n_variables, total)
            rows.append(Rows(name, form, value - _SHARE_SLACK, np.inf))
        extra = levels * (m + 1)
        return LinearModel(
            np.zeros(total),
            np.concatenate([part.upper, np.ones(extra)]),
            np.concatenate([part.integral, np.zeros(extra, np.int64)]),
            tuple(rows),
        )


def _region_shares(problem: SitingProblem, part: ServicePart) -> sparse.csr_array:
    """Return the share served per region as linear forms, one row per region."""
    if problem.region is None:
        message = "the balanced objective needs the region of every demand point"
        raise UsageError(message)
    regions, row = np.unique(problem.region, return_inverse=True)
    pupils = np.bincount(row, problem.weight, minlength=len(regions))
    part_of = problem.weight / np.maximum(pupils, 1e-12)[row]
    kept = np.flatnonzero(pupils > 0)
    shape = (len(regions), len(row))
    split = sparse.csr_array((part_of, (row, np.arange(len(row)))), shape=shape)
    forms: sparse.csr_array = sparse.csr_array(split @ part.served)[kept]
    return forms


def region_shares(
    problem: SitingProblem, served: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the share of pupils served per region, in order of region number.

    Raises
    ------
    UsageError
        If the problem has no regions.
    """
    if problem.region is None:
        message = "shares per region need the region of every demand point"
        raise UsageError(message)
    _, row = np.unique(problem.region, return_inverse=True)
    whole = np.bincount(row, problem.weight)
    reached = np.bincount(row, problem.weight * served)
    return np.divide(reached, whole, out=np.full_like(whole, np.nan), where=whole > 0)
