"""A linear model in named groups of rows, solved by HiGHS, with its clashes named."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

# `scipy.optimize` is loaded when it is first used: few commands solve anything.
import scipy
from scipy import sparse

from accessibility.errors import InfeasibleError, UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.optimize import OptimizeResult

_OPTIMAL: Final = 0
_TIME_LIMIT: Final = 1
_INFEASIBLE: Final = 2

PROOF_GAP: Final = 1e-6
"""A gap up to a millionth is proof: it is what the solver can tell in floats."""


@dataclass(frozen=True)
class SolverLimits:
    """Time limit and gap at which the solver stops.

    Parameters
    ----------
    time_limit_s
        Most seconds per model.
    gap
        Stop when the plan is proven to lie within this fraction of the optimum.
    """

    time_limit_s: float = 60.0
    gap: float = PROOF_GAP


@dataclass(frozen=True)
class Rows:
    """A group of rows `low <= matrix @ x <= high` with the name a planner gives it."""

    name: str
    matrix: sparse.csr_array
    low: NDArray[np.float64] | float
    high: NDArray[np.float64] | float


@dataclass(frozen=True)
class LinearModel:
    """Minimise `cost @ x` over `0 <= x <= upper` and all groups of rows.

    `integral` is 1 where a variable must be whole, 0 where not, as HiGHS takes it.
    """

    cost: NDArray[np.float64]
    upper: NDArray[np.float64]
    integral: NDArray[np.int64]
    rows: tuple[Rows, ...]


@dataclass(frozen=True)
class Solution:
    """The best found: its values, how good it is, and what was proven.

    Parameters
    ----------
    x
        Value per variable.
    value, bound
        Cost found and the bound below which no solution can lie.
    gap
        `(value - bound) / |value|`, 0 if proven optimal.
    seconds
        Time spent.
    """

    x: NDArray[np.float64]
    value: float
    bound: float
    gap: float
    seconds: float


class TimeLimitError(UsageError):
    """Nothing was found in the time allowed, nor proof that there is nothing."""


def solve(model: LinearModel, limits: SolverLimits) -> Solution:
    """Return the best solution with its bound.

    Raises
    ------
    InfeasibleError
        If no solution exists; names a smallest set of groups of rows that clash.
    TimeLimitError
        If none was found within the time limit.
    """
    start = time.perf_counter()
    answer = _run(model, limits)
    seconds = time.perf_counter() - start
    if answer.status == _INFEASIBLE:
        names = clashing(model, limits)
        message = "no plan possible because these clash: " + "; ".join(names)
        raise InfeasibleError(message)
    if answer.x is None:
        message = (
            f"no plan was found within {limits.time_limit_s:g} s, nor proof that there "
            "is none: allow more time, or take fewer candidates"
        )
        raise TimeLimitError(message)
    bound = answer.fun if answer.mip_dual_bound is None else answer.mip_dual_bound
    gap = answer.mip_gap or 0.0
    proven = answer.status == _OPTIMAL and gap <= PROOF_GAP
    return Solution(
        answer.x,
        float(answer.fun),
        float(answer.fun if proven else bound),
        0.0 if proven else float(gap),
        seconds,
    )


def is_feasible(model: LinearModel, limits: SolverLimits) -> NDArray[np.float64] | None:
    """Return any solution, or None if there is none.

    Raises
    ------
    TimeLimitError
        If neither was established within the time limit.
    """
    answer = _run(replace(model, cost=np.zeros_like(model.cost)), limits)
    if answer.status == _INFEASIBLE:
        return None
    if answer.x is None:
        message = f"not decided within {limits.time_limit_s:g} s: allow more time"
        raise TimeLimitError(message)
    found: NDArray[np.float64] = answer.x
    return found


def clashing(model: LinearModel, limits: SolverLimits) -> tuple[str, ...]:
    """Return the names of a smallest set of groups of rows that cannot hold together.

    Groups are dropped one by one; one that is not needed for the clash stays out
    (a deletion filter), so that every name returned takes part in it.
    """
    kept = list(model.rows)
    for group in model.rows:
        fewer = [other for other in kept if other is not group]
        trial = replace(model, rows=tuple(fewer), cost=np.zeros_like(model.cost))
        if _run(trial, limits).status == _INFEASIBLE:
            kept = fewer
    return tuple(dict.fromkeys(group.name for group in kept))


def _run(model: LinearModel, limits: SolverLimits) -> OptimizeResult:
    constraints = [
        scipy.optimize.LinearConstraint(g.matrix, g.low, g.high) for g in model.rows
    ]
    return scipy.optimize.milp(
        model.cost,
        integrality=model.integral,
        bounds=scipy.optimize.Bounds(0.0, model.upper),
        constraints=constraints,
        options={"time_limit": limits.time_limit_s, "mip_rel_gap": limits.gap},
    )


def single_row(values: NDArray[np.float64]) -> sparse.csr_array:
    """Return one row as a matrix, shape `(1, n)`."""
    return sparse.csr_array(values[np.newaxis, :])


def widened(matrix: sparse.csr_array, before: int, total: int) -> sparse.csr_array:
    """Return a matrix with `before` empty columns in front, `total` columns in all."""
    part = sparse.csr_array(matrix)
    indices = part.indices + before
    shape = (part.shape[0], total)
    return sparse.csr_array((part.data, indices, part.indptr), shape=shape)
