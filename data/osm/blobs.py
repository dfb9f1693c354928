"""The blobs of a `.osm.pbf` file: where they lie, and what is packed in them."""

from __future__ import annotations

import os
import struct
import zlib
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

Part = TypeVar("Part")
Result = TypeVar("Result")

HEADER, DATA = b"OSMHeader", b"OSMData"
KNOWN_FEATURES: Final = frozenset({b"OsmSchema-V0.6", b"DenseNodes"})
THREADS: Final = 2
_WAITING: Final = 6
"""Blobs in work at a time: enough for both threads, little memory."""
_LENGTH: Final = 4
_MOST_HEADER: Final = 64 * 1024


class UnsuitedError(Exception):
    """A file is packed in a way that this reader leaves to another."""


class Blob(NamedTuple):
    """Where a blob of data lies in its file."""

    at: int
    size: int


class BlobFile:
    """A file of blobs, open for several threads at once."""

    def __init__(self, file: BinaryIO) -> None:
        self._number = file.fileno()
        self.size = os.fstat(self._number).st_size

    def read(self, blob: Blob) -> bytes:
        """Return what is packed in a blob.

        Raises
        ------
        UnsuitedError
            If it is packed otherwise than by zlib.
        RuntimeError
            If it is damaged.
        """
        parts = dict(fields(os.pread(self._number, blob.size, blob.at)))
        packed, plain = parts.get(3), parts.get(1)
        if isinstance(packed, bytes):
            try:
                return zlib.decompress(packed)
            except zlib.error as error:
                raise RuntimeError(str(error)) from error
        if isinstance(plain, bytes):
            return plain
        raise UnsuitedError

    def blobs(self) -> list[Blob]:
        """Return the blobs of data, and check what the file requires.

        Raises
        ------
        UnsuitedError
            If it requires something that this reader does not know.
        RuntimeError
            If it is no such file, or ends too early.
        """
        found, at = [], 0
        while at < self.size:
            kind, blob = self._next(at)
            at = blob.at + blob.size
            if at > self.size:
                message = "it ends in the middle of a block"
                raise RuntimeError(message)
            if kind == HEADER:
                self._check(blob)
            elif kind == DATA:
                found.append(blob)
        return found

    def _next(self, at: int) -> tuple[bytes, Blob]:
        head = os.pread(self._number, _LENGTH, at)
        if len(head) < _LENGTH:
            message = "it ends in the middle of a block"
            raise RuntimeError(message)
        (size,) = struct.unpack(">I", head)
        if size > _MOST_HEADER:
            message = "it does not begin as a file of blocks"
            raise RuntimeError(message)
        parts = dict(fields(os.pread(self._number, size, at + _LENGTH)))
        kind, length = parts.get(1), parts.get(3)
        if not isinstance(kind, bytes) or not isinstance(length, int):
            message = "a block has no length"
            raise RuntimeError(message)  # noqa: TRY004 - a fault of the file
        return kind, Blob(at + _LENGTH + size, length)

    def _check(self, blob: Blob) -> None:
        required = {value for field, value in fields(self.read(blob)) if field == 4}  # noqa: PLR2004 - of the format
        if not required <= KNOWN_FEATURES:
            raise UnsuitedError


def fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield number and value of the fields of a small message.

    Raises
    ------
    RuntimeError
        If it breaks off.
    """
    i = 0
    try:
        while i < len(data):
            head, i = _varint(data, i)
            value: int | bytes
            if head & 7 == 0:
                value, i = _varint(data, i)
            elif head & 7 == 2:  # noqa: PLR2004 - bytes, preceded by their length
                size, i = _varint(data, i)
                value, i = data[i : i + size], i + size
            else:
                value, i = 0, i + (8 if head & 7 == 1 else 4)
            yield head >> 3, value
    except IndexError as error:
        message = "a block breaks off"
        raise RuntimeError(message) from error


def _varint(data: bytes, i: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[i]
        i += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:  # noqa: PLR2004 - the eighth bit says that more follows
            return value, i


def in_threads(
    work: Callable[[Part], Result], parts: Iterable[Part]
) -> Iterator[Result]:
    """Yield the result of each part in order, a few of them in work at a time."""
    coming = iter(parts)
    with ThreadPoolExecutor(THREADS) as pool:
        waiting = deque(pool.submit(work, part) for part in islice(coming, _WAITING))
        try:
            while waiting:
                yield waiting.popleft().result()
                waiting.extend(pool.submit(work, part) for part in islice(coming, 1))
        finally:
            for one in waiting:
                one.cancel()


def open_blobs(path: Path) -> BinaryIO:
    """Open a file for reading blobs."""
    return path.open("rb")
