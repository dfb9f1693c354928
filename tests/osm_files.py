"""Small OpenStreetMap files, written by the tests that read them."""

from __future__ import annotations

from pathlib import Path

import osmium
from osmium.osm import mutable

Tags = dict[str, str]
DEGREE_M = 111_320.0
"""About a degree of latitude in metres."""


def write_osm(
    path: Path,
    nodes: dict[int, tuple[float, float]],
    ways: list[tuple[list[int], Tags]],
    barriers: dict[int, Tags] | None = None,
) -> Path:
    """Write nodes (longitude, latitude) and tagged ways; the ending says how."""
    writer = osmium.SimpleWriter(str(path))
    for number, place in nodes.items():
        tags = (barriers or {}).get(number, {})
        writer.add_node(mutable.Node(id=number, location=place, tags=tags, version=1))
    for number, (refs, tags) in enumerate(ways, start=1):
        writer.add_way(mutable.Way(id=number, nodes=refs, tags=tags, version=1))
    writer.close()
    return path
