"""From a road file to a network: `python -m benchmarks.road_files [PART ...]`.

Every reading is a process of its own, so that its peak memory is its own too. Larger
files are one real file written several times over, side by side. Needs
BEREIK_REALDATA and, for the other readers, the dependency group `bench`. A part is one
line of the table (`porto-100`, `pyrosm`); all if none is named. What they found is kept
in `benchmarks/results/road_files.json`, and `road_files.md` beside it written anew.
`BEREIK_ROAD_FILES` names a folder in which the files that are made are kept.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import osmium
from osmium.osm import NODE, WAY

from benchmarks.machine import RESULTS, Run, timed, write_result
from benchmarks.road_copies import copied
from benchmarks.road_filling import BUILDINGS, filled

if TYPE_CHECKING:
    from collections.abc import Sequence

RUNS: Final = 3
ONCE: Final = ("osmnx (from XML)",)
"""Readers too slow to run more than once."""
COPIES: Final = (1, 4, 25, 100)
COUNTRIES: Final = (10, 30)
LARGE_MB: Final = 50
"""Files above this are read once."""
COUNTRY_MB: Final = 1_300
MB: Final = 1e6
_ROADS_ALONE: Final = "Files of roads alone, as Porto's is."
_WITH_THE_REST: Final = (
    f"Files with {BUILDINGS} buildings for each road and an address for each node of a "
    "road, so that four of five nodes and of five ways are no road's: nearer to what "
    "is published of a country."
)

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


class Part(NamedTuple):
    """One line of the table: who reads what, and how many copies of it."""

    reader: str
    file: str
    copies: int = 1
    is_filled: bool = False


OURS: Final = {
    "liechtenstein": Part("Bereik", "liechtenstein-latest"),
    **{f"porto-{n}": Part("Bereik", "porto_portugal", n) for n in COPIES},
}
WHOLE: Final = {
    f"country-{n}": Part("Bereik", "porto_portugal", n, is_filled=True)
    for n in COUNTRIES
}
"""Porto with the rest of a country in it."""
PARTS: Final = {
    **OURS,
    **WHOLE,
    "reading": Part("Bereik, reading alone", "porto_portugal", COPIES[-1]),
    "pyrosm": Part("pyrosm", "porto_portugal"),
    "osmnx": Part("osmnx (from XML)", "porto_portugal"),
}
KEPT: Final = RESULTS / "road_files.json"


def measured_part(part: Part, folder: Path) -> dict[str, float]:
    """Return megabytes of the file, and what reading it takes."""
    with tempfile.TemporaryDirectory() as made:
        path = made_file(part, folder, Path(os.environ.get("BEREIK_ROAD_FILES", made)))
        # What is read is the same: an XML file counts for its pbf.
        file_mb = path.stat().st_size / MB
        if part.reader in ONCE:
            path = _as_xml(path, Path(made))
        run = _measured(part.reader, path)
    return {"file_mb": file_mb, **vars(run)}


def made_file(part: Part, folder: Path, kept: Path) -> Path:
    """Return the file of a part, made if it is not there."""
    path = folder / f"{part.file}.osm.pbf"
    if part.is_filled:
        whole = kept / f"{part.file}-filled.osm.pbf"
        path = whole if whole.exists() else filled(path, whole)
    target = kept / f"{path.name.split('.')[0]}-{part.copies}.osm.pbf"
    if part.copies == 1 or target.exists():
        return path if part.copies == 1 else target
    return copied(path, target, part.copies)


def file_lines(found: dict[str, dict[str, float]]) -> list[str]:
    """Return time and memory of the parts that were measured."""
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
            "| reader | file | MB | seconds | processor s | MB per processor s | "
            "memory MB | memory / file |"
        ),
        "|---|---|---|---|---|---|---|---|",
    ]
    rows = {name: found[name] for name in PARTS if name in found}
    for name, row in rows.items():
        size, cpu_s, peak_mb = row["file_mb"], row["cpu_s"], row["peak_mb"]
        lines.append(
            f"| {PARTS[name].reader} | {_file(PARTS[name])} | {size:.1f} | "
            f"{row['wall_s']:.2f} | {cpu_s:.2f} | {size / cpu_s:.1f} | "
            f"{peak_mb:.0f} | {peak_mb / size:.1f} |"
        )
    for parts, what in ((OURS, _ROADS_ALONE), (WHOLE, _WITH_THE_REST)):
        ours = [row for name, row in rows.items() if name in parts]
        if len(ours) > 1:
            lines += ["", f"{what} {_growth(ours)}"]
    return [*lines, ""]


def _file(part: Part) -> str:
    place = part.file.split("-")[0].split("_")[0].capitalize()
    times = f" x {part.copies}" if part.copies > 1 else ""
    return f"{place}{times}{', with buildings' if part.is_filled else ''}"


def _growth(rows: list[dict[str, float]]) -> str:
    """Say what a further MB of file takes, and a country's file by that measure."""
    sizes = [row["file_mb"] for row in rows]
    (cpu_s, first_s), (wall_s, first_wall_s), (memory_mb, first_mb) = (
        np.polyfit(sizes, [row[what] for row in rows], 1)
        for what in ("cpu_s", "wall_s", "peak_mb")
    )
    minutes = (first_wall_s + COUNTRY_MB * wall_s) / 60
    memory_gb = (first_mb + COUNTRY_MB * memory_mb) / 1024
    return (
        f"A straight line through these sizes: {first_s:.1f} s and {first_mb:.0f} MB "
        "for any file, for what was compiled before is loaded too; and per MB of file "
        f"{cpu_s:.2f} processor s ({1 / cpu_s:.1f} MB/s), {wall_s:.2f} s by the clock "
        f"and {memory_mb:.1f} MB of memory. By that line {COUNTRY_MB} MB take "
        f"{minutes:.1f} minutes by the clock on these cores and {memory_gb:.1f} GB."
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


def main(names: Sequence[str] = ()) -> None:
    """Measure some parts, and write the page of all that were."""
    folder = Path(os.environ["BEREIK_REALDATA"]) / "osm"
    found = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    for name in names or PARTS:
        found[name] = measured_part(PARTS[name], folder)
        KEPT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        path = write_result("road_files", "Reading road files", file_lines(found))
    print(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main(sys.argv[1:])
