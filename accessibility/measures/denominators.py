"""Denominators side by side: of all third-years, and of those of the leerweg itself.

The monitor's table B3.6 divides by the third-years of all three leerwegen together.
Its figure for gl is therefore not the share of gl pupils who can get to the profile;
here both stand next to each other, with the difference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from accessibility.codes import AreaKind, Denominator
from accessibility.measures.nearest import all_pairs
from accessibility.measures.shares import access

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from accessibility.counting import Students
    from accessibility.measures.nearest import Pair
    from accessibility.reach_table import ReachTable

_KEYS = ["area_kind", "area_code", "profiel", "leerweg"]
_ENDS = {"share_low": "low", "share": "", "share_high": "high"}


def by_denominator(
    reach: ReachTable,
    offers: pd.DataFrame,
    students: Students,
    *,
    within_m: float = 10_000.0,
    per: AreaKind = AreaKind.NL,
    pairs: Iterable[Pair] = all_pairs(),
) -> pd.DataFrame:
    """Compute shares by both denominators, each with its interval.

    Parameters
    ----------
    reach, offers, students
        As for `accessibility.measures.shares.access`; the students must be known
        per leerweg.
    within_m
        Threshold in metres, inclusive.
    per
        Division of the country.
    pairs
        Combinations of profiel and leerweg; by default all.

    Returns
    -------
    pandas.DataFrame
        One row per area, profiel and leerweg: `common_low`, `common`,
        `common_high`, `leerweg_low`, `leerweg_share`, `leerweg_high`, and
        `difference`: how much better (or worse) off the leerweg's own pupils are.

    Raises
    ------
    UsageError
        If the students do not tell the leerweg.
    """
    pairs = tuple(pairs)
    sides = []
    for denominator, middle in (
        (Denominator.LEERWEG, "leerweg_share"),
        (Denominator.COMMON, "common"),
    ):
        table = access(
            reach,
            offers,
            students,
            within=(within_m,),
            denominator=denominator,
            per=per,
            pairs=pairs,
        )
        names = {
            column: f"{denominator.value}_{end}" if end else middle
            for column, end in _ENDS.items()
        }
        sides.append(table.set_index(_KEYS)[[*_ENDS]].rename(columns=names))
    both = sides[1].join(sides[0])
    return both.assign(difference=both.leerweg_share - both.common).reset_index()
