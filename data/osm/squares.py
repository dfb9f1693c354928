"""Squares: one walks around them, and straight across between two entrances.

A square is a closed way or a multipolygon. Its rings are roads as they are drawn; ways
across are added from each entrance to each other that is in sight inside it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import shapely

from data.access import kind_of, way_tags
from data.osm.crossings import WORTH, ways_around, worth_it
from data.osm.items import MULTIPOLYGON, Ways
from data.osm.lookups import rows_among, unique_sorted
from data.osm.roads import OUTSIDE, PER_DEGREE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from data.osm.items import Nodes, Relation

    Tags = Mapping[str, str]
    Passing = Mapping[int, set[int]]

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
    refs = _ring_nodes(ways, squares)
    passing, places = _ways_through(ways, refs), _places(nodes, refs)
    kinds: list[int] = []
    ends: list[tuple[int, int]] = []
    used = 0
    for square in squares:
        across = _across(square, ways, places, passing)
        used += bool(across)
        kinds += [square.kind] * len(across)
        ends += across
    return Squared(_extended(ways, kinds, ends), used, len(ends))


def _drawn_as_ways(ways: Ways) -> Iterable[Square]:
    """Yield squares that are a closed way."""
    is_square = np.array([_is_square(tags) for tags in ways.tags], np.bool_)
    first, last = ways.ptr[:-1], ways.ptr[1:] - 1
    rows = np.flatnonzero(is_square[ways.kind] & (last - first + 1 >= _RING))
    for row in rows[ways.ref[first[rows]] == ways.ref[last[rows]]].tolist():
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


def _ring_nodes(ways: Ways, squares: Sequence[Square]) -> NDArray[np.int64]:
    """Return the nodes of the squares' rings, rising."""
    rings = [row for one in squares for row in (*one.outer, *one.inner)]
    lines = [_refs(ways, row) for row in rings] or [np.empty(0, np.int64)]
    return unique_sorted(np.concatenate(lines))


def _ways_through(ways: Ways, refs: NDArray[np.int64]) -> Passing:
    """Return which roads pass each of some nodes."""
    if not len(refs):
        return {}
    hits = rows_among(ways.ref, refs)
    way = np.searchsorted(ways.ptr, hits, side="right") - 1
    passing: dict[int, set[int]] = defaultdict(set)
    for ref, row in zip(ways.ref[hits].tolist(), way.tolist(), strict=True):
        if ways.tags[ways.kind[row]]:
            passing[ref].add(row)
    return passing


def _refs(ways: Ways, row: int) -> NDArray[np.int64]:
    return ways.ref[ways.ptr[row] : ways.ptr[row + 1]]


def _across(
    square: Square, ways: Ways, places: Mapping[int, tuple[int, int]], passing: Passing
) -> list[tuple[int, int]]:
    """Return the pairs of entrances between which one walks across a square."""
    own = {*square.outer, *square.inner}
    lines = {row: _refs(ways, row).tolist() for row in own}
    refs = {ref for line in lines.values() for ref in line}
    entrances = sorted(ref for ref in refs if passing[ref] - own)
    if not 1 < len(entrances) <= _MOST_ENTRANCES or not refs <= places.keys():
        return []
    around = _around(entrances, [*lines.values()], places)
    at = np.array([places[ref] for ref in entrances], np.float64)
    pairs = np.array([*combinations(range(len(entrances)), 2)])
    away = _metric(at[pairs[:, 0]], at[pairs[:, 1]])
    longer = around[pairs[:, 0], pairs[:, 1]] > WORTH * away
    pairs, away = pairs[longer], away[longer]
    if not len(pairs):
        return []
    area = _area(
        *(
            [[places[ref] for ref in lines[row]] for row in rows]
            for rows in (square.outer, square.inner)
        )
    )
    if shapely.is_empty(area):
        return []
    seen = shapely.covers(area, shapely.linestrings(at[pairs]))
    order = np.flatnonzero(seen)[np.argsort(away[seen], kind="stable")]
    pairs = pairs[order][worth_it(pairs[order], away[order], around)]
    return [(entrances[a], entrances[b]) for a, b in pairs.tolist()]


def _places(nodes: Nodes, refs: NDArray[np.int64]) -> dict[int, tuple[int, int]]:
    """Return the places of those nodes that are in the file."""
    row = nodes.rows(refs)
    known = nodes.lon[row] < OUTSIDE
    row = row[known]
    places = zip(nodes.lon[row].tolist(), nodes.lat[row].tolist(), strict=True)
    return dict(zip(refs[known].tolist(), places, strict=True))


def _metric(
    start: NDArray[np.float64], end: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return distances between places, in units of latitude."""
    narrow = np.cos(np.radians(start[..., 1] / PER_DEGREE))
    away: NDArray[np.float64] = np.hypot(
        (end[..., 0] - start[..., 0]) * narrow, end[..., 1] - start[..., 1]
    )
    return away


def _around(
    entrances: list[int],
    lines: list[list[int]],
    places: Mapping[int, tuple[int, int]],
) -> NDArray[np.float64]:
    """Return the way from each entrance to each along the lines that are drawn."""
    row_of = {ref: row for row, ref in enumerate(entrances)}
    passed, whole = [], []
    for number, line in enumerate(lines):
        at = np.array([places[ref] for ref in line], np.float64)
        along = np.concatenate([[0.0], np.cumsum(_metric(at[:-1], at[1:]))])
        whole.append(along[-1] if line[0] == line[-1] else np.inf)
        passed += [
            (row_of[ref], along[k], number)
            for k, ref in enumerate(line)
            if ref in row_of
        ]
    row, along_m, line_of = np.array(passed).T
    lengths = np.array(whole)
    return ways_around(
        len(entrances), row.astype(int), along_m, line_of.astype(int), lengths
    )


def _area(outer: list[list[Any]], inner: list[list[Any]]) -> Any:  # noqa: ANN401 - shapely's
    """Return the polygon between rings, empty if they do not close."""
    area = _filled(outer)
    if inner:
        area = shapely.difference(area, _filled(inner))
    shapely.prepare(area)
    return area


def _filled(rings: list[list[Any]]) -> Any:  # noqa: ANN401 - shapely's
    if len(rings) == 1 and rings[0][0] == rings[0][-1] and len(rings[0]) >= _RING:
        area = shapely.polygons(rings[0])
        if shapely.is_valid(area):
            return area
    return shapely.union_all(shapely.get_parts(shapely.polygonize(_lines(rings))))


def _lines(rings: list[list[Any]]) -> list[Any]:
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
        np.concatenate([ways.ref, np.array(ends, np.int64).ravel()]),
        ways.tags,
    )
