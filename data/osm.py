"""OpenStreetMap files, read in one streaming pass.

The file is read by pyosmium, which keeps up with the disk and holds the places of
nodes while it reads: 16 bytes a node. What stays is 8 bytes for each place along a
road, and a number for its combination of tags. Nodes are told apart by their place:
two at the same centimetre are one, which also joins roads that a mapper left unjoined
at the same spot.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import osmium
from osmium.osm import NODE, WAY

from accessibility.errors import DataError, NetworkError
from data.osm_rules import NODE_KEYS, WAY_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    Tags = dict[str, str]

PER_DEGREE: Final = 10_000_000
"""OpenStreetMap counts in ten-millionths of a degree: about a centimetre."""

_BATCH_WAYS: Final = 4_000
_SPARSE: Final = "sparse_mmap_array"
"""Sixteen bytes a node, given back to the system when done; not on every system."""
_GROWTH: Final = 1.5
_OFTEN_BESIDE: Final = ("name", "surface", "ref", "lanes", "source")
"""Tags without a meaning here, but so common that once they are found there is often
nothing left to look for: asking for a tag is what reading a way spends its time on."""
_WKB_HEADER: Final = 18
_NO_ROADS: Final = frozenset({"construction", "proposed", "abandoned", "razed"})


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
        The same for barriers on a road.
    n_broken
        Number of ways left out because a place of theirs is not in the file.
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
    n_broken: int = 0


def read_osm(path: Path) -> OsmRoads:
    """Read the roads of an OpenStreetMap file in one pass.

    Parameters
    ----------
    path
        An `.osm.pbf` file, or `.osm` XML.

    Raises
    ------
    DataError
        If the file is missing, is not an OpenStreetMap file, or ends too early.
    NetworkError
        If it holds no road.
    """
    if not path.is_file():
        message = f"{path}: no such file"
        raise DataError(message)
    intake = _Intake()
    try:
        for item in _roads_and_barriers(path):
            if item.is_way():
                intake.take_way(item)
            else:
                intake.take_barrier(item)
    except RuntimeError as error:
        message = (
            f"{path}: cannot be read as an OpenStreetMap file ({error}); expected a "
            "complete .osm.pbf, for example from download.geofabrik.de: if it was "
            "downloaded, it may have been cut off"
        )
        raise DataError(message) from error
    return intake.roads(path)


def _roads_and_barriers(path: Path) -> Iterable[Any]:
    """Yield ways with their places, and nodes that bar a road."""
    store = _SPARSE if _SPARSE in osmium.index.map_types() else "flex_mem"
    processor = osmium.FileProcessor(str(path), NODE | WAY).with_locations(store)
    barriers = osmium.filter.KeyFilter("barrier").enable_for(NODE)
    roads = osmium.filter.KeyFilter("highway", "route").enable_for(WAY)
    found: Iterable[Any] = processor.with_filter(barriers).with_filter(roads)
    return found


class _Kinds:
    """Combinations of tags, each numbered when it is first seen."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        self._keys = (*keys[:1], *_OFTEN_BESIDE, *keys[1:])
        self._numbers: dict[tuple[tuple[str, str], ...], int] = {}

    def number(self, tags: Any) -> int:  # noqa: ANN401 - pyosmium's own type
        """Return the number of the combination of an item's tags."""
        get, left, found = tags.get, len(tags), []
        for key in self._keys:
            value = get(key)
            if value is not None:
                left -= 1
                if key not in _OFTEN_BESIDE:
                    found.append((key, value))
                if not left:
                    break
        return self._numbers.setdefault(tuple(found), len(self._numbers))

    def tags(self) -> tuple[Tags, ...]:
        """Return each combination as a mapping of the tags it has."""
        return tuple(dict(combination) for combination in self._numbers)


class _Column:
    """Whole numbers that keep coming; grown where they lie, never copied."""

    def __init__(self) -> None:
        self._values, self._used = np.empty(1024, np.int32), 0

    def extend(self, numbers: NDArray[np.float64]) -> None:
        """Add whole numbers."""
        used = self._used + len(numbers)
        if used > len(self._values):
            self._values.resize(int(used * _GROWTH), refcheck=False)
        self._values[self._used : used] = numbers
        self._used = used

    def values(self) -> NDArray[np.int32]:
        """Return what came, and give back the room left over."""
        self._values.resize(self._used, refcheck=False)
        return self._values


class _Intake:
    """Takes in ways and barriers, and folds them into arrays as it goes."""

    def __init__(self) -> None:
        self._ways, self._barriers = _Kinds(WAY_KEYS), _Kinds(NODE_KEYS)
        self._shape_of = osmium.geom.WKBFactory().create_linestring
        self._way_kind, self._sizes = array("i"), array("i")
        self._shapes: list[str] = []
        self._lon, self._lat = _Column(), _Column()
        self._barrier_rows: list[tuple[int, int, int]] = []
        self._n_broken = 0

    def take_way(self, way: Any) -> None:  # noqa: ANN401 - pyosmium's own type
        """Take in a road or a ferry; anything else is let go."""
        get = way.tags.get
        if get("highway") is None and get("route") != "ferry":
            return
        if get("highway") in _NO_ROADS:
            return
        nodes = way.nodes
        if len(nodes) < 2:  # noqa: PLR2004 - a line has two ends
            return
        try:
            shape = self._shape_of(nodes, osmium.geom.ALL)
        except osmium.InvalidLocationError:
            self._n_broken += 1
            return
        # The coordinates as C wrote them; Python never loops over nodes.
        self._shapes.append(shape[_WKB_HEADER:])
        self._sizes.append(len(nodes))
        self._way_kind.append(self._ways.number(way.tags))
        if len(self._shapes) >= _BATCH_WAYS:
            self._fold()

    def take_barrier(self, node: Any) -> None:  # noqa: ANN401 - pyosmium's own type
        """Take in a barrier."""
        kind = self._barriers.number(node.tags)
        self._barrier_rows.append((kind, node.location.x, node.location.y))

    def _fold(self) -> None:
        degrees = np.frombuffer(bytes.fromhex("".join(self._shapes)), np.float64)
        self._lon.extend(np.rint(degrees[::2] * PER_DEGREE))
        self._lat.extend(np.rint(degrees[1::2] * PER_DEGREE))
        self._shapes.clear()

    def roads(self, path: Path) -> OsmRoads:
        """Return everything taken in."""
        if not self._sizes and self._n_broken:
            message = (
                f"{path}: its {self._n_broken} roads pass nodes that are not in the "
                "file, so they have no place; take an extract that holds ways with "
                "their nodes"
            )
            raise NetworkError(message)
        if not self._sizes:
            message = (
                f"{path}: holds no roads (ways tagged highway=* or route=ferry); is it "
                "an extract of something else?"
            )
            raise NetworkError(message)
        self._fold()
        barriers = np.array(self._barrier_rows, np.int32).reshape(-1, 3)
        return OsmRoads(
            name=path.name,
            way_tags=self._ways.tags(),
            way_kind=np.array(self._way_kind, np.int32),
            way_ptr=np.concatenate([[0], np.cumsum(self._sizes)]).astype(np.int64),
            lon=self._lon.values(),
            lat=self._lat.values(),
            barrier_tags=self._barriers.tags(),
            barrier_kind=barriers[:, 0],
            barrier_lon=barriers[:, 1],
            barrier_lat=barriers[:, 2],
            n_broken=self._n_broken,
        )
