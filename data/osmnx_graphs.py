"""Graphs of osmnx as road networks: for who already starts from one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import networkx as nx
import numpy as np
import osmnx

from accessibility.errors import CrsError, DataError, NetworkError
from accessibility.projection import check_metric, metric_epsg, metric_places
from accessibility.roads import CLOSED, KMH_PER_M_S, Segments, network_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from accessibility.codes import Mode
    from accessibility.roads import RoadNetwork

_DEGREES: Final = "epsg:4326"
_FERRY: Final = "ferry"
_NO_STREETS: Final = frozenset({"motorway", "motorway_link", _FERRY})


def network_from_graphml(
    path: Path, *, mode: Mode, epsg: int | None = None
) -> RoadNetwork:
    """Read a GraphML file that osmnx wrote.

    Parameters
    ----------
    path
        The file.
    mode
        Whom the graph is for.
    epsg
        EPSG code of the metric system; None to choose one.

    Raises
    ------
    DataError
        If the file is missing or is not such a file; else as `network_from_graph`.
    """
    try:
        graph = osmnx.load_graphml(path)
    except (OSError, SyntaxError, ValueError, KeyError, nx.NetworkXError) as error:
        message = (
            f"{path}: cannot be read as a graph of osmnx ({error}); write it with "
            "osmnx.save_graphml"
        )
        raise DataError(message) from error
    return network_from_graph(graph, mode=mode, epsg=epsg)


def network_from_graph(
    graph: nx.MultiDiGraph, *, mode: Mode, epsg: int | None = None
) -> RoadNetwork:
    """Make a network of a graph that osmnx made for a mode.

    Who may use an edge and which way was settled when the graph was made; every edge
    is taken in its direction. Speeds are those of `osmnx.add_edge_speeds` if present.

    Parameters
    ----------
    graph
        As osmnx gives it: nodes with `x` and `y`, edges with `length` and perhaps
        `geometry` and `speed_kph`; in degrees, or projected in metres.
    mode
        Whom the graph is for.
    epsg
        EPSG code of the metric system of a graph in degrees; None to choose one.

    Raises
    ------
    CrsError
        If the graph has no coordinate reference system, or not one of metres.
    DataError
        If a node has no coordinates or a speed is not above zero.
    NetworkError
        If the graph has no edges.
    """
    if graph.number_of_edges() == 0:
        message = "the graph has no edges"
        raise NetworkError(message)
    rows, place = _node_places(graph)
    pieces = list(_pieces(graph, rows, place))
    pace = _paces(graph, mode)
    start, end, edge = (np.array(column) for column in zip(*pieces, strict=True))
    xy = np.array(place, np.float64)
    x_m, y_m, chosen = _in_metres(graph, xy, epsg)
    is_street = np.array(
        [not _NO_STREETS & _kinds(data) for *_, data in graph.edges(data=True)]
    )
    segments = _both_ways(start, end, pace[edge], is_street[edge])
    return network_of(x_m, y_m, segments, mode=mode, epsg=chosen)


def _node_places(
    graph: nx.MultiDiGraph,
) -> tuple[dict[Any, int], list[tuple[float, float]]]:
    place, missing = [], []
    for node, data in graph.nodes(data=True):
        x, y = float(data.get("x", np.nan)), float(data.get("y", np.nan))
        if not (np.isfinite(x) and np.isfinite(y)):
            missing.append(node)
        place.append((x, y))
    if missing:
        message = f"{len(missing)} nodes have no coordinates, first {missing[0]}"
        raise DataError(message)
    return {node: row for row, node in enumerate(graph.nodes)}, place


def _pieces(
    graph: nx.MultiDiGraph, rows: dict[Any, int], place: list[tuple[float, float]]
) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and edge of each straight piece; bends become places."""
    bends: dict[tuple[float, float], int] = {}
    for number, (u, v, data) in enumerate(graph.edges(data=True)):
        here = rows[u]
        shape = data.get("geometry")
        for bend in [] if shape is None else list(shape.coords)[1:-1]:
            # The same bend seen from the other direction is the same place.
            if bend not in bends:
                bends[bend] = len(place)
                place.append((bend[0], bend[1]))
            yield here, bends[bend], number
            here = bends[bend]
        yield here, rows[v], number


def _paces(graph: nx.MultiDiGraph, mode: Mode) -> NDArray[np.float64]:
    usual = mode.record.kmh
    kmh = np.array(
        [float(d.get("speed_kph", usual or np.nan)) for *_, d in graph.edges(data=True)]
    )
    wrong = ~(np.isfinite(kmh) & (kmh > 0))
    if wrong.any():
        message = (
            f"{int(wrong.sum())} of {len(kmh)} edges have no speed above 0 for mode "
            f"{mode.value!r}: call osmnx.add_edge_speeds on the graph first"
        )
        raise DataError(message)
    return KMH_PER_M_S / kmh


def _kinds(data: dict[str, Any]) -> set[str]:
    """Return the kinds of road of an edge; osmnx lists them if it joined several."""
    kinds: set[str] = set()
    for key in ("highway", "route"):
        value = data.get(key, [])
        kinds.update([value] if isinstance(value, str) else value)
    return kinds


def _in_metres(
    graph: nx.MultiDiGraph, xy: NDArray[np.float64], epsg: int | None
) -> tuple[NDArray[np.float64], NDArray[np.float64], int]:
    crs = graph.graph.get("crs")
    if crs is None:
        message = "the graph has no coordinate reference system (graph.graph['crs'])"
        raise CrsError(message)
    if str(crs).lower() == _DEGREES:
        chosen = metric_epsg(xy[:, 0], xy[:, 1]) if epsg is None else epsg
        return (*metric_places(xy[:, 0], xy[:, 1], chosen), chosen)
    code = _epsg_of(crs)
    check_metric(code)
    return xy[:, 0], xy[:, 1], code


def _epsg_of(crs: Any) -> int:  # noqa: ANN401 - text, number or a pyproj object
    from pyproj import CRS  # noqa: PLC0415 - only for projected graphs

    code = CRS.from_user_input(crs).to_epsg()
    if code is None:
        message = f"the coordinate reference system {crs} of the graph has no EPSG code"
        raise CrsError(message)
    return int(code)


def _both_ways(
    start: NDArray[np.int64],
    end: NDArray[np.int64],
    pace: NDArray[np.float64],
    is_street: NDArray[np.bool_],
) -> Segments:
    """Join the two directions of a road, which osmnx keeps as two edges."""
    low, high = np.minimum(start, end), np.maximum(start, end)
    key, first, row = np.unique(
        np.column_stack([low, high]), axis=0, return_index=True, return_inverse=True
    )
    there, back = (np.full(len(key), CLOSED) for _ in range(2))
    along = start == low
    np.minimum.at(there, row[along], pace[along])
    np.minimum.at(back, row[~along], pace[~along])
    return Segments(
        key[:, 0].astype(np.int32),
        key[:, 1].astype(np.int32),
        there,
        back,
        is_street[first],
    )
