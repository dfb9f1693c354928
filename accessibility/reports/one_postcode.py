"""One postcode from near by: who lives there, what they reach, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from accessibility.codes import TECHNISCH, Leerweg, Mode, Unit
from accessibility.counting import COUNT_COLUMNS, concealed
from accessibility.measures import (
    GapReason,
    all_pairs,
    at_postcode,
    gaps,
    nearest_per_postcode,
)
from accessibility.reach_table import DEFAULT_LIMIT_M, DEFAULT_LIMIT_S

if TYPE_CHECKING:
    from collections.abc import Mapping

    from accessibility.counting import Students
    from accessibility.measures import NearestOffers, Pair
    from accessibility.questions import Header, Question
    from accessibility.study import Study

    Nearest = dict[tuple[Mode, Unit], dict[Pair, Any]]


@dataclass(frozen=True)
class Count:
    """A number of students; None for each end where the group is too small to show."""

    low: float | None
    estimate: float | None
    high: float | None
    suppressed: bool


@dataclass(frozen=True)
class NearestByMode:
    """The nearest offer of one pair by one mode.

    Parameters
    ----------
    mode, unit
        How it was measured.
    cost
        Metres or seconds; infinite beyond the search limit.
    brin6
        The vestiging; empty where none.
    status
        As `accessibility.measures.nearest_per_postcode` gives it.
    """

    mode: Mode
    unit: Unit
    cost: float
    brin6: str
    status: str


@dataclass(frozen=True)
class OfferAtPostcode:
    """One profiel and leerweg as seen from a postcode.

    Parameters
    ----------
    pair
        Profiel and leerweg.
    is_gap
        No offer lies within the threshold.
    reason
        An `accessibility.measures.GapReason`.
    near_brin6, near_cost
        The vestiging that the reason speaks of, empty where none; metres or seconds.
    nearest
        The nearest offer by every mode.
    """

    pair: Pair
    is_gap: bool
    reason: str
    near_brin6: str
    near_cost: float
    nearest: tuple[NearestByMode, ...]


@dataclass(frozen=True)
class PostcodeCard:
    """What can be reached from a postcode, and what is needed to judge it.

    Parameters
    ----------
    pc4
        The postcode.
    place
        Its place; empty where unknown.
    students
        How many students live there.
    n_technical
        How many technical profielen lie within the threshold, by leerweg.
    offers
        Every profiel and leerweg asked for.
    header
        What belongs to the whole card.
    """

    pc4: str
    place: str
    students: Count
    n_technical: Mapping[Leerweg, int]
    offers: tuple[OfferAtPostcode, ...]
    header: Header


def postcode_card(study: Study, pc4: str, question: Question) -> PostcodeCard:
    """Tell what can be reached from a postcode, how far it is, and by which mode.

    Parameters
    ----------
    study
        Answers.
    pc4
        One of the postcodes of the snapshot.
    question
        About one threshold; every mode of the study is answered beside its own.

    Raises
    ------
    UsageError
        If the postcode is not known, or the question does not fit the data.
    """
    students = study.students_for(question)
    why = _reasons(study, pc4, question, students)
    if question.second:
        also = _reasons(study, pc4, question.second, students)
        why = {pair: _either(row, also[pair]) for pair, row in why.items()}
    nearest = {
        (mode, unit): _nearest(study, pc4, question, mode, unit)
        for mode in study.modes
        for unit in mode.record.units
        if _is_told(mode, unit, question)
    }
    places = study.snapshot.postcodes.set_index("pc4").plaats.fillna("")
    return PostcodeCard(
        pc4,
        str(places[pc4]),
        _count(students, pc4, question),
        _technical_within(why),
        tuple(
            _offer(pair, why[pair], nearest)
            for pair in all_pairs(question.profielen, question.leerwegen)
        ),
        study.told(pd.DataFrame(), question, students).header,
    )


def _is_told(mode: Mode, unit: Unit, question: Question) -> bool:
    """Tell a mode in its usual unit, the bicycle in time too, and what is asked."""
    asked = (mode, unit) == (question.mode, question.unit)
    return asked or unit is mode.usual_unit or mode is Mode.BIKE


def _nearest(
    study: Study, pc4: str, question: Question, mode: Mode, unit: Unit
) -> dict[Pair, Any]:
    """Return the nearest offer of every pair by one mode, as rows by pair.

    From the points of that mode: by timetable one, over roads none without a street.
    """
    students = study.students_for(asked_by(question, mode, unit))
    whole = study.nearest(students, mode, unit)
    nearest, home = at_postcode(whole, students, pc4)
    table = nearest_per_postcode(nearest, study.reach(students, mode, unit), home)
    return dict(zip(nearest.pairs, table.itertuples(), strict=True))


def asked_by(question: Question, mode: Mode, unit: Unit) -> Question:
    """Return a question with the homes of another, by another mode."""
    if (mode, unit) == (question.mode, question.unit):
        return question
    limit = {Unit.METRES: DEFAULT_LIMIT_M, Unit.SECONDS: DEFAULT_LIMIT_S}[unit]
    return replace(question, mode=mode, unit=unit, within=(limit,), or_else=None)


def _reasons(
    study: Study, pc4: str, question: Question, students: Students
) -> dict[Pair, Any]:
    """Return the row of `gaps` of every pair."""
    mode, unit = question.mode, question.unit
    nearest, home = at_postcode(study.nearest(students, mode, unit), students, pc4)
    reach = study.reach(students, mode, unit)
    straight = _in_a_straight_line(study, pc4, question, students)
    return {
        pair: next(
            gaps(
                nearest,
                reach,
                home,
                pair=pair,
                within=question.threshold,
                straight=straight,
            ).itertuples()
        )
        for pair in nearest.pairs
    }


def _either(first: Any, second: Any) -> Any:  # noqa: ANN401 - rows of itertuples
    """Return the row of the way that does; else why the first one does not."""
    rows = (first, second)
    for reason in (GapReason.NONE, GapReason.OUTSIDE):
        found = next((row for row in rows if row.reason == reason), None)
        if found is not None:
            return found
    return first


def _in_a_straight_line(
    study: Study, pc4: str, question: Question, students: Students
) -> NearestOffers | None:
    straight = study.straight_beside(question, students)
    return None if straight is None else at_postcode(straight, students, pc4)[0]


def _technical_within(why: Mapping[Pair, Any]) -> dict[Leerweg, int]:
    return {
        leerweg: sum(
            why[profiel.value, leerweg].reason == GapReason.NONE
            for profiel in TECHNISCH
        )
        for leerweg in Leerweg
    }


def _offer(pair: Pair, why: Any, nearest: Nearest) -> OfferAtPostcode:  # noqa: ANN401 - a row of itertuples
    return OfferAtPostcode(
        pair,
        is_gap=bool(why.is_gap),
        reason=why.reason,
        near_brin6=why.near_brin6,
        near_cost=float(
            why.near_time_s if hasattr(why, "near_time_s") else why.near_distance_m
        ),
        nearest=tuple(
            _by_mode(mode, unit, rows[pair]) for (mode, unit), rows in nearest.items()
        ),
    )


def _by_mode(mode: Mode, unit: Unit, row: Any) -> NearestByMode:  # noqa: ANN401 - a row of itertuples
    cost = row.distance_m if unit is Unit.METRES else row.time_s
    return NearestByMode(mode, unit, float(cost), row.brin6, row.status)


def _count(students: Students, pc4: str, question: Question) -> Count:
    """Return how many students live in a postcode, hidden like everything else."""
    row = int(np.flatnonzero(students.postcodes.pc4.to_numpy() == pc4)[0])
    counts = students.by_postcode(question.denominator, question.leerwegen[0])[:, row]
    table = pd.DataFrame([counts], columns=list(COUNT_COLUMNS), index=[pc4])
    shown = concealed(table, threshold=students.rounded_to).loc[pc4]
    ends: list[float | None] = [
        None if pd.isna(shown[name]) else float(shown[name]) for name in COUNT_COLUMNS
    ]
    low, estimate, high = ends
    return Count(low, estimate, high, bool(shown.suppressed))
