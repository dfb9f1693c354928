"""The share of students within reach, of those who live inside a drawn area."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.codes import AreaKind, Denominator, Unit
from accessibility.measures.nearest import nearest_offers
from accessibility.measures.shares import access_by_nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from accessibility.counting import Students
    from accessibility.measures.nearest import NearestOffers, Pair
    from accessibility.measures.whereabouts import Whereabouts
    from accessibility.reach_table import ReachTable

INSIDE: Final = "getekend"
"""Code of the area, and its kind."""

_OUTSIDE: Final = "daarbuiten"


def access_inside(
    reach: ReachTable,
    offers: pd.DataFrame,
    students: Students,
    *,
    inside: NDArray[np.bool_],
    within: Sequence[float],
    pairs: Iterable[Pair],
    unit: Unit = Unit.METRES,
    denominator: Denominator = Denominator.LEERWEG,
) -> pd.DataFrame:
    """Compute the shares of the students of some postcodes together.

    A postcode counts whole or not at all. From `protected` students every figure is a
    sum of counts rounded per postcode beforehand: the difference between two areas is
    again a sum of such counts, so that no pair of areas, however alike, shows a group
    that the figures per postcode hide.

    Parameters
    ----------
    reach, offers, students
        As for `accessibility.measures.shares.access`.
    inside
        True for the postcodes meant, shape `(n_postcodes,)`.
    within, pairs, unit, denominator
        As for `accessibility.measures.shares.access`.

    Returns
    -------
    pandas.DataFrame
        As `access` gives, of one area; no rows if no postcode is meant.
    """
    nearest = nearest_offers(reach, offers, pairs=pairs, unit=unit)
    return inside_by_nearest(
        nearest, students, inside=inside, within=within, denominator=denominator
    )


def inside_by_nearest(
    nearest: NearestOffers,
    students: Students,
    *,
    inside: NDArray[np.bool_],
    within: Sequence[float],
    denominator: Denominator,
    whereabouts: Whereabouts | None = None,
) -> pd.DataFrame:
    """Compute the same shares where the nearest offers are known already."""
    # A division in two is asked for in the place of the gemeenten.
    halves = students.postcodes.assign(gemeente=np.where(inside, INSIDE, _OUTSIDE))
    table = access_by_nearest(
        nearest,
        replace(students, postcodes=halves),
        within=within,
        denominator=denominator,
        per=AreaKind.GEMEENTE,
        whereabouts=whereabouts,
    )
    drawn = table[table.area_code == INSIDE].reset_index(drop=True)
    return drawn.assign(area_kind=INSIDE)
