"""Road networks on disk, mapped into memory when they are opened."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from accessibility.codes import Mode
from accessibility.errors import DataError
from accessibility.roads import RoadNetwork
from data.array_store import digest, read_arrays, write_arrays

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_FORMAT: Final = 1
_KEPT: Final = tuple(
    f
    for f in fields(RoadNetwork)
    if f.name not in {"mode", "epsg"} and not f.name.startswith("_")
)
_ARRAYS: Final = tuple(f.name for f in _KEPT)
_NEEDED: Final = {f.name for f in _KEPT if f.default_factory is MISSING}
"""What a network built by an earlier version has too."""


def write_network(network: RoadNetwork, folder: Path) -> None:
    """Write a network to a folder, whole or not at all.

    Parameters
    ----------
    network
        Roads of one mode.
    folder
        Where; replaced if it exists.
    """
    about = {"format": _FORMAT, "mode": network.mode.value, "epsg": network.epsg}
    write_arrays(folder, network_arrays(network), about)


def read_network(folder: Path) -> RoadNetwork:
    """Open a network.

    Parameters
    ----------
    folder
        Written by `write_network`.

    Raises
    ------
    DataError
        If there is none, it is damaged, or it was written by a newer version.
    """
    arrays, about = read_arrays(folder, "a road network")
    if about.get("format") != _FORMAT or not _NEEDED <= set(arrays) <= {*_ARRAYS}:
        message = (
            f"{folder}: this road network was written by another version; build the "
            "snapshot again"
        )
        raise DataError(message)
    values: dict[str, Any] = dict(arrays)
    return RoadNetwork(mode=Mode(about["mode"]), epsg=int(about["epsg"]), **values)


def network_digest(network: RoadNetwork) -> str:
    """Return a fingerprint of a network."""
    return digest(network_arrays(network), about=f"{network.mode.value} {network.epsg}")


def network_arrays(network: RoadNetwork) -> dict[str, NDArray[Any]]:
    """Return the arrays of a network by name."""
    return {name: np.asarray(getattr(network, name)) for name in _ARRAYS}
