"""From the roads of an OpenStreetMap file to the network of one mode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.network_build import CLOSED, KMH_PER_M_S, Segments, network_of
from accessibility.projection import metric_epsg, metric_places
from data.osm import PER_DEGREE
from data.osm_rules import Passage, RoadRules, blocks, passage
from data.osm_speeds import FERRY_KMH

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.codes import Mode
    from accessibility.network import RoadNetwork
    from data.osm import OsmRoads

DEFAULT_RULES: Final = RoadRules()
_NOTHING: Final = Passage(None, None)


def osm_network(
    roads: OsmRoads,
    mode: Mode,
    *,
    rules: RoadRules = DEFAULT_RULES,
    epsg: int | None = None,
) -> RoadNetwork:
    """Make the network of one mode.

    Parameters
    ----------
    roads
        As read by `data.osm.read_osm`.
    mode
        Who travels.
    rules
        Choices that are not in the tags: ferries, speed.
    epsg
        EPSG code of the metric system; None for RD New in the Netherlands and the
        UTM zone elsewhere.

    Raises
    ------
    CrsError
        If the system is not one of metres.
    NetworkError
        If no road is open to the mode.
    """
    key, place = np.unique(_key(roads.lon, roads.lat), return_inverse=True)
    lon, lat = (key >> 32) / PER_DEGREE, key.astype(np.int32) / PER_DEGREE
    chosen = metric_epsg(lon, lat) if epsg is None else epsg
    x_m, y_m = metric_places(lon, lat, chosen)
    passages = [passage(tags, mode, rules) or _NOTHING for tags in roads.way_tags]
    pieces = _pieces(roads, place.astype(np.int32), passages)
    segments = _segments(pieces, passages)
    _set_sail(segments, pieces, passages, rules, np.hypot(*_steps(pieces, x_m, y_m)))
    segments, origin = _cut_at(segments, _shut_places(roads, key, mode))
    return network_of(x_m[origin], y_m[origin], segments, mode=mode, epsg=chosen)


@dataclass(frozen=True)
class _Pieces:
    """Straight pieces of open ways: places at both ends, kind of tags, and way."""

    start: NDArray[np.int32]
    end: NDArray[np.int32]
    kind: NDArray[np.int32]
    way: NDArray[np.int32]


def _key(lon: NDArray[np.int32], lat: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return one number per place."""
    return (lon.astype(np.int64) << 32) | (lat.astype(np.int64) & 0xFFFFFFFF)


def _pieces(
    roads: OsmRoads, place: NDArray[np.int32], passages: list[Passage]
) -> _Pieces:
    is_open = np.array([p is not _NOTHING for p in passages])
    sizes = np.diff(roads.way_ptr)
    keep = np.repeat(is_open[roads.way_kind], sizes)
    keep[roads.way_ptr[1:] - 1] = False
    first = np.flatnonzero(keep)
    way = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)[first]
    return _Pieces(place[first], place[first + 1], roads.way_kind[way], way)


def _steps(
    pieces: _Pieces, x_m: NDArray[np.float64], y_m: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return how far each piece goes east and north."""
    return x_m[pieces.end] - x_m[pieces.start], y_m[pieces.end] - y_m[pieces.start]


def _segments(pieces: _Pieces, passages: list[Passage]) -> Segments:
    there = np.array([_pace(p.there_kmh) for p in passages])
    back = np.array([_pace(p.back_kmh) for p in passages])
    is_street = np.array([p.is_street for p in passages])
    kind = pieces.kind
    return Segments(pieces.start, pieces.end, there[kind], back[kind], is_street[kind])


def _pace(kmh: float | None) -> float:
    return CLOSED if kmh is None else KMH_PER_M_S / kmh


def _set_sail(
    segments: Segments,
    pieces: _Pieces,
    passages: list[Passage],
    rules: RoadRules,
    length_m: NDArray[np.float64],
) -> None:
    """Give ferries the pace of their crossing: its duration, and waiting ashore.

    Half the waiting is counted wherever a ferry meets a road, so that a crossing drawn
    in several ways waits once.
    """
    is_ferry = np.array([p.is_ferry for p in passages])[pieces.kind]
    afloat = np.flatnonzero(is_ferry & (length_m > 0))
    if len(afloat) == 0:
        return
    known = np.array([p.duration_s or np.nan for p in passages])[pieces.kind[afloat]]
    way_m = np.bincount(pieces.way[afloat], length_m[afloat])[pieces.way[afloat]]
    pace = np.where(np.isnan(known), KMH_PER_M_S / FERRY_KMH, known / way_m)
    ashore = np.zeros(max(int(pieces.start.max()), int(pieces.end.max())) + 1, np.bool_)
    ashore[pieces.start[~is_ferry]] = True
    ashore[pieces.end[~is_ferry]] = True
    landings = ashore[pieces.start[afloat]].astype(int) + ashore[pieces.end[afloat]]
    pace += landings * 30.0 * rules.ferry_wait_min / length_m[afloat]
    for column in (segments.pace_there, segments.pace_back):
        column[afloat] = np.where(np.isfinite(column[afloat]), pace, CLOSED)


def _shut_places(
    roads: OsmRoads, key: NDArray[np.int64], mode: Mode
) -> NDArray[np.bool_]:
    """Mark the places where a barrier stops the mode."""
    shut = np.zeros(len(key), np.bool_)
    stops = np.array([blocks(tags, mode) for tags in roads.barrier_tags], np.bool_)
    if not stops.any():
        return shut
    barred = _key(roads.barrier_lon, roads.barrier_lat)[stops[roads.barrier_kind]]
    at = np.minimum(np.searchsorted(key, barred), len(key) - 1)
    shut[at[key[at] == barred]] = True
    return shut


def _cut_at(
    segments: Segments, shut: NDArray[np.bool_]
) -> tuple[Segments, NDArray[np.int64]]:
    """Let every piece that touches a shut place end at a dead end of its own there.

    Returns
    -------
    tuple
        The pieces, and for each place, new ones included, the old place it lies at.
    """
    ends = np.concatenate([segments.start, segments.end])
    touching = np.flatnonzero(shut[ends])
    origin = np.concatenate([np.arange(len(shut)), ends[touching]])
    ends[touching] = len(shut) + np.arange(len(touching), dtype=np.int32)
    start, end = np.split(ends, 2)
    cut = Segments(
        start, end, segments.pace_there, segments.pace_back, segments.is_street
    )
    return cut, origin
