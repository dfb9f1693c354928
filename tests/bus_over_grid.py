"""The small land of the service with streets and a bus: every journey is on the map.

Streets run every 2 km, 100 m in 25 s. A bus goes along the southern row of postcodes,
from A005 in the east to A000 in the west and back, every 20 minutes, 6 minutes from
stop to stop; it is at the stop of A000 at :06, :26 and :46. Its stops are the points
of the postcodes, and school X00100 (PIE bl, kl) lies at the stop of A000.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from accessibility.codes import Mode
from accessibility.transit import (
    UNSAID,
    Lines,
    Stops,
    Transfers,
    TransitDay,
    timetable_of,
)
from accessibility.transit.timetable import trips_of
from tests.api.service.conftest import small_snapshot
from tests.made_timetables import clock
from tests.street_grid import grid

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot

N_STOPS = 6
LEG_S = 360
HEADWAY_S = 1_200


def bus_day() -> TransitDay:
    """Return the day drawn above; stop `k` is at the point of postcode `A00k`."""
    rows = []
    for start in range(clock("05:36"), clock("20:00"), HEADWAY_S):
        for stops in (range(N_STOPS)[::-1], range(N_STOPS)):
            times = [start + LEG_S * k for k in range(N_STOPS)]
            rows.append([
                (stop, t, t, True, True) for stop, t in zip(stops, times, strict=True)
            ])  # fmt: skip
    none = np.empty(0, np.int32)
    return TransitDay(
        "2023-10-03",
        Stops(
            np.array([f"h{k}" for k in range(N_STOPS)]),
            np.array([f"Halte {k}" for k in range(N_STOPS)]),
            np.array([102_000.0 + 4_000 * k for k in range(N_STOPS)]),
            np.full(N_STOPS, 452_000.0),
            np.full(N_STOPS, -1, np.int32),
            np.full(N_STOPS, UNSAID, np.int32),
        ),
        Lines(
            np.array(["bus-7"]),
            np.array(["7"]),
            np.array([3], np.int32),
            np.zeros(1, np.bool_),
        ),
        Transfers(none, none, none),
        timetable_of(trips_of(rows), N_STOPS),
    )


def bus_land(*, example: bool = False) -> Snapshot:
    """Return the small land, with its streets and its bus."""
    land = small_snapshot(example=example)
    roads = {mode: grid(mode=mode) for mode in (Mode.BIKE, Mode.WALK)}
    manifest = replace(
        land.manifest, dates={**land.manifest.dates, "timetable": "2023-10-03"}
    )
    return replace(land, manifest=manifest, roads=roads, transit={Mode.OV: bus_day()})
