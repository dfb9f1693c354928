"""A sweep against a plain loop, and what a kill costs: `python -m benchmarks.sweep`.

Two years of the example country, three modes, five thresholds and twenty closures, by
one process, by one, two and eight workers, from tiles of the roads, with a worker
killed on the way, and with the command itself killed and run again. The bytes of all
answers must be equal.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.machine import timed, write_result
from data.example import with_roads
from data.example.country import SEED, build_country
from data.snapshots import write_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

CLOSURES: Final = 20
YEARS: Final = ("land-een", "land-twee")
GRID: Final = """
modes = ["straight", "bike", "car"]
within = [5000, 7500, 10000, 12500, 15000]
profielen = ["PIE", "BWI"]
leerwegen = ["gl"]
areas = ["provincie"]
"""
TILES: Final = "2 workers, from tiles of 60 km"
_LOOK_EVERY_S: Final = 0.2
_BEFORE_THE_KILL: Final = 5
"""Parts that are kept by then."""


def make_years(work: Path, closures: int) -> Path:
    """Write two countries and their closures; return the grid over them."""
    scenarios = []
    for number, name in enumerate(YEARS):
        built = build_country(SEED + number).snapshot
        named = replace(built, manifest=replace(built.manifest, name=name))
        write_snapshot(with_roads(named), work / name)
        for brin6 in named.vestigingen.brin6.iloc[:closures]:
            scenarios.append(f"{name}-{brin6}.json")
            edit = {"edit": "close-vestiging", "brin6": brin6}
            document = {"format": 1, "title": brin6, "snapshot": name, "edits": [edit]}
            (work / scenarios[-1]).write_text(json.dumps(document))
    grid = work / "SWEEP.toml"
    grid.write_text(f"snapshots = {list(YEARS)}\nscenarios = {scenarios}\n{GRID}")
    return grid


def forget_tables(work: Path) -> None:
    """Let the reach tables over the road be made again."""
    for name in YEARS:
        shutil.rmtree(work / name / "reach")


def command(grid: Path, out: Path, *options: str) -> list[str]:
    """Return the command of a sweep."""
    sweep = [sys.executable, "-m", "api", "sweep", str(grid), "-o", str(out)]
    return [*sweep, "--quiet", *options]


def killed_worker(grid: Path, out: Path) -> float:
    """Run a sweep on two workers, kill one on the way; return the seconds."""

    def kill(process: subprocess.Popen[bytes]) -> None:
        os.kill(_workers(process.pid)[-1], signal.SIGKILL)

    return _cut(command(grid, out, "--workers", "2"), out, kill)


def killed_command(grid: Path, out: Path) -> tuple[float, int]:
    """Kill a sweep with its scheduler, run it again; seconds, and parts kept."""

    def kill(process: subprocess.Popen[bytes]) -> None:
        for pid in _workers(process.pid):
            os.kill(pid, signal.SIGKILL)
        process.kill()

    first_s = _cut(command(grid, out, "--workers", "2"), out, kill)
    kept = _n_kept(out)
    return first_s + timed(command(grid, out, "--workers", "2")).wall_s, kept


def _cut(
    asked: list[str], out: Path, kill: Callable[[subprocess.Popen[bytes]], None]
) -> float:
    begun = time.monotonic()
    process = subprocess.Popen(asked, stdout=subprocess.DEVNULL)
    while process.poll() is None and _n_kept(out) < _BEFORE_THE_KILL:
        time.sleep(_LOOK_EVERY_S)
    kill(process)
    process.wait()
    return time.monotonic() - begun


def _n_kept(out: Path) -> int:
    return len(list((out / "parts").rglob("*.parquet")))


def _workers(parent: int) -> list[int]:
    """Return the processes that answer: grandchildren that Dask's nannies started."""
    told = subprocess.run(
        ["pgrep", "-P", str(parent), "-f", "spawn_main"],
        capture_output=True,
        text=True,
        check=False,
    )
    return [int(line) for line in told.stdout.split()]


def hashes(out: Path) -> dict[str, str]:
    """Return the SHA-256 of each answer by its part."""
    parts = json.loads((out / "manifest.json").read_text())["parts"]
    return {part["key"]: part["sha256"] for part in parts}


def most_mb(out: Path) -> float:
    """Return the most memory that any process of a sweep held."""
    run = json.loads((out / "manifest.json").read_text())["run"]
    return max(run["peak_mb"].values())


def main() -> int:
    """Run everything and write the table; 1 if any answer differs."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--closures", type=int, default=CLOSURES, help="a year")
    closures = parser.parse_args().closures
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        grid = make_years(work, closures)
        rows, found = [], {}
        plain = {
            "one process, no Dask": ("--scheduler", "here"),
            "1 worker": ("--workers", "1"),
            "2 workers": ("--workers", "2"),
            "8 workers": ("--workers", "8"),
            TILES: ("--workers", "2", "--memory", "2GB", "--tile-km", "60"),
        }
        for name, options in plain.items():
            if name == TILES:
                forget_tables(work)
            run = timed(command(grid, work / name, *options))
            held = f"{most_mb(work / name):.0f} MB at most in a process"
            rows.append(f"| {name} | {run.wall_s:.0f} | {run.cpu_s:.0f} | {held} |")
            found[name] = hashes(work / name)
        name = "2 workers, one killed"
        rows.append(f"| {name} | {killed_worker(grid, work / name):.0f} | | |")
        found[name] = hashes(work / name)
        name = "killed with its scheduler, run again"
        seconds, kept = killed_command(grid, work / name)
        rows.append(f"| {name} | {seconds:.0f} | | {kept} parts kept |")
        found[name] = hashes(work / name)
    first = found["one process, no Dask"]
    differ = [name for name, one in found.items() if one != first]
    about = f"{len(first)} parts: two years, three modes, {closures} closures a year"
    lines = _lines(rows, about, differ)
    write_result("sweep", "A sweep against a plain loop", lines)
    return int(bool(differ))


def _lines(rows: list[str], about: str, differ: list[str]) -> list[str]:
    equal = f"differ: {', '.join(differ)}" if differ else "equal to the byte in all"
    return [
        f"{about}, five thresholds in each part. Answers: {equal}.",
        "",
        "| how | wall, s | processor, s | |",
        "|---|---|---|---|",
        *rows,
    ]


if __name__ == "__main__":
    sys.exit(main())
