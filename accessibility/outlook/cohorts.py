"""Cohorts: how many third-years each postcode will have, from children counted now.

Third-years of 1 October t are taken as 14 on that day. A count of primary pupils by age
gives whole years; years it does not cover come from inhabitants by age group.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.errors import MissingDataError, UsageError
from accessibility.outlook.age_groups import OCTOBER, AgeGroups, per_postcode
from accessibility.outlook.area_forecast import AreaForecast, area_forecast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from accessibility.snapshot import Snapshot

THIRD_YEAR_AGE: Final = 14
"""Age on 1 October of a third-year."""

MASKED_MEAN: Final = 1.8
"""Mean of a cell of 1 to 4: most are 1 or 2, as counts of 5 to 10 tell."""

USUAL_MIX: Final = ((THIRD_YEAR_AGE, 1.0),)
"""Which part of the third-years has each age on 1 October."""

_PART_AT_SCHOOL: Final = (4, 11)
"""Ages of which some are not yet, or no longer, at a primary school."""

_FEWEST_CHILDREN: Final = 50.0
_FEWEST_TOLD: Final = 0.2
"""A postcode of which primary schools tell fewer of its children was left out."""


@dataclass(frozen=True)
class PrimaryPupils:
    """Primary pupils per postcode, by age on 1 October of the year they were counted.

    Parameters
    ----------
    year
        The year of the count.
    known, masked
        Pupils that are told, and cells of 1 to 4, by age; each of shape `(n,)`.
    """

    year: int
    known: Mapping[int, NDArray[np.float64]]
    masked: Mapping[int, NDArray[np.float64]]

    def counted(
        self, age: int, masked_mean: float = MASKED_MEAN
    ) -> NDArray[np.float64]:
        """Return pupils of an age, with a masked cell for so many."""
        told: NDArray[np.float64] = self.known[age] + masked_mean * self.masked[age]
        return told


@dataclass(frozen=True)
class Cohorts:
    """Children by home postcode who are third-years in a year.

    Parameters
    ----------
    pc4
        The postcodes that are told, shape `(n,)`.
    inhabitants
        By age group; None if there are none.
    pupils
        Primary pupils by age; None if there are none.
    age_mix
        Ages of third-years on 1 October and the part of them that has each.
    forecast
        What a regional forecast expects of each gemeente; None if there is none.
    """

    pc4: NDArray[np.str_]
    inhabitants: AgeGroups | None
    pupils: PrimaryPupils | None
    age_mix: tuple[tuple[int, float], ...] = USUAL_MIX
    forecast: AreaForecast | None = None

    def children(
        self, year: int, *, masked_mean: float = MASKED_MEAN
    ) -> NDArray[np.float64]:
        """Return who are third-years in October of a year, shape `(n,)`.

        Raises
        ------
        UsageError
            If nothing tells of children of that age.
        """
        parts = [
            part * self._of_age(year, age, masked_mean) for age, part in self.age_mix
        ]
        told: NDArray[np.float64] = np.sum(parts, axis=0)
        return told

    def factor(self, base: int, year: int) -> NDArray[np.float64]:
        """Return third-years of a year over those of a base year, shape `(n,)`.

        Where nobody was counted in the base year the country's factor is taken.
        """
        if year == base:
            return np.ones(len(self.pc4))
        before, after = self.children(base), self.children(year)
        country = after.sum() / before.sum()
        ratio = np.full(len(before), country)
        np.divide(after, before, out=ratio, where=before > 0)
        if self.forecast is None:
            return ratio
        return self.forecast.laid_over(ratio, before, self.growth(base, year))

    def growth(self, base: int, year: int) -> NDArray[np.float64]:
        """Return by what each area of the forecast grows; NaN where it is not told."""
        if self.forecast is None:
            return np.zeros(0)
        then, later = (self.forecast.expected(y, self.age_mix) for y in (base, year))
        return later / np.where(then > 0, then, np.nan)

    def source(self, year: int) -> str:
        """Return the table that tells of a year: `primary_ages` or `inhabitants`."""
        ages = [self._pupil_age(year, age) for age, _ in self.age_mix]
        told = self.pupils is not None and all(a in self.pupils.known for a in ages)
        return "primary_ages" if told else "inhabitants"

    @property
    def last_year(self) -> int:
        """The last year of which all third-years have been counted as children."""
        youngest = min(age for age, _ in self.age_mix)
        ends = []
        if self.pupils is not None:
            ends.append(self.pupils.year + youngest - min(self.pupils.known))
        if self.inhabitants is not None:
            ends.append(int(np.floor(self.inhabitants.at_year - OCTOBER + youngest)))
        return max(ends)

    @cached_property
    def left_out(self) -> NDArray[np.bool_]:
        """Postcodes of whose children primary schools tell too few, shape `(n,)`."""
        if self.pupils is None or self.inhabitants is None:
            return np.zeros(len(self.pc4), np.bool_)
        told = np.sum([self.pupils.counted(a) for a in self.pupils.known], axis=0)
        children = self.inhabitants.younger(THIRD_YEAR_AGE + 1)
        unknown: NDArray[np.bool_] = told < _FEWEST_TOLD * children
        unknown &= children >= _FEWEST_CHILDREN
        return unknown

    def _pupil_age(self, year: int, age: int) -> int:
        """Return how old those of a year were when primary pupils were counted."""
        return age if self.pupils is None else age - (year - self.pupils.year)

    def _of_age(self, year: int, age: int, masked_mean: float) -> NDArray[np.float64]:
        pupil_age = self._pupil_age(year, age)
        if self.pupils is None or pupil_age not in self.pupils.known:
            return self._people(year, age)
        counted = self.pupils.counted(pupil_age, masked_mean)
        if self.inhabitants is None:
            return counted
        level = 1.0
        if pupil_age in _PART_AT_SCHOOL:
            expected = self._people(year, age).sum() * self._more_at_school
            level = float(expected / counted.sum()) if counted.sum() else 1.0
        elsewhere = self._people(year, age) if self.left_out.any() else counted
        return np.where(self.left_out, elsewhere, counted * level)

    @cached_property
    def _more_at_school(self) -> float:
        """Pupils of the ages that are all at school, over who was counted at home."""
        if self.pupils is None or self.inhabitants is None:
            return 1.0
        ages = [age for age in self.pupils.known if age not in _PART_AT_SCHOOL]
        pupils = sum(self.pupils.counted(age).sum() for age in ages)
        people = sum(self._people(self.pupils.year, age).sum() for age in ages)
        return float(pupils / people) if people else 1.0

    def _people(self, year: int, age: int) -> NDArray[np.float64]:
        if self.inhabitants is None:
            message = f"nothing tells who are {age} in {year}: add inhabitants by age"
            raise UsageError(message)
        return self.inhabitants.of_october(year, age)


def cohorts_of(
    snapshot: Snapshot,
    pc4: NDArray[np.str_],
    age_mix: tuple[tuple[int, float], ...] = USUAL_MIX,
) -> Cohorts:
    """Return who will be third-years, as far as a snapshot tells.

    Raises
    ------
    MissingDataError
        If it holds neither inhabitants nor primary pupils by age, with their date.
    """
    dates = snapshot.manifest.dates
    people = pupils = None
    if snapshot.has("inhabitants") and dates.get("inhabitants"):
        table = snapshot.table("inhabitants")
        people = AgeGroups(table, dates["inhabitants"], pc4)
    if snapshot.has("primary_ages") and dates.get("primary_ages"):
        by_age = dict(iter(snapshot.table("primary_ages").groupby("age")))
        known, masked = (
            {int(age): per_postcode(rows, name, pc4) for age, rows in by_age.items()}
            for name in ("known", "masked")
        )
        pupils = PrimaryPupils(int(dates["primary_ages"][:4]), known, masked)
    if people is None and pupils is None:
        message = (
            f"snapshot {snapshot.manifest.name!r} does not tell who will be "
            "third-years: build it with a source of kind inhabitants or po-leeftijden, "
            "and its date"
        )
        raise MissingDataError(message)
    return Cohorts(pc4, people, pupils, age_mix, _forecast_of(snapshot, pc4))


def _forecast_of(snapshot: Snapshot, pc4: NDArray[np.str_]) -> AreaForecast | None:
    """Return a regional forecast, if the snapshot holds one."""
    if not snapshot.has("area_forecasts"):
        return None
    gemeente = snapshot.postcodes.set_index("pc4").gemeente.reindex(pc4)
    codes = gemeente.fillna("").to_numpy(np.str_)
    return area_forecast(snapshot.table("area_forecasts"), codes)
