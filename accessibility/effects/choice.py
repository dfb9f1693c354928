"""How many technical profiles can be chosen from, before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from accessibility.codes import TECHNISCH, AreaKind, Leerweg
from accessibility.effects.areas import grouping_of, no_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
    frames = [
        _rows(effect, per, leerweg, t)
        for leerweg in Leerweg
        for t in range(len(effect.base.within))
        if _technical(effect, leerweg)
    ]
    if not frames:
        return no_rows(CHOICE_COLUMNS)
    table = pd.concat(frames, ignore_index=True).assign(area_kind=per.value)
    table["difference"] = table.after - table.before
    keys = ["threshold", "area_code", "leerweg"]
    changed = table.difference.abs().groupby([table[k] for k in keys]).transform("max")
    return table[changed > 0][list(CHOICE_COLUMNS)].reset_index(drop=True)


def _technical(effect: Effect, leerweg: Leerweg) -> list[int]:
    """Return the pairs of the technical profiles in a leerweg."""
    return [
        k
        for k, (profiel, way) in enumerate(effect.base.pairs)
        if way is leerweg and profiel in {p.value for p in TECHNISCH}
    ]


def _rows(effect: Effect, per: AreaKind, leerweg: Leerweg, t: int) -> pd.DataFrame:
    base, grouping = effect.base, grouping_of(effect.base, per)
    pairs = _technical(effect, leerweg)
    before = np.count_nonzero(base.options[t, pairs] > 0, axis=0)
    after = before.copy()
    for change in effect.changes:
        if change.pair in pairs:
            had = (change.options_before[t] > 0).astype(np.int64)
            has = (change.options_after[t] > 0).astype(np.int64)
            after[change.points] += has - had
    sides = {"before": (before, base.students), "after": (after, effect.students)}
    frames = []
    for n_profiles in range(len(pairs) + 1):
        columns: dict[str, NDArray[np.float64]] = {}
        for side, (number, students) in sides.items():
            count = students.by_postcode(base.denominator, leerweg)[1]
            part = students.reached_fraction(number == n_profiles)
            columns[side] = grouping.sums((count * part)[None, :])[0]
        frame = pd.DataFrame({"area_code": grouping.codes, **columns})
        frames.append(frame.assign(n_profiles=n_profiles))
    table = pd.concat(frames, ignore_index=True)
    return table.assign(leerweg=leerweg.value, threshold=base.within[t])
