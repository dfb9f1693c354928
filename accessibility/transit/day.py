"""One day of public transport as a snapshot keeps it: stops, lines, and what runs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from accessibility.places import RD_NEW, Points

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.transit.timetable import Timetable

UNSAID: Final = -1
"""Stands for a change time that the feed does not give."""
FORBIDDEN: Final = -2
"""Stands for a change that the feed forbids."""
CELL_M: Final = 25_000.0
"""Side of the squares in which a feed is taken to cover the country, in metres."""


class Stops(NamedTuple):
    """Stops and platforms.

    Parameters
    ----------
    ids, names
        Text, shape `(n_stops,)`.
    x_m, y_m
        EPSG:28992.
    station
        Number that the platforms of one station share, -1 for a stop by itself, int32.
    change_s
        Needed between two rides there, `UNSAID` or `FORBIDDEN`, int32.
    """

    ids: NDArray[np.str_]
    names: NDArray[np.str_]
    x_m: NDArray[np.float64]
    y_m: NDArray[np.float64]
    station: NDArray[np.int32]
    change_s: NDArray[np.int32]

    @property
    def points(self) -> Points:
        """The stops as points, by their identifiers."""
        return Points(self.ids, self.x_m, self.y_m, RD_NEW)


class Lines(NamedTuple):
    """Lines that run on the day.

    Parameters
    ----------
    ids, names
        Text; a name is what stands on the vehicle.
    kind
        `route_type` of GTFS: 0 tram, 1 metro, 2 rail, 3 bus, 4 ferry, int32.
    school_only
        True for lines that run on this day and on no day of a holiday week.
    """

    ids: NDArray[np.str_]
    names: NDArray[np.str_]
    kind: NDArray[np.int32]
    school_only: NDArray[np.bool_]


class Transfers(NamedTuple):
    """Changes between two stops that the feed speaks of.

    Parameters
    ----------
    start, end
        Rows of stops, int32.
    seconds
        How long it takes, or `FORBIDDEN`, int32.
    """

    start: NDArray[np.int32]
    end: NDArray[np.int32]
    seconds: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class TransitDay:
    """What runs on one day.

    Parameters
    ----------
    date
        The day, ISO 8601.
    stops, lines, transfers
        As read from the feeds.
    timetable
        Trips of the whole day, and those of the day before that run past midnight.
    """

    date: str
    stops: Stops
    lines: Lines
    transfers: Transfers
    timetable: Timetable

    def with_timetable(self, timetable: Timetable) -> TransitDay:
        """Return the day with other trips."""
        return replace(self, timetable=timetable)

    def runs_as(self, other: TransitDay) -> bool:
        """Tell whether the same runs on another day, with the same places to board."""
        mine, theirs = self.timetable, other.timetable
        return all(
            np.array_equal(getattr(mine, name), getattr(theirs, name))
            for name in mine._fields
        )

    @property
    def is_used(self) -> NDArray[np.bool_]:
        """True for stops where one may get on a vehicle, shape `(n_stops,)`."""
        used = np.zeros(len(self.stops.ids), np.bool_)
        used[self.timetable.stop[self.timetable.may_board]] = True
        return used

    @property
    def is_left(self) -> NDArray[np.bool_]:
        """True for stops where one may get off a vehicle, shape `(n_stops,)`."""
        left = np.zeros(len(self.stops.ids), np.bool_)
        left[self.timetable.stop[self.timetable.may_alight]] = True
        return left

    def covers(self, points: Points) -> NDArray[np.bool_]:
        """Tell which points lie where the feed knows of public transport at all.

        Squares of `CELL_M` with a stop at which a vehicle calls; beyond them nothing
        is known, which is not the same as that nothing runs. A line that a scenario
        stops is still known.
        """
        called = np.unique(self.timetable.stop)
        known = set(_cells(self.stops.x_m[called], self.stops.y_m[called]))
        cells = _cells(points.x_m, points.y_m)
        return np.array([cell in known for cell in cells], np.bool_)


def _cells(
    x_m: NDArray[np.float64], y_m: NDArray[np.float64]
) -> list[tuple[float, float]]:
    columns, rows = np.floor(x_m / CELL_M), np.floor(y_m / CELL_M)
    return list(zip(columns.tolist(), rows.tolist(), strict=True))
