"""Tags without what says nothing, so that ways that are alike share them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.access.keys import (
    CYCLEWAYS,
    NODE_KEYS,
    SIDEWALKS,
    SIZES,
    THINGS,
    WAY_KEYS,
)
from data.access.kinds import ROUTES, STILL_OPEN
from data.access.sizes import size_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_ONLY: Final = {
    "route": ROUTES,
    "railway": ("platform",),
    "public_transport": ("platform",),
    "man_made": ("pier",),
    "junction": ("roundabout", "circular"),
    "service": ("emergency_access",),
    "smoothness": ("impassable",),
    "motorroad": ("yes",),
    "ramp:bicycle": ("yes",),
    "area": ("yes",),
    "conveying": ("forward", "backward"),
    **dict.fromkeys(SIDEWALKS, ("separate",)),
}
_NOT: Final = {
    "bridge": ("no",),
    "tunnel": ("no",),
    "layer": ("0",),
    "construction": tuple(STILL_OPEN),
    "seasonal": ("no",),
    "locked": ("no",),
    **dict.fromkeys(CYCLEWAYS, ("no", "none")),
}
_OF_FERRIES: Final = ("duration", "seasonal", "opening_hours")
_KEPT_THINGS: Final = ("crossing", "traffic_signals")
_WAY_KEYS: Final = frozenset(WAY_KEYS)
_NODE_KEYS: Final = frozenset(NODE_KEYS)


def way_tags(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the tags of a way that say something, in the order of the table.

    Examples
    --------
    >>> way_tags([("name", "Dorpsstraat"), ("bridge", "no"), ("highway", "path")])
    {'highway': 'path'}
    """
    found = {
        key: value for key, value in pairs if key in _WAY_KEYS and _says(key, value)
    }
    if "route" not in found:
        for key in _OF_FERRIES:
            found.pop(key, None)
    return {key: found[key] for key in sorted(found, key=_ORDER.__getitem__)}


def node_tags(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the tags of a node that say something, in the order of the table."""
    found = {key: value for key, value in pairs if key in _NODE_KEYS}
    for key in THINGS:
        if key in found and not (key == "highway" and found[key] in _KEPT_THINGS):
            found[key] = "yes"
    return {key: found[key] for key in sorted(found, key=_NODE_ORDER.__getitem__)}


def _says(key: str, value: str) -> bool:
    if key in SIZES:
        size = size_of(value)
        return size is not None and size < SIZES[key]
    if key in _ONLY:
        return value in _ONLY[key]
    return value not in _NOT.get(key, ())


_ORDER: Final = {key: number for number, key in enumerate(WAY_KEYS)}
_NODE_ORDER: Final = {key: number for number, key in enumerate(NODE_KEYS)}
