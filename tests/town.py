"""The town: a drawing small enough that every distance in it is known by hand.

Kilometres; streets run both ways except Station Street, from B to C only::

    G --4-- H --4-- I            north bank
            |
            4   the only bridge
            |
    D --4-- E --4-- F            south bank
    |       |       |
    3       3       3
    |       |       |
    A --4-- B --4-> C ~~12~~ J --3-- K      ferry to the island

Everyone goes 15 km/h, the ferry takes 30 minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pytest

from accessibility.codes import Mode
from accessibility.places import RD_NEW, Points
from accessibility.roads.network import RoadNetwork
from accessibility.roads.network_build import CLOSED, Segments, network_of

WEST_M, SOUTH_M = 100_000.0, 400_000.0
PLACES_KM: Final = {
    "A": (0, 0),
    "B": (4, 0),
    "C": (8, 0),
    "D": (0, 3),
    "E": (4, 3),
    "F": (8, 3),
    "G": (0, 7),
    "H": (4, 7),
    "I": (8, 7),
    "J": (20, 0),
    "K": (20, 3),
}
STREETS: Final = (
    *("AB", "BC", "DE", "EF", "AD", "BE", "CF"),
    *("EH", "GH", "HI", "CJ", "JK"),
)
ONE_WAY: Final = "BC"
BRIDGE: Final = "EH"
FERRY: Final = "CJ"
PACE: Final = 3.6 / 15
FERRY_PACE: Final = 1800 / 12_000


@dataclass(frozen=True)
class Town:
    """The drawn town, with or without its bridge and ferry."""

    def network(
        self, *, bridge: bool = True, ferry: bool = True, bridge_back: bool = True
    ) -> RoadNetwork:
        """Return its streets as a network for the bicycle.

        Without `bridge_back` the bridge leads north only.
        """
        shut = {BRIDGE} if not bridge else set()
        shut |= {FERRY} if not ferry else set()
        streets = [street for street in STREETS if street not in shut]
        names = list(PLACES_KM)
        one_way = {ONE_WAY} if bridge_back else {ONE_WAY, BRIDGE}
        pace = np.array([PACE if s != FERRY else FERRY_PACE for s in streets])
        segments = Segments(
            np.array([names.index(s[0]) for s in streets], np.int32),
            np.array([names.index(s[1]) for s in streets], np.int32),
            pace,
            np.where([s in one_way for s in streets], CLOSED, pace),
            np.array([s != FERRY for s in streets]),
        )
        places = self.points(*names)
        return network_of(places.x_m, places.y_m, segments, mode=Mode.BIKE, epsg=RD_NEW)

    def points(self, *names: str) -> Points:
        """Return named places; `A+0.5,-0.1` lies 0.5 km east, 0.1 km south of A."""
        place = [self._place(name) for name in names]
        return Points(
            np.array(names),
            WEST_M + 1000 * np.array([x for x, _ in place], dtype=np.float64),
            SOUTH_M + 1000 * np.array([y for _, y in place], dtype=np.float64),
        )

    def _place(self, name: str) -> tuple[float, float]:
        x, y = PLACES_KM[name[0]]
        if len(name) == 1:
            return x, y
        east, north = name[1:].split(",")
        return x + float(east), y + float(north)


@pytest.fixture(scope="session")
def town() -> Town:
    return Town()
