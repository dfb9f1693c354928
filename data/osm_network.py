"""From the roads of an OpenStreetMap file to the network of one mode."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.projection import check_metric
from accessibility.roads import CLOSED, KMH_PER_M_S, Corners, Segments, network_of_whole
from data.osm_rules import Passage, RoadRules, blocks, passage
from data.osm_speeds import FERRY_KMH
from data.osm_stretches import (
    epsg_of,
    place_keys,
    places_of,
    stretches_of,
    whole_places,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.codes import Mode
    from accessibility.roads import RoadNetwork
    from data.osm import OsmRoads
    from data.osm_stretches import Stretches

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
    chosen = epsg_of(roads) if epsg is None else epsg
    check_metric(chosen)
    segments, key = _segments(roads, mode.like, rules, chosen)
    x_cm, y_cm = whole_places(*places_of(key), chosen)
    return network_of_whole(x_cm, y_cm, segments, mode=mode, epsg=chosen)


def _segments(
    roads: OsmRoads, mode: Mode, rules: RoadRules, epsg: int
) -> tuple[Segments, NDArray[np.int64]]:
    """Return the stretches open to a mode as segments, and the keys of their places."""
    passages = [passage(tags, mode, rules) or _NOTHING for tags in roads.way_tags]
    is_open = np.array([p is not _NOTHING for p in passages], np.bool_)
    barred = _barred_keys(roads, mode)
    stretches = stretches_of(roads, is_open[roads.way_kind], barred, epsg)
    kind = roads.way_kind[stretches.way]
    pace = _paces(stretches, kind, passages, rules)
    start, end, key = _cut_at(stretches, np.isin(stretches.place_key, barred))
    corners = Corners(
        stretches.first,
        stretches.last,
        (roads.lon, roads.lat),
        places_of(key),
        lambda lon, lat: whole_places(lon, lat, epsg),
    )
    is_street = np.array([p.is_street for p in passages])[kind]
    return Segments(start, end, *pace, is_street, stretches.length_m, corners), key


def _paces(
    stretches: Stretches,
    kind: NDArray[np.int32],
    passages: list[Passage],
    rules: RoadRules,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the pace of each stretch there and back, ferries included."""
    there = np.array([_pace(p.there_kmh) for p in passages])[kind]
    back = np.array([_pace(p.back_kmh) for p in passages])[kind]
    is_ferry = np.array([p.is_ferry for p in passages])[kind]
    if is_ferry.any():
        known_s = np.array([p.duration_s or np.nan for p in passages])[kind]
        pace = _crossing_paces(stretches, is_ferry, known_s, rules)
        for column in (there, back):
            column[is_ferry] = np.where(np.isfinite(column[is_ferry]), pace, CLOSED)
    return there, back


def _pace(kmh: float | None) -> float:
    return CLOSED if kmh is None else KMH_PER_M_S / kmh


def _crossing_paces(
    stretches: Stretches,
    is_ferry: NDArray[np.bool_],
    known_s: NDArray[np.float64],
    rules: RoadRules,
) -> NDArray[np.float64]:
    """Return the pace of ferries: that of their duration, and waiting ashore.

    Half the waiting is counted wherever a ferry meets a road, so that a crossing drawn
    in several ways waits once.
    """
    way, length_m = stretches.way[is_ferry], stretches.length_m[is_ferry]
    # Two places on the same spot: whatever the pace, it takes no time.
    length_m = np.maximum(length_m, 0.01)
    known_pace = known_s[is_ferry] / np.bincount(way, length_m)[way]
    pace = np.where(np.isnan(known_pace), KMH_PER_M_S / FERRY_KMH, known_pace)
    ashore = np.zeros(len(stretches.place_key), np.bool_)
    ashore[stretches.start[~is_ferry]] = True
    ashore[stretches.end[~is_ferry]] = True
    landings = ashore[stretches.start[is_ferry]].astype(int)
    landings += ashore[stretches.end[is_ferry]]
    slower: NDArray[np.float64] = (
        pace + landings * 30.0 * rules.ferry_wait_min / length_m
    )
    return slower


def _barred_keys(roads: OsmRoads, mode: Mode) -> NDArray[np.int64]:
    """Return the places where a barrier stops the mode."""
    stops = np.array([blocks(tags, mode) for tags in roads.barrier_tags], np.bool_)
    stopping = stops[roads.barrier_kind]
    return place_keys(roads.barrier_lon[stopping], roads.barrier_lat[stopping])


def _cut_at(
    stretches: Stretches, shut: NDArray[np.bool_]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
    """Let stretches that touch a shut place end at a dead end of their own there.

    Returns
    -------
    tuple
        Start and end of each stretch, and the keys of places, new ones included.
    """
    key = stretches.place_key
    if not shut.any():
        return stretches.start, stretches.end, key
    ends = np.concatenate([stretches.start, stretches.end])
    touching = np.flatnonzero(shut[ends])
    dead_ends = key[ends[touching]]
    ends[touching] = len(key) + np.arange(len(touching), dtype=np.int32)
    start, end = np.split(ends, 2)
    return start, end, np.concatenate([key, dead_ends])
