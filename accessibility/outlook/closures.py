"""Which offers should close if some must: the best plan, and plans beside it.

Minimise students who lose an option: `y_S + sum of kept in S >= 1` for every set S of
offers within reach of somebody. Small models, solved exactly; of plans that lose the
same, the one that displaces fewest pupils.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import sparse

from accessibility.counting import (
    PROOF_GAP,
    LinearModel,
    Rows,
    SolverLimits,
    single_row,
    solve,
)
from accessibility.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from accessibility.counting import Solution
    from accessibility.outlook.closing_sets import ClosingSets

LIMITS: Final = SolverLimits()
_SLACK: Final = 1e-3
_FAIR_MORE: Final = 1.05
_FAIR_EXTRA: Final = 1.0
_LOTS: Final = 20


def best_closures(sets: ClosingSets, close: int) -> NDArray[np.bool_]:
    """Return the units whose closing loses the fewest options, `(n_units,)`.

    Raises
    ------
    UsageError
        If there are not so many.
    """
    check_number(sets, close)
    lost = np.concatenate([np.zeros(sets.n_units), sets.students])
    first = _solved(_model(sets, close, lost))
    bound = Rows("loss", single_row(lost), -np.inf, first.value + _SLACK)
    moved = np.concatenate([-sets.pupils, np.zeros(len(sets.students))])
    second = _solved(_model(sets, close, moved, bound))
    return _closed(second.x, sets)


def free_closures(sets: ClosingSets) -> NDArray[np.bool_]:
    """Return the most units that can close with nobody losing an option."""
    ones = np.ones(sets.n_units)
    rows = (Rows("reach", sets.members, 1.0, np.inf),)
    model = LinearModel(ones, ones, ones.astype(np.int64), rows)
    return np.asarray(_solved(model).x < 0.5)  # noqa: PLR2004 - whole numbers


def fairest_closures(sets: ClosingSets, close: int) -> NDArray[np.bool_]:
    """Return the plan whose worst area loses least per student.

    At most 5 % and one option more are lost than by the best plan.
    """
    best = sets.loss(best_closures(sets, close))
    n_units, n_sets = sets.n_units, len(sets.students)
    lost = np.concatenate([np.zeros(n_units), sets.students, [0.0]])
    worst = np.concatenate([np.zeros(n_units + n_sets), [1.0]])
    part = np.zeros_like(sets.in_area)
    np.divide(1.0, sets.in_area, out=part, where=sets.in_area > 0)
    rate = sparse.diags_array(part) @ sets.per_area
    empty = sparse.csr_array((rate.shape[0], n_units))
    areas = sparse.hstack([empty, -rate, np.ones((rate.shape[0], 1))], format="csr")
    most = best * _FAIR_MORE + _FAIR_EXTRA
    more = (
        Rows("areas", sparse.csr_array(areas), 0.0, np.inf),
        Rows("loss", single_row(lost), -np.inf, most),
    )
    model = _model(sets, close, worst, *more, extra=1)
    return _closed(_solved(model).x, sets)


def greedy_closures(sets: ClosingSets, close: int) -> list[int]:
    """Return units in the order in which each closure costs least at its turn."""
    return _one_by_one(sets, close, range(sets.n_units))


def in_order(sets: ClosingSets, closed: NDArray[np.bool_]) -> list[int]:
    """Return the units of a plan in the order that costs least at each turn."""
    some = np.flatnonzero(closed).tolist()
    return _one_by_one(sets, len(some), some)


def smallest_first(sets: ClosingSets, close: int) -> list[int]:
    """Return the units with the fewest pupils, the smallest first."""
    order: list[int] = np.argsort(sets.pupils, kind="stable")[:close].tolist()
    return order


def by_lot(sets: ClosingSets, close: int, seed: int) -> float:
    """Return how many options are lost on average if lots decide."""
    rng = np.random.default_rng(seed)
    losses = [
        sets.loss(as_mask(sets, rng.choice(sets.n_units, close, replace=False)))
        for _ in range(_LOTS)
    ]
    return float(np.mean(losses))


def as_mask(
    sets: ClosingSets, units: Sequence[int] | NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return units as true where they close."""
    closed = np.zeros(sets.n_units, np.bool_)
    closed[list(units)] = True
    return closed


def check_number(sets: ClosingSets, close: int) -> None:
    """Check that so many can close.

    Raises
    ------
    UsageError
        If there are fewer.
    """
    if not 0 <= close <= sets.n_units:
        message = f"{close} cannot close: {sets.n_units} are there"
        raise UsageError(message)


def _one_by_one(
    sets: ClosingSets, close: int, among: Sequence[int] | range
) -> list[int]:
    """Close one at a time: the least loss, of these the fewest pupils."""
    left = np.asarray(sets.members.sum(axis=1)).ravel()
    by_unit = sparse.csc_array(sets.members)
    remaining, order = list(among), list[int]()
    while len(order) < close:
        costs = []
        for unit in remaining:
            rows = by_unit.indices[by_unit.indptr[unit] : by_unit.indptr[unit + 1]]
            lost = float(sets.students[rows[left[rows] == 1]].sum())
            costs.append((round(lost, 9), float(sets.pupils[unit]), unit))
        unit = min(costs)[2]
        left[by_unit.indices[by_unit.indptr[unit] : by_unit.indptr[unit + 1]]] -= 1
        remaining.remove(unit)
        order.append(unit)
    return order


def _model(
    sets: ClosingSets,
    close: int,
    cost: NDArray[np.float64],
    *more: Rows,
    extra: int = 0,
) -> LinearModel:
    """Return the model over keep (whole), y (any) and some extra variables.

    Pupils of who stays are what `cost` counts where it is about displacing.
    """
    n_units, n_sets = sets.n_units, len(sets.students)
    room = sparse.csr_array((n_sets, extra))
    blocks = [sets.members, sparse.eye_array(n_sets), room][: 3 if extra else 2]
    reach = sparse.csr_array(sparse.hstack(blocks, format="csr"))
    keep = np.concatenate([np.ones(n_units), np.zeros(n_sets + extra)])
    number = float(n_units - close)
    upper = np.concatenate([np.ones(n_units + n_sets), np.full(extra, np.inf)])
    rows = (
        Rows("reach", reach, 1.0, np.inf),
        Rows("number", single_row(keep), number, number),
        *more,
    )
    return LinearModel(cost, upper, keep.astype(np.int64), rows)


def _solved(model: LinearModel) -> Solution:
    """Return the best solution, proven.

    Raises
    ------
    UsageError
        If the proof takes too long.
    """
    found = solve(model, LIMITS)
    if found.gap > PROOF_GAP:
        message = (
            f"the best plan was not proven within {LIMITS.time_limit_s:g} s: ask for "
            "a smaller region"
        )
        raise UsageError(message)
    return found


def _closed(x: NDArray[np.float64], sets: ClosingSets) -> NDArray[np.bool_]:
    return np.asarray(x[: sets.n_units] < 0.5)  # noqa: PLR2004 - whole numbers
