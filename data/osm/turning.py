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
from data.osm.turns_over import Junction, arms_off, detours_of, first_pair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from data.access import RoadRules
    from data.osm.roads import Turn
    from data.osm.turns_over import Detour

    Ends = tuple[NDArray[np.int32], NDArray[np.int32]]
    Pairs = set[tuple[int, int]]


class Joints(NamedTuple):
    """Stretches, behind them copies and joints, between places of which some are new.

    Parameters
    ----------
    start, end
        Rows of the places that stretches, then copies, then joints, lie between, int32;
        joints lead from start to end only.
    key
        Keys of the places.
    exits
        Rows of places where roads arrive, and of those they are entered from, int32.
    copied
        Stretch that each copy is of, int64.
    is_along
        True if the copy is open from its start to its end, False the other way round.
    """

    start: NDArray[np.int32]
    end: NDArray[np.int32]
    key: NDArray[np.int64]
    exits: NDArray[np.int32]
    copied: NDArray[np.int64]
    is_along: NDArray[np.bool_]


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
    held = [(turn, sense) for turn in turns if (sense := restricts(turn.tags, rules))]
    work = _Taken(ends, key, ways)
    work.take_apart(held)
    return work.joints()


class _Taken:
    """Junctions taken apart, one by one.

    Parameters
    ----------
    ends, key, ways
        As of `turned`.
    """

    def __init__(
        self, ends: Ends, key: NDArray[np.int64], ways: NDArray[np.int64]
    ) -> None:
        self.ends, self.key, self.ways = ends, key, ways
        self.joined = np.concatenate(ends)
        self.more: list[int] = []
        self.between: list[tuple[int, int]] = []
        self.exits: list[tuple[int, int]] = []
        self.copies: list[tuple[int, int, int]] = []

    def take_apart(self, held: list[tuple[Turn, str]]) -> None:
        """Take all junctions apart that restrictions are about."""
        over = [one for one in held if one[0].over]
        detours = detours_of(over, self.ends, self.ways)
        by_via: dict[int, list[tuple[Turn, str]]] = defaultdict(list)
        starting: dict[int, list[Detour]] = defaultdict(list)
        for turn, sense in held:
            if not turn.over:
                by_via[turn.via].append((turn, sense))
        for detour in detours:
            starting[int(self.key[detour.places[0]])].append(detour)
        far = {int(self.key[place]) for one in detours for place in one.places[1:]}
        junctions: dict[int, Junction] = {}
        vias = [*by_via, *starting, *far]
        for via, touching in _touching(self.joined, self.key, vias).items():
            rows = [at % len(self.ends[0]) for at in touching.tolist()]
            arms = [int(self.ways[row]) for row in rows]
            forbidden = _forbidden(arms, by_via.get(via, []))
            first = [first_pair(one, rows, arms) for one in starting.get(via, [])]
            forbidden |= {pair for pair in first if pair[0] >= 0}
            if forbidden or via in far:
                junctions[via] = self._apart(via, touching, (rows, arms), forbidden)
        for detour in detours:
            self._copy(detour, junctions)

    def _apart(
        self,
        via: int,
        touching: NDArray[np.int64],
        of_arms: tuple[list[int], list[int]],
        forbidden: Pairs,
    ) -> Junction:
        count = len(touching)
        every = {(a, b) for a, b in product(range(count), repeat=2)}
        pairs = every - forbidden
        junction = Junction(*of_arms, self._places([via] * (2 * count)), pairs)
        arrive = junction.arrive
        self.joined[touching] = arrive + np.arange(count, dtype=np.int32)
        self.exits += [(arrive + k, junction.leave(k)) for k in range(count)]
        self.between += [(arrive + a, junction.leave(b)) for a, b in sorted(pairs)]
        return junction

    def _places(self, keys: list[int]) -> int:
        """Add places; return the row of the first."""
        first = len(self.key) + len(self.more)
        self.more += keys
        return first

    def _copy(self, detour: Detour, junctions: dict[int, Junction]) -> None:
        """Lay the ways between once more, for who comes from the first way."""
        keys = [int(self.key[place]) for place in detour.places]
        start = junctions.get(keys[0])
        if start is None:
            return
        come, _ = first_pair(detour, start.rows, start.arms)
        if come < 0:
            return
        first = self._places(keys)
        last = first + len(detour.rows)
        self.between.append((start.arrive + come, first))
        # That the first place is one to enter from makes the joint before it one.
        self.exits.append((last, first))
        for k, row in enumerate(detour.rows):
            is_along = int(self.ends[0][row]) == detour.places[k]
            self.copies.append((row, first + k, int(is_along)))
            here = junctions[keys[k + 1]]
            arms = arms_off(detour, k, here)
            self.between += [(first + k + 1, here.leave(arm)) for arm in arms]

    def joints(self) -> Joints:
        """Return the stretches, copies and joints."""
        starts, stops = np.split(self.joined, 2)
        copied, at, is_along = np.array(self.copies, np.int64).reshape(-1, 3).T
        tail = np.where(is_along, at, at + 1).astype(np.int32)
        head = np.where(is_along, at + 1, at).astype(np.int32)
        more_start, more_end = np.array(self.between, np.int32).reshape(-1, 2).T
        return Joints(
            np.concatenate([starts, tail, more_start]),
            np.concatenate([stops, head, more_end]),
            np.concatenate([self.key, np.array(self.more, np.int64)]),
            np.array(self.exits, np.int32).reshape(-1, 2),
            copied,
            is_along.astype(np.bool_),
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
