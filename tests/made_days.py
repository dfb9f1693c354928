"""A made day of public transport along one straight street.

    x (m)    0      1000   1500   3000   6000        9000
    stops           s0            s1                 s2        s3: 400 m off the street
    homes    h0                          h1
    schools                                          k0 (300 m beyond s2)

Line L runs s0-s1-s2 every 20 minutes; one walks along the street at 5 km/h.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from accessibility.codes import Mode
from accessibility.places import Points
from accessibility.roads import RoadNetwork, network_from_tables
from accessibility.transit import (
    UNSAID,
    Lines,
    Stops,
    Transfers,
    TransitDay,
    timetable_of,
)
from accessibility.transit.timetable import trips_of
from tests.made_timetables import clock

X_M, Y_M = 150_000.0, 450_000.0


def street(mode: Mode = Mode.WALK, length_m: int = 12_000) -> RoadNetwork:
    """Return a straight street with a stub of 10 m every 500 m: links end there."""
    along_m = np.arange(0, length_m + 1, 500)
    n = len(along_m)
    nodes = pd.DataFrame(
        {
            "node_id": range(2 * n),
            "x_m": X_M + np.tile(along_m, 2),
            "y_m": Y_M - np.repeat([0, 10], n),
        }
    )
    first = np.arange(n - 1)
    ends = {
        "from_node": np.append(first, np.arange(n)),
        "to_node": np.append(first + 1, np.arange(n) + n),
    }
    return network_from_tables(nodes, pd.DataFrame(ends), mode=mode)


def along(names: str, x_m: list[float], off_m: float = 0.0) -> Points:
    """Return places along the street, so far off it."""
    ids = np.array([f"{names}{i}" for i in range(len(x_m))])
    return Points(ids, X_M + np.array(x_m), np.full(len(x_m), Y_M + off_m))


def made_day(headway_min: int = 20) -> TransitDay:
    """Return the day drawn above."""
    starts = range(clock("06:00"), clock("20:00"), 60 * headway_min)
    rows = []
    for start in starts:
        there = [(stop, start + 300 * stop, start + 300 * stop) for stop in range(3)]
        back = [(2 - x, start + 300 * x, start + 300 * x) for x in range(3)]
        rows += [[(*call, True, True) for call in some] for some in (there, back)]
    places = along("s", [1_000, 3_000, 9_000, 6_000])
    y_m = places.y_m + np.array([0, 0, 0, 400])
    none = np.empty(0, np.int32)
    return TransitDay(
        "2019-10-01",
        Stops(
            places.ids,
            np.array(["Aa", "Bee", "Cee", "Dee"]),
            places.x_m,
            y_m,
            np.full(4, -1, np.int32),
            np.full(4, UNSAID, np.int32),
        ),
        Lines(
            np.array(["L"]),
            np.array(["1"]),
            np.array([3], np.int32),
            np.zeros(1, np.bool_),
        ),
        Transfers(none, none, none),
        timetable_of(trips_of(rows), 4),
    )
