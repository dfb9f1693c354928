"""Tiles of a network on disk, for workers that must not hold the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from accessibility.codes import Mode
from accessibility.places import Points
from accessibility.roads import Coverage, Tile, coverage_of, tile_network
from data.array_store import read_arrays, write_arrays
from data.network_store import network_arrays

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_OF_TILE: Final = ("rows", "is_home", "site_rows")


def write_tile(tile: Tile, folder: Path) -> int:
    """Write a tile to a folder, and return how many bytes a worker reads."""
    network, coverage = tile.network, coverage_of(tile.network)
    arrays = {
        **{f"road_{name}": some for name, some in network_arrays(network).items()},
        **{name: getattr(tile, name) for name in _OF_TILE},
        **_places("point", tile.points),
        **_places("site", tile.sites),
        "part": network.node_part,
        "covered": coverage.covered,
        "inside_m": coverage.inside_m,
    }
    about = {
        "mode": network.mode.value,
        "epsg": network.epsg,
        "corner": [coverage.west_m, coverage.south_m, coverage.cell_m],
    }
    write_arrays(folder, arrays, about)
    return sum(array.nbytes for array in arrays.values())


def read_tile(folder: Path) -> Tile:
    """Open a tile, mapped into memory.

    Raises
    ------
    DataError
        If there is none, or it is damaged.
    """
    arrays, about = read_arrays(folder, "a tile of a road network")
    epsg = int(about["epsg"])
    roads = {
        name.removeprefix("road_"): some
        for name, some in arrays.items()
        if name.startswith("road_")
    }
    west_m, south_m, cell_m = about["corner"]
    known = arrays["covered"], arrays["inside_m"]
    coverage = Coverage(west_m, south_m, cell_m, *known)
    network = tile_network(
        {"mode": Mode(about["mode"]), "epsg": epsg, **roads}, arrays["part"], coverage
    )
    return Tile(
        network,
        _points("point", arrays, epsg),
        arrays["rows"],
        arrays["is_home"],
        _points("site", arrays, epsg),
        arrays["site_rows"],
    )


def _places(name: str, points: Points) -> dict[str, NDArray[np.float64]]:
    return {f"{name}_x_m": points.x_m, f"{name}_y_m": points.y_m}


def _points(name: str, arrays: dict[str, NDArray[Any]], epsg: int) -> Points:
    x_m, y_m = arrays[f"{name}_x_m"], arrays[f"{name}_y_m"]
    return Points(np.arange(len(x_m)).astype(np.str_), x_m, y_m, epsg)
