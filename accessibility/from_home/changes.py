"""How far offers lie from anywhere in a postcode, before and after a scenario."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from accessibility.position import Span, SpanChange
from accessibility.reach_table import whole_units

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
    ways = _Ways(before, after, question, students)

    def change(pair: Pair) -> SpanChange:
        sites = before.sites_offering(pair), after.sites_offering(pair)
        key = b"|".join(one.tobytes() for one in sites)
        if key not in held:
            first = before.span(question, students, pair)
            if same_ways:
                held[key] = _near(before, question, students, first, sites)
            else:
                held[key] = ways.change(first, sites)
        return held[key]

    return change


@dataclass(frozen=True, eq=False)
class _Ways:
    """Measures again where an edit of roads may change ways.

    Parameters
    ----------
    before, after
        The snapshot before and after, seen from home.
    question, students
        The way and the thresholds; who lives where.
    """

    before: FromHome
    after: FromHome
    question: Question
    students: Students

    @cached_property
    def touched(self) -> NDArray[np.bool_]:
        """Postcodes from which some way may be another."""
        return self.before.touched(self.after, self.question, self.students)

    def change(
        self, first: Span, sites: tuple[NDArray[np.float64], NDArray[np.float64]]
    ) -> SpanChange:
        """Return the change of a pair, from its span and its places then and now."""
        come, gone = _without(*sites[::-1]), _without(*sites)
        most = whole_units(max(self.question.within), self.question.unit)
        rows = self.touched.copy()
        for seen, there in ((self.after, come), (self.before, gone)):
            rows |= seen.measured(self.question, self.students, there).possibly(most)
        was, now = (
            seen.measured(self.question, self.students, there, rows)
            for seen, there in zip((self.before, self.after), sites, strict=True)
        )
        touched = np.asarray(rows & _other_ways(was, now))
        after = _joined(self.before, self.students, (first, now, touched), sites[1])
        return SpanChange(first, after, None, None, touched)


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
    after = _joined(seen, students, (first, again, touched), now)
    return SpanChange(first, after, come, gone, touched)


def _joined(
    seen: FromHome,
    students: Students,
    measured: tuple[Span, Span, NDArray[np.bool_]],
    sites: NDArray[np.float64],
) -> Span:
    """Return the span measured again where something was touched, else the first.

    Nothing is known of a postcode without land: before and after it may lie anywhere,
    unless there is no place left to go to.
    """
    first, again, touched = measured
    if not len(sites):
        return again
    return again.where(touched & seen.has_land(students), first)


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
