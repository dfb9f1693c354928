"""OpenStreetMap files in blocks, as they are published, read in two passes.

First the ways and relations, then the places of the nodes that ways pass: whatever a
country has beside its roads takes no memory. Blocks are unpacked and decoded in two
threads. What is packed in another way is left to `streamed`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from data.access import (
    KINDS_OF_WAY,
    NODE_KEYS,
    RELATION_KEYS,
    STOPPING_KEYS,
    WAY_KEYS,
    is_road,
    node_tags,
    way_tags,
)
from data.osm.blobs import BlobFile, UnsuitedError, in_threads, open_blobs
from data.osm.decoded import Found, Outline, Pick, Places, Strings, Words
from data.osm.decoding import (
    DENSE,
    RELATIONS,
    WAYS,
    group_field,
    hash_of,
    looked_up,
    nodes_in,
    objects_in,
    outline,
    parts,
)
from data.osm.items import (
    MULTIPOLYGON,
    SIGNALS,
    Column,
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
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from data.osm.blobs import Blob
    from data.osm.strip import Strip

    Progress = Callable[[int, int], None]

_WAY, _WAY_PICKS, _NODE, _NODE_PICKS, _RELATION, _RELATION_PICKS = (
    1 << bit for bit in range(6)
)
_TYPE: Final = "type"
_MEMBERS: Final = "nwr"
_NOBODY: Final = np.empty(0, np.int64)


def _words() -> tuple[tuple[str, ...], Words]:
    """Return the words that are looked for, and their hashes."""
    uses: dict[str, int] = {}
    for bit, words in (
        (_WAY, WAY_KEYS),
        (_WAY_PICKS, KINDS_OF_WAY),
        (_NODE, NODE_KEYS),
        (_NODE_PICKS, STOPPING_KEYS),
        (_RELATION, (*RELATION_KEYS, *WAY_KEYS, _TYPE)),
        (_RELATION_PICKS, (*RELATION_KEYS, KINDS_OF_WAY[0])),
        (0, SIGNALS),
    ):
        for word in words:
            uses[word] = uses.get(word, 0) | bit
    letters = [np.frombuffer(word.encode(), np.uint8) for word in uses]
    hashes = np.array([hash_of(one, 0, len(one)) for one in letters], np.uint64)
    order = np.argsort(hashes)
    table = Words(
        hashes[order],
        np.arange(len(uses), dtype=np.int32)[order],
        np.array([*uses.values()], np.uint8),
    )
    return (*uses,), table


class _Block(NamedTuple):
    """A block, unpacked, with its strings looked up."""

    data: NDArray[np.uint8]
    found: Outline
    strings: Strings

    def text(self, string: int) -> str:
        """Return one of its strings."""
        at, end = self.found.strings[string]
        return self.data[at:end].tobytes().decode("utf-8", "replace")


class _Read(NamedTuple):
    """What a blob holds of the kinds that a pass reads."""

    blob: Blob
    block: _Block
    kinds: frozenset[int]
    ways: list[Found]
    relations: list[Found]


def read_blocks(
    path: Path, strip: Strip | None = None, progress: Progress | None = None
) -> Items:
    """Read a file in blocks.

    Parameters
    ----------
    path
        An `.osm.pbf` file.
    strip
        What to keep to; None for everything.
    progress
        Called with how many bytes of the file are done, and how many it has.

    Raises
    ------
    UnsuitedError
        If it is packed in a way that `streamed` has to read.
    RuntimeError
        If it is damaged, or ends too early.
    """
    with open_blobs(path) as file:
        reader = _Reader(BlobFile(file), progress or _silent)
        intake, relations = reader.ways_and_relations()
        refs = intake.refs()
        ids = unique_sorted(refs)
        ways = intake.ways(turned_to_rows(refs, ids))
        del refs
        nodes = reader.nodes(ids, relations, strip)
    return Items(ways, nodes, relations)


def _silent(_done: int, _total: int) -> None:
    pass


class _Reader:
    """One file, read in two passes."""

    def __init__(self, file: BlobFile, progress: Progress) -> None:
        self._file, self._progress = file, progress
        self._blobs = file.blobs()
        self._names, self._words = _words()
        self._node_blobs: list[Blob] = []
        self._way_spans: list[tuple[Blob, int, int]] = []
        self._done = 0

    def _block(self, blob: Blob) -> _Block:
        data = np.frombuffer(self._file.read(blob), np.uint8)
        found = outline(data)
        return _Block(data, found, looked_up(data, found.strings, self._words))

    def _tell(self, blob: Blob) -> None:
        self._done += blob.size
        # Each byte is read twice, and counts for half each time.
        self._progress(self._done // 2, self._file.size)

    def ways_and_relations(self) -> tuple[_WayIntake, tuple[Relation, ...]]:
        """Return the roads, and the relations that are read."""
        intake = _WayIntake(self._names)
        relations: dict[int, Relation] = {}
        for read in in_threads(self._first_pass, self._blobs):
            self._tell(read.blob)
            if DENSE in read.kinds:
                self._node_blobs.append(read.blob)
            for found in read.ways:
                intake.take(found, read.block)
                self._way_spans.append((read.blob, *found.bounds))
            for found in read.relations:
                relations |= _relations(found, read.block, self._names)
        kept = (*relations.values(),)
        self._add_members(intake, kept)
        return intake, kept

    def _first_pass(self, blob: Blob, members: NDArray[np.int64] = _NOBODY) -> _Read:
        """Unpack a blob and decode its ways and relations.

        Where members are given, only those are looked for.
        """
        block = self._block(blob)
        picks = 0 if len(members) else _WAY_PICKS
        pick = {
            WAYS: Pick(_WAY, picks),
            RELATIONS: Pick(_RELATION, _RELATION_PICKS),
        }
        found: dict[int, list[Found]] = {WAYS: [], RELATIONS: []}
        kinds: set[int] = set()
        for at, end in block.found.groups.tolist():
            kind = group_field(block.data, at, end)
            kinds.add(kind)
            if kind in pick:
                one = objects_in(
                    block.data, at, end, kind, block.strings, pick[kind], members
                )
                found[kind].append(one)
            elif kind not in (0, DENSE):
                raise UnsuitedError
        if any(one.is_odd for some in found.values() for one in some):
            raise UnsuitedError
        return _Read(blob, block, frozenset(kinds), found[WAYS], found[RELATIONS])

    def _add_members(self, intake: _WayIntake, relations: Sequence[Relation]) -> None:
        """Read again, for ways without tags of their own that belong to a square."""
        wanted = {
            ref
            for one in relations
            if one.tags[_TYPE] == MULTIPOLYGON
            for ref in one.ways()
        }
        members = np.array(sorted(wanted - intake.known(wanted)), np.int64)
        if not len(members):
            return
        for blob in self._blobs_with(members):
            read = self._first_pass(blob, members)
            for found in read.ways:
                intake.take(found, read.block, bare=True)

    def _blobs_with(self, members: NDArray[np.int64]) -> Iterator[Blob]:
        """Yield the blobs that may hold some ways, by the bounds of their numbers."""
        for blob, least, most in self._way_spans:
            first, last = np.searchsorted(members, [least, most + 1])
            if first < last:
                yield blob

    def nodes(
        self,
        wanted: NDArray[np.int64],
        relations: Sequence[Relation],
        strip: Strip | None,
    ) -> Nodes:
        """Return the places of nodes that ways pass, and the tags of some."""
        lon, lat = (np.full(len(wanted), UNKNOWN, np.int32) for _ in range(2))
        places = Places(wanted, lon, lat)
        kinds = _HashedKinds(TagKinds(node_tags), self._names)
        tagged_row, tagged_kind = Column(np.int64), Column(np.int32)
        known = set(self._node_blobs)
        for blob in self._blobs:
            if blob not in known:
                self._tell(blob)

        def second_pass(blob: Blob) -> tuple[Blob, _Block, list[Found]]:
            return blob, *self._places(blob, places)

        for blob, block, found in in_threads(second_pass, self._node_blobs):
            self._tell(blob)
            for one in found:
                tagged_row.extend(np.searchsorted(wanted, one.id))
                tagged_kind.extend(kinds.numbers(one, block))
        if strip is not None:
            lon[(lon != UNKNOWN) & ~strip.holds(lon, lat)] = OUTSIDE
        return Nodes(
            lon,
            lat,
            tagged_row.values(),
            tagged_kind.values(),
            kinds.tags(),
            rows_of_vias(relations, wanted),
        )

    def _places(self, blob: Blob, places: Places) -> tuple[_Block, list[Found]]:
        """Unpack a blob and write down the places of its nodes."""
        block = self._block(blob)
        key, value = (self._names.index(word) for word in SIGNALS)
        pick = Pick(_NODE, _NODE_PICKS, key, value)
        found = [
            nodes_in(block.data, at, end, block.found, block.strings, pick, places)
            for first, last in block.found.groups.tolist()
            for at, end in parts(block.data, first, last, DENSE).tolist()
        ]
        if any(one.is_odd for one in found):
            raise UnsuitedError
        return block, found


class _HashedKinds:
    """Combinations of tags, known by their hash; decoded once each."""

    def __init__(self, kinds: TagKinds, names: tuple[str, ...]) -> None:
        self._kinds, self._names = kinds, names
        self._known: dict[int, int] = {}
        self._is_road = np.empty(0, np.bool_)

    def is_road(self) -> NDArray[np.bool_]:
        """Tell of each combination whether it is of a road."""
        tags = self._kinds.tags(len(self._is_road))
        more = [is_road(one) for one in tags]
        self._is_road = np.append(self._is_road, np.array(more, np.bool_))
        return self._is_road

    def numbers(self, found: Found, block: _Block) -> NDArray[np.int32]:
        """Return the number of the combination of each object."""
        different, first, row = np.unique(
            found.hash, return_index=True, return_inverse=True
        )
        numbers = np.empty(len(different), np.int32)
        # In the order in which they come, as another reader numbers them.
        for k in np.argsort(first).tolist():
            mix = int(different[k])
            if mix not in self._known:
                pairs = _pairs(found, int(first[k]), block, self._names)
                self._known[mix] = self._kinds.number(pairs)
            numbers[k] = self._known[mix]
        return numbers[row]

    def tags(self) -> tuple[dict[str, str], ...]:
        """Return each combination."""
        return self._kinds.tags()


def _pairs(
    found: Found, row: int, block: _Block, names: tuple[str, ...]
) -> list[tuple[str, str]]:
    """Return the tags of an object as text."""
    span = slice(found.tag_ptr[row], found.tag_ptr[row + 1])
    return [
        (names[block.strings.code[key]], block.text(value))
        for key, value in found.tag[span].tolist()
    ]


class _WayIntake:
    """Takes in ways and folds them into columns."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._kinds = _HashedKinds(TagKinds(way_tags), names)
        self._id, self._kind = Column(np.int64), Column(np.int32)
        self._size, self._ref = Column(np.int64), Column(np.int64)

    def take(self, found: Found, block: _Block, *, bare: bool = False) -> None:
        """Take in the roads of a group, or its bare ways."""
        kind = self._kinds.numbers(found, block)
        keep = np.ones(len(kind), np.bool_) if bare else self._kinds.is_road()[kind]
        size = np.diff(found.ref_ptr)
        self._id.extend(found.id[keep])
        self._kind.extend(kind[keep])
        self._size.extend(size[keep])
        self._ref.extend(found.ref if keep.all() else found.ref[np.repeat(keep, size)])

    def known(self, some: set[int]) -> set[int]:
        """Return those of some identifiers that were taken in."""
        wanted = np.array(sorted(some), np.int64)
        ids = self._id.values()
        return set(wanted[np.isin(wanted, ids)].tolist())

    def refs(self) -> NDArray[np.int64]:
        """Return the identifiers of the nodes that the ways pass; they are let go of.

        Who takes them is the only one to hold them.
        """
        refs, self._ref = self._ref.values(), Column(np.int64)
        return refs

    def ways(self, node: NDArray[np.int32]) -> Ways:
        """Return everything taken in.

        Parameters
        ----------
        node
            Rows of the nodes.

        Raises
        ------
        UnsuitedError
            If a way is there twice: versions, which another reader sorts out.
        """
        ids = self._id.values()
        if len(unique_sorted(ids)) != len(ids):
            raise UnsuitedError
        ptr = np.concatenate([[0], np.cumsum(self._size.values())]).astype(np.int64)
        tags, kind = self._kinds.tags(), self._kind.values()
        # What was no road after all leaves no combination behind.
        used = np.bincount(kind, minlength=len(tags)) > 0
        number = (np.cumsum(used) - 1).astype(np.int32)
        kept = tuple(one for one, is_used in zip(tags, used, strict=True) if is_used)
        return Ways(ids, number[kind], ptr, node, kept)


def _relations(
    found: Found, block: _Block, names: tuple[str, ...]
) -> dict[int, Relation]:
    """Return the relations of a group that are read, by their identifier."""
    out: dict[int, Relation] = {}
    for row, number in enumerate(found.id.tolist()):
        tags = dict(_pairs(found, row, block, names))
        if not is_relation_read(tags):
            continue
        members = tuple(
            Member(
                _MEMBERS[found.kind[k]], int(found.ref[k]), block.text(found.role[k])
            )
            for k in range(found.ref_ptr[row], found.ref_ptr[row + 1])
        )
        if number in out:
            raise UnsuitedError
        out[number] = Relation(tags, members)
    return out
