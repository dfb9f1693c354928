"""Choice: how many different technical profiles lie within reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import TECHNISCH, AreaKind, Denominator, Leerweg, Unit
from accessibility.counting import (
    GRADE_ENDS,
    Division,
    Part,
    Whom,
    areas_of,
    graded,
    whole_part,
)
from accessibility.measures.measure import (
    AREA,
    LEERWEG,
    OUTSIDE,
    STUDENTS,
    SUPPRESSED,
    Column,
    ColumnKind,
    Measure,
    graded_columns,
)
from accessibility.measures.nearest import (
    all_pairs,
    middle_points,
    nearest_offers,
)
from accessibility.measures.shares import MOST_OUTSIDE, share_known
from accessibility.measures.whereabouts import part_between
from accessibility.reach_table import whole_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from accessibility.codes import Profiel
    from accessibility.counting import Areas, Students
    from accessibility.measures.measure import Basis
    from accessibility.measures.nearest import NearestOffers, Pair
    from accessibility.measures.whereabouts import Whereabouts
    from accessibility.questions import Question
    from accessibility.reach_table import ReachTable

_LIKELY: Final = ("students_likely_low", "students_likely_high")
_GRADED: Final = graded_columns("students", "leerlingen", "students")


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
        students whose roads are known; every number of profiles has a row, also where
        nobody has it. `outside` are those of whom no number is known: with them the
        numbers of an area add up to its students. Where they are more than
        `MOST_OUTSIDE` there is no share, and no likely ends.
    """
    leerwegen = tuple(leerwegen)
    pairs = _technical(leerwegen)
    return choice_by_nearest(
        nearest_offers(reach, offers, pairs=pairs, unit=unit),
        students,
        within=within,
        denominator=denominator,
        per=per,
        leerwegen=leerwegen,
    )


def choice_by_nearest(
    nearest: NearestOffers,
    students: Students,
    *,
    within: float,
    denominator: Denominator,
    per: AreaKind,
    leerwegen: Iterable[Leerweg],
    whereabouts: Whereabouts | None = None,
) -> pd.DataFrame:
    """Count the same where the nearest offers are known already."""
    codes, areas = areas_of(students, per)
    frames = []
    for leerweg in leerwegen:
        parts = number_parts(nearest, students, leerweg, within, whereabouts)
        whom = Whom(denominator, leerweg)
        for n_profiles, part in enumerate(parts):
            found = graded(students, part, areas, whom).reached
            frame = pd.DataFrame({"area_code": codes, "leerweg": leerweg.value})
            frame["n_profiles"] = n_profiles
            for end, values in zip(GRADE_ENDS, found, strict=True):
                frame[f"students{end}"] = values
            frame["outside"] = _outside(nearest, students, whom, areas)
            frames.append(frame)
    table = pd.concat(frames, ignore_index=True).assign(area_kind=per.value)
    known = table.groupby(["area_code", "leerweg"]).students.transform("sum")
    mine, others = table.students.to_numpy(), (known - table.students).to_numpy()
    table["share"] = share_known(mine, others, table.outside.to_numpy())
    table = _without_too_few_roads(table, known)
    order = ["area_kind", "area_code", "leerweg", "n_profiles"]
    students_of = [f"students{end}" for end in ("_low", "", "_high")]
    return table[[*order, *students_of, "share", *_LIKELY, "outside"]]


def _outside(
    nearest: NearestOffers, students: Students, whom: Whom, areas: Areas
) -> NDArray[np.float64]:
    """Return the students of each area of whom no number is known."""
    part = whole_part(students.reached_fraction(nearest.outside))
    return Division(part, *areas).sums(students.by_postcode(*whom)[1] * part)


def _without_too_few_roads(table: pd.DataFrame, known: pd.Series) -> pd.DataFrame:
    """Leave no likely ends where too many live beyond the roads."""
    too_many = table.outside > MOST_OUTSIDE * (known + table.outside)
    return table.assign(**{name: table[name].mask(too_many) for name in _LIKELY})


def number_parts(
    nearest: NearestOffers,
    students: Students,
    leerweg: Leerweg,
    within: float,
    whereabouts: Whereabouts | None = None,
) -> list[Part]:
    """Return which part of each postcode has 0, 1 and more technical profielen.

    Certain is a number where the profielen that the whole postcode reaches are as
    many as those that any place of it reaches; possible is every number between.
    """
    pairs = _technical((leerweg,))
    rows = [nearest.pairs.index(pair) for pair in pairs]
    numbers = range(len(pairs) + 1)
    estimate = _fractions(nearest, students, pairs, within)
    reached, possible = nearest.reached(within)[rows], nearest.possible(within)[rows]
    if whereabouts is None:
        if np.array_equal(reached, possible):
            return [Part.known(estimate[n]) for n in numbers]
        ends = (reached, possible)
        return [_at_points(students, ends, estimate[n], n) for n in numbers]
    units = whole_units(within, nearest.unit)
    spans = [whereabouts.spans[pair] for pair in pairs]
    # Where roads are not known neither is certain: neither in reach nor out of it.
    unknown = students.reached_fraction(nearest.outside) > 0
    may = [students.reached_fraction(one) > 0 for one in possible & ~reached]
    surely = np.sum([span.surely(units) & ~unknown for span in spans], axis=0)
    maybe = [span.possibly(units) | m for span, m in zip(spans, may, strict=True)]
    possibly = np.sum(maybe, axis=0)
    whose, model = students, estimate
    if whereabouts.model is not None:
        whose = whereabouts.model[1]
        model = _fractions(*whereabouts.model, pairs, within)
    return parts_by_number((surely, possibly), (estimate, model), whose)


def parts_by_number(
    ends: tuple[NDArray[np.int64], NDArray[np.int64]],
    middle: tuple[Sequence[NDArray[np.float64]], Sequence[NDArray[np.float64]]],
    whose: Students,
) -> list[Part]:
    """Return which part of each postcode has each number of profielen.

    Parameters
    ----------
    ends
        How many the whole postcode reaches, and how many any place of it.
    middle
        Part of the postcode with 0, 1 and more, by the estimate and by the model.
    whose
        Students at the points of the model.
    """
    surely, possibly = ends
    parts = []
    for n, both in enumerate(zip(*middle, strict=True)):
        low = ((surely == n) & (possibly == n)).astype(np.float64)
        high = ((surely <= n) & (n <= possibly)).astype(np.float64)
        parts.append(part_between(low, high, *both, whose))
    return parts


def _at_points(
    students: Students,
    ends: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    estimate: NDArray[np.float64],
    n_profiles: int,
) -> Part:
    """Return the part with a number, of students who live at their points."""
    least, most = (np.count_nonzero(one, axis=0) for one in ends)
    low, high = (
        whole_part(students.reached_fraction(one))
        for one in (
            (least == n_profiles) & (most == n_profiles),
            (least <= n_profiles) & (n_profiles <= most),
        )
    )
    return Part(low, estimate, high, estimate, np.zeros_like(estimate))


def _fractions(
    nearest: NearestOffers, students: Students, pairs: Sequence[Pair], within: float
) -> list[NDArray[np.float64]]:
    rows = [nearest.pairs.index(pair) for pair in pairs]
    counted = np.count_nonzero(nearest.reached(within)[rows], axis=0)
    # Of homes beyond the roads no number is known, not even none.
    counted = np.where(nearest.outside, -1, counted)
    numbers = range(len(pairs) + 1)
    return [whole_part(students.reached_fraction(counted == n)) for n in numbers]


def _technical(leerwegen: Iterable[Leerweg]) -> tuple[Pair, ...]:
    return all_pairs([p.value for p in TECHNISCH], leerwegen)


def _answer(basis: Basis, question: Question) -> pd.DataFrame:
    pairs = _technical(question.leerwegen)
    return choice_by_nearest(
        basis.nearest(pairs),
        basis.students,
        within=question.threshold,
        denominator=question.denominator,
        per=question.per,
        leerwegen=question.leerwegen,
        whereabouts=basis.whereabouts(pairs),
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
        *(one for one in _GRADED if one.name in _LIKELY),
        OUTSIDE,
    ),
    _answer,
    asks_profiel=False,
    one_threshold=True,
    hidden_with=("area_code", "leerweg"),
    across="n_profiles",
)
"""How many technical profielen there are to choose from."""
