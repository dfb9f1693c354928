"""The roads of an OpenStreetMap file, for all modes together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Tags = Mapping[str, str]

PER_DEGREE: Final = 10_000_000
"""OpenStreetMap counts in ten-millionths of a degree: about a centimetre."""

UNKNOWN: Final = np.iinfo(np.int32).max
"""Longitude of a node that is not in the file."""

OUTSIDE: Final = UNKNOWN - 1
"""Longitude of a node that lies beyond what is read."""


OVER_WAYS: Final = -1
"""In the place of a key: no place has it."""


class Turn(NamedTuple):
    """A turn restriction: from a way over a place, or over ways, onto a way.

    Parameters
    ----------
    from_way, to_way
        Identifiers of the ways.
    via
        Key of the place; `OVER_WAYS` if it leads over ways.
    tags
        Of the relation: what is restricted, and for whom.
    over
        Identifiers of the ways that it leads over.
    """

    from_way: int
    via: int
    to_way: int
    tags: Tags
    over: tuple[int, ...] = ()


@dataclass(frozen=True)
class Told:
    """What happened while a file was read: numbers of ways and nodes, and kilometres.

    Parameters
    ----------
    deleted, superseded
        Objects left out because they are deleted, or there is a newer version.
    cut, cut_km
        Ways that pass nodes which are not in the file, and what is kept of them.
    lost
        Ways of which no two nodes in a row are in the file.
    beyond
        Ways left out or cut because they lie beyond what is read.
    joined, kept_apart
        Nodes at the place of another: joined, or kept apart by layer or bridge.
    squares, crossings
        Squares walked across, and the ways across them.
    turns_unread
        Turn restrictions that are not obeyed: over ways, or incomplete.
    """

    deleted: int = 0
    superseded: int = 0
    cut: int = 0
    cut_km: float = 0.0
    lost: int = 0
    beyond: int = 0
    joined: int = 0
    kept_apart: int = 0
    squares: int = 0
    crossings: int = 0
    turns_unread: int = 0


@dataclass(frozen=True, eq=False)
class OsmRoads:
    """Roads, ferries and barriers of an OpenStreetMap file, for all modes together.

    Places are in ten-millionths of a degree. Ways with the same tags share them.

    Parameters
    ----------
    name
        Name of the file.
    way_tags
        Every combination of tags that occurs.
    way_kind
        Row in `way_tags` of each way, int32, shape `(n_ways,)`.
    way_ptr
        Start of each way's places, int64, shape `(n_ways + 1,)`.
    lon, lat
        Places along the ways, int32.
    barrier_tags, barrier_kind, barrier_lon, barrier_lat
        The same for nodes that may stop or slow a mode: barriers, access, signals.
    way_id
        Identifier of each way, int64; of a way cut in parts the same, of a way across
        a square nought. Empty if there are none.
    turns
        Turn restrictions.
    told
        What happened while the file was read.
    """

    name: str
    way_tags: tuple[Tags, ...]
    way_kind: NDArray[np.int32]
    way_ptr: NDArray[np.int64]
    lon: NDArray[np.int32]
    lat: NDArray[np.int32]
    barrier_tags: tuple[Tags, ...]
    barrier_kind: NDArray[np.int32]
    barrier_lon: NDArray[np.int32]
    barrier_lat: NDArray[np.int32]
    way_id: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    turns: tuple[Turn, ...] = ()
    told: Told = field(default_factory=Told)


def place_keys(lon: NDArray[np.int32], lat: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return one number per place, from ten-millionths of a degree."""
    key = lon.astype(np.int64)
    key <<= 32
    key |= lat.view(np.uint32)
    return key


def places_of(
    key: NDArray[np.int64],
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return longitude and latitude of places, in ten-millionths of a degree."""
    return (key >> 32).astype(np.int32), key.astype(np.int32)
