"""Inhabitants by age group, split into single years by the shape of the country."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy.interpolate import PchipInterpolator

from accessibility.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

OCTOBER: Final = 0.75
"""1 October as part of a year: the day on which pupils are counted."""

_LEAVE_HOME_AT: Final = 15
_DAYS_PER_YEAR: Final = 365.25


@dataclass(frozen=True)
class AgeGroups:
    """Inhabitants of postcodes by age group, on one day.

    Parameters
    ----------
    table
        Table `inhabitants` of a snapshot.
    date
        The day, or a year for its first day.
    pc4
        The postcodes that are told, shape `(n,)`.
    """

    table: pd.DataFrame
    date: str
    pc4: NDArray[np.str_]

    def of_october(self, year: int, age: int) -> NDArray[np.float64]:
        """Return who have an age on 1 October of a year, shape `(n,)`.

        From 15 on people leave home to study: the homes of the oldest children before
        that stand for theirs.

        Raises
        ------
        UsageError
            If they were not born yet when inhabitants were counted.
        """
        first = self.at_year - (year + OCTOBER - age - 1)
        if first < 1:
            message = (
                f"nothing tells who are {age} in {year}: add a newer source of kind "
                "po-leeftijden (primary pupils by age) or inhabitants"
            )
            raise UsageError(message)
        total = np.zeros(len(self.pc4))
        for middle, people in self._pieces(first - 1, first):
            homes = self._homes(min(middle, _LEAVE_HOME_AT - 0.5))
            total += people * homes / max(homes.sum(), 1.0)
        return total

    def younger(self, age: int) -> NDArray[np.float64]:
        """Return inhabitants of the groups that end below an age, shape `(n,)`."""
        some = [people for (_, last), people in self._groups.items() if last < age]
        return np.sum(some, axis=0) if some else np.zeros(len(self.pc4))

    @cached_property
    def at_year(self) -> float:
        """When inhabitants were counted: 2021.0 is 1 January 2021."""
        whole = self.date if len(self.date) > len("2021") else f"{self.date}-01-01"
        day = dt.date.fromisoformat(whole)
        return day.year + (day.timetuple().tm_yday - 1) / _DAYS_PER_YEAR

    @cached_property
    def _groups(self) -> dict[tuple[int, int], NDArray[np.float64]]:
        return {
            (int(rows.age_from.iloc[0]), int(rows.age_to.iloc[0])): per_postcode(
                rows, "inhabitants", self.pc4
            )
            for _, rows in self.table.groupby(["age_from", "age_to"])
        }

    def _homes(self, age: float) -> NDArray[np.float64]:
        return next(
            people
            for (first, last), people in self._groups.items()
            if first <= age < last + 1
        )

    def _pieces(self, first: float, last: float) -> Iterator[tuple[float, float]]:
        """Yield the pieces of an age interval by group: middle, people of the country.

        The number of people younger than an age is drawn smoothly through the ends of
        the groups, and never falls: groups keep their totals.
        """
        sums = {last_age + 1: one.sum() for (_, last_age), one in self._groups.items()}
        lowest = min(first_age for first_age, _ in self._groups)
        younger = pd.Series({lowest: 0.0, **sums}).sort_index().cumsum()
        ends = younger.index.to_numpy(np.float64)
        curve = PchipInterpolator(ends, younger.to_numpy(np.float64))
        inside = ends[(ends > first) & (ends < last)]
        cuts = np.concatenate([[first], inside, [last]])
        middles = (cuts[:-1] + cuts[1:]) / 2
        yield from zip(middles.tolist(), np.diff(curve(cuts)).tolist(), strict=True)


def per_postcode(
    rows: pd.DataFrame, column: str, pc4: NDArray[np.str_]
) -> NDArray[np.float64]:
    """Return a column in the order of some postcodes, 0 where there is no row."""
    found = rows.set_index("pc4")[column].reindex(pc4).fillna(0.0)
    return found.to_numpy(np.float64)
