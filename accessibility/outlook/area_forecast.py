"""A forecast of inhabitants per gemeente, year and age, laid over the cohorts.

A regional forecast knows of building and moving; children counted at home know where in
a gemeente they live. So a gemeente grows or shrinks as its forecast, and its postcodes
share that as their own children do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True)
class AreaForecast:
    """What a regional forecast expects, and in which of its areas each postcode lies.

    Parameters
    ----------
    persons
        Rows are areas, columns pairs of year and age.
    area
        Row in `persons` of each postcode, -1 for none, shape `(n,)`.
    """

    persons: pd.DataFrame
    area: NDArray[np.int64]

    def expected(
        self, year: int, age_mix: Sequence[tuple[int, float]]
    ) -> NDArray[np.float64]:
        """Return third-years of each area in a year; NaN where it does not tell."""
        ages = [part * self._of(year, age) for age, part in age_mix]
        told: NDArray[np.float64] = np.sum(ages, axis=0)
        return told

    def _of(self, year: int, age: int) -> NDArray[np.float64]:
        if (year, age) not in self.persons:
            return np.full(len(self.persons), np.nan)
        return self.persons[year, age].to_numpy(np.float64)

    def laid_over(
        self,
        ratio: NDArray[np.float64],
        children: NDArray[np.float64],
        growth: NDArray[np.float64],
    ) -> NDArray[np.float64]:
        """Return ratios of postcodes that make each area grow as was forecast.

        Parameters
        ----------
        ratio
            By what the children of each postcode are multiplied, shape `(n,)`.
        children
            Who live there in the base year, shape `(n,)`.
        growth
            Of each area; NaN keeps its postcodes as they are.
        """
        inside = self.area >= 0
        n = len(self.persons)
        before, after = (
            np.bincount(self.area[inside], one[inside], n)
            for one in (children, children * ratio)
        )
        own = np.divide(after, before, out=np.ones(n), where=before > 0)
        times = np.divide(growth, own, out=np.ones(n), where=own > 0)
        times = np.where(np.isfinite(times), times, 1.0)
        return np.where(inside, ratio * times[self.area], ratio)


def area_forecast(table: pd.DataFrame, gemeente: NDArray[np.str_]) -> AreaForecast:
    """Return a forecast, and where in it some postcodes lie.

    Parameters
    ----------
    table
        `area_forecasts` of a snapshot.
    gemeente
        Code of the gemeente of each postcode, shape `(n,)`.
    """
    persons = table.pivot_table(
        index="gemeente", columns=["year", "age"], values="persons", aggfunc="sum"
    )
    row = pd.Index(persons.index).get_indexer(pd.Index(gemeente))
    return AreaForecast(persons, row.astype(np.int64))
