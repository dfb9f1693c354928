"""Gravity: inhabitants of an age spread over vestigingen by distance.

For when only open totals exist. Origins are the inhabitants of each postcode, scaled
to the number of third-years; destinations are the third-years of each vestiging; the
number of trips between them falls with distance and is balanced until both sides are
met (doubly constrained, Furness 1965). The leerweg is that of the vestiging's pupils.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy.optimize import brentq
from scipy.sparse import csr_array, diags_array
from scipy.spatial.distance import cdist

from accessibility.codes import THIRD_YEAR, Leerweg
from accessibility.counting import NO_PC4, FillingBounds, Students
from accessibility.demand.enrolment import enrolment_per_leerweg
from accessibility.demand.homes import Homes, homes_of
from accessibility.demand.inhabitants import inhabitants_of_age
from accessibility.errors import MissingDataError, UsageError
from accessibility.places import points_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.demand.enrolment import Enrolment
    from accessibility.snapshot import Snapshot

DEFAULT_DECAY_PER_KM: Final = 0.357
"""One kilometre more makes a school 30 % less attractive: Amsterdam, 2018."""

_RUNS: Final = tuple(
    (factor, is_balanced) for is_balanced in (True, False) for factor in (1.0, 0.5, 2.0)
)
"""The decay, half of it and twice it; with and without the assumption that equally
many inhabitants go to vmbo everywhere. The first run is the estimate."""

_SEARCHED_PER_KM: Final = (0.01, 5.0)
_M_PER_KM: Final = 1000.0
_MOST_ROUNDS: Final = 500
_CLOSE_ENOUGH: Final = 1e-4
"""Part of all students that may still be missing from the origins' totals."""

_FARTHEST_EXPONENT: Final = 25.0
"""Trips beyond exp(-25) are as good as none, except to the nearest few vestigingen."""

_NEAREST: Final = 20
_SMALLEST_EXPONENT: Final = 60.0
"""A floor under the deterrence keeps far islands solvable."""

_NUMBER: Final = r"(\d+(?:\.\d+)?)"


@dataclass(frozen=True)
class GravityOptions:
    """The distance decay of the model, and where it comes from.

    Parameters
    ----------
    decay_per_km
        Given decay b of exp(-b d), d in kilometres.
    mean_km
        Mean straight-line distance to which the decay is fitted instead.
    as_herkomst
        Fit to the mean distance found in table `herkomst` instead.
    ages
        Inhabitants who stand for third-years, inclusive.
    """

    decay_per_km: float = DEFAULT_DECAY_PER_KM
    mean_km: float | None = None
    as_herkomst: bool = False
    ages: tuple[int, int] = (10, 14)


def gravity_options(option: str) -> GravityOptions:
    """Read what follows `gravity:`: nothing, a decay, `6.3km` or `herkomst`.

    Raises
    ------
    UsageError
        If it is none of these.
    """
    if option in {"", "herkomst"}:
        return GravityOptions(as_herkomst=option == "herkomst")
    decay, mean = re.fullmatch(_NUMBER, option), re.fullmatch(_NUMBER + "km", option)
    if decay and float(decay[1]) > 0:
        return GravityOptions(decay_per_km=float(decay[1]))
    if mean and float(mean[1]) > 0:
        return GravityOptions(mean_km=float(mean[1]))
    message = (
        f"--students gravity:{option} is not understood; use gravity, gravity:0.357 "
        "(decay per km), gravity:6.3km (mean distance) or gravity:herkomst"
    )
    raise UsageError(message)


@dataclass(frozen=True)
class _Sides:
    """Inhabitants and vestigingen of the model, those with a place only.

    `origin` holds rows of the postcodes, `site` rows of the enrolment; `people` and
    `pupils` have the same total; `distance_km` has shape `(n_origins, n_sites)`.
    """

    origin: NDArray[np.int64]
    site: NDArray[np.int64]
    people: NDArray[np.float64]
    pupils: NDArray[np.float64]
    distance_km: NDArray[np.float64]

    def trips(self, decay_per_km: float, *, is_balanced: bool = True) -> csr_array:
        """Return the trips for a decay, doubly or singly constrained."""
        method = balance if is_balanced else spread
        return method(self.people, self.pupils, self._deterrence(decay_per_km))

    def mean_km(self, trips: csr_array) -> float:
        """Return the mean distance of trips."""
        each = trips.tocoo()
        distance_km = self.distance_km[each.row, each.col]
        return float(np.average(distance_km, weights=each.data))

    def _deterrence(self, decay_per_km: float) -> csr_array:
        """Keep what is near enough to count, and the nearest few of every home."""
        exponent = decay_per_km * self.distance_km
        few = min(_NEAREST, exponent.shape[1]) - 1
        reach = np.partition(exponent, few, axis=1)[:, few]
        kept = exponent <= np.maximum(reach, _FARTHEST_EXPONENT)[:, None]
        row, column = np.nonzero(kept)
        weight = np.exp(-np.minimum(exponent[row, column], _SMALLEST_EXPONENT))
        return csr_array((weight, (row, column)), shape=exponent.shape)


def gravity(snapshot: Snapshot, options: GravityOptions | None = None) -> Students:
    """Estimate third-years per home postcode and leerweg from open totals.

    Parameters
    ----------
    snapshot
        With tables `inhabitants`, `pupils`, `vestigingen` and `postcodes`, and
        `herkomst` if the decay is fitted to it.
    options
        How strongly distance counts; by default a decay of 0.357 per kilometre.

    Returns
    -------
    Students
        The interval is the range over half, once and twice the decay, each doubly
        and singly constrained: how much the answer hangs on the model. It is no
        bound: who lives where is modelled altogether.

    Raises
    ------
    MissingDataError
        If nobody has a place, or `herkomst` is asked for and missing.
    """
    options = options or GravityOptions()
    enrolment = enrolment_per_leerweg(snapshot.table("pupils"))
    people = inhabitants_of_age(snapshot.table("inhabitants"), options.ages)
    homes = homes_of(snapshot, [*people.pc4, NO_PC4])
    sides = _sides(snapshot, homes, people, enrolment)
    decay = _decay(snapshot, homes, enrolment, sides, options)
    flows = {run: sides.trips(run[0] * decay, is_balanced=run[1]) for run in _RUNS}
    fillings = _fillings(homes, enrolment, sides, flows)
    return Students(
        points=homes.points,
        point_pc4=homes.point_pc4,
        point_weight=homes.point_weight,
        postcodes=homes.postcodes,
        counts=_counts(homes, fillings),
        method="gravity",
        date=snapshot.manifest.dates.get("students", ""),
        assumption=_assumption(options, decay, sides.mean_km(flows[_RUNS[0]])),
        bounds=FillingBounds(fillings),
    )


def balance(
    origins: NDArray[np.float64],
    destinations: NDArray[np.float64],
    deterrence: csr_array,
) -> csr_array:
    """Return trips proportional to a deterrence that meet both totals.

    Parameters
    ----------
    origins, destinations
        Totals of rows and of columns; their sums are equal.
    deterrence
        Above zero where trips are possible, shape `(n_origins, n_destinations)`.

    Returns
    -------
    scipy.sparse.csr_array
        Meets the destinations exactly, and the origins as far as the possible trips
        allow.

    References
    ----------
    .. [1] Furness, K.P. (1965), Time function iteration. Traffic Engineering and
       Control 7, 458-460.
    """
    turned = deterrence.T.tocsr()
    pull = np.ones(len(destinations))
    push = origins / (deterrence @ pull)
    for _ in range(_MOST_ROUNDS):
        pull = destinations / (turned @ push)
        before, push = push, origins / (deterrence @ pull)
        missed = np.abs(origins * (before / push) - origins).sum()
        if missed < _CLOSE_ENOUGH * origins.sum():
            break
    return spread(push, destinations, deterrence)


def spread(
    origins: NDArray[np.float64],
    destinations: NDArray[np.float64],
    deterrence: csr_array,
) -> csr_array:
    """Return trips proportional to origins and deterrence that meet destinations.

    Singly constrained: near a vestiging more of the inhabitants go to it, so the
    share of them who go to vmbo may differ from place to place.
    """
    weight = diags_array(origins) @ deterrence
    return csr_array(weight @ diags_array(destinations / weight.sum(axis=0)))


def _sides(
    snapshot: Snapshot, homes: Homes, people: pd.DataFrame, enrolment: Enrolment
) -> _Sides:
    """Take the postcodes with people and a place, and the placed vestigingen."""
    row, centres = homes.rows(people.pc4), _centres(homes)
    number = people.students.to_numpy(dtype=np.float64)
    kept = (number > 0) & np.isfinite(centres[row]).all(axis=1)
    points = points_of(snapshot.vestigingen, "brin6")
    at = pd.Index(points.ids[points.is_placed]).get_indexer(enrolment.brin6)
    site = np.flatnonzero(at >= 0)
    pupils = enrolment.estimate[site, :-1].sum(axis=1)
    if not kept.any() or not pupils.any():
        message = "gravity needs inhabitants and vestigingen with a place; none has one"
        raise MissingDataError(message)
    site, pupils = site[pupils > 0], pupils[pupils > 0]
    places = np.column_stack([points.x_m, points.y_m])[points.is_placed][at[site]]
    return _Sides(
        row[kept],
        site,
        number[kept] * pupils.sum() / number[kept].sum(),
        pupils,
        cdist(centres[row[kept]], places) / _M_PER_KM,
    )


def _centres(homes: Homes) -> NDArray[np.float64]:
    """Weighted mean of the points of each postcode, shape `(n_postcodes, 2)`."""
    n, at, weight = len(homes.postcodes), homes.point_pc4, homes.point_weight
    return np.column_stack(
        [
            np.bincount(at, weight * ordinate, minlength=n)
            for ordinate in (homes.points.x_m, homes.points.y_m)
        ]
    )


def _decay(
    snapshot: Snapshot,
    homes: Homes,
    enrolment: Enrolment,
    sides: _Sides,
    options: GravityOptions,
) -> float:
    """Return the decay given, or the one whose trips have the mean distance asked."""
    wanted_km = options.mean_km
    if options.as_herkomst:
        wanted_km = _observed_km(snapshot, homes, enrolment, sides)
    if wanted_km is None:
        return options.decay_per_km
    low, high = _SEARCHED_PER_KM

    def mean_km(decay_per_km: float) -> float:
        return sides.mean_km(sides.trips(decay_per_km))

    longest, shortest = mean_km(low), mean_km(high)
    if not shortest < wanted_km < longest:
        message = (
            f"no decay gives a mean distance of {wanted_km:.1f} km: with these homes "
            f"and vestigingen it lies from {shortest:.1f} to {longest:.1f} km"
        )
        raise UsageError(message)
    found = brentq(lambda b: mean_km(b) - wanted_km, low, high, xtol=1e-4)
    return float(found)


def _observed_km(
    snapshot: Snapshot, homes: Homes, enrolment: Enrolment, sides: _Sides
) -> float:
    """Mean distance of the third-years in table `herkomst`, as far as placed."""
    table = snapshot.table("herkomst")
    rows = table[table.leerjaar == THIRD_YEAR]
    origin = pd.Index(sides.origin).get_indexer(pd.Index(homes.rows(rows.pc4)))
    site = pd.Index(enrolment.brin6[sides.site]).get_indexer(pd.Index(rows.brin6))
    both = (origin >= 0) & (site >= 0)
    if not both.any():
        message = "table herkomst holds no third-years with a placed home and school"
        raise MissingDataError(message)
    weight = rows.students.to_numpy(dtype=np.float64)[both]
    return float(
        np.average(sides.distance_km[origin[both], site[both]], weights=weight)
    )


def _fillings(
    homes: Homes,
    enrolment: Enrolment,
    sides: _Sides,
    flows: dict[tuple[float, bool], csr_array],
) -> dict[str, NDArray[np.float64]]:
    """Students per leerweg and postcode for each run, the estimate first."""
    runs_asked = [(enrolment.estimate, run) for run in _RUNS]
    if (enrolment.low != enrolment.high).any():
        ends = (enrolment.low, enrolment.high)
        runs_asked += [(total, run) for total in ends for run in _RUNS[:1]]
    unknown = int(homes.rows(pd.Series([NO_PC4]))[0])
    runs = np.zeros((len(runs_asked), len(Leerweg), len(homes.postcodes)))
    for k, (total, run) in enumerate(runs_asked):
        # The leerweg of a trip is that of the vestiging's pupils, whatever the home.
        share = total[sides.site, :-1] / sides.pupils[:, None]
        runs[k][:, sides.origin] = (flows[run] @ share).T
        unplaced = np.delete(total[:, :-1], sides.site, axis=0).sum(axis=0)
        runs[k][:, unknown] += unplaced
    return {leerweg.value: runs[:, k] for k, leerweg in enumerate(Leerweg)}


def _counts(homes: Homes, fillings: dict[str, NDArray[np.float64]]) -> pd.DataFrame:
    frames = [
        pd.DataFrame(
            {
                "pc4": homes.postcodes.pc4,
                "leerweg": leerweg,
                "students_low": runs.min(axis=0),
                "students": runs[0],
                "students_high": runs.max(axis=0),
            }
        )
        for leerweg, runs in fillings.items()
    ]
    table = pd.concat(frames, ignore_index=True)
    return table[table.students_high > 0].reset_index(drop=True)


def _assumption(options: GravityOptions, decay: float, mean_km: float) -> str:
    first, last = options.ages
    return (
        f"Homes are modelled: inhabitants aged {first} to {last} are spread over the "
        f"vestigingen with a decay of {decay:.3f} per km (mean distance "
        f"{mean_km:.1f} km), as if equally many of them went to vmbo "
        "everywhere; the interval shows half to twice that decay, with and without "
        "that equality, and is no bound."
    )
