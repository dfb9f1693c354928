"""Leave out candidates that provably are in no best plan, before the exact search.

Coverage with a number of sites is bounded from above by Lagrangian relaxation: the
link between schools and sites is priced instead of held, which leaves the k dearest
sites. A candidate whose choice would push that bound below the best plan known is in
no better plan, and what is left is often small enough to be proven in seconds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.counting import PROOF_GAP
from accessibility.siting.interchange import covered_by, interchanged, shaken

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy import sparse

    from accessibility.roads import TravelPairs
    from accessibility.siting.siting_problem import SitingProblem

    Amounts = NDArray[np.float64]
    Flags = NDArray[np.bool_]

_STEPS: Final = 1_200
_PATIENCE: Final = 20
_FIRST_STEP: Final = 1.5
_SMALLEST_STEP: Final = 1e-4
_SLACK: Final = 1e-6
_FEW: Final = 600
"""So many candidates an exact search can decide on within a minute."""


@dataclass(frozen=True)
class Narrowed:
    """The bound, the best plan met and the candidates fixed by relaxation.

    Parameters
    ----------
    bound
        No plan reaches more pupils.
    value, is_open
        The best plan met on the way and what it reaches.
    out
        True per candidate that is in no plan better than that one.
    """

    bound: float
    value: float
    is_open: Flags
    out: Flags


def can_be_narrowed(problem: SitingProblem) -> bool:
    """Tell whether only the number of sites binds, so that relaxation applies."""
    plain = problem.budget is None and not problem.needs_flows and problem.backup == 1
    return plain and problem.n_new is not None and not problem.not_again


def narrow(
    problem: SitingProblem,
    pairs: TravelPairs,
    is_open: Flags,
    *,
    seconds: float = 20.0,
) -> Narrowed:
    """Return a bound, a plan at least as good as a known one, and what to leave out.

    Parameters
    ----------
    problem
        One for which `can_be_narrowed` holds.
    pairs
        The pairs within the threshold.
    is_open
        A plan to start from, such as the greedy one.
    seconds
        Most time to look for better plans where many candidates are left: a better
        plan leaves out more.

    References
    ----------
    Galvao and ReVelle (1996), https://doi.org/10.1016/0377-2217(94)00159-6
    """
    sites = problem.candidates
    fixed = sites.existing | sites.forced
    reach = pairs.incidence()
    left = problem.weight * (reach @ fixed.astype(float) == 0)
    base = problem.total - float(left.sum())
    n_places = (problem.n_new or 0) - int((sites.forced & ~sites.existing).sum())
    free = np.flatnonzero(sites.free & ~sites.forced)
    columns = reach[:, free]
    start = np.flatnonzero(is_open[free])
    n_chosen = min(n_places, len(free))
    plan = interchanged(columns, left, _flags(len(free), start))
    relaxed = _relaxed(columns, left, n_chosen, plan)
    if _is_open_yet(relaxed):
        best_plan = shaken(
            columns, left, relaxed.is_open, bound=relaxed.bound, seconds=seconds
        )
        again = _relaxed(columns, left, n_chosen, best_plan)
        relaxed = replace(again, bound=min(again.bound, relaxed.bound))
    out = np.zeros(len(sites), dtype=bool)
    out[free[relaxed.out]] = True
    best = fixed.copy()
    best[free[relaxed.is_open]] = True
    return Narrowed(base + relaxed.bound, base + relaxed.value, best, out)


def _is_open_yet(relaxed: Narrowed) -> bool:
    """Tell whether too much is left to be proven by an exact search at once."""
    gap = relaxed.bound - relaxed.value > PROOF_GAP * max(relaxed.value, 1.0)
    return gap and int((~relaxed.out).sum()) > _FEW


def _relaxed(
    columns: sparse.csr_array,
    left: Amounts,
    n_chosen: int,
    is_open: Flags,
) -> Narrowed:
    """Lower the bound step by step (subgradient), keeping the best plan met."""
    turned = columns.T.tocsr()
    value = covered_by(columns, left, is_open)
    price, step, stuck = left / 2, _FIRST_STEP, 0
    bound, worth = np.inf, np.zeros(columns.shape[1])
    for _ in range(_STEPS if 0 < n_chosen < columns.shape[1] else 0):
        sums = turned @ price
        chosen = _flags(len(sums), np.argpartition(-sums, n_chosen - 1)[:n_chosen])
        now = float((left - price).sum() + sums[chosen].sum())
        stuck = 0 if now < bound - _SLACK else stuck + 1
        if now < bound:
            bound, worth = now, sums
        covered = columns @ chosen.astype(float)
        reached = float(left[covered > 0].sum())
        if reached > value:
            value, is_open = reached, chosen
        slope = covered - (left > 0)
        size = float(slope @ slope)
        if bound - value <= _SLACK or size == 0 or step < _SMALLEST_STEP:
            break
        if stuck >= _PATIENCE:
            step, stuck = step / 2, 0
        price = np.clip(price - step * (now - value) / size * slope, 0, left)
    out = _left_out(worth, n_chosen, bound, value)
    return Narrowed(min(bound, float(left.sum())), value, is_open, out & ~is_open)


def _left_out(worth: Amounts, n_chosen: int, bound: float, value: float) -> Flags:
    """Return the candidates that would cost more bound than there is to spare."""
    if not np.isfinite(bound):
        return np.zeros(len(worth), dtype=bool)
    last = np.partition(worth, -n_chosen)[-n_chosen]
    out: Flags = bound - np.maximum(last - worth, 0) < value - _SLACK
    return out


def _flags(n: int, rows: NDArray[np.intp]) -> Flags:
    flags = np.zeros(n, dtype=bool)
    flags[rows] = True
    return flags
