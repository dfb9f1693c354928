"""The days of a term cut into rounds, so that every return is evenly spaced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from datetime import date

    from accessibility.tours.term_days import SchoolDay


@dataclass(frozen=True)
class DayKind:
    """Days alike: which half-days they have, and their dates in every round.

    Parameters
    ----------
    half_days
        Numbers of the half-days on which schools are open.
    dates
        Per round the dates used, all rounds equally many, in order.
    """

    half_days: tuple[int, ...]
    dates: tuple[tuple[date, ...], ...]

    @property
    def n_days(self) -> int:
        """Number of such days in one round."""
        return len(self.dates[0])


def day_kinds(days: tuple[SchoolDay, ...], rounds: int) -> tuple[DayKind, ...]:
    """Cut days into equal rounds and return the days of each kind in each of them.

    A route planned for the n-th day of a kind is driven on the n-th day of that kind
    in every round, so that the time between two visits is that between two rounds. A
    kind has as many days as the round with fewest; the days over stay free, as room
    for illness and breakdown.
    """
    blocks = np.array_split(np.arange(len(days)), rounds)
    kinds = sorted({day.half_days for day in days}, reverse=True)
    found = []
    for kind in kinds:
        dates = [
            [days[i].day for i in block if days[i].half_days == kind]
            for block in blocks
        ]
        fewest = min(len(block) for block in dates)
        if fewest:
            found.append(DayKind(kind, tuple(tuple(d[:fewest]) for d in dates)))
    return tuple(found)
