"""A row per postcode for one profiel and leerweg: the way, the reason, the people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.counting import COUNT_COLUMNS, GRADE_ENDS, Areas, Whom, graded
from accessibility.measures.gap_anatomy import gaps
from accessibility.measures.profile_choice import profiles_per_postcode
from accessibility.measures.whereabouts import reached_part

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from accessibility.codes import Denominator
    from accessibility.counting import Part, Students
    from accessibility.measures.nearest import NearestOffers, Pair
    from accessibility.measures.whereabouts import Whereabouts
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
    whereabouts: Whereabouts | None = None,
) -> pd.DataFrame:
    """Tell of every postcode how far the nearest offer is, and how many reach one.

    Parameters
    ----------
    nearest, reach, students, pair, within, straight
        As for `accessibility.measures.gap_anatomy.gaps`.
    denominator
        Which students are counted.
    whereabouts
        Where in their postcode students may live; None for at their points.

    Returns
    -------
    pandas.DataFrame
        The columns of `gaps`, interval counts `students*`, `reached*` and `missed*`
        with likely ends as well (of a postcode that the threshold cuts only a part is
        reached), and `n_technical`: how many technical profielen lie within the
        threshold.
    """
    table = gaps(nearest, reach, students, pair=pair, within=within, straight=straight)
    part = reached_part(nearest, students, pair, within, whereabouts)
    people = people_of(students, part, Whom(denominator, pair[1]))
    table = table.assign(**people)
    table["n_technical"] = profiles_per_postcode(
        nearest, students, leerweg=pair[1], within=within
    )
    return table


def people_of(
    students: Students, part: Part, whom: Whom
) -> dict[str, NDArray[np.float64]]:
    """Return the students of each postcode, and of them the reached and the missed."""
    each = Areas(np.arange(students.n_postcodes), students.n_postcodes)
    found = graded(students, part, each, whom)
    grades = (("reached", found.reached), ("missed", found.missed))
    return {
        **dict(zip(COUNT_COLUMNS, found.students, strict=True)),
        **{
            f"{name}{end}": values
            for name, five in grades
            for end, values in zip(GRADE_ENDS, five, strict=True)
        },
    }
