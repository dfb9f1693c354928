"""The grid of street segments, and the compiled search for the nearest of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from accessibility.errors import NetworkError
from accessibility.roads.compiler import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.roads.network import RoadNetwork

_CELLS_PER_SEGMENT: Final = 0.5
_MIN_CELL_CM: Final = 5_000.0


class Grid(NamedTuple):
    """Segments of streets by square cell, each named by its first vertex."""

    x_cm: float
    y_cm: float
    cell_cm: float
    columns: int
    rows: int
    ptr: NDArray[np.int64]
    vertex: NDArray[np.int32]


class Shape(NamedTuple):
    """What the compiled search reads of a network."""

    x_cm: NDArray[np.int32]
    y_cm: NDArray[np.int32]
    ptr: NDArray[np.int64]
    length_cm: NDArray[np.int32]
    leads_on: NDArray[np.bool_]


def shape_of(network: RoadNetwork, leads_on: NDArray[np.bool_]) -> Shape:
    """Return the shape of a network with the links that points may be placed on."""
    return Shape(
        network.vertex_x_cm,
        network.vertex_y_cm,
        network.vertex_ptr,
        network.link_length_cm,
        leads_on,
    )


def grid_of(network: RoadNetwork) -> Grid:
    """Return the grid of a network's street segments, made on first use."""
    return network.derived("grid", lambda: _new_grid(network, network.link_is_street))


def hidden_grid_of(network: RoadNetwork) -> Grid | None:
    """Return the grid of what is no street: tunnels, motorways, ferries; None if none.

    Nobody lives there; only an edit can mean such a place.
    """
    is_hidden = ~network.link_is_street
    if not is_hidden.any():
        return None
    return network.derived("hidden grid", lambda: _new_grid(network, is_hidden))


def _new_grid(network: RoadNetwork, is_meant: NDArray[np.bool_]) -> Grid:
    x, y = network.vertex_x_cm, network.vertex_y_cm
    is_segment = np.repeat(is_meant, np.diff(network.vertex_ptr))
    is_segment[network.vertex_ptr[1:] - 1] = False
    first = np.flatnonzero(is_segment).astype(np.int32)
    if len(first) == 0:
        message = "the network has no street on which a point could be placed"
        raise NetworkError(message)
    west, south = float(x.min()), float(y.min())
    width, height = float(x.max()) - west, float(y.max()) - south
    wanted = _CELLS_PER_SEGMENT * len(first)
    cell = max(_MIN_CELL_CM, np.sqrt(max(width, 1.0) * max(height, 1.0) / wanted))
    columns, rows = int(width / cell) + 1, int(height / cell) + 1
    empty = Grid(
        west, south, cell, columns, rows, np.empty(0, np.int64), np.empty(0, np.int32)
    )
    ptr, vertex = _filled_cells(first, x, y, empty)
    return empty._replace(ptr=ptr, vertex=vertex)


@compiled
def _cell_span(
    i: int, x: NDArray[np.int32], y: NDArray[np.int32], grid: Grid
) -> tuple[int, int, int, int]:
    """Return first and last column and row that a segment's box covers."""
    left, right = min(x[i], x[i + 1]), max(x[i], x[i + 1])
    low, high = min(y[i], y[i + 1]), max(y[i], y[i + 1])
    return (
        int((left - grid.x_cm) / grid.cell_cm),
        int((right - grid.x_cm) / grid.cell_cm),
        int((low - grid.y_cm) / grid.cell_cm),
        int((high - grid.y_cm) / grid.cell_cm),
    )


@compiled
def _filled_cells(
    first: NDArray[np.int32], x: NDArray[np.int32], y: NDArray[np.int32], grid: Grid
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Sort segments into cells: count, then fill."""
    ptr = np.zeros(grid.columns * grid.rows + 1, np.int64)
    for i in first:
        left, right, low, high = _cell_span(i, x, y, grid)
        for row in range(low, high + 1):
            for column in range(left, right + 1):
                ptr[row * grid.columns + column + 1] += 1
    for cell in range(len(ptr) - 1):
        ptr[cell + 1] += ptr[cell]
    vertex = np.empty(ptr[-1], np.int32)
    fill = ptr[:-1].copy()
    for i in first:
        left, right, low, high = _cell_span(i, x, y, grid)
        for row in range(low, high + 1):
            for column in range(left, right + 1):
                cell = row * grid.columns + column
                vertex[fill[cell]] = i
                fill[cell] += 1
    return ptr, vertex


@compiled
def _link_of(vertex: int, ptr: NDArray[np.int64]) -> int:
    """Return the link that a vertex belongs to."""
    return int(np.searchsorted(ptr, vertex, side="right")) - 1


@compiled
def _foot(
    px: float, py: float, ax: float, ay: float, bx: float, by: float
) -> tuple[float, float]:
    """Return how far along a segment (0 to 1) a point's foot lies, and its distance."""
    dx, dy = bx - ax, by - ay
    square = dx * dx + dy * dy
    along = 0.0
    if square > 0:
        along = ((px - ax) * dx + (py - ay) * dy) / square
    if along <= 0:
        return 0.0, np.hypot(px - ax, py - ay)
    if along >= 1:
        return 1.0, np.hypot(px - bx, py - by)
    # The cross product keeps a point on the road at distance nought exactly.
    return along, abs((px - ax) * dy - (py - ay) * dx) / np.sqrt(square)


@compiled
def distance_to(
    place_cm: tuple[float, float],
    vertex: int,
    part: tuple[float, float],
    shape: Shape,
) -> float:
    """Return how far a place lies from a part (0 to 1) of a segment, in centimetres."""
    ax, ay = float(shape.x_cm[vertex]), float(shape.y_cm[vertex])
    dx, dy = shape.x_cm[vertex + 1] - ax, shape.y_cm[vertex + 1] - ay
    low, high = part
    return _foot(
        place_cm[0],
        place_cm[1],
        ax + low * dx,
        ay + low * dy,
        ax + high * dx,
        ay + high * dy,
    )[1]


@compiled
def _best_in_cell(
    px: float,
    py: float,
    cell: int,
    grid: Grid,
    shape: Shape,
    best: tuple[float, int, float],
    limit: float,
) -> tuple[tuple[float, int, float], bool]:
    """Improve the best segment so far; tell whether one that leads nowhere is near."""
    distance, found, along = best
    saw_yard = False
    for at in range(grid.ptr[cell], grid.ptr[cell + 1]):
        i = grid.vertex[at]
        part, away = _foot(
            px,
            py,
            shape.x_cm[i],
            shape.y_cm[i],
            shape.x_cm[i + 1],
            shape.y_cm[i + 1],
        )
        if away > limit or away > distance or (away == distance and i >= found):
            continue
        if shape.leads_on[_link_of(i, shape.ptr)]:
            distance, found, along = away, i, part
        else:
            saw_yard = True
    return (distance, found, along), saw_yard


@compiled
def _nearest_segment(
    px: float, py: float, limit: float, grid: Grid, shape: Shape
) -> tuple[int, float, float, bool]:
    """Search the cells ring by ring until no nearer segment can come."""
    column = int(np.floor((px - grid.x_cm) / grid.cell_cm))
    row = int(np.floor((py - grid.y_cm) / grid.cell_cm))
    best = (np.inf, np.iinfo(np.int64).max, 0.0)
    saw_yard = False
    ring = 0
    # Whatever is not in the rings searched lies at least this far away.
    while (ring - 1) * grid.cell_cm <= min(limit, best[0]):
        for r in range(max(row - ring, 0), min(row + ring, grid.rows - 1) + 1):
            step = 1 if abs(r - row) == ring else max(2 * ring, 1)
            for c in range(column - ring, column + ring + 1, step):
                if 0 <= c < grid.columns:
                    best, yard = _best_in_cell(
                        px, py, r * grid.columns + c, grid, shape, best, limit
                    )
                    saw_yard = saw_yard or yard
        ring += 1
    return best[1], best[2], best[0], saw_yard


@compiled
def _way_along(vertex: int, along: float, link: int, shape: Shape) -> float:
    """Return the offset of a place on a link, in centimetres of its counted length."""
    before, total = 0.0, 0.0
    for i in range(shape.ptr[link], shape.ptr[link + 1] - 1):
        piece = np.hypot(
            float(shape.x_cm[i + 1]) - shape.x_cm[i],
            float(shape.y_cm[i + 1]) - shape.y_cm[i],
        )
        if i < vertex:
            before += piece
        elif i == vertex:
            before += piece * along
        total += piece
    length = float(shape.length_cm[link])
    if vertex == shape.ptr[link + 1] - 2 and along >= 1:
        return length
    return min(before / total * length, length) if total > 0 else 0.0


@compiled
def snap_places(
    x_cm: NDArray[np.float64],
    y_cm: NDArray[np.float64],
    limit: float,
    grid: Grid,
    shape: Shape,
) -> tuple[
    NDArray[np.int32], NDArray[np.float64], NDArray[np.float64], NDArray[np.uint8]
]:
    """Place each point: link, offset, distance, status."""
    n = len(x_cm)
    link = np.full(n, -1, np.int32)
    offset = np.zeros(n)
    access = np.full(n, np.nan)
    status = np.full(n, 1, np.uint8)
    for p in range(n):
        if not (np.isfinite(x_cm[p]) and np.isfinite(y_cm[p])):
            continue
        vertex, along, away, saw_yard = _nearest_segment(
            x_cm[p], y_cm[p], limit, grid, shape
        )
        if np.isfinite(away):
            link[p] = _link_of(vertex, shape.ptr)
            offset[p] = _way_along(vertex, along, link[p], shape)
            access[p] = away
            status[p] = 0
        elif saw_yard:
            status[p] = 2
    return link, offset, access, status
