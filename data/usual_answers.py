"""Shares that everybody asks first: computed once and kept in a snapshot's folder."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

import accessibility
from accessibility.codes import AreaKind, Denominator
from accessibility.errors import BereikError
from accessibility.measures import SHARES
from accessibility.questions import Question
from data.kept_tables import KeptTables

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd

    from accessibility.measures import Measure
    from accessibility.study import Study

USUAL_M: Final = (5_000.0, 10_000.0, 12_000.0, 15_000.0)
"""Thresholds that the page offers."""

CURVE_M: Final = tuple(
    1_000.0 * km for km in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30)
)
"""Thresholds of the line that it draws."""

QUESTIONS: Final = tuple(
    Question(within=within, per=per, denominator=denominator)
    for denominator, per, within in (
        (Denominator.LEERWEG, AreaKind.NL, CURVE_M),
        (Denominator.COMMON, AreaKind.NL, USUAL_M),
        (Denominator.LEERWEG, AreaKind.GEMEENTE, USUAL_M),
        (Denominator.COMMON, AreaKind.GEMEENTE, USUAL_M),
    )
)
"""Of every profiel and leerweg: each holds the answers to narrower ones."""


class UsualAnswers:
    """The tables of the usual questions, and those of narrower ones out of them.

    Parameters
    ----------
    folder
        Of the snapshot; they go when it is replaced.
    """

    def __init__(self, folder: Path) -> None:
        self._kept = KeptTables(folder, accessibility)
        self._tables: dict[Question, pd.DataFrame] = {}

    def prepare(
        self, study: Study, progress: Callable[[str, int, int], None] | None = None
    ) -> None:
        """Have all tables at hand: kept before, or computed now and kept.

        Parameters
        ----------
        study
            Of the snapshot in the folder.
        progress
            Called with a text, the steps done and the number of steps.
        """
        for done, question in enumerate(QUESTIONS):
            if progress is not None:
                progress("answering what is asked first", done, len(QUESTIONS))
            # What this snapshot cannot tell it cannot be asked either.
            with suppress(BereikError):
                self._tables[question] = self._kept.get(
                    repr(question), partial(_computed, study, question)
                )

    def table(self, measure: Measure, question: Question) -> pd.DataFrame | None:
        """Return the table of a question if a usual one holds it, else None."""
        if measure is not SHARES:
            return None
        for wide, table in self._tables.items():
            if _holds(wide, question):
                rows = table.profiel.isin(question.profielen)
                rows &= table.leerweg.isin([one.value for one in question.leerwegen])
                rows &= table.threshold.isin(question.within)
                return table[rows].reset_index(drop=True)
        return None


def _computed(study: Study, question: Question) -> pd.DataFrame:
    return study.answer(question).table


def _holds(wide: Question, narrow: Question) -> bool:
    """Tell whether the rows of a narrow question are among those of a wide one."""
    alike = replace(
        narrow,
        within=wide.within,
        profielen=wide.profielen,
        leerwegen=wide.leerwegen,
    )
    return alike == wide and all(
        _in_turn(part, whole)
        for part, whole in (
            (narrow.within, wide.within),
            (narrow.profielen, wide.profielen),
            (narrow.leerwegen, wide.leerwegen),
        )
    )


def _in_turn(part: tuple[object, ...], whole: tuple[object, ...]) -> bool:
    """Tell whether a part has only what the whole has, each once, in its order."""
    return part == tuple(one for one in whole if one in part)
