"""The days of a term cut into rounds, so that every return is evenly spaced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from accessibility.tours.holiday_calendar import EVERYWHERE

if TYPE_CHECKING:
    from datetime import date

    from accessibility.tours.holiday_calendar import Regions
    from accessibility.tours.term_days import SchoolDay


@dataclass(frozen=True)
class DayKind:
    """Days alike: half-days, holiday regions, and their dates in every round.

    Parameters
    ----------
    half_days
        Numbers of the half-days on which schools are open.
    dates
        Per round the dates used, all rounds equally many, in order.
    open_in
        Holiday regions whose schools are open.
    """

    half_days: tuple[int, ...]
    dates: tuple[tuple[date, ...], ...]
    open_in: Regions = EVERYWHERE

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
    found = []
    for half_days, open_in in sorted({_kind_of(day) for day in days}, key=_order):
        dates = [
            [days[i].day for i in block if _kind_of(days[i]) == (half_days, open_in)]
            for block in blocks
        ]
        fewest = min(len(block) for block in dates)
        if fewest:
            used = tuple(tuple(block[:fewest]) for block in dates)
            found.append(DayKind(half_days, used, open_in))
    return tuple(found)


def _kind_of(day: SchoolDay) -> tuple[tuple[int, ...], Regions]:
    return day.half_days, day.open_in


def _order(kind: tuple[tuple[int, ...], Regions]) -> tuple[int, int, list[str]]:
    """Put the fullest days first, and those on which most schools are open."""
    half_days, open_in = kind
    return -len(half_days), -len(open_in), sorted(open_in)
