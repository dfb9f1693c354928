"""A made timetable of national size: towns, lines through them, and GTFS of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv
from pyproj import Transformer
from scipy.spatial import cKDTree

from accessibility.places import CRS84, RD_NEW
from accessibility.transit import Legs, Trips

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SEED = 20_231_003
COUNTRY_M = 200_000.0
WALK_M_S = 5 / 3.6
BIKE_M_S = 15 / 3.6
DETOUR = 1.25
FIRST_X_M, FIRST_Y_M = 30_000.0, 380_000.0


@dataclass(frozen=True)
class SyntheticTimetable:
    """Stops, and lines with the running time to each of their stops.

    Parameters
    ----------
    xy
        Stops, EPSG:28992, shape `(n_stops, 2)`.
    line_ptr, stop, run_s
        Stops of each line, and seconds after its start.
    line, start_s
        Line and departure of each trip.
    """

    xy: NDArray[np.float64]
    line_ptr: NDArray[np.int64]
    stop: NDArray[np.int64]
    run_s: NDArray[np.int64]
    line: NDArray[np.int64]
    start_s: NDArray[np.int64]

    def calls(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Return trip, stop and time of every stop time."""
        length = np.diff(self.line_ptr)[self.line]
        trip = np.repeat(np.arange(len(self.line)), length)
        before = np.repeat(np.cumsum(length) - length, length)
        at = np.repeat(self.line_ptr[self.line], length) + np.arange(len(trip)) - before
        return trip, self.stop[at], self.start_s[trip] + self.run_s[at]

    def trips(self) -> Trips:
        """Return the trips as the search takes them."""
        trip, stop, time_s = self.calls()
        ptr = np.searchsorted(trip, np.arange(len(self.line) + 1)).astype(np.int64)
        yes = np.ones(len(trip), np.bool_)
        at = time_s.astype(np.int32)
        line = self.line.astype(np.int32)
        no_wait = np.zeros(len(line), np.int32)
        return Trips(ptr, stop.astype(np.int32), at, at, yes, yes, line, no_wait)

    def near(self, places: NDArray[np.float64], within_m: float, m_s: float) -> Legs:
        """Return the stops near places, in circles, a row per place."""
        tree = cKDTree(self.xy)
        found = tree.query_ball_point(places, within_m, return_sorted=True)
        ptr = np.cumsum([0, *(len(some) for some in found)])
        other = np.array([stop for some in found for stop in some], np.int64)
        row = np.repeat(np.arange(len(places)), np.diff(ptr))
        away_m = np.hypot(*(self.xy[other] - places[row]).T)
        # Whole minutes: the other engine knows no others.
        seconds = np.ceil(away_m * DETOUR / m_s / 60) * 60
        return Legs(
            ptr.astype(np.int64), other.astype(np.int32), seconds.astype(np.int32)
        )


def synthetic_timetable(
    *, n_stops: int, n_lines: int, n_trips: int, hours: tuple[float, float]
) -> SyntheticTimetable:
    """Make lines through towns; the trips are spread over some hours.

    Parameters
    ----------
    n_stops, n_lines
        Size.
    n_trips
        At most so many: each line runs regularly.
    hours
        First and last departure.
    """
    rng = np.random.default_rng(SEED)
    corner = np.array([FIRST_X_M, FIRST_Y_M])
    towns = corner + rng.uniform(0, COUNTRY_M, (400, 2))
    people = rng.pareto(1.1, len(towns)) + 1
    people /= people.sum()
    town = rng.choice(len(towns), n_stops, p=people)
    spread = rng.normal(0, 1, (n_stops, 2)) * np.sqrt(people[town])[:, None] * 30_000
    xy = towns[town] + spread
    first = rng.choice(n_stops, n_lines)
    along = rng.normal(size=(n_lines, 2))
    along /= np.hypot(*along.T)[:, None]
    step_m = rng.uniform(400, 1_200, n_lines)
    way = xy[first][:, None] + (
        np.arange(24)[:, None] * along[:, None] * step_m[:, None, None]
    )
    stop = cKDTree(xy).query(way.reshape(-1, 2))[1].reshape(n_lines, -1)
    keep = np.ones(stop.shape, np.bool_)
    keep[:, 1:] = np.diff(stop, axis=1) != 0
    # A line that got nowhere still goes to its second stop.
    keep[~keep[:, 1:].any(axis=1), 1] = True
    length = keep.sum(axis=1)
    line_ptr = np.append(0, np.cumsum(length))
    flat = stop[keep]
    leg_m = np.hypot(*np.diff(xy[flat], axis=0, prepend=xy[flat[:1]]).T)
    leg_s = np.maximum(np.ceil(leg_m / (25 / 3.6) / 60), 1) * 60
    leg_s[line_ptr[:-1]] = 0
    run_s = np.cumsum(leg_s)
    run_s -= np.repeat(run_s[line_ptr[:-1]], length)
    line, start_s = _departures(rng, n_lines, n_trips, hours)
    return SyntheticTimetable(xy, line_ptr, flat, run_s.astype(np.int64), line, start_s)


def _departures(
    rng: np.random.Generator, n_lines: int, n_trips: int, hours: tuple[float, float]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Let every line leave regularly, some twice and some four times as often."""
    often = rng.choice([1, 2, 4], n_lines)
    each = np.maximum(often * n_trips // often.sum(), 1)
    line = np.repeat(np.arange(n_lines), each)
    number = np.arange(len(line)) - np.repeat(np.cumsum(each) - each, each)
    first_s, last_s = (hour * 3600 for hour in hours)
    headway_s = (last_s - first_s) / each
    offset_s = rng.uniform(0, 1, n_lines) * headway_s
    start_s = first_s + offset_s[line] + number * headway_s[line]
    return line, (start_s // 60).astype(np.int64) * 60


def write_gtfs(made: SyntheticTimetable, folder: Path, *, n_services: int = 1) -> int:
    """Write a timetable as GTFS, and return the number of stop times.

    Parameters
    ----------
    made
        What runs on one day.
    folder
        Where.
    n_services
        The same trips again for other days of the week: a feed has them all.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lonlat = Transformer.from_crs(RD_NEW, CRS84, always_xy=True)
    lon, lat = lonlat.transform(made.xy[:, 0], made.xy[:, 1])
    _lines(
        folder / "stops.txt",
        "stop_id,stop_name,stop_lat,stop_lon",
        (f"s{i},stop {i},{lat[i]:.6f},{lon[i]:.6f}" for i in range(len(lon))),
    )
    agency = "agency_id,agency_name,agency_url,agency_timezone"
    _lines(folder / "agency.txt", agency, ["a,A,https://example.org,Europe/Amsterdam"])
    n_lines = len(made.line_ptr) - 1
    routes = "route_id,agency_id,route_short_name,route_long_name,route_type"
    _lines(folder / "routes.txt", routes, (f"r{i},a,{i},,3" for i in range(n_lines)))
    days = [",".join("1" if d % 3 == k else "0" for d in range(7)) for k in (1, 0, 2)]
    calendar = (
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,"
        "start_date,end_date"
    )
    _lines(
        folder / "calendar.txt",
        calendar,
        (f"d{k},{days[k]},20230901,20240131" for k in range(n_services)),
    )
    _lines(
        folder / "trips.txt",
        "route_id,service_id,trip_id",
        (
            f"r{line},d{k},d{k}t{i}"
            for k in range(n_services)
            for i, line in enumerate(made.line)
        ),
    )
    return sum(
        _write_stop_times(made, folder / "stop_times.txt", k) for k in range(n_services)
    )


def _lines(path: Path, header: str, rows: object) -> None:
    text = "\n".join([header, *rows]) + "\n"  # type: ignore[misc] # any rows of text
    path.write_text(text, encoding="utf-8")


def _write_stop_times(made: SyntheticTimetable, path: Path, service: int) -> int:
    trip, stop, time_s = made.calls()
    first = np.flatnonzero(np.diff(trip, prepend=-1))
    number = np.arange(len(trip)) - np.repeat(
        first, np.diff(np.append(first, len(trip)))
    )
    trip_ids = pa.array([f"d{service}t{i}" for i in range(len(made.line))])
    stop_ids = pa.array([f"s{i}" for i in range(len(made.xy))])
    clocks = pa.array(
        [f"{s // 3600:02}:{s % 3600 // 60:02}:00" for s in range(0, 30 * 3600, 60)]
    )
    times = clocks.take(pa.array(time_s // 60))
    table = pa.table(
        {
            "trip_id": trip_ids.take(pa.array(trip)),
            "arrival_time": times,
            "departure_time": times,
            "stop_id": stop_ids.take(pa.array(stop)),
            "stop_sequence": pa.array(number),
            "pickup_type": pa.array(np.zeros(len(trip), np.int8)),
            "drop_off_type": pa.array(np.zeros(len(trip), np.int8)),
        }
    )
    options = pa_csv.WriteOptions(include_header=service == 0, quoting_style="none")
    with path.open("ab" if service else "wb") as stream:
        pa_csv.write_csv(table, stream, options)
    return len(trip)
