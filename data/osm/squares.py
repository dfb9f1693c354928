"""Squares: one walks around them, and straight across between two entrances.

A square is a closed way or a multipolygon. Its rings are roads as they are drawn; ways
across are added from each entrance to each other that is in sight inside it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import shapely

from data.access import kind_of, way_tags
from data.osm.crossings import Lines, entrances_of, shorter_across, worth_it
from data.osm.items import MULTIPOLYGON, Ways
from data.osm.lookups import rows_among, unique_sorted
from data.osm.roads import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from data.osm.items import Nodes, Relation

    Tags = Mapping[str, str]
    Ring = NDArray[np.float64]

_ALWAYS: Final = frozenset({"platform", "pier", "elevator"})
"""Kinds of road whose closed ways are squares without a tag that says so."""
_MOST_ENTRANCES: Final = 60
_RING: Final = 4
"""Least nodes of a ring, the first one twice."""


class Square(NamedTuple):
    """A square: the rows of its ways, and which of them are holes."""

    kind: int
    outer: list[int]
    inner: list[int]

    @property
    def rings(self) -> list[int]:
        """Its ways, each once."""
        return [*dict.fromkeys((*self.outer, *self.inner))]


class Squared(NamedTuple):
    """Ways with those across squares, and how many of each."""

    ways: Ways
    squares: int
    crossings: int


def with_squares(ways: Ways, nodes: Nodes, relations: Sequence[Relation]) -> Squared:
    """Return ways with those across squares.

    Parameters
    ----------
    ways, nodes
        As read.
    relations
        Those that are read; multipolygons with a kind of road are squares.
    """
    ways, drawn = _drawn_as_relations(ways, relations)
    squares = [*_drawn_as_ways(ways), *drawn]
    if not squares:
        return Squared(ways, 0, 0)
    lines = Lines(ways.ptr, ways.node, nodes.lon, nodes.lat)
    kinds: list[int] = []
    ends: list[tuple[int, int]] = []
    used = 0
    for square, entrances in _with_entrances(squares, ways, lines):
        across = _across(square, entrances, lines)
        used += bool(across)
        kinds += [square.kind] * len(across)
        ends += across
    return Squared(_extended(ways, kinds, ends), used, len(ends))


def _drawn_as_ways(ways: Ways) -> Iterable[Square]:
    """Yield squares that are a closed way."""
    is_square = np.array([_is_square(tags) for tags in ways.tags], np.bool_)
    first, last = ways.ptr[:-1], ways.ptr[1:] - 1
    rows = np.flatnonzero(is_square[ways.kind] & (last - first + 1 >= _RING))
    for row in rows[ways.node[first[rows]] == ways.node[last[rows]]].tolist():
        yield Square(int(ways.kind[row]), [row], [])


def _is_square(tags: Tags) -> bool:
    return tags.get("area") == "yes" or (bool(tags) and kind_of(tags) in _ALWAYS)


def _drawn_as_relations(
    ways: Ways, relations: Sequence[Relation]
) -> tuple[Ways, list[Square]]:
    """Return squares that are a multipolygon; their bare ways become roads."""
    areas = [one for one in relations if one.tags.get("type") == MULTIPOLYGON]
    if not areas:
        return ways, []
    needed = np.unique([ref for one in areas for ref in one.ways()])
    found = np.flatnonzero(np.isin(ways.id, needed))
    rows = dict(zip(ways.id[found].tolist(), found.tolist(), strict=True))
    tags, kind, squares = list(ways.tags), ways.kind.copy(), []
    for one in areas:
        tags.append(way_tags(one.tags.items()))
        inner = [rows[ref] for ref in one.ways("inner") if ref in rows]
        every = [rows[ref] for ref in one.ways() if ref in rows]
        for row in every:
            if not tags[kind[row]]:
                kind[row] = len(tags) - 1
        outer = [row for row in every if row not in inner]
        squares.append(Square(len(tags) - 1, outer, inner))
    return replace(ways, kind=kind, tags=tuple(tags)), squares


def _with_entrances(
    squares: Sequence[Square], ways: Ways, lines: Lines
) -> Iterator[tuple[Square, NDArray[np.int32]]]:
    """Yield squares that are whole, with the nodes at which other roads meet them."""
    rings = [one.rings for one in squares]
    ptr = np.concatenate([[0], np.cumsum([len(one) for one in rings])])
    row = np.array([row for one in rings for row in one], np.int64)
    first, entrance = entrances_of(ptr, row, lines, _roads_through(ways, row))
    for k in np.flatnonzero(_is_few(np.diff(first))).tolist():
        here = entrance[first[k] : first[k + 1]]
        if all((_places(lines, ring)[:, 0] < OUTSIDE).all() for ring in rings[k]):
            yield squares[k], here


def _is_few(count: NDArray[np.int64]) -> NDArray[np.bool_]:
    return (count > 1) & (count <= _MOST_ENTRANCES)


def _roads_through(
    ways: Ways, rings: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the nodes of some ways, rising, each with every road that passes it."""
    parts = [np.empty(0, np.int32), *(_nodes(ways, row) for row in rings.tolist())]
    nodes = unique_sorted(np.concatenate(parts).astype(np.int64))
    hits = rows_among(ways.node, nodes)
    way = (np.searchsorted(ways.ptr, hits, side="right") - 1).astype(np.int32)
    is_road = np.array([bool(tags) for tags in ways.tags], np.bool_)[ways.kind[way]]
    node, way = ways.node[hits[is_road]], way[is_road]
    order = np.argsort(node, kind="stable")
    return node[order], way[order]


def _nodes(ways: Ways, row: int) -> NDArray[np.int32]:
    return ways.node[ways.ptr[row] : ways.ptr[row + 1]]


def _places(lines: Lines, row: int) -> NDArray[np.float64]:
    """Return longitude and latitude along a way, shape `(n, 2)`."""
    node = lines.node[lines.ptr[row] : lines.ptr[row + 1]]
    return np.column_stack([lines.lon[node], lines.lat[node]]).astype(np.float64)


def _across(
    square: Square, entrances: NDArray[np.int32], lines: Lines
) -> list[tuple[int, int]]:
    """Return the pairs of entrances between which one walks across a square."""
    own = np.array(square.rings, np.int64)
    pairs, away, around = shorter_across(entrances, own, lines)
    if not len(pairs):
        return []
    area = _area(
        *(
            [_places(lines, row) for row in rows]
            for rows in (square.outer, square.inner)
        )
    )
    if shapely.is_empty(area):
        return []
    at = np.column_stack([lines.lon[entrances], lines.lat[entrances]])
    seen = shapely.covers(area, shapely.linestrings(at.astype(np.float64)[pairs]))
    order = np.flatnonzero(seen)[np.argsort(away[seen], kind="stable")]
    pairs = pairs[order][worth_it(pairs[order], away[order], around)]
    return [(a, b) for a, b in entrances[pairs].tolist()]


def _area(outer: list[Ring], inner: list[Ring]) -> Any:  # noqa: ANN401 - shapely's
    """Return the polygon between rings, empty if they do not close."""
    area = _filled(outer)
    if inner:
        area = shapely.difference(area, _filled(inner))
    shapely.prepare(area)
    return area


def _filled(rings: list[Ring]) -> Any:  # noqa: ANN401 - shapely's
    first = rings[0] if rings else np.empty((0, 2))
    if len(rings) == 1 and len(first) >= _RING and (first[0] == first[-1]).all():
        area = shapely.polygons(first)
        if shapely.is_valid(area):
            return area
    return shapely.union_all(shapely.get_parts(shapely.polygonize(_lines(rings))))


def _lines(rings: list[Ring]) -> list[Any]:
    return [shapely.linestrings(ring) for ring in rings if len(ring) > 1]


def _extended(ways: Ways, kinds: list[int], ends: list[tuple[int, int]]) -> Ways:
    """Return the ways with some of two nodes each."""
    if not ends:
        return ways
    more = np.arange(1, len(ends) + 1, dtype=np.int64) * 2
    return Ways(
        np.concatenate([ways.id, np.zeros(len(ends), np.int64)]),
        np.concatenate([ways.kind, np.array(kinds, np.int32)]),
        np.concatenate([ways.ptr, ways.ptr[-1] + more]),
        np.concatenate([ways.node, np.array(ends, np.int32).ravel()]),
        ways.tags,
    )
