"""The reader of blocks gives what pyosmium gives, and leaves odd packings to it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import osmium
import pytest
from osmium.osm import mutable

from data.osm.assembly import assembled
from data.osm.blobs import UnsuitedError
from data.osm.blocks import read_blocks
from data.osm.items import Items
from data.osm.streamed import read_streamed
from tests.drawn_roads import drawn
from tests.osm_files import write_osm

STREET = {"highway": "residential"}
PLACES = {1: (0.0, 0.0), 2: (900.0, 0.0), 3: (0.0, 900.0)}
FILES = ("amsterdam.osm.pbf", "delft-station.pbf", "liechtenstein-latest.osm.pbf")


def contents(path: Path, items: Items) -> dict[str, Any]:
    """Return the roads of a file without the order of their combinations of tags."""
    roads = assembled(path, items)
    stops = zip(
        roads.barrier_lon.tolist(),
        roads.barrier_lat.tolist(),
        (sorted(roads.barrier_tags[k].items()) for k in roads.barrier_kind),
        strict=True,
    )
    return {
        "id": roads.way_id.tolist(),
        "ptr": roads.way_ptr.tolist(),
        "lon": roads.lon.tolist(),
        "lat": roads.lat.tolist(),
        "tags": [roads.way_tags[k] for k in roads.way_kind],
        "stops": sorted(stops),
        "turns": sorted((t.from_way, t.via, t.to_way) for t in roads.turns),
        "told": roads.told,
    }


@pytest.mark.realdata
@pytest.mark.parametrize("name", FILES)
def test_real_files_are_read_as_by_pyosmium(name: str) -> None:
    path = Path(os.environ["BEREIK_REALDATA"]) / "osm" / name
    ours, theirs = read_blocks(path), read_streamed(path)
    assert contents(path, ours) == contents(path, theirs)


def test_the_bytes_read_are_told(tmp_path: Path) -> None:
    path = write_osm(tmp_path / "a.osm.pbf", drawn(PLACES), [([1, 2, 3], STREET)])
    told: list[tuple[int, int]] = []
    read_blocks(path, progress=lambda done, total: told.append((done, total)))
    done = [one for one, _ in told]
    assert done == sorted(done)
    assert {total for _, total in told} == {path.stat().st_size}
    assert 0 < done[-1] <= told[-1][1]


def _written(path: Path, ways: list[Any], **options: str) -> Path:
    header = osmium.io.Header()
    for key, value in options.items():
        header.set(key, value)
    with osmium.SimpleWriter(str(path), header=header) as writer:
        for number, place in drawn(PLACES).items():
            writer.add_node(mutable.Node(id=number, location=place, version=1))
        for way in ways:
            writer.add_way(way)
    return path


def test_a_way_in_two_versions_is_left_to_another(tmp_path: Path) -> None:
    ways = [
        mutable.Way(id=1, nodes=[1, 2], tags=STREET, version=version)
        for version in (1, 2)
    ]
    with pytest.raises(UnsuitedError):
        read_blocks(_written(tmp_path / "a.osm.pbf", ways))


def test_a_file_with_history_is_left_to_another(tmp_path: Path) -> None:
    way = mutable.Way(id=1, nodes=[1, 2], tags=STREET, version=1, visible=False)
    with pytest.raises(UnsuitedError):
        read_blocks(_written(tmp_path / "a.osh.pbf", [way]))
