"""The shares of several school years, and what changed: the offer or the students."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.demand import default_choice
from accessibility.errors import UsageError
from accessibility.headers import joined_header, school_year_of
from accessibility.questions import AUTO, Answer
from accessibility.reports.provisional import is_provisional

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from accessibility.questions import Question
    from accessibility.study import Study

_PLAIN: Final = "inhabitants"
_PLAIN_STUDENTS: Final = f"{_PLAIN}:10-14"
CHANGE_COLUMNS: Final = ("base", "change", "change_by_offer", "change_by_students")


class Change(StrEnum):
    """In what a change since the base year is told."""

    POINTS = "points"
    STUDENTS = "students"
    PERCENT = "percent"


def school_year(dates: Mapping[str, str]) -> str:
    """Return the school year of a snapshot, as in 2019/20.

    Raises
    ------
    UsageError
        If a snapshot does not tell it.
    """
    first = school_year_of(dates)
    return f"{first}/{(first + 1) % 100:02d}"


def over_years(
    studies: Sequence[Study],
    question: Question,
    *,
    base: int | None = None,
    change: Change = Change.POINTS,
) -> Answer:
    """Return the shares of every snapshot with the school year it is of.

    Parameters
    ----------
    studies
        One per school year.
    question
        For the whole country, one profiel.
    base
        Calendar year in which the base school year began; None for no comparison.
    change
        In what the change since then is told: percentage points of the share, students
        reached, or per cent of the students reached.

    Returns
    -------
    Answer
        The columns of shares, `year`, `provisional`, and with a base `CHANGE_COLUMNS`.
        The change by offer is what the offer of the year would do for the students of
        the base; that by students is the rest. The two add up to the change.

    Raises
    ------
    UsageError
        If two snapshots are of one school year, or none is of the base.
    """
    of_year, asked, notes = _alike(_by_year(studies), question)
    frames, headers = [], []
    for _, study in sorted(of_year.items()):
        answer = study.answer(asked)
        headers.append(answer.header)
        table = answer.table.assign(
            year=school_year(study.snapshot.manifest.dates),
            provisional=is_provisional(study.snapshot.manifest),
        )
        if base is not None:
            from_year = _base_study(of_year, base)
            table = _compared(table, study, from_year, asked, change)
        frames.append(table)
    shares = pd.concat(frames, ignore_index=True)
    if shares.provisional.any():
        years = ", ".join(sorted(shares.year[shares.provisional].unique()))
        notes.append(f"provisional: {years}; the combined programme may be missing")
    joined = joined_header(headers)
    return Answer(shares, replace(joined, notes=(*notes, *joined.notes)))


def _by_year(studies: Sequence[Study]) -> dict[int, Study]:
    of_year: dict[int, Study] = {}
    for study in studies:
        first = school_year_of(study.snapshot.manifest.dates)
        if first in of_year:
            message = (
                "two of these snapshots are of the same school year: give one of each"
            )
            raise UsageError(message)
        of_year[first] = study
    return of_year


def _base_study(of_year: Mapping[int, Study], base: int) -> Study:
    if base not in of_year:
        held = ", ".join(str(first) for first in sorted(of_year))
        message = f"no snapshot is of the base year {base}; there are {held}"
        raise UsageError(message)
    return of_year[base]


def _alike(
    of_year: Mapping[int, Study], question: Question
) -> tuple[Mapping[int, Study], Question, list[str]]:
    """Count students in one way in all years, where they would differ by themselves.

    Of all leerwegen together inhabitants of 10-14 can stand for them in every year; of
    one leerweg those of the first year that tells of it are held.
    """
    if question.students != AUTO:
        return of_year, question, []
    whole = question.denominator.whole
    models = {
        first: default_choice(study.snapshot, whole=whole)
        for first, study in sorted(of_year.items())
    }
    if len(set(models.values())) == 1:
        return of_year, question, []
    if whole and all(study.snapshot.has("inhabitants") for study in of_year.values()):
        note = f"students: {_PLAIN_STUDENTS} in all years, since not all know more"
        return of_year, replace(question, students=_PLAIN_STUDENTS), [note]
    known = next(f for f, model in models.items() if not model.startswith(_PLAIN))
    students = of_year[known].students_for(question)
    held = {
        first: study.beside(replace(study.snapshot, folder=None), everyone=students)
        for first, study in of_year.items()
    }
    year = school_year(of_year[known].snapshot.manifest.dates)
    note = f"students: those of {year} in all years, since not all tell the leerweg"
    return held, question, [note]


def _compared(
    table: pd.DataFrame, study: Study, base: Study, question: Question, change: Change
) -> pd.DataFrame:
    """Add the change since the base year, parted into offer and students."""
    start = base.answer(question).table
    between = start
    if study is not base:
        snapshot = base.snapshot.edited(
            offers=study.snapshot.offers, vestigingen=study.snapshot.vestigingen
        )
        everyone = base.students_for(question)
        mixed = base.beside(replace(snapshot, folder=None), everyone=everyone)
        between = mixed.answer(question).table
    ends = [_figure(one, start, change) for one in (start, between, table)]
    return table.assign(
        base=school_year(base.snapshot.manifest.dates),
        change=ends[2] - ends[0],
        change_by_offer=ends[1] - ends[0],
        change_by_students=ends[2] - ends[1],
    )


def _figure(table: pd.DataFrame, start: pd.DataFrame, change: Change) -> pd.Series:
    """Return the figure of which a change is told, a value per row."""
    if change is Change.POINTS:
        return 100 * table.share
    if change is Change.STUDENTS:
        return table.reached
    return 100 * table.reached / start.reached.where(start.reached > 0)
