"""`--in NAME`: a question about the areas of one region, and its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accessibility.regions import asked_in, find_region, only_in

if TYPE_CHECKING:
    from accessibility.measures import Measure
    from accessibility.questions import Answer, Question
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
    students, answer = study.students_for(asked), _answer(study, asked, measure)
    return asked, only_in(answer, asked, students, region)


def _answer(study: Study, question: Question, measure: Measure | None) -> Answer:
    return study.measure(measure, question) if measure else study.answer(question)
