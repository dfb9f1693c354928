"""Before, after and difference per area, for every pair and threshold that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from accessibility.codes import AreaKind, Leerweg
from accessibility.counting import Division, areas_of, concealed
from accessibility.effects.base import whole_part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from accessibility.counting import Students
    from accessibility.effects.base import EffectBase
    from accessibility.effects.increment import Effect, PairChange

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
_MOST_KEPT: Final = 1_000
"""Areas times thresholds up to which the state before is kept."""

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
        codes, (area_of, _) = areas_of(base.students, per)
        n = len(area_of)
        ones = np.ones(n)
        table = csr_array((ones, (area_of, np.arange(n))), shape=(len(codes), n))
        base.remembered[key] = Grouping(codes, area_of, table)
    grouping: Grouping = base.remembered[key]
    return grouping


def access_changes(effect: Effect, *, per: AreaKind = AreaKind.NL) -> pd.DataFrame:
    """Return what changes in access: one row per area, pair and threshold.

    Students are counted after the scenario's forecasts; without a forecast both
    sides count the same students. Areas are left out in which nobody's options change
    and no forecast changes the students themselves.

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
    parts = [
        _leerweg_rows(effect, per, leerweg, changes)
        for leerweg in Leerweg
        if (changes := _changes_of(effect, leerweg))
    ]
    if not parts:
        return no_rows(CHANGE_COLUMNS)
    rows = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    order = np.lexsort((rows["pair"], rows["area"], rows["threshold"]))
    rows = {name: values[order] for name, values in rows.items()}
    rows["difference"] = rows["share_after"] - rows["share_before"]
    # One table at the end: a column put into a table at a time costs more than all
    # the sums together.
    columns = {**rows, **_texts(effect.base, per, rows)}
    table = pd.DataFrame({name: columns[name] for name in CHANGE_COLUMNS[:-1]})
    return concealed(table, threshold=effect.students.rounded_to)


def _texts(
    base: EffectBase, per: AreaKind, rows: Mapping[str, NDArray[np.float64]]
) -> dict[str, object]:
    """Return the columns of `CHANGE_COLUMNS` that are text."""
    codes = grouping_of(base, per).codes[rows["area"].astype(np.int64)]
    profielen, leerwegen = np.asarray(base.pairs)[rows["pair"].astype(np.int64)].T
    return {
        "mode": base.reach.mode.value,
        "unit": base.unit.value,
        "denominator": base.denominator.value,
        "area_kind": per.value,
        "area_code": codes,
        "area_name": codes,
        "profiel": profielen,
        "leerweg": leerwegen,
    }


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
) -> dict[str, NDArray[np.float64]]:
    """Return the columns of one leerweg, with `area` and `pair` by their numbers."""
    base, grouping = effect.base, grouping_of(effect.base, per)
    kinds = [(t, change) for t in range(len(base.within)) for change in changes]
    pair = [c if isinstance(c, int) else c.pair for _, c in kinds]
    parts = [part_after(effect, change, t) for t, change in kinds]
    reached, touched = np.stack([p[0] for p in parts]), np.stack([p[1] for p in parts])
    forecast = effect.students is not base.students
    count = base.count(leerweg)
    if forecast:
        count = effect.students.by_postcode(base.denominator, leerweg)
    somebody = np.asarray(touched.any(axis=1), dtype=np.float64)
    concerned = grouping.sums(somebody) > 0
    if forecast:
        other = np.any(count != base.count(leerweg), axis=0)
        concerned |= grouping.sums(other.astype(np.float64)[None, :]) > 0
    at, area = np.nonzero(concerned)
    before = _before(
        base, per, leerweg, [(t, k) for (t, _), k in zip(kinds, pair, strict=True)]
    )
    after = _side(base, effect.students, leerweg, (reached, count), grouping)
    columns = {}
    for name, figures in (("before", before), ("after", after)):
        for end, found in zip(ENDS, figures[:3], strict=True):
            columns[name + end] = found[at, area]
        for end, found in zip(ENDS, figures[3:], strict=True):
            columns[f"share_{name}{end}"] = found[at, area]
    for end, row in zip(ENDS, count, strict=True):
        columns["students" + end] = grouping.sums(row[None, :])[0, area]
        for group, part in zip(GROUPS, touched.transpose(1, 0, 2), strict=True):
            columns[group + end] = grouping.sums(np.multiply(part, row))[at, area]
    within = np.asarray([base.within[t] for t, _ in kinds])
    return {
        **columns,
        "threshold": within[at],
        "pair": np.asarray(pair)[at],
        "area": area,
    }


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


def _before(
    base: EffectBase, per: AreaKind, leerweg: Leerweg, kinds: list[tuple[int, int]]
) -> NDArray[np.float64]:
    """Return reached and share before, shape `(6, m, n_areas)`.

    No scenario changes them: where they are few they are computed once per base.
    """
    grouping, students = grouping_of(base, per), base.students
    count = base.count(leerweg)
    if len(grouping.codes) * len(base.within) > _MOST_KEPT:
        part = np.stack([base.reached_part[kind] for kind in kinds])
        return _side(base, students, leerweg, (part, count), grouping)
    key = ("before", per, leerweg)
    if key not in base.remembered:
        all_kinds = [
            (t, k)
            for t in range(len(base.within))
            for k, pair in enumerate(base.pairs)
            if pair[1] is leerweg
        ]
        part = np.stack([base.reached_part[kind] for kind in all_kinds])
        found = _side(base, students, leerweg, (part, count), grouping)
        base.remembered[key] = ({kind: i for i, kind in enumerate(all_kinds)}, found)
    row_of, sides = base.remembered[key]
    chosen: NDArray[np.float64] = sides[:, [row_of[kind] for kind in kinds]]
    return chosen


def _side(
    base: EffectBase,
    students: Students,
    leerweg: Leerweg,
    side: tuple[NDArray[np.float64], NDArray[np.float64]],
    grouping: Grouping,
) -> NDArray[np.float64]:
    """Return low, estimate and high of the reached, then of their share.

    Parameters
    ----------
    side
        Part reached, shape `(m, n_postcodes)`, and counts, shape `(3, n_postcodes)`.

    Returns
    -------
    numpy.ndarray
        Shape `(6, m, n_areas)`.
    """
    part, count = side
    reached = [grouping.sums(row * part) for row in count]
    share = _ratio(reached[1], grouping.sums(count[1][None, :]))
    if students.bounds is None:
        low, high = (_extreme(count, part, grouping, share, top) for top in (0, 1))
        return np.stack([*reached, low, share, high])
    found = [
        students.area_bounds(
            Division(row, grouping.area_of, len(grouping.codes)),
            base.denominator,
            leerweg,
        )
        for row in part
    ]
    # Neither rounding nor its last bit may put the estimate outside its ends.
    around_reached = _around(
        reached[1], np.stack([ends.reached for ends in found], axis=1)
    )
    around_share = _around(share, np.stack([ends.share for ends in found], axis=1))
    return np.stack([*around_reached, *around_share])


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
