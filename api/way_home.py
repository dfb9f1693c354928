"""The way home beside the way to school: the same question, asked of the afternoon."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.codes import Mode
from accessibility.errors import UsageError

if TYPE_CHECKING:
    from accessibility.codes import BellRule
    from accessibility.questions import Answer, Question

TO_SCHOOL: Final = "to-school"
HOME: Final = "home"


def homeward(question: Question, rule: BellRule) -> BellRule:
    """Return the rule of the way home.

    Raises
    ------
    UsageError
        If the question is not about public transport: other ways are as long home.
    """
    if Mode.OV not in question.modes:
        message = (
            "--both-ways is about public transport, which runs by the clock: "
            "ask it with --mode ov"
        )
        raise UsageError(message)
    return replace(rule, homeward=True)


def joined(answers: list[Answer]) -> Answer:
    """Return the way there, or with the way home as one, told apart by column `way`."""
    there = answers[0]
    if len(answers) == 1:
        return there
    rows = [
        answer.table.assign(way=way)
        for answer, way in zip(answers, (TO_SCHOOL, HOME), strict=True)
    ]
    notes = dict.fromkeys(note for answer in answers for note in answer.header.notes)
    return replace(
        there,
        table=pd.concat(rows, ignore_index=True),
        header=replace(there.header, notes=tuple(notes)),
    )
