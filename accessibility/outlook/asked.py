"""What is asked of a view ahead: years, a norm, draws; and what may not be asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from accessibility.codes import TECHNIEK, TECHNISCH
from accessibility.errors import UsageError
from accessibility.outlook.chances import MEASURED, PERIOD_YEARS, Chances
from accessibility.outlook.cohorts import USUAL_MIX
from accessibility.outlook.norm import Norm
from accessibility.outlook.simulation import Draws
from accessibility.questions import Question

if TYPE_CHECKING:
    from accessibility.outlook.ground import Ground

TECHNICAL: Final = (*(profiel.value for profiel in TECHNISCH), TECHNIEK)
"""Profielen of which a view ahead can be given: their chances were measured."""

FAR_YEARS: Final = 3 * PERIOD_YEARS
"""Beyond so many years after the last count chances of one period are chained."""


@dataclass(frozen=True)
class OutlookQuestion:
    """What is asked of a view ahead.

    Parameters
    ----------
    question
        Way, threshold, denominator, division, profielen, leerwegen and students.
    last
        Year in which the last school year begins; None for as far as children were
        counted, at most nine years after the offers.
    first
        The same of the first; the year of the offers if None.
    every
        Years from one row to the next; the last is always told.
    norm
        What would hold in layer C, from the first year that is told.
    draws
        How often layer B is drawn.
    chances
        By which offers go and come.
    far
        True to look farther ahead than chances allow without being chained.
    age_mix
        Ages of third-years on 1 October, and the part of them that has each.
    """

    last: int | None = None
    question: Question = field(default_factory=lambda: Question(profielen=TECHNICAL))
    first: int | None = None
    every: int = 1
    norm: Norm = field(default_factory=Norm)
    draws: Draws = field(default_factory=Draws)
    chances: Chances = MEASURED
    far: bool = False
    age_mix: tuple[tuple[int, float], ...] = USUAL_MIX

    def years(self, ground: Ground) -> tuple[int, ...]:
        """Return the years that are told.

        Raises
        ------
        UsageError
            If a year lies before the offers, beyond the children that were counted, or
            farther ahead than chances reach.
        """
        base = ground.base_year
        first = base if self.first is None else self.first
        farthest = min(ground.cohorts.last_year, base + FAR_YEARS)
        last = farthest if self.last is None else self.last
        fault = _fault(first, last, ground, far=self.far)
        if fault:
            raise UsageError(fault)
        told = {*range(first, last + 1, self.every), last}
        return tuple(sorted(told))


def check_technical(question: Question) -> None:
    """Check that a view ahead can be given of the profielen of a question.

    Raises
    ------
    UsageError
        If one is not technical, or there are several thresholds.
    """
    others = [one for one in question.profielen if one not in TECHNICAL]
    if others:
        message = (
            f"no view ahead of {', '.join(others)}: the chances that offers go and "
            f"come were measured for {', '.join(TECHNICAL)}"
        )
        raise UsageError(message)
    if len(question.within) != 1:
        message = "a view ahead is counted at one threshold: give a single --within"
        raise UsageError(message)


def _fault(first: int, last: int, ground: Ground, *, far: bool) -> str:
    base, known = ground.base_year, ground.cohorts.last_year
    if first < base or last < first:
        return (
            f"years {first} to {last}: the offers are of {base}, and the view "
            "goes from there or later to a year after that"
        )
    if last > known:
        return (
            f"who are third-years in {last} is not born or not counted: the last "
            f"year that can be told is {known}; a newer source of kind po-leeftijden "
            "or inhabitants brings later ones"
        )
    if last > base + FAR_YEARS and not far:
        return (
            f"{last} is more than {FAR_YEARS} years after the offers of {base}: "
            "chances measured over three years would be chained; ask it with --far, or "
            "build a snapshot of newer offers"
        )
    return ""
