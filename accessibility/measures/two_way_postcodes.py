"""A row per postcode where either of two ways will do: by which it is reached."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from accessibility.codes import TECHNISCH
from accessibility.counting import Whom
from accessibility.measures.gap_anatomy import GapReason
from accessibility.measures.nearest import all_pairs, middle_points
from accessibility.measures.postcode_reach import people_of
from accessibility.measures.two_ways import either_part

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from accessibility.codes import Leerweg
    from accessibility.counting import Students
    from accessibility.measures.nearest import NearestOffers, Pair
    from accessibility.measures.two_ways import Ways
    from accessibility.questions import Question


class ByWay(StrEnum):
    """By which of two ways a postcode is reached."""

    BOTH = "both"
    FIRST = "first"
    SECOND = "second"
    NEITHER = "neither"
    UNKNOWN = ""
    """One of the ways is not known, and the other one does not do."""


def either_postcodes(
    tables: tuple[pd.DataFrame, pd.DataFrame],
    known: Ways,
    students: Students,
    question: Question,
) -> pd.DataFrame:
    """Tell of every postcode whether either way will do, and which.

    Parameters
    ----------
    tables
        A row per postcode by each way alone, as `postcode_table` gives them.
    known
        The nearest offers by each way, and where homes may lie as each sees it.
    students
        Who lives where.
    question
        About two ways and one pair.

    Returns
    -------
    pandas.DataFrame
        The table of the first way, where `is_gap`, `reason`, `missed_reason`,
        `reached*`, `missed*` and `n_technical` are of both ways together, with
        `by_way`, a `ByWay`.
    """
    (first, second), pair, ways = tables, question.pair, known[0]
    within = question.threshold, question.or_else.within if question.or_else else 0.0
    reached = [_is_within(table) for table in (first, second)]
    unknown = ~reached[0] & ~reached[1]
    unknown &= _is_outside(first) | _is_outside(second)
    names = np.array([ByWay.NEITHER, ByWay.FIRST, ByWay.SECOND, ByWay.BOTH], object)
    by_way = names[1 * reached[0] + 2 * reached[1]]
    is_gap = ~(reached[0] | reached[1] | unknown)
    reason = np.where(is_gap, first.reason, GapReason.NONE.value)
    table = first.assign(
        is_gap=is_gap,
        reason=np.where(unknown, GapReason.OUTSIDE.value, reason),
        missed_reason=np.where(is_gap, first.missed_reason, GapReason.NONE.value),
        n_technical=_technical(ways, students, leerweg=pair[1], within=within),
        by_way=np.where(unknown, ByWay.UNKNOWN, by_way),
    )
    part = either_part(known, within, students, pair)
    whom = Whom(question.denominator, pair[1])
    return table.assign(**people_of(students, part, whom))


def _is_within(table: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell which postcodes have the offer within the threshold."""
    return np.asarray(table.reason == GapReason.NONE, np.bool_)


def _is_outside(table: pd.DataFrame) -> NDArray[np.bool_]:
    return np.asarray(table.reason == GapReason.OUTSIDE, np.bool_)


def _by_either(
    ways: tuple[NearestOffers, NearestOffers],
    pair: Pair,
    within: tuple[float, float],
) -> NDArray[np.bool_]:
    """Return which points are reached by one of the ways, shape `(n_points,)`."""
    first, second = (
        way.reached(most)[way.pairs.index(pair)]
        for way, most in zip(ways, within, strict=True)
    )
    return np.asarray(first | second, np.bool_)


def _technical(
    ways: tuple[NearestOffers, NearestOffers],
    students: Students,
    *,
    leerweg: Leerweg,
    within: tuple[float, float],
) -> NDArray[np.int64]:
    """Count the technical profielen that one of the ways reaches, per postcode."""
    pairs = all_pairs([profiel.value for profiel in TECHNISCH], [leerweg])
    at = middle_points(ways[0], students)[[ways[0].pairs.index(one) for one in pairs]]
    reached = np.array([_by_either(ways, one, within) for one in pairs])
    here = np.take_along_axis(reached, at, axis=1)
    return np.asarray(np.count_nonzero(here, axis=0), np.int64)
