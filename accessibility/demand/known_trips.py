"""Trips known from a file of homes, and the scale of distance that fits them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import THIRD_YEAR
from accessibility.demand.enrolment import enrolment_per_leerweg
from accessibility.demand.homes import homes_of
from accessibility.demand.inhabitants import inhabitants_of_age
from accessibility.demand.masked import likely_counts
from accessibility.demand.model_kinds import ESTIMATE
from accessibility.demand.scales import LOOSE, USUAL_KM, fitted_km
from accessibility.demand.trips import sides_of
from accessibility.errors import BereikError, MissingDataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.demand.enrolment import Enrolment
    from accessibility.demand.homes import Homes
    from accessibility.demand.trips import Sides, Trips
    from accessibility.snapshot import Snapshot

    Floats = NDArray[np.float64]

_NEEDED: Final = ("inhabitants", "vestigingen")
_AGES: Final = (10, 14)


@dataclass(frozen=True)
class KnownTrips:
    """Third-years of table `herkomst` whose home and vestiging have a place.

    Parameters
    ----------
    home, site
        Row and column of the sides of the model.
    low, middle, high
        Interval counts.
    total
        Third-years per vestiging of the sides, less those of the table whose home has
        no place.
    """

    home: NDArray[np.int64]
    site: NDArray[np.int64]
    low: Floats
    middle: Floats
    high: Floats
    total: Floats

    @property
    def is_masked(self) -> bool:
        """True if any count is an interval."""
        return bool((self.low < self.high).any())

    def by_model(self, trips: Trips) -> Floats:
        """Return the counts, of masked ones what the trips of a model make likely."""
        found = trips.flows[self.home, self.site]
        return likely_counts(self.low, self.high, found, self.site, self.total)


def known_trips(
    snapshot: Snapshot, homes: Homes, enrolment: Enrolment, sides: Sides
) -> KnownTrips:
    """Take the third-years of table `herkomst`, as far as placed.

    Raises
    ------
    MissingDataError
        If nobody's home and vestiging both have a place.
    """
    table = snapshot.table("herkomst")
    rows = table[table.leerjaar == THIRD_YEAR]
    home = pd.Index(sides.origin).get_indexer(pd.Index(homes.rows(rows.pc4)))
    site = pd.Index(enrolment.brin6[sides.site]).get_indexer(pd.Index(rows.brin6))
    both, lost = (home >= 0) & (site >= 0), (home < 0) & (site >= 0)
    if not both.any():
        message = "table herkomst holds no third-years with a placed home and school"
        raise MissingDataError(message)
    ends = (rows.students_low, rows.students, rows.students_high)
    low, middle, high = (one.to_numpy(dtype=np.float64) for one in ends)
    unplaced = np.bincount(site[lost], middle[lost], minlength=len(sides.pupils))
    return KnownTrips(
        home[both].astype(np.int64),
        site[both].astype(np.int64),
        low[both],
        middle[both],
        high[both],
        sides.pupils - unplaced,
    )


def fitted_to(sides: Sides, known: KnownTrips) -> tuple[float, float, Floats]:
    """Fit the scale of distance to known trips.

    Masked counts lie in the middle of their interval at first, then where the trips so
    fitted make them likely, to which the scale is fitted anew.

    Returns
    -------
    tuple
        The scale and the mean trip, in kilometres, and third-years per known trip.
    """
    columns = np.unique(known.site)
    number = known.middle
    scale_km, mean_km = _fitted(sides, known, number, columns)
    if known.is_masked:
        number = known.by_model(sides.trips(ESTIMATE, scale_km, LOOSE))
        scale_km, mean_km = _fitted(sides, known, number, columns, near_km=scale_km)
    return scale_km, mean_km, number


def _fitted(
    sides: Sides,
    known: KnownTrips,
    number: Floats,
    columns: NDArray[np.int64],
    near_km: float = USUAL_KM,
) -> tuple[float, float]:
    """Return the scale with which the vestigingen of the file have its mean trip."""
    away = sides.distance_km[known.home, known.site]
    mean_km = float(np.average(away, weights=number))
    there = sides.distance_km[:, columns]

    def mean_of(trips: Trips) -> float:
        return float(np.average(there, weights=trips.flows[:, columns]))

    return fitted_km(sides, mean_km, mean_of, "km", near_km=near_km), mean_km


def expected_in(snapshot: Snapshot, rows: pd.DataFrame) -> tuple[Floats, float] | None:
    """Return the trips of a model in rows of table `herkomst`, and its scale in km.

    Parameters
    ----------
    snapshot
        With tables `herkomst` and `pupils`.
    rows
        Columns `brin6` and `pc4`; NaN comes back where either has no place.

    Returns
    -------
    tuple
        None if nothing is masked, or if no model fits: without inhabitants or places,
        or with trips that no scale gives.
    """
    table = snapshot.table("herkomst")
    if not (table.students_low < table.students_high).any():
        return None
    if not all(snapshot.has(name) for name in _NEEDED):
        return None
    try:
        return _expected(snapshot, rows)
    except BereikError:
        return None


def _expected(snapshot: Snapshot, rows: pd.DataFrame) -> tuple[Floats, float]:
    enrolment = enrolment_per_leerweg(snapshot.table("pupils"), all_schools=True)
    people = inhabitants_of_age(snapshot.table("inhabitants"), _AGES)
    homes = homes_of(snapshot, people.pc4)
    sides = sides_of(snapshot, homes, people, enrolment)
    known = known_trips(snapshot, homes, enrolment, sides)
    scale_km, _, _ = fitted_to(sides, known)
    flows = sides.trips(ESTIMATE, scale_km, LOOSE).flows
    home = pd.Index(sides.origin).get_indexer(pd.Index(homes.rows(rows.pc4)))
    site = pd.Index(enrolment.brin6[sides.site]).get_indexer(pd.Index(rows.brin6))
    found = np.where((home >= 0) & (site >= 0), flows[home, site], np.nan)
    return found, scale_km
