"""Points onto roads: the nearest place on a street that leads somewhere.

A point's answer depends on nothing but the point and the network, so it is found once
and kept. The way from the door to the road counts, on foot.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from accessibility.errors import CrsError, NetworkError, UsageError
from accessibility.places import Points
from accessibility.reach_table import NOT_FOUND, Status
from accessibility.roads.coverage import coverage_of, is_covered
from accessibility.roads.network import packed
from accessibility.roads.segment_grid import grid_of, shape_of, snap_places

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.codes import Unit
    from accessibility.roads.network import Origin, RoadNetwork

DEFAULT_MAX_SNAP_M: Final = 500.0
DEFAULT_MIN_COMPONENT_M: Final = 2_000.0
"""A connected part with less road than this leads nowhere: a yard, a fenced park."""

ACCESS_KMH: Final = 5.0
"""From the door to the road one walks, whatever comes after."""

NO_LEG: Final = 1 << 61
"""Stands for a leg that cannot be travelled; adding a label to it stays positive."""

_FAR_M: Final = 5_000.0


@dataclass(frozen=True)
class SnapRule:
    """The parameters of placing points on roads.

    Parameters
    ----------
    max_m
        Farthest street that still counts as the point's own, in metres, inclusive.
    min_component_m
        Least metres of road in the connected part a street must belong to; a network
        with less road than this in all keeps its largest part.
    access_kmh
        Speed between door and road, in km/h.
    """

    max_m: float = DEFAULT_MAX_SNAP_M
    min_component_m: float = DEFAULT_MIN_COMPONENT_M
    access_kmh: float = ACCESS_KMH

    def __post_init__(self) -> None:
        """Refuse a distance or speed that is not above zero."""
        if not self.max_m > 0:
            message = f"the snapping distance must be above 0 m, not {self.max_m:g}"
            raise UsageError(message)
        if not self.access_kmh > 0:
            message = f"the access speed must be above 0 km/h, not {self.access_kmh:g}"
            raise UsageError(message)


DEFAULT_SNAP: Final = SnapRule()


@dataclass(frozen=True, eq=False)
class SnappedPoints:
    """Points with their place on a road network.

    Parameters
    ----------
    points
        The points themselves.
    link
        Link each lies on, -1 for none, int32, shape `(n,)`.
    offset_cm
        Way along the link from its start, in centimetres, float64.
    access_cm
        Straight way from the point to the road, in centimetres, float64; NaN for none.
    status
        A `Status` each, uint8: `UNSNAPPED` if no street lies near enough, `OUTSIDE`
        if that is because the roads there are not known, `ISOLATED` if only streets
        that lead nowhere do.
    rule
        How they were placed.
    network
        Where.
    """

    points: Points
    link: NDArray[np.int32]
    offset_cm: NDArray[np.float64]
    access_cm: NDArray[np.float64]
    status: NDArray[np.uint8]
    rule: SnapRule
    network: RoadNetwork

    def __len__(self) -> int:
        """Return the number of points."""
        return len(self.link)

    @property
    def is_ok(self) -> NDArray[np.bool_]:
        """True where a point has a place on the network, shape `(n,)`."""
        ok: NDArray[np.bool_] = self.status == Status.OK
        return ok

    @property
    def component(self) -> NDArray[np.int32]:
        """Part of the network each lies in, -1 for none, int32, shape `(n,)`.

        No way leads from one part to another.
        """
        part = self.network.node_part[self.network.link_start[self.link]]
        return np.where(self.link >= 0, part, -1).astype(np.int32)

    @property
    def access_ds(self) -> NDArray[np.float64]:
        """Time between point and road in deciseconds; NaN for none, shape `(n,)`."""
        return self.access_cm * (0.36 / self.rule.access_kmh)


class Legs(NamedTuple):
    """Labels from each point to both ends of its link, `NO_LEG` where closed."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]


def snap(
    points: Points,
    network: RoadNetwork,
    rule: SnapRule = DEFAULT_SNAP,
    *,
    workers: int = 1,
) -> SnappedPoints:
    """Place points on the nearest street.

    Parameters
    ----------
    points
        In the metric system of the network; NaN coordinates become `UNSNAPPED`.
    network
        Roads of one mode.
    rule
        How far, and onto which roads.
    workers
        Threads; the answer does not depend on it.

    Raises
    ------
    CrsError
        If points and network are in different systems.
    """
    _check_system(points, network)
    if network.origin is None:
        return _placed(points, network, rule, workers)
    before = snap(points, network.origin.network, rule, workers=workers)
    return moved(before, network)


def moved(before: SnappedPoints, network: RoadNetwork) -> SnappedPoints:
    """Return points with their place on a network after an edit.

    Whoever lives on a road that was cut stays where they are. Placed anew are those on
    a stretch that closed, and those whose streets led nowhere until now.

    Parameters
    ----------
    before
        On the network that was edited.
    network
        The edited network; without an edit nobody moves.
    """
    origin = network.origin
    if origin is None:
        return before
    link, offset_cm = _on_pieces(before, origin)
    astray = (before.link >= 0) & (link < 0) | _freed(before, origin)
    access_cm, status = before.access_cm.copy(), before.status.copy()
    rows = np.flatnonzero(astray)
    if len(rows):
        lost = before.points
        some = Points(lost.ids[rows], lost.x_m[rows], lost.y_m[rows], lost.epsg)
        again = _placed(some, network, before.rule, 1)
        link[rows], offset_cm[rows] = again.link, again.offset_cm
        access_cm[rows], status[rows] = again.access_cm, again.status
    points, rule = before.points, before.rule
    return SnappedPoints(points, link, offset_cm, access_cm, status, rule, network)


def _freed(before: SnappedPoints, origin: Origin) -> NDArray[np.bool_]:
    """Tell for whom a street that led nowhere until now may lead on."""
    if leads_on(origin.network, before.rule)[origin.joined].all():
        return np.zeros(len(before), np.bool_)
    freed: NDArray[np.bool_] = before.status == Status.ISOLATED
    return freed


def _on_pieces(
    before: SnappedPoints, origin: Origin
) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Return links and offsets after an edit; -1 where a stretch closed."""
    link, offset_cm = before.link.copy(), before.offset_cm.copy()
    rows = np.flatnonzero(np.isin(link, origin.link))
    link[rows] = -1
    for old, start, end, piece in zip(
        origin.link, origin.from_cm, origin.to_cm, origin.piece, strict=True
    ):
        offset = before.offset_cm[rows]
        here = (before.link[rows] == old) & (offset >= start) & (offset <= end)
        if piece < 0:
            continue
        # A place where two pieces meet belongs to the first.
        here &= link[rows] < 0
        link[rows[here]] = piece
        offset_cm[rows[here]] = offset[here] - start
    return link, offset_cm


def _placed(
    points: Points, network: RoadNetwork, rule: SnapRule, workers: int
) -> SnappedPoints:
    """Place points on the nearest street of a network as it is."""
    shape = shape_of(network, leads_on(network, rule))
    grid = grid_of(network)

    def snap_block(rows: slice) -> tuple[NDArray[np.generic], ...]:
        return snap_places(
            points.x_m[rows] * 100,
            points.y_m[rows] * 100,
            rule.max_m * 100,
            grid,
            shape,
        )

    blocks = _blocks(len(points), workers)
    with ThreadPoolExecutor(workers) as pool:
        parts = list(zip(*pool.map(snap_block, blocks), strict=True))
    link, offset_cm, access_cm, status = (np.concatenate(part) for part in parts)
    status = _told_apart(status, points, network)
    return SnappedPoints(points, link, offset_cm, access_cm, status, rule, network)


def _told_apart(
    status: NDArray[np.uint8], points: Points, network: RoadNetwork
) -> NDArray[np.uint8]:
    """Tell places far from any street from those where no roads are known."""
    lost = (status == Status.UNSNAPPED) & points.is_placed
    if not lost.any():
        return status
    outside = lost & ~is_covered(points, coverage_of(network))
    return np.where(outside, Status.OUTSIDE, status).astype(np.uint8)


def leads_on(network: RoadNetwork, rule: SnapRule) -> NDArray[np.bool_]:
    """Tell which links belong to a part with enough road to place points on."""
    return network.derived(("leads on", rule), lambda: _leads_on(network, rule))


def _leads_on(network: RoadNetwork, rule: SnapRule) -> NDArray[np.bool_]:
    metres = network.strong_parts[1]
    needed = min(rule.min_component_m, float(metres.max()))
    component = network.link_component
    return (component >= 0) & (metres[component] >= needed)


def legs(
    snapped: SnappedPoints,
    network: RoadNetwork,
    unit: Unit,
    *,
    leaving: bool,
) -> Legs:
    """Return what it costs to get from points to the ends of their links, or back.

    A point that lies exactly at an end is at that junction, even in a one-way street.

    Parameters
    ----------
    snapped
        Points on the network.
    network
        The network they were placed on.
    unit
        What is minimised.
    leaving
        True from the point to the ends, False from the ends to the point.
    """
    rows = np.maximum(snapped.link, 0)
    length = network.link_length_cm[rows]
    along, against = network.link_forward_ds[rows], network.link_backward_ds[rows]
    to_start, to_end = (against, along) if leaving else (along, against)
    offset = snapped.offset_cm
    return Legs(
        _leg(offset, length, to_start, snapped, unit),
        _leg(length - offset, length, to_end, snapped, unit),
    )


def _leg(
    way_cm: NDArray[np.float64],
    length_cm: NDArray[np.int32],
    link_ds: NDArray[np.int32],
    snapped: SnappedPoints,
    unit: Unit,
) -> NDArray[np.int64]:
    at_end = way_cm <= 0
    usable = snapped.is_ok & ((link_ds != NOT_FOUND) | at_end)
    part = np.divide(way_cm, length_cm, out=np.zeros(len(way_cm)), where=length_cm > 0)
    access = np.where(usable, snapped.access_cm, 0.0)
    cost_cm = np.ceil(access + np.where(usable, way_cm, 0.0) - 1e-6)
    link_part = np.where(usable & ~at_end, part * link_ds, 0.0)
    access_ds = np.where(usable, snapped.access_ds, 0.0)
    time_ds = np.ceil(access_ds + link_part - 1e-6)
    label = packed(cost_cm.astype(np.int64), time_ds.astype(np.int64), unit)
    label[~usable] = NO_LEG
    return label


def check_region(points: Points, network: RoadNetwork) -> None:
    """Refuse points that all lie far outside a network: it is another region's.

    A single point out of many may lie anywhere; it then has a status.

    Raises
    ------
    NetworkError
        With the distance of the nearest point.
    """
    placed = points.is_placed
    if not placed.any():
        return
    x, y = points.x_m[placed], points.y_m[placed]
    west, east = network.vertex_x_cm.min() / 100, network.vertex_x_cm.max() / 100
    south, north = network.vertex_y_cm.min() / 100, network.vertex_y_cm.max() / 100
    off_x = np.maximum(np.maximum(west - x, x - east), 0)
    off_y = np.maximum(np.maximum(south - y, y - north), 0)
    nearest_m = float(np.hypot(off_x, off_y).min())
    if nearest_m > _FAR_M:
        message = (
            f"all {int(placed.sum())} points lie outside the network, the nearest "
            f"{nearest_m / 1000:.0f} km away: is this the network of another region, "
            "or are the coordinates swapped?"
        )
        raise NetworkError(message)


def _check_system(points: Points, network: RoadNetwork) -> None:
    if points.epsg != network.epsg:
        message = (
            f"the points are in EPSG:{points.epsg} but the network is in "
            f"EPSG:{network.epsg}: bring them into one system first"
        )
        raise CrsError(message)


def _blocks(n: int, workers: int) -> list[slice]:
    """Cut rows into equal blocks, one a worker."""
    edges = np.linspace(0, n, max(workers, 1) + 1).astype(int)
    return [slice(a, b) for a, b in pairwise(edges)]
