"""Networks and reach tables survive the disk, and what is damaged is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from accessibility.codes import Unit
from accessibility.errors import DataError
from accessibility.places import Points
from accessibility.reach_table import ReachTable
from accessibility.roads.road_reach import road_reach_table
from accessibility.roads.snapping import DEFAULT_SNAP, SnapRule
from accessibility.straight_line import straight_line_table
from data.network_store import network_digest, read_network, write_network
from data.reach_store import reach_key, read_reach, stored_reach, write_reach
from tests.town import Town

ALL = "ABCDEFGHIJK"


def same(one: ReachTable, other: ReachTable) -> bool:
    return all(
        np.array_equal(getattr(one, name), getattr(other, name))
        for name in ("indptr", "point", "distance_cm", "time_ds", "status", "point_ids")
    )


def test_a_network_comes_back_and_gives_the_same_answers(
    town: Town, tmp_path: Path
) -> None:
    network = town.network()
    write_network(network, tmp_path / "bike")
    write_network(network, tmp_path / "bike")
    back = read_network(tmp_path / "bike")
    assert isinstance(back.vertex_x_cm, np.memmap)
    points = town.points(*ALL)
    assert same(
        road_reach_table(network, points, points),
        road_reach_table(back, points, points),
    )
    assert network_digest(back) == network_digest(network)
    assert [p.name for p in tmp_path.iterdir()] == ["bike"]


def test_the_fingerprint_tells_networks_apart(town: Town) -> None:
    assert network_digest(town.network()) != network_digest(town.network(bridge=False))


def test_a_damaged_network_is_refused(town: Town, tmp_path: Path) -> None:
    write_network(town.network(), tmp_path / "bike")
    (tmp_path / "bike" / "link_end.npy").write_bytes(b"x")
    with pytest.raises(DataError, match="not a road network, or is damaged"):
        read_network(tmp_path / "bike")
    with pytest.raises(DataError, match="not a road network"):
        read_network(tmp_path / "none")


def test_a_reach_table_is_computed_once(town: Town, tmp_path: Path) -> None:
    points = town.points(*ALL)
    computed = []

    def compute() -> ReachTable:
        computed.append(1)
        return road_reach_table(town.network(), points, points)

    first = stored_reach(tmp_path, "k", compute)
    again = stored_reach(tmp_path, "k", compute)
    assert len(computed) == 1
    assert same(first, again)
    assert same(first, road_reach_table(town.network(), points, points))
    (tmp_path / "k" / "point.npy").unlink()
    assert same(stored_reach(tmp_path, "k", compute), first)
    assert len(computed) == 2


def test_empty_and_straight_tables_survive_too(tmp_path: Path) -> None:
    nobody = Points(np.array(["x"]), np.array([np.nan]), np.array([np.nan]))
    table = straight_line_table(nobody, nobody)
    write_reach(table, tmp_path / "t")
    back = read_reach(tmp_path / "t")
    assert back.time_ds is None
    assert same(table, back)


def test_the_key_depends_on_everything(town: Town) -> None:
    points = town.points("A", "B")
    moved = replace(points, x_m=points.x_m + 1)

    def key(
        digest: str = "d",
        some: Points = points,
        unit: Unit = Unit.METRES,
        limit: float = 30_000,
        rule: SnapRule = DEFAULT_SNAP,
    ) -> str:
        return reach_key(digest, some, points, unit=unit, limit=limit, rule=rule)

    keys = {
        key(),
        key(digest="e"),
        key(some=moved),
        key(unit=Unit.SECONDS),
        key(limit=20_000),
        key(rule=SnapRule(max_m=400)),
    }
    assert len(keys) == 6
    assert key() == key()
