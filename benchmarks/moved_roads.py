"""A road file of one town under the schools of a whole country.

What real users do: the roads of their own province under national data. No road file of
a Dutch province lies in the folder of real files, so that of another town is moved
there: `python -m benchmarks.moved_roads FROM.osm.pbf TO.osm.pbf LONGITUDE LATITUDE`.
Lengths stay as they are, to some parts in a thousand.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import osmium

if TYPE_CHECKING:
    from collections.abc import Callable

UTRECHT: Final = (5.12, 52.09)
"""Longitude and latitude of the middle of the Netherlands."""

_WHOLE: Final = 7
"""OpenStreetMap keeps seven decimals of a degree."""


def moved_roads(source: Path, target: Path, to: tuple[float, float] = UTRECHT) -> None:
    """Write an OpenStreetMap file with its middle somewhere else.

    Parameters
    ----------
    source, target
        The file as it is, and the one to write.
    to
        Longitude and latitude of the new middle, in degrees (OGC:CRS84).
    """
    shift = _shift(_middle(source), to)
    with osmium.SimpleWriter(str(target), overwrite=True) as writer:
        for thing in osmium.FileProcessor(str(source)):
            if thing.is_node():
                where = shift(thing.location.lon, thing.location.lat)
                writer.add_node(thing.replace(location=where))
            else:
                writer.add(thing)


def _middle(source: Path) -> tuple[float, float]:
    lon, lat = [], []
    for node in osmium.FileProcessor(str(source), osmium.osm.NODE):
        lon.append(node.location.lon)
        lat.append(node.location.lat)
    return (min(lon) + max(lon)) / 2, (min(lat) + max(lat)) / 2


def _shift(
    middle: tuple[float, float], to: tuple[float, float]
) -> Callable[[float, float], tuple[float, float]]:
    """Return what moves a place; degrees of longitude are shorter farther north."""
    wider = math.cos(math.radians(middle[1])) / math.cos(math.radians(to[1]))

    def moved(lon: float, lat: float) -> tuple[float, float]:
        east, north = (lon - middle[0]) * wider, lat - middle[1]
        return round(to[0] + east, _WHOLE), round(to[1] + north, _WHOLE)

    return moved


if __name__ == "__main__":
    moved_roads(
        Path(sys.argv[1]), Path(sys.argv[2]), (float(sys.argv[3]), float(sys.argv[4]))
    )
