"""Before, after and difference per area, for every pair and threshold that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from accessibility.bounds import Division
from accessibility.codes import AreaKind, Leerweg
from accessibility.disclosure import concealed
from accessibility.effects.base import whole_part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from accessibility.effects.base import EffectBase
    from accessibility.effects.increment import Effect, PairChange
    from accessibility.students import Students

GROUPS: Final = ("gained_first", "gained_second", "lost_only", "lost_other")
"""Who is affected: those who get a first option, those who already had one and get
another; those who lose their only option, those who lose one and keep another."""

ENDS: Final = ("_low", "", "_high")

CHANGE_COLUMNS: Final = (
    "mode",
    "threshold",
    "unit",
    "denominator",
    "area_kind",
    "area_code",
    "area_name",
    "profiel",
    "leerweg",
    *(f"students{end}" for end in ENDS),
    *(f"before{end}" for end in ENDS),
    *(f"after{end}" for end in ENDS),
    *(f"share_before{end}" for end in ENDS),
    *(f"share_after{end}" for end in ENDS),
    "difference",
    *(f"{group}{end}" for group in GROUPS for end in ENDS),
    "suppressed",
)
"""Columns of a table of changes; `before` and `after` are students reached, and
`difference` is share after less share before."""

_SAME: Final = 1e-12


_TEXT: Final = frozenset(
    {"mode", "unit", "denominator", "area_kind", "area_code", "area_name"}
    | {"profiel", "leerweg"}
)


def no_rows(columns: Iterable[str]) -> pd.DataFrame:
    """Return a table without rows whose columns have the kinds of a filled one."""
    return pd.DataFrame(
        {name: pd.Series(dtype="str" if name in _TEXT else "float") for name in columns}
    )


class Grouping(NamedTuple):
    """The areas of a division and the one each postcode lies in."""

    codes: NDArray[np.str_]
    area_of: NDArray[np.int64]
    indicator: csr_array

    def sums(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum values per postcode, shape `(m, n)`, to `(m, n_areas)`."""
        return np.asarray((self.indicator @ values.T).T)


def grouping_of(base: EffectBase, per: AreaKind) -> Grouping:
    """Return the areas of a division, computed once per base."""
    key = ("areas", per)
    if key not in base.remembered:
        codes, area_of = np.unique(base.students.area_codes(per), return_inverse=True)
        n = len(area_of)
        ones = np.ones(n)
        table = csr_array((ones, (area_of, np.arange(n))), shape=(len(codes), n))
        base.remembered[key] = Grouping(codes, area_of, table)
    grouping: Grouping = base.remembered[key]
    return grouping


def access_changes(effect: Effect, *, per: AreaKind = AreaKind.NL) -> pd.DataFrame:
    """Return what changes in access: one row per area, pair and threshold.

    Students are counted after the scenario's forecasts; without a forecast both
    sides count the same students. Areas in which nobody's options change are left
    out, unless a forecast changes the students themselves.

    Parameters
    ----------
    effect
        From `effect_of` or `effect_between`.
    per
        Division of the country.

    Returns
    -------
    pandas.DataFrame
        Columns `CHANGE_COLUMNS`; counts as intervals, shares from 0 to 1.

    References
    ----------
    .. [1] WVO 2020 art 4.19(2): data on offer and use, on which a plan rests.
    """
    frames = [
        _leerweg_rows(effect, per, leerweg, changes)
        for leerweg in Leerweg
        if (changes := _changes_of(effect, leerweg))
    ]
    if not frames:
        return no_rows(CHANGE_COLUMNS)
    table = pd.concat(frames, ignore_index=True).assign(
        mode=effect.base.reach.mode.value,
        unit=effect.base.unit.value,
        denominator=effect.base.denominator.value,
        area_kind=per.value,
    )
    table["area_name"] = table.area_code
    table["difference"] = table.share_after - table.share_before
    order = np.lexsort((table.pair_row, table.area_code, table.threshold))
    table = table.iloc[order].reset_index(drop=True)
    figures = [
        c for c in CHANGE_COLUMNS if c not in {*_TEXT, "threshold", "suppressed"}
    ]
    smallest = effect.students.rounded_to
    safe = concealed(table, threshold=smallest, figures=figures)
    return safe[list(CHANGE_COLUMNS)]


def _changes_of(effect: Effect, leerweg: Leerweg) -> list[PairChange | int]:
    """Return the changes of a leerweg; a forecast makes every pair one."""
    base = effect.base
    changed = {change.pair: change for change in effect.changes}
    everywhere = effect.students is not base.students
    return [
        changed.get(k, k)
        for k, pair in enumerate(base.pairs)
        if pair[1] is leerweg and (everywhere or k in changed)
    ]


def _leerweg_rows(
    effect: Effect, per: AreaKind, leerweg: Leerweg, changes: list[PairChange | int]
) -> pd.DataFrame:
    base, grouping = effect.base, grouping_of(effect.base, per)
    kinds = [(t, change) for t in range(len(base.within)) for change in changes]
    pair_row = [c if isinstance(c, int) else c.pair for _, c in kinds]
    before = np.stack(
        [base.reached_part[t, k] for (t, _), k in zip(kinds, pair_row, strict=True)]
    )
    parts = [part_after(effect, change, t) for t, change in kinds]
    after, touched = np.stack([p[0] for p in parts]), np.stack([p[1] for p in parts])
    before_count = base.count(leerweg)
    forecast = effect.students is not base.students
    after_count = (
        effect.students.by_postcode(base.denominator, leerweg)
        if forecast
        else before_count
    )
    columns = _both_sides(
        effect, leerweg, grouping, (before, after), (before_count, after_count)
    )
    for group, part in zip(GROUPS, touched.transpose(1, 0, 2), strict=True):
        for end, row in zip(ENDS, after_count, strict=True):
            columns[group + end] = grouping.sums(np.multiply(part, row))
    somebody = np.asarray(touched.any(axis=1), dtype=np.float64)
    concerned = grouping.sums(somebody) > 0
    concerned |= forecast
    at, area = np.nonzero(concerned)
    frame = pd.DataFrame({name: found[at, area] for name, found in columns.items()})
    return frame.assign(
        pair_row=np.asarray(pair_row)[at],
        threshold=np.asarray([base.within[t] for t, _ in kinds])[at],
        profiel=np.asarray([base.pairs[k][0] for k in pair_row])[at],
        leerweg=leerweg.value,
        area_code=grouping.codes[area],
    )


def part_after(
    effect: Effect, change: PairChange | int, t: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the part of each postcode reached after, and in each of `GROUPS`.

    Parameters
    ----------
    effect
        The effect.
    change
        A change, or the row of a pair that does not change.
    t
        Number of the threshold.

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
    shifted = np.flatnonzero(groups[0] + groups[2])
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


def _both_sides(
    effect: Effect,
    leerweg: Leerweg,
    grouping: Grouping,
    parts: tuple[NDArray[np.float64], NDArray[np.float64]],
    counts: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> dict[str, NDArray[np.float64]]:
    """Return students, reached and shares of both sides, each `(m, n_areas)`."""
    columns = {}
    sides = ("before", "after")
    people = (effect.base.students, effect.students)
    for side, part, count, students in zip(sides, parts, counts, people, strict=True):
        reached, share = _reached_and_share(
            effect.base, students, leerweg, (part, count), grouping
        )
        for end, found, fraction in zip(ENDS, reached, share, strict=True):
            columns[side + end] = found
            columns[f"share_{side}{end}"] = fraction
    for end, row in zip(ENDS, counts[1], strict=True):
        total = grouping.sums(row[None, :])
        columns["students" + end] = np.repeat(total, len(parts[0]), axis=0)
    return columns


def _reached_and_share(
    base: EffectBase,
    students: Students,
    leerweg: Leerweg,
    side: tuple[NDArray[np.float64], NDArray[np.float64]],
    grouping: Grouping,
) -> tuple[list[NDArray[np.float64]], list[NDArray[np.float64]]]:
    """Return low, estimate and high of the reached and of their share."""
    part, count = side
    reached = [grouping.sums(row * part) for row in count]
    share = _ratio(reached[1], grouping.sums(count[1][None, :]))
    if students.bounds is None:
        low, high = (_extreme(count, part, grouping, share, top) for top in (0, 1))
        return reached, [low, share, high]
    found = [
        students.area_bounds(
            Division(row, grouping.area_of, len(grouping.codes)),
            base.denominator,
            leerweg,
        )
        for row in part
    ]
    # Neither rounding nor its last bit may put the estimate outside its ends.
    return (
        _around(reached[1], np.stack([ends.reached for ends in found], axis=1)),
        _around(share, np.stack([ends.share for ends in found], axis=1)),
    )


def _around(
    middle: NDArray[np.float64], ends: NDArray[np.float64]
) -> list[NDArray[np.float64]]:
    return [np.fmin(ends[0], middle), middle, np.fmax(ends[1], middle)]


def _extreme(
    count: NDArray[np.float64],
    part: NDArray[np.float64],
    grouping: Grouping,
    share: NDArray[np.float64],
    top: int,
) -> NDArray[np.float64]:
    """Return the least or largest share over all admissible counts, `(m, n_areas)`.

    Dinkelbach's iteration: postcodes above the present share take one end of their
    count, those below the other, until the share no longer moves.
    """
    low, _, high = count
    if np.array_equal(low, high):
        return share
    while True:
        above = part > np.nan_to_num(share)[:, grouping.area_of]
        filling = np.where(above == bool(top), high, low)
        better = _ratio(grouping.sums(filling * part), grouping.sums(filling))
        better = np.where(np.isnan(better), share, better)
        if not (np.abs(better - share) > _SAME).any():
            return better
        share = better


def _ratio(
    part: NDArray[np.float64], whole: NDArray[np.float64]
) -> NDArray[np.float64]:
    share: NDArray[np.float64] = np.full(
        np.broadcast_shapes(part.shape, whole.shape), np.nan
    )
    np.divide(part, whole, out=share, where=whole > 0)
    return share
