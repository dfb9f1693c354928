"""A network cut in tiles tells the same as whole, to the byte."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessibility.codes import Mode, Unit
from accessibility.errors import NetworkError
from accessibility.places import Points
from accessibility.reach_table import ReachTable
from accessibility.roads.road_reach import road_reach_table
from accessibility.roads.tiles import block_of, joined, tiles_of
from data.osm import osm_network, read_osm
from tests.data.osm.test_turning import CROSSED, DOWN, TWO_WAYS, file, over
from tests.drawn_roads import drawn, points_on
from tests.osm_files import write_osm
from tests.random_roads import random_network, random_points

if TYPE_CHECKING:
    from pathlib import Path

    from accessibility.roads.network import RoadNetwork


def _in_tiles(
    network: RoadNetwork,
    homes: Points,
    sites: Points,
    side_m: float,
    unit: Unit,
    limit: float,
    seed: int,
) -> tuple[ReachTable, int]:
    """Return the table of tiles in blocks of two, shuffled, and how many tiles."""
    tiles = list(tiles_of(network, homes, sites, side_m=side_m, unit=unit, limit=limit))
    blocks = []
    for tile in tiles:
        starts = range(0, max(len(tile.sites), 1), 2)
        blocks += [
            block_of(tile, slice(a, a + 2), unit=unit, limit=limit) for a in starts
        ]
    np.random.default_rng(seed).shuffle(blocks)
    table = joined(blocks, network, (homes.ids, sites.ids), unit=unit, limit=limit)
    return table, len(tiles)


def _same(one: ReachTable, other: ReachTable) -> None:
    for field in fields(ReachTable):
        left, right = getattr(one, field.name), getattr(other, field.name)
        if isinstance(right, np.ndarray):
            assert left.dtype == right.dtype, field.name
            assert left.tobytes() == right.tobytes(), field.name
        else:
            assert left == right, field.name


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 2**16),
    side_m=st.floats(200, 4_000),
    part=st.floats(0.03, 1.0),
    unit=st.sampled_from(Unit),
)
def test_tiles_of_any_side_give_the_table_of_the_whole(
    seed: int, side_m: float, part: float, unit: Unit
) -> None:
    network = random_network(seed, n_places=60, n_roads=60)
    homes, sites = random_points(seed, 80, "h"), random_points(seed + 1, 9, "s")
    # One without a place, and one on the other side of the world.
    homes.x_m[0], homes.x_m[1], sites.x_m[0] = np.nan, 9e5, np.nan
    limit = part * (3_000 if unit is Unit.METRES else 900)
    whole = road_reach_table(network, homes, sites, unit=unit, limit=limit, workers=1)
    table, _ = _in_tiles(network, homes, sites, side_m, unit, limit, seed)
    _same(table, whole)


def test_a_tile_is_smaller_than_the_whole() -> None:
    network = random_network(5, n_places=400, n_roads=10)
    homes, sites = random_points(5, 50, "h"), random_points(6, 9, "s")
    tiles = list(
        tiles_of(network, homes, sites, side_m=500, unit=Unit.METRES, limit=200)
    )
    assert len(tiles) > 9
    # Its ring runs across: every road is long, and still most lie elsewhere.
    assert max(tile.network.n_links for tile in tiles) < network.n_links
    assert sum(int(tile.is_home.sum()) for tile in tiles) == len(homes)
    assert sum(len(tile.sites) for tile in tiles) == len(sites)


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("over_a_way", [False, True])
def test_turns_that_are_forbidden_stay_so(
    tmp_path: Path, unit: Unit, *, over_a_way: bool
) -> None:
    if over_a_way:
        path, forbidden = tmp_path / "over.osm", [over("no_u_turn", DOWN)]
        write_osm(path, drawn(TWO_WAYS), CROSSED, relations=forbidden)
    else:
        path = file(tmp_path, {"restriction": "no_left_turn"})
    network = osm_network(read_osm(path), Mode.CAR)
    assert len(network.turn_exits) > 0
    at = [
        (float(east), north)
        for east in range(-900, 1_000, 200)
        for north in (-500.0, 0.0, 500.0)
    ]
    homes, sites = points_on(network, at), points_on(network, at[::4])
    limit = 2_600.0 if unit is Unit.METRES else 200.0
    whole = road_reach_table(network, homes, sites, unit=unit, limit=limit)
    table, n_tiles = _in_tiles(network, homes, sites, 250, unit, limit, seed=1)
    assert n_tiles > 9
    assert len(whole.point) > len(sites)
    _same(table, whole)


def test_places_of_another_region_are_refused_as_by_one_process() -> None:
    network = random_network(5, n_places=20, n_roads=20)
    far = Points(np.array(["a"]), np.array([9e5]), np.array([9e5]))
    tiles = tiles_of(network, far, far, side_m=500, unit=Unit.METRES, limit=200)
    with pytest.raises(NetworkError, match="outside the network"):
        next(tiles)
