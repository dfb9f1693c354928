"""Porto as one matrix, by bicycle: pairs per second against Valhalla and pandana."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from pyproj import Transformer

from accessibility.codes import Mode
from accessibility.places import CRS84, Points
from accessibility.reach_table import CM_PER_M, NOT_FOUND
from accessibility.roads.distance_lists import distance_matrix
from accessibility.roads.snapping import snap
from benchmarks.valhalla_engine import Valhalla
from data.osm import osm_network, read_osm

if TYPE_CHECKING:
    from collections.abc import Callable

    from accessibility.roads.network import RoadNetwork

RUNS: Final = 5
ORIGINS: Final = 1_000
SMALL: Final = (20, 100)
SEED: Final = 11
CLOSE: Final = 0.02
CLOSE_M: Final = 50.0


def matrix_lines() -> list[str]:
    """Return pairs per second; nothing without the open data files."""
    if not os.environ.get("BEREIK_REALDATA"):
        return ["Porto was not measured: BEREIK_REALDATA is not set.", ""]
    path = Path(os.environ["BEREIK_REALDATA"]) / "osm" / "porto_portugal.osm.pbf"
    network = osm_network(read_osm(path), Mode.BIKE)
    places = _places(network, ORIGINS)
    points = snap(places, network)
    few, many = (snap(_first(places, count), network) for count in SMALL)
    large = _median_s(lambda: distance_matrix(network, points, points, workers=2))
    small = _median_s(lambda: distance_matrix(network, few, many, workers=2))
    ours = distance_matrix(network, few, many).distance_cm / CM_PER_M
    degrees = np.column_stack(
        Transformer.from_crs(network.epsg, CRS84, always_xy=True).transform(
            places.x_m, places.y_m
        )
    )
    with tempfile.TemporaryDirectory() as tiles:
        engine = Valhalla(path, Path(tiles))
        sides = degrees[: SMALL[0]], degrees[: SMALL[1]]
        theirs_s = _median_s(lambda: engine.matrix(*sides, Mode.BIKE))
        theirs = engine.matrix(*sides, Mode.BIKE)
    off = np.abs(ours - theirs)
    close = np.nanmean(off <= np.fmax(CLOSE * theirs, CLOSE_M))
    pairs = SMALL[0] * SMALL[1]
    rate = ORIGINS**2 / large
    rows = [
        ("Bereik, 1 000 x 1 000", rate),
        ("Bereik, 20 x 100", pairs / small),
        ("Valhalla matrix, 20 x 100", pairs / theirs_s),
        ("pandana, 20 x 100 (after contracting)", pairs / _pandana_s(network)),
    ]
    return [
        f"## Porto by bicycle: {network.n_nodes} junctions, no limit",
        "",
        "| engine | pairs per second | Bereik's large matrix is faster |",
        "|---|---|---|",
        *(f"| {name} | {r:,.0f} | {rate / r:,.0f} x |" for name, r in rows),
        "",
        (
            f"Of the 20 x 100 answers {close:.1%} lie within 2 % or 50 m of "
            "Valhalla's; see conformance.md for the same rules on both sides."
        ),
        "",
    ]


def _median_s(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(RUNS):
        before = time.perf_counter()
        work()
        times.append(time.perf_counter() - before)
    return statistics.median(times)


def _places(network: RoadNetwork, n: int) -> Points:
    """Return random junctions of the largest part."""
    rng = np.random.default_rng(SEED)
    row = rng.choice(np.flatnonzero(network.node_component == 0), n, replace=False)
    ids = np.arange(n).astype(np.str_)
    x_m, y_m = network.node_x_cm[row] / 100, network.node_y_cm[row] / 100
    return Points(ids, x_m, y_m, network.epsg)


def _first(points: Points, n: int) -> Points:
    return Points(points.ids[:n], points.x_m[:n], points.y_m[:n], points.epsg)


def _pandana_s(network: RoadNetwork) -> float:
    """Time pandana on the same junctions and links, its contraction not counted."""
    import pandana  # noqa: PLC0415 - prints and warns as it is imported

    there = network.link_forward_ds != NOT_FOUND
    back = network.link_backward_ds != NOT_FOUND
    start, end = network.link_start, network.link_end
    known = pandana.Network(
        pd.Series(network.node_x_cm / 100.0),
        pd.Series(network.node_y_cm / 100.0),
        pd.Series(np.concatenate([start[there], end[back]])),
        pd.Series(np.concatenate([end[there], start[back]])),
        pd.DataFrame(
            {
                "m": np.concatenate(
                    [network.link_length_cm[k] / 100 for k in (there, back)]
                )
            }
        ),
        twoway=False,
    )
    rng = np.random.default_rng(SEED)
    row = rng.choice(
        np.flatnonzero(network.node_component == 0), ORIGINS, replace=False
    )
    few, many = np.repeat(row[: SMALL[0]], SMALL[1]), np.tile(row[: SMALL[1]], SMALL[0])
    return _median_s(lambda: known.shortest_path_lengths(few, many))
