"""The ground of a view ahead: offers, who lives near them, and where their pupils live.

What stays the same whatever the year: which technical offers there are and might come,
which points lie within the threshold of which vestiging, and from which postcodes the
pupils of a vestiging come.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import pandas as pd
from scipy import sparse

from accessibility.codes import TECHNISCH, Leerweg, Mode, Unit
from accessibility.counting import COUNT_COLUMNS, Rescaling, as_masked, rescaled
from accessibility.demand import (
    LITERATURE_DECAY_PER_KM,
    pupil_flows,
    with_combined,
)
from accessibility.errors import MissingDataError
from accessibility.headers import school_year_of
from accessibility.outlook.chances import OPENED_SIZE
from accessibility.outlook.cohorts import USUAL_MIX, Cohorts, cohorts_of
from accessibility.outlook.raking import raked, school_forecast
from accessibility.reach_table import CM_PER_M, whole_units

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.counting import Students
    from accessibility.outlook.raking import SchoolForecast
    from accessibility.questions import Question
    from accessibility.reach_table import ReachTable
    from accessibility.snapshot import Snapshot
    from accessibility.study import Study

_Factors: TypeAlias = "tuple[NDArray[np.float64], NDArray[np.float64]]"
"""By what homes and sites are multiplied."""

KEYS: Final = ["brin6", "profiel", "leerweg"]
_TECHNICAL: Final = [profiel.value for profiel in TECHNISCH]


@dataclass(frozen=True)
class Ground:
    """What a view ahead stands on.

    Parameters
    ----------
    students
        Who lives where, in the year of the students.
    cohorts
        Who will be third-years.
    base_year
        The calendar year in which the school year of the offers began.
    sites
        Vestigingen with any vmbo offer that have a place, shape `(n_sites,)`.
    offers
        Technical offers at them: `KEYS`, `site` (row in `sites`), `size`
        (third-years, 2.5 for 1 to 4), and `told`: whether the size is a count.
    absent
        Technical offers that might appear: `KEYS`, `site`, and `held`: whether the
        vestiging has the profiel in another leerweg.
    near
        True where a site lies within the threshold of a point, `(n_points, n_sites)`.
    homes
        Part of the pupils of each site by postcode, `(n_sites, n_postcodes)`.
    apart_m
        Straight line between sites, shape `(n_sites, n_sites)`.
    others
        Offers of other profielen, that take in pupils of a vestiging: `site`,
        `leerweg`, `size`.
    forecast
        What DUO expects of schools; None where nothing tells it.
    """

    students: Students
    cohorts: Cohorts
    base_year: int
    sites: NDArray[np.str_]
    offers: pd.DataFrame
    absent: pd.DataFrame
    near: sparse.csr_array
    homes: sparse.csr_array
    apart_m: NDArray[np.float64]
    others: pd.DataFrame
    forecast: SchoolForecast | None = None

    def students_in(self, year: int) -> Students:
        """Return the students of a year: those of today times their cohort."""
        return scaled(self.students, self._factors_in(year)[0])

    def site_factor(self, year: int) -> NDArray[np.float64]:
        """Return by what the pupils of each site are multiplied, shape `(n_sites,)`."""
        return self._factors_in(year)[1]

    def sites_foretold(self, year: int) -> NDArray[np.bool_]:
        """Return of which sites DUO's forecast tells a year, shape `(n_sites,)`."""
        if self.forecast is None:
            return np.zeros(len(self.sites), np.bool_)
        told = self.forecast.ratio(self.sites, self.base_year, year)
        return ~np.isnan(told)

    def _factors_in(self, year: int) -> _Factors:
        """Return by what homes and sites are multiplied in a year."""
        if year not in self._factors:
            home = self.cohorts.factor(self.base_year, year)
            plain = home, self.homes @ home
            foretold = year != self.base_year and self.sites_foretold(year).any()
            self._factors[year] = self._raked(*plain, year) if foretold else plain
        return self._factors[year]

    @cached_property
    def _factors(self) -> dict[int, _Factors]:
        return {}

    def _raked(
        self, home: NDArray[np.float64], site: NDArray[np.float64], year: int
    ) -> _Factors:
        """Return factors that follow the cohorts of homes and the forecast of schools.

        A school of which no forecast tells has the pupils of its homes.
        """
        assert self.forecast is not None  # noqa: S101 - only called where there is one
        told = self.forecast.ratio(self.sites, self.base_year, year)
        wanted = np.where(np.isnan(told), site, told)
        size = np.zeros(len(self.sites))
        for table in (self.offers, self.others):
            np.add.at(size, table.site, table["size"].to_numpy(np.float64))
        flows = sparse.csr_array((sparse.diags_array(size) @ self.homes).T)
        before = np.asarray(flows.sum(axis=1)).ravel()
        names = self.students.postcodes.pc4.tolist()
        after = raked(flows, before * home, size * wanted, names)
        level = (size * wanted).sum() / (before * home).sum()
        row = np.asarray(after.sum(axis=1)).ravel()
        lived = np.divide(row, before, out=home * level, where=before > 0)
        return lived, wanted


def scaled(students: Students, factor: NDArray[np.float64]) -> Students:
    """Return students multiplied by a factor per postcode, shape `(n_postcodes,)`.

    Ends of a count that hang together with others become free of them: they hold, and
    may be wider than need be.
    """
    if (factor == 1.0).all():
        return students
    row = pd.Index(students.postcodes.pc4).get_indexer(pd.Index(students.counts.pc4))
    names = ["students_low", "students", "students_high"]
    counts = students.counts.assign(
        **{name: students.counts[name] * factor[row] for name in names}
    )
    bounds = None
    if students.models_homes:
        nothing = Rescaling.none(students.n_postcodes)
        change = replace(nothing, factor=dict.fromkeys(Leerweg, factor), route=factor)
        bounds = rescaled(students.bounds, change)
    return replace(students, counts=counts, bounds=bounds)


def ground_of(
    study: Study,
    question: Question,
    age_mix: tuple[tuple[int, float], ...] = USUAL_MIX,
) -> Ground:
    """Return what a view ahead of a study stands on.

    Raises
    ------
    MissingDataError
        If no technical offer has a place, or nothing tells who will be third-years.
    UsageError
        If the question does not fit the data.
    """
    snapshot = study.snapshot
    students = study.students_for(question)
    limit = max(question.within)
    reach = study.reach(students, question.mode, question.unit, limit)
    everything = with_combined(snapshot, once=True)
    sites, rows = _vmbo_sites(reach, everything)
    offers = _placed(everything, sites)
    technical = offers[offers.profiel.isin(_TECHNICAL)].reset_index(drop=True)
    if technical.empty:
        message = f"snapshot {snapshot.manifest.name!r} has no technical offer"
        raise MissingDataError(message)
    points = snapshot.vestigingen.set_index("brin6").geometry.reindex(sites)
    x_m, y_m = points.x.to_numpy(), points.y.to_numpy()
    near = _near(reach, question, rows)
    return Ground(
        students=students,
        cohorts=cohorts_of(snapshot, students.postcodes.pc4.to_numpy(np.str_), age_mix),
        base_year=school_year_of(snapshot.manifest.dates),
        sites=sites,
        offers=technical,
        absent=_absent(technical, sites),
        near=near,
        homes=_homes(study, students, sites),
        apart_m=np.hypot(x_m[:, None] - x_m, y_m[:, None] - y_m),
        others=offers[~offers.profiel.isin(_TECHNICAL)][["site", "leerweg", "size"]],
        forecast=_forecast_of(snapshot),
    )


def _forecast_of(snapshot: Snapshot) -> SchoolForecast | None:
    """Return what DUO expects of schools, if the snapshot holds it."""
    if not snapshot.has("school_forecasts"):
        return None
    return school_forecast(snapshot.table("school_forecasts"))


def _vmbo_sites(
    reach: ReachTable, offers: pd.DataFrame
) -> tuple[NDArray[np.str_], NDArray[np.int64]]:
    """Return vestigingen with an offer and a place, and their rows in a reach table."""
    rows = np.flatnonzero(np.isin(reach.destination_ids, offers.brin6.unique()))
    return reach.destination_ids[rows], rows


def _placed(offers: pd.DataFrame, sites: NDArray[np.str_]) -> pd.DataFrame:
    """Return offers at sites; of 1 to 4 third-years no more is used than is told."""
    site = pd.Index(sites).get_indexer(pd.Index(offers.brin6))
    low, size, high = as_masked(offers[list(COUNT_COLUMNS)].to_numpy(np.float64).T)
    size = np.where(np.isnan(size), OPENED_SIZE, size)
    table = offers[KEYS].assign(site=site, size=size, told=low == high)
    return table[site >= 0].sort_values(KEYS).reset_index(drop=True)


def _absent(technical: pd.DataFrame, sites: NDArray[np.str_]) -> pd.DataFrame:
    """Return every technical offer that there is not, at each vestiging with vmbo."""
    leerwegen = [leerweg.value for leerweg in Leerweg]
    every = pd.MultiIndex.from_product([sites, _TECHNICAL, leerwegen], names=KEYS)
    absent = every.difference(pd.MultiIndex.from_frame(technical[KEYS]))
    table = absent.to_frame(index=False)
    site = pd.Index(sites).get_indexer(pd.Index(table.brin6))
    held = pd.MultiIndex.from_frame(table[KEYS[:2]]).isin(
        pd.MultiIndex.from_frame(technical[KEYS[:2]])
    )
    return table.assign(site=site, held=held)


def _near(
    reach: ReachTable, question: Question, rows: NDArray[np.int64]
) -> sparse.csr_array:
    """Return which points lie within the threshold of which vestigingen."""
    cost = reach.cost(question.unit)
    most = whole_units(question.threshold, question.unit, reach.limit)
    entries = reach.entries(rows)
    site = np.repeat(np.arange(len(rows)), np.diff(reach.indptr)[rows])
    within = cost[entries] <= most
    return sparse.csr_array(
        (
            np.ones(int(within.sum()), np.float32),
            (reach.point[entries][within], site[within]),
        ),
        shape=(reach.n_points, len(rows)),
    )


def _homes(
    study: Study, students: Students, sites: NDArray[np.str_]
) -> sparse.csr_array:
    """Return which part of the pupils of each site lives in each postcode."""
    shape = (len(sites), students.n_postcodes)
    counted = sparse.csr_array(shape)
    if study.snapshot.has("herkomst"):
        counted = _counted_homes(study.snapshot, students, sites)
    modelled = _near_homes(study, students, sites)
    told = np.asarray(counted.sum(axis=1)).ravel() > 0
    both = sparse.diags_array((~told).astype(np.float64)) @ modelled + counted
    return _parts(sparse.csr_array(both))


def _counted_homes(
    snapshot: Snapshot, students: Students, sites: NDArray[np.str_]
) -> sparse.csr_array:
    flows = pupil_flows(snapshot).groupby(["brin6", "pc4"]).students.sum()
    site = pd.Index(sites).get_indexer(flows.index.get_level_values(0))
    home = pd.Index(students.postcodes.pc4).get_indexer(flows.index.get_level_values(1))
    held = (site >= 0) & (home >= 0)
    shape = (len(sites), students.n_postcodes)
    values = flows.to_numpy(np.float64)[held]
    return sparse.csr_array((values, (site[held], home[held])), shape=shape)


def _near_homes(
    study: Study, students: Students, sites: NDArray[np.str_]
) -> sparse.csr_array:
    """Return homes within 30 km, the nearer the more."""
    reach = study.reach(students, Mode.STRAIGHT, Unit.METRES)
    rows = pd.Index(reach.destination_ids).get_indexer(pd.Index(sites))
    entries = reach.entries(rows)
    site = np.repeat(np.arange(len(sites)), np.diff(reach.indptr)[rows])
    point = reach.point[entries]
    home = students.point_pc4[point]
    km = reach.cost(Unit.METRES)[entries] / (CM_PER_M * 1000)
    everyone = np.zeros(students.n_postcodes)
    row = pd.Index(students.postcodes.pc4).get_indexer(pd.Index(students.counts.pc4))
    np.add.at(everyone, row, students.counts.students.to_numpy(np.float64))
    weight = (
        everyone[home]
        * students.point_weight[point]
        * np.exp(-LITERATURE_DECAY_PER_KM * km)
    )
    shape = (len(sites), students.n_postcodes)
    return sparse.csr_array((weight, (site, home)), shape=shape)


def _parts(weights: sparse.csr_array) -> sparse.csr_array:
    """Return rows that sum to one; a site without homes has those of the country."""
    total = np.asarray(weights.sum(axis=1)).ravel()
    inverse = np.divide(1.0, total, out=np.zeros_like(total), where=total > 0)
    parts = sparse.csr_array(sparse.diags_array(inverse) @ weights)
    lost = np.flatnonzero(total == 0)
    if not len(lost) or len(lost) == len(total):
        # Where nobody lives anywhere, as in a forecast of none, there are no parts.
        return parts
    country = np.asarray(weights.sum(axis=0)).ravel() / total.sum()
    filled = parts.tolil()
    filled[lost] = country
    return sparse.csr_array(filled)
