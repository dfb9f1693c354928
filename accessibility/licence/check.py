"""One legal check: its article, input, outcome and margin.

No check decides anything: the Minister does. A value that is set by a regulation not
worked in here is an input; where it is missing the outcome says so.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

STATUTE = "WVO 2020 (BWBR0044212), stand 1 januari 2026"
"""The text of the law on which the checks rest."""


class Outcome(StrEnum):
    """The outcome of a check, in the words of the dossier."""

    MET = "voldoet"
    NOT_MET = "voldoet niet"
    UNDECIDED = "niet te bepalen"


@dataclass(frozen=True)
class Fact:
    """One input of a check: what it is called, its value in words, and its source."""

    name: str
    value: str


@dataclass(frozen=True)
class Check:
    """The outcome of one legal check.

    Parameters
    ----------
    title
        What is checked, in Dutch.
    article
        Where the rule stands.
    facts
        What went in.
    outcome
        Whether the rule is met.
    margin
        How far above (or, if negative, below) what the rule asks; NaN if it cannot
        be told or has no measure.
    unit
        Unit of the margin.
    remark
        What a reader must know beside it.
    """

    title: str
    article: str
    facts: tuple[Fact, ...]
    outcome: Outcome
    margin: float = math.nan
    unit: str = ""
    remark: str = ""


def decimal(value: float, digits: int = 0) -> str:
    """Write a number with a decimal comma, as the readers of a check do."""
    return f"{value:.{digits}f}".replace(".", ",")


def judged(margin: float, *, strict: bool = False) -> Outcome:
    """Return the outcome of a margin: met from 0, or only above it if strict."""
    if math.isnan(margin):
        return Outcome.UNDECIDED
    return (
        Outcome.MET if margin > 0 or (margin == 0 and not strict) else Outcome.NOT_MET
    )


def bounded(low: float, high: float) -> Outcome:
    """Return the outcome of a margin that is only known to lie in an interval."""
    worst, best = judged(low), judged(high)
    return worst if worst is best else Outcome.UNDECIDED
