"""From raw files to shares, whole processes: `python -m benchmarks.main_job`.

Needs BEREIK_REALDATA for the real files; the example country is always measured.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.machine import Run, timed, write_result

BEREIK = [sys.executable, "-m", "api"]
RUNS = 3
SOURCES = (
    ("duo-leerlingen", "duo/leerlingen-vo-per-vestiging-naar-onderwijstype-2019.csv"),
    ("duo-vestigingen", "duo/alle-vestigingen-vo.csv"),
    ("locations", "locations/scholen20241122.geo.zip"),
    ("pc4-areas", "cbs/geo_postcodes4.gpkg"),
    ("gebieden", "cbs/geo_gemeenten.gpkg"),
    ("gebieden", "cbs/geo_provincies.gpkg"),
    ("postcodes", "cbs/postcodes.csv"),
    ("inhabitants", "cbs/inwoners_per_postcode_leeftijd.csv"),
)
DATES = ("2019-10-01", "2020-11-01", "2024-11-22", "2021-01-01", "2022-01-01")


def sources_toml(folder: Path) -> str:
    """Return a SOURCES.toml for the open data files in a folder."""
    dates = (*DATES[:4], DATES[4], DATES[4], DATES[3], DATES[3])
    return "\n".join(
        f'[[source]]\nkind = "{kind}"\npath = "{folder / path}"\ndate = {date}\n'
        for (kind, path), date in zip(SOURCES, dates, strict=True)
    )


def _median(command: list[str]) -> Run:
    runs = [timed(command) for _ in range(RUNS)]
    return Run(statistics.median(r.wall_s for r in runs), max(r.peak_mb for r in runs))


def _measure(work: Path, build: list[str], students: str, name: str) -> list[str]:
    built = str(work / name)
    reach = [*BEREIK, "reach", built, "--students", students, "--format", "csv"]
    steps = {
        "build": [*BEREIK, "build", *build, "-o", built, "--quiet"],
        "reach, whole country": reach,
        "reach, every gemeente": [*reach, "--area", "gemeente"],
        "tables": [*BEREIK, "tables", built, "--format", "csv"],
    }
    lines = []
    for step, command in steps.items():
        run = _median(command)
        lines.append(f"| {name} | {step} | {run.wall_s:.1f} | {run.peak_mb:.0f} |")
    return lines


def main() -> None:
    """Measure the example country, and the real files where they are."""
    lines = [
        f"Medians of {RUNS} whole processes, start of Python included.",
        "",
        "| data | step | wall, s | peak memory, MB |",
        "|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        lines += _measure(work, ["--example"], "own", "example country")
        if realdata := os.environ.get("BEREIK_REALDATA"):
            sources = work / "SOURCES.toml"
            sources.write_text(sources_toml(Path(realdata)), encoding="utf-8")
            name = "open data of 2019"
            lines += _measure(work, [str(sources)], "inhabitants:10-14", name)
    print(write_result("main_job", "The main job", lines).read_text())


if __name__ == "__main__":
    main()
