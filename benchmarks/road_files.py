"""From an OpenStreetMap file to a network: time and memory, file by file.

Every reading is a process of its own, so that its peak memory is its own too.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Final

import osmium
from osmium.osm import NODE, WAY

from benchmarks.machine import Run, timed

RUNS: Final = 5
COPIES: Final = (1, 2, 4)
SHIFT_IDS: Final = 100_000_000_000
SHIFT_DEGREES: Final = 1.0
COUNTRY_MB: Final = 1_300
MB: Final = 1e6

_IMPORTS: Final = (
    "import sys; from pathlib import Path; from accessibility.codes import Mode; "
    "from data.osm import read_osm; from data.osm_network import osm_network; "
)
READERS: Final = {
    "Bereik": _IMPORTS + "osm_network(read_osm(Path(sys.argv[1])), Mode.BIKE)",
    "pyrosm": (
        "import sys, warnings; warnings.simplefilter('ignore'); "
        "from pyrosm import OSM; "
        "OSM(sys.argv[1]).get_network('cycling', nodes=True)"
    ),
    "osmnx (from XML)": "import sys, osmnx; osmnx.graph_from_xml(sys.argv[1])",
}
IDLE: Final = {
    "Bereik": _IMPORTS,
    "pyrosm": "from pyrosm import OSM",
    "osmnx (from XML)": "import osmnx",
}
"""The same without reading: what loading the library alone takes."""


def file_lines() -> list[str]:
    """Return time and memory per reader and file size; nothing without the files."""
    if not os.environ.get("BEREIK_REALDATA"):
        return ["No file was read: BEREIK_REALDATA is not set.", ""]
    porto = Path(os.environ["BEREIK_REALDATA"]) / "osm" / "porto_portugal.osm.pbf"
    with tempfile.TemporaryDirectory() as folder:
        files = [_copied(porto, Path(folder), copies) for copies in COPIES]
        xml = _as_xml(porto, Path(folder))
        rows = [("Bereik", path, _measured("Bereik", path)) for path in files]
        rows.append(("pyrosm", files[0], _measured("pyrosm", files[0])))
        rows.append(("osmnx (from XML)", xml, _measured("osmnx (from XML)", xml)))
        sizes = [path.stat().st_size / MB for _, path, _ in rows]
    ours, base_mb = rows[0][2], sizes[0]
    lines = [
        "## File to network, by bicycle (loading the library not counted)",
        "",
        "| reader | file MB | seconds | MB/s | memory MB | memory / file |",
        "|---|---|---|---|---|---|",
    ]
    for (name, _, run), size in zip(rows, sizes, strict=True):
        lines.append(
            f"| {name} | {size:.1f} | {run.wall_s:.2f} | {size / run.wall_s:.1f} | "
            f"{run.peak_mb:.0f} | {run.peak_mb / size:.1f} |"
        )
    steps = rows[len(COPIES) - 1][2], sizes[len(COPIES) - 1] - base_mb
    per_mb_s = (steps[0].wall_s - ours.wall_s) / steps[1]
    per_mb_mb = (steps[0].peak_mb - ours.peak_mb) / steps[1]
    return [
        *lines,
        "",
        (
            f"Per further MB of file {per_mb_s:.2f} s and {per_mb_mb:.1f} MB of "
            f"memory; a country of {COUNTRY_MB} MB as dense in roads as this one would "
            f"take {COUNTRY_MB * per_mb_s / 60:.0f} minutes and "
            f"{COUNTRY_MB * per_mb_mb / 1024:.1f} GB. These files hold nothing but "
            "roads; of a country's file they are a fraction."
        ),
        "",
    ]


def _measured(name: str, path: Path) -> Run:
    """Return median time and memory of a reading beyond those of loading."""
    idle = [timed([sys.executable, "-c", IDLE[name]]) for _ in range(RUNS)]
    done = [
        timed([sys.executable, "-c", READERS[name], str(path)]) for _ in range(RUNS)
    ]
    wall, idle_wall = (
        statistics.median(r.wall_s for r in runs) for runs in (done, idle)
    )
    peak, idle_peak = (
        statistics.median(r.peak_mb for r in runs) for runs in (done, idle)
    )
    return Run(wall - idle_wall, peak - idle_peak)


def _copied(path: Path, folder: Path, copies: int) -> Path:
    """Write a file some times over, side by side, as one."""
    target = folder / f"{copies}.osm.pbf"
    writer = osmium.SimpleWriter(str(target))
    for kind in (NODE, WAY):
        for copy in range(copies):
            for item in osmium.FileProcessor(str(path), kind):
                if item.is_node():
                    place = item.location
                    where = (place.lon + copy * SHIFT_DEGREES, place.lat)
                    number = item.id + copy * SHIFT_IDS
                    writer.add_node(item.replace(id=number, location=where))
                else:
                    refs = [node.ref + copy * SHIFT_IDS for node in item.nodes]
                    number = item.id + copy * SHIFT_IDS
                    writer.add_way(item.replace(id=number, nodes=refs))
    writer.close()
    return target


def _as_xml(path: Path, folder: Path) -> Path:
    """Write a file as XML, the only kind that osmnx reads."""
    target = folder / "a.osm"
    writer = osmium.SimpleWriter(str(target))
    for item in osmium.FileProcessor(str(path), NODE | WAY):
        writer.add(item)
    writer.close()
    return target
