"""Travel costs as a sparse list of pairs: what planning is done on, in any mode."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from accessibility.codes import Mode, Unit
from accessibility.errors import TableError
from accessibility.reach_table import CM_PER_M, DS_PER_S, NOT_FOUND, whole_units

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.reach_table import ReachTable


@dataclass(frozen=True)
class TravelPairs:
    """Which origins lie how far from which destinations, up to a limit.

    Parameters
    ----------
    origin_ids
        Identifiers of where trips start (schools), shape `(n_origins,)`.
    destination_ids
        Identifiers of where they go (sites), shape `(n_destinations,)`.
    origin, destination
        Row of each per pair, shape `(n_pairs,)`; sorted by destination, then origin.
    cost
        Cost per pair in whole centimetres or deciseconds, int64.
    unit
        What `cost` counts and thresholds are given in: metres or seconds.
    limit
        Pairs are kept up to and including this cost, in metres or seconds.
    mode
        How the way was measured.
    """

    origin_ids: NDArray[np.str_]
    destination_ids: NDArray[np.str_]
    origin: NDArray[np.int64]
    destination: NDArray[np.int64]
    cost: NDArray[np.int64]
    unit: Unit
    limit: float
    mode: Mode

    @property
    def n_origins(self) -> int:
        """Number of origins."""
        return len(self.origin_ids)

    @property
    def n_destinations(self) -> int:
        """Number of destinations."""
        return len(self.destination_ids)

    @property
    def scale(self) -> int:
        """Whole centimetres per metre, or deciseconds per second."""
        return CM_PER_M if self.unit is Unit.METRES else DS_PER_S

    @property
    def amount(self) -> NDArray[np.float64]:
        """Cost per pair in metres or seconds, shape `(n_pairs,)`."""
        return self.cost / self.scale

    def is_within(self, threshold: float) -> NDArray[np.bool_]:
        """Return which pairs cost at most a threshold, inclusive, shape `(n_pairs,)`.

        Raises
        ------
        UsageError
            If the threshold lies beyond the limit up to which pairs were kept.
        """
        return self.cost <= whole_units(threshold, self.unit, self.limit)

    def within(self, threshold: float) -> TravelPairs:
        """Return the pairs that cost at most a threshold, with it as the new limit."""
        return replace(self.only(self.is_within(threshold)), limit=threshold)

    def only(self, keep: NDArray[np.bool_]) -> TravelPairs:
        """Return some of the pairs: those marked, shape `(n_pairs,)`."""
        return replace(
            self,
            origin=self.origin[keep],
            destination=self.destination[keep],
            cost=self.cost[keep],
        )

    def incidence(self) -> sparse.csr_array:
        """Return 1 where a pair exists, shape `(n_origins, n_destinations)`."""
        ones = np.ones(len(self.cost))
        shape = (self.n_origins, self.n_destinations)
        return sparse.csr_array((ones, (self.origin, self.destination)), shape=shape)

    def nearest(
        self, is_open: NDArray[np.bool_]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return the nearest open destination of every origin.

        Of equally near ones the first in the list counts.

        Parameters
        ----------
        is_open
            True per destination that counts, shape `(n_destinations,)`.

        Returns
        -------
        tuple
            Row of the destination, -1 where none lies within the limit, and the cost
            in metres or seconds, infinite there; both of shape `(n_origins,)`.
        """
        row = np.full(self.n_origins, -1)
        amount = np.full(self.n_origins, np.inf)
        keep = np.flatnonzero(is_open[self.destination])
        order = keep[
            np.lexsort((self.destination[keep], self.cost[keep], self.origin[keep]))
        ]
        origin, first = np.unique(self.origin[order], return_index=True)
        row[origin] = self.destination[order[first]]
        amount[origin] = self.cost[order[first]] / self.scale
        return row, amount


def pairs_of(reach: ReachTable, *, unit: Unit = Unit.METRES) -> TravelPairs:
    """Return the entries of a reach table as pairs.

    Parameters
    ----------
    reach
        Distances or times from points to destinations.
    unit
        What to count. If the table was limited in the other unit, the largest cost
        that is complete is not known, and the question is refused.

    Raises
    ------
    UsageError
        If seconds are asked of a table without times.
    TableError
        If the table was limited in the other unit.
    """
    cost = reach.cost(unit).astype(np.int64)
    if unit is not reach.unit:
        fault = (
            f"the reach table was cut off in {reach.unit.value}, so its pairs in "
            f"{unit.value} are not complete: measure again with a limit in {unit.value}"
        )
        table = "reach table"
        raise TableError(table, [fault])
    columns = np.repeat(np.arange(reach.n_destinations), np.diff(reach.indptr))
    # By public transport some are there at a lucky bell only.
    found = cost < NOT_FOUND
    return TravelPairs(
        origin_ids=reach.point_ids,
        destination_ids=reach.destination_ids,
        origin=reach.point[found].astype(np.int64),
        destination=columns[found],
        cost=cost[found],
        unit=unit,
        limit=reach.limit,
        mode=reach.mode,
    )
