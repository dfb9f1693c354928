"""The years ahead of a scenario: three layers of the pair that matters most."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.codes import AreaKind
from accessibility.errors import MissingDataError, UsageError
from accessibility.outlook import (
    OUTLOOK_COLUMNS,
    TECHNICAL,
    Draws,
    OutlookQuestion,
    outlook_answer,
)
from accessibility.scenario import WAY_EDITS

if TYPE_CHECKING:
    from accessibility.measures import Pair
    from accessibility.questions import Question
    from accessibility.scenario import Scenario
    from accessibility.study import Study

_EVERY: Final = 3
_DRAWS: Final = Draws(500)


def years_ahead(
    study: Study, scenario: Scenario, question: Question, pair: Pair | None
) -> pd.DataFrame:
    """Return the view ahead of a pair in the whole country, without and with edits.

    Parameters
    ----------
    study
        Of the snapshot the scenario starts from.
    scenario
        Holds from the start.
    question
        How reach is measured, and of whom.
    pair
        A profiel and a leerweg; None if nothing changes.

    Returns
    -------
    pandas.DataFrame
        `OUTLOOK_COLUMNS` and `edited`; no rows where the data do not tell who will be
        third-years, where no chances were measured for the profiel, or where edits of
        roads or of a timetable would have all ways measured anew.
    """
    nothing = pd.DataFrame(columns=[*OUTLOOK_COLUMNS, "edited"])
    ways = any(isinstance(edit, WAY_EDITS) for edit in scenario.edits)
    if pair is None or pair[0] not in TECHNICAL or ways:
        return nothing
    profiel, leerweg = pair
    one = replace(question, profielen=(profiel,), leerwegen=(leerweg,), per=AreaKind.NL)
    asked = OutlookQuestion(question=one, every=_EVERY, draws=_DRAWS)
    try:
        tables = [
            outlook_answer(study, asked, edits).table.assign(edited=edits is not None)
            for edits in (None, scenario)
        ]
    except (MissingDataError, UsageError):
        # What cannot be told of later years is no reason to have no dossier.
        return nothing
    return pd.concat(tables, ignore_index=True)
