"""Ways cut into stretches where they can meet, in the metres of the map.

A country has some twenty places along its roads for each place where roads meet. Only
the latter get a number; the others stay where the file put them, as corners.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.projection import metric_epsg, metric_places
from accessibility.roads import compiled
from data.osm.blobs import in_threads
from data.osm.roads import PER_DEGREE, place_keys

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from data.osm.roads import OsmRoads

_BATCH: Final = 1 << 20
_PART: Final = 1 << 17
"""Places handled, and converted in a thread, at a time: little beside the result."""


@dataclass(frozen=True, eq=False)
class Stretches:
    """Parts of open ways between places where ways meet, end, or are barred.

    Parameters
    ----------
    start, end
        Rows of the places each joins, int32, shape `(n,)`.
    way
        Way each is a part of, int32.
    first, last
        Where in the places of the roads each begins and ends, int32.
    length_m
        Length along the corners, float64.
    place_key
        The places as one number each, rising, int64, shape `(n_places,)`.
    """

    start: NDArray[np.int32]
    end: NDArray[np.int32]
    way: NDArray[np.int32]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    length_m: NDArray[np.float64]
    place_key: NDArray[np.int64]


def epsg_of(roads: OsmRoads) -> int:
    """Return the metric system of the region that the roads lie in."""
    lon, lat = (
        np.array([place.min(), place.max()]) / PER_DEGREE
        for place in (roads.lon, roads.lat)
    )
    return metric_epsg(lon, lat)


def whole_places(
    lon: NDArray[np.int32], lat: NDArray[np.int32], epsg: int
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return places in whole centimetres of a metric system.

    Raises
    ------
    CrsError
        If the system is not one of metres.
    """
    x_cm, y_cm = (np.empty(len(lon), np.int32) for _ in range(2))
    parts = [slice(start, start + _PART) for start in range(0, len(lon), _PART)]

    def convert(part: slice) -> None:
        x_m, y_m = metric_places(lon[part] / PER_DEGREE, lat[part] / PER_DEGREE, epsg)
        x_cm[part], y_cm[part] = np.rint(x_m * 100), np.rint(y_m * 100)

    for _ in in_threads(convert, parts):
        pass
    return x_cm, y_cm


def stretches_of(
    roads: OsmRoads, is_open: NDArray[np.bool_], cuts: NDArray[np.int64], epsg: int
) -> Stretches:
    """Cut the open ways into stretches.

    Parameters
    ----------
    roads
        As read by `data.osm.read_osm`.
    is_open
        Which ways to keep, shape `(n_ways,)`.
    cuts
        Keys of further places to cut at: barriers.
    epsg
        EPSG code of the metric system.

    Raises
    ------
    CrsError
        If the system is not one of metres.
    """
    keep = np.repeat(is_open, np.diff(roads.way_ptr))
    key = _meeting_keys(roads, is_open, keep, cuts)
    at, place = _meetings(roads, keep, key)
    del keep
    way = np.searchsorted(roads.way_ptr, at, side="right").astype(np.int32) - 1
    # A stretch runs from each meeting place of a way to its next.
    is_stretch = way[1:] == way[:-1]
    is_stretch &= (place[1:] != place[:-1]) | (at[1:] - at[:-1] > 1)
    first, last = at[:-1][is_stretch], at[1:][is_stretch]
    return Stretches(
        start=place[:-1][is_stretch],
        end=place[1:][is_stretch],
        way=way[:-1][is_stretch],
        first=first,
        last=last,
        length_m=_lengths_m(roads, first, last, epsg),
        place_key=key,
    )


def _meeting_keys(
    roads: OsmRoads,
    is_open: NDArray[np.bool_],
    keep: NDArray[np.bool_],
    cuts: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Return the keys of ends of ways, of places passed twice, and of the cuts."""
    ends = np.concatenate([roads.way_ptr[:-1][is_open], roads.way_ptr[1:][is_open] - 1])
    key = np.concatenate(
        [
            place_keys(roads.lon[keep], roads.lat[keep]),
            # Once more, so that these are there twice even if only one way passes.
            place_keys(roads.lon[ends], roads.lat[ends]),
            cuts,
        ]
    )
    key.sort()
    again = key[1:] == key[:-1]
    first_again = again.copy()
    first_again[1:] &= ~again[:-1]
    meeting: NDArray[np.int64] = key[1:][first_again]
    return meeting


def _meetings(
    roads: OsmRoads, keep: NDArray[np.bool_], key: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return where along the open ways a meeting place lies, and which it is."""
    at_parts, row_parts = ([np.empty(0, np.int32)] for _ in range(2))
    for start in range(0, len(keep) if len(key) else 0, _BATCH):
        part = slice(start, start + _BATCH)
        here = place_keys(roads.lon[part], roads.lat[part])
        row = np.minimum(np.searchsorted(key, here), len(key) - 1)
        at = np.flatnonzero((key[row] == here) & keep[part])
        at_parts.append((at + start).astype(np.int32))
        row_parts.append(row[at].astype(np.int32))
    return np.concatenate(at_parts), np.concatenate(row_parts)


def _lengths_m(
    roads: OsmRoads, first: NDArray[np.int32], last: NDArray[np.int32], epsg: int
) -> NDArray[np.float64]:
    """Add up the straight pieces of stretches, a million places a time."""
    out = np.empty(len(first))
    row = 0
    while row < len(first):
        base = first[row]
        stop = max(int(np.searchsorted(last, base + _BATCH, "right")), row + 1)
        part = slice(base, last[stop - 1] + 1)
        x_cm, y_cm = whole_places(roads.lon[part], roads.lat[part], epsg)
        rows = slice(row, stop)
        out[rows] = _added_cm(first[rows] - base, last[rows] - base, x_cm, y_cm) / 100
        row = stop
    return out


@compiled
def _added_cm(
    first: NDArray[np.int32],
    last: NDArray[np.int32],
    x_cm: NDArray[np.int32],
    y_cm: NDArray[np.int32],
) -> NDArray[np.float64]:
    out = np.zeros(len(first))
    for k in range(len(first)):
        for i in range(first[k], last[k]):
            out[k] += np.hypot(
                np.float64(x_cm[i + 1] - x_cm[i]), np.float64(y_cm[i + 1] - y_cm[i])
            )
    return out
