"""The keys that are read, the most specific first, and their forms."""

from __future__ import annotations

from typing import Final, NamedTuple

from accessibility.codes import Mode
from data.access.answers import Direction

CONDITIONAL: Final = "conditional"


class ModeKeys(NamedTuple):
    """The keys of a mode in the order in which they are asked.

    Parameters
    ----------
    own
        Keys of the mode's own: they open kinds of road that are usually not its.
    general
        Keys that speak of others too.
    one_way
        Keys that say in which direction it may go.
    """

    own: tuple[str, ...]
    general: tuple[str, ...]
    one_way: tuple[str, ...]

    @property
    def access(self) -> tuple[str, ...]:
        """All keys that say whether it may pass."""
        return (*self.own, *self.general)


CONTRAFLOW: Final = "contraflow"
"""Stands among the one-way keys for what cycle lanes say of the other direction."""

MODE_KEYS: Final = {
    Mode.BIKE: ModeKeys(
        ("bicycle",),
        ("vehicle", "access"),
        ("oneway:bicycle", CONTRAFLOW, "oneway:vehicle", "oneway"),
    ),
    Mode.WALK: ModeKeys(("foot",), ("access",), ("oneway:foot",)),
    Mode.CAR: ModeKeys(
        ("motorcar", "motor_vehicle"),
        ("vehicle", "access"),
        ("oneway:motorcar", "oneway:motor_vehicle", "oneway:vehicle", "oneway"),
    ),
}

CYCLEWAYS: Final = ("cycleway", "cycleway:left", "cycleway:right", "cycleway:both")
SIDEWALKS: Final = ("sidewalk", "sidewalk:left", "sidewalk:right", "sidewalk:both")
CYCLEWAY_ONE_WAYS: Final = ("cycleway:left:oneway", "cycleway:right:oneway")

OPPOSITE: Final = frozenset({"opposite", "opposite_lane", "opposite_track"})
"""Values of a cycle lane that lead against the one-way street."""

ON_THE_WAY: Final = frozenset(
    {"lane", "track", "shared_lane", "share_busway", "crossing", *OPPOSITE}
)
"""Values of a cycle lane that is part of the way, not drawn apart."""

LANE_OPENS: Final = frozenset({"lane", "track", "opposite_lane", "opposite_track"})
"""Values of a cycle lane that open a footway to bicycles."""

SIZES: Final = {
    "maxheight": 2.0,
    "maxheight:physical": 2.0,
    "maxwidth": 1.9,
    "maxwidth:physical": 1.9,
    "width": 1.901,
    "est_width": 1.901,
    "maxlength": 4.8,
    "maxweight": 2.0,
    "maxweightrating": 2.0,
}
"""Least metres, or tonnes, that let a car through; a width of 1.9 m does not."""


def forms(key: str, direction: Direction) -> tuple[tuple[str, bool, bool], ...]:
    """Return the forms of a key: name, whether it has a direction, or a condition.

    Examples
    --------
    >>> [form[0] for form in forms("foot", Direction.FORWARD)]
    ['foot:forward:conditional', 'foot:conditional', 'foot:forward', 'foot']
    """
    directed = f"{key}:{direction.value}"
    return (
        (f"{directed}:{CONDITIONAL}", True, True),
        (f"{key}:{CONDITIONAL}", False, True),
        (directed, True, False),
        (key, False, False),
    )


FORMS: Final = {
    (mode, direction): tuple((key, forms(key, direction)) for key in keys.access)
    for mode, keys in MODE_KEYS.items()
    for direction in Direction
}
"""Per mode and direction, every key with its forms in the order of asking."""

_ACCESS: Final = sorted({key for keys in MODE_KEYS.values() for key in keys.access})
ONE_WAY_KEYS: Final = sorted(
    {key for keys in MODE_KEYS.values() for key in keys.one_way} - {CONTRAFLOW}
)

WAY_KEYS: Final = (
    *("highway", "route", "railway", "public_transport", "man_made", "construction"),
    *(name for key in _ACCESS for d in Direction for name, *_ in forms(key, d)),
    *(name for key in ONE_WAY_KEYS for name in (key, f"{key}:{CONDITIONAL}")),
    *CYCLEWAYS,
    *CYCLEWAY_ONE_WAYS,
    *SIDEWALKS,
    *("junction", "motorroad", "service", "smoothness", "ramp:bicycle", "conveying"),
    *("maxspeed", "maxspeed:forward", "maxspeed:backward", "duration", "seasonal"),
    *("opening_hours", "area", "bridge", "tunnel", "layer"),
    *("bridge:name", "tunnel:name"),
    *SIZES,
)
"""The tags of a way that are read; no other is."""

THINGS: Final = (
    *("highway", "entrance", "door", "amenity", "railway", "public_transport"),
    *("crossing", "parking", "building", "shop", "office", "leisure", "tourism"),
    *("indoor", "man_made", "power", "emergency", "traffic_calming", "healthcare"),
)
"""Tags of a node that is a thing of its own: its access keys speak of the thing."""

_NODE_ACCESS: Final = (*_ACCESS, *(f"{key}:{CONDITIONAL}" for key in _ACCESS))

NODE_KEYS: Final = (
    *("barrier", *_NODE_ACCESS, "locked", "bollard", "kerb", "sensory", "maxheight"),
    *THINGS,
)
"""The tags of a node that are read."""

KINDS_OF_WAY: Final = ("highway", "route", "railway", "public_transport", "man_made")
"""Keys of which a way has one if it is a road or a ferry."""

STOPPING_KEYS: Final = ("barrier", *_NODE_ACCESS)
"""Keys of which a node has one if it may stop somebody."""
