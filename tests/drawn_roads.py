"""Roads drawn in metres on a map of the Netherlands, and ways between places on it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from accessibility.codes import Mode, Unit
from accessibility.places import Points
from accessibility.projection import metric_places
from accessibility.roads import RoadNetwork, distances
from data.access import NL, RoadRules
from data.osm import OsmRoads, osm_network, read_osm

LON, LAT = 5.0, 52.0
EAST_M, NORTH_M = 68_678.0, 111_267.0
"""Metres in a degree there."""

Place = tuple[float, float]


def drawn(places_m: dict[int, Place]) -> dict[int, Place]:
    """Return longitude and latitude of places given in metres east and north."""
    return {
        number: (round(LON + east / EAST_M, 7), round(LAT + north / NORTH_M, 7))
        for number, (east, north) in places_m.items()
    }


def way_m(
    roads: OsmRoads | Path,
    start: Place,
    goal: Place,
    mode: Mode,
    rules: RoadRules = NL,
) -> float:
    """Return the metres between two places (metres east and north), NaN for none."""
    return ways_m(roads, [start], [goal], mode, rules)[0]


def ways_m(
    roads: OsmRoads | Path,
    starts: list[Place],
    goals: list[Place],
    mode: Mode,
    rules: RoadRules = NL,
) -> list[float]:
    """Return the metres from each of some places to each of others."""
    read = read_osm(roads) if isinstance(roads, Path) else roads
    network = osm_network(read, mode, rules=rules)
    homes, schools = points_on(network, starts), points_on(network, goals)
    found = distances(network, homes, schools, unit=Unit.METRES)
    metres: list[float] = found.distance_m.tolist()
    return metres


def points_on(network: RoadNetwork, places_m: list[Place]) -> Points:
    """Return places in the system of a network."""
    lon, lat = np.array([*drawn(dict(enumerate(places_m))).values()]).T
    x_m, y_m = metric_places(lon, lat, network.epsg)
    return Points(np.array([str(k) for k in range(len(lon))]), x_m, y_m, network.epsg)
