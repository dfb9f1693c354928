"""The protocol buffers of a block of an OpenStreetMap file, decoded to arrays.

A block holds a table of strings and groups of nodes, ways or relations. Numbers are
written in as many bytes as they need, most of them as the difference to the one before.
The numbers of fields below are those of the format.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.roads import compiled
from data.osm.decoded import Found, Outline, Pick, Places, Strings, Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Span = tuple[int, int]

DENSE, WAYS, RELATIONS = 2, 3, 4
"""Fields of a group that holds dense nodes, ways or relations."""

_ID, _KEYS, _VALUES, _INFO, _REFS, _MEMBERS, _KINDS = 1, 2, 3, 4, 8, 9, 10
_ROLES: Final = 8
_LAT, _LON, _DENSE_TAGS, _DENSE_INFO = 8, 9, 10, 5
_VISIBLE: Final = 6
_STRINGS, _GROUP, _GRANULARITY, _LAT_OFFSET, _LON_OFFSET = 1, 2, 17, 19, 20
_TAG_LENGTH: Final = 2
_MORE: Final = 128
_FAR: Final = 1 << 62
_PER_UNIT: Final = 100
"""Billionths of a degree in the units in which places are kept."""
_UNKNOWN: Final = np.iinfo(np.int32).max
_NEAR: Final = 16
"""How many rows a search walks on before it jumps."""

_HASH_START: Final = np.uint64(14_695_981_039_346_656_037)
_HASH_PRIME: Final = np.uint64(1_099_511_628_211)


@compiled
def _varint(data: Bytes, i: int) -> tuple[int, int]:
    """Return a number and where the next one begins."""
    value, shift = 0, 0
    while True:
        byte = int(data[i])
        i += 1
        value |= (byte & (_MORE - 1)) << shift
        shift += 7
        if byte < _MORE:
            return value, i


@compiled
def _signed(value: int) -> int:
    """Return a number whose sign was folded into its last bit."""
    return (value >> 1) ^ -(value & 1)


@compiled
def _field(data: Bytes, i: int) -> tuple[int, int, int, int]:
    """Return number, value or length, start of the content, and start of the next."""
    head, i = _varint(data, i)
    kind = head & 7
    if kind == _TAG_LENGTH:
        size, i = _varint(data, i)
        return head >> 3, size, i, i + size
    if kind == 0:
        value, after = _varint(data, i)
        return head >> 3, value, i, after
    return head >> 3, 0, i, i + (8 if kind == 1 else 4)


@compiled
def _part(data: Bytes, span: Span, wanted: int) -> Span:
    """Return where the content of a field lies; an empty span if it is not there."""
    i = span[0]
    while i < span[1]:
        field, _, at, i = _field(data, i)
        if field == wanted:
            return at, i
    return span[0], span[0]


@compiled
def _number(data: Bytes, span: Span, wanted: int, default: int) -> int:
    """Return the value of a field."""
    i = span[0]
    while i < span[1]:
        field, value, _, i = _field(data, i)
        if field == wanted:
            return value
    return default


@compiled
def parts(data: Bytes, at: int, end: int, wanted: int) -> NDArray[np.int64]:
    """Return where each content of a repeated field lies, shape `(n, 2)`."""
    count, i = 0, at
    while i < end:
        field, _, _, i = _field(data, i)
        count += field == wanted
    out = np.empty((count, 2), np.int64)
    count, i = 0, at
    while i < end:
        field, _, start, i = _field(data, i)
        if field == wanted:
            out[count, 0], out[count, 1] = start, i
            count += 1
    return out


@compiled
def outline(data: Bytes) -> Outline:
    """Find the strings and groups of a block."""
    whole = (0, len(data))
    table = _part(data, whole, _STRINGS)
    return Outline(
        parts(data, table[0], table[1], 1),
        parts(data, 0, len(data), _GROUP),
        _number(data, whole, _GRANULARITY, 100),
        _number(data, whole, _LAT_OFFSET, 0),
        _number(data, whole, _LON_OFFSET, 0),
    )


@compiled
def hash_of(data: Bytes, at: int, end: int) -> np.uint64:
    """Return a hash of some letters."""
    value = _HASH_START
    for i in range(at, end):
        value = (value ^ np.uint64(data[i])) * _HASH_PRIME
    return value


@compiled
def looked_up(data: Bytes, strings: NDArray[np.int64], words: Words) -> Strings:
    """Return the word that each string is, and its hash."""
    n = len(strings)
    code, hashes = np.full(n, -1, np.int32), np.empty(n, np.uint64)
    for k in range(n):
        hashes[k] = hash_of(data, strings[k, 0], strings[k, 1])
        row = np.searchsorted(words.hash, hashes[k])
        if row < len(words.hash) and words.hash[row] == hashes[k]:
            code[k] = words.code[row]
    return Strings(code, hashes, words.uses)


@compiled
def group_field(data: Bytes, at: int, end: int) -> int:
    """Return what a group holds; 0 if it is empty."""
    return _varint(data, at)[0] >> 3 if at < end else 0


@compiled
def _read_tag(
    key: int, value: int, strings: Strings, pick: Pick, tag: NDArray[np.int32], n: int
) -> tuple[int, bool]:
    """Write a tag behind `n` others if it is read; tell whether it picks."""
    word = strings.code[key]
    if word < 0:
        return n, False
    use = strings.uses[word]
    if use & pick.reads:
        tag[n, 0], tag[n, 1] = key, value
        n += 1
    together = word == pick.key and strings.code[value] == pick.value
    return n, bool((use & pick.picks) != 0 or together)


@compiled
def _read_tags(
    data: Bytes,
    span: Span,
    strings: Strings,
    pick: Pick,
    tag: NDArray[np.int32],
    n: int,
) -> tuple[int, bool]:
    """Write the tags of a way or relation; return how many, and if one picks it."""
    keys, values = _part(data, span, _KEYS), _part(data, span, _VALUES)
    i, j, is_picked = keys[0], values[0], False
    while i < keys[1]:
        key, i = _varint(data, i)
        value, j = _varint(data, j)
        n, picks = _read_tag(key, value, strings, pick, tag, n)
        is_picked |= picks
    return n, is_picked


@compiled
def _hash_of_tags(
    tag: NDArray[np.int32], first: int, last: int, strings: Strings
) -> np.uint64:
    value = _HASH_START
    for k in range(first, last):
        value = (value ^ strings.hash[tag[k, 0]]) * _HASH_PRIME
        value = (value ^ strings.hash[tag[k, 1]]) * _HASH_PRIME
    return value


@compiled
def _deltas(data: Bytes, span: Span, out: NDArray[np.int64], n: int) -> int:
    """Write numbers packed as differences behind `n` others; return how many then."""
    i, last = span[0], 0
    while i < span[1]:
        step, i = _varint(data, i)
        last += _signed(step)
        out[n] = last
        n += 1
    return n


@compiled
def _numbers(data: Bytes, span: Span, out: NDArray[np.int64], n: int) -> None:
    """Write packed numbers behind `n` others."""
    i = span[0]
    while i < span[1]:
        out[n], i = _varint(data, i)
        n += 1


@compiled
def _write_members(data: Bytes, span: Span, out: NDArray[np.int64], n: int) -> None:
    """Write kind and role of the members of a relation behind `n` others."""
    _numbers(data, _part(data, span, _KINDS), out[0], n)
    _numbers(data, _part(data, span, _ROLES), out[1], n)


@compiled
def _is_among(number: int, some: NDArray[np.int64]) -> bool:
    row = np.searchsorted(some, number)
    return bool(row < len(some) and some[row] == number)


@compiled
def _has_versions(data: Bytes, span: Span, info: int) -> bool:
    """Tell whether an object says if it is visible: a file with history."""
    about = _part(data, span, info)
    visible = _part(data, about, _VISIBLE)
    return visible[1] > visible[0]


@compiled
def objects_in(
    data: Bytes,
    at: int,
    end: int,
    field: int,
    strings: Strings,
    pick: Pick,
    members: NDArray[np.int64],
) -> Found:
    """Return ways or relations of a group that are picked, or are among members.

    Parameters
    ----------
    data, at, end
        A block, and where the group lies in it.
    field
        `WAYS` or `RELATIONS`.
    strings, pick
        Its strings, and which tags are read.
    members
        Identifiers that are picked whatever their tags, rising; they get no tags.
    """
    # A number takes a byte at least, an object four.
    size = end - at
    most_objects = size // 4 + 1
    ident, hashes = np.empty(most_objects, np.int64), np.empty(most_objects, np.uint64)
    ptr = np.zeros((2, most_objects + 1), np.int64)
    ref, tag = np.empty(size, np.int64), np.empty((size, 2), np.int32)
    extra = np.empty((2, size if field == RELATIONS else 0), np.int64)
    count, n_ref, n_tag, least, most, is_odd = 0, 0, 0, _FAR, -_FAR, False
    refs = _REFS if field == WAYS else _MEMBERS
    for start, stop in parts(data, at, end, field):
        span = (start, stop)
        number = _number(data, span, _ID, 0)
        least, most = min(least, number), max(most, number)
        is_odd |= _has_versions(data, span, _INFO)
        last, is_picked = _read_tags(data, span, strings, pick, tag, n_tag)
        if not is_picked and not _is_among(number, members):
            continue
        n_tag = last if is_picked else n_tag
        if field == RELATIONS:
            _write_members(data, span, extra, n_ref)
        n_ref = _deltas(data, _part(data, span, refs), ref, n_ref)
        ident[count] = number
        hashes[count] = _hash_of_tags(tag, ptr[1, count], n_tag, strings)
        count += 1
        ptr[0, count], ptr[1, count] = n_ref, n_tag
    return Found(
        ident[:count].copy(),
        ptr[0, : count + 1].copy(),
        ref[:n_ref].copy(),
        ptr[1, : count + 1].copy(),
        tag[:n_tag].copy(),
        hashes[:count].copy(),
        extra[0, :n_ref].copy(),
        extra[1, :n_ref].copy(),
        (least, most),
        is_odd,
    )


@compiled
def _row_of(number: int, row: int, ids: NDArray[np.int64]) -> int:
    """Return the first row whose identifier is not smaller, walking on from a row."""
    if row > 0 and ids[row - 1] >= number:
        return int(np.searchsorted(ids, number))
    for _ in range(_NEAR):
        if row >= len(ids) or ids[row] >= number:
            return row
        row += 1
    return row + int(np.searchsorted(ids[row:], number))


@compiled
def _skipped(data: Bytes, i: int) -> int:
    """Return where the tags of the next dense node begin."""
    while True:
        key, i = _varint(data, i)
        if key == 0:
            return i
        _, i = _varint(data, i)


@compiled
def _node_tags(
    data: Bytes, i: int, strings: Strings, pick: Pick, tag: NDArray[np.int32], n: int
) -> tuple[int, int, bool]:
    """Write the tags of a dense node; return where the next begin, how many, picked."""
    is_picked = False
    while True:
        key, i = _varint(data, i)
        if key == 0:
            return i, n, is_picked
        value, i = _varint(data, i)
        n, picks = _read_tag(key, value, strings, pick, tag, n)
        is_picked |= picks


@compiled
def _write_place(
    places: Places, row: int, scale: Outline, north: int, east: int
) -> None:
    lon = scale.lon_offset + scale.granularity * east
    lat = scale.lat_offset + scale.granularity * north
    places.lon[row], places.lat[row] = lon // _PER_UNIT, lat // _PER_UNIT


@compiled
def nodes_in(
    data: Bytes,
    at: int,
    end: int,
    scale: Outline,
    strings: Strings,
    pick: Pick,
    places: Places,
) -> Found:
    """Write the places of the nodes that are wanted; return those with tags.

    Parameters
    ----------
    data, at, end
        A block, and where dense nodes lie in it.
    scale
        Outline of the block.
    strings, pick
        Its strings, and which tags are read.
    places
        Where to write.
    """
    span, size = (at, end), end - at
    most = size // 3 + 1
    ident, hashes = np.empty(most, np.int64), np.empty(most, np.uint64)
    ptr, tag = np.zeros(most + 1, np.int64), np.empty((size, 2), np.int32)
    ids, tags = _part(data, span, _ID), _part(data, span, _DENSE_TAGS)
    i, j, k, t = ids[0], _part(data, span, _LAT)[0], _part(data, span, _LON)[0], tags[0]
    number, north, east, row, count, n_tag = 0, 0, 0, 0, 0, 0
    is_odd = _has_versions(data, span, _DENSE_INFO)
    while i < ids[1]:
        step, i = _varint(data, i)
        number += _signed(step)
        step, j = _varint(data, j)
        north += _signed(step)
        step, k = _varint(data, k)
        east += _signed(step)
        row = _row_of(number, row, places.id)
        if row == len(places.id) or places.id[row] != number:
            t = _skipped(data, t) if t < tags[1] else t
            continue
        # The same node twice: versions, for another reader.
        is_odd |= places.lon[row] != _UNKNOWN
        _write_place(places, row, scale, north, east)
        if t == tags[1]:
            continue
        t, last, is_picked = _node_tags(data, t, strings, pick, tag, n_tag)
        if is_picked:
            ident[count], n_tag = number, last
            hashes[count] = _hash_of_tags(tag, ptr[count], n_tag, strings)
            count += 1
            ptr[count] = n_tag
    return _tagged(ident[:count], ptr[: count + 1], tag[:n_tag], hashes[:count], is_odd)


@compiled
def _tagged(
    ident: NDArray[np.int64],
    ptr: NDArray[np.int64],
    tag: NDArray[np.int32],
    hashes: NDArray[np.uint64],
    is_odd: bool,  # noqa: FBT001 - compiled functions take arguments by place
) -> Found:
    """Return nodes with tags; the room left over is given back."""
    nothing = np.empty(0, np.int64)
    return Found(
        ident.copy(),
        nothing,
        nothing,
        ptr.copy(),
        tag.copy(),
        hashes.copy(),
        nothing,
        nothing,
        (0, 0),
        is_odd,
    )
