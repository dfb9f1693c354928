"""A row per postcode: the way, the reason and the people, by one way or by two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from accessibility.measures import either_postcodes, postcode_table

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.codes import Mode, Unit
    from accessibility.counting import Students
    from accessibility.from_home.seen import FromHome
    from accessibility.measures import NearestOffers
    from accessibility.questions import Question
    from accessibility.reach_table import ReachTable


class Measuring(Protocol):
    """Measures ways from students, and remembers them."""

    def reach(self, students: Students, mode: Mode, unit: Unit) -> ReachTable:
        """Return the reach table of a mode."""

    def nearest(self, students: Students, mode: Mode, unit: Unit) -> NearestOffers:
        """Return the nearest offer of every profiel and leerweg."""

    def straight_beside(
        self, question: Question, students: Students
    ) -> NearestOffers | None:
        """Return the nearest in a straight line, where only a road may be missing."""


def postcode_rows(
    study: Measuring, seen: FromHome, question: Question, students: Students
) -> pd.DataFrame:
    """Return a row per postcode for one pair, nothing hidden yet.

    Parameters
    ----------
    study
        Measures.
    seen
        The same snapshot, seen from home.
    question, students
        About one pair; who lives where.
    """
    nearest = study.nearest(students, question.mode, question.unit)
    where = seen.whereabouts(question, students, (question.pair,))
    table = postcode_table(
        nearest,
        study.reach(students, question.mode, question.unit),
        students,
        pair=question.pair,
        within=question.threshold,
        denominator=question.denominator,
        straight=study.straight_beside(question, students),
        whereabouts=where,
    )
    second = question.second
    if second is None:
        return table
    ways = nearest, study.nearest(students, second.mode, second.unit)
    both = [where, seen.whereabouts(second, students, (second.pair,))]
    tables = table, postcode_rows(study, seen, second, students)
    return either_postcodes(tables, (ways, both), students, question)
