"""Speed per kind of road and mode, in km/h.

A bicycle goes 15 km/h, what CBS and the Fietsersbond use for pupils; 12 and 18 are the
slow and the fast case, an e-bike goes 22. Walking is 5. A car goes as fast as its kind
of road usually lets it, crossings included, and never faster than the sign.
"""

from __future__ import annotations

from typing import Final

from accessibility.codes import Mode

BIKE_SCENARIOS: Final = {"slow": 12.0, "usual": 15.0, "fast": 18.0, "e-bike": 22.0}

MODE_KMH: Final = {Mode.WALK: 5.0, Mode.BIKE: BIKE_SCENARIOS["usual"]}
"""Speed of modes that go about as fast on every road."""

FERRY_KMH: Final = 10.0
"""A ferry whose duration is not known."""

CAR_KMH: Final = {
    "motorway": 100.0,
    "motorway_link": 60.0,
    "trunk": 80.0,
    "trunk_link": 50.0,
    "primary": 60.0,
    "primary_link": 45.0,
    "secondary": 50.0,
    "secondary_link": 40.0,
    "tertiary": 45.0,
    "tertiary_link": 35.0,
    "unclassified": 40.0,
    "residential": 25.0,
    "road": 25.0,
    "living_street": 10.0,
    "service": 12.0,
    "track": 12.0,
    "pedestrian": 5.0,
}
"""Usual speed of a car by kind of road; also the list of roads a car may use."""

CAR_ON_PATH_KMH: Final = 10.0
"""A car on a cycleway or path that a sign opens to it."""

SLOWEST_SIGN_KMH: Final = 5.0
"""A signed speed below this is taken for a mistake."""

KMH_PER_MPH: Final = 1.609344

SEASONS: Final = {
    "spring": (3, 4, 5),
    "summer": (6, 7, 8),
    "autumn": (9, 10, 11),
    "winter": (12, 1, 2),
}
"""Months of the seasons that a ferry is told to sail in."""
