"""Files in any order and packing: only what counts, and nothing lost."""

from __future__ import annotations

from pathlib import Path

import osmium
import pytest
from osmium.osm import mutable

from accessibility.codes import Mode
from accessibility.errors import DataError
from data.osm import read_osm
from tests.drawn_roads import drawn, way_m
from tests.osm_files import write_osm, write_xml

PLACES = {1: (0.0, 0.0), 2: (2_000.0, 0.0), 3: (0.0, 2_000.0), 4: (2_000.0, 2_000.0)}
HOME, SCHOOL = PLACES[1], PLACES[2]
STRAIGHT, ROUND = 2_000.0, 6_000.0
CLOSE = 0.005


def nodes(sign: int = 1) -> str:
    return "".join(
        f'<node id="{sign * number}" version="1" lon="{lon}" lat="{lat}"/>'
        for number, (lon, lat) in drawn(PLACES).items()
    )


def way(number: int, refs: list[int], attributes: str = 'version="1"') -> str:
    line = "".join(f'<nd ref="{ref}"/>' for ref in refs)
    tags = '<tag k="highway" v="residential"/>'
    return f'<way id="{number}" {attributes}>{line}{tags}</way>'


DETOUR = way(2, [1, 3, 4, 2])


@pytest.mark.parametrize(
    ("objects", "metres"),
    [
        (nodes() + way(1, [1, 2]) + DETOUR, STRAIGHT),
        (way(1, [1, 2]) + DETOUR + nodes(), STRAIGHT),
        (nodes() + way(1, [1, 1, 2, 2]) + DETOUR, STRAIGHT),
        (nodes() + way(1, [1, 2], 'version="1" visible="false"') + DETOUR, ROUND),
        (nodes() + way(1, [1, 2], 'version="1" action="delete"') + DETOUR, ROUND),
        # An older version leads straight on, the newest does not, in either order.
        (
            nodes() + way(1, [1, 2]) + way(1, [1, 3], 'version="2"') + DETOUR,
            ROUND,
        ),
        (nodes() + way(1, [1, 3], 'version="2"') + way(1, [1, 2]) + DETOUR, ROUND),
        # Deleted after it was drawn.
        (
            nodes()
            + way(1, [1, 2])
            + way(1, [], 'version="2" visible="false"')
            + DETOUR,
            ROUND,
        ),
        # The straight way leads beyond the file; up to there it stays.
        (nodes() + way(1, [1, 2, 99]) + DETOUR, STRAIGHT),
        (nodes() + way(1, [1, 99, 2]) + DETOUR, ROUND),
    ],
)
def test_what_counts_of_a_file(tmp_path: Path, objects: str, metres: float) -> None:
    path = write_xml(tmp_path / "a.osm", objects)
    assert way_m(path, HOME, SCHOOL, Mode.BIKE) == pytest.approx(metres, rel=CLOSE)


def test_negative_numbers_are_numbers(tmp_path: Path) -> None:
    objects = nodes(-1) + way(-1, [-1, -2]) + way(-2, [-1, -3])
    path = write_xml(tmp_path / "a.osm", objects)
    assert way_m(path, HOME, SCHOOL, Mode.BIKE) == pytest.approx(STRAIGHT, rel=CLOSE)


def test_what_is_left_out_is_counted(tmp_path: Path) -> None:
    objects = (
        nodes()
        + way(1, [1, 2])
        + way(1, [1, 3], 'version="2"')
        + way(3, [1, 2], 'version="4" visible="false"')
        + way(4, [1, 99])
    )
    told = read_osm(write_xml(tmp_path / "a.osm", objects)).told
    assert (told.superseded, told.deleted, told.lost, told.cut) == (1, 1, 1, 0)


def test_a_node_that_moved_is_where_it_is_now(tmp_path: Path) -> None:
    lon, lat = drawn(PLACES)[4]
    moved = f'<node id="2" version="2" lon="{lon}" lat="{lat}"/>'
    path = write_xml(tmp_path / "a.osm", moved + nodes() + way(1, [1, 2]))
    there = way_m(path, PLACES[1], PLACES[4], Mode.BIKE)
    assert there == pytest.approx(2_828, rel=CLOSE)


def test_marked_as_deleted_in_a_file_that_breaks_off(tmp_path: Path) -> None:
    path = tmp_path / "a.osm"
    path.write_text('<osm version="0.6"><node id="1" action="delete"', encoding="utf-8")
    with pytest.raises(DataError, match="cannot be read as an OpenStreetMap file"):
        read_osm(path)


def test_history_in_blocks_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "a.osh.pbf"
    street = {"highway": "residential"}
    with osmium.SimpleWriter(str(path)) as writer:
        for number, place in drawn(PLACES).items():
            writer.add_node(mutable.Node(id=number, location=place, version=1))
        for version, seen in ((1, True), (2, False)):
            writer.add_way(
                mutable.Way(
                    id=1, nodes=[1, 2], tags=street, version=version, visible=seen
                )
            )
        writer.add_way(mutable.Way(id=2, nodes=[1, 3, 4, 2], tags=street, version=1))
    assert way_m(path, HOME, SCHOOL, Mode.BIKE) == pytest.approx(ROUND, rel=CLOSE)


def test_the_same_file_packed_both_ways_gives_the_same_roads(tmp_path: Path) -> None:
    ways = [([1, 2], {"highway": "path"}), ([2, 4, 3], {"highway": "service"})]
    gate = {2: {"barrier": "gate", "access": "private", "note": "x"}}
    made = [
        read_osm(write_osm(tmp_path / f"a.{ending}", drawn(PLACES), ways, gate))
        for ending in ("osm", "osm.pbf")
    ]
    for name in ("way_id", "way_kind", "way_ptr", "lon", "lat", "barrier_lon"):
        first, second = (getattr(roads, name).tolist() for roads in made)
        assert first == second
    assert made[0].way_tags == made[1].way_tags
    assert made[0].barrier_tags == made[1].barrier_tags
