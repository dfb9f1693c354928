"""From straight segments to a road network: chains become links with a shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from accessibility.compiled import compiled
from accessibility.errors import NetworkError
from accessibility.network import RoadNetwork, components
from accessibility.reach_table import NOT_FOUND
from accessibility.space_filling import hilbert_order

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.codes import Mode

CLOSED: Final = np.inf
"""Pace of a direction that may not be travelled."""

KMH_PER_M_S: Final = 3.6


@dataclass(frozen=True)
class Segments:
    """Straight pieces of road between places, each with its pace both ways.

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
    """

    start: NDArray[np.int32]
    end: NDArray[np.int32]
    pace_there: NDArray[np.float64]
    pace_back: NDArray[np.float64]
    is_street: NDArray[np.bool_]
    length_m: NDArray[np.float64] | None = None

    def where(self, keep: NDArray[np.bool_]) -> Segments:
        """Return the marked pieces."""
        return Segments(
            self.start[keep],
            self.end[keep],
            self.pace_there[keep],
            self.pace_back[keep],
            self.is_street[keep],
            None if self.length_m is None else self.length_m[keep],
        )


class _Pieces(NamedTuple):
    """The columns of segments as the compiled walk reads them."""

    start: NDArray[np.int32]
    end: NDArray[np.int32]
    there: NDArray[np.float64]
    back: NDArray[np.float64]
    is_street: NDArray[np.bool_]


class _Chains(NamedTuple):
    """Chains of pieces: chain `c` has the pieces `piece[ptr[c]:ptr[c + 1]]`.

    It begins at `first_place[c]` and passes `place` after each piece.
    """

    ptr: NDArray[np.int64]
    place: NDArray[np.int32]
    piece: NDArray[np.int32]
    first_place: NDArray[np.int32]


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
    is_open = np.isfinite(segments.pace_there) | np.isfinite(segments.pace_back)
    segments = segments.where(is_open & (segments.start != segments.end))
    if len(segments.start) == 0:
        message = f"no road is open to mode {mode.value!r} in this network"
        raise NetworkError(message)
    x_cm, y_cm = _whole_places(x_m), _whole_places(y_m)
    length_cm = _lengths_cm(x_cm, y_cm, segments)
    pieces = _Pieces(
        segments.start,
        segments.end,
        segments.pace_there,
        segments.pace_back,
        segments.is_street,
    )
    chains = _Chains(*_walked_chains(len(x_cm), pieces))
    return _network_from_chains(chains, pieces, length_cm, x_cm, y_cm, mode, epsg)


def _whole_places(place_m: NDArray[np.float64]) -> NDArray[np.int32]:
    return np.rint(place_m * 100).astype(np.int32)


def _lengths_cm(
    x_cm: NDArray[np.int32], y_cm: NDArray[np.int32], segments: Segments
) -> NDArray[np.float64]:
    """Return exact lengths, never below the straight piece."""
    dx = x_cm[segments.end].astype(np.float64) - x_cm[segments.start]
    dy = y_cm[segments.end].astype(np.float64) - y_cm[segments.start]
    straight: NDArray[np.float64] = np.hypot(dx, dy)
    if segments.length_m is None:
        return straight
    return np.maximum(straight, segments.length_m * 100)


def _network_from_chains(
    chains: _Chains,
    pieces: _Pieces,
    length_cm: NDArray[np.float64],
    x_cm: NDArray[np.int32],
    y_cm: NDArray[np.int32],
    mode: Mode,
    epsg: int,
) -> RoadNetwork:
    starts, ends = chains.first_place, chains.place[chains.ptr[1:] - 1]
    junction = np.unique(np.concatenate([starts, ends]))
    junction = junction[hilbert_order(x_cm[junction], y_cm[junction])]
    number = np.full(len(x_cm), -1, np.int32)
    number[junction] = np.arange(len(junction), dtype=np.int32)
    start, end = number[starts], number[ends]
    order = np.lexsort((np.maximum(start, end), np.minimum(start, end)))
    vertex, vertex_ptr = _vertices(chains, order)
    length = np.add.reduceat(length_cm[chains.piece], chains.ptr[:-1])[order]
    first = chains.piece[chains.ptr[:-1]][order]
    turned = pieces.start[first] != starts[order]
    there, back = pieces.there[first], pieces.back[first]
    forward = _whole_time(length, np.where(turned, back, there))
    backward = _whole_time(length, np.where(turned, there, back))
    whole_length = np.ceil(length - 1e-6).astype(np.int32)
    start, end = start[order], end[order]
    component, component_m = components(
        len(junction), start, end, whole_length, forward, backward
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
        link_length_cm=whole_length,
        link_forward_ds=forward,
        link_backward_ds=backward,
        link_is_street=pieces.is_street[first],
        vertex_ptr=vertex_ptr,
        vertex_x_cm=x_cm[vertex],
        vertex_y_cm=y_cm[vertex],
    )


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


def _vertices(
    chains: _Chains, order: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return the places along each chain, both ends included, chains in an order."""
    sizes = np.diff(chains.ptr)[order] + 1
    ptr = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    shift = np.repeat(chains.ptr[:-1][order] - ptr[:-1] - 1, sizes)
    at = np.arange(ptr[-1]) + shift
    at[ptr[:-1]] = 0
    vertex = chains.place[at]
    vertex[ptr[:-1]] = chains.first_place[order]
    return vertex, ptr


@compiled
def _incidence(
    n_places: int, start: NDArray[np.int32], end: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """List the pieces that touch each place."""
    ptr = np.zeros(n_places + 1, np.int64)
    for k in range(len(start)):
        ptr[start[k] + 1] += 1
        ptr[end[k] + 1] += 1
    for v in range(n_places):
        ptr[v + 1] += ptr[v]
    touching = np.empty(ptr[n_places], np.int32)
    fill = ptr[:-1].copy()
    for k in range(len(start)):
        touching[fill[start[k]]] = k
        fill[start[k]] += 1
        touching[fill[end[k]]] = k
        fill[end[k]] += 1
    return ptr, touching


@compiled
def _passes_through(v: int, a: int, b: int, pieces: _Pieces) -> bool:
    """Tell whether a way goes on unchanged from piece `a` to `b` at place `v`."""
    if a == b or pieces.is_street[a] != pieces.is_street[b]:
        return False
    a_in, a_out = pieces.there[a], pieces.back[a]
    if pieces.end[a] != v:
        a_in, a_out = a_out, a_in
    b_out, b_in = pieces.there[b], pieces.back[b]
    if pieces.start[b] != v:
        b_out, b_in = b_in, b_out
    return bool(a_in == b_out and a_out == b_in)


@compiled
def _is_passing(
    ptr: NDArray[np.int64], touching: NDArray[np.int32], pieces: _Pieces
) -> NDArray[np.bool_]:
    """Mark the places that are no junction."""
    out = np.zeros(len(ptr) - 1, np.bool_)
    for v in range(len(out)):
        if ptr[v + 1] - ptr[v] == 2:  # noqa: PLR2004 - one piece in, one out
            at = ptr[v]
            out[v] = _passes_through(v, touching[at], touching[at + 1], pieces)
    return out


@compiled
def _walk(
    v: int,
    k: int,
    incidence: tuple[NDArray[np.int64], NDArray[np.int32]],
    passing: NDArray[np.bool_],
    pieces: _Pieces,
    used: NDArray[np.bool_],
    walked: tuple[NDArray[np.int32], NDArray[np.int32]],
    n_piece: int,
) -> int:
    """Follow piece `k` from place `v` to a junction; return the pieces so far."""
    place, piece = walked
    ptr, touching = incidence
    here = v
    while True:
        used[k] = True
        piece[n_piece] = k
        here = pieces.start[k] + pieces.end[k] - here
        place[n_piece] = here
        n_piece += 1
        if not passing[here] or here == v:
            return n_piece
        k = touching[ptr[here]] + touching[ptr[here] + 1] - k


@compiled
def _walked_chains(
    n_places: int, pieces: _Pieces
) -> tuple[
    NDArray[np.int64],
    NDArray[np.int32],
    NDArray[np.int32],
    NDArray[np.int32],
]:
    """Walk every chain from its first junction to its last; then the closed rings.

    Returns where each chain's pieces begin, the place after each piece, the pieces,
    and the place where each chain begins.
    """
    ptr, touching = _incidence(n_places, pieces.start, pieces.end)
    passing = _is_passing(ptr, touching, pieces)
    n = len(pieces.start)
    chain_ptr = np.zeros(n + 1, np.int64)
    first_place = np.empty(n, np.int32)
    walked = (np.empty(n, np.int32), np.empty(n, np.int32))
    used = np.zeros(n, np.bool_)
    chains, n_piece = 0, 0
    for rings in range(2):
        for v in range(n_places):
            if passing[v] and rings == 0:
                continue
            for at in range(ptr[v], ptr[v + 1]):
                k = touching[at]
                if used[k]:
                    continue
                first_place[chains] = v
                n_piece = _walk(
                    v, k, (ptr, touching), passing, pieces, used, walked, n_piece
                )
                chains += 1
                chain_ptr[chains] = n_piece
    ends = chain_ptr[: chains + 1].copy()
    return ends, walked[0], walked[1], first_place[:chains].copy()
