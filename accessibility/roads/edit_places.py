"""From a place in the world to the parts of a network that an edit means there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from accessibility.places import Points
from accessibility.reach_table import CM_PER_M, Status
from accessibility.roads.compiler import compiled
from accessibility.roads.door_to_door import route
from accessibility.roads.edited import LinkShape, Spot, Stretch
from accessibility.roads.segment_grid import (
    distance_to,
    grid_of,
    hidden_grid_of,
    shape_of,
    snap_places,
)
from accessibility.roads.snapping import DEFAULT_SNAP, SnappedPoints

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.roads.network import RoadNetwork
    from accessibility.roads.segment_grid import Grid, Shape

SPAN_KINDS: Final = ("bridge", "tunnel", "ferry")
"""What a network knows of its roads beside where they lie."""

_AS_NEAR_M: Final = 10.0

NEAR_SPAN_M: Final = 40.0
"""A Dutch bridge is often a road and two cycle paths: all within this belong to it."""


class Span(NamedTuple):
    """A bridge, tunnel or ferry: kind, name if any, stretch, and middle in metres."""

    kind: str
    name: str
    stretch: Stretch
    x_m: float
    y_m: float


def spot_at(network: RoadNetwork, x_m: float, y_m: float) -> Spot | None:
    """Return the place on the nearest street, to a centimetre.

    Unlike a home, it may lie on a street that leads nowhere.

    Parameters
    ----------
    network
        Roads of one mode.
    x_m, y_m
        In the system of the network.

    Returns
    -------
    Spot or None
        None if there is no street within the distance at which one can live on it.
    """
    return _nearest(network, x_m, y_m, grid_of(network))[0]


def spot_on_any_road(network: RoadNetwork, x_m: float, y_m: float) -> Spot | None:
    """Return the place on the nearest road, be it a tunnel, a motorway or a ferry.

    A street that is as near to a few metres goes before those.

    Parameters
    ----------
    network, x_m, y_m
        As of `spot_at`.
    """
    street, street_cm = _nearest(network, x_m, y_m, grid_of(network))
    grid = hidden_grid_of(network)
    if grid is None:
        return street
    hidden, hidden_cm = _nearest(network, x_m, y_m, grid)
    return hidden if hidden_cm + _AS_NEAR_M * CM_PER_M < street_cm else street


def _nearest(
    network: RoadNetwork, x_m: float, y_m: float, grid: Grid
) -> tuple[Spot | None, float]:
    """Return the nearest place on the roads of a grid, and how far it is away."""
    link, offset_cm, away_cm, _ = snap_places(
        np.array([x_m * CM_PER_M]),
        np.array([y_m * CM_PER_M]),
        DEFAULT_SNAP.max_m * CM_PER_M,
        grid,
        shape_of(network, network.link_is_open),
    )
    if link[0] < 0:
        return None, np.inf
    return Spot(int(link[0]), round(float(offset_cm[0]))), float(away_cm[0])


def stretches_around(
    network: RoadNetwork, spot: Spot, length_cm: int
) -> tuple[Stretch, ...]:
    """Return the road round a place, half of it on either side.

    It goes on over junctions at which there is no choice, and ends at others.

    Parameters
    ----------
    network
        Roads of one mode.
    spot
        The middle.
    length_cm
        Of both sides together, in whole centimetres; nought is a cut.
    """
    half, rest = length_cm // 2, length_cm - length_cm // 2
    whole = int(network.link_length_cm[spot.link])
    low, high = max(spot.at_cm - half, 0), min(spot.at_cm + rest, whole)
    beyond = [
        *_onwards(network, spot.link, half - (spot.at_cm - low), at_end=False),
        *_onwards(network, spot.link, rest - (high - spot.at_cm), at_end=True),
    ]
    return (Stretch(spot.link, low, high), *beyond)


def _onwards(
    network: RoadNetwork, link: int, left_cm: int, *, at_end: bool
) -> list[Stretch]:
    """Follow the road from an end of a link for as long as there is no choice."""
    out: list[Stretch] = []
    seen = {link}
    while left_cm > 0:
        node = int((network.link_end if at_end else network.link_start)[link])
        touching = links_at(network, node)
        others = [k for k in touching if k not in seen]
        if len(others) != 1 or len(touching) != 2:  # noqa: PLR2004 - in and out
            break
        link = others[0]
        seen.add(link)
        at_end = int(network.link_start[link]) == node
        whole = int(network.link_length_cm[link])
        part = min(left_cm, whole)
        ends = (0, part) if at_end else (whole - part, whole)
        out.append(Stretch(link, *ends))
        left_cm -= part
    return out


def stretches_between(
    network: RoadNetwork, one: Spot, other: Spot
) -> tuple[Stretch, ...]:
    """Return the shortest road from one place to another; empty if none leads there.

    Between two places on one link it is what lies between them.
    """
    if one.link == other.link:
        low, high = sorted((one.at_cm, other.at_cm))
        return (Stretch(one.link, low, high),)
    ends = [_as_point(network, spot) for spot in (one, other)]
    way = route(network, *ends) or route(network, *ends[::-1])
    if way is None:
        return ()
    junctions = [(way.x_m[k], way.y_m[k]) for k in (1, -2)]
    whole = [Stretch(k, 0, int(network.link_length_cm[k])) for k in way.links.tolist()]
    rims = [_towards(network, spot, junctions) for spot in (one, other)]
    return tuple(
        part for part in (rims[0], *whole, rims[1]) if part.to_cm > part.from_cm
    )


def _as_point(network: RoadNetwork, spot: Spot) -> SnappedPoints:
    x_cm, y_cm = LinkShape(network, spot.link).place(spot.at_cm)
    here = np.array([x_cm]) / CM_PER_M, np.array([y_cm]) / CM_PER_M
    return SnappedPoints(
        Points(np.array(["spot"]), *here, network.epsg),
        np.array([spot.link], np.int32),
        np.array([float(spot.at_cm)]),
        np.zeros(1),
        np.array([Status.OK], np.uint8),
        DEFAULT_SNAP,
        network,
    )


def _towards(
    network: RoadNetwork, spot: Spot, junctions: list[tuple[float, float]]
) -> Stretch:
    """Return the part of a link from a place to the junction by which a way leaves."""
    start = int(network.link_start[spot.link])
    place = network.node_x_cm[start] / CM_PER_M, network.node_y_cm[start] / CM_PER_M
    if place in junctions:
        return Stretch(spot.link, 0, spot.at_cm)
    return Stretch(spot.link, spot.at_cm, int(network.link_length_cm[spot.link]))


def links_at(network: RoadNetwork, node: int) -> list[int]:
    """Return the open links that touch a junction."""
    touching = (network.link_start == node) | (network.link_end == node)
    found: list[int] = np.flatnonzero(touching & network.link_is_open).tolist()
    return found


def spans_near(
    network: RoadNetwork, x_m: float, y_m: float, kind: str
) -> tuple[Span, ...]:
    """Return all bridges, tunnels or ferries at a place.

    Parameters
    ----------
    network
        Roads of one mode.
    x_m, y_m
        In the system of the network.
    kind
        One of `SPAN_KINDS`.
    """
    away_cm = _away_cm(
        np.array([x_m, y_m]) * CM_PER_M,
        (network.span_link, network.span_from_cm, network.span_to_cm),
        shape_of(network, network.link_is_street),
    )
    near = away_cm <= NEAR_SPAN_M * CM_PER_M
    return _spans(network, near & (network.span_kind == kind))


def spans_named(network: RoadNetwork, name: str) -> tuple[Span, ...]:
    """Return the bridges and tunnels of a name, whatever its capitals."""
    names = np.char.lower(network.span_name)
    return _spans(network, names == name.strip().lower())


def _spans(network: RoadNetwork, chosen: NDArray[np.bool_]) -> tuple[Span, ...]:
    return tuple(_span(network, int(row)) for row in np.flatnonzero(chosen))


def _span(network: RoadNetwork, row: int) -> Span:
    link, start, end = (
        int(column[row])
        for column in (network.span_link, network.span_from_cm, network.span_to_cm)
    )
    x_cm, y_cm = LinkShape(network, link).place((start + end) // 2)
    said = str(network.span_kind[row]), str(network.span_name[row])
    return Span(*said, Stretch(link, start, end), x_cm / CM_PER_M, y_cm / CM_PER_M)


@compiled
def _away_cm(
    place_cm: NDArray[np.float64],
    spans: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]],
    shape: Shape,
) -> NDArray[np.float64]:
    """Return how far each span lies from a place; along its link as far as it goes."""
    link, from_cm, to_cm = spans
    out = np.full(len(link), np.inf)
    for row in range(len(link)):
        k = link[row]
        total = 0.0
        for i in range(shape.ptr[k], shape.ptr[k + 1] - 1):
            total += _step(i, shape)
        before, scale = 0.0, shape.length_cm[k] / max(total, 1.0)
        for i in range(shape.ptr[k], shape.ptr[k + 1] - 1):
            step = _step(i, shape) * scale
            low = max(from_cm[row] - before, 0.0)
            high = min(to_cm[row] - before, step)
            if low <= high and step > 0:
                away = distance_to(
                    (place_cm[0], place_cm[1]), i, (low / step, high / step), shape
                )
                out[row] = min(out[row], away)
            before += step
    return out


@compiled
def _step(i: int, shape: Shape) -> float:
    """Return the length of the piece between two corners, in centimetres."""
    east = float(shape.x_cm[i + 1]) - shape.x_cm[i]
    north = float(shape.y_cm[i + 1]) - shape.y_cm[i]
    return float(np.hypot(east, north))
