"""Grades of certainty: what is guaranteed, what is likely, and one estimate.

Guaranteed ends hold wherever students live in their postcode and whatever a mask or a
rounding hides. Likely ends are what the model holds 95 % likely: where students live is
as if those of a postcode lived together in a few places of it, postcodes independent of
one another, and hidden counts are noise. All ends of a figure are computed together,
those of its complement with them: never one end less another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from accessibility.codes import Denominator, Leerweg
from accessibility.counting.bounds import (
    Division,
    hidden_variance,
    ratio,
    with_deviation,
)
from accessibility.counting.students import NO_AREA

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.codes import AreaKind
    from accessibility.counting.students import Students

_SAME_PART: Final = 1e-9


@dataclass(frozen=True, eq=False)
class Part:
    """Which part of the students of each postcode meets a condition on their home.

    Parameters
    ----------
    low, high
        Guaranteed ends, wherever in the postcode they live, shape `(n_postcodes,)`.
    estimate
        By the points that stand for the postcode.
    model
        What likely ends lie around; the estimate itself, unless it is a convention
        that knows less, as that of one point per postcode.
    variance
        Of the part, from where in the postcode students live.
    """

    low: NDArray[np.float64]
    estimate: NDArray[np.float64]
    high: NDArray[np.float64]
    model: NDArray[np.float64]
    variance: NDArray[np.float64]

    @classmethod
    def known(cls, fraction: NDArray[np.float64]) -> Part:
        """Return a part that is as it is: students live at their points."""
        return cls(fraction, fraction, fraction, fraction, np.zeros_like(fraction))

    def turned(self) -> Part:
        """Return the part of those who do not meet the condition."""
        return Part(
            1.0 - self.high,
            1.0 - self.estimate,
            1.0 - self.low,
            1.0 - self.model,
            self.variance,
        )


class Grades(NamedTuple):
    """Five numbers for one figure, in rising order, each of shape `(n_areas,)`."""

    low: NDArray[np.float64]
    likely_low: NDArray[np.float64]
    estimate: NDArray[np.float64]
    likely_high: NDArray[np.float64]
    high: NDArray[np.float64]


class Graded(NamedTuple):
    """Students of each area, and of them those who meet a condition and who do not.

    `students` is low, estimate and high, shape `(3, n_areas)`.
    """

    students: NDArray[np.float64]
    reached: Grades
    missed: Grades
    share: Grades


class Areas(NamedTuple):
    """The areas of a division: the one each postcode lies in, and how many."""

    area: NDArray[np.int64]
    n_areas: int


def areas_of(students: Students, kind: AreaKind) -> tuple[NDArray[np.str_], Areas]:
    """Return the codes of the areas of a division, and the area of each postcode.

    Postcodes without an area are together one of their own, so that nobody is lost;
    where nobody lives in them there is no such area, and they count for another.
    """
    code_of = students.area_codes(kind)
    counts = students.by_postcode(Denominator.COMMON, Leerweg.BL)
    nobody = (code_of == NO_AREA) & (counts == 0).all(axis=0)
    known = code_of[~nobody]
    code_of = np.where(nobody, known[0], code_of) if len(known) else code_of
    codes, area = np.unique(code_of, return_inverse=True)
    return codes, Areas(area.astype(np.int64), len(codes))


class Whom(NamedTuple):
    """Of whom a figure is: those of a leerweg, or all together."""

    denominator: Denominator
    leerweg: Leerweg


def graded(students: Students, part: Part, areas: Areas, whom: Whom) -> Graded:
    """Return the five grades of students who meet a condition, per area.

    Parameters
    ----------
    students
        How many live where.
    part
        Which part of each postcode meets the condition.
    areas
        The areas asked for.
    whom
        Of whom.
    """
    counts = students.by_postcode(*whom)
    fewest, most, middle, model = (
        Division(fraction, *areas)
        for fraction in (part.low, part.high, part.estimate, part.model)
    )
    low = students.sure_bounds(fewest, *whom)
    high = low if part.low is part.high else students.sure_bounds(most, *whom)
    moved = counts[1] ** 2 * part.variance
    likely = students.likely_bounds(model, moved, *whom)
    reached = middle.sums(counts[1] * part.estimate)
    missed = middle.sums(counts[1] * (1.0 - part.estimate))
    return Graded(
        around(middle.sums(counts[1]), low.students),
        five(reached, likely.reached, (low.reached[0], high.reached[1])),
        five(missed, likely.other, (high.other[0], low.other[1])),
        five(ratio(reached, missed), likely.share, (low.share[0], high.share[1])),
    )


def students_in(students: Students, areas: Areas, whom: Whom) -> NDArray[np.float64]:
    """Return low, estimate and high of all students of each area, as shares count them.

    A sum can be known better than each of its postcodes: nobody moves in or out of a
    country by how they are spread over it.

    Returns
    -------
    numpy.ndarray
        Persons, shape `(3, n_areas)`.
    """
    middle = students.by_postcode(*whom)[1]
    everybody = Division(np.ones_like(middle), *areas)
    ends = students.sure_bounds(everybody, *whom).students
    return around(everybody.sums(middle), ends)


def counted(counts: NDArray[np.float64], areas: Areas) -> Grades:
    """Return the five grades of sums of counts that are free of each other.

    Parameters
    ----------
    counts
        Low, estimate and high, shape `(3, n)`; NaN where a number is not known, which
        leaves no more than the least of its sum, or nothing where none is known.
    areas
        The sum that each counts for.
    """
    each = Division(np.ones(counts.shape[1]), *areas)
    told = each.sums(np.isfinite(counts[0]).astype(np.float64)) > 0
    nothing = ~told & (each.sums(each.fraction) > 0)
    low = np.where(nothing, np.nan, each.sums(np.nan_to_num(counts[0])))
    middle, high = each.sums(counts[1]), each.sums(counts[2])
    likely = with_deviation(middle, each.sums(hidden_variance(counts)))
    grades = five(middle, likely, (low, high))
    unknown = np.isnan(middle) | np.isnan(high)
    return Grades(
        low,
        np.where(unknown, np.nan, grades.likely_low),
        middle,
        np.where(unknown, np.nan, grades.likely_high),
        np.where(unknown, np.nan, grades.high),
    )


def around(
    middle: NDArray[np.float64], ends: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return low, middle and high; no last bit may put the middle outside its ends."""
    return np.stack([np.fmin(ends[0], middle), middle, np.fmax(ends[1], middle)])


def five(
    middle: NDArray[np.float64],
    likely: NDArray[np.float64],
    sure: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> Grades:
    """Put five numbers in order: likely ends hold the estimate, guaranteed ones all."""
    low, high = np.fmin(sure[0], middle), np.fmax(sure[1], middle)
    likely_low = np.fmin(np.fmax(likely[0], low), middle)
    likely_high = np.fmax(np.fmin(likely[1], high), middle)
    return Grades(low, likely_low, middle, likely_high, high)


GRADE_ENDS: Final = ("_low", "_likely_low", "", "_likely_high", "_high")
"""What is put behind the name of a figure for each of its five grades."""


def whole_part(fraction: NDArray[np.float64]) -> NDArray[np.float64]:
    """Undo the last bit of rounding, so that a fully reached postcode counts as 1."""
    nearest_whole = np.round(fraction)
    is_whole = np.abs(fraction - nearest_whole) < _SAME_PART
    return np.where(is_whole, nearest_whole, fraction)
