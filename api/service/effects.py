"""What a scenario changes, for one question, as the core computes it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from accessibility.effects import (
    UNCHANGED,
    ScenarioReach,
    access_changes,
    choice_changes,
    effect_base,
    effect_between,
    effect_of,
    postcode_changes,
)
from accessibility.questions import dates_of, notes_of
from accessibility.scenario import (
    NETWORK_EDITS,
    STUDENT_EDITS,
    Scenario,
    forecast_students,
    parse_scenario,
)
from api.service.describing import about_snapshot, dutch_dates
from api.service.problems import ProblemError

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.codes import Mode
    from accessibility.effects import Effect
    from api.service.asking import Asked
    from api.service.served import Served

MOST_EDITS = 200


def scenario_of(served: Served, document: dict[str, Any]) -> Scenario:
    """Return the scenario a document describes, if it fits the snapshot.

    Raises
    ------
    ProblemError
        400 if it has too many edits or was drawn up on another snapshot.
    TableError
        With every fault of form, and of the edits themselves.
    """
    edits = document.get("edits")
    if isinstance(edits, list) and len(edits) > MOST_EDITS:
        message = (
            f"A scenario has at most {MOST_EDITS} edits; this one has {len(edits)}."
        )
        raise ProblemError(400, message)
    scenario = parse_scenario(json.dumps(document))
    name = served.snapshot.manifest.name
    if scenario.snapshot != name:
        message = f"The scenario was drawn up on another snapshot than {name!r}."
        raise ProblemError(400, message)
    return checked_scenario(served, scenario)


def checked_scenario(served: Served, scenario: Scenario) -> Scenario:
    """Return the scenario if its edits fit the snapshot.

    Raises
    ------
    TableError
        With every fault of the edits.
    """
    served.applied(scenario)
    return scenario


def edits_roads(scenario: Scenario, mode: Mode) -> bool:
    """Tell whether a scenario changes the roads of a mode."""
    return any(
        isinstance(edit, NETWORK_EDITS) and edit.mode is mode for edit in scenario.edits
    )


def effect_on(served: Served, scenario: Scenario, asked: Asked) -> Effect:
    """Return what a scenario changes for the question asked, by any mode.

    Where no road changes, only what is founded or moved is measured anew; where one
    does, everything is.

    Raises
    ------
    MissingDataError
        If the snapshot holds no roads for the mode.
    """
    question = asked.question
    base = served.effect_base(asked)
    applied = served.applied(scenario)
    students = base.students
    over = ScenarioReach(served.snapshot, applied, students, served.road_tables)
    changed = None
    if any(isinstance(edit, STUDENT_EDITS) for edit in scenario.edits):
        changed = forecast_students(students, scenario)
    if question.mode not in applied.roads:
        return effect_of(base, applied, over.fresh(base.reach), students=changed)
    after = effect_base(
        over.after(question.mode, question.unit, base.reach.limit),
        applied.snapshot.offers,
        students if changed is None else changed,
        within=question.within,
        unit=question.unit,
        denominator=question.denominator,
    )
    return effect_between(base, after)


def effect_tables(
    served: Served, scenario: Scenario, asked: Asked
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what changes in access and in choice, per area of the question."""
    question = asked.question
    with served.gate.slot():
        effect = effect_on(served, scenario, asked)
        changes = access_changes(effect, per=question.per)
        choices = choice_changes(effect, per=question.per)
    pairs = {(p, w.value) for p in question.profielen for w in question.leerwegen}
    wanted = [
        pair in pairs for pair in zip(changes.profiel, changes.leerweg, strict=True)
    ]
    changes = changes[np.asarray(wanted, np.bool_)]
    if asked.areas:
        changes = changes[changes.area_code.isin(asked.areas)]
        choices = choices[choices.area_code.isin(asked.areas)]
    names = served.names(question.per)
    named = changes.area_code.map(names).fillna(changes.area_code)
    return changes.assign(area_name=named), choices


def changed_postcodes(served: Served, scenario: Scenario, asked: Asked) -> pd.DataFrame:
    """Return the postcodes in which something changes, for the one pair asked.

    Ways, parts and groups follow from geometry alone: they tell nothing of students.
    """
    question = asked.question
    with served.gate.slot():
        effect = effect_on(served, scenario, asked)
        pair = (question.profielen[0], question.leerwegen[0])
        table = postcode_changes(effect, pair)
    same = (table.before == table.after) & (table.group == UNCHANGED)
    return table[~same].reset_index(drop=True)


def about_effect(served: Served, asked: Asked) -> dict[str, Any]:
    """Return what a reader of an effect must know."""
    students = served.students_of(asked)
    question = asked.question
    return {
        **about_snapshot(served),
        "peildata": dutch_dates(dates_of(served.snapshot, students, question.mode)),
        "toelichting": list(notes_of(served.snapshot, students, question)),
    }
