"""Which straight ways across a square are worth drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from accessibility.roads import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PER_DEGREE: Final = 1e7
WORTH: Final = 1.01
"""A way across is drawn if the way there is by so much longer without it."""


class Lines(NamedTuple):
    """Ways as compiled functions read them: rows of nodes, and the nodes' places."""

    ptr: NDArray[np.int64]
    node: NDArray[np.int32]
    lon: NDArray[np.int32]
    lat: NDArray[np.int32]


@compiled
def _is_met(
    node: int,
    own: NDArray[np.int64],
    through: tuple[NDArray[np.int32], NDArray[np.int32]],
) -> bool:
    """Tell whether a road passes a node that is none of some ways."""
    nodes, ways = through
    at = np.searchsorted(nodes, node)
    while at < len(nodes) and nodes[at] == node:
        is_own = False
        for row in own:
            is_own |= row == ways[at]
        if not is_own:
            return True
        at += 1
    return False


@compiled
def entrances_of(
    ptr: NDArray[np.int64],
    row: NDArray[np.int64],
    lines: Lines,
    through: tuple[NDArray[np.int32], NDArray[np.int32]],
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return where the entrances of each square begin, and their nodes, rising.

    Parameters
    ----------
    ptr, row
        Where the ways of each square begin, and these ways.
    lines
        All ways.
    through
        Nodes, rising, each with every road that passes it.
    """
    first = np.zeros(len(ptr), np.int64)
    most = 0
    for way in row:
        most += lines.ptr[way + 1] - lines.ptr[way]
    out, count = np.empty(most, np.int32), 0
    for k in range(len(ptr) - 1):
        own, begin = row[ptr[k] : ptr[k + 1]], count
        for way in own:
            for node in lines.node[lines.ptr[way] : lines.ptr[way + 1]]:
                if _is_met(node, own, through):
                    out[count] = node
                    count += 1
        some = np.sort(out[begin:count])
        count = begin
        for node in some:
            if count == begin or out[count - 1] != node:
                out[count] = node
                count += 1
        first[k + 1] = count
    return first, out[:count].copy()


@compiled
def _away(lines: Lines, a: int, b: int) -> float:
    """Return how far one node is from another, in units of latitude."""
    narrow = np.cos(np.radians(lines.lat[a] / _PER_DEGREE))
    east = (np.float64(lines.lon[b]) - lines.lon[a]) * narrow
    return float(np.hypot(east, np.float64(lines.lat[b]) - lines.lat[a]))


@compiled
def _passed(
    entrances: NDArray[np.int32], own: NDArray[np.int64], lines: Lines
) -> tuple[
    NDArray[np.int64], NDArray[np.float64], NDArray[np.int64], NDArray[np.float64]
]:
    """Return which entrance each line passes how far along, and how long rings are."""
    most = 0
    for way in own:
        most += lines.ptr[way + 1] - lines.ptr[way]
    row, line = np.empty(most, np.int64), np.empty(most, np.int64)
    along, whole = np.empty(most), np.full(len(own), np.inf)
    count = 0
    for number, way in enumerate(own):
        nodes = lines.node[lines.ptr[way] : lines.ptr[way + 1]]
        so_far = 0.0
        for k in range(len(nodes)):
            if k > 0:
                so_far += _away(lines, nodes[k - 1], nodes[k])
            at = np.searchsorted(entrances, nodes[k])
            if at < len(entrances) and entrances[at] == nodes[k]:
                row[count], along[count], line[count] = at, so_far, number
                count += 1
        if len(nodes) > 0 and nodes[0] == nodes[-1]:
            whole[number] = so_far
    return row[:count], along[:count], line[:count], whole


@compiled
def _ways_around(
    n: int,
    passed: tuple[
        NDArray[np.int64], NDArray[np.float64], NDArray[np.int64], NDArray[np.float64]
    ],
) -> NDArray[np.float64]:
    """Return the way from each entrance to each along the lines that are drawn.

    Parameters
    ----------
    n
        Number of entrances.
    passed
        For each time that a line passes an entrance: which, how far along, which line;
        and the length of each line that is a ring, infinite for others.
    """
    row, along, line, whole = passed
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
def shorter_across(
    entrances: NDArray[np.int32], own: NDArray[np.int64], lines: Lines
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Return the pairs of entrances that a straight line would bring nearer.

    Parameters
    ----------
    entrances
        Nodes, rising.
    own
        The ways of the square.
    lines
        All ways.

    Returns
    -------
    tuple
        Pairs of entrances, how far they are apart, and the way from each entrance to
        each along the lines that are drawn.
    """
    n = len(entrances)
    around = _ways_around(n, _passed(entrances, own, lines))
    pairs, away = np.empty((n * (n - 1) // 2, 2), np.int64), np.empty(n * (n - 1) // 2)
    count = 0
    for a in range(n):
        for b in range(a + 1, n):
            straight = _away(lines, entrances[a], entrances[b])
            if around[a, b] > WORTH * straight:
                pairs[count, 0], pairs[count, 1] = a, b
                away[count] = straight
                count += 1
    return pairs[:count], away[:count], around


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
