"""A road file of the size of a country: a real one many times over, side by side.

Numbers in a block are differences to the one before, so that moving a copy changes the
first of them only; the rest is copied as it is.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Final

from data.osm.blobs import BlobFile, fields

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHIFT_IDS: Final = 100_000_000_000
SHIFT_UNITS: Final = 10_000_000
"""A degree."""

_GROUP, _DENSE, _WAY = 2, 2, 3
_ID, _REFS, _LON = 1, 8, 9
_HEADER: Final = b"\x22\x0eOsmSchema-V0.6\x22\x0aDenseNodes"


def copied(path: Path, target: Path, copies: int) -> Path:
    """Write a file of dense nodes and ways some times over, a degree apart.

    Parameters
    ----------
    path
        An `.osm.pbf` file.
    target
        Where to write.
    copies
        How many times.
    """
    with path.open("rb") as file:
        source = BlobFile(file)
        blocks = [source.read(blob) for blob in source.blobs()]
    with target.open("wb") as out:
        out.write(_blob(b"OSMHeader", _HEADER))
        for kind in (_DENSE, _WAY):
            for copy in range(copies):
                for block in blocks:
                    if _holds(block, kind):
                        out.write(_blob(b"OSMData", _moved_block(block, copy)))
    return target


def _holds(block: bytes, kind: int) -> bool:
    groups = (value for field, value in fields(block) if field == _GROUP)
    return any(field == kind for group in groups for field, _ in fields(_bytes(group)))


def _blob(kind: bytes, data: bytes) -> bytes:
    packed = zlib.compress(data)
    body = _number(2, len(data)) + _text(3, packed)
    head = _text(1, kind) + _number(3, len(body))
    return struct.pack(">I", len(head)) + head + body


def _moved_block(block: bytes, copy: int) -> bytes:
    return b"".join(
        _text(_GROUP, _moved_group(_bytes(value), copy))
        if field == _GROUP
        else _as_it_is(field, value)
        for field, value in fields(block)
    )


def _moved_group(group: bytes, copy: int) -> bytes:
    shifts = {
        _DENSE: {_ID: copy * SHIFT_IDS, _LON: copy * SHIFT_UNITS},
        _WAY: {_ID: copy * SHIFT_IDS, _REFS: copy * SHIFT_IDS},
    }
    return b"".join(
        _text(field, b"".join(_moved(_bytes(value), shifts[field])))
        for field, value in fields(group)
        if field in shifts
    )


def _moved(message: bytes, shifts: dict[int, int]) -> Iterator[bytes]:
    for field, value in fields(message):
        shift = shifts.get(field, 0)
        if isinstance(value, int):
            yield _number(field, value + shift)
        else:
            yield _text(field, _first_moved(value, shift) if shift else value)


def _first_moved(packed: bytes, shift: int) -> bytes:
    """Add to the first of some packed differences."""
    end = next(k for k, byte in enumerate(packed) if byte < 128) + 1  # noqa: PLR2004 - its last byte
    value = sum((byte & 127) << 7 * k for k, byte in enumerate(packed[:end]))
    first = ((value >> 1) ^ -(value & 1)) + shift
    return _varint(first << 1 if first >= 0 else (-first << 1) - 1) + packed[end:]


def _bytes(value: int | bytes) -> bytes:
    if isinstance(value, int):
        message = "a number where bytes should be"
        raise TypeError(message)
    return value


def _as_it_is(field: int, value: int | bytes) -> bytes:
    return _number(field, value) if isinstance(value, int) else _text(field, value)


def _text(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:  # noqa: PLR2004 - seven bits a byte
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)
