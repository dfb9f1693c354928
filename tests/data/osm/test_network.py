"""Networks of a mode: who lives where, waiting at signals, ferries that do not sail."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from accessibility.codes import Mode
from data.access import NL, SCHOOL_DAY
from data.osm import osm_network, read_osm
from tests.drawn_roads import drawn, way_m
from tests.osm_files import write_osm

STREET = {"highway": "residential"}


def test_nobody_lives_in_the_tunnel_under_the_house(tmp_path: Path) -> None:
    places = {
        1: (0.0, 0.0), 2: (2_500.0, 0.0), 3: (0.0, 130.0), 4: (2_500.0, 130.0),
    }  # fmt: skip
    below = {"highway": "cycleway", "tunnel": "yes", "layer": "-2"}
    ways = [([1, 2], below), ([3, 4], STREET)]
    path = write_osm(tmp_path / "a.osm", drawn(places), ways)
    found = way_m(path, (0.0, 20.0), (2_000.0, 130.0), Mode.BIKE)
    assert found == pytest.approx(2_110, rel=0.003)


FERRY = {
    "route": "ferry", "bicycle": "yes", "duration": "00:05",
}  # fmt: skip


@pytest.mark.parametrize(
    ("tags", "month", "metres"),
    [
        ({}, 11, 2_500),
        ({"opening_hours": "May-Sep 10:00-18:00"}, 11, 12_500),
        ({"opening_hours": "May-Sep 08:00-18:00"}, 6, 2_500),
        ({"opening_hours": "Mo-Fr 06:30-19:00; PH off"}, 11, 2_500),
        ({"opening_hours": "on request"}, 11, 2_500),
        ({"seasonal": "summer"}, 11, 12_500),
        ({"seasonal": "summer"}, 7, 2_500),
        ({"seasonal": "yes"}, 11, 2_500),
        ({"access:conditional": "no @ (Nov-Mar)", "bicycle": ""}, 11, 12_500),
    ],
)
def test_a_ferry_that_does_not_sail_takes_nobody(
    tmp_path: Path, tags: dict[str, str], month: int, metres: float
) -> None:
    places = {
        1: (0.0, 0.0), 2: (0.0, 1_000.0), 3: (0.0, 1_500.0), 4: (0.0, 2_500.0),
        5: (5_000.0, 1_000.0), 6: (5_000.0, 1_500.0),
    }  # fmt: skip
    ways = [
        ([1, 2], STREET),
        ([2, 3], FERRY | tags),
        ([3, 4], STREET),
        ([2, 5, 6, 3], STREET),
    ]
    path = write_osm(tmp_path / "a.osm", drawn(places), ways)
    rules = replace(NL, at=SCHOOL_DAY.replace(month=month))
    found = way_m(path, places[1], places[4], Mode.BIKE, rules)
    assert found == pytest.approx(metres, rel=0.003)


def test_waiting_at_signals_is_a_choice(tmp_path: Path) -> None:
    places = {1: (0.0, 0.0), 2: (500.0, 0.0), 3: (1_000.0, 0.0)}
    signal = {2: {"highway": "traffic_signals"}}
    path = write_osm(tmp_path / "a.osm", drawn(places), [([1, 2, 3], STREET)], signal)
    seconds = [
        osm_network(
            read_osm(path), Mode.BIKE, rules=replace(NL, signal_s=wait)
        ).link_forward_ds.sum()
        / 10
        for wait in (0.0, 20.0)
    ]
    assert seconds[1] - seconds[0] == pytest.approx(20, abs=0.2)


@pytest.mark.parametrize(
    ("node", "mode", "open_"),
    [
        ({"access": "no"}, Mode.BIKE, False),
        ({"bicycle": "no"}, Mode.BIKE, False),
        ({"bicycle": "no"}, Mode.WALK, True),
        ({"highway": "crossing", "bicycle": "no"}, Mode.BIKE, True),
        ({"entrance": "yes", "access": "private"}, Mode.WALK, True),
        ({"barrier": "gate", "locked": "yes"}, Mode.BIKE, False),
        ({"barrier": "gate", "locked": "yes", "bicycle": "yes"}, Mode.BIKE, True),
        ({"barrier": "coupure"}, Mode.CAR, True),
        ({"barrier": "sliding_gate"}, Mode.CAR, True),
        ({"barrier": "bollard"}, Mode.CAR, False),
    ],
)
def test_a_node_half_way(
    tmp_path: Path, node: dict[str, str], mode: Mode, *, open_: bool
) -> None:
    places = {
        1: (0.0, 0.0), 2: (1_000.0, 0.0), 3: (2_000.0, 0.0), 4: (1_000.0, 4_000.0),
    }  # fmt: skip
    ways = [([1, 2, 3], STREET), ([1, 4, 3], STREET)]
    path = write_osm(tmp_path / "a.osm", drawn(places), ways, {2: node})
    found = way_m(path, places[1], places[3], mode)
    assert (found < 2_100) == open_
