"""Turn restrictions over ways: what is driven on by who comes from the first of them.

Who comes from the first way drives the ways between on copies of their own, which only
those enter. At the far end a copy leads on wherever the restriction lets it; who came
onto the ways from elsewhere drives the originals, and turns as anybody may.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from data.osm.roads import Turn

    Ends = tuple[NDArray[np.int32], NDArray[np.int32]]


class Detour(NamedTuple):
    """The ways between, from the way one comes from to that which one turns to.

    Parameters
    ----------
    turn, sense
        The restriction, and whether it is `no` or `only`.
    rows
        Stretches in the order in which they are driven.
    places
        Rows of the places between which they lie, one more.
    """

    turn: Turn
    sense: str
    rows: list[int]
    places: list[int]


class Junction(NamedTuple):
    """A junction that was taken apart.

    Parameters
    ----------
    rows
        Stretch of each arm.
    arms
        Way of each arm.
    arrive
        Place at which the first arm ends; those of the others follow, and then, in the
        same order, those from which the arms are entered.
    pairs
        Arms, from and to, that may follow one another.
    """

    rows: list[int]
    arms: list[int]
    arrive: int
    pairs: set[tuple[int, int]]

    def leave(self, arm: int) -> int:
        """Return the place from which an arm is entered."""
        return self.arrive + len(self.arms) + arm

    def after(self, row: int) -> list[int]:
        """Return the arms that may follow that of a stretch."""
        own = self.rows.index(row)
        return [arm for come, arm in sorted(self.pairs) if come == own]


def detours_of(
    turns: Sequence[tuple[Turn, str]], ends: Ends, ways: NDArray[np.int64]
) -> list[Detour]:
    """Return what restrictions over ways lead over, of those that can be followed.

    Parameters
    ----------
    turns
        Restrictions over ways, each with its sense.
    ends
        Rows of the places at which each stretch starts and ends.
    ways
        Identifier of the way that each stretch is of.
    """
    named = {way for turn, _ in turns for way in (turn.from_way, turn.to_way)}
    named |= {way for turn, _ in turns for way in turn.over}
    rows_of: dict[int, list[int]] = defaultdict(list)
    for row in np.flatnonzero(np.isin(ways, list(named))).tolist():
        rows_of[int(ways[row])].append(row)
    found = (_detour(turn, sense, ends, rows_of) for turn, sense in turns)
    return [one for one in found if one is not None]


def _detour(
    turn: Turn, sense: str, ends: Ends, rows_of: dict[int, list[int]]
) -> Detour | None:
    at: dict[int, list[int]] = defaultdict(list)
    between = [row for way in turn.over for row in rows_of[way]]
    for row in between:
        for end in ends:
            at[int(end[row])].append(row)
    outer = [place for place, rows in at.items() if len(rows) == 1]
    come, leave = (
        {int(end[row]) for row in rows_of[way] for end in ends}
        for way in (turn.from_way, turn.to_way)
    )
    both = [(a, b) for a in outer for b in outer if a != b and a in come and b in leave]
    if len(outer) != 2 or len(both) != 1:  # noqa: PLR2004 - a row of ways has two ends
        return None
    place = both[0][0]
    rows, places = [], [place]
    left = set(between)
    while onwards := [row for row in at[place] if row in left]:
        row = onwards[0]
        left.remove(row)
        place = int(ends[0][row]) + int(ends[1][row]) - place
        rows.append(row)
        places.append(place)
    return Detour(turn, sense, rows, places) if not left else None


def first_pair(detour: Detour, rows: list[int], arms: list[int]) -> tuple[int, int]:
    """Return the arms from and into which a detour leads, -1 if that is unclear."""
    come = [k for k, way in enumerate(arms) if way == detour.turn.from_way]
    into = rows.index(detour.rows[0])
    return (come[0] if len(come) == 1 and come[0] != into else -1), into


def arms_off(detour: Detour, k: int, junction: Junction) -> list[int]:
    """Return the arms onto which one may leave a detour after its k-th stretch.

    That is no way back onto the ways themselves: on those the turn is open.
    """
    onwards = [
        arm
        for arm in junction.after(detour.rows[k])
        if junction.rows[arm] not in detour.rows
    ]
    goal = [arm for arm in onwards if junction.arms[arm] == detour.turn.to_way]
    if k < len(detour.rows) - 1 or len(goal) != 1:
        return onwards
    return [arm for arm in onwards if (arm in goal) == (detour.sense == "only")]
