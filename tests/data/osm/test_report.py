"""What a report says of a road file: nothing is cut or assumed silently."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from data.access import NL
from data.osm import RoadLine, read_osm, road_lines
from tests.drawn_roads import drawn
from tests.osm_files import write_osm

PLACES = {1: (0.0, 0.0), 2: (1_000.0, 0.0), 3: (0.0, 1_000.0), 4: (1_000.0, 1_000.0)}
STREET = {"highway": "residential"}


def lines_of(path: Path, rules: object = NL) -> dict[str, RoadLine]:
    lines = road_lines(read_osm(path), rules)  # type: ignore[arg-type]  # always rules
    return {line.what: line for line in lines}


@pytest.mark.parametrize(
    ("tags", "what", "example"),
    [
        ({"highway": "runway"}, "unknown kind", "highway=runway (1, 1.0 km)"),
        (STREET | {"bicycle": "maybe"}, "unknown value", "bicycle=maybe (1, 1.0 km)"),
        (STREET | {"access": "NO"}, "unknown value", "access=NO (1, 1.0 km)"),
        (STREET | {"oneway": "Yes"}, "unknown value", "oneway=Yes (1, 1.0 km)"),
        (
            STREET | {"bicycle:conditional": "no @ (wet)"},
            "condition not applied",
            "bicycle:conditional=no @ (wet) (1, 1.0 km)",
        ),
        (
            {"route": "ferry", "duration": "soon"},
            "unread duration",
            "duration=soon (1, 1.0 km)",
        ),
        (
            {"route": "ferry", "duration": "20;25"},
            "unread duration",
            "duration=20;25 (1, 1.0 km)",
        ),
    ],
)
def test_what_is_not_understood_is_named(
    tmp_path: Path, tags: dict[str, str], what: str, example: str
) -> None:
    ways = [([1, 2], tags), ([1, 3], STREET)]
    lines = lines_of(write_osm(tmp_path / "a.osm", drawn(PLACES), ways))
    assert lines[what].number == 1
    assert lines[what].examples == (example,)
    assert "1.0 km" in lines[what].why


def test_a_plain_file_has_nothing_to_tell(tmp_path: Path) -> None:
    ways = [([1, 2, 4], STREET | {"oneway": "yes", "access": "destination"})]
    gate = {2: {"barrier": "gate"}}
    assert not lines_of(write_osm(tmp_path / "a.osm", drawn(PLACES), ways, gate))


def test_a_street_closed_around_the_first_bell_is_told(tmp_path: Path) -> None:
    bell = STREET | {"motor_vehicle:conditional": "no @ (Mo-Fr 08:00-09:00)"}
    ways = [([1, 2], bell), ([1, 3], STREET)]
    path = write_osm(tmp_path / "a.osm", drawn(PLACES), ways)
    lines = lines_of(path)
    assert lines["closed to car at the moment"].number == 1
    assert "closed to bike at the moment" not in lines
    assert "judged at Tue 17 Nov 2026 08:30; 1.0 km" in lines["conditional"].why
    later = lines_of(path, replace(NL, at=NL.at and NL.at.replace(hour=10)))
    assert "closed to car at the moment" not in later
    assert "judged at never" in lines_of(path, replace(NL, at=None))["conditional"].why


def test_ferries_and_barriers(tmp_path: Path) -> None:
    ferry = {"route": "ferry"}
    ways = [
        ([1, 2], ferry | {"seasonal": "summer"}),
        ([3, 4], ferry | {"opening_hours": "on request"}),
        ([1, 3], STREET),
    ]
    nodes = {1: {"barrier": "dragon"}, 3: {"barrier": "bollard"}}
    lines = lines_of(write_osm(tmp_path / "a.osm", drawn(PLACES), ways, nodes))
    assert lines["ferry not sailing"].number == 1
    assert lines["ferry assumed"].number == 1
    assert lines["unknown barrier"].examples == ("barrier=dragon (1)",)


def test_what_happened_while_reading(tmp_path: Path) -> None:
    ways = [([1, 2, 99], STREET), ([98, 97], STREET), ([1, 3], STREET)]
    tunnel = ([3, 4], STREET | {"tunnel": "yes"})
    path = write_osm(tmp_path / "a.osm", drawn(PLACES), [*ways, tunnel])
    lines = lines_of(path)
    assert {name: line.number for name, line in lines.items()} == {
        "cut": 1,
        "lost": 1,
        "no address": 1,
    }
    assert "1.0 km of them up to there are kept" in lines["cut"].why
