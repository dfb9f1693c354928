"""Before, after and difference per area, for every pair and threshold that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from accessibility.codes import AreaKind, Leerweg
from accessibility.counting import (
    GRADE_ENDS,
    Areas,
    Division,
    Whom,
    areas_of,
    concealed,
    five,
    graded,
)
from accessibility.effects.changed_grades import difference_of, net_of, people_in
from accessibility.effects.changed_parts import GROUPS, changed_part
from accessibility.measures import is_close, known_grades, unsure_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from accessibility.counting import Grades, Part, Students
    from accessibility.effects.base import EffectBase
    from accessibility.effects.changed_parts import ChangedPart
    from accessibility.effects.increment import Effect, PairChange

ENDS: Final = ("_low", "", "_high")
LIKELY: Final = ("_likely_low", "_likely_high")

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
    *(
        f"{name}{end}"
        for name in ("before", "after", "share_before", "share_after", *GROUPS)
        for end in LIKELY
    ),
    *(f"difference{end}" for end in GRADE_ENDS if end),
    "outside",
)
"""Columns of a table of changes; `before` and `after` are students reached,
`difference` is share after less share before, and `outside` those of whom no roads are
known after: they are neither reached nor too far. All ends of a figure are computed
together: never one end less another."""

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

    @property
    def areas(self) -> Areas:
        """The area of each postcode, and how many there are."""
        return Areas(self.area_of, len(self.codes))

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
        _kind_rows(effect, per, leerweg, change, t)
        for leerweg in Leerweg
        for change in _changes_of(effect, leerweg)
        for t in range(len(effect.base.within))
    ]
    if not parts:
        return no_rows(CHANGE_COLUMNS)
    rows = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    order = np.lexsort((rows["pair"], rows["area"], rows["threshold"]))
    rows = {name: values[order] for name, values in rows.items()}
    # One table at the end: a column put into a table at a time costs more than all
    # the sums together.
    columns = {**rows, **_texts(effect.base, per, rows)}
    told = [name for name in CHANGE_COLUMNS if name != "suppressed"]
    table = pd.DataFrame({name: columns[name] for name in told})
    safe = concealed(table, threshold=effect.students.rounded_to)
    return safe[list(CHANGE_COLUMNS)]


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


def _kind_rows(
    effect: Effect, per: AreaKind, leerweg: Leerweg, change: PairChange | int, t: int
) -> dict[str, NDArray[np.float64]]:
    """Return the columns of one pair and threshold, where anything may change.

    `area` and `pair` are told by their numbers.
    """
    base, grouping = effect.base, grouping_of(effect.base, per)
    k = change if isinstance(change, int) else change.pair
    part = changed_part(effect, change, t)
    before = _before(base, per, leerweg, t, k)
    after = _side(base, effect.students, (part.after, t), leerweg, grouping)
    columns = {f"students{end}": n for end, n in zip(ENDS, after.students, strict=True)}
    columns["outside"] = after.outside
    whom = Whom(base.denominator, leerweg)
    figures = {
        "before": before.reached,
        "after": after.reached,
        "share_before": before.share,
        "share_after": after.share,
        "difference": _difference(effect, part.net, (before, after), whom, grouping),
    }
    for name, group in zip(GROUPS, part.groups, strict=True):
        figures[name] = people_in(effect.students, group, grouping.areas, whom)
    for name, grades in figures.items():
        columns |= {
            f"{name}{end}": x for end, x in zip(GRADE_ENDS, grades, strict=True)
        }
    rows = np.flatnonzero(_concerned(effect, part, leerweg, grouping))
    return {
        **{name: values[rows] for name, values in columns.items()},
        "threshold": np.full(len(rows), base.within[t]),
        "pair": np.full(len(rows), k),
        "area": rows,
    }


def _concerned(
    effect: Effect, part: ChangedPart, leerweg: Leerweg, grouping: Grouping
) -> NDArray[np.bool_]:
    """Tell in which areas somebody's options may change, or their number does."""
    base = effect.base
    placed = base.students.reached_fraction(~base.nearest.unsnapped) > 0
    touched = placed & np.any([group.high > 0 for group in part.groups], axis=0)
    if effect.students is not base.students:
        count = effect.students.by_postcode(base.denominator, leerweg)
        touched |= np.any(count != base.count(leerweg), axis=0)
    return np.bincount(grouping.area_of[touched], minlength=len(grouping.codes)) > 0


def _difference(
    effect: Effect,
    net: Part,
    sides: tuple[_Side, _Side],
    whom: Whom,
    grouping: Grouping,
) -> Grades:
    before, after = (side.share for side in sides)
    if effect.students is effect.base.students:
        people = net_of(effect.students, net, grouping.areas, whom)
        return difference_of(people, (before, after), sides[1].students)
    # A forecast counts other people on either side: nothing but their own ends.
    ends = [a - b for a, b in zip(after, before[::-1], strict=True)]
    middle = after.estimate - before.estimate
    return five(middle, np.stack([ends[1], ends[3]]), (ends[0], ends[4]))


class _Side(NamedTuple):
    """Students `(3, n_areas)`, the reached, their share, those beyond the roads."""

    students: NDArray[np.float64]
    reached: Grades
    share: Grades
    outside: NDArray[np.float64]


def _before(base: EffectBase, per: AreaKind, leerweg: Leerweg, t: int, k: int) -> _Side:
    """Return the state before: no scenario changes it, so it is kept where few."""
    grouping, key = grouping_of(base, per), ("before", per, leerweg, t, k)
    if key in base.remembered:
        known: _Side = base.remembered[key]
        return known
    side = _side(base, base.students, (base.part(t, k), t), leerweg, grouping)
    if len(grouping.codes) <= _MOST_KEPT:
        base.remembered[key] = side
    return side


def _side(
    base: EffectBase,
    students: Students,
    reached: tuple[Part, int],
    leerweg: Leerweg,
    grouping: Grouping,
) -> _Side:
    """Return a side from the part that is reached, and the number of its threshold."""
    (part, t), whom = reached, Whom(base.denominator, leerweg)
    found = graded(students, part, grouping.areas, whom)
    beyond = students.reached_fraction(base.nearest.outside)
    outside = students.by_postcode(*whom)[1] * np.minimum(beyond, 1.0 - part.estimate)
    close = is_close(base.unit, base.within[t])
    division = Division(part.estimate, *grouping.areas)
    unsure = unsure_in(students, division, whom, close=close)
    lost = grouping.sums(outside[None, :])[0]
    share, _ = known_grades(found, lost, unsure)
    return _Side(found.students, found.reached, share, lost)
