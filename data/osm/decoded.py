"""What is read of a block of an OpenStreetMap file, as arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Outline(NamedTuple):
    """Where the parts of a block lie.

    Parameters
    ----------
    strings, groups
        Start and end of each string and group, int64, shape `(n, 2)`.
    granularity, lat_offset, lon_offset
        Of coordinates, in billionths of a degree.
    """

    strings: NDArray[np.int64]
    groups: NDArray[np.int64]
    granularity: int
    lat_offset: int
    lon_offset: int


class Words(NamedTuple):
    """The words that are looked for, by the hash of their letters.

    Parameters
    ----------
    hash
        Rising, uint64.
    code
        Number of each word, int32.
    uses
        By number of a word, what it is good for: bits, uint8.
    """

    hash: NDArray[np.uint64]
    code: NDArray[np.int32]
    uses: NDArray[np.uint8]


class Strings(NamedTuple):
    """The strings of a block: word that each is, -1 for none, and hash of each."""

    code: NDArray[np.int32]
    hash: NDArray[np.uint64]
    uses: NDArray[np.uint8]


class Pick(NamedTuple):
    """Which tags are read, and which of them pick an object.

    Parameters
    ----------
    reads, picks
        Bits of the uses of keys.
    key, value
        Words that pick an object together; -1 for none.
    """

    reads: int
    picks: int
    key: int = -1
    value: int = -1


class Found(NamedTuple):
    """Objects of a group with those of their tags that are read.

    Parameters
    ----------
    id
        Identifiers, int64.
    ref_ptr, ref
        Nodes of ways, or members of relations, int64.
    tag_ptr, tag
        Strings of keys and values, int64 and int32 of shape `(n, 2)`.
    hash
        Of the tags of each, uint64.
    kind, role
        Kind of each member and the string of its role; empty for ways and nodes.
    bounds
        Least and largest identifier of all objects of the group.
    is_odd
        True if something is there that this reader leaves to another.
    """

    id: NDArray[np.int64]
    ref_ptr: NDArray[np.int64]
    ref: NDArray[np.int64]
    tag_ptr: NDArray[np.int64]
    tag: NDArray[np.int32]
    hash: NDArray[np.uint64]
    kind: NDArray[np.int64]
    role: NDArray[np.int64]
    bounds: tuple[int, int]
    is_odd: bool


class Places(NamedTuple):
    """Nodes whose place is wanted, and where it is written.

    Parameters
    ----------
    id
        Identifiers, rising, int64.
    lon, lat
        Ten-millionths of a degree, int32.
    """

    id: NDArray[np.int64]
    lon: NDArray[np.int32]
    lat: NDArray[np.int32]
