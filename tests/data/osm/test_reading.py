"""Reading OpenStreetMap files: what comes in, and what is refused."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from accessibility.codes import Mode
from accessibility.errors import CrsError, DataError, NetworkError
from accessibility.reach_table import NOT_FOUND
from data.osm import osm_network, read_osm
from tests.osm_files import DEGREE_M, write_osm

NODES = {1: (5.0, 52.0), 2: (5.001, 52.0), 3: (5.002, 52.0), 4: (5.001, 52.001)}
STREET = {"highway": "residential", "name": "Dorpsstraat"}
WAYS = [([1, 2, 3], STREET), ([2, 4], {"highway": "cycleway"})]


@pytest.mark.parametrize("ending", ["osm.pbf", "osm"])
def test_roads_of_a_file(tmp_path: Path, ending: str) -> None:
    other = [([1, 4], {"building": "yes"}), ([3, 4], {"route": "bus"})]
    roads = read_osm(write_osm(tmp_path / f"a.{ending}", NODES, WAYS + other))
    assert roads.way_ptr.tolist() == [0, 3, 5]
    assert roads.lon.tolist() == [50_000_000, 50_010_000, 50_020_000] + [50_010_000] * 2
    assert roads.way_tags == ({"highway": "residential"}, {"highway": "cycleway"})


def test_lengths_are_those_of_the_ground(tmp_path: Path) -> None:
    roads = read_osm(write_osm(tmp_path / "a.osm", NODES, WAYS))
    network = osm_network(roads, Mode.BIKE)
    assert network.epsg == 28992
    north = network.link_length_cm[network.link_length_cm > 10_000]
    assert north.tolist() == pytest.approx([0.001 * DEGREE_M * 100], rel=2e-3)
    assert osm_network(roads, Mode.CAR).n_links == 1


def test_a_barrier_cuts_the_road_for_those_it_stops(tmp_path: Path) -> None:
    bollard = {2: {"barrier": "bollard"}}
    roads = read_osm(write_osm(tmp_path / "a.osm", NODES, WAYS[:1], bollard))
    assert osm_network(roads, Mode.BIKE).n_links == 1
    car = osm_network(roads, Mode.CAR)
    assert (car.n_links, car.n_nodes) == (2, 4)
    assert len(car.component_m) == 2


def test_nodes_at_the_same_spot_are_one(tmp_path: Path) -> None:
    nodes = {**NODES, 5: NODES[3], 6: (5.003, 52.0)}
    roads = read_osm(
        write_osm(tmp_path / "a.osm", nodes, [([1, 2, 3], STREET), ([5, 6], STREET)])
    )
    assert len(osm_network(roads, Mode.BIKE).component_m) == 1


def test_the_utm_zone_is_taken_elsewhere_and_degrees_are_refused(
    tmp_path: Path,
) -> None:
    nodes = {1: (-8.61, 41.15), 2: (-8.60, 41.15)}
    roads = read_osm(write_osm(tmp_path / "a.osm", nodes, [([1, 2], STREET)]))
    assert osm_network(roads, Mode.WALK).epsg == 32629
    with pytest.raises(CrsError, match="does not measure in metres"):
        osm_network(roads, Mode.WALK, epsg=4326)
    with pytest.raises(CrsError, match="not a known"):
        osm_network(roads, Mode.WALK, epsg=1)


def test_a_way_is_kept_up_to_the_node_that_is_missing(tmp_path: Path) -> None:
    ways = [([1, 2, 99, 3, 4], STREET), ([1, 99], STREET), ([98, 1, 97], STREET)]
    roads = read_osm(write_osm(tmp_path / "a.osm", NODES, ways))
    assert roads.way_ptr.tolist() == [0, 2, 4]
    assert roads.lon.tolist() == [50_000_000, 50_010_000, 50_020_000, 50_010_000]
    assert roads.way_id.tolist() == [1, 1]
    assert (roads.told.cut, roads.told.lost) == (1, 2)
    assert roads.told.cut_km == pytest.approx(0.068 + 0.130, abs=0.002)


def test_a_file_whose_roads_all_lack_their_nodes(tmp_path: Path) -> None:
    path = write_osm(tmp_path / "a.osm", NODES, [([98, 99], STREET)])
    with pytest.raises(NetworkError, match="its 1 roads pass nodes that are not in"):
        read_osm(path)


def test_zero_steps_and_repeated_places_do_no_harm(tmp_path: Path) -> None:
    ways = [([1, 1, 2, 2, 3], STREET), ([4, 4], STREET)]
    roads = read_osm(write_osm(tmp_path / "a.osm", NODES, ways))
    network = osm_network(roads, Mode.BIKE)
    assert network.n_links == 1
    assert (network.link_forward_ds != NOT_FOUND).all()


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such file"):
        read_osm(tmp_path / "none.osm.pbf")


def test_not_an_osm_file(tmp_path: Path) -> None:
    path = tmp_path / "a.osm.pbf"
    path.write_text("id,lon,lat\n", encoding="utf-8")
    with pytest.raises(DataError, match="cannot be read as an OpenStreetMap file"):
        read_osm(path)
    text = tmp_path / "a.csv"
    text.write_text("id,lon,lat\n", encoding="utf-8")
    with pytest.raises(DataError, match="cannot be read as an OpenStreetMap file"):
        read_osm(text)


@pytest.mark.parametrize(
    ("whole", "wrong", "told"),
    [
        ('lat="52.001"', 'lat="52,001"', "characters after coordinate"),
        ('lat="52.001"', 'lat=""', "wrong format for coordinate"),
        ('<nd ref="3"', '<nd ref="x"', "illegal id: 'x'"),
        ("</osm>", "<remark> runtime error: timed out </remark></osm>", "timed out"),
    ],
)
def test_what_is_wrong_in_a_file_is_told(
    tmp_path: Path, whole: str, wrong: str, told: str
) -> None:
    path = write_osm(tmp_path / "a.osm", NODES, WAYS)
    text = path.read_text(encoding="utf-8")
    assert whole in text
    path.write_text(text.replace(whole, wrong, 1), encoding="utf-8")
    with pytest.raises(DataError, match=told):
        read_osm(path)


def test_a_file_cut_off(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    nodes = {k: (5 + x, 52 + y) for k, (x, y) in enumerate(rng.random((9_000, 2)), 1)}
    ways = [([k, k + 1], STREET) for k in range(1, 9_000)]
    whole = write_osm(tmp_path / "a.osm.pbf", nodes, ways)
    part = tmp_path / "b.osm.pbf"
    part.write_bytes(whole.read_bytes()[: whole.stat().st_size * 2 // 3])
    with pytest.raises(DataError, match="may have been cut off"):
        read_osm(part)


def test_a_file_without_roads(tmp_path: Path) -> None:
    path = write_osm(tmp_path / "a.osm", NODES, [([1, 2], {"building": "yes"})])
    with pytest.raises(NetworkError, match="holds no roads"):
        read_osm(path)
    only = write_osm(tmp_path / "b.osm", NODES, [([1, 2], {"highway": "motorway"})])
    with pytest.raises(NetworkError, match="no road is open to mode 'walk'"):
        osm_network(read_osm(only), Mode.WALK)


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("name", "km"), [("liechtenstein-latest", 1_000), ("porto_portugal", 9_300)]
)
def test_real_files(name: str, km: float) -> None:
    path = Path(os.environ["BEREIK_REALDATA"]) / "osm" / f"{name}.osm.pbf"
    roads = read_osm(path)
    for mode in (Mode.BIKE, Mode.WALK):
        network = osm_network(roads, mode)
        assert network.component_m[0] > km * 1_000
        assert network.component_m[0] > 0.9 * network.component_m.sum()
