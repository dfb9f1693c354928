"""Better plans by interchange: close one site, open another, while that helps."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy import sparse

    Amounts = NDArray[np.float64]
    Flags = NDArray[np.bool_]

_TRIES: Final = 600
_SHAKEN: Final = 4
_SEED: Final = 1
_SLACK: Final = 1e-6


def interchanged(columns: sparse.csr_array, left: Amounts, is_open: Flags) -> Flags:
    """Return the plan after the best single interchanges, until none helps.

    Parameters
    ----------
    columns
        1 where a candidate has a demand point within reach, `(n_demand, n_sites)`.
    left
        Pupils per demand point that no fixed site reaches.
    is_open
        The plan to start from; the number of its sites stays the same.

    References
    ----------
    Teitz and Bart (1968), https://doi.org/10.1287/opre.16.5.955
    """
    return _settled(columns, columns.T.tocsr(), left, is_open)


def _settled(
    columns: sparse.csr_array, turned: sparse.csr_array, left: Amounts, is_open: Flags
) -> Flags:
    """Interchange sites until no exchange helps; `turned` are the columns as rows."""
    plan = is_open.copy()
    while plan.any() and not plan.all():
        covered = columns @ plan.astype(float)
        gain = turned @ (left * (covered == 0))
        rows = np.flatnonzero(plan)
        # Pupils who have this site only: lost with it, unless the other reaches them.
        own = turned[rows].multiply(left * (covered == 1)).tocsr()
        lost = np.asarray(own.sum(axis=1)).ravel()
        better = gain - lost[:, None] + (own @ columns).toarray()
        better[:, plan] = -1.0
        close, opened = np.unravel_index(int(np.argmax(better)), better.shape)
        if better[close, opened] <= _SLACK:
            break
        plan[rows[close]], plan[opened] = False, True
    return plan


def shaken(
    columns: sparse.csr_array,
    left: Amounts,
    is_open: Flags,
    *,
    bound: float,
    seconds: float,
) -> Flags:
    """Return a better plan, found by moving a few sites at random and interchanging.

    Parameters
    ----------
    columns, left, is_open
        As for `interchanged`.
    bound
        No plan reaches more: the search stops there.
    seconds
        Most time to search; the same plan comes out wherever there is enough.

    References
    ----------
    Lourenco et al. (2003), https://doi.org/10.1007/0-306-48056-5_11
    """
    rng, turned = np.random.default_rng(_SEED), columns.T.tocsr()
    best, most = is_open, covered_by(columns, left, is_open)
    until = time.perf_counter() + seconds
    n_moved = min(_SHAKEN, int(is_open.sum()), int((~is_open).sum()))
    for _ in range(_TRIES if n_moved else 0):
        if most >= bound - _SLACK or time.perf_counter() > until:
            break
        moved = best.copy()
        moved[rng.choice(np.flatnonzero(best), n_moved, replace=False)] = False
        moved[rng.choice(np.flatnonzero(~best), n_moved, replace=False)] = True
        moved = _settled(columns, turned, left, moved)
        value = covered_by(columns, left, moved)
        if value >= most:
            best, most = moved, value
    return best


def covered_by(columns: sparse.csr_array, left: Amounts, is_open: Flags) -> float:
    """Return the pupils that a plan reaches besides those of fixed sites."""
    return float(left[(columns @ is_open.astype(float)) > 0].sum())
