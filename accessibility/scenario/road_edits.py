"""A road network after an edit: a link taken out, or one added."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from accessibility.places import Points
from accessibility.reach_table import CM_PER_M, DS_PER_S, NOT_FOUND
from accessibility.roads import components, snap

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.roads import RoadNetwork
    from accessibility.scenario.edits import AddLink, Place


def link_at(network: RoadNetwork, place: Place) -> int:
    """Return the street nearest to a place; -1 if none is near enough to live on.

    Parameters
    ----------
    network
        Roads of one mode.
    place
        Metres, in the system of the network.
    """
    point = Points(
        np.array(["here"]),
        np.array([place.x_m]),
        np.array([place.y_m]),
        network.epsg,
    )
    return int(snap(point, network).link[0])


def with_link(network: RoadNetwork, edit: AddLink) -> RoadNetwork:
    """Return the network with a straight two-way link between two places on it.

    Each end is the nearest corner of the nearest street; where that is no junction
    yet, the street is cut there. Length and time are rounded up to whole centimetres
    and deciseconds, as everywhere in a network. Nobody is placed on the new link: it
    joins, it is not lived on.

    Parameters
    ----------
    network
        Roads of the mode of the edit.
    edit
        The two places; both must lie near a street.
    """
    network, one = _with_junction(network, edit.start)
    network, other = _with_junction(network, edit.end)
    x_cm, y_cm = network.node_x_cm[[one, other]], network.node_y_cm[[one, other]]
    east, north = np.diff(x_cm.astype(np.int64)), np.diff(y_cm.astype(np.int64))
    length_cm = int(np.ceil(np.hypot(east, north)[0]))
    time_ds = int(np.ceil(length_cm / CM_PER_M / edit.speed_mps * DS_PER_S))
    added = _Link(one, other, length_cm, (time_ds, time_ds), x_cm, y_cm)
    return _connected(_appended(network, added, is_street=False))


class _Link(NamedTuple):
    """A link to be added: its junctions, length, times there and back, and shape."""

    start: int
    end: int
    length_cm: int
    times_ds: tuple[int, int]
    x_cm: NDArray[np.int32]
    y_cm: NDArray[np.int32]


def _appended(network: RoadNetwork, link: _Link, *, is_street: bool) -> RoadNetwork:
    def longer(column: NDArray[np.int32], value: int) -> NDArray[np.int32]:
        return np.append(column, np.int32(value))

    end = network.vertex_ptr[-1] + len(link.x_cm)
    return replace(
        network,
        link_start=longer(network.link_start, link.start),
        link_end=longer(network.link_end, link.end),
        link_length_cm=longer(network.link_length_cm, link.length_cm),
        link_forward_ds=longer(network.link_forward_ds, link.times_ds[0]),
        link_backward_ds=longer(network.link_backward_ds, link.times_ds[1]),
        link_is_street=np.append(network.link_is_street, is_street),
        vertex_ptr=np.append(network.vertex_ptr, end),
        vertex_x_cm=np.concatenate([network.vertex_x_cm, link.x_cm]).astype(np.int32),
        vertex_y_cm=np.concatenate([network.vertex_y_cm, link.y_cm]).astype(np.int32),
        _derived={},
    )


def _connected(network: RoadNetwork) -> RoadNetwork:
    component, metres = components(
        network.n_nodes,
        network.link_start,
        network.link_end,
        network.link_length_cm,
        network.link_forward_ds,
        network.link_backward_ds,
        turn_exits=network.turn_exits,
    )
    return replace(network, node_component=component, component_m=metres, _derived={})


def _with_junction(network: RoadNetwork, place: Place) -> tuple[RoadNetwork, int]:
    """Return the network with a junction at the corner nearest to a place."""
    link = link_at(network, place)
    first, last = network.vertex_ptr[link], network.vertex_ptr[link + 1]
    x_cm, y_cm = network.vertex_x_cm[first:last], network.vertex_y_cm[first:last]
    away = np.hypot(x_cm / CM_PER_M - place.x_m, y_cm / CM_PER_M - place.y_m)
    corner = int(np.argmin(away))
    if corner == 0:
        return network, int(network.link_start[link])
    if corner == len(x_cm) - 1:
        return network, int(network.link_end[link])
    return _cut(network, link, corner), network.n_nodes


def _cut(network: RoadNetwork, link: int, corner: int) -> RoadNetwork:
    """Cut a link in two at one of its corners; a new junction comes last."""
    first, last = network.vertex_ptr[link], network.vertex_ptr[link + 1]
    x_cm, y_cm = network.vertex_x_cm[first:last], network.vertex_y_cm[first:last]
    steps = np.hypot(np.diff(x_cm.astype(float)), np.diff(y_cm.astype(float)))
    part = steps[:corner].sum() / steps.sum()
    node, length = network.n_nodes, int(network.link_length_cm[link])
    times = (int(network.link_forward_ds[link]), int(network.link_backward_ds[link]))
    start, end = int(network.link_start[link]), int(network.link_end[link])
    uncut = replace(
        network.closed(np.array([link], np.int64)),
        node_x_cm=np.append(network.node_x_cm, x_cm[corner]),
        node_y_cm=np.append(network.node_y_cm, y_cm[corner]),
    )
    here = slice(0, corner + 1), slice(corner, None)
    for share, span, ends in (
        (part, here[0], (start, node)),
        (1 - part, here[1], (node, end)),
    ):
        piece = _Link(
            *ends,
            _share(length, share),
            (_share(times[0], share), _share(times[1], share)),
            x_cm[span],
            y_cm[span],
        )
        uncut = _appended(uncut, piece, is_street=bool(network.link_is_street[link]))
    return _connected(uncut)


def _share(whole: int, part: float) -> int:
    """Return a part of a length or time, rounded up; what is closed stays closed."""
    if whole == NOT_FOUND:
        return whole
    # A millionth is forgiven, as for distances: 3.0000001 is 3.
    return int(np.ceil(whole * part - 1e-6))
