"""The reach table by this tree and by an older one, in turn, on the same roads.

`python -m benchmarks.road_versions OLDER_CHECKOUT [--nodes N]`: each tree is a process
of its own that makes the same country once, and is asked for the table again and again,
this one and the older in turn, so that what else the machine does slows both. Needs the
dependency group `bench`. Writes `benchmarks/results/road_versions.md`.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.machine import write_result

if TYPE_CHECKING:
    from collections.abc import Sequence

TURNS: Final = 9
NODES: Final = 250_000
HOMES_PER_NODE: Final = 460_000 / 1_092_511
NODES_PER_SCHOOL: Final = 2_000

_ASKED: Final = """
import sys, time
from benchmarks import roads
nodes, homes, schools = map(int, sys.argv[1:])
made = roads.country(nodes, homes, schools)
ready = roads.prepare_reach(made.network, made.homes, limit=roads.LIMIT_M)
ready.table(made.schools, workers=2)
print("ready", flush=True)
for line in sys.stdin:
    wall, processor = time.perf_counter(), time.process_time()
    table = ready.table(made.schools, workers=2)
    took = time.perf_counter() - wall, time.process_time() - processor
    print(*took, len(table.point), int(table.distance_cm.sum()), flush=True)
"""


class Tree:
    """A checkout that measures when it is asked.

    Parameters
    ----------
    folder
        Of the checkout.
    sizes
        Nodes, homes and schools.
    """

    def __init__(self, folder: Path, sizes: tuple[int, int, int]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _ASKED, *map(str, sizes)],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.took: list[tuple[float, float]] = []
        self.found: tuple[str, ...] = ()

    def line(self) -> str:
        """Return the next line it writes."""
        if self._process.stdout is None:
            return ""
        return self._process.stdout.readline()

    def measure(self) -> None:
        """Make the table once more."""
        if self._process.stdin is not None:
            self._process.stdin.write("\n")
            self._process.stdin.flush()
        wall_s, processor_s, *found = self.line().split()
        self.took.append((float(wall_s), float(processor_s)))
        self.found = tuple(found)

    def end(self) -> None:
        """Let it go."""
        self._process.communicate()


def lines_of(trees: dict[str, Tree], sizes: tuple[int, int, int]) -> list[str]:
    """Return the page."""
    nodes, homes, schools = sizes
    (pairs, total_cm), *others = (tree.found for tree in trees.values())
    same = all(other == (pairs, total_cm) for other in others)
    lines = [
        (
            f"{schools} x {homes}, 30 km, a made-up region of about {nodes} junctions, "
            f"2 threads; {TURNS} turns each, one after the other. {pairs} pairs; "
            f"{'both found the same' if same else 'they found others'}."
        ),
        "",
        "| tree | seconds, median | least | processor s, median | least |",
        "|---|---|---|---|---|",
    ]
    for name, tree in trees.items():
        wall, processor = zip(*tree.took, strict=True)
        told = (statistics.median(wall), min(wall))
        told += (statistics.median(processor), min(processor))
        lines.append(f"| {name} | {' | '.join(f'{one:.3f}' for one in told)} |")
    return lines


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure both trees in turn and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("older", type=Path)
    parser.add_argument("--nodes", type=int, default=NODES)
    options = parser.parse_args(arguments)
    nodes = options.nodes
    sizes = nodes, int(nodes * HOMES_PER_NODE), nodes // NODES_PER_SCHOOL
    folders = {"this one": Path.cwd(), options.older.name: options.older}
    trees = {name: Tree(folder, sizes) for name, folder in folders.items()}
    for tree in trees.values():
        tree.line()
    for _ in range(TURNS):
        for tree in trees.values():
            tree.measure()
    for tree in trees.values():
        tree.end()
    path = write_result(
        "road_versions", "The reach table, now and before", lines_of(trees, sizes)
    )
    print(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
