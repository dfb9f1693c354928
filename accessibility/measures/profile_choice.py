"""Choice: how many different technical profiles lie within reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import TECHNISCH, AreaKind, Denominator, Leerweg, Unit
from accessibility.counting import Division
from accessibility.measures.measure import (
    AREA,
    LEERWEG,
    STUDENTS,
    SUPPRESSED,
    Column,
    ColumnKind,
    Measure,
)
from accessibility.measures.nearest import (
    all_pairs,
    middle_points,
    nearest_offers,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from accessibility.codes import Profiel
    from accessibility.counting import Students
    from accessibility.measures.nearest import NearestOffers
    from accessibility.questions import Question
    from accessibility.reach_table import ReachTable


def profile_count(
    reach: ReachTable,
    offers: pd.DataFrame,
    *,
    leerweg: Leerweg,
    within: float,
    unit: Unit = Unit.METRES,
    profielen: Iterable[Profiel] = TECHNISCH,
) -> NDArray[np.int64]:
    """Count the different profiles within a threshold of each student point.

    A profile offered by several vestigingen counts once.

    Returns
    -------
    numpy.ndarray
        Whole numbers from 0 to the number of profiles, shape `(n_points,)`.
    """
    pairs = all_pairs([p.value for p in profielen], [leerweg])
    nearest = nearest_offers(reach, offers, pairs=pairs, unit=unit)
    counted: NDArray[np.int64] = np.count_nonzero(nearest.reached(within), axis=0)
    return counted


def profiles_per_postcode(
    nearest: NearestOffers, students: Students, *, leerweg: Leerweg, within: float
) -> NDArray[np.int64]:
    """Count the technical profiles within a threshold of each postcode.

    A postcode is judged at the point in the weighted middle of its students, per
    profile, as its gaps are.

    Returns
    -------
    numpy.ndarray
        Whole numbers from 0 to how many there are, shape `(n_postcodes,)`.
    """
    pairs = all_pairs([p.value for p in TECHNISCH], [leerweg])
    rows = [nearest.pairs.index(pair) for pair in pairs]
    at = middle_points(nearest, students)[rows]
    reached = np.take_along_axis(nearest.reached(within)[rows], at, axis=1)
    return np.asarray(np.count_nonzero(reached, axis=0), np.int64)


def choice(
    reach: ReachTable,
    offers: pd.DataFrame,
    students: Students,
    *,
    within: float = 10_000.0,
    unit: Unit = Unit.METRES,
    denominator: Denominator = Denominator.COMMON,
    per: AreaKind = AreaKind.NL,
    leerwegen: Iterable[Leerweg] = tuple(Leerweg),
) -> pd.DataFrame:
    """Count students by the number of technical profielen within reach.

    Parameters
    ----------
    reach, offers, students
        As for `accessibility.measures.shares.access`.
    within
        Threshold in metres or seconds, inclusive.
    unit
        Unit of the threshold.
    denominator
        Which students are counted.
    per
        Division of the country.
    leerwegen
        The leerwegen asked for.

    Returns
    -------
    pandas.DataFrame
        Columns `area_kind`, `area_code`, `leerweg`, `n_profiles` (from 0),
        `students_low`, `students`, `students_high` and `share` of the area's
        students; every number of profiles has a row, also where nobody has it.
    """
    codes, area_of = np.unique(students.area_codes(per), return_inverse=True)
    frames = []
    for leerweg in leerwegen:
        counted = profile_count(
            reach, offers, leerweg=leerweg, within=within, unit=unit
        )
        estimate = students.by_postcode(denominator, leerweg)[1]
        for n_profiles in range(len(TECHNISCH) + 1):
            part = students.reached_fraction(counted == n_profiles)
            division = Division(part, area_of, len(codes))
            low, high = students.area_bounds(division, denominator, leerweg).reached
            middle = division.sums(estimate * part)
            frame = pd.DataFrame({"area_code": codes, "leerweg": leerweg.value})
            frame["n_profiles"] = n_profiles
            frame["students_low"] = np.fmin(low, middle)
            frame["students"] = middle
            frame["students_high"] = np.fmax(high, middle)
            frames.append(frame)
    table = pd.concat(frames, ignore_index=True).assign(area_kind=per.value)
    whole = table.groupby(["area_code", "leerweg"]).students.transform("sum")
    table["share"] = table.students / whole.where(whole > 0)
    order = ["area_kind", "area_code", "leerweg", "n_profiles"]
    return table[[*order, "students_low", "students", "students_high", "share"]]


def _answer(
    reach: ReachTable, offers: pd.DataFrame, students: Students, question: Question
) -> pd.DataFrame:
    return choice(
        reach,
        offers,
        students,
        within=question.threshold,
        unit=question.unit,
        denominator=question.denominator,
        per=question.per,
        leerwegen=question.leerwegen,
    )


CHOICE: Final = Measure(
    "choice",
    "keuzes",
    "Count how many of the technical profielen lie within reach of home.",
    "Students, %, by the number of technical profielen",
    (
        *AREA,
        *LEERWEG,
        Column(
            "n_profiles",
            "aantalProfielen",
            "technical profielen within the threshold",
            ColumnKind.KEY,
        ),
        *STUDENTS,
        Column("share", "deel", "share of the area's students", ColumnKind.SHARE),
        *SUPPRESSED,
    ),
    _answer,
    asks_profiel=False,
    one_threshold=True,
    hidden_with=("area_code", "leerweg"),
    across="n_profiles",
)
"""How many technical profielen there are to choose from."""
