"""Customizable contraction against our search and scipy's: `benchmarks.contraction`.

A city (Porto by bicycle) and a made-up country: making ready, few by few, all to all,
every junction from a few schools, and what one closed road costs. Needs BEREIK_REALDATA
for the city and the dependency group `bench`. Writes
`benchmarks/results/contraction.md`.
"""

from __future__ import annotations

import argparse
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pyroutingkit
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from accessibility.codes import Mode
from accessibility.places import Points
from accessibility.reach_table import NOT_FOUND
from accessibility.roads import distance_matrix, snap
from accessibility.roads.edited import without_links
from benchmarks.machine import write_result
from benchmarks.synthetic_network import DUTCH_NODES, synthetic_roads
from data.osm import osm_network, read_osm

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from accessibility.roads import RoadNetwork
    from accessibility.roads.snapping import SnappedPoints

    Rows = NDArray[np.int64]
    Metres = NDArray[np.float64]

SEED: Final = 5
FEW: Final = (20, 100)
MANY: Final = 1_000
SAMPLE: Final = 20
SCHOOLS: Final = 10
RUNS: Final = 3
WITHIN_M: Final = 30_000.0
_INTRO: Final = (
    "Ways from junction to junction in metres, no limit unless said; processor "
    f"seconds, medians of {RUNS}. *Ready* is what has to be done once for a network, "
    "*weights* what other lengths or speeds need. After a road is closed the "
    "contraction gets its weights anew, and the others search on the roads without it."
)
_VERDICT: Final = (
    "Once it is ready, contraction is many times quicker for lists without a limit; "
    "for a thousand by a thousand in a city that pays even with getting ready. It is "
    "not used: every mode and set of rules has to be made ready anew, in a country for "
    "a minute and a half and 0.7 GB, which on a few small lists costs more than it "
    "saves; over the reach table, whose searches stop at a limit and go everywhere, it "
    "gains little in a city and takes five times as long in a country; and its library "
    "is young and has one keeper. A service that answered many lists over the same "
    "roads would gain by it."
)


class Timed(NamedTuple):
    """Processor seconds of the same work; nought where there is none."""

    contraction: float
    ours: float
    scipy: float


@dataclass(frozen=True, eq=False)
class Graph:
    """The directed links of a network."""

    network: RoadNetwork
    start: NDArray[np.uint32]
    end: NDArray[np.uint32]
    length_cm: NDArray[np.uint32]


def graph_of(network: RoadNetwork) -> Graph:
    """Return both directions of the links that are open."""
    there = network.link_forward_ds != NOT_FOUND
    back = network.link_backward_ds != NOT_FOUND
    start, end = network.link_start, network.link_end
    length = network.link_length_cm
    return Graph(
        network,
        np.concatenate([start[there], end[back]]).astype(np.uint32),
        np.concatenate([end[there], start[back]]).astype(np.uint32),
        np.concatenate([length[there], length[back]]).astype(np.uint32),
    )


class Contraction:
    """A customizable contraction of a graph."""

    def __init__(self, graph: Graph) -> None:
        before = time.process_time()
        self._cch = pyroutingkit.CCH()
        network = graph.network
        self._cch.build_topology(
            graph.start,
            graph.end,
            (network.node_y_cm / 1e7).astype(np.float32),
            (network.node_x_cm / 1e7).astype(np.float32),
            network.n_nodes,
        )
        self.ready_s = time.process_time() - before
        self.weigh(graph.length_cm)

    def weigh(self, length_cm: NDArray[np.uint32]) -> None:
        """Put weights in."""
        self._cch.customize_weights(length_cm)

    def metres(self, start: Rows, goal: Rows) -> Metres:
        """Return the way from each junction to each, infinite for none."""
        cm = self._cch.distances_many_to_many(
            start.astype(np.uint32), goal.astype(np.uint32)
        )
        cm = np.asarray(cm, np.float64).reshape(len(start), len(goal))
        return np.where(cm >= pyroutingkit.INF_WEIGHT, np.inf, cm / 100)


class Scipy:
    """The search of scipy, from as many junctions as are asked."""

    def __init__(self, graph: Graph) -> None:
        n = graph.network.n_nodes
        order = np.lexsort((graph.length_cm, graph.end, graph.start))
        start, end = graph.start[order], graph.end[order]
        # Of two links between the same junctions the shorter one counts.
        first = np.ones(len(order), np.bool_)
        first[1:] = (start[1:] != start[:-1]) | (end[1:] != end[:-1])
        kept = order[first]
        self._graph = csr_array(
            (graph.length_cm[kept] / 100.0, (graph.start[kept], graph.end[kept])),
            shape=(n, n),
        )

    def metres(self, start: Rows, goal: Rows, limit_m: float = np.inf) -> Metres:
        """Return the way from each junction to each, infinite for none."""
        found = [dijkstra(self._graph, indices=s, limit=limit_m)[goal] for s in start]
        return np.array(found)


def _placed(network: RoadNetwork, rows: Rows) -> SnappedPoints:
    return snap(
        Points(
            np.arange(len(rows)).astype(np.str_),
            network.node_x_cm[rows] / 100,
            network.node_y_cm[rows] / 100,
            network.epsg,
        ),
        network,
    )


def _plain_junctions(network: RoadNetwork) -> Rows:
    """Return junctions of the largest part whose links are all streets both ways.

    A point at the beginning of a one-way street has to drive along it; a junction has
    not.
    """
    both = network.link_forward_ds != NOT_FOUND
    both &= (network.link_backward_ds != NOT_FOUND) & network.link_is_street
    plain = network.node_component == 0
    plain[network.link_start[~both]] = False
    plain[network.link_end[~both]] = False
    return np.flatnonzero(plain)


def _median_s(work: Callable[[], object]) -> float:
    """Return the median processor time: whatever else the machine does is not in it."""
    times = []
    work()
    for _ in range(RUNS):
        before = time.process_time()
        work()
        times.append(time.process_time() - before)
    return float(np.median(times))


@dataclass(frozen=True, eq=False)
class Asked:
    """One network, and all three ways to ask it."""

    network: RoadNetwork
    cch: Contraction
    by_scipy: Scipy
    closed: int

    def row(self, start: Rows, goal: Rows, limit_m: float = np.inf) -> Timed:
        """Time ways from each junction to each by all three."""
        ends = _placed(self.network, start), _placed(self.network, goal)
        # A sample stands for many: scipy takes as long from every junction.
        some = start[:SAMPLE]
        return Timed(
            _median_s(lambda: self.cch.metres(start, goal)),
            _median_s(lambda: distance_matrix(self.network, *ends, limit=limit_m)),
            _median_s(lambda: self.by_scipy.metres(some, goal, limit_m))
            * (len(start) / len(some)),
        )

    def edited(self, start: Rows, goal: Rows) -> Timed:
        """Time the same ways anew after a road was closed."""
        graph = graph_of(self.network)
        closed = np.array([self.closed])
        shut = without_links(self.network, closed)
        ends = _placed(shut, start), _placed(shut, goal)
        length_cm = graph.length_cm.copy()
        a, b = self.network.link_start[closed], self.network.link_end[closed]
        is_closed = (graph.start == a) & (graph.end == b)
        is_closed |= (graph.start == b) & (graph.end == a)
        length_cm[is_closed] = pyroutingkit.INF_WEIGHT

        def contracted() -> None:
            self.cch.weigh(length_cm)
            self.cch.metres(start, goal)

        times = Timed(
            _median_s(contracted),
            _median_s(
                lambda: distance_matrix(without_links(self.network, closed), *ends)
            ),
            _median_s(lambda: Scipy(graph_of(shut)).metres(start, goal)),
        )
        self.cch.weigh(graph.length_cm)
        return times

    def told(self, start: Rows, goal: Rows) -> str:
        """Say how far the answers are apart."""
        known = self.by_scipy.metres(start, goal)
        ends = _placed(self.network, start), _placed(self.network, goal)
        cm = distance_matrix(self.network, *ends).distance_cm
        ours = np.where(cm == NOT_FOUND, np.inf, cm / 100)
        off = [np.abs(m - known).max() for m in (self.cch.metres(start, goal), ours)]
        return (
            f"Against scipy's, answers of the contraction are at most {off[0]:.2f} m "
            f"off, and ours {off[1]:.2f} m."
        )


def lines_of(title: str, network: RoadNetwork, *, all_to_all: bool) -> list[str]:
    """Return the table of one network."""
    graph = graph_of(network)
    rng = np.random.default_rng(SEED)
    inside = _plain_junctions(network)
    few, some = (rng.choice(inside, n, replace=False) for n in FEW)
    schools = rng.choice(inside, SCHOOLS, replace=False)
    closed = int(rng.integers(network.n_links))
    asked = Asked(network, Contraction(graph), Scipy(graph), closed)
    weights_s = _median_s(lambda: asked.cch.weigh(graph.length_cm))
    rows = [
        ("ready", Timed(asked.cch.ready_s, 0.0, 0.0)),
        ("weights", Timed(weights_s, 0.0, 0.0)),
        (f"{FEW[0]} x {FEW[1]}", asked.row(few, some)),
        (f"{FEW[0]} x {FEW[1]}, a road closed", asked.edited(few, some)),
        (
            f"{SCHOOLS} x all {len(inside)}, {WITHIN_M / 1000:g} km",
            asked.row(schools, inside, WITHIN_M),
        ),
    ]
    if all_to_all:
        many = rng.choice(inside, MANY, replace=False)
        rows.append((f"{MANY} x {MANY}", asked.row(many, many)))
    return [
        f"## {title}: {network.n_nodes} junctions, {network.n_links} links",
        "",
        "| work | contraction, s | Bereik, s | scipy, s |",
        "|---|---|---|---|",
        *(_row(*row) for row in rows),
        "",
        asked.told(few, some),
        "",
    ]


def _row(work: str, seconds: Timed) -> str:
    cells = (f"{s:.4f}" if s else "-" for s in seconds)
    return f"| {work} | " + " | ".join(cells) + " |"


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--nodes", type=int, default=DUTCH_NODES)
    nodes = parser.parse_args().nodes
    lines = [_INTRO, ""]
    folder = os.environ.get("BEREIK_REALDATA")
    if folder:
        path = Path(folder) / "osm" / "porto_portugal.osm.pbf"
        city = osm_network(read_osm(path), Mode.BIKE)
        lines += lines_of("Porto by bicycle", city, all_to_all=True)
    made_up = synthetic_roads(nodes).network()
    lines += lines_of("A made-up country", made_up, all_to_all=False)
    lines.append(_VERDICT)
    print("\n".join(lines))
    write_result("contraction", "Contraction, tried", lines)


if __name__ == "__main__":
    main()
