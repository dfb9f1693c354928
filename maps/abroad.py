"""What lies around the Netherlands, drawn by hand: coarse, and only to read a map by.

Where land ends a map must tell sea from abroad, and no file of Dutch areas does. These
outlines are under the land, so that borders are those of the areas themselves; only the
coasts of the neighbours are as coarse as they are here.
"""

from __future__ import annotations

from typing import Final

import geopandas as gpd
import shapely

from accessibility.places import CRS84

_CONTINENT: Final = (
    *((3.37, 51.37), (3.20, 51.335), (2.91, 51.235), (2.72, 51.155), (2.37, 51.05)),
    *((1.85, 50.97), (1.58, 50.87), (1.58, 50.2), (1.5, 49.0), (12.5, 49.0)),
    *((12.5, 54.3), (10.9, 54.35), (10.0, 54.8), (8.65, 54.9), (8.6, 54.5)),
    *((8.85, 54.25), (8.85, 54.03), (9.0, 53.88), (8.7, 53.88), (8.5, 53.7)),
    *((8.5, 53.55), (8.2, 53.42), (8.05, 53.55), (8.0, 53.71), (7.5, 53.68)),
    *((7.2, 53.64), (7.08, 53.58), (7.05, 53.5), (7.02, 53.42), (7.05, 53.34)),
    *((7.2, 53.33), (7.24, 53.25), (7.21, 53.235), (7.1, 53.2), (6.7, 53.1)),
    *((6.6, 52.7), (6.2, 52.4), (6.0, 52.0), (5.8, 51.8), (5.2, 51.65)),
    *((4.5, 51.55), (4.3, 51.38), (4.25, 51.35), (4.15, 51.32), (3.8, 51.29)),
    (3.5, 51.33),
)
_ISLANDS: Final = (
    ((6.64, 53.58), (6.66, 53.6), (6.75, 53.62), (6.78, 53.605), (6.71, 53.57)),
    ((6.93, 53.67), (7.0, 53.685), (7.1, 53.685), (7.0, 53.675)),
    ((7.13, 53.705), (7.22, 53.72), (7.33, 53.715), (7.25, 53.7)),
    ((7.38, 53.73), (7.6, 53.765), (7.6, 53.75), (7.45, 53.725)),
    (
        *((1.3, 52.93), (1.66, 52.75), (1.76, 52.48), (1.62, 52.2), (1.58, 52.08)),
        *((1.28, 51.87), (0.9, 51.75), (0.75, 51.5), (1.42, 51.38), (1.4, 51.15)),
        *((0.97, 50.92), (-1.0, 50.7), (-1.0, 53.0), (0.5, 52.95)),
    ),
)

NAMED: Final = (
    ("Noordzee", 3.75, 52.3),
    ("Waddenzee", 5.28, 53.2),
    ("IJsselmeer", 5.42, 52.82),
    ("Markermeer", 5.2, 52.54),
    ("Duitsland", 7.25, 52.0),
    ("België", 4.75, 51.1),
)
"""Names to write on water and abroad, each with longitude and latitude in degrees."""


def abroad() -> gpd.GeoDataFrame:
    """Return the land of the neighbours as far as a map may show it, in degrees."""
    shapes = [shapely.Polygon(ring) for ring in (_CONTINENT, *_ISLANDS)]
    return gpd.GeoDataFrame(geometry=shapes, crs=CRS84)
