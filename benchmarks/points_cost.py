"""What several points per postcode cost beside one.

    python -m benchmarks.points_cost SNAPSHOT [--nodes N]

Every job is a process of its own, so that its peak memory is its own too: the table of
all distances in a straight line, the shares of every profiel and leerweg, what every
what-if starts from; and, on streets made up around the postcodes, as many as the
Netherlands has, the table of distances by bicycle and the shares over it. Writes
benchmarks/results/points_cost.md.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from accessibility.codes import Mode
from accessibility.questions import AUTO, CENTRE, Question
from accessibility.study import Study
from benchmarks.machine import forget_peak, memory_mb, write_result
from benchmarks.road_edits import measured, with_streets
from benchmarks.synthetic_network import DUTCH_NODES
from data.snapshots import read_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from accessibility.snapshot import Snapshot

JOBS: Final[Mapping[str, tuple[Mode, str]]] = {
    "straight table": (Mode.STRAIGHT, "all distances up to 30 km"),
    "straight shares": (Mode.STRAIGHT, "the thirty shares, with all ends"),
    "straight base": (Mode.STRAIGHT, "what every what-if starts from"),
    "road table": (Mode.BIKE, "all distances by bicycle up to 30 km"),
    "road shares": (Mode.BIKE, "the thirty shares by bicycle, with all ends"),
}


def work_of(snapshot: Snapshot, job: str, points: str, students: str) -> float:
    """Do one job and return how many seconds it took by the clock."""
    mode = JOBS[job][0]
    study = Study(snapshot, road_reach=measured)
    question = Question(mode=mode, students=students, points=points)
    work: Mapping[str, Callable[[], object]] = {
        "table": lambda: study.reach(study.students_for(question), mode),
        "shares": lambda: study.answer(question),
        "base": lambda: study.effect_base(question),
    }
    start = time.perf_counter()
    work[job.split()[1]]()
    return time.perf_counter() - start


def lines_of(
    costs: Mapping[str, Mapping[str, tuple[float, float]]], nodes: int
) -> list[str]:
    """Return the page: per job the seconds and the peak memory by layout."""
    lines = [
        (
            "Seconds by the clock and peak memory of a process that does one job, "
            "opening of the snapshot left out of the seconds; laying out the points "
            f"is in them. Roads of {nodes} crossings."
        ),
        "",
        "| job | one point, s | several, s | times | one, MB | several, MB | times |",
        "|---|---|---|---|---|---|---|",
    ]
    for job, by_layout in costs.items():
        (one_s, one_mb), (many_s, many_mb) = by_layout[CENTRE], by_layout[AUTO]
        lines.append(
            f"| {JOBS[job][1]} | {one_s:.1f} | {many_s:.1f} | {many_s / one_s:.1f} | "
            f"{one_mb:.0f} | {many_mb:.0f} | {many_mb / one_mb:.1f} |"
        )
    return lines


def costs_of(options: argparse.Namespace) -> dict[str, dict[str, tuple[float, float]]]:
    """Do every job by each layout in a process of its own."""
    costs: dict[str, dict[str, tuple[float, float]]] = {}
    for job in options.job or JOBS:
        for points in (CENTRE, AUTO):
            command = [sys.executable, "-m", "benchmarks.points_cost"]
            command += [str(options.snapshot), "--alone", points, "--job", job]
            command += ["--nodes", str(options.nodes), "--students", options.students]
            told = subprocess.run(command, check=True, capture_output=True, text=True)
            costs.setdefault(job, {})[points] = tuple(json.loads(told.stdout))
    return costs


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and write `benchmarks/results/points_cost.md`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("snapshot", type=Path)
    parser.add_argument("--nodes", type=int, default=DUTCH_NODES)
    parser.add_argument("--students", default="inhabitants:10-14")
    parser.add_argument("--job", action="append", choices=[*JOBS])
    parser.add_argument("--alone", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if not options.alone:
        lines = lines_of(costs_of(options), options.nodes)
        path = write_result("points_cost", "Cost of several points", lines)
        print(path.read_text(encoding="utf-8"))
        return
    snapshot = read_snapshot(options.snapshot)
    job = options.job[0]
    if JOBS[job][0] is not Mode.STRAIGHT:
        snapshot = with_streets(snapshot, options.nodes)
    forget_peak()
    took = work_of(snapshot, job, options.alone, options.students)
    print(json.dumps([took, memory_mb("VmHWM")]))


if __name__ == "__main__":
    main()
