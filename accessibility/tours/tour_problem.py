"""The input of tour planning: schools, buses, days, driving and working limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.errors import TableError, UsageError
from accessibility.tours.term_days import AFTERNOON, HOUR_S, MORNING, HalfDay

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.places import Points
    from accessibility.roads import TravelPairs
    from accessibility.tours.holiday_calendar import Regions
    from accessibility.tours.term_days import SchoolDay

NO_ROAD: Final = -1
"""Driving time of a pair of stops without a road between them."""

DETOUR: Final = 1.3
"""Road over straight line taken for a car where no network was measured."""

SPEED_M_PER_S: Final = 50 / 3.6
"""Speed of a bus, door to door, where no network was measured: 50 km/h."""


@dataclass(frozen=True)
class Drives:
    """Driving between all stops, depots and schools alike.

    Parameters
    ----------
    ids
        Identifiers of the stops, shape `(n,)`.
    seconds
        Driving time from row to column, `NO_ROAD` where there is none, `(n, n)`.
    metres
        Distance from row to column, same shape; `NO_ROAD` where not known.
    outside
        Stops beyond the roads that are known, of which nothing can be said.
    """

    ids: NDArray[np.str_]
    seconds: NDArray[np.int64]
    metres: NDArray[np.int64]
    outside: frozenset[str] = frozenset()


def _square(pairs: TravelPairs) -> NDArray[np.int64]:
    table = np.full((pairs.n_origins, pairs.n_destinations), NO_ROAD)
    table[pairs.origin, pairs.destination] = np.ceil(pairs.amount).astype(np.int64)
    np.fill_diagonal(table, 0)
    return table


def straight_drives(
    stops: Points, *, detour: float = DETOUR, speed_m_per_s: float = SPEED_M_PER_S
) -> Drives:
    """Return driving estimated from straight lines, for want of a road network.

    Parameters
    ----------
    stops
        Depots and schools in metres; a stop without a place has no road to others.
    detour
        Road distance over straight line.
    speed_m_per_s
        Speed from door to door.
    """
    x, y = stops.x_m, stops.y_m
    metres = detour * np.hypot(x[:, None] - x, y[:, None] - y)
    known = np.isfinite(metres)
    whole = np.where(known, np.ceil(np.where(known, metres, 0)), NO_ROAD)
    seconds = np.where(known, np.ceil(np.where(known, metres, 0) / speed_m_per_s), -1)
    return Drives(stops.ids, seconds.astype(np.int64), whole.astype(np.int64))


@dataclass(frozen=True)
class Bus:
    """A mobile techlab: its name and the stop where it starts and ends its days."""

    name: str
    depot: str


@dataclass(frozen=True)
class WorkRules:
    """The limits of a day on the road.

    Parameters
    ----------
    half_days
        Parts of the day; a visit fills one. Up to two are planned exactly, more by
        a heuristic search.
    max_driving_s, max_working_s
        Most seconds at the wheel, and from leaving the depot to being back.
    setup_s
        Time to set up before a half-day begins.
    group_size, groups_per_visit
        Pupils in a group, and groups served in one half-day.
    """

    half_days: tuple[HalfDay, ...] = (MORNING, AFTERNOON)
    max_driving_s: int = 3 * HOUR_S
    max_working_s: int = 9 * HOUR_S
    setup_s: int = HOUR_S // 2
    group_size: int = 25
    groups_per_visit: int = 2

    def __post_init__(self) -> None:
        """Refuse limits that are not above zero and half-days that overlap."""
        amounts = {
            "driving limit": self.max_driving_s,
            "working limit": self.max_working_s,
            "group size": self.group_size,
            "number of groups per visit": self.groups_per_visit,
        }
        faults = [
            f"the {n} must be above 0, not {v}" for n, v in amounts.items() if v <= 0
        ]
        if not self.half_days:
            faults.append("a day needs at least one part")
        ends = [s for h in self.half_days for s in (h.start_s, h.end_s)]
        if ends != sorted(ends) or self.setup_s < 0:
            faults.append(
                "parts of a day must follow one another; set-up cannot be negative"
            )
        if faults:
            raise UsageError("; ".join(faults))


@dataclass(frozen=True)
class TourProblem:
    """Which schools should be visited, with which buses, on which days.

    Parameters
    ----------
    drives
        Driving between all depots and schools.
    schools
        Identifiers of the schools to visit, all of them stops.
    pupils
        Pupils per school, shape `(n_schools,)`.
    buses
        The buses; each is out at most once a day.
    days
        The school days of the term.
    rules
        The limits of a day.
    rounds
        How often every school is visited in the term, evenly spaced.
    regions
        The holiday regions of each school; empty if school holidays do not count.
    """

    drives: Drives
    schools: NDArray[np.str_]
    pupils: NDArray[np.float64]
    buses: tuple[Bus, ...]
    days: tuple[SchoolDay, ...]
    rules: WorkRules = WorkRules()
    rounds: int = 1
    regions: tuple[Regions, ...] = ()

    def __post_init__(self) -> None:
        """Refuse unknown stops and numbers that cannot be."""
        faults = [
            f"{kind} {name!s} is not among the stops with driving times"
            for kind, names in (
                ("school", self.schools),
                ("depot", [bus.depot for bus in self.buses]),
            )
            for name in np.setdiff1d(names, self.drives.ids)
        ]
        if len(self.pupils) != len(self.schools):
            faults.append(f"{len(self.pupils)} counts for {len(self.schools)} schools")
        elif not (self.pupils > 0).all():
            faults.append("a school to visit has no pupils")
        if self.regions and len(self.regions) != len(self.schools):
            faults.append(
                f"{len(self.regions)} holiday regions for {len(self.schools)} schools"
            )
        if len({bus.name for bus in self.buses}) != len(self.buses):
            faults.append("two buses have the same name")
        if not 1 <= self.rounds <= len(self.days):
            faults.append(
                f"{self.rounds} rounds do not fit {len(self.days)} school days"
            )
        if faults:
            table = "tour"
            raise TableError(table, faults)

    @property
    def school_stop(self) -> NDArray[np.int64]:
        """Row of each school among the stops, shape `(n_schools,)`."""
        return self._stops(self.schools)

    @property
    def depot_stop(self) -> NDArray[np.int64]:
        """Row of each bus's depot among the stops, shape `(n_buses,)`."""
        return self._stops(np.array([bus.depot for bus in self.buses], np.str_))

    @property
    def groups(self) -> NDArray[np.int64]:
        """Groups per school, shape `(n_schools,)`."""
        return np.ceil(self.pupils / self.rules.group_size).astype(np.int64)

    @property
    def visits_needed(self) -> NDArray[np.int64]:
        """Half-days per school in one round, shape `(n_schools,)`."""
        return np.ceil(self.groups / self.rules.groups_per_visit).astype(np.int64)

    def open_schools(self, open_in: Regions) -> NDArray[np.bool_]:
        """Return which schools are open when those of some regions are."""
        if not self.regions:
            return np.ones(len(self.schools), dtype=bool)
        return np.array([regions <= open_in for regions in self.regions], dtype=bool)

    def _stops(self, names: NDArray[np.str_]) -> NDArray[np.int64]:
        order = np.argsort(self.drives.ids)
        return order[np.searchsorted(self.drives.ids, names, sorter=order)]
