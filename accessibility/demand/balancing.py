"""Trips between homes and schools that meet the schools exactly and homes with slack.

    F[i, j] = a[i] K[i, j] b[j],   a[i] = o[i] / (sum_j K[i, j] b[j]) ** theta

`theta` says how strictly the homes are met: 1 doubly constrained (Furness), 0 singly,
between with slack. One round shrinks the error by about `theta`; Anderson's mixing of
the last rounds makes that several times faster and settles `theta` = 1 as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from threadpoolctl import threadpool_limits

from accessibility.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

TOLERANCE: Final = 1e-6
"""Largest relative error that a school's total may keep."""

_MOST_ROUNDS: Final = 1_000
_MEMORY: Final = 6
_LONGEST_LEAP: Final = 5.0


class NotConvergedError(DataError):
    """The rounds allowed were spent before the totals were met."""


@dataclass(frozen=True)
class Balanced:
    """Trips that meet their totals.

    Parameters
    ----------
    flows
        Trips from each home to each school, shape `(n_homes, n_schools)`.
    log_pull
        Where to start from next time, shape `(n_schools,)`.
    rounds
        Rounds that were needed.
    """

    flows: NDArray[np.float64]
    log_pull: NDArray[np.float64]
    rounds: int


def balance(
    homes: NDArray[np.float64],
    schools: NDArray[np.float64],
    kernel: NDArray[np.float64],
    *,
    theta: float,
    tolerance: float = TOLERANCE,
    most_rounds: int = _MOST_ROUNDS,
    start: NDArray[np.float64] | None = None,
) -> Balanced:
    """Return trips that meet `schools` exactly, and `homes` as far as `theta` asks.

    Parameters
    ----------
    homes, schools
        Totals; those of the homes are scaled to those of the schools.
    kernel
        How much a distance deters, above zero, shape `(n_homes, n_schools)`.
    theta
        How strictly homes are met, 0 to 1.
    tolerance
        Largest relative error of a school's total.
    most_rounds
        Rounds after which is given up.
    start
        `log_pull` of trips that are near; None to start from nothing.

    Raises
    ------
    NotConvergedError
        If the totals are not met within the rounds allowed.

    References
    ----------
    .. [1] Furness, K.P. (1965), Time function iteration. Traffic Engineering and
       Control 7, 458-460.
    .. [2] Walker, H.F. and Ni, P. (2011), Anderson acceleration for fixed-point
       iterations. SIAM Journal on Numerical Analysis 49, 1715-1735.
    """
    homes = homes * (schools.sum() / homes.sum())
    turned = np.ascontiguousarray(kernel.T)
    wanted = np.log(schools)

    def push(pull: NDArray[np.float64]) -> NDArray[np.float64]:
        pushed: NDArray[np.float64] = homes / (kernel @ np.exp(pull)) ** theta
        return pushed

    pull = wanted - np.log(turned @ homes) if start is None else start
    seen: list[NDArray[np.float64]] = []
    steps: list[NDArray[np.float64]] = []
    off = np.inf
    # More threads hardly read memory faster; on a busy machine each waits for another.
    with threadpool_limits(1, user_api="blas"):
        for rounds in range(1, most_rounds + 1):
            after = wanted - np.log(turned @ push(pull))
            steps = [*steps, after - pull][-_MEMORY:]
            seen = [*seen, after][-_MEMORY:]
            off = float(np.abs(steps[-1]).max())
            if off < tolerance:
                flows = push(pull)[:, None] * kernel * np.exp(after)[None, :]
                return Balanced(flows, after, rounds)
            pull = _mixed(seen, steps)
    message = (
        f"the spread of pupils over homes has not settled: schools are off by "
        f"{off:.1e} after {most_rounds} rounds, at most {tolerance:.0e} is allowed"
    )
    raise NotConvergedError(message)


def _mixed(
    seen: list[NDArray[np.float64]], steps: list[NDArray[np.float64]]
) -> NDArray[np.float64]:
    """Return the combination of the last rounds whose step is smallest."""
    if len(steps) == 1:
        return seen[-1]
    change = np.diff(np.column_stack(steps), axis=1)
    weight = np.linalg.lstsq(change, steps[-1], rcond=1e-8)[0]
    moved: NDArray[np.float64] = np.diff(np.column_stack(seen), axis=1) @ weight
    # Far islands are nearly apart: there a long leap leads nowhere.
    return seen[-1] - moved if np.abs(moved).max() < _LONGEST_LEAP else seen[-1]
