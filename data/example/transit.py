"""Public transport of the example country: trains, buses and ferries by plain rules.

Nothing is drawn by lot: who has which line follows from how many people live where,
and when it leaves from its place in the list. Some villages have none; so it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra, minimum_spanning_tree
from scipy.spatial import Delaunay, cKDTree
from scipy.spatial.distance import cdist

from accessibility.codes import Mode, Unit
from accessibility.places import Points
from accessibility.reach_table import CM_PER_M
from accessibility.roads import road_reach_table
from accessibility.transit import (
    UNSAID,
    Lines,
    Plan,
    Stops,
    Transfers,
    TransitDay,
    Trips,
    concatenated,
    timetable_of,
    trips_there_and_back,
)
from data.example.crossings import FERRIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from accessibility.roads import RoadNetwork
    from accessibility.snapshot import Snapshot

DATE: Final = "2023-10-03"
"""A Tuesday."""

_STATION_PEOPLE: Final = 40_000
_TOWN_PEOPLE: Final = 6_000
_VILLAGE_PEOPLE: Final = 2_000
_NEAR_RAIL_M: Final = 2_000.0
_STATION_OFF_M: Final = 150.0
_NEXT_PLACE_M: Final = 15_000.0
_FARTHEST_M: Final = 40_000.0
_RAIL_KMH: Final = 90.0
_BUS_KMH: Final = 40.0
_TOWN_KMH: Final = 25.0
_RAIL_STOP_S: Final = 60
_BUS_STOP_S: Final = 20
_DETOUR: Final = 1.25
_MIN_S: Final = 60
_FIRST_S: Final = 5 * 3600 + 1800
_LAST_S: Final = 24 * 3600 + 1800
_OFFSET_S: Final = 7 * _MIN_S
_HOURLY, _HALF_HOURLY, _QUARTER_HOURLY = 3600, 1800, 900
_RAIL, _BUS, _FERRY = 2, 3, 4


@dataclass
class _Network:
    """Stops and lines as they are made, one after the other."""

    names: list[str] = field(default_factory=list)
    places: list[tuple[float, float]] = field(default_factory=list)
    lines: list[tuple[str, int]] = field(default_factory=list)
    trips: list[Trips] = field(default_factory=list)

    def stop(self, name: str, place: NDArray[np.float64]) -> int:
        """Add a stop and return its row."""
        self.names.append(name)
        self.places.append((float(place[0]), float(place[1])))
        return len(self.names) - 1

    def line(
        self, kind: int, stops: list[int], run_s: NDArray[np.float64], headway_s: int
    ) -> None:
        """Add a line in both directions; its number decides when it leaves."""
        number = len(self.lines)
        first_s = _FIRST_S + number * _OFFSET_S % headway_s
        ends = f"{self.names[stops[0]]} - {self.names[stops[-1]]}"
        self.lines.append((f"{number + 1} {ends}", kind))
        whole_s = np.maximum(np.ceil(run_s / _MIN_S), 1).astype(np.int64) * _MIN_S
        plan = Plan(first_s, _LAST_S, headway_s)
        self.trips.append(trips_there_and_back(np.array(stops), whole_s, plan, number))

    def day(self) -> TransitDay:
        """Return everything as a day of public transport."""
        names = np.array(self.names)
        place = np.array(self.places)
        none = np.empty(0, np.int32)
        lines = Lines(
            np.array([f"VB-L{i + 1:04}" for i in range(len(self.lines))]),
            np.array([name for name, _ in self.lines]),
            np.array([kind for _, kind in self.lines], np.int32),
            np.zeros(len(self.lines), np.bool_),
        )
        stops = Stops(
            np.array([f"VB-H{i + 1:05}" for i in range(len(names))]),
            names,
            place[:, 0],
            place[:, 1],
            np.full(len(names), -1, np.int32),
            np.full(len(names), UNSAID, np.int32),
        )
        trips = concatenated(self.trips)
        return TransitDay(
            DATE,
            stops,
            lines,
            Transfers(none, none, none),
            timetable_of(trips, len(names)),
        )


def example_transit(snapshot: Snapshot, cars: RoadNetwork) -> TransitDay:
    """Return what runs in the example country on one Tuesday.

    Trains join the cities every half hour; buses join every village of 2 000 people
    to its nearest two larger places and to the nearest station, hourly, more often
    where more people live; towns have lines from the centre to every postcode each
    quarter of an hour; ferries sail hourly. Nothing runs from 00:30 to 05:30.

    Parameters
    ----------
    snapshot
        The example country: postcodes and inhabitants.
    cars
        Its roads for cars: buses drive on them.
    """
    towns = _towns(snapshot)
    made = _Network()
    stop = [
        made.stop(name, xy) for name, xy in zip(towns.plaats, _xy(towns), strict=True)
    ]
    stations = _add_rail(made, towns)
    graph = _road_graph(towns, cars)
    _add_buses(made, towns, graph, stop, stations)
    _add_town_lines(made, snapshot, towns, stop)
    _add_ferries(made, towns, stop)
    return made.day()


def with_transit(snapshot: Snapshot) -> Snapshot:
    """Return the example country with its public transport.

    Parameters
    ----------
    snapshot
        With roads, as `data.example.roads.with_roads` makes them.
    """
    day = example_transit(snapshot, snapshot.network(Mode.CAR))
    dates = {**snapshot.manifest.dates, "timetable": DATE}
    manifest = replace(snapshot.manifest, dates=dates)
    return replace(snapshot, manifest=manifest, transit={Mode.OV: day})


def _towns(snapshot: Snapshot) -> pd.DataFrame:
    """Return the places by people, largest first, each at its central postcode."""
    people = snapshot.table("inhabitants").groupby("pc4").inhabitants.sum()
    homes = snapshot.postcodes
    table = pd.DataFrame(
        {
            "plaats": homes.plaats.to_numpy(),
            "people": people[homes.pc4].to_numpy(),
            "x_m": homes.geometry.x.to_numpy(),
            "y_m": homes.geometry.y.to_numpy(),
        }
    )
    groups = table.groupby("plaats")
    middle = groups[["x_m", "y_m"]].transform("median")
    table["off_m"] = np.hypot(table.x_m - middle.x_m, table.y_m - middle.y_m)
    table["people"] = groups.people.transform("sum")
    table = table.sort_values(
        ["people", "plaats", "off_m"], ascending=[False, True, True]
    )
    return table.drop_duplicates("plaats").reset_index(drop=True)


def _xy(towns: pd.DataFrame) -> NDArray[np.float64]:
    return towns[["x_m", "y_m"]].to_numpy(np.float64)


def _add_rail(made: _Network, towns: pd.DataFrame) -> dict[int, int]:
    """Join the cities by rail; return the stop of each place that has a station."""
    xy = _xy(towns)
    n_cities = int((towns.people >= _STATION_PEOPLE).sum())
    apart = cdist(xy[:n_cities], xy[:n_cities])
    tree = minimum_spanning_tree(csr_array(apart)).toarray()
    joined = (tree > 0) | (tree > 0).T
    for city in range(n_cities):
        # Each one's nearest other that it is not joined to yet.
        free = np.where(joined[city], np.inf, apart[city])
        free[city] = np.inf
        other = int(np.argmin(free))
        if np.isfinite(free[other]):
            joined[city, other] = joined[other, city] = True
    stations: dict[int, int] = {}
    for a, b in np.argwhere(np.triu(joined)):
        course = _along(xy, towns, int(a), int(b))
        for place in course:
            if place not in stations:
                # Beside the bus stop, so that one walks from one to the other.
                beside = xy[place] + (_STATION_OFF_M, 0)
                stations[place] = made.stop(f"{towns.plaats[place]} Station", beside)
        run_m = np.hypot(*np.diff(xy[course], axis=0).T)
        run_s = run_m * 3.6 / _RAIL_KMH + _RAIL_STOP_S
        made.line(_RAIL, [stations[place] for place in course], run_s, _HALF_HOURLY)
    return stations


def _along(xy: NDArray[np.float64], towns: pd.DataFrame, a: int, b: int) -> list[int]:
    """Return the towns at most 2 km from the line between two cities, in order."""
    way = xy[b] - xy[a]
    length_m = float(np.hypot(*way))
    part = (xy - xy[a]) @ way / length_m**2
    off_m = np.abs((xy - xy[a]) @ np.array([-way[1], way[0]])) / length_m
    between = (off_m <= _NEAR_RAIL_M) & (part > 0) & (part < 1)
    between &= (towns.people >= _TOWN_PEOPLE).to_numpy()
    between[[a, b]] = False
    rows = np.flatnonzero(between)
    return [a, *rows[np.argsort(part[rows])].tolist(), b]


def _road_graph(towns: pd.DataFrame, cars: RoadNetwork) -> csr_array:
    """Return metres over the road between neighbouring places."""
    xy = _xy(towns)
    ids = np.array([f"p{i}" for i in range(len(towns))])
    points = Points(ids, xy[:, 0], xy[:, 1])
    table = road_reach_table(cars, points, points, limit=_NEXT_PLACE_M)
    to = np.repeat(np.arange(len(towns)), np.diff(table.indptr))
    corners = Delaunay(xy).simplices
    sides = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]])
    n = len(towns)
    sides = np.concatenate([sides, sides[:, ::-1]]).astype(np.int64)
    metres = table.cost(Unit.METRES) / CM_PER_M
    is_side = np.isin(table.point * np.int64(n) + to, sides[:, 0] * n + sides[:, 1])
    return csr_array(
        (metres[is_side], (table.point[is_side], to[is_side])), shape=(n, n)
    )


def _add_buses(
    made: _Network,
    towns: pd.DataFrame,
    graph: csr_array,
    stop: list[int],
    stations: dict[int, int],
) -> None:
    """Join every village to its nearest two larger places and nearest station."""
    people = towns.people.to_numpy()
    has_station = np.isin(np.arange(len(towns)), list(stations))
    served: set[tuple[int, int]] = set()
    for place in np.flatnonzero(people >= _VILLAGE_PEOPLE)[1:].tolist():
        far, before = dijkstra(
            graph, indices=place, return_predecessors=True, limit=_FARTHEST_M
        )
        for goal in _goals(place, far, has_station):
            pair = (min(place, goal), max(place, goal))
            if pair not in served:
                served.add(pair)
                course = _way(before, place, goal)
                run_s = np.diff(far[course]) * 3.6 / _BUS_KMH + _BUS_STOP_S
                headway_s = _headway_s(int(people[place]))
                made.line(_BUS, [stop[one] for one in course], run_s, headway_s)


def _goals(
    place: int, far: NDArray[np.float64], has_station: NDArray[np.bool_]
) -> Iterator[int]:
    """Yield the nearest two larger places and the nearest station, as far as any."""
    larger = np.argsort(far[:place], kind="stable")[:2]
    station = np.where(has_station, far, np.inf)
    station[place] = np.inf
    for goal in dict.fromkeys([*larger.tolist(), int(np.argmin(station))]):
        if np.isfinite(far[goal]):
            yield goal


def _way(before: NDArray[np.int32], start: int, end: int) -> list[int]:
    course = [end]
    while course[-1] != start:
        course.append(int(before[course[-1]]))
    return course[::-1]


def _headway_s(people: int) -> int:
    if people < _TOWN_PEOPLE:
        return _HOURLY
    return _HALF_HOURLY if people < _STATION_PEOPLE else _QUARTER_HOURLY


def _add_town_lines(
    made: _Network, snapshot: Snapshot, towns: pd.DataFrame, stop: list[int]
) -> None:
    """Drive from the centre of every town to each of its postcodes."""
    homes = snapshot.postcodes
    xy = np.column_stack([homes.geometry.x, homes.geometry.y])
    large = towns[towns.people >= _TOWN_PEOPLE]
    for centre in large.index.tolist():
        town = large.loc[centre]
        own = np.flatnonzero((homes.plaats == town.plaats).to_numpy())
        for row in own.tolist():
            away_m = float(np.hypot(xy[row, 0] - town.x_m, xy[row, 1] - town.y_m))
            if away_m > 0:
                end = made.stop(f"{town.plaats} {homes.pc4.iloc[row]}", xy[row])
                run_s = np.array([away_m * _DETOUR * 3.6 / _TOWN_KMH])
                made.line(_BUS, [stop[centre], end], run_s, _QUARTER_HOURLY)


def _add_ferries(made: _Network, towns: pd.DataFrame, stop: list[int]) -> None:
    """Sail every ferry hourly, and drive from each quay to the nearest place."""
    xy = _xy(towns)
    for ferry in FERRIES:
        quays = np.array([ferry.from_m, ferry.to_m])
        rows = [
            made.stop(f"{ferry.name} {i + 1}", quay) for i, quay in enumerate(quays)
        ]
        made.line(_FERRY, rows, np.array([ferry.minutes * _MIN_S]), _HOURLY)
        for i, quay in enumerate(quays):
            mine = np.hypot(*(xy - quay).T) < np.hypot(*(xy - quays[1 - i]).T)
            place = np.flatnonzero(mine)[cKDTree(xy[mine]).query(quay)[1]]
            away_m = float(np.hypot(*(xy[place] - quay)))
            run_s = np.array([away_m * _DETOUR * 3.6 / _BUS_KMH])
            made.line(_BUS, [rows[i], stop[place]], run_s, _HOURLY)
