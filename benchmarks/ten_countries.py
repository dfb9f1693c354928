"""Ten countries in one: reach tables in tiles against one process.

    python -m benchmarks.ten_countries make            # once: roads, homes, schools
    python -m benchmarks.ten_countries one
    python -m benchmarks.ten_countries tiles --workers 1
    python -m benchmarks.ten_countries tiles --workers 2
    python -m benchmarks.ten_countries report

Roads, homes and schools of the size of the Netherlands, repeated in a grid and joined
by roads over every seam. Each step leaves its numbers in the folder of the country; the
report is made of what is there. The bytes of all tables must be equal.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy.spatial import cKDTree

from accessibility.codes import Mode, Unit
from accessibility.places import RD_NEW, Points
from accessibility.roads import RoadNetwork, road_reach_table
from accessibility.roads.connected_parts import components
from api.sweep import TableAsked, crew, make_in_tiles
from benchmarks.machine import memory_mb, write_result
from benchmarks.synthetic_network import (
    DUTCH_NODES,
    PACE,
    random_homes,
    synthetic_roads,
)
from data.network_store import read_network, write_network
from data.reach_store import write_reach

if TYPE_CHECKING:
    from numpy.typing import NDArray

COLUMNS: Final = 5
HOMES: Final = 460_000
SCHOOLS: Final = 562
LIMIT_M: Final = 30_000.0
_SEAM_M: Final = 500.0
_SEAM_ROADS: Final = 200
_GB: Final = 1e9
_DISK_GB_S: Final = 1.0
"""What a shared disk or a network of a cluster brings at once, on paper."""


def make(work: Path, copies: int, nodes: int) -> None:
    """Write the roads, homes and schools of some countries side by side."""
    roads = synthetic_roads(nodes)
    one, side_cm = roads.network(), int(roads.side_m * 100) + 1_000
    shifts = [(k % COLUMNS * side_cm, k // COLUMNS * side_cm) for k in range(copies)]
    write_network(_joined(one, shifts), work / "roads")
    part = nodes / DUTCH_NODES
    for name, number in (("homes", HOMES * part), ("schools", SCHOOLS * part)):
        some = random_homes(roads, int(number), 7, name)
        x_m = np.concatenate([some.x_m + east / 100 for east, _ in shifts])
        y_m = np.concatenate([some.y_m + north / 100 for _, north in shifts])
        np.savez(work / f"{name}.npz", x_m=x_m, y_m=y_m)


def _joined(one: RoadNetwork, shifts: list[tuple[int, int]]) -> RoadNetwork:
    """Repeat a network at some shifts, with roads over the seams between them."""
    n, copies = one.n_nodes, len(shifts)
    x_cm, y_cm = (
        np.concatenate([getattr(one, name) + shift[axis] for shift in shifts])
        for axis, name in enumerate(("node_x_cm", "node_y_cm"))
    )
    seams = _seams(x_cm, y_cm, n, copies)
    length = np.ceil(
        np.hypot(*(np.diff(place[seams], axis=1)[:, 0] for place in (x_cm, y_cm)))
    ).astype(np.int32)
    time_ds = np.ceil(length / 100 * PACE * 10).astype(np.int32)
    moved = np.repeat(np.arange(copies, dtype=np.int32) * n, one.n_links)
    links: dict[str, Any] = {
        "link_start": np.append(np.tile(one.link_start, copies) + moved, seams[:, 0]),
        "link_end": np.append(np.tile(one.link_end, copies) + moved, seams[:, 1]),
        "link_length_cm": np.append(np.tile(one.link_length_cm, copies), length),
        "link_forward_ds": np.append(np.tile(one.link_forward_ds, copies), time_ds),
        "link_backward_ds": np.append(np.tile(one.link_backward_ds, copies), time_ds),
    }
    part, metres = components(len(x_cm), *links.values())
    return RoadNetwork(
        mode=Mode.BIKE,
        epsg=RD_NEW,
        node_x_cm=x_cm,
        node_y_cm=y_cm,
        node_component=part,
        component_m=metres,
        **{name: values.astype(np.int32) for name, values in links.items()},
        link_is_street=np.append(
            np.tile(one.link_is_street, copies), np.ones(len(seams), np.bool_)
        ),
        **_shapes(one, shifts, (x_cm, y_cm), seams),
    )


def _shapes(
    one: RoadNetwork,
    shifts: list[tuple[int, int]],
    nodes: tuple[NDArray[np.int32], NDArray[np.int32]],
    seams: NDArray[np.int32],
) -> dict[str, Any]:
    """Return the vertices of all links; a road over a seam is straight."""
    total = int(one.vertex_ptr[-1])
    starts = [one.vertex_ptr[:-1] + k * total for k in range(len(shifts))]
    after = total * len(shifts) + 2 * np.arange(len(seams) + 1)
    names = ("vertex_x_cm", "vertex_y_cm")
    places = {
        name: np.concatenate(
            [
                *(getattr(one, name) + shift[axis] for shift in shifts),
                node[seams].ravel(),
            ]
        ).astype(np.int32)
        for axis, (name, node) in enumerate(zip(names, nodes, strict=True))
    }
    return {"vertex_ptr": np.concatenate([*starts, after]).astype(np.int64), **places}


def _seams(
    x_cm: NDArray[np.int32], y_cm: NDArray[np.int32], n: int, copies: int
) -> NDArray[np.int32]:
    """Return pairs of junctions on either side of each seam, the nearest ones."""
    pairs = []
    for k in range(copies):
        for other, place in ((k + 1, x_cm), (k + COLUMNS, y_cm)):
            if other >= copies or (other == k + 1 and other % COLUMNS == 0):
                continue
            here, there = np.arange(k * n, (k + 1) * n), np.arange(n) + other * n
            edge_cm = place[here].max()
            near = here[place[here] > edge_cm - _SEAM_M * 100]
            far = there[place[there] < edge_cm + _SEAM_M * 100 + 1_000]
            tree = cKDTree(np.column_stack([x_cm[far], y_cm[far]]))
            some = near[:: max(len(near) // _SEAM_ROADS, 1)]
            _, row = tree.query(np.column_stack([x_cm[some], y_cm[some]]))
            pairs.append(np.column_stack([some, far[row]]))
    both = np.concatenate([*pairs, np.empty((0, 2), np.int64)])
    return both.astype(np.int32)


def read(work: Path) -> tuple[RoadNetwork, Points, Points]:
    """Open roads, homes and schools."""
    return read_network(work / "roads"), *(
        _points(work / f"{name}.npz") for name in ("homes", "schools")
    )


def _points(path: Path) -> Points:
    with np.load(path) as held:
        x_m, y_m = held["x_m"], held["y_m"]
    return Points(np.arange(len(x_m)).astype("U8"), x_m, y_m)


def one_process(work: Path) -> dict[str, Any]:
    """Make the table in this process, on one thread."""
    network, homes, schools = read(work)
    begun = time.monotonic()
    table = road_reach_table(network, homes, schools, limit=LIMIT_M, workers=1)
    searched_s = time.monotonic() - begun
    write_reach(table, work / "reach" / "one")
    return {
        "name": "one process",
        "wall_s": time.monotonic() - begun,
        "search_s": searched_s,
        "peak_mb": [memory_mb("VmHWM")],
        "entries": len(table.point),
        "digest": digest(work / "reach" / "one"),
    }


def in_tiles(work: Path, workers: int, side_km: float, memory: str) -> dict[str, Any]:
    """Make the table in tiles, on some workers."""
    network, homes, schools = read(work)
    place = work / "reach" / f"tiles-{workers}"
    shutil.rmtree(place, ignore_errors=True)
    asked = TableAsked(place, network, homes, schools, Unit.METRES, LIMIT_M)
    with crew(workers=workers, memory=memory, say=print) as team:
        begun = time.monotonic()
        took = make_in_tiles(team, asked, side_km * 1_000)
        wall_s = time.monotonic() - begun
    if took.lost:
        raise RuntimeError(took.lost)
    return {
        "name": f"workers: {workers}, tiles of {side_km:g} km",
        "workers": workers,
        "wall_s": wall_s,
        **asdict(took),
        "peak_mb": sorted(team.peak_mb.values()),
        "command_mb": memory_mb("VmHWM"),
        "bytes_back": team.bytes_back,
        "digest": digest(place),
    }


def digest(folder: Path) -> str:
    """Return what stands for every byte of a table."""
    total = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        # How a file names its digits is no part of the table.
        if path.suffix == ".npy" and not path.stem.endswith("_ids"):
            with path.open("rb") as stream:
                total.update(hashlib.file_digest(stream, "sha256").digest())
    return total.hexdigest()


def report(work: Path) -> int:
    """Write what was measured, and what follows on paper; 1 if a table differs."""
    found = [json.loads(path.read_text()) for path in sorted(work.glob("run-*.json"))]
    network, homes, schools = read(work)
    same = len({run["digest"] for run in found}) == 1
    tiled = [run for run in found if "workers" in run]
    lines = [
        (
            f"{network.n_nodes / 1e6:.1f} M junctions, {network.n_links / 1e6:.1f} M "
            f"roads, {len(homes) / 1e6:.2f} M homes, {len(schools)} schools, "
            f"{LIMIT_M / 1_000:.0f} km, by bicycle. Tables: "
            f"{'equal to the byte' if same else 'DIFFER'}."
        ),
        "",
        (
            "| how | wall, s | cut, s | search, s | join, s | most memory of a worker, "
            "MB | of the command, MB | read of tiles, GB | sent back, GB |"
        ),
        "|---|---|---|---|---|---|---|---|---|",
        *(_row(run) for run in found),
        *(_on_paper(tiled[0]) if tiled else []),
    ]
    write_result("ten_countries", "Ten countries in tiles", lines)
    return int(not same)


def _row(run: dict[str, Any]) -> str:
    def told(name: str, scale: float = 1.0, digits: int = 0) -> str:
        return f"{run[name] / scale:.{digits}f}" if name in run else ""

    cells = [
        run["name"],
        *(told(name) for name in ("wall_s", "cut_s", "search_s", "join_s")),
        f"{max(run['peak_mb']):.0f}",
        told("command_mb"),
        told("bytes_read", _GB, 1),
        told("bytes_back", _GB, 1),
    ]
    return f"| {' | '.join(cells)} |"


def _on_paper(run: dict[str, Any]) -> list[str]:
    """Return what a hundred cores would take, from a run with few of them."""
    work_s = run["search_s"] * run["workers"]
    moved_s = (run["bytes_read"] + run["bytes_back"]) / _GB / _DISK_GB_S
    rows = []
    for cores in (1, 2, 8, 40, 100):
        busy = min(cores, run["n_jobs"])
        search_s = max(work_s / busy, moved_s)
        whole_s = run["cut_s"] + search_s + run["join_s"]
        rows.append(f"| {cores} | {search_s:.0f} | {whole_s:.0f} |")
    return [
        "",
        "## On paper: more cores",
        "",
        (
            f"Not measured. Work is {work_s:.0f} s of searches in {run['n_jobs']} "
            "jobs; cutting and joining are done by the command alone and do not "
            "shrink; bytes of tiles and of answers "
            f"({moved_s:.0f} s at {_DISK_GB_S:g} GB/s for all together) pass while "
            "others search. With more cores than jobs the rest is idle: smaller tiles "
            "make more jobs, and read more."
        ),
        "",
        "| cores | search, s | whole, s |",
        "|---|---|---|",
        *rows,
    ]


def main() -> int:
    """Do one step."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("step", choices=["make", "one", "tiles", "report"])
    parser.add_argument("--work", type=Path, default=Path("ten-countries"))
    parser.add_argument("--copies", type=int, default=10)
    parser.add_argument("--nodes", type=int, default=DUTCH_NODES)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--side-km", type=float, default=100.0)
    parser.add_argument("--memory", default="4GB")
    asked = parser.parse_args()
    asked.work.mkdir(parents=True, exist_ok=True)
    if asked.step == "make":
        make(asked.work, asked.copies, asked.nodes)
        return 0
    if asked.step == "report":
        return report(asked.work)
    if asked.step == "one":
        name, run = "one", one_process(asked.work)
    else:
        name = f"tiles-{asked.workers}"
        run = in_tiles(asked.work, asked.workers, asked.side_km, asked.memory)
    (asked.work / f"run-{name}.json").write_text(json.dumps(run, indent=1))
    print(json.dumps(run))
    return 0


if __name__ == "__main__":
    sys.exit(main())
