"""OpenStreetMap files of any packing, read by pyosmium object by object.

For XML, for files with history, and for others that the reader of blocks leaves alone:
in two passes, so that the order of nodes and ways does not matter, and of every object
only the newest version counts.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final
from xml.parsers import expat

import numpy as np
import osmium
from osmium.osm import NODE, RELATION, WAY

from data.access import (
    KINDS_OF_WAY,
    RELATION_KEYS,
    STOPPING_KEYS,
    WAY_KEYS,
    is_road,
    node_tags,
    way_tags,
)
from data.osm.items import (
    SIGNALS,
    Items,
    Member,
    Nodes,
    Relation,
    TagKinds,
    Ways,
    is_relation_read,
    rows_of_vias,
)
from data.osm.lookups import turned_to_rows, unique_sorted
from data.osm.roads import OUTSIDE, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from data.osm.strip import Strip

_RELATION_KEYS: Final = frozenset({"type", *RELATION_KEYS, *WAY_KEYS})
_MARK: Final = b"action="
_DELETE: Final = ("action", "delete")
_CHUNK: Final = 1 << 20
_TAIL: Final = 4096
_REMARK: Final = re.compile(rb"<remark>\s*(.*?)\s*</remark>", re.DOTALL)
"""What Overpass writes at the end of a file."""


def read_streamed(path: Path, strip: Strip | None = None) -> Items:
    """Read a file of any packing.

    Parameters
    ----------
    path
        The file.
    strip
        What to keep to; None for everything.

    Raises
    ------
    RuntimeError
        If it is damaged, or says itself that it is not whole.
    """
    _refuse_broken_off(path)
    try:
        reader = _Reader(path)
        relations = tuple(reader.relations())
        members = {ref for one in relations for ref in one.ways()}
        ways, ids = reader.ways(members)
        nodes = reader.nodes(ids, relations, strip)
    except (ValueError, osmium.InvalidLocationError) as error:
        # A number or a place that is none.
        raise RuntimeError(str(error)) from error
    return Items(ways, nodes, relations, reader.counts)


class _Reader:
    """One file, read kind by kind; counts what is deleted or older."""

    def __init__(self, path: Path) -> None:
        self._path, self._gone = path, _marked_deleted(path)
        self._places: dict[int, tuple[int, int]] = {}
        self.counts: Counter[str] = Counter()

    def _newest(self, kind: Any) -> Iterator[Any]:  # noqa: ANN401 - pyosmium's bits
        """Yield objects of a kind, and whether each is deleted.

        A later one of the same identifier takes the place of an earlier one; older
        versions of what was already yielded are left out.
        """
        best: dict[int, int] = {}
        letter = {NODE: "node", WAY: "way", RELATION: "relation"}[kind]
        for item in osmium.FileProcessor(str(self._path), kind):
            if item.id in best:
                self.counts["superseded"] += 1
            if item.version < best.get(item.id, -1):
                continue
            best[item.id] = item.version
            yield item, item.deleted or (letter, item.id) in self._gone

    def relations(self) -> Iterator[Relation]:
        """Yield the relations that are read."""
        found: dict[int, Relation] = {}
        for item, is_gone in self._newest(RELATION):
            found.pop(item.id, None)
            self.counts["deleted"] += is_gone
            tags = {key: value for key, value in item.tags if key in _RELATION_KEYS}
            if not is_gone and is_relation_read(tags):
                members = (Member(m.type, m.ref, m.role) for m in item.members)
                found[item.id] = Relation(tags, tuple(members))
        yield from found.values()

    def ways(self, members: set[int]) -> tuple[Ways, NDArray[np.int64]]:
        """Return the roads and ways that are members of a square, and their nodes."""
        kinds = TagKinds(way_tags)
        roads: dict[int, tuple[int, list[int]]] = {}
        bare: dict[int, tuple[int, list[int]]] = {}
        for item, is_gone in self._newest(WAY):
            roads.pop(item.id, None)
            bare.pop(item.id, None)
            self.counts["deleted"] += is_gone
            if is_gone:
                continue
            if any(k in item.tags for k in KINDS_OF_WAY) and is_road(item.tags):
                pairs = dict(item.tags).items()
                roads[item.id] = kinds.number(pairs), self._refs(item)
            elif item.id in members:
                bare[item.id] = kinds.number(()), self._refs(item)
        found = roads | bare
        sizes = [len(refs) for _, refs in found.values()]
        refs = np.array([ref for _, line in found.values() for ref in line], np.int64)
        ids = unique_sorted(refs)
        ways = Ways(
            np.array([*found], np.int64),
            np.array([kind for kind, _ in found.values()], np.int32),
            np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
            turned_to_rows(refs, ids),
            kinds.tags(),
        )
        return ways, ids

    def _refs(self, way: Any) -> list[int]:  # noqa: ANN401 - pyosmium's own type
        """Return the nodes of a way; keep their places where the way tells them."""
        for node in way.nodes:
            if node.location.valid():
                self._places[node.ref] = (node.location.x, node.location.y)
        return [node.ref for node in way.nodes]

    def nodes(
        self,
        wanted: NDArray[np.int64],
        relations: Sequence[Relation],
        strip: Strip | None,
    ) -> Nodes:
        """Return the places of nodes that ways pass, and the tags of some."""
        kinds = TagKinds(node_tags)
        rows = {ref: row for row, ref in enumerate(wanted.tolist())}
        place = np.full((2, len(wanted)), UNKNOWN, np.int32)
        for ref, where in self._places.items():
            place[:, rows[ref]] = where
        tagged: dict[int, int] = {}
        for item, is_gone in self._newest(NODE):
            self.counts["deleted"] += is_gone
            row = rows.get(item.id)
            if row is None:
                continue
            tagged.pop(item.id, None)
            known = not is_gone and item.location.valid()
            where = item.location
            place[:, row] = (where.x, where.y) if known else (UNKNOWN, UNKNOWN)
            if known and _may_stop(item.tags):
                tagged[item.id] = kinds.number(dict(item.tags).items())
        lon, lat = place
        if strip is not None:
            lon[(lon != UNKNOWN) & ~strip.holds(lon, lat)] = OUTSIDE
        tagged_row = np.array([rows[ref] for ref in tagged], np.int64)
        tagged_kind = np.array([*tagged.values()], np.int32)
        vias = rows_of_vias(relations, wanted)
        return Nodes(lon, lat, tagged_row, tagged_kind, kinds.tags(), vias)


def _may_stop(tags: Mapping[str, str]) -> bool:
    """Tell whether a node may stop or slow somebody."""
    return len(tags) > 0 and (
        any(key in tags for key in STOPPING_KEYS) or tags.get(SIGNALS[0]) == SIGNALS[1]
    )


def _refuse_broken_off(path: Path) -> None:
    """Refuse a file in which a server of queries says that it could not finish.

    Raises
    ------
    RuntimeError
        With what it says.
    """
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - _TAIL, 0))
        found = _REMARK.search(file.read())
    if found is not None and b"error" in found[1]:
        raise RuntimeError(found[1].decode("utf-8", "replace"))


def _marked_deleted(path: Path) -> set[tuple[str, int]]:
    """Return what an editor marked as deleted and saved all the same."""
    found: set[tuple[str, int]] = set()
    if path.suffix != ".osm" or not _holds(path, _MARK):
        return found

    def start(name: str, attributes: dict[str, str]) -> None:
        if attributes.get(_DELETE[0]) == _DELETE[1] and "id" in attributes:
            found.add((name, int(attributes["id"])))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    with path.open("rb") as file:
        try:
            parser.ParseFile(file)
        except expat.ExpatError as error:
            raise RuntimeError(str(error)) from error
    return found


def _holds(path: Path, mark: bytes) -> bool:
    tail = b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if mark in tail + chunk:
                return True
            tail = chunk[-len(mark) :]
    return False
