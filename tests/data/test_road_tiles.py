"""A tile on disk is the tile that was written, with what it knows of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from accessibility.codes import Unit
from accessibility.errors import DataError
from accessibility.roads import block_of, tiles_of
from data.road_tiles import read_tile, write_tile
from tests.random_roads import random_network, random_points

if TYPE_CHECKING:
    from pathlib import Path


def test_a_tile_read_again_gives_the_same_block(tmp_path: Path) -> None:
    network = random_network(3, n_places=80, n_roads=60)
    homes, sites = random_points(3, 60, "h"), random_points(4, 9, "s")
    unit, limit = Unit.METRES, 700.0
    tiles = tiles_of(network, homes, sites, side_m=900, unit=unit, limit=limit)
    for number, tile in enumerate(tiles):
        folder = tmp_path / str(number)
        size = write_tile(tile, folder)
        assert size <= sum(path.stat().st_size for path in folder.iterdir())
        again = read_tile(folder)
        assert isinstance(again.network.node_x_cm, np.memmap)
        one, other = (
            block_of(some, slice(None), unit=unit, limit=limit)
            for some in (again, tile)
        )
        for values, right in zip(one, other, strict=True):
            np.testing.assert_array_equal(values, right)


def test_a_tile_that_is_not_there_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="a tile of a road network"):
        read_tile(tmp_path / "weg")
