"""Networks cut in tiles, and reach tables put together from what each tile tells.

A tile holds the roads of a square and of a border as wide as anybody gets within the
limit. What hangs on the whole network goes with it: in which part of it a road lies,
and where the file ends. So a worker that knows one tile tells the same as one that
knows the country, and the table of all tiles is that of one process to the byte.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from accessibility.codes import Unit
from accessibility.places import Points
from accessibility.reach_table import CM_PER_M, ReachTable
from accessibility.roads.coverage import CELL_M, Coverage, coverage_of
from accessibility.roads.network import RoadNetwork
from accessibility.roads.road_reach import prepare_reach
from accessibility.roads.snapping import DEFAULT_SNAP, SnapRule, check_region, snap
from accessibility.roads.touched_land import fastest_mps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

_PART: Final = "part"
_COVERAGE: Final = ("coverage", CELL_M)


@dataclass(frozen=True, eq=False)
class Tile:
    """Roads of a square with its border, and who lives and goes to school there.

    Parameters
    ----------
    network
        The roads; parts and edges are those of the whole network.
    points, rows
        Homes in the square and its border, and their rows in the whole list, int64.
    is_home
        True for the homes in the square itself: each lies in one square.
    sites, site_rows
        Destinations in the square, and their rows in the whole list, int64.
    """

    network: RoadNetwork
    points: Points
    rows: NDArray[np.int64]
    is_home: NDArray[np.bool_]
    sites: Points
    site_rows: NDArray[np.int64]


class Block(NamedTuple):
    """Some columns of a reach table, and what is known of the homes of a square.

    Rows and columns are numbered as in the whole table; arrays as in `ReachTable`.
    """

    site_rows: NDArray[np.int64]
    indptr: NDArray[np.int64]
    point: NDArray[np.int32]
    distance_cm: NDArray[np.int32]
    time_ds: NDArray[np.int32]
    destination_component: NDArray[np.int32]
    destination_edge_m: NDArray[np.float64]
    rows: NDArray[np.int64]
    status: NDArray[np.uint8]
    point_component: NDArray[np.int32]
    point_edge_m: NDArray[np.float64]

    @property
    def n_bytes(self) -> int:
        """What a worker sends back."""
        return sum(array.nbytes for array in self)


def tiles_of(
    network: RoadNetwork,
    points: Points,
    sites: Points,
    *,
    side_m: float,
    unit: Unit,
    limit: float,
    rule: SnapRule = DEFAULT_SNAP,
) -> Iterator[Tile]:
    """Cut a network into squares, each with a border as wide as the limit.

    Parameters
    ----------
    network
        Roads of one mode, not edited.
    points, sites
        Homes and destinations in its metric system.
    side_m
        Side of the squares, without their borders, in metres.
    unit, limit
        What is minimised, and up to where.
    rule
        How points get onto the road.

    Raises
    ------
    NetworkError
        If all points lie far from the network.
    """
    check_region(points, network)
    border_m = _border_m(network, unit, limit, rule)
    links = _boxes(network)
    homes, schools = (_squares(some, points, side_m) for some in (points, sites))
    for square in np.unique(np.concatenate([homes, schools]), axis=0):
        is_home = (homes == square).all(axis=1)
        inside = _box_of(points, square, side_m)
        near = is_home | _within(points, inside, border_m)
        here = np.flatnonzero((schools == square).all(axis=1))
        rows = np.flatnonzero(near)
        away_m = border_m + rule.max_m
        kept = _overlaps(links, inside * CM_PER_M, away_m * CM_PER_M)
        yield Tile(
            _cut(network, kept),
            _some(points, rows),
            rows,
            is_home[rows],
            _some(sites, here),
            here,
        )


def block_of(
    tile: Tile,
    some: slice,
    *,
    unit: Unit,
    limit: float,
    rule: SnapRule = DEFAULT_SNAP,
) -> Block:
    """Search from some of the destinations of a tile.

    Parameters
    ----------
    tile
        Of `tiles_of`, by the same unit, limit and rule.
    some
        Which destinations, by their place in the tile.
    unit, limit
        What is minimised, and up to where.
    rule
        How points get onto the road.
    """
    homes = snap(tile.points, tile.network, rule)
    prepared = prepare_reach(tile.network, homes, unit=unit, limit=limit)
    here = np.arange(len(tile.sites))[some]
    sites = snap(_some(tile.sites, here), tile.network, rule)
    table = prepared.table(sites, workers=1)
    own = tile.is_home
    return Block(
        tile.site_rows[some],
        table.indptr,
        tile.rows[table.point].astype(np.int32),
        table.cost(Unit.METRES),
        table.cost(Unit.SECONDS),
        _known(table.destination_component),
        _known(table.destination_edge_m),
        tile.rows[own],
        table.status[own],
        _known(table.point_component)[own],
        _known(table.point_edge_m)[own],
    )


def joined(
    blocks: Sequence[Block],
    network: RoadNetwork,
    ids: tuple[NDArray[np.str_], NDArray[np.str_]],
    *,
    unit: Unit,
    limit: float,
) -> ReachTable:
    """Put blocks together: the table of one process, whatever the order they come in.

    Parameters
    ----------
    blocks
        Every destination in one of them, every home in at least one.
    network
        The whole network: its mode.
    ids
        Of all points and of all destinations.
    unit, limit
        What was minimised, and up to where.
    """
    size = np.zeros(len(ids[1]) + 1, np.int64)
    for block in blocks:
        size[block.site_rows + 1] = np.diff(block.indptr)
    indptr = np.cumsum(size)
    entries = [np.empty(indptr[-1], np.int32) for _ in range(3)]
    per_site = (np.empty(len(ids[1]), np.int32), np.empty(len(ids[1])))
    per_point = (
        np.empty(len(ids[0]), np.uint8),
        np.empty(len(ids[0]), np.int32),
        np.empty(len(ids[0])),
    )
    for block in blocks:
        _put(per_site, block.site_rows, block[5:7])
        _put(per_point, block.rows, block[8:11])
        for j, site in enumerate(block.site_rows):
            of_site = slice(block.indptr[j], block.indptr[j + 1])
            whole = slice(indptr[site], indptr[site + 1])
            _put(entries, whole, [values[of_site] for values in block[2:5]])
    return ReachTable(
        mode=network.mode,
        unit=unit,
        limit=limit,
        point_ids=ids[0],
        destination_ids=ids[1],
        indptr=indptr,
        point=entries[0],
        distance_cm=entries[1],
        time_ds=entries[2],
        status=per_point[0],
        point_component=per_point[1],
        destination_component=per_site[0],
        point_edge_m=per_point[2],
        destination_edge_m=per_site[1],
    )


def tile_network(
    arrays: dict[str, Any], part: NDArray[np.int32], coverage: Coverage
) -> RoadNetwork:
    """Return the network of a tile, which knows of the whole what cannot be cut.

    Parameters
    ----------
    arrays
        The fields of a `RoadNetwork` by name.
    part, coverage
        Part of the whole network that each node lies in, and what the whole covers.
    """
    return RoadNetwork(**arrays, _derived={_PART: part, _COVERAGE: coverage})


def _put(
    into: Sequence[NDArray[Any]],
    at: NDArray[np.int64] | slice,
    values: Sequence[NDArray[Any]],
) -> None:
    for whole, some in zip(into, values, strict=True):
        whole[at] = some


def _known(values: NDArray[Any] | None) -> NDArray[Any]:
    """Return what a table over the road always has."""
    return np.empty(0) if values is None else values


def _border_m(network: RoadNetwork, unit: Unit, limit: float, rule: SnapRule) -> float:
    """Return how far anybody gets within a limit; a road is never the shorter way."""
    if unit is Unit.METRES:
        return limit
    return limit * fastest_mps(network) + 2 * rule.max_m


def _squares(some: Points, points: Points, side_m: float) -> NDArray[np.int64]:
    """Return column and row of the square of each place, from the corner of points.

    Who has no place is in the first.
    """
    corner = _corner(points)
    xy = np.column_stack([some.x_m, some.y_m]) - corner
    return np.floor(np.where(some.is_placed[:, None], xy, 0.0) / side_m).astype(
        np.int64
    )


def _corner(points: Points) -> NDArray[np.float64]:
    known = points.is_placed
    if not known.any():
        return np.zeros(2)
    return np.array([points.x_m[known].min(), points.y_m[known].min()])


def _box_of(
    points: Points, square: NDArray[np.int64], side_m: float
) -> NDArray[np.float64]:
    """Return west, south, east and north of a square, in metres."""
    low = _corner(points) + square * side_m
    return np.concatenate([low, low + side_m])


def _within(
    points: Points, box: NDArray[np.float64], border_m: float
) -> NDArray[np.bool_]:
    place = (points.x_m, points.y_m, points.x_m, points.y_m)
    return _overlaps(place, box, border_m)


def _overlaps(
    boxes: Sequence[NDArray[Any]], box: NDArray[np.float64], border: float
) -> NDArray[np.bool_]:
    """Tell which boxes lie in one, or in the border round it; all in one unit."""
    west, south, east, north = boxes
    inside: NDArray[np.bool_] = (
        (east >= box[0] - border)
        & (north >= box[1] - border)
        & (west <= box[2] + border)
        & (south <= box[3] + border)
    )
    return inside


def _boxes(network: RoadNetwork) -> tuple[NDArray[np.int32], ...]:
    """Return west, south, east and north of each link, in whole centimetres."""
    first = network.vertex_ptr[:-1]
    return tuple(
        least.reduceat(values, first)
        for least in (np.minimum, np.maximum)
        for values in (network.vertex_x_cm, network.vertex_y_cm)
    )


def _some(points: Points, rows: NDArray[np.int64]) -> Points:
    ids = np.arange(len(rows)).astype(f"U{len(str(len(rows)))}")
    return Points(ids, points.x_m[rows], points.y_m[rows], points.epsg)


def _cut(network: RoadNetwork, kept: NDArray[np.bool_]) -> RoadNetwork:
    """Return the links that are kept and their junctions, in the order they had."""
    if not (kept & network.link_is_street).any():
        # Points can be looked for only where there is a street.
        kept = kept.copy()
        kept[np.flatnonzero(network.link_is_street)[:1]] = True
    links = np.flatnonzero(kept)
    is_node = np.zeros(network.n_nodes, np.bool_)
    is_node[network.link_start[links]] = is_node[network.link_end[links]] = True
    # Junctions where turns are forbidden are two at one spot.
    turns = network.turn_exits[is_node[network.turn_exits].any(axis=1)]
    is_node[turns] = True
    nodes = np.flatnonzero(is_node)
    number = np.cumsum(is_node, dtype=np.int32) - 1
    # Only what is kept is gone through: there may be many tiles.
    first = network.vertex_ptr[links]
    size = network.vertex_ptr[links + 1] - first
    ptr = np.concatenate([[0], np.cumsum(size)]).astype(np.int64)
    vertex = np.arange(ptr[-1]) + np.repeat(first - ptr[:-1], size)
    spans = kept[network.span_link]
    arrays = {
        "mode": network.mode,
        "epsg": network.epsg,
        "component_m": network.component_m,
        **_taken(network, nodes, ("node_x_cm", "node_y_cm", "node_component")),
        **{
            name: number[getattr(network, name)[links]]
            for name in ("link_start", "link_end")
        },
        **_taken(network, links, _OF_LINKS),
        "vertex_ptr": ptr,
        **_taken(network, vertex, ("vertex_x_cm", "vertex_y_cm")),
        "turn_exits": number[turns],
        "span_link": np.searchsorted(links, network.span_link[spans]).astype(np.int32),
        **_taken(network, spans, _OF_SPANS),
    }
    return tile_network(arrays, network.node_part[nodes], coverage_of(network))


_OF_LINKS: Final = (
    "link_length_cm",
    "link_forward_ds",
    "link_backward_ds",
    "link_is_street",
)
_OF_SPANS: Final = ("span_from_cm", "span_to_cm", "span_kind", "span_name")


def _taken(
    network: RoadNetwork, rows: NDArray[Any], names: Sequence[str]
) -> dict[str, NDArray[Any]]:
    return {name: getattr(network, name)[rows] for name in names}
