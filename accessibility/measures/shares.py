"""Access (kan volgen): which students have an offer within a threshold of home.

The published measure of the monitor (table B3.6) is this one with the straight line,
10 000 m and denominator `common`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from accessibility.codes import AreaKind, Denominator, Unit
from accessibility.counting import (
    GRADE_ENDS,
    Areas,
    Division,
    Graded,
    Grades,
    Whom,
    areas_of,
    graded,
    ratio,
    whole_part,
)
from accessibility.measures.measure import (
    AREA,
    LEERWEG,
    OUTSIDE,
    PROFIEL,
    STUDENTS,
    SUPPRESSED,
    WAY,
    Column,
    ColumnKind,
    Measure,
    graded_columns,
    interval,
)
from accessibility.measures.nearest import Pair, all_pairs, nearest_offers
from accessibility.measures.whereabouts import reached_part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from accessibility.counting import Part, Students
    from accessibility.measures.measure import Basis
    from accessibility.measures.nearest import NearestOffers
    from accessibility.measures.whereabouts import Whereabouts
    from accessibility.questions import Question
    from accessibility.reach_table import ReachTable

_COLUMNS: Final = (
    *WAY,
    *AREA,
    *PROFIEL,
    *LEERWEG,
    *STUDENTS,
    *interval("reached", "bereikt", "students with an offer within the threshold"),
    *interval("share", "deel", "share of the students reached", ColumnKind.SHARE),
    Column("beyond", "verder", "whose nearest offer is farther", ColumnKind.COUNT),
    Column("unreachable", "onbereikbaar", "without any way", ColumnKind.COUNT),
    Column("unsnapped", "nietGeplaatst", "who cannot be placed", ColumnKind.COUNT),
    *SUPPRESSED,
    Column(
        "likely_low", "vermoedelijkLaag", "share, likely at least", ColumnKind.SHARE
    ),
    Column(
        "likely_high", "vermoedelijkHoog", "share, likely at most", ColumnKind.SHARE
    ),
    *graded_columns(
        "missed", "nietBereikt", "students not reached, whatever the reason"
    ),
    OUTSIDE,
)
ACCESS_COLUMNS: Final = tuple(column.name for column in _COLUMNS)
"""Columns of a table of shares, in the order in which they are written.

`share_low` and `share_high` are guaranteed, `likely_low` and `likely_high` what the
model holds 95 % likely; `missed` are those not reached, whatever the reason.
"""

MOST_OUTSIDE: Final = 0.01
"""Where more of the students live beyond the roads, there is no share to give."""

NEAREST_MODELLED_M: Final = 3_000.0
"""Nearer than this a model of homes by postcode, each a point, tells no share."""

_REASONS: Final = ("outside", "unsnapped", "unreachable", "beyond")


def access(  # noqa: PLR0913 - what is travelled, what is there, then options
    reach: ReachTable,
    offers: pd.DataFrame,
    students: Students,
    *,
    within: Sequence[float] = (10_000.0,),
    unit: Unit = Unit.METRES,
    denominator: Denominator = Denominator.COMMON,
    per: AreaKind = AreaKind.NL,
    pairs: Iterable[Pair] = all_pairs(),
    whereabouts: Whereabouts | None = None,
) -> pd.DataFrame:
    """Compute the share of students with an offer within a threshold of home.

    Parameters
    ----------
    reach
        Distances from the points of `students` to vestigingen.
    offers
        What each vestiging offers: columns `brin6`, `profiel`, `leerweg`.
    students
        How many live where.
    within
        Thresholds in metres or seconds, inclusive.
    unit
        Unit of the thresholds.
    denominator
        Of whom the share is taken.
    per
        Division of the country.
    pairs
        Combinations of profiel and leerweg; by default all.
    whereabouts
        Where in their postcode students may live; None for at their points.

    Returns
    -------
    pandas.DataFrame
        Columns `ACCESS_COLUMNS`; one row per threshold, area, profiel and leerweg.
        In every row reached + beyond + unreachable + unsnapped + outside = students,
        and reached + missed = students. Where more than `MOST_OUTSIDE` live beyond
        the roads there is no share, but its ends: from none of them reached to all
        whom a straight line allows.

    Raises
    ------
    UsageError
        If a threshold, unit, denominator or division does not fit the data.

    References
    ----------
    .. [1] STO monitor 2020-2024, end report, table B3.6 (DUO, processed by ROA).
    """
    return access_by_nearest(
        nearest_offers(reach, offers, pairs=pairs, unit=unit),
        students,
        within=within,
        denominator=denominator,
        per=per,
        whereabouts=whereabouts,
    )


def access_by_nearest(
    nearest: NearestOffers,
    students: Students,
    *,
    within: Sequence[float],
    denominator: Denominator,
    per: AreaKind,
    whereabouts: Whereabouts | None = None,
) -> pd.DataFrame:
    """Compute the same shares where the nearest offers are known already."""
    areas = areas_of(students, per)
    asked = [(pair, threshold) for threshold in within for pair in nearest.pairs]
    frames = [
        _pair_rows(nearest, students, one, denominator, areas, whereabouts)
        for one in asked
    ]
    table = pd.concat(frames, ignore_index=True)
    table = table.assign(
        mode=nearest.mode.value,
        unit=nearest.unit.value,
        denominator=denominator.value,
        area_kind=per.value,
        area_name=table.area_code,
        suppressed=False,
    )
    # Areas first: a reader compares the profiles of one area.
    order = np.lexsort((np.arange(len(table)), table.area_code, table.threshold))
    return table.iloc[order][list(ACCESS_COLUMNS)].reset_index(drop=True)


def _pair_rows(
    nearest: NearestOffers,
    students: Students,
    asked: tuple[Pair, float],
    denominator: Denominator,
    areas: tuple[NDArray[np.str_], Areas],
    whereabouts: Whereabouts | None,
) -> pd.DataFrame:
    """Return one row per area for one pair and one threshold."""
    pair, threshold = asked
    part = reached_part(nearest, students, pair, threshold, whereabouts)
    reasons = _reasons(nearest, students, asked, part)
    whom = Whom(denominator, pair[1])
    close = is_close(nearest.unit, threshold)
    rows = area_rows(students, (part, reasons), whom, areas, close=close)
    return rows.assign(threshold=threshold, profiel=pair[0], leerweg=pair[1].value)


def area_rows(
    students: Students,
    parts: tuple[Part, Mapping[str, NDArray[np.float64]]],
    whom: Whom,
    areas: tuple[NDArray[np.str_], Areas],
    *,
    close: bool = False,
) -> pd.DataFrame:
    """Return one row per area: students, reached, share, missed, and why.

    Parameters
    ----------
    students
        How many live where.
    parts
        Which part of each postcode is reached, and the others by the reason why not,
        `outside` among them.
    whom
        Of whom the share is taken.
    areas
        Code of each area, and the area of each postcode.
    close
        The threshold is so small that a model of homes tells no share of a leerweg.
    """
    (part, reasons), (codes, where) = parts, areas
    found = graded(students, part, where, whom)
    count = students.by_postcode(*whom)[1]
    division = Division(part.estimate, *where)
    sums = {name: division.sums(count * one) for name, one in reasons.items()}
    low, middle, high = found.students
    columns: dict[str, NDArray[Any]] = {"area_code": codes}
    columns |= {"students_low": low, "students": middle, "students_high": high}
    unsure = unsure_in(students, division, whom, close=close)
    share, missed = known_grades(found, sums["outside"], unsure)
    for name, grades in (("reached", found.reached), ("share", share)):
        columns[f"{name}_low"], columns[name] = grades.low, grades.estimate
        columns[f"{name}_high"] = grades.high
    columns["likely_low"], columns["likely_high"] = share.likely_low, share.likely_high
    for end, values in zip(GRADE_ENDS, missed, strict=True):
        columns[f"missed{end}"] = values
    # Made at once: a frame that grows by a column at a time takes as long as the rest.
    return pd.DataFrame({**columns, **sums})


def is_close(unit: Unit, threshold: float) -> bool:
    """Tell whether a threshold is too small for shares of a model of homes."""
    return unit is Unit.METRES and threshold < NEAREST_MODELLED_M


def unsure_in(
    students: Students, division: Division, whom: Whom, *, close: bool
) -> NDArray[np.bool_]:
    """Tell in which areas where students live is known too little to give a share.

    Parameters
    ----------
    students
        How many live where.
    division
        The part of each postcode that is reached, and its area.
    whom
        Of whom the share would be taken.
    close
        As `is_close` tells.
    """
    if close and students.models_homes and not whom.denominator.whole:
        return np.ones(division.n_areas, np.bool_)
    return students.unsure(division, *whom)


def known_grades(
    found: Graded, outside: NDArray[np.float64], unsure: NDArray[np.bool_]
) -> tuple[Grades, Grades]:
    """Return share and missed; without likely ends where too many live beyond roads.

    Where a model is unsure, there is a share no more than likely ends of it.
    """
    reached, missed = found.reached.estimate, found.missed.estimate
    share = share_known(reached, missed - outside, outside)
    known = ~(np.isnan(share) & np.isfinite(found.share.estimate))

    def kept(
        grades: Grades, middle: NDArray[np.float64], told: NDArray[np.bool_]
    ) -> Grades:
        low, likely_low, _, likely_high, high = grades
        return Grades(
            np.fmin(low, middle),
            np.where(told, np.fmin(likely_low, middle), np.nan),
            np.where(told, middle, np.nan),
            np.where(told, np.fmax(likely_high, middle), np.nan),
            np.fmax(high, middle),
        )

    return kept(found.share, share, known & ~unsure), kept(found.missed, missed, known)


def share_known(
    reached: NDArray[np.float64],
    other: NDArray[np.float64],
    outside: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the share reached of those whose roads are known; NaN if too few are."""
    share = ratio(reached, other)
    too_many = outside > MOST_OUTSIDE * (reached + other + outside)
    return np.where(too_many, np.nan, share)


def _reasons(
    nearest: NearestOffers, students: Students, asked: tuple[Pair, float], part: Part
) -> dict[str, NDArray[np.float64]]:
    """Split what is not reached of each postcode by the reason why."""
    pair, threshold = asked
    k = nearest.pairs.index(pair)
    reached = nearest.reached(threshold)[k]
    unknown = nearest.outside & ~reached
    lost = nearest.unsnapped & ~reached & ~unknown
    cut_off = nearest.unreachable[k] & ~reached & ~lost & ~unknown
    left, parts = 1.0 - part.estimate, {}
    for name, at in zip(_REASONS, (unknown, lost, cut_off), strict=False):
        parts[name] = np.minimum(whole_part(students.reached_fraction(at)), left)
        left = whole_part(left - parts[name])
    return {**parts, _REASONS[-1]: left}


def with_area_names(table: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Return the table with readable area names where they are known."""
    return table.assign(area_name=table.area_code.map(names).fillna(table.area_code))


def _answer(basis: Basis, question: Question) -> pd.DataFrame:
    return access_by_nearest(
        basis.nearest(question.pairs),
        basis.students,
        within=question.within,
        denominator=question.denominator,
        per=question.per,
        whereabouts=basis.whereabouts(question.pairs),
    )


SHARES: Final = Measure(
    "reach",
    "bereik",
    "Compute which share of the students has an offer within reach of home.",
    "Share of students with the offer",
    _COLUMNS,
    _answer,
)
"""Access, the measure of table B3.6."""


def outside_note(nearest: NearestOffers, students: Students, whom: Whom) -> str:
    """Say how many students live where nothing is known; empty for nobody.

    Parameters
    ----------
    nearest, students
        The nearest offers from the points of the students.
    whom
        Of whom.
    """
    if not nearest.outside.any():
        return ""
    number = students.by_postcode(*whom)[1]
    outside = float((number * students.reached_fraction(nearest.outside)).sum())
    needs = nearest.mode.record.en.needs
    return (
        f"{outside:.0f} of {number.sum():.0f} students live beyond the {needs} of the "
        f"snapshot: of them, and of those whom a school beyond the {needs} could "
        "serve, nothing is said"
    )
