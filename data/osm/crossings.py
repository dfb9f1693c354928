"""Which straight ways across a square are worth drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.roads import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

WORTH: Final = 1.01
"""A way across is drawn if the way there is by so much longer without it."""


@compiled
def ways_around(
    n: int,
    row: NDArray[np.int64],
    along: NDArray[np.float64],
    line: NDArray[np.int64],
    whole: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the way from each entrance to each along the lines that are drawn.

    Parameters
    ----------
    n
        Number of entrances.
    row, along, line
        For each time that a line passes an entrance: which, how far along, which line.
    whole
        Length of each line that is a ring, infinite for others.
    """
    away = np.full((n, n), np.inf)
    for i in range(len(row)):
        away[row[i], row[i]] = 0.0
        for j in range(i):
            if line[i] == line[j]:
                way = abs(along[i] - along[j])
                way = min(way, whole[line[i]] - way)
                if way < away[row[i], row[j]]:
                    away[row[i], row[j]] = away[row[j], row[i]] = way
    for k in range(n):
        for a in range(n):
            for b in range(n):
                away[a, b] = min(away[a, b], away[a, k] + away[k, b])
    return away


@compiled
def worth_it(
    pairs: NDArray[np.int64], away: NDArray[np.float64], around: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Mark the pairs, the nearest first, that shorten the way between them.

    Parameters
    ----------
    pairs, away
        Entrances that see each other, and how far they are apart.
    around
        Ways that are there; shortened by each pair that is kept.
    """
    out = np.zeros(len(pairs), np.bool_)
    for i in range(len(pairs)):
        a, b = pairs[i]
        if around[a, b] <= WORTH * away[i]:
            continue
        out[i] = True
        for c in range(len(around)):
            for d in range(len(around)):
                there = around[c, a] + away[i] + around[b, d]
                back = around[c, b] + away[i] + around[a, d]
                around[c, d] = min(around[c, d], min(there, back))  # noqa: PLW3301 - compiled
    return out
