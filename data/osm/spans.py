"""Bridges, tunnels and ferries, which an edit may close from bank to bank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from data.osm.roads import OsmRoads

_FERRY: Final = ("ferry", "")


def spans_of(
    roads: OsmRoads,
) -> tuple[NDArray[np.int32], tuple[tuple[str, str], ...]]:
    """Return which span each combination of tags is, and kind and name of each.

    Parameters
    ----------
    roads
        As read by `read_osm`.

    Returns
    -------
    tuple
        A row per combination in `way_tags`, -1 for none; and the spans.
    """
    numbers: dict[tuple[str, str], int] = {}
    row = np.full(len(roads.way_tags), -1, np.int32)
    for k, tags in enumerate(roads.way_tags):
        for kind in ("bridge", "tunnel"):
            if kind in tags:
                named = kind, tags.get(f"{kind}:name", "")
                row[k] = numbers.setdefault(named, len(numbers))
        if tags.get("route") == "ferry":
            row[k] = numbers.setdefault(_FERRY, len(numbers))
    return row, tuple(numbers)
