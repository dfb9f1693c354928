"""A row per postcode for one profiel and leerweg: the way, the reason, the people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from accessibility.counting import COUNT_COLUMNS
from accessibility.measures.gap_anatomy import gaps
from accessibility.measures.profile_choice import profiles_per_postcode

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.codes import Denominator
    from accessibility.counting import Students
    from accessibility.measures.nearest import NearestOffers, Pair
    from accessibility.reach_table import ReachTable

PLACE_FIGURES: Final = frozenset(
    {"distance_m", "time_s", "is_gap", "near_distance_m", "near_time_s", "n_technical"}
)
"""Columns that follow from where the postcode and the vestigingen lie, whoever lives
there; they may be shown of a postcode with few students."""


def postcode_table(
    nearest: NearestOffers,
    reach: ReachTable,
    students: Students,
    *,
    pair: Pair,
    within: float,
    denominator: Denominator,
    straight: NearestOffers | None = None,
) -> pd.DataFrame:
    """Tell of every postcode how far the nearest offer is, and how many reach one.

    Parameters
    ----------
    nearest, reach, students, pair, within, straight
        As for `accessibility.measures.gap_anatomy.gaps`.
    denominator
        Which students are counted.

    Returns
    -------
    pandas.DataFrame
        The columns of `gaps`, interval counts `students*` and `reached*`, and
        `n_technical`: how many technical profielen lie within the threshold.
    """
    table = gaps(nearest, reach, students, pair=pair, within=within, straight=straight)
    reached = nearest.reached(within)[nearest.pairs.index(pair)]
    part = students.reached_fraction(reached)
    counts = students.by_postcode(denominator, pair[1])
    for name, count in zip(COUNT_COLUMNS, counts, strict=True):
        table[name] = count
        table[name.replace("students", "reached")] = count * part
    table["n_technical"] = profiles_per_postcode(
        nearest, students, leerweg=pair[1], within=within
    )
    return table
