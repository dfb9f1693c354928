"""What a scenario changes for one question: per area, per choice, per postcode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from accessibility.effects import (
    UNCHANGED,
    access_changes,
    choice_changes,
    postcode_changes,
)
from accessibility.measures import with_area_names

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.questions import Answer, Question
    from accessibility.scenario import Scenario
    from accessibility.study import Study


@dataclass(frozen=True)
class Changes:
    """What a scenario changes in access, and in the number of profielen to choose.

    Parameters
    ----------
    access
        Rows of `accessibility.effects.access_changes` for the pairs asked for.
    choice
        Rows of `accessibility.effects.choice_changes`.
    """

    access: Answer
    choice: pd.DataFrame


def changes_of(study: Study, scenario: Scenario, question: Question) -> Changes:
    """Return what a scenario changes, per area of the division asked for.

    Raises
    ------
    TableError
        With every fault of the scenario.
    UsageError
        If the question does not fit the data.
    """
    effect = study.effect(scenario, question)
    table = access_changes(effect, per=question.per)
    pairs = {(profiel, leerweg.value) for profiel, leerweg in question.pairs}
    wanted = [pair in pairs for pair in zip(table.profiel, table.leerweg, strict=True)]
    named = with_area_names(
        table[np.asarray(wanted, np.bool_)], study.area_names(question.per)
    )
    return Changes(
        study.told(named, question, effect.base.students),
        choice_changes(effect, per=question.per),
    )


def changed_postcodes(study: Study, scenario: Scenario, question: Question) -> Answer:
    """Return the postcodes in which something changes, for the one pair asked.

    Ways, parts and groups follow from geometry alone: they tell nothing of students.
    """
    effect = study.effect(scenario, question)
    table = postcode_changes(effect, question.pair)
    same = (table.before == table.after) & (table.group == UNCHANGED)
    changed = table[~same].reset_index(drop=True)
    return study.told(changed, question, effect.base.students)
