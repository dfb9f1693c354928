"""`--in NAME`: a question about the areas of one region, and its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accessibility.codes import AreaKind
from accessibility.regions import asked_in, find_region, only_in

if TYPE_CHECKING:
    from accessibility.measures import Measure
    from accessibility.questions import Answer, Question
    from accessibility.regions import Region
    from accessibility.study import Study


def answer_in(
    study: Study,
    question: Question,
    area_name: str | None,
    measure: Measure | None = None,
) -> tuple[Question, Answer]:
    """Return the question as it was asked, and the answer about the named area.

    Parameters
    ----------
    study
        Knows the areas.
    question
        Of the whole country.
    area_name
        Name or code of an area; None for the whole country.
    measure
        What answers; None for the shares.

    Raises
    ------
    UsageError
        If there is no such area, before anything is computed.
    """
    if area_name is None:
        return question, _answer(study, question, measure)
    region = find_region(study.snapshot, area_name)
    asked = asked_in(question, region)
    return asked, only_asked(study, asked, _answer(study, asked, measure), region)


def only_asked(
    study: Study, question: Question, answer: Answer, region: Region
) -> Answer:
    """Return the rows of an answer that are about a region, or all of the country.

    Parameters
    ----------
    study
        Tells in which areas its students live.
    question
        As it was answered, per area.
    answer
        With a row per area.
    region
        What was asked about.
    """
    if region.kind is AreaKind.NL:
        return answer
    return only_in(answer, question, study.students_for(question), region)


def _answer(study: Study, question: Question, measure: Measure | None) -> Answer:
    return study.measure(measure, question) if measure else study.answer(question)
