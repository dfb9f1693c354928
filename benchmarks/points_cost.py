"""What several points per postcode cost beside one.

    python -m benchmarks.points_cost SNAPSHOT [--nodes N] [--job JOB] [--rounds R]

Every job is a process of its own, so that its peak memory is its own too. It is done in
several rounds, one point and several by turns: other work on a machine can only make a
round longer, so the shortest counts. Jobs are the table of all distances in a straight
line, the shares of every profiel and leerweg, what every what-if starts from; and, on
streets made up around the postcodes, as many as the Netherlands has, the table of
distances by bicycle and the shares over it. Writes benchmarks/results/points_cost.md;
the rows of jobs that were not asked for stay.
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
from benchmarks.machine import RESULTS, forget_peak, memory_mb, write_result
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
Cost = tuple[float, float]
"""Seconds by the clock, and peak memory in MB."""


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


def lines_of(rows: Mapping[str, str]) -> list[str]:
    """Return the page: per job the seconds and the peak memory by layout."""
    return [
        (
            "Seconds by the clock and peak memory of a process that does one job, "
            "opening of the snapshot left out of the seconds; laying out the points "
            "is in them. Of several rounds the shortest, and the most memory."
        ),
        "",
        (
            "| job | crossings | rounds | one point, s | several, s | times | "
            "one, MB | several, MB | times |"
        ),
        "|---|---|---|---|---|---|---|---|---|",
        *(rows[begin] for begin in sorted(rows, key=_place)),
    ]


def begin_of(job: str, nodes: int) -> str:
    """Return how the row of a job begins: no other row of the page does so."""
    mode, words = JOBS[job]
    return f"| {words} | {'-' if mode is Mode.STRAIGHT else nodes} |"


def _place(begin: str) -> tuple[int, int]:
    """Return where a row stands: in the order of the jobs, small networks first."""
    words, crossings = (cell.strip() for cell in begin.split("|")[1:3])
    order = [known for _, known in JOBS.values()]
    return order.index(words), int(crossings) if crossings.isdigit() else 0


def row_of(job: str, costs: Mapping[str, Sequence[Cost]], nodes: int) -> str:
    """Return the row of a job from the rounds of each layout."""
    (one_s, one_mb), (many_s, many_mb) = (
        (min(s for s, _ in costs[points]), max(mb for _, mb in costs[points]))
        for points in (CENTRE, AUTO)
    )
    return (
        f"{begin_of(job, nodes)} {len(costs[AUTO])} | {one_s:.2f} | {many_s:.2f} | "
        f"{many_s / one_s:.1f} | {one_mb:.0f} | {many_mb:.0f} | "
        f"{many_mb / one_mb:.1f} |"
    )


def known_rows(page: Path) -> dict[str, str]:
    """Return the rows of a page that was written before, by how they begin."""
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    jobs = tuple(f"| {words} |" for _, words in JOBS.values())
    lines = [line for line in text.splitlines() if line.startswith(jobs)]
    return {"|".join(line.split("|")[:3]) + "|": line for line in lines}


def costs_of(options: argparse.Namespace, job: str) -> dict[str, list[Cost]]:
    """Do a job by each layout in processes of their own, by turns."""
    costs: dict[str, list[Cost]] = {CENTRE: [], AUTO: []}
    for _ in range(options.rounds):
        for points, found in costs.items():
            command = [sys.executable, "-m", "benchmarks.points_cost"]
            command += [str(options.snapshot), "--alone", points, "--job", job]
            command += ["--nodes", str(options.nodes), "--students", options.students]
            told = subprocess.run(command, check=True, capture_output=True, text=True)
            seconds, peak_mb = json.loads(told.stdout)
            found.append((seconds, peak_mb))
    return costs


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and write `benchmarks/results/points_cost.md`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("snapshot", type=Path)
    parser.add_argument("--nodes", type=int, default=DUTCH_NODES)
    parser.add_argument("--students", default="inhabitants:10-14")
    parser.add_argument("--job", action="append", choices=[*JOBS])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--alone", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if not options.alone:
        rows = known_rows(RESULTS / "points_cost.md")
        for job in options.job or JOBS:
            begin = begin_of(job, options.nodes)
            rows[begin] = row_of(job, costs_of(options, job), options.nodes)
        lines = lines_of(rows)
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
