"""How far offers lie from anywhere in a postcode, before and after a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from accessibility.position import Span, SpanChange
from accessibility.reach_table import NOT_FOUND, whole_units

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from accessibility.counting import Students
    from accessibility.from_home.seen import FromHome
    from accessibility.measures import Pair
    from accessibility.questions import Question


def span_changes(
    before: FromHome,
    after: FromHome,
    question: Question,
    students: Students,
    *,
    same_ways: bool,
) -> Callable[[Pair], SpanChange] | None:
    """Return what gives the spans of a pair before and after; each is measured once.

    Parameters
    ----------
    before, after
        The snapshot before and after the scenario, seen from home.
    question, students
        The way and the thresholds; who lives where.
    same_ways
        No road changes: only postcodes near what comes or goes are measured again.

    Returns
    -------
    Callable or None
        None where the land of postcodes is not known.
    """
    if not before.knows_land(question):
        return None
    held: dict[bytes, SpanChange] = {}

    def change(pair: Pair) -> SpanChange:
        sites = before.sites_offering(pair), after.sites_offering(pair)
        key = b"|".join(one.tobytes() for one in sites)
        if key not in held:
            first = before.span(question, students, pair)
            if same_ways:
                held[key] = _near(before, question, students, first, sites)
            else:
                second = after.span(question, students, pair)
                touched = _other_ways(first, second)
                held[key] = SpanChange(first, second, None, None, touched)
        return held[key]

    return change


def _near(
    seen: FromHome,
    question: Question,
    students: Students,
    first: Span,
    sites: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> SpanChange:
    """Measure again only where something comes or goes."""
    was, now = sites
    come, gone = (
        seen.measured(question, students, _without(*pair))
        for pair in ((now, was), (was, now))
    )
    most = whole_units(max(question.within), question.unit)
    touched = come.possibly(most) | gone.possibly(most)
    again = seen.measured(question, students, now, touched)
    # Nothing is known of a postcode without land: before and after it may lie anywhere.
    anywhere = (first.least == 0) & (first.most == NOT_FOUND)
    known = np.asarray(touched & ~anywhere)
    return SpanChange(first, again.where(known, first), come, gone, touched)


def _without(
    sites: NDArray[np.float64], others: NDArray[np.float64]
) -> NDArray[np.float64]:
    known = set(map(tuple, others.tolist()))
    kept = [tuple(one) not in known for one in sites.tolist()]
    return sites[np.asarray(kept, np.bool_)]


def _other_ways(first: Span, second: Span) -> NDArray[np.bool_]:
    if first.trace is None or second.trace is None:
        return np.ones(len(first.least), np.bool_)
    other = (first.least != second.least) | (first.most != second.most)
    return np.asarray(other | (first.trace != second.trace))
