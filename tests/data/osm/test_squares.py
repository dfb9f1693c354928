"""Squares are walked across, from entrance to entrance, in sight of each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from accessibility.codes import Mode
from data.osm import read_osm
from tests.drawn_roads import drawn, way_m
from tests.osm_files import write_osm

STREET = {"highway": "residential"}
SQUARE = {"highway": "pedestrian", "bicycle": "yes"}
# A square of 300 by 400 m between two streets of 500 m.
PLACES = {
    1: (-500.0, 0.0), 2: (0.0, 0.0), 3: (300.0, 0.0), 4: (300.0, 400.0),
    5: (0.0, 400.0), 6: (800.0, 400.0), 7: (150.0, 200.0),
}  # fmt: skip
HOME, SCHOOL = PLACES[1], PLACES[6]
ACROSS, ALONG = 1_500.0, 1_700.0
STREETS = [([1, 2], STREET), ([4, 6], STREET)]


@pytest.mark.parametrize("mode", [Mode.WALK, Mode.BIKE])
def test_a_closed_way(tmp_path: Path, mode: Mode) -> None:
    ways = [*STREETS, ([2, 3, 4, 5, 2], SQUARE | {"area": "yes"})]
    path = write_osm(tmp_path / "a.osm", drawn(PLACES), ways)
    told = read_osm(path).told
    assert (told.squares, told.crossings) == (1, 1)
    assert way_m(path, HOME, SCHOOL, mode) == pytest.approx(ACROSS, rel=0.003)


def test_a_ring_that_is_no_square_is_walked_around(tmp_path: Path) -> None:
    ways = [*STREETS, ([2, 3, 4, 5, 2], SQUARE)]
    path = write_osm(tmp_path / "a.osm", drawn(PLACES), ways)
    assert way_m(path, HOME, SCHOOL, Mode.WALK) == pytest.approx(ALONG, rel=0.003)


def test_a_multipolygon_of_bare_ways(tmp_path: Path) -> None:
    ways = [*STREETS, ([2, 3, 4], {}), ([4, 5, 2], {})]
    relation = [("w", 3, "outer"), ("w", 4, "outer")], SQUARE | {"type": "multipolygon"}
    for ending in ("osm", "osm.pbf"):
        path = tmp_path / f"a.{ending}"
        write_osm(path, drawn(PLACES), ways, relations=[relation])
        for mode in (Mode.WALK, Mode.BIKE):
            found = way_m(path, HOME, SCHOOL, mode)
            assert found == pytest.approx(ACROSS, rel=0.003)
    bare = write_osm(tmp_path / "b.osm", drawn(PLACES), ways)
    assert way_m(bare, HOME, SCHOOL, Mode.WALK) != pytest.approx(ALONG, rel=0.003)


def test_nobody_walks_through_what_stands_on_a_square(tmp_path: Path) -> None:
    hall = {
        11: (120.0, 150.0),
        12: (180.0, 150.0),
        13: (180.0, 250.0),
        14: (120.0, 250.0),
    }
    ways = [*STREETS, ([2, 3, 4, 5, 2], {}), ([11, 12, 13, 14, 11], {})]
    relation = [("w", 3, "outer"), ("w", 4, "inner")], SQUARE | {"type": "multipolygon"}
    nodes = drawn({**PLACES, **hall})
    path = write_osm(tmp_path / "a.osm", nodes, ways, relations=[relation])
    assert read_osm(path).told.crossings == 0
    assert way_m(path, HOME, SCHOOL, Mode.WALK) == pytest.approx(ALONG, rel=0.003)


def test_a_corner_hides_what_lies_behind_it(tmp_path: Path) -> None:
    ways = [*STREETS, ([2, 3, 4, 7, 2], SQUARE | {"area": "yes"})]
    bent = {**PLACES, 7: (280.0, 20.0)}
    path = write_osm(tmp_path / "a.osm", drawn(bent), ways)
    assert read_osm(path).told.crossings == 0
    assert way_m(path, HOME, SCHOOL, Mode.WALK) == pytest.approx(1_661, rel=0.003)


def test_a_square_with_a_node_beyond_the_file_is_left_as_it_is(tmp_path: Path) -> None:
    ways = [*STREETS, ([2, 3, 4, 99, 2], SQUARE | {"area": "yes"})]
    path = write_osm(tmp_path / "a.osm", drawn(PLACES), ways)
    assert read_osm(path).told.crossings == 0
    assert way_m(path, HOME, SCHOOL, Mode.WALK) == pytest.approx(ALONG, rel=0.003)


def test_a_lift_drawn_as_a_ring_is_passed(tmp_path: Path) -> None:
    ways = [*STREETS, ([2, 3, 4, 5, 2], {"highway": "elevator"})]
    path = write_osm(tmp_path / "a.osm", drawn(PLACES), ways)
    assert way_m(path, HOME, SCHOOL, Mode.WALK) == pytest.approx(ACROSS, rel=0.003)
