"""From the roads of an OpenStreetMap file to the network of one mode."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.codes import Mode
from accessibility.projection import check_metric
from accessibility.roads import CLOSED, KMH_PER_M_S, Corners, Segments, network_of_whole
from data.access import FERRY_KMH, NL, Passage, RoadRules, blocks, passage
from data.osm.roads import place_keys, places_of
from data.osm.spans import spans_of
from data.osm.stretches import epsg_of, stretches_of, whole_places
from data.osm.turning import turned

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.roads import RoadNetwork
    from data.osm.roads import OsmRoads
    from data.osm.stretches import Stretches
    from data.osm.turning import Joints

_NOTHING: Final = Passage(None, None)
_HALF: Final = 0.5


def osm_network(
    roads: OsmRoads,
    mode: Mode,
    *,
    rules: RoadRules = NL,
    epsg: int | None = None,
) -> RoadNetwork:
    """Make the network of one mode.

    Parameters
    ----------
    roads
        As read by `read_osm`.
    mode
        Who travels.
    rules
        Choices that are not in the tags.
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
    segments, joints = _segments(roads, mode.like, rules, chosen)
    x_cm, y_cm = whole_places(*places_of(joints.key), chosen)
    return network_of_whole(
        x_cm, y_cm, segments, mode=mode, epsg=chosen, turn_exits=joints.exits
    )


def _segments(
    roads: OsmRoads, mode: Mode, rules: RoadRules, epsg: int
) -> tuple[Segments, Joints]:
    """Return the stretches open to a mode as segments, and the places they join."""
    passages = [passage(tags, mode, rules) or _NOTHING for tags in roads.way_tags]
    is_open = np.array([p is not _NOTHING for p in passages], np.bool_)
    barred, signals = _barred_keys(roads, mode, rules), _signal_keys(roads, rules)
    turns = roads.turns if mode is Mode.CAR else ()
    vias = np.array([turn.via for turn in turns], np.int64)
    cuts = np.concatenate([barred, signals, vias])
    stretches = stretches_of(roads, is_open[roads.way_kind], cuts, epsg)
    kind = roads.way_kind[stretches.way]
    there, back = _paces(stretches, kind, passages, rules)
    waiting = _waiting(stretches, signals, rules)
    there, back = there + waiting, back + waiting
    start, end, key = _cut_at(stretches, np.isin(stretches.place_key, barred))
    ways = roads.way_id[stretches.way] if turns else np.empty(0, np.int64)
    joints = turned((start, end), key, ways, turns, rules)
    rows = np.concatenate([np.arange(len(start)), joints.copied])
    there, back = _with_copies(there, back, joints)
    more = len(joints.start) - len(rows)
    corners = Corners(
        np.concatenate([stretches.first[rows], np.zeros(more, np.int32)]),
        np.concatenate([stretches.last[rows], np.ones(more, np.int32)]),
        (roads.lon, roads.lat),
        places_of(joints.key),
        lambda lon, lat: whole_places(lon, lat, epsg),
    )
    is_street = np.array([p.is_street for p in passages])[kind]
    # Nobody lives on a copy: all live on the road itself.
    more_street = np.zeros(len(joints.copied) + more, np.bool_)
    span, spans = spans_of(roads)
    segments = Segments(
        joints.start,
        joints.end,
        np.concatenate([there, np.zeros(more)]),
        np.concatenate([back, np.full(more, CLOSED)]),
        np.concatenate([is_street, more_street]),
        np.concatenate([stretches.length_m[rows], np.zeros(more)]),
        corners,
        np.concatenate([span[kind[rows]], np.full(more, -1, np.int32)]),
        spans,
    )
    return segments, joints


def _with_copies(
    there: NDArray[np.float64], back: NDArray[np.float64], joints: Joints
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return paces there and back, those of copies behind: each is driven one way."""
    copied, along = joints.copied, joints.is_along
    return (
        np.concatenate([there, np.where(along, there[copied], CLOSED)]),
        np.concatenate([back, np.where(along, CLOSED, back[copied])]),
    )


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


def _barred_keys(roads: OsmRoads, mode: Mode, rules: RoadRules) -> NDArray[np.int64]:
    """Return the places where a node stops the mode."""
    stops = np.array([blocks(tags, mode, rules) for tags in roads.barrier_tags])
    return _keys_of(roads, stops)


def _signal_keys(roads: OsmRoads, rules: RoadRules) -> NDArray[np.int64]:
    """Return the places of traffic signals, if they count."""
    waits = [
        rules.signal_s > 0 and tags.get("highway") == "traffic_signals"
        for tags in roads.barrier_tags
    ]
    return _keys_of(roads, np.array(waits))


def _keys_of(roads: OsmRoads, is_kind: NDArray[np.bool_]) -> NDArray[np.int64]:
    at = is_kind.astype(np.bool_)[roads.barrier_kind]
    return place_keys(roads.barrier_lon[at], roads.barrier_lat[at])


def _waiting(
    stretches: Stretches, signals: NDArray[np.int64], rules: RoadRules
) -> NDArray[np.float64]:
    """Return seconds per metre of waiting: half of it at each end with a signal."""
    if not len(signals):
        return np.zeros(1)
    has = np.isin(stretches.place_key, signals)
    ends = has[stretches.start].astype(int) + has[stretches.end]
    waiting: NDArray[np.float64] = (
        _HALF * rules.signal_s * ends / np.maximum(stretches.length_m, 0.01)
    )
    return waiting


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
