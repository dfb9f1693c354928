"""Measures of schools near hotspots and techlabs: per owner, overlap, blank spots.

A trip to a facility starts at the school, not at home. Pupils are intervals; schools
of which no count is known are counted as schools and their pupils stay out of sums,
in a column of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from accessibility.counting import share_bounds
from accessibility.errors import TableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from accessibility.roads import TravelPairs

BUS_ABOVE_M: Final = 6_000.0
"""Distance above which a region arranges a bus for a school trip."""

NO_OWNER: Final = "onbekend"
_INTERVAL: Final = ("pupils_low", "pupils", "pupils_high")


@dataclass(frozen=True)
class FacilityTrips:
    """Trips from schools to facilities.

    Parameters
    ----------
    pairs
        Travel from schools (origins) to facilities (destinations).
    pupils
        Pupils per school: low, estimate, high; NaN where not known, `(3, n_schools)`.
    owners
        Owner of each facility, shape `(n_facilities,)`; empty counts as unknown.
    """

    pairs: TravelPairs
    pupils: NDArray[np.float64]
    owners: NDArray[np.str_]

    def __post_init__(self) -> None:
        """Refuse tables that do not fit together."""
        faults = []
        if self.pupils.shape != (3, self.pairs.n_origins):
            faults.append(
                f"pupils have shape {self.pupils.shape}, expected low, estimate and "
                f"high of {self.pairs.n_origins} schools"
            )
        if len(self.owners) != self.pairs.n_destinations:
            faults.append(
                f"{len(self.owners)} owners for {self.pairs.n_destinations} facilities"
            )
        if faults:
            table = "trips to facilities"
            raise TableError(table, faults)

    @property
    def owner_names(self) -> NDArray[np.str_]:
        """Owner of each facility, `onbekend` where it is not told."""
        return np.where(self.owners == "", NO_OWNER, self.owners)

    def counted(self, chosen: NDArray[np.bool_]) -> dict[str, Any]:
        """Return schools, pupils and schools without a count among some schools."""
        known = np.nan_to_num(self.pupils[:, chosen]).sum(axis=1)
        missing = np.isnan(self.pupils[1, chosen]).sum()
        pupils = dict(zip(_INTERVAL, known.tolist(), strict=True))
        return {"schools": int(chosen.sum()), **pupils, "uncounted": int(missing)}


def schools_table(trips: FacilityTrips, threshold: float) -> pd.DataFrame:
    """Return per school the nearest facility and what lies within a threshold.

    Returns
    -------
    pandas.DataFrame
        In the order of the schools: `school`, `pupils_low`, `pupils`, `pupils_high`,
        `nearest` (empty if none within the limit of the pairs), `travel` in metres or
        seconds (infinite then), `facilities` and `owners` within the threshold.
    """
    pairs = trips.pairs
    everything = np.ones(pairs.n_destinations, dtype=bool)
    row, travel = pairs.nearest(everything)
    ids = np.append(pairs.destination_ids, "")
    near = pairs.within(threshold)
    by_owner = _by_owner(trips, threshold)
    return pd.DataFrame(
        {
            "school": pairs.origin_ids,
            **dict(zip(_INTERVAL, trips.pupils, strict=True)),
            "nearest": ids[row],
            "travel": travel,
            "facilities": np.bincount(near.origin, minlength=pairs.n_origins),
            "owners": by_owner.to_numpy().sum(axis=1),
        }
    )


def reach_by_threshold(
    trips: FacilityTrips, thresholds: Sequence[float]
) -> pd.DataFrame:
    """Return per threshold how many schools and pupils reach a facility.

    Returns
    -------
    pandas.DataFrame
        One row per threshold: `threshold`, `schools`, `schools_reached`,
        `pupils_reached_low`, `pupils_reached`, `pupils_reached_high`, `share_low`,
        `share`, `share_high` of the pupils, and `uncounted` schools.
    """
    rows = []
    for threshold in thresholds:
        reached = np.zeros(trips.pairs.n_origins, dtype=bool)
        reached[trips.pairs.within(threshold).origin] = True
        inside, outside = trips.counted(reached), trips.counted(~reached)
        part, rest = (
            np.array([[count[c]] for c in _INTERVAL]) for count in (inside, outside)
        )
        shares = [float(share[0]) for share in share_bounds(part, rest)]
        rows.append(
            {
                "threshold": threshold,
                "schools": len(reached),
                "schools_reached": inside["schools"],
                "pupils_reached_low": inside["pupils_low"],
                "pupils_reached": inside["pupils"],
                "pupils_reached_high": inside["pupils_high"],
                **dict(zip(("share_low", "share", "share_high"), shares, strict=True)),
                "uncounted": inside["uncounted"] + outside["uncounted"],
            }
        )
    return pd.DataFrame(rows)


def owner_overlap(trips: FacilityTrips, threshold: float) -> pd.DataFrame:
    """Return which schools several owners reach, and which only one does.

    Returns
    -------
    pandas.DataFrame
        One row per pair of owners: `owner`, `other`, `schools`, `pupils_low`,
        `pupils`, `pupils_high`, `uncounted`. A row with the owner twice holds all
        that the owner reaches; a row with an empty `other` what it reaches alone.
    """
    near = _by_owner(trips, threshold)
    alone = near.to_numpy().sum(axis=1) == 1
    rows: list[dict[str, object]] = []
    for n, owner in enumerate(near.columns):
        reached = near[owner].to_numpy()
        rows.append({"owner": owner, "other": "", **trips.counted(reached & alone)})
        rows += [
            {"owner": owner, "other": other}
            | trips.counted(reached & near[other].to_numpy())
            for other in near.columns[n:]
        ]
    return pd.DataFrame(rows)


def _by_owner(trips: FacilityTrips, threshold: float) -> pd.DataFrame:
    """Return whether each owner has a facility near each school."""
    near = trips.pairs.within(threshold)
    names, owner = np.unique(trips.owner_names, return_inverse=True)
    reached = np.zeros((trips.pairs.n_origins, len(names)), dtype=bool)
    reached[near.origin, owner[near.destination]] = True
    return pd.DataFrame(reached, columns=names)


def blank_spots(trips: FacilityTrips, threshold: float) -> pd.DataFrame:
    """Return the schools with no facility within a threshold, most pupils first."""
    table = schools_table(trips, threshold)
    blank = table[table.facilities == 0].drop(columns=["facilities", "owners"])
    order = ["pupils", "school"]
    return blank.sort_values(order, ascending=[False, True], ignore_index=True)


def trips_with_bus(
    trips: FacilityTrips, *, bus_above: float = BUS_ABOVE_M
) -> pd.DataFrame:
    """Return the schools whose nearest facility is too far to go without a bus.

    Parameters
    ----------
    trips
        Trips from schools to facilities.
    bus_above
        Cost, in the unit of the pairs, above which a bus is arranged; a trip of
        exactly this cost needs none.

    Returns
    -------
    pandas.DataFrame
        Farthest first: `school`, pupils as an interval, `nearest`, `travel`. Schools
        with no facility within the limit of the pairs come first, `travel` infinite.
    """
    table = schools_table(trips, bus_above)
    far = table[table.facilities == 0].drop(columns=["facilities", "owners"])
    order = ["travel", "school"]
    return far.sort_values(order, ascending=[False, True], ignore_index=True)
