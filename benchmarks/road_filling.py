"""A road file with the rest of a country in it: buildings and addresses by the roads.

What is published of a country is roads for a quarter at most. Here every road gets
four buildings, each with its corners and its address, numbered in between the nodes of
the roads, so that blocks hold both as a real extract's do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import osmium
from osmium.osm import NODE, WAY
from osmium.osm.mutable import Node, Way

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUILDINGS: Final = 4
"""For each road."""
_SIDES: Final = ((0, 0), (0, 1), (1, 1), (1, 0))
"""Corners of a building, each as long and wide as it is."""
_NEAR, _SIZE = 20_000, 2_500
"""How far from the road at most, and how long, in ten-millionths of a degree."""
_SEED: Final = 7
_SPREAD: Final = 5
"""Road files leave most numbers out; these are taken by what is put in between."""
_TOWN: Final = {"addr:city": "Utrecht", "source": "BAG", "source:date": "2026-01-06"}


def filled(path: Path, target: Path) -> Path:
    """Write a road file with buildings and addresses among its nodes and ways.

    Parameters
    ----------
    path
        An `.osm.pbf` file, sorted.
    target
        Where to write.
    """
    nodes = [(n.id, n.location.x, n.location.y, dict(n.tags)) for n in _of(path, NODE)]
    ways = [(w.id, [n.ref for n in w.nodes], dict(w.tags)) for w in _of(path, WAY)]
    number = {old: _SPREAD * k + 1 for k, (old, *_) in enumerate(nodes)}
    rng = np.random.default_rng(_SEED)
    away = rng.integers(-_NEAR, _NEAR, (len(nodes), 2)).tolist()
    size = rng.integers(_SIZE // 4, _SIZE, (len(nodes), 2)).tolist()
    with osmium.SimpleWriter(str(target), overwrite=True) as writer:
        for k, (_, x, y, tags) in enumerate(nodes):
            writer.add_node(_node(_SPREAD * k + 1, x, y, tags))
            for corner, (east, north) in enumerate(_SIDES):
                x_there = x + away[k][0] + east * size[k][0]
                y_there = y + away[k][1] + north * size[k][1]
                first = _SPREAD * k + 2
                own = {} if corner else _address(first)
                writer.add_node(_node(first + corner, x_there, y_there, own))
        for k, (_, refs, tags) in enumerate(ways):
            first = (BUILDINGS + 1) * k + 1
            writer.add_way(_way(first, [number[ref] for ref in refs], tags))
            for extra in range(BUILDINGS):
                at = (BUILDINGS * k + extra) % len(nodes)
                bag = f"0344100000{rng.integers(10**6):06}"
                writer.add_way(_building(first + 1 + extra, _SPREAD * at + 2, bag))
    return target


def _of(path: Path, kind: Any) -> Iterator[Any]:  # noqa: ANN401 - pyosmium's own types
    yield from osmium.FileProcessor(str(path), kind)


def _node(number: int, x: int, y: int, tags: dict[str, str]) -> Node:
    return Node(id=number, version=1, location=(x / 1e7, y / 1e7), tags=tags)


def _address(number: int) -> dict[str, str]:
    return {
        "addr:street": f"Straat {number // 400}",
        "addr:housenumber": str(number % 200 + 1),
        "addr:postcode": f"{1000 + number // 4000 % 8999} AB",
        **_TOWN,
    }


def _building(number: int, corner: int, bag: str) -> Way:
    refs = [corner, corner + 1, corner + 2, corner + 3, corner]
    tags = {"building": "house", "ref:bag": bag, "start_date": bag[-2:]}
    return _way(number, refs, {**tags, "source": _TOWN["source"]})


def _way(number: int, refs: list[int], tags: dict[str, str]) -> Way:
    return Way(id=number, version=1, nodes=refs, tags=tags)


__all__ = ["BUILDINGS", "filled"]
