"""The line as a snapshot on disk, for commands; with schools, labs and roads."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from accessibility.codes import Mode
from accessibility.places import RD_NEW
from accessibility.roads.network_tables import network_from_tables
from accessibility.snapshot import Snapshot
from data.snapshots import write_snapshot
from tests.conftest import KM, X_M, Y_M


@pytest.fixture
def snapshot_path(line_snapshot: Snapshot, tmp_path: Path) -> str:
    """Write the line to a folder and return its name."""
    folder = tmp_path / "land"
    write_snapshot(line_snapshot, folder)
    return str(folder)


@pytest.fixture
def lab_snapshot(line_snapshot: Snapshot) -> Snapshot:
    """Return the line with a school per placed postcode, a techlab at the first."""
    postcodes = line_snapshot.postcodes.iloc[:3]
    schools = gpd.GeoDataFrame(
        {
            "brin6": ["XP0100", "XP0200", "XP0300"],
            "naam": ["Aa", "Bee", "Cee"],
            "plaats": ["Aa", "Bee", "Cee"],
            "pc4": postcodes.pc4.to_numpy(),
            "pupils": [20.0, 30.0, 60.0],
        },
        geometry=postcodes.geometry.to_numpy(),
        crs=RD_NEW,
    )
    labs = gpd.GeoDataFrame(
        {
            "facility_id": ["L1"],
            "naam": ["Lab"],
            "kind": ["techlab"],
            "owner": ["po"],
            "date": [None],
        },
        geometry=postcodes.geometry.to_numpy()[:1],
        crs=RD_NEW,
    )
    return line_snapshot.edited(basisscholen=schools, facilities=labs)


@pytest.fixture
def lab_path(lab_snapshot: Snapshot, tmp_path: Path) -> str:
    """Write the line with schools and a techlab."""
    folder = tmp_path / "labs"
    write_snapshot(lab_snapshot, folder)
    return str(folder)


@pytest.fixture
def road_path(lab_snapshot: Snapshot, tmp_path: Path) -> str:
    """Write it with roads: by bike over a hill, and by car not over the water.

    A bike climbs from 0 to 10 km over a hill of 6 km: 15.62 km. There is no way for a
    car between 10 and 20 km, and no road at 25 km.
    """
    hill = network_of([(0, 0), (5, 6), (10, 0), (20, 0), (25, 0)], [0, 1, 2, 3])
    water = network_of([(0, 0), (5, 0), (10, 0), (18, 0), (20, 0)], [0, 1, 3])
    roads = {
        Mode.BIKE: network_from_tables(*hill, mode=Mode.BIKE),
        Mode.CAR: network_from_tables(*water, mode=Mode.CAR),
    }
    folder = tmp_path / "roads"
    write_snapshot(dataclasses.replace(lab_snapshot, roads=roads), folder)
    return str(folder)


@pytest.fixture
def hill_path(line_snapshot: Snapshot, tmp_path: Path) -> str:
    """Write the line with a road along it that climbs a hill of 6 km after home A."""
    hill = [(0.0, 0.0), (5.0, 6.0), (10.0, 0.0), (20.0, 0.0), (25.0, 0.0)]
    nodes, edges = network_of(hill, [0, 1, 2, 3])
    usual = edges.drop(columns="speed_kmh")
    network = network_from_tables(nodes, usual, mode=Mode.BIKE)
    folder = tmp_path / "hill"
    roads = {Mode.BIKE: network}
    write_snapshot(dataclasses.replace(line_snapshot, roads=roads), folder)
    return str(folder)


def network_of(
    places: list[tuple[float, float]], starts: list[int]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return junctions at some kilometres, with an edge from each start to the next."""
    nodes = pd.DataFrame(
        {
            "node_id": range(len(places)),
            "x_m": [X_M + x * KM for x, _ in places],
            "y_m": [Y_M + y * KM for _, y in places],
        }
    )
    ends = [start + 1 for start in starts]
    edges = pd.DataFrame({"from_node": starts, "to_node": ends, "speed_kmh": 15.0})
    return nodes, edges
