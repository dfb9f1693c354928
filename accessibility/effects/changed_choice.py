"""How many technical profiles can be chosen from, before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from accessibility.codes import TECHNISCH, AreaKind, Leerweg
from accessibility.effects.changed_areas import grouping_of, no_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.counting import Students
    from accessibility.effects.increment import Effect

CHOICE_COLUMNS = (
    "threshold",
    "area_kind",
    "area_code",
    "leerweg",
    "n_profiles",
    "before",
    "after",
    "difference",
)


def choice_changes(effect: Effect, *, per: AreaKind = AreaKind.NL) -> pd.DataFrame:
    """Return students by the number of technical profiles within reach.

    Parameters
    ----------
    effect
        A scenario's effect.
    per
        Division of the country.

    Returns
    -------
    pandas.DataFrame
        Columns `CHOICE_COLUMNS`; only areas and leerwegen in which a number changes.
    """
    parts = [
        _rows(effect, per, leerweg, t)
        for leerweg in Leerweg
        for t in range(len(effect.base.within))
        if _may_differ(effect, leerweg)
    ]
    if not parts:
        return no_rows(CHOICE_COLUMNS)
    rows = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    columns = {
        **rows,
        "area_kind": per.value,
        "area_code": grouping_of(effect.base, per).codes[rows["area"]],
        "difference": rows["after"] - rows["before"],
    }
    return pd.DataFrame({name: columns[name] for name in CHOICE_COLUMNS})


def _may_differ(effect: Effect, leerweg: Leerweg) -> bool:
    """Tell whether anything that a choice in a leerweg rests on has changed."""
    pairs = _technical(effect, leerweg)
    if effect.students is not effect.base.students:
        return bool(pairs)
    return any(change.pair in pairs for change in effect.changes)


def _technical(effect: Effect, leerweg: Leerweg) -> list[int]:
    """Return the pairs of the technical profiles in a leerweg."""
    return [
        k
        for k, (profiel, way) in enumerate(effect.base.pairs)
        if way is leerweg and profiel in {p.value for p in TECHNISCH}
    ]


def _rows(
    effect: Effect, per: AreaKind, leerweg: Leerweg, t: int
) -> dict[str, NDArray[Any]]:
    """Return the columns of one leerweg and threshold, for areas where any differs."""
    base, pairs = effect.base, _technical(effect, leerweg)
    number = np.count_nonzero(base.options[t, pairs] > 0, axis=0)
    key = ("choice", per, leerweg, t)
    if key not in base.remembered:
        sums = _by_number(effect, base.students, leerweg, per, number, len(pairs))
        base.remembered[key] = sums
    before = base.remembered[key]
    for change in effect.changes:
        if change.pair in pairs:
            had = (change.options_before[t] > 0).astype(np.int64)
            has = (change.options_after[t] > 0).astype(np.int64)
            number[change.points] += has - had
    after = _by_number(effect, effect.students, leerweg, per, number, len(pairs))
    differs = (after != before).any(axis=0)
    n_profiles, area = np.nonzero(np.broadcast_to(differs, before.shape))
    return {
        "threshold": np.full(len(area), base.within[t]),
        "area": area,
        "leerweg": np.full(len(area), leerweg.value),
        "n_profiles": n_profiles,
        "before": before[n_profiles, area],
        "after": after[n_profiles, area],
    }


def _by_number(
    effect: Effect,
    students: Students,
    leerweg: Leerweg,
    per: AreaKind,
    number: NDArray[np.int64],
    most: int,
) -> NDArray[np.float64]:
    """Sum students by their number of profiles, shape `(most + 1, n_areas)`."""
    n = students.n_postcodes
    place = number * n + students.point_pc4
    part = np.bincount(place, students.point_weight, minlength=(most + 1) * n)
    count = students.by_postcode(effect.base.denominator, leerweg)[1]
    grouping = grouping_of(effect.base, per)
    return grouping.sums(count * part.reshape(most + 1, n).astype(np.float64))
