"""The reach table: which student points lie how far from which vestiging, sparsely.

Computed once per network, points, destinations, mode and limit; every question after
that is a group-by over it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np

from accessibility.codes import Mode, Unit
from accessibility.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

CM_PER_M: Final = 100
DS_PER_S: Final = 10
DEFAULT_LIMIT_S: Final = 7_200.0
DEFAULT_LIMIT_M: Final = 30_000.0
NOT_FOUND: Final = np.iinfo(np.int32).max
"""Stands for no distance at all, in whole centimetres or deciseconds."""


class Status(IntEnum):
    """Whether a point could be placed on the network, and why not.

    `UNSNAPPED`: no known place, or no street near it. `ISOLATED`: only streets that
    lead nowhere. `OUTSIDE`: beyond the road file, so that nothing is known of it.
    """

    OK = 0
    UNSNAPPED = 1
    ISOLATED = 2
    OUTSIDE = 3


@dataclass(frozen=True)
class ReachTable:
    """Distances from student points to destinations, stored column by column.

    The entries of destination `j` are `indptr[j]:indptr[j + 1]`, sorted by point.
    Whole centimetres and deciseconds make answers exact and independent of order.

    Parameters
    ----------
    mode
        How the way is measured.
    unit
        What was minimised and what `limit` counts: metres or seconds.
    limit
        Entries are kept up to and including this cost, in `unit`.
    point_ids
        Identifiers of the student points, shape `(n_points,)`.
    destination_ids
        Identifiers of the destinations, shape `(n_destinations,)`.
    indptr
        Start of each destination's entries, shape `(n_destinations + 1,)`.
    point
        Row of the student point per entry, int32.
    distance_cm
        Distance per entry in whole centimetres, int32; None for `ov`.
    time_ds
        Travel time per entry in whole deciseconds, int32; None for `straight`. For
        `ov` the lead over the bells, `NOT_FOUND` where too few bells are reached.
    status
        A `Status` per point, uint8, shape `(n_points,)`.
    point_component, destination_component
        Number of the part of the network each lies in, between which no way leads,
        -1 for none; None for `straight`, where everything is connected.
    point_edge_m, destination_edge_m
        At least how far each lies from the edge of the road file, in metres; 0 where
        the edge may cut off its own street, NaN outside the file; None for
        `straight`, which knows no edge.
    straight
        The same points and destinations in a straight line, where roads that are not
        in the file may be shorter; None where the file holds them all.
    time_p10_ds, time_p90_ds
        For `ov` the 10th and 90th percentile of the lead over the bells, `NOT_FOUND`
        where too few are reached, int32; None for other modes.
    rides
        For `ov` the number of rides of the median journey, uint8; 0 is walking.
    """

    mode: Mode
    unit: Unit
    limit: float
    point_ids: NDArray[np.str_]
    destination_ids: NDArray[np.str_]
    indptr: NDArray[np.int64]
    point: NDArray[np.int32]
    distance_cm: NDArray[np.int32] | None
    time_ds: NDArray[np.int32] | None
    status: NDArray[np.uint8]
    point_component: NDArray[np.int32] | None = None
    destination_component: NDArray[np.int32] | None = None
    point_edge_m: NDArray[np.float64] | None = None
    destination_edge_m: NDArray[np.float64] | None = None
    straight: ReachTable | None = None
    time_p10_ds: NDArray[np.int32] | None = None
    time_p90_ds: NDArray[np.int32] | None = None
    rides: NDArray[np.uint8] | None = None

    @property
    def n_points(self) -> int:
        """Number of student points."""
        return len(self.point_ids)

    @property
    def n_destinations(self) -> int:
        """Number of destinations."""
        return len(self.destination_ids)

    @property
    def is_cut(self) -> bool:
        """True if the road file is known to end before the last home or school."""
        edges = (self.point_edge_m, self.destination_edge_m)
        return any(edge is not None and bool(np.isnan(edge).any()) for edge in edges)

    def cost(self, unit: Unit) -> NDArray[np.int32]:
        """Return the cost per entry: whole centimetres or whole deciseconds.

        Raises
        ------
        UsageError
            If seconds are asked of a table without times, or metres of one without
            distances.
        """
        cost = self.distance_cm if unit is Unit.METRES else self.time_ds
        if cost is None:
            raise UsageError(lacks_unit(self.mode, unit))
        return cost

    def replaced(
        self, change: Callable[[str, NDArray[Any]], NDArray[Any] | None]
    ) -> Self:
        """Return the table with every array of one value per entry changed.

        Parameters
        ----------
        change
            Takes the name of the array and the array; None where there is none then.
        """
        present = {name: getattr(self, name) for name in PER_ENTRY}
        changed: dict[str, Any] = {
            name: change(name, values)
            for name, values in present.items()
            if values is not None
        }
        return replace(self, **changed)

    def entries(self, destinations: Iterable[int]) -> NDArray[np.int64]:
        """Return the positions of all entries of some destinations, in their order."""
        spans = [np.arange(self.indptr[j], self.indptr[j + 1]) for j in destinations]
        return np.concatenate(spans) if spans else np.empty(0, np.int64)


PER_ENTRY: Final = (
    "point", "distance_cm", "time_ds", "time_p10_ds", "time_p90_ds", "rides",
)  # fmt: skip
"""Names of the arrays of a reach table with one value per entry."""


def lacks_unit(mode: Mode, unit: Unit) -> str:
    """Say that a mode is not measured in a unit, and what to do."""
    if unit is Unit.METRES:
        return (
            f"mode {mode.value!r} has no distances, only times: use --unit min or s, "
            "or a mode over the road (bike, walk, car)"
        )
    return (
        f"mode {mode.value!r} has no travel times: use --unit m, or a mode over the "
        "road (bike, walk, car)"
    )


def whole_units(threshold: float, unit: Unit, limit: float | None = None) -> int:
    """Return a threshold in whole centimetres or deciseconds; `cost <= it` decides.

    Raises
    ------
    UsageError
        If the threshold is not a finite number above zero, or beyond the limit up
        to which distances were kept.
    """
    if not np.isfinite(threshold) or threshold <= 0:
        message = f"a threshold must be a number above 0 {unit.value}, not {threshold}"
        raise UsageError(message)
    if limit is not None and threshold > limit:
        message = (
            f"threshold {threshold:g} {unit.value} lies beyond the limit of "
            f"{limit:g} {unit.value} up to which distances were kept"
        )
        raise UsageError(message)
    scale = CM_PER_M if unit is Unit.METRES else DS_PER_S
    return round(threshold * scale)


def whole_centimetres(distance_m: NDArray[np.float64]) -> NDArray[np.int32]:
    """Round distances up to whole centimetres, so that road >= straight line holds.

    A millionth of a centimetre is forgiven: 10 000 m computed as
    10 000.000 000 001 m is still within 10 000 m.
    """
    return np.ceil(distance_m * CM_PER_M - 1e-6).astype(np.int32)
