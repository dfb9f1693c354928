"""Turn restrictions of a file: from a way, over a node or over ways, onto a way."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.access import speaks_of_cars
from data.osm.items import RESTRICTION
from data.osm.roads import OUTSIDE, OVER_WAYS, Turn, place_keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from data.osm.items import Nodes, Relation


class Turns(NamedTuple):
    """The restrictions that can be obeyed, and how many cannot."""

    read: tuple[Turn, ...]
    unread: int


def turns_of(relations: Sequence[Relation], nodes: Nodes) -> Turns:
    """Return the turn restrictions of cars.

    Those of which a part is not in the file are only counted.
    """
    read: list[Turn] = []
    unread = 0
    for one in relations:
        if one.tags.get("type", "").split(":")[0] != RESTRICTION:
            continue
        if not speaks_of_cars(one.tags):
            continue
        found = [*_turns(one, nodes)]
        read += found
        unread += not found
    return Turns(tuple(read), unread)


def _turns(one: Relation, nodes: Nodes) -> Iterator[Turn]:
    """Yield a turn for each way it comes from and leads to."""
    via = [m.ref for m in one.members if m.role == "via" and m.kind == "n"]
    over = tuple(one.ways("via"))
    if len(via) + bool(over) != 1:
        return
    key = OVER_WAYS if over else _key(nodes, via[0])
    if key is None:
        return
    for from_way in one.ways("from"):
        for to_way in one.ways("to"):
            yield Turn(from_way, key, to_way, one.tags, over)


def _key(nodes: Nodes, ref: int) -> int | None:
    row = nodes.row_of.get(ref)
    if row is None or nodes.lon[row] >= OUTSIDE:
        return None
    part = slice(row, row + 1)
    return int(place_keys(nodes.lon[part], nodes.lat[part])[0])
