"""From an OpenStreetMap file to a network: `python -m benchmarks.road_files`.

Every reading is a process of its own, so that its peak memory is its own too. Larger
files are one real file written several times over, side by side. Needs
BEREIK_REALDATA and, for the other readers, the dependency group `bench`. Writes
`benchmarks/results/road_files.md`.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Final

import numpy as np
import osmium
from osmium.osm import NODE, WAY

from benchmarks.machine import Run, timed, write_result
from benchmarks.road_copies import copied

RUNS: Final = 3
ONCE: Final = ("osmnx (from XML)",)
"""Readers too slow to run more than once."""
COPIES: Final = (1, 4, 25, 100)
LARGE_MB: Final = 50
"""Files above this are read once."""
COUNTRY_MB: Final = 1_300
ROADS_PER_MB: Final = 134 / 46
"""Places along roads in a MB of Porto's file, against one of a whole extract."""
MB: Final = 1e6

_IMPORTS: Final = (
    "import sys; from pathlib import Path; from accessibility.codes import Mode; "
    "from data.osm import read_osm; from data.osm import osm_network; "
)
READERS: Final = {
    "Bereik": _IMPORTS + "osm_network(read_osm(Path(sys.argv[1])), Mode.BIKE)",
    "Bereik, reading alone": _IMPORTS + "read_osm(Path(sys.argv[1]))",
    "pyrosm": (
        "import sys, warnings; warnings.simplefilter('ignore'); "
        "from pyrosm import OSM; "
        "OSM(sys.argv[1]).get_network('cycling', nodes=True)"
    ),
    "osmnx (from XML)": "import sys, osmnx; osmnx.graph_from_xml(sys.argv[1])",
}
IDLE: Final = {
    "Bereik": _IMPORTS,
    "Bereik, reading alone": _IMPORTS,
    "pyrosm": "from pyrosm import OSM",
    "osmnx (from XML)": "import osmnx",
}
"""The same without reading: what loading the library alone takes."""


def file_lines() -> list[str]:
    """Return time and memory per reader and file size; nothing without the files."""
    if not os.environ.get("BEREIK_REALDATA"):
        return ["No file was read: BEREIK_REALDATA is not set.", ""]
    folder = Path(os.environ["BEREIK_REALDATA"]) / "osm"
    porto = folder / "porto_portugal.osm.pbf"
    with tempfile.TemporaryDirectory() as made:
        copies = [
            copied(porto, Path(made) / f"{number}.osm.pbf", number) for number in COPIES
        ]
        files = [folder / "liechtenstein-latest.osm.pbf", *copies]
        rows = [("Bereik", path, _measured("Bereik", path)) for path in files]
        alone = "Bereik, reading alone"
        rows.append((alone, files[-1], _measured(alone, files[-1])))
        rows.append(("pyrosm", copies[0], _measured("pyrosm", copies[0])))
        xml = _as_xml(porto, Path(made))
        rows.append(("osmnx (from XML)", xml, _measured("osmnx (from XML)", xml)))
        # What is read is the same: an XML file counts for its pbf.
        sizes = [
            (copies[0] if path == xml else path).stat().st_size / MB
            for _, path, _ in rows
        ]
    lines = [
        "## File to network, by bicycle (loading the library not counted)",
        "",
        (
            "Liechtenstein; Porto once and several times over; the other readers on "
            f"Porto once. Medians of {RUNS} (osmnx, and files above {LARGE_MB} MB: 1). "
            "Processor time counts the work of all threads."
        ),
        "",
        (
            "| reader | file MB | seconds | processor s | MB per processor s | "
            "memory MB | memory / file |"
        ),
        "|---|---|---|---|---|---|---|",
    ]
    for (name, _, run), size in zip(rows, sizes, strict=True):
        lines.append(
            f"| {name} | {size:.1f} | {run.wall_s:.2f} | {run.cpu_s:.2f} | "
            f"{size / run.cpu_s:.1f} | {run.peak_mb:.0f} | {run.peak_mb / size:.1f} |"
        )
    ours = [run for name, _, run in rows if name == "Bereik"]
    return [*lines, "", _growth(sizes[: len(ours)], ours), ""]


def _growth(sizes: list[float], runs: list[Run]) -> str:
    """Say what a further MB of file takes, and a country's file by that measure."""
    cpu_s, first_s = np.polyfit(sizes, [run.cpu_s for run in runs], 1)
    memory_mb, first_mb = np.polyfit(sizes, [run.peak_mb for run in runs], 1)
    minutes = (first_s + COUNTRY_MB * cpu_s) / 60
    memory_gb = (first_mb + COUNTRY_MB * memory_mb) / 1024
    return (
        f"A straight line through these sizes: {first_s:.1f} s and {first_mb:.0f} MB "
        "for any file, for what was compiled before is loaded too; and per MB of file "
        f"{cpu_s:.2f} s ({1 / cpu_s:.1f} MB/s) and {memory_mb:.1f} MB of memory. "
        f"Porto's file holds nothing but roads: a country of {COUNTRY_MB} MB of them "
        f"would take {minutes:.1f} minutes of processor time and {memory_gb:.1f} GB. A "
        f"whole extract has 1/{ROADS_PER_MB:.1f} of the roads in a MB, which is "
        f"{minutes / ROADS_PER_MB:.1f} to {minutes:.1f} minutes, as the rest has to be "
        f"unpacked too, and about {memory_gb / ROADS_PER_MB:.1f} GB, as it is not kept."
    )


def _measured(name: str, path: Path) -> Run:
    """Return medians of a reading beyond those of loading."""
    is_large = path.stat().st_size > LARGE_MB * MB
    number = 1 if name in ONCE or is_large else RUNS
    idle = [timed([sys.executable, "-c", IDLE[name]]) for _ in range(number)]
    command = [sys.executable, "-c", READERS[name], str(path)]
    done = [timed(command) for _ in range(number)]
    wall_s, peak_mb, cpu_s = (
        statistics.median(getattr(run, what) for run in done)
        - statistics.median(getattr(run, what) for run in idle)
        for what in ("wall_s", "peak_mb", "cpu_s")
    )
    return Run(wall_s, peak_mb, cpu_s)


def _as_xml(path: Path, folder: Path) -> Path:
    """Write a file as XML, the only kind that osmnx reads."""
    target = folder / "a.osm"
    writer = osmium.SimpleWriter(str(target))
    for item in osmium.FileProcessor(str(path), NODE | WAY):
        writer.add(item)
    writer.close()
    return target


def main() -> None:
    """Measure, and write the page."""
    path = write_result("road_files", "Reading road files", file_lines())
    print(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
