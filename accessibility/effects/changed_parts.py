"""Which part of each postcode a scenario brings within reach or takes out of it.

Guaranteed ends follow from the land: how far the nearest offer is before and after, and
how far whatever comes or goes, from anywhere in a postcode. Before, after, gained, lost
and what remains of both are told by the same homes: no end is taken from another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from accessibility.counting import Part, whole_part
from accessibility.measures import part_between

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.counting import Students
    from accessibility.effects.base import EffectBase
    from accessibility.effects.increment import Effect, PairChange
    from accessibility.position import SpanChange

GROUPS: Final = ("gained_first", "gained_second", "lost_only", "lost_other")
"""Who is affected: those who get a first option, those who already had one and get
another; those who lose their only option, those who lose one and keep another."""

_FIRST: Final = GROUPS.index("gained_first")
_ONLY: Final = GROUPS.index("lost_only")


class ChangedPart(NamedTuple):
    """Parts of each postcode for one pair and threshold.

    Parameters
    ----------
    before, after
        Reached.
    groups
        In each of `GROUPS`.
    net
        1 where a first option is gained, 0 where the only one is lost, else a half.
    """

    before: Part
    after: Part
    groups: tuple[Part, ...]
    net: Part


class Possible(NamedTuple):
    """What holds for the whole of each postcode, and what for some place of it."""

    surely: NDArray[np.bool_]
    possibly: NDArray[np.bool_]


def changed_part(effect: Effect, change: PairChange | int, t: int) -> ChangedPart:
    """Return the parts of a change, or of a pair (by its row) that does not change.

    Parameters
    ----------
    effect
        The effect.
    change
        A change, or the row of a pair that does not change.
    t
        Number of the threshold.
    """
    base = effect.base
    k = change if isinstance(change, int) else change.pair
    before = base.part(t, k)
    reached, groups = part_after(effect, change, t)
    if isinstance(change, int):
        half = np.full(base.students.n_postcodes, 0.5)
        none = tuple(Part.known(group) for group in groups)
        return ChangedPart(before, before, none, Part.known(half))
    if effect.spans is None:
        return _at_points(before, reached, groups)
    span = effect.spans(base.pairs[k])
    model, whose = (reached, groups), base.students
    if effect.model is not None:
        whose = effect.model.base.students
        model = part_after(effect.model, _same_pair(effect.model, k), t)
    unknown = beyond_roads(base, t, k)
    within = base.most(base.within[t])
    return ChangedPart(
        before,
        _after(span, within, (reached, model[0]), unknown, whose),
        *_groups(span, within, (groups, model[1]), unknown, whose),
    )


def _same_pair(effect: Effect, k: int) -> PairChange | int:
    return next((change for change in effect.changes if change.pair == k), k)


def _at_points(
    before: Part, reached: NDArray[np.float64], groups: NDArray[np.float64]
) -> ChangedPart:
    """Return parts of students who live at their points, some beyond the roads."""
    still = np.zeros_like(reached)
    most = np.maximum(reached, np.where(before.high > before.low, before.high, 0.0))
    after = Part(reached, reached, most, reached, still)
    net = Part.known((1.0 + groups[_FIRST] - groups[_ONLY]) / 2.0)
    return ChangedPart(before, after, tuple(Part.known(g) for g in groups), net)


def beyond_roads(base: EffectBase, t: int, k: int) -> Possible:
    """Return where no road is known, and where one may bring an offer within reach."""
    nearest, students = base.nearest, base.students
    outside = students.reached_fraction(nearest.outside) > 0
    possible = nearest.possible(base.within[t])[k] & ~nearest.reached(base.within[t])[k]
    return Possible(outside, students.reached_fraction(possible) > 0)


def _after(
    span: SpanChange,
    within: int,
    middle: tuple[NDArray[np.float64], NDArray[np.float64]],
    unknown: Possible,
    whose: Students,
) -> Part:
    low = span.after.surely(within) & ~unknown.surely
    high = span.after.possibly(within) | unknown.possibly
    return part_between(low.astype(float), high.astype(float), *middle, whose)


def _groups(
    span: SpanChange,
    within: int,
    middle: tuple[NDArray[np.float64], NDArray[np.float64]],
    unknown: Possible,
    whose: Students,
) -> tuple[tuple[Part, ...], Part]:
    """Return the parts of `GROUPS`, and the net of gained and lost."""
    low, high = _group_ends(span, within)
    low &= ~(unknown.surely | unknown.possibly)
    high |= span.touched & (unknown.surely | unknown.possibly)
    estimate, model = middle
    groups = tuple(
        part_between(low[g].astype(float), high[g].astype(float), *both, whose)
        for g, both in enumerate(zip(estimate, model, strict=True))
    )
    return groups, _net(groups[_FIRST], groups[_ONLY], whose)


def _group_ends(
    span: SpanChange, within: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which postcodes belong wholly, and which in part, to each of `GROUPS`."""
    was, now = (
        Possible(one.surely(within), one.possibly(within))
        for one in (span.before, span.after)
    )
    # Where roads change nothing tells whether a way comes or goes.
    some = Possible(np.zeros_like(span.touched), span.touched)
    come, gone = (
        some if one is None else Possible(one.surely(within), one.possibly(within))
        for one in (span.come, span.gone)
    )
    low = [
        ~was.possibly & now.surely,
        was.surely & come.surely & ~gone.possibly,
        was.surely & ~now.possibly,
        now.surely & gone.surely & ~come.possibly,
    ]
    high = [
        ~was.surely & now.possibly & come.possibly,
        was.possibly & come.possibly,
        was.possibly & ~now.surely & gone.possibly,
        now.possibly & gone.possibly,
    ]
    return np.stack(low), np.stack(high)


def _net(gained: Part, lost: Part, whose: Students) -> Part:
    """Return the net of two parts that exclude each other, from 0 to 1."""
    homes = 1.0 if whose.homes is None else whose.homes
    together = 2.0 * gained.model * lost.model / homes
    # Gained for certain, or lost so: neither end leaves room for the other.
    return Part(
        (1.0 + gained.low - lost.high) / 2.0,
        (1.0 + gained.estimate - lost.estimate) / 2.0,
        (1.0 + gained.high - lost.low) / 2.0,
        (1.0 + gained.model - lost.model) / 2.0,
        (gained.variance + lost.variance + together) / 4.0,
    )


def part_after(
    effect: Effect, change: PairChange | int, t: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the part of each postcode reached after, and in each of `GROUPS`.

    By the points of the students: estimates. Parameters are those of `changed_part`.

    Returns
    -------
    tuple
        Shapes `(n_postcodes,)` and `(len(GROUPS), n_postcodes)`.
    """
    base = effect.base
    if isinstance(change, int):
        nothing = np.zeros((len(GROUPS), base.students.n_postcodes))
        return base.reached_part[t, change], nothing
    before, after = change.options_before[t], change.options_after[t]
    masks = (
        (before == 0) & (after > 0),
        (before > 0) & (after > before),
        (before > 0) & (after == 0),
        (after > 0) & (after < before),
    )
    groups = np.stack([_part_of(base, change.points, mask) for mask in masks])
    reached = base.reached_part[t, change.pair].copy()
    shifted = np.flatnonzero(groups[_FIRST] + groups[_ONLY])
    reached[shifted] = _reached_again(base, change, t, shifted)
    return reached, groups


def _part_of(
    base: EffectBase, points: NDArray[np.int64], mask: NDArray[np.bool_]
) -> NDArray[np.float64]:
    chosen = points[mask]
    students = base.students
    part = np.bincount(
        students.point_pc4[chosen],
        students.point_weight[chosen],
        minlength=students.n_postcodes,
    )
    return whole_part(part.astype(np.float64))


def _reached_again(
    base: EffectBase, change: PairChange, t: int, postcodes: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Sum the reached part of some postcodes anew, over all their points in order."""
    students = base.students
    inside = np.isin(students.point_pc4, postcodes)
    reached = base.options[t, change.pair] > 0
    reached[change.points] = change.options_after[t] > 0
    weight = np.where(reached, students.point_weight, 0.0)[inside]
    part = np.bincount(
        students.point_pc4[inside], weight, minlength=students.n_postcodes
    )
    return whole_part(part[postcodes].astype(np.float64))
