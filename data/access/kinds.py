"""Kinds of road, and who may use each where no tag says otherwise."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from accessibility.codes import Mode

    Tags = Mapping[str, str]


class Usual(Enum):
    """Whether a mode may use a kind of road where no tag says otherwise."""

    OPEN = "open"
    OWN = "own"
    """Needs an open value on a key of its own; a general key does not do."""
    LANE = "own, or a lane"
    """As `OWN`; a cycle lane or track on the way itself does too."""
    VEHICLE = "own, or vehicle"
    """As `OWN`; `vehicle` does too."""
    PUSHED = "pushed"
    """Open by its own key or a ramp, and then a bicycle is pushed."""
    CLOSED = "closed"
    """Closed unless a key says that it is open."""
    NEVER = "never"
    """Closed whatever the tags say."""


class Kind(NamedTuple):
    """Who may usually use a kind of road."""

    bike: Usual
    walk: Usual
    car: Usual

    def of(self, mode: Mode) -> Usual:
        """Return what holds for a mode."""
        usual: Usual = getattr(self, mode.value)
        return usual


_STREET: Final = Kind(Usual.OPEN, Usual.OPEN, Usual.OPEN)
_FAST: Final = Kind(Usual.NEVER, Usual.NEVER, Usual.OPEN)
_TRUNK: Final = Kind(Usual.OWN, Usual.OWN, Usual.OPEN)
_PATH: Final = Kind(Usual.OPEN, Usual.OPEN, Usual.OWN)
_FOR_FEET: Final = Kind(Usual.OWN, Usual.OPEN, Usual.OWN)
_ICE: Final = Kind(Usual.OWN, Usual.OWN, Usual.OPEN)

MOTORWAYS: Final = ("motorway", "motorway_link")
TRUNKS: Final = ("trunk", "trunk_link")
STREETS: Final = (
    *("primary", "primary_link", "secondary", "secondary_link", "tertiary"),
    *("tertiary_link", "unclassified", "residential", "road", "living_street"),
    *("service", "track"),
)

KINDS: Final[dict[str, Kind]] = {
    **dict.fromkeys(STREETS, _STREET),
    **dict.fromkeys(MOTORWAYS, _FAST),
    **dict.fromkeys(TRUNKS, _TRUNK),
    "cycleway": _PATH,
    "path": _PATH,
    "footway": Kind(Usual.LANE, Usual.OPEN, Usual.OWN),
    "pedestrian": Kind(Usual.LANE, Usual.OPEN, Usual.VEHICLE),
    "steps": Kind(Usual.PUSHED, Usual.OPEN, Usual.CLOSED),
    "bridleway": Kind(Usual.LANE, Usual.OWN, Usual.OWN),
    "busway": Kind(Usual.LANE, Usual.OWN, Usual.OWN),
    "bus_guideway": Kind(Usual.OWN, Usual.OWN, Usual.OWN),
    "corridor": _FOR_FEET,
    "elevator": _FOR_FEET,
    "platform": _FOR_FEET,
    "pier": _FOR_FEET,
    "winter_road": _ICE,
    "ice_road": _ICE,
    "ferry": Kind(Usual.OPEN, Usual.OPEN, Usual.OPEN),
    "shuttle_train": Kind(Usual.CLOSED, Usual.CLOSED, Usual.OPEN),
}
"""Kinds of road that are known."""

OTHER: Final = Kind(Usual.OWN, Usual.OWN, Usual.OWN)
"""Any other kind; the report counts them."""

NOT_THERE: Final = frozenset(
    {
        *("construction", "proposed", "planned", "abandoned", "razed", "disused"),
        *("demolished", "removed", "dismantled", "destroyed", "historic"),
    }
)
"""Values of `highway` of roads that are not there yet, or no more."""

STILL_OPEN: Final = frozenset({"no", "minor", "widening"})
"""Values of `construction` on a live road that leave it open."""

PUSHED_ON: Final = frozenset(
    {
        *("footway", "pedestrian", "path", "cycleway", "steps", "platform", "pier"),
        *("bridleway", "corridor"),
    }
)
"""Kinds of road on which a bicycle is pushed where walking is open, by choice."""

NO_STREETS: Final = frozenset({*MOTORWAYS, "ferry", "shuttle_train"})
"""Where nobody lives."""

ROUTES: Final = ("ferry", "shuttle_train")
"""Values of `route` that one may board."""


def kind_of(tags: Tags) -> str | None:
    """Return the kind of road of a way, None if it is none.

    Examples
    --------
    >>> kind_of({"highway": "path"}), kind_of({"railway": "platform"})
    ('path', 'platform')
    >>> kind_of({"route": "bus"}) is None
    True
    """
    route = tags.get("route")
    if route in ROUTES:
        return route
    if "highway" in tags:
        return tags["highway"]
    if "platform" in (tags.get("railway"), tags.get("public_transport")):
        return "platform"
    return "pier" if tags.get("man_made") == "pier" else None


def is_road(tags: Tags) -> bool:
    """Tell whether a way is a road or a ferry that is there."""
    return kind_of(tags) is not None and tags.get("highway") not in NOT_THERE


def is_there(tags: Tags) -> bool:
    """Tell whether a road exists and is not dug up."""
    if tags.get("highway") in NOT_THERE:
        return False
    return tags.get("construction", "no") in STILL_OPEN
