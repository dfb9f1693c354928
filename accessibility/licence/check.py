"""One legal check: its article, input, outcome and margin.

No check decides anything: the Minister does. A value that is set by a regulation not
worked in here is an input; where it is missing the outcome says so.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from accessibility.codes import NOTHING, Told

STATUTE: Final = Told(
    "WVO 2020 (BWBR0044212), stand 1 januari 2026",
    "WVO 2020 (BWBR0044212), as of 1 January 2026",
)
"""The text of the law on which the checks rest."""


NOT_GIVEN: Final = Told("niet gegeven", "not given")
PUPILS: Final = Told("leerlingen", "pupils")
POINTS: Final = Told("procentpunt", "percentage points")
"""Units of a margin."""


class Outcome(StrEnum):
    """The outcome of a check, in the words of the dossier."""

    MET = "voldoet"
    NOT_MET = "voldoet niet"
    UNDECIDED = "niet te bepalen"

    @property
    def told(self) -> Told:
        """The outcome in words of both languages."""
        return Told(self.value, _ENGLISH[self])


_ENGLISH: Final = {
    Outcome.MET: "met",
    Outcome.NOT_MET: "not met",
    Outcome.UNDECIDED: "cannot be determined",
}


@dataclass(frozen=True)
class Fact:
    """One input of a check: what it is called, its value in words, and its source."""

    name: Told
    value: Told


@dataclass(frozen=True)
class Check:
    """The outcome of one legal check.

    Parameters
    ----------
    title
        What is checked.
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

    title: Told
    article: Told
    facts: tuple[Fact, ...]
    outcome: Outcome
    margin: float = math.nan
    unit: Told = NOTHING
    remark: Told = NOTHING


def decimal(value: float, digits: int = 0) -> Told:
    """Write a number with the decimal mark of each language."""
    text = f"{value:.{digits}f}"
    return Told(text.replace(".", ","), text)


def article(dutch: str) -> Told:
    """Name an article; in English its lid and onderdeel between brackets.

    Examples
    --------
    >>> article("art. 4.5a lid 2 onder c en art. 4.6").english
    'art. 4.5a(2)(c) and art. 4.6'
    """
    english = re.sub(r" lid (\d+)", r"(\1)", dutch)
    english = re.sub(r" onder (\w)", r"(\1)", english)
    return Told(dutch, english.replace(" en ", " and "))


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
