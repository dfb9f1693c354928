"""Students under a forecast: multiplied per area, or replaced by own counts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from accessibility.codes import ROUTE
from accessibility.counting import COUNT_COLUMNS, Rescaling, rescaled
from accessibility.errors import UsageError
from accessibility.scenario.edits import STUDENT_EDITS, Forecast, OwnCount

if TYPE_CHECKING:
    from accessibility.counting import Students
    from accessibility.scenario.document import Scenario


def forecast_students(students: Students, scenario: Scenario) -> Students:
    """Return the students after a scenario's forecasts and own counts.

    Multipliers work on low, estimate and high alike, and how the intervals of a model
    hang together is kept: a factor for a whole area scales its ends, and leaves the
    ends of a share where they are.

    Parameters
    ----------
    students
        Who lives where before.
    scenario
        Other edits than those of students are passed over; without any of these the
        very same students come back.

    Raises
    ------
    UsageError
        If a leerweg is named and the counts do not tell the leerweg.
    """
    edits = [edit for edit in scenario.edits if isinstance(edit, STUDENT_EDITS)]
    if not edits:
        return students
    counts, change = students.counts, Rescaling.none(students.n_postcodes)
    rows = pd.Index(students.postcodes.pc4)
    for edit in edits:
        if edit.leerweg is not None and not students.tells_leerweg:
            message = (
                f"the scenario counts {edit.leerweg.value} students, but "
                f"--students {students.method} does not tell the leerweg"
            )
            raise UsageError(message)
        if isinstance(edit, Forecast):
            inside = students.area_codes(edit.area_kind) == edit.area_code
            counts = _multiplied(counts, edit, rows[inside])
            change = change.multiplied(inside, edit.factor, edit.leerweg)
        else:
            counts = _replaced(counts, edit)
            row = int(rows.get_indexer(pd.Index([edit.pc4]))[0])
            change = change.replaced(row, edit.leerweg, edit.students)
    remark = "students as forecast by the scenario"
    assumption = "; ".join(text for text in (students.assumption, remark) if text)
    routes = bool((students.counts.leerweg == ROUTE).any())
    bounds = rescaled(students.bounds, change, routes=routes)
    return replace(students, counts=counts, bounds=bounds, assumption=assumption)


def _multiplied(counts: pd.DataFrame, edit: Forecast, inside: pd.Index) -> pd.DataFrame:
    concerned = counts.pc4.isin(inside)
    if edit.leerweg is not None:
        concerned &= counts.leerweg == edit.leerweg.value
    factor = np.where(concerned, edit.factor, 1.0)
    return counts.assign(**{name: counts[name] * factor for name in COUNT_COLUMNS})


def _replaced(counts: pd.DataFrame, edit: OwnCount) -> pd.DataFrame:
    """Put one row in the place of all rows of the postcode and leerweg."""
    gone = (counts.pc4 == edit.pc4) & (counts.leerweg == edit.leerweg.value)
    row: dict[str, object] = {
        name: "" for name in counts.columns if name not in COUNT_COLUMNS
    }
    row |= {"pc4": edit.pc4, "leerweg": edit.leerweg.value}
    row |= dict.fromkeys(COUNT_COLUMNS, edit.students)
    return pd.concat([counts[~gone], pd.DataFrame([row])], ignore_index=True)
