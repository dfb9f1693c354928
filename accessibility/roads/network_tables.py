"""A road network from two plain tables: nodes, and the edges between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from accessibility.errors import TableError
from accessibility.places import RD_NEW
from accessibility.roads.network_build import CLOSED, KMH_PER_M_S, Segments, network_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.codes import Mode
    from accessibility.roads.network import RoadNetwork

_EXAMPLES: Final = 3


def network_from_tables(
    nodes: pd.DataFrame, edges: pd.DataFrame, *, mode: Mode, epsg: int = RD_NEW
) -> RoadNetwork:
    """Make a road network of nodes and edges.

    Parameters
    ----------
    nodes
        Columns `node_id`, `x_m`, `y_m`.
    edges
        Columns `from_node`, `to_node` and, if known, `length_m` (a length below the
        straight line is raised to it), `speed_kmh` or `time_s`, `oneway` (default
        both ways), `is_street` (default true; false for ferries and motorways).
    mode
        Who travels; walking and cycling have a default speed.
    epsg
        EPSG code of the nodes' metric system.

    Raises
    ------
    TableError
        With all faults at once: an edge to an unknown node, a node without
        coordinates, an edge without length, a speed that is absent or not above zero.
    NetworkError
        If no edge is left.

    Examples
    --------
    >>> nodes = pd.DataFrame({"node_id": [1, 2], "x_m": [0.0, 30.0], "y_m": [0.0, 40]})
    >>> edges = pd.DataFrame({"from_node": [1], "to_node": [2]})
    >>> network_from_tables(nodes, edges, mode=Mode.BIKE).link_length_cm
    array([5000], dtype=int32)
    """
    _check_columns(nodes, edges)
    index = pd.Index(nodes["node_id"])
    start = index.get_indexer(pd.Index(edges["from_node"]))
    end = index.get_indexer(pd.Index(edges["to_node"]))
    x_m = nodes["x_m"].to_numpy(dtype=np.float64, na_value=np.nan)
    y_m = nodes["y_m"].to_numpy(dtype=np.float64, na_value=np.nan)
    length_m = np.hypot(x_m[end] - x_m[start], y_m[end] - y_m[start])
    if "length_m" in edges:
        length_m = np.fmax(length_m, _numbers(edges["length_m"]))
    pace, pace_fault = _pace(edges, length_m, mode)
    faults = [
        *_node_faults(nodes, index, x_m, y_m),
        *_row_faults(start < 0, "from_node is not among the nodes", edges["from_node"]),
        *_row_faults(end < 0, "to_node is not among the nodes", edges["to_node"]),
        *_row_faults(length_m <= 0, "the edge has no length", edges["from_node"]),
        *pace_fault,
    ]
    if faults:
        table = "road network"
        raise TableError(table, faults)
    one_way = _flags(edges, "oneway", default=False)
    segments = Segments(
        start.astype(np.int32),
        end.astype(np.int32),
        pace,
        np.where(one_way, CLOSED, pace),
        _flags(edges, "is_street", default=True),
        length_m,
    )
    return network_of(x_m, y_m, segments, mode=mode, epsg=epsg)


def _check_columns(nodes: pd.DataFrame, edges: pd.DataFrame) -> None:
    faults = [
        f"{table} has no column {column!r} (it has {', '.join(map(str, frame))})"
        for table, frame, needed in (
            ("nodes", nodes, ("node_id", "x_m", "y_m")),
            ("edges", edges, ("from_node", "to_node")),
        )
        for column in needed
        if column not in frame
    ]
    if faults:
        table = "road network"
        raise TableError(table, faults)


def _node_faults(
    nodes: pd.DataFrame,
    index: pd.Index[Any],
    x_m: NDArray[np.float64],
    y_m: NDArray[np.float64],
) -> list[str]:
    no_place = ~(np.isfinite(x_m) & np.isfinite(y_m))
    return [
        *_row_faults(no_place, "the node has no coordinates", nodes["node_id"]),
        *_row_faults(
            np.asarray(index.duplicated()), "node_id occurs twice", nodes["node_id"]
        ),
    ]


def _row_faults(
    wrong: NDArray[np.bool_], what: str, values: pd.Series[Any]
) -> list[str]:
    """Say how many rows are wrong, and which ones come first."""
    rows = np.flatnonzero(wrong)
    if len(rows) == 0:
        return []
    shown = ", ".join(
        f"row {row + 1} ({values.name} {values.iloc[row]})" for row in rows[:_EXAMPLES]
    )
    more = f" and {len(rows) - _EXAMPLES} more" if len(rows) > _EXAMPLES else ""
    return [f"{what}: {shown}{more}"]


def _numbers(values: pd.Series[Any]) -> NDArray[np.float64]:
    numbers = pd.to_numeric(values, errors="coerce")
    return numbers.to_numpy(dtype=np.float64, na_value=np.nan)


def _pace(
    edges: pd.DataFrame, length_m: NDArray[np.float64], mode: Mode
) -> tuple[NDArray[np.float64], list[str]]:
    """Return seconds per metre, and what is wrong with speeds or times."""
    if "time_s" in edges:
        time_s = _numbers(edges["time_s"])
        bad = ~(np.isfinite(time_s) & (time_s > 0))
        safe = np.where(length_m > 0, length_m, 1.0)
        faults = _row_faults(bad, "time_s is not a number above 0", edges["time_s"])
        return time_s / safe, faults
    if "speed_kmh" in edges:
        speed = _numbers(edges["speed_kmh"])
    elif mode.record.kmh is not None:
        speed = np.full(len(edges), mode.record.kmh)
    else:
        fault = f"edges has neither speed_kmh nor time_s, and {mode.value} has no speed"
        return np.ones(len(edges)), [fault]
    bad = ~(np.isfinite(speed) & (speed > 0))
    faults = (
        _row_faults(bad, "speed_kmh is not a number above 0", edges["speed_kmh"])
        if bad.any()
        else []
    )
    return KMH_PER_M_S / np.where(bad, 1.0, speed), faults


def _flags(edges: pd.DataFrame, column: str, *, default: bool) -> NDArray[np.bool_]:
    if column not in edges:
        return np.full(len(edges), default)
    return edges[column].fillna(default).to_numpy(dtype=np.bool_)
