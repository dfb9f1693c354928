"""Small OpenStreetMap files, written by the tests that read them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import osmium
from osmium.osm import mutable

Tags = dict[str, str]
DEGREE_M = 111_320.0
"""About a degree of latitude in metres."""


Members = list[tuple[str, int, str]]


def write_osm(
    path: Path,
    nodes: dict[int, tuple[float, float]],
    ways: list[tuple[list[int], Tags]],
    barriers: dict[int, Tags] | None = None,
    relations: list[tuple[Members, Tags]] | None = None,
) -> Path:
    """Write nodes (longitude, latitude), tagged ways and relations.

    The ending of the path says how. Ways and relations are numbered from 1.
    """
    writer = osmium.SimpleWriter(str(path))
    for number, place in nodes.items():
        tags = (barriers or {}).get(number, {})
        writer.add_node(mutable.Node(id=number, location=place, tags=tags, version=1))
    for number, (refs, tags) in enumerate(ways, start=1):
        writer.add_way(mutable.Way(id=number, nodes=refs, tags=tags, version=1))
    for number, (members, tags) in enumerate(relations or [], start=1):
        writer.add_relation(
            mutable.Relation(id=number, members=members, tags=tags, version=1)
        )
    writer.close()
    return path


def write_xml(path: Path, objects: str) -> Path:
    """Write objects as they stand, in their order."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">\n'
    path.write_text(f"{head}{objects}\n</osm>\n", encoding="utf-8")
    return path


def moved_osm(source: Path, path: Path, *, lon: float, lat: float) -> Path:
    """Write a file with its middle laid at another place, lengths about the same."""
    places = {
        node.id: (node.location.lon, node.location.lat)
        for node in osmium.FileProcessor(str(source), osmium.osm.NODE)
    }
    old = np.array(list(places.values()))
    middle = (old.min(axis=0) + old.max(axis=0)) / 2
    wider = np.cos(np.radians(middle[1])) / np.cos(np.radians(lat))
    new = (old - middle) * np.array([wider, 1.0]) + np.array([lon, lat])
    there = dict(zip(places, new.tolist(), strict=True))
    with osmium.SimpleWriter(str(path), overwrite=True) as writer:
        for one in osmium.FileProcessor(str(source)):
            if one.is_node():
                writer.add_node(one.replace(location=tuple(there[one.id])))
            elif one.is_way():
                writer.add_way(one)
    return path
