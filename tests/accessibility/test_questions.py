"""Questions: equal ones are equal values, and the defaults are those of the monitor."""

from __future__ import annotations

from accessibility.codes import PROFIEL_CHOICES, Denominator, Leerweg, Mode
from accessibility.questions import Question


def test_equal_questions_are_one_key() -> None:
    assert len({Question(), Question(), Question(mode=Mode.BIKE)}) == 2


def test_the_defaults_are_those_of_table_b3_6() -> None:
    question = Question()
    assert question.threshold == 10_000
    assert question.denominator is Denominator.COMMON
    assert len(question.pairs) == len(PROFIEL_CHOICES) * len(Leerweg) == 33
    assert question.pair == (PROFIEL_CHOICES[0], Leerweg.BL)
