"""Junctions at which cars may not turn as they like.

A junction with a restriction is taken apart: every road ends at a place of its own and
is entered from another one, and joints of no length lead from the former to the latter
wherever turning is allowed. Turning round, which a car may do anywhere along a road, is
not restricted.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from data.access import restricts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from data.access import RoadRules
    from data.osm.roads import Turn

    Ends = tuple[NDArray[np.int32], NDArray[np.int32]]
    Pairs = set[tuple[int, int]]


class Joints(NamedTuple):
    """Stretches with joints behind them, between places of which some are new.

    Parameters
    ----------
    start, end
        Rows of the places that stretches, then joints, lie between, int32; joints
        lead from start to end only.
    key
        Keys of the places.
    exits
        Rows of places where roads arrive, and of those they are entered from, int32.
    """

    start: NDArray[np.int32]
    end: NDArray[np.int32]
    key: NDArray[np.int64]
    exits: NDArray[np.int32]


def turned(
    ends: Ends,
    key: NDArray[np.int64],
    ways: NDArray[np.int64],
    turns: Sequence[Turn],
    rules: RoadRules,
) -> Joints:
    """Take the junctions apart at which some turn is forbidden.

    Parameters
    ----------
    ends
        Rows of the places at which each stretch starts and ends.
    key
        Key of each place.
    ways
        Identifier of the way that each stretch is of.
    turns
        The restrictions.
    rules
        The moment at which they are judged.
    """
    by_via: dict[int, list[tuple[Turn, str]]] = defaultdict(list)
    for turn in turns:
        sense = restricts(turn.tags, rules)
        if sense is not None:
            by_via[turn.via].append((turn, sense))
    joined = np.concatenate(ends)
    places = len(key)
    more: list[int] = []
    joints: list[tuple[int, int]] = []
    exits: list[tuple[int, int]] = []
    for via, touching in _touching(joined, key, [*by_via]).items():
        count = len(touching)
        arms = [int(ways[at % len(ends[0])]) for at in touching]
        forbidden = _forbidden(arms, by_via[via])
        if not forbidden:
            continue
        arrive = places + len(more)
        leave = arrive + count
        more += [via] * (2 * count)
        joined[touching] = arrive + np.arange(count, dtype=np.int32)
        exits += [(arrive + k, leave + k) for k in range(count)]
        pairs = set(product(range(count), repeat=2)) - forbidden
        joints += [(arrive + a, leave + b) for a, b in sorted(pairs)]
    starts, stops = np.split(joined, 2)
    more_start, more_end = np.array(joints, np.int32).reshape(-1, 2).T
    return Joints(
        np.concatenate([starts, more_start]),
        np.concatenate([stops, more_end]),
        np.concatenate([key, np.array(more, np.int64)]),
        np.array(exits, np.int32).reshape(-1, 2),
    )


def _touching(
    joined: NDArray[np.int32], key: NDArray[np.int64], vias: list[int]
) -> dict[int, NDArray[np.int64]]:
    """Return which ends of stretches touch each place: starts first, then ends."""
    if not vias:
        return {}
    rows = np.flatnonzero(np.isin(key, np.array(vias, np.int64)))
    at = np.flatnonzero(np.isin(joined, rows))
    place = joined[at]
    return {
        int(key[row]): at[place == row] for row in rows.tolist() if (place == row).any()
    }


def _forbidden(arms: list[int], turns: list[tuple[Turn, str]]) -> Pairs:
    """Return the pairs of arms, from and to, that may not follow each other."""
    out: Pairs = set()
    for turn, sense in turns:
        come = [k for k, way in enumerate(arms) if way == turn.from_way]
        leave = [k for k, way in enumerate(arms) if way == turn.to_way]
        # A way that goes on beyond the place does not say which part is meant.
        if len(come) != 1 or len(leave) != 1 or come == leave:
            continue
        (a,), (b,) = come, leave
        if sense == "no":
            out.add((a, b))
        else:
            out |= {(a, k) for k in range(len(arms)) if k not in (a, b)}
    return out
