"""Chains: pieces of road in a row with no choice between them, walked end to end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from accessibility.roads.compiler import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Columns = tuple[NDArray[np.int32], NDArray[np.int32]]


class Pieces(NamedTuple):
    """The columns of segments as the compiled walk reads them."""

    start: NDArray[np.int32]
    end: NDArray[np.int32]
    there: NDArray[np.float64]
    back: NDArray[np.float64]
    is_street: NDArray[np.bool_]


class Shapes(NamedTuple):
    """Corners as the compiled walk reads them."""

    first: NDArray[np.int32]
    last: NDArray[np.int32]
    passed: Columns
    places: Columns


class Chains(NamedTuple):
    """Chains of pieces: chain `c` has the pieces `piece[ptr[c]:ptr[c + 1]]`.

    It begins at `first_place[c]` and passes `place` after each piece.
    """

    ptr: NDArray[np.int64]
    place: NDArray[np.int32]
    piece: NDArray[np.int32]
    first_place: NDArray[np.int32]


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
def _passes_through(v: int, a: int, b: int, pieces: Pieces) -> bool:
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
    ptr: NDArray[np.int64], touching: NDArray[np.int32], pieces: Pieces
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
    pieces: Pieces,
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
def walked_chains(
    n_places: int, pieces: Pieces
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


@compiled
def shaped(
    order: NDArray[np.int64],
    chains: Chains,
    piece_start: NDArray[np.int32],
    shapes: Shapes,
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """Return the shapes of the chains in an order, both ends included.

    Returns where each shape begins, and the places along all of them.
    """
    first, last = shapes.first, shapes.last
    (passed_x, passed_y), (place_x, place_y) = shapes.passed, shapes.places
    ptr = np.zeros(len(order) + 1, np.int64)
    for k in range(len(order)):
        ptr[k + 1] = ptr[k] + 1
        for i in range(chains.ptr[order[k]], chains.ptr[order[k] + 1]):
            ptr[k + 1] += last[chains.piece[i]] - first[chains.piece[i]]
    x, y = np.empty(ptr[-1], np.int32), np.empty(ptr[-1], np.int32)
    for k in range(len(order)):
        here, at = chains.first_place[order[k]], ptr[k]
        x[at], y[at] = place_x[here], place_y[here]
        for i in range(chains.ptr[order[k]], chains.ptr[order[k] + 1]):
            piece = chains.piece[i]
            along = piece_start[piece] == here
            for j in range(1, last[piece] - first[piece]):
                corner = first[piece] + j if along else last[piece] - j
                x[at + j], y[at + j] = passed_x[corner], passed_y[corner]
            here, at = chains.place[i], at + last[piece] - first[piece]
            x[at], y[at] = place_x[here], place_y[here]
    return ptr, x, y
