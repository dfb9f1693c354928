"""Homes and schools with a place, the trips between them, and facts about those."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy.spatial.distance import cdist

from accessibility.codes import Leerweg
from accessibility.demand.balancing import TOLERANCE, balance
from accessibility.errors import MissingDataError
from accessibility.places import points_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.demand.enrolment import Enrolment
    from accessibility.demand.homes import Homes
    from accessibility.demand.model_kinds import ModelKind
    from accessibility.snapshot import Snapshot

_M_PER_KM: Final = 1000.0
_NEAR_KM: Final = 10.0
_THREE: Final = slice(0, len(Leerweg))


@dataclass(frozen=True)
class Facts:
    """What trips look like, to be held against what is known of them.

    Parameters
    ----------
    all_within
        Part of all third-years within 10 km.
    mean_km, within, nearest
        Mean trip of bl, kl and gl, the part of them within 10 km, and the part that
        goes to the nearest vestiging with any of the three.
    """

    all_within: float
    mean_km: float
    within: float
    nearest: float


@dataclass(frozen=True)
class Sides:
    """Homes and vestigingen of the model, those with a place only.

    Parameters
    ----------
    origin, site
        Row of the postcodes of each home, and of the enrolment of each vestiging.
    people
        Inhabitants per home.
    pupils
        All third-years per vestiging.
    mix
        Part of them in bl, kl, gl and their routes, shape `(n_sites, 4)`.
    distance_km
        Shape `(n_homes, n_sites)`.
    observed
        Part of the pupils of each vestiging that is known to come from each home, NaN
        for a vestiging of which it is not known; None if it is of none.
    """

    origin: NDArray[np.int64]
    site: NDArray[np.int64]
    people: NDArray[np.float64]
    pupils: NDArray[np.float64]
    mix: NDArray[np.float64]
    distance_km: NDArray[np.float64]
    observed: NDArray[np.float64] | None = None

    def trips(
        self,
        kind: ModelKind,
        scale_km: float,
        tolerance: float = TOLERANCE,
        *,
        start: NDArray[np.float64] | None = None,
    ) -> Trips:
        """Return the trips of all third-years by a kind of model.

        `start` is `log_pull` of trips with a scale that is near, if there are any.
        """
        done = balance(
            self.people,
            self.pupils,
            kind.kernel(self.distance_km, scale_km),
            theta=kind.theta,
            tolerance=tolerance,
            start=start,
        )
        if self.observed is None:
            return Trips(self, done.flows, done.log_pull)
        known = self.observed * self.pupils
        flows = np.where(self.is_observed, known, done.flows)
        return Trips(self, flows, done.log_pull)

    def spread(self, kind: ModelKind, scale_km: float) -> NDArray[np.float64]:
        """Return third-years of each leerweg per home, shape `(n_homes, 4)`."""
        if not kind.own_only:
            return self.trips(kind, scale_km).by_home(self.mix)
        own = self.pupils * self.mix.sum(axis=1)
        some = own > 0
        mix = self.mix[some] / self.mix[some].sum(axis=1, keepdims=True)
        fewer = Sides(
            self.origin,
            self.site[some],
            self.people,
            own[some],
            mix,
            self.distance_km[:, some],
            None if self.observed is None else self.observed[:, some],
        )
        return fewer.trips(kind, scale_km).by_home(mix)

    @property
    def is_observed(self) -> NDArray[np.bool_]:
        """True for a vestiging of which the homes are known, shape `(n_sites,)`."""
        if self.observed is None:
            return np.zeros(len(self.pupils), np.bool_)
        return np.asarray(np.isfinite(self.observed).all(axis=0))

    @cached_property
    def is_nearest(self) -> NDArray[np.bool_]:
        """True where a vestiging is the nearest with bl, kl or gl."""
        with_any = self.mix[:, _THREE].sum(axis=1) > 0
        far = np.where(with_any, self.distance_km, np.inf)
        return np.asarray(far <= far.min(axis=1, keepdims=True))


@dataclass(frozen=True)
class Trips:
    """Trips of third-years from homes to vestigingen.

    Parameters
    ----------
    sides
        Homes and vestigingen.
    flows
        Third-years, shape `(n_homes, n_sites)`.
    log_pull
        Where trips with a scale that is near may start from, shape `(n_sites,)`; None
        if they come from elsewhere.
    """

    sides: Sides
    flows: NDArray[np.float64]
    log_pull: NDArray[np.float64] | None = None

    def by_home(self, mix: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what comes to each home of a mix of pupils per vestiging."""
        return np.asarray(self.flows @ mix)

    @cached_property
    def facts(self) -> Facts:
        """What is to be held against what is known."""
        distance_km, near = self.sides.distance_km, self.sides.distance_km <= _NEAR_KM
        three = self.sides.mix[:, _THREE].sum(axis=1)

        def of_all(values: NDArray[np.float64]) -> float:
            return float((self.flows * values).sum() / self.flows.sum())

        def of_three(values: NDArray[np.float64]) -> float:
            sums = (self.flows * values).sum(axis=0)
            return float(sums @ three / (self.flows.sum(axis=0) @ three))

        return Facts(
            of_all(near.astype(np.float64)),
            of_three(distance_km),
            of_three(near.astype(np.float64)),
            of_three(self.sides.is_nearest.astype(np.float64)),
        )


def sides_of(
    snapshot: Snapshot, homes: Homes, people: pd.DataFrame, enrolment: Enrolment
) -> Sides:
    """Take the postcodes with people and a place, and the placed vestigingen.

    Raises
    ------
    MissingDataError
        If there are none of either.
    """
    row, centres = homes.rows(people.pc4), _centres(homes)
    number = people.students.to_numpy(dtype=np.float64)
    kept = (number > 0) & np.isfinite(centres[row]).all(axis=1)
    points = points_of(snapshot.vestigingen, "brin6")
    at = pd.Index(points.ids[points.is_placed]).get_indexer(enrolment.brin6)
    pupils = enrolment.estimate.sum(axis=1)
    site = np.flatnonzero((at >= 0) & (pupils > 0))
    mix = enrolment.estimate[site, :-1] / pupils[site, None]
    if not kept.any() or not mix.any():
        message = "gravity needs inhabitants and vestigingen with a place; none has one"
        raise MissingDataError(message)
    places = np.column_stack([points.x_m, points.y_m])[points.is_placed][at[site]]
    distance_km = cdist(centres[row[kept]], places) / _M_PER_KM
    return Sides(row[kept], site, number[kept], pupils[site], mix, distance_km)


def _centres(homes: Homes) -> NDArray[np.float64]:
    """Weighted mean of the points of each postcode, shape `(n_postcodes, 2)`."""
    n, at, weight = len(homes.postcodes), homes.point_pc4, homes.point_weight
    return np.column_stack(
        [
            np.bincount(at, weight * ordinate, minlength=n)
            for ordinate in (homes.points.x_m, homes.points.y_m)
        ]
    )
