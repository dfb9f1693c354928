"""What a reader takes from a file, before ways and nodes are put together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    Tags = Mapping[str, str]
    Pairs = Iterable[tuple[str, str]]

_GROWTH: Final = 1.5

RESTRICTION, MULTIPOLYGON = "restriction", "multipolygon"
RELATIONS: Final = (RESTRICTION, MULTIPOLYGON)
"""Types of relations that are read."""

SIGNALS: Final = ("highway", "traffic_signals")
"""A node where one may have to wait."""


class Member(NamedTuple):
    """A member of a relation: `n`, `w` or `r`, its identifier and its role."""

    kind: str
    ref: int
    role: str


class Relation(NamedTuple):
    """A relation that is read: its tags and members."""

    tags: Tags
    members: tuple[Member, ...]

    def ways(self, role: str | None = None) -> list[int]:
        """Return the identifiers of its ways, of one role or all."""
        return [
            member.ref
            for member in self.members
            if member.kind == "w" and role in (None, member.role)
        ]


class TagKinds:
    """Combinations of tags, each numbered when it is first seen."""

    def __init__(self, tidied: Callable[[Pairs], dict[str, str]]) -> None:
        self._tidied = tidied
        self._numbers: dict[tuple[tuple[str, str], ...], int] = {}
        self._tags: list[dict[str, str]] = []

    def number(self, pairs: Pairs) -> int:
        """Return the number of a combination, without what says nothing."""
        tags = self._tidied(pairs)
        number = self._numbers.setdefault(tuple(tags.items()), len(self._tags))
        if number == len(self._tags):
            self._tags.append(tags)
        return number

    def tags(self, start: int = 0) -> tuple[dict[str, str], ...]:
        """Return each combination from a number on, as a mapping of its tags."""
        return tuple(self._tags[start:])


class Column:
    """Whole numbers that keep coming; grown where they lie, never copied."""

    def __init__(self, dtype: type[np.integer[Any]]) -> None:
        self._values: NDArray[Any] = np.empty(1024, dtype)
        self._used = 0

    def extend(self, numbers: Any) -> None:  # noqa: ANN401 - anything numpy takes
        """Add whole numbers."""
        used = self._used + len(numbers)
        if used > len(self._values):
            self._values.resize(int(used * _GROWTH), refcheck=False)
        self._values[self._used : used] = numbers
        self._used = used

    def values(self) -> NDArray[Any]:
        """Return what came, and give back the room left over."""
        self._values.resize(self._used, refcheck=False)
        return self._values


@dataclass(frozen=True, eq=False)
class Ways:
    """Ways with the nodes they pass.

    Parameters
    ----------
    id, kind
        Identifier, int64, and row in `tags` of each, int32.
    ptr
        Start of each way's nodes, int64, shape `(n_ways + 1,)`.
    node
        Rows of the nodes in `Nodes`, int32.
    tags
        Every combination of tags that occurs.
    """

    id: NDArray[np.int64]
    kind: NDArray[np.int32]
    ptr: NDArray[np.int64]
    node: NDArray[np.int32]
    tags: tuple[Tags, ...]


@dataclass(frozen=True, eq=False)
class Nodes:
    """Nodes that ways pass, in the order of their identifiers.

    Of the identifiers themselves only those are kept that something else asks for: a
    country's would take more memory than its places.

    Parameters
    ----------
    lon, lat
        Places in ten-millionths of a degree; `UNKNOWN` or `OUTSIDE` as longitude.
    tagged_row, tagged_kind
        Rows of nodes that may stop or slow a mode, and their row in `tags`.
    tags
        Every combination of tags of those.
    row_of
        Row of each node that a turn restriction names, by its identifier.
    """

    lon: NDArray[np.int32]
    lat: NDArray[np.int32]
    tagged_row: NDArray[np.int64]
    tagged_kind: NDArray[np.int32]
    tags: tuple[Tags, ...]
    row_of: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Items:
    """Everything that a reader takes from a file."""

    ways: Ways
    nodes: Nodes
    relations: tuple[Relation, ...] = ()
    counts: Counter[str] = field(default_factory=Counter)


def rows_of_vias(
    relations: Iterable[Relation], ids: NDArray[np.int64]
) -> dict[int, int]:
    """Return the rows of nodes that turn restrictions are about, by identifier.

    Parameters
    ----------
    relations
        Those that are read.
    ids
        Identifiers of the nodes that ways pass, rising.
    """
    refs = {m.ref for one in relations for m in one.members if m.kind == "n"}
    wanted = np.array(sorted(refs), np.int64)
    row = np.minimum(np.searchsorted(ids, wanted), max(len(ids) - 1, 0))
    known = ids[row] == wanted if len(ids) else np.zeros(len(wanted), np.bool_)
    return dict(zip(wanted[known].tolist(), row[known].tolist(), strict=True))


def is_relation_read(tags: Tags) -> bool:
    """Tell whether a relation is a turn restriction or a square."""
    kind = tags.get("type", "").split(":")[0]
    return kind == RESTRICTION or (kind == MULTIPOLYGON and "highway" in tags)
