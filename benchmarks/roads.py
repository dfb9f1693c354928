"""Speed of the road engine against what people use: `python -m benchmarks.roads`.

One run measures everything, so that the ratios hold on any machine. Rivals are timed
on a sample of the destinations where their time per destination is constant.
Options: `--nodes N` for another size than the Netherlands.
"""

from __future__ import annotations

import argparse
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import igraph
import networkx as nx
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from accessibility.roads.distance_lists import nearest_everywhere
from accessibility.roads.road_reach import prepare_reach
from accessibility.roads.snapping import snap
from benchmarks.machine import forget_peak, memory_mb, write_result
from benchmarks.road_matrix import matrix_lines
from benchmarks.synthetic_network import DUTCH_NODES, random_homes, synthetic_roads

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from accessibility.reach_table import ReachTable
    from accessibility.roads.network import RoadNetwork
    from accessibility.roads.road_reach import PreparedReach
    from accessibility.roads.snapping import SnappedPoints
    from benchmarks.synthetic_network import SyntheticRoads

RUNS: Final = 5
HOMES: Final = 460_000
SCHOOLS: Final = 562
LIMIT_M: Final = 30_000.0
SAMPLE: Final = 24
KIB: Final = 1024
_ABOUT_FILES: Final = "Reading road files is measured on its own: see road_files.md."


@dataclass(frozen=True, eq=False)
class Country:
    """A made-up country: roads, homes and schools placed on them."""

    roads: SyntheticRoads
    network: RoadNetwork
    homes: SnappedPoints
    schools: SnappedPoints


def country(n_nodes: int, n_homes: int, n_schools: int) -> Country:
    """Make a country with homes and schools along its roads."""
    roads = synthetic_roads(n_nodes)
    network = roads.network()
    homes = snap(random_homes(roads, n_homes, 2, "h"), network, workers=2)
    schools = snap(random_homes(roads, n_schools, 3, "s"), network)
    return Country(roads, network, homes, schools)


def median_s(work: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median time of some runs after one that warms up."""
    work()
    return statistics.median(_seconds(work) for _ in range(runs))


def _seconds(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def _reach_s(synthetic: Country, workers: int, limit_m: float = LIMIT_M) -> float:
    prepared = prepare_reach(synthetic.network, synthetic.homes, limit=limit_m)
    return median_s(lambda: prepared.table(synthetic.schools, workers=workers))


def reach_lines(synthetic: Country) -> list[str]:
    """Return the national reach table against a loop over each rival's search."""
    before = time.perf_counter()
    prepared = prepare_reach(synthetic.network, synthetic.homes, limit=LIMIT_M)
    ready_s = time.perf_counter() - before
    table, beside_mb = _table_and_memory(prepared, synthetic)
    result_mb = 3 * table.point.nbytes / KIB**2
    two, one = (_reach_s(synthetic, workers) for workers in (2, 1))
    graph = unsorted_graph(synthetic.roads)
    rivals = {
        "scipy `dijkstra(limit=)`, a loop": _scipy_s(graph, synthetic),
        "networkx, a loop": _networkx_s(graph) * len(synthetic.schools),
        "igraph, a loop (it has no limit)": _igraph_s(graph) * len(synthetic.schools),
    }
    lines = [
        (
            f"## Reach table: {len(synthetic.schools)} x {len(synthetic.homes)}, "
            f"{LIMIT_M / 1000:g} km, {synthetic.network.n_nodes} junctions, "
            f"{synthetic.network.n_links} links, {len(table.point)} pairs found"
        ),
        "",
        "| engine | seconds | times ours |",
        "|---|---|---|",
        f"| Bereik, 2 threads | {two:.2f} | 1 |",
        f"| Bereik, 1 thread | {one:.2f} | {one / two:.1f} |",
    ]
    lines += [f"| {name} | {s:.0f} | {s / two:.0f} |" for name, s in rivals.items()]
    return [
        *lines,
        "",
        (
            f"The result takes {result_mb:.0f} MB, the searches with two threads at "
            f"most {beside_mb:.0f} MB beside it and the roads. Making homes and roads "
            f"ready, once for any number of schools: {ready_s:.2f} s."
        ),
        "",
        *nearest_lines(synthetic, graph),
    ]


def _table_and_memory(
    prepared: PreparedReach, synthetic: Country
) -> tuple[ReachTable, float]:
    """Return the reach table and the megabytes needed at most beside it."""
    forget_peak()
    before = memory_mb("VmRSS")
    table = prepared.table(synthetic.schools, workers=2)
    result_mb = 3 * table.point.nbytes / KIB**2
    return table, memory_mb("VmHWM") - before - result_mb


def unsorted_graph(roads: SyntheticRoads) -> csr_array:
    """Return the reversed roads as scipy takes them, in the order of the file."""
    there = np.isfinite(roads.segments.pace_there)
    back = np.isfinite(roads.segments.pace_back)
    start, end = roads.segments.start, roads.segments.end
    metres = np.hypot(
        roads.x_m[start] - roads.x_m[end], roads.y_m[start] - roads.y_m[end]
    )
    tail = np.concatenate([start[there], end[back]])
    head = np.concatenate([end[there], start[back]])
    cost = np.concatenate([metres[there], metres[back]])
    n = len(roads.x_m)
    return csr_array((cost, (head, tail)), shape=(n, n))


def _nodes_of(roads: SyntheticRoads, points: SnappedPoints) -> NDArray[np.int64]:
    tree = cKDTree(np.column_stack([roads.x_m, roads.y_m]))
    places = np.column_stack([points.points.x_m, points.points.y_m])
    rows: NDArray[np.int64] = tree.query(places)[1]
    return rows


def _scipy_s(graph: csr_array, synthetic: Country) -> float:
    """Time a loop of bounded searches that keeps the homes reached."""
    homes = _nodes_of(synthetic.roads, synthetic.homes)
    schools = _nodes_of(synthetic.roads, synthetic.schools)[:SAMPLE]

    def loop() -> None:
        for school in schools:
            distance = dijkstra(graph, indices=school, limit=LIMIT_M)[homes]
            found = np.flatnonzero(np.isfinite(distance))
            distance[found].astype(np.float32)

    return median_s(loop, 3) / SAMPLE * len(synthetic.schools)


def _networkx_s(graph: csr_array) -> float:
    """Time one bounded search."""
    known = nx.from_scipy_sparse_array(graph, create_using=nx.DiGraph)

    def one() -> None:
        nx.single_source_dijkstra_path_length(known, 0, LIMIT_M)

    return median_s(one, 3)


def _igraph_s(graph: csr_array) -> float:
    """Time one search to everywhere."""
    pairs = graph.tocoo()
    known = igraph.Graph(
        n=graph.shape[0],
        edges=np.column_stack(pairs.coords),
        directed=True,
        edge_attrs={"m": pairs.data},
    )
    return median_s(lambda: known.distances(source=[0], weights="m"), 3)


def nearest_lines(synthetic: Country, graph: csr_array) -> list[str]:
    """Return the nearest school of every junction, against two rivals."""
    nodes = np.unique(_nodes_of(synthetic.roads, synthetic.schools))
    ours = median_s(lambda: nearest_everywhere(synthetic.network, synthetic.schools))
    scipys = median_s(lambda: dijkstra(graph, indices=nodes, min_only=True), 3)
    known = nx.from_scipy_sparse_array(graph, create_using=nx.DiGraph)
    theirs = _seconds(
        lambda: nx.multi_source_dijkstra_path_length(known, set(nodes.tolist()))
    )
    rows = {"Bereik": ours, "scipy `min_only`": scipys, "networkx": theirs}
    return [
        f"## Nearest of {len(nodes)} for each of {synthetic.network.n_nodes} junctions",
        "",
        "| engine | seconds | times ours |",
        "|---|---|---|",
        *(f"| {name} | {s:.2f} | {s / ours:.1f} |" for name, s in rows.items()),
        "",
    ]


def growth_lines(n_nodes: int) -> list[str]:
    """Return what the reach table costs when one thing doubles."""
    small = (n_nodes // 4, HOMES // 4, SCHOOLS // 4)
    base = country(*small)
    usual = _reach_s(base, 2)
    rows = [
        ("as it is", usual),
        ("junctions x 2", _reach_s(country(small[0] * 2, *small[1:]), 2)),
        ("homes x 2", _reach_s(country(small[0], small[1] * 2, small[2]), 2)),
        ("schools x 2", _reach_s(country(*small[:2], small[2] * 2), 2)),
        ("limit x 2", _reach_s(base, 2, LIMIT_M * 2)),
    ]
    return [
        f"## Growth: {small[0]} junctions, {small[1]} homes, {small[2]} schools",
        "",
        "| what | seconds | times |",
        "|---|---|---|",
        *(f"| {name} | {s:.3f} | {s / usual:.2f} |" for name, s in rows),
        "",
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure everything and write `benchmarks/results/roads.md`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=DUTCH_NODES)
    nodes = parser.parse_args(arguments).nodes
    part = nodes / DUTCH_NODES
    synthetic = country(nodes, round(HOMES * part), SCHOOLS)
    lines = [
        (
            f"Medians of {RUNS} runs (rivals 1 to 3). Rivals' loops are timed on a "
            "sample and multiplied."
        ),
        "",
        *reach_lines(synthetic),
    ]
    del synthetic
    lines += [*growth_lines(nodes), *matrix_lines(), "", _ABOUT_FILES]
    path = write_result("roads", "The road engine", lines)
    print(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
