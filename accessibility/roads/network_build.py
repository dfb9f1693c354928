"""From straight segments to a road network: chains become links with a shape."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from accessibility.errors import NetworkError
from accessibility.reach_table import NOT_FOUND
from accessibility.roads.chains import Chains, Pieces, Shapes, shaped, walked_chains
from accessibility.roads.connected_parts import components
from accessibility.roads.network import RoadNetwork
from accessibility.roads.space_filling import hilbert_order

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from accessibility.codes import Mode
    from accessibility.roads.chains import Columns

CLOSED: Final = np.inf
"""Pace of a direction that may not be travelled."""

KMH_PER_M_S: Final = 3.6

_NO_EXITS: Final = np.empty((0, 2), np.int32)
_BATCH: Final = 1 << 20
"""Places converted at a time."""


@dataclass(frozen=True, eq=False)
class Corners:
    """Places that segments pass between their ends, wherever and as they are kept.

    A file's own places serve as they are; only what ends up in a network is converted.

    Parameters
    ----------
    first, last
        Segment `k` passes rows `first[k] + 1` to `last[k] - 1`, from its start to its
        end, int32.
    passed
        Two columns of places, int32, in any units.
    places
        The places that segments begin and end at, in the same units.
    in_cm
        Turns two columns of such units into whole centimetres.
    """

    first: NDArray[np.int32]
    last: NDArray[np.int32]
    passed: Columns
    places: Columns
    in_cm: Callable[[NDArray[np.int32], NDArray[np.int32]], Columns]

    def where(self, keep: NDArray[np.bool_]) -> Corners:
        """Return the corners of the marked segments."""
        return replace(self, first=self.first[keep], last=self.last[keep])


@dataclass(frozen=True)
class Segments:
    """Pieces of road between places, each with its pace both ways.

    Parameters
    ----------
    start, end
        Rows of the places each piece joins, int32, shape `(n,)`.
    pace_there, pace_back
        Seconds per metre from start to end and back; `CLOSED` where not allowed.
    is_street
        True where points may be placed: not on a ferry or a motorway.
    length_m
        Length where it is known to exceed the straight piece; None for none.
    corners
        What each piece passes; None if all are straight.
    span
        Row in `spans` of the bridge, tunnel or ferry that each piece is, -1 for none,
        int32; None if none is.
    spans
        Kind and name of each.
    """

    start: NDArray[np.int32]
    end: NDArray[np.int32]
    pace_there: NDArray[np.float64]
    pace_back: NDArray[np.float64]
    is_street: NDArray[np.bool_]
    length_m: NDArray[np.float64] | None = None
    corners: Corners | None = None
    span: NDArray[np.int32] | None = None
    spans: tuple[tuple[str, str], ...] = ()

    def where(self, keep: NDArray[np.bool_]) -> Segments:
        """Return the marked pieces."""
        if keep.all():
            return self
        return Segments(
            self.start[keep],
            self.end[keep],
            self.pace_there[keep],
            self.pace_back[keep],
            self.is_street[keep],
            None if self.length_m is None else self.length_m[keep],
            None if self.corners is None else self.corners.where(keep),
            None if self.span is None else self.span[keep],
            self.spans,
        )

    @property
    def is_point(self) -> NDArray[np.bool_]:
        """True where a piece begins and ends at one place and goes nowhere between."""
        same: NDArray[np.bool_] = self.start == self.end
        if self.corners is not None:
            same &= self.corners.last - self.corners.first <= 1
        return same


def network_of(
    x_m: NDArray[np.float64],
    y_m: NDArray[np.float64],
    segments: Segments,
    *,
    mode: Mode,
    epsg: int,
) -> RoadNetwork:
    """Join segments into a road network.

    Places where two pieces of the same kind meet and nothing else does become part of
    a link's shape. Junctions are numbered along a space-filling curve, links by theirs.

    Parameters
    ----------
    x_m, y_m
        Places in metres, shape `(n_places,)`.
    segments
        Pieces between the places; those closed both ways are left out.
    mode
        Who travels.
    epsg
        EPSG code of the metric system of the places.

    Raises
    ------
    NetworkError
        If no piece of road remains.
    """
    x_cm, y_cm = _whole_places(x_m), _whole_places(y_m)
    return network_of_whole(x_cm, y_cm, segments, mode=mode, epsg=epsg)


def _passable(segments: Segments, mode: Mode) -> Segments:
    """Return the segments of some length that are open in a direction."""
    is_open = np.isfinite(segments.pace_there) | np.isfinite(segments.pace_back)
    segments = segments.where(is_open & ~segments.is_point)
    if len(segments.start) == 0:
        message = f"no road is open to mode {mode.value!r} in this network"
        raise NetworkError(message)
    return segments


def network_of_whole(
    x_cm: NDArray[np.int32],
    y_cm: NDArray[np.int32],
    segments: Segments,
    *,
    mode: Mode,
    epsg: int,
    turn_exits: NDArray[np.int32] = _NO_EXITS,
) -> RoadNetwork:
    """Join segments into a road network; as `network_of`, places in centimetres.

    Parameters
    ----------
    x_cm, y_cm, segments, mode, epsg
        As of `network_of`.
    turn_exits
        Rows of the places where segments arrive at a junction with forbidden turns,
        and of those from which they are entered, shape `(k, 2)`.
    """
    segments = _passable(segments, mode)
    pieces = _pieces_of(segments)
    chains = Chains(*walked_chains(len(x_cm), pieces))
    junction, start, end, order = _links(chains, x_cm, y_cm)
    length_cm = _lengths_cm(x_cm, y_cm, segments)
    length, forward, backward = _costs(chains, pieces, length_cm, order)
    spans: dict[str, Any] = _spans(chains, segments, length_cm, order)
    del length_cm
    exits = _junctions_at(turn_exits, junction, len(x_cm))
    component, component_m = components(
        len(junction), start, end, length, forward, backward, turn_exits=exits
    )
    first = chains.piece[chains.ptr[:-1]][order]
    vertex_ptr, vertex_x_cm, vertex_y_cm = _shapes(
        chains, segments, order, (x_cm, y_cm)
    )
    return RoadNetwork(
        mode=mode,
        epsg=epsg,
        node_x_cm=x_cm[junction],
        node_y_cm=y_cm[junction],
        node_component=component,
        component_m=component_m,
        link_start=start,
        link_end=end,
        link_length_cm=length,
        link_forward_ds=forward,
        link_backward_ds=backward,
        link_is_street=pieces.is_street[first],
        vertex_ptr=vertex_ptr,
        vertex_x_cm=vertex_x_cm,
        vertex_y_cm=vertex_y_cm,
        turn_exits=exits,
        **spans,
    )


def _whole_places(place_m: NDArray[np.float64]) -> NDArray[np.int32]:
    return np.rint(place_m * 100).astype(np.int32)


def _lengths_cm(
    x_cm: NDArray[np.int32], y_cm: NDArray[np.int32], segments: Segments
) -> NDArray[np.float64]:
    """Return exact lengths, never below the straight piece."""
    dx = x_cm[segments.end].astype(np.float64) - x_cm[segments.start]
    dy = y_cm[segments.end].astype(np.float64) - y_cm[segments.start]
    straight: NDArray[np.float64] = np.hypot(dx, dy)
    along_m = segments.length_m
    return straight if along_m is None else np.maximum(straight, along_m * 100)


def _links(
    chains: Chains, x_cm: NDArray[np.int32], y_cm: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
    """Give junctions their numbers, and chains an order by those.

    Returns
    -------
    tuple
        Place of each junction, first and last junction of each link, and the chain
        that each link is.
    """
    starts, ends = chains.first_place, chains.place[chains.ptr[1:] - 1]
    is_junction = np.zeros(len(x_cm), np.bool_)
    is_junction[starts], is_junction[ends] = True, True
    junction = np.flatnonzero(is_junction).astype(np.int32)
    junction = junction[hilbert_order(x_cm[junction], y_cm[junction])]
    number = np.full(len(x_cm), -1, np.int32)
    number[junction] = np.arange(len(junction), dtype=np.int32)
    start, end = number[starts], number[ends]
    order = np.lexsort((np.maximum(start, end), np.minimum(start, end)))
    return junction, start[order], end[order], order


def _pieces_of(segments: Segments) -> Pieces:
    return Pieces(
        segments.start,
        segments.end,
        segments.pace_there,
        segments.pace_back,
        segments.is_street,
    )


def _junctions_at(
    places: NDArray[np.int32], junction: NDArray[np.int32], n_places: int
) -> NDArray[np.int32]:
    """Return the numbers of the junctions at some places."""
    if not len(places):
        return places
    number = np.full(n_places, -1, np.int32)
    number[junction] = np.arange(len(junction), dtype=np.int32)
    return number[places]


def _costs(
    chains: Chains,
    pieces: Pieces,
    length_cm: NDArray[np.float64],
    order: NDArray[np.int64],
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """Return whole length, and whole time there and back, of chains in an order."""
    length = np.add.reduceat(length_cm[chains.piece], chains.ptr[:-1])[order]
    first = chains.piece[chains.ptr[:-1]][order]
    turned = pieces.start[first] != chains.first_place[order]
    forward, backward = (
        _whole_time(length, np.where(turned, against[first], along[first]))
        for along, against in (
            (pieces.there, pieces.back),
            (pieces.back, pieces.there),
        )
    )
    return np.ceil(length - 1e-6).astype(np.int32), forward, backward


def _spans(
    chains: Chains,
    segments: Segments,
    length_cm: NDArray[np.float64],
    order: NDArray[np.int64],
) -> dict[str, NDArray[Any]]:
    """Return which part of which link each bridge, tunnel and ferry is."""
    if segments.span is None:
        return {}
    at = np.flatnonzero(segments.span[chains.piece] >= 0)
    span = segments.span[chains.piece[at]]
    chain = np.searchsorted(chains.ptr, at, side="right") - 1
    along = np.concatenate([[0.0], np.cumsum(length_cm[chains.piece])])
    number = np.empty(len(order), np.int32)
    number[order] = np.arange(len(order), dtype=np.int32)
    # A bridge drawn in several pieces is one where they follow one another.
    again = (np.diff(at) == 1) & (np.diff(chain) == 0) & (np.diff(span) == 0)
    first = np.flatnonzero(np.concatenate([[True], ~again])[: len(at)])
    last = np.append(first[1:] - 1, len(at) - 1)[: len(first)]
    start = along[at[first]] - along[chains.ptr[chain[first]]]
    end = along[at[last] + 1] - along[chains.ptr[chain[first]]]
    kind, name = np.array(segments.spans, np.str_).reshape(-1, 2).T
    return {
        "span_link": number[chain[first]],
        "span_from_cm": np.rint(start).astype(np.int32),
        # What is rounded up with the link is rounded up with what ends there.
        "span_to_cm": np.ceil(end - 1e-6).astype(np.int32),
        "span_kind": kind[span[first]],
        "span_name": name[span[first]],
    }


def _whole_time(
    length_cm: NDArray[np.float64], pace: NDArray[np.float64]
) -> NDArray[np.int32]:
    """Round times up to whole deciseconds; `NOT_FOUND` where the pace is infinite."""
    out = np.full(len(length_cm), NOT_FOUND, np.int32)
    is_open = np.isfinite(pace)
    # Pace in s/m times cm is s/100: a tenth of it is deciseconds.
    time_ds = length_cm[is_open] * pace[is_open] / 10
    out[is_open] = np.ceil(time_ds - 1e-6).astype(np.int32)
    return out


def _shapes(
    chains: Chains, segments: Segments, order: NDArray[np.int64], places_cm: Columns
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """Return the shapes of chains in an order, in whole centimetres."""
    corners = segments.corners
    if corners is None:
        n, nothing = len(segments.start), np.empty(0, np.int32)
        straight = np.zeros(n, np.int32), np.ones(n, np.int32), (nothing, nothing)
        return shaped(order, chains, segments.start, Shapes(*straight, places_cm))
    bent = Shapes(corners.first, corners.last, corners.passed, corners.places)
    ptr, x, y = shaped(order, chains, segments.start, bent)
    for start in range(0, len(x), _BATCH):
        part = slice(start, start + _BATCH)
        x[part], y[part] = corners.in_cm(x[part], y[part])
    return ptr, x, y
