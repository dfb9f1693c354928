"""Access, direction and speed of a road per mode, from its OpenStreetMap tags.

Follows the access rules of OpenStreetMap for the Netherlands: the most specific tag
decides, a cyclist may use a one-way street both ways where it says so, a road with a
compulsory path beside it is for the path's users only if that path is drawn apart.

References
----------
https://wiki.openstreetmap.org/wiki/OSM_tags_for_routing/Access_restrictions#Netherlands
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from accessibility.codes import Mode
from data.osm_speeds import (
    CAR_KMH,
    CAR_ON_PATH_KMH,
    DISMOUNTED_KMH,
    FERRY_KMH,
    KMH_PER_MPH,
    MODE_KMH,
    SLOWEST_SIGN_KMH,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    Tags = Mapping[str, str]

WAY_KEYS: Final = (
    "highway", "route", "access", "vehicle", "motor_vehicle", "motorcar", "bicycle",
    "foot", "oneway", "oneway:bicycle", "oneway:foot", "junction", "cycleway",
    "cycleway:left", "cycleway:right", "cycleway:both", "cycleway:left:oneway",
    "cycleway:right:oneway", "motorroad", "maxspeed", "duration",
)  # fmt: skip
"""The tags of a way that are read; no other is."""

NODE_KEYS: Final = (
    "barrier", "access", "vehicle", "motor_vehicle", "motorcar", "bicycle", "foot",
    "bollard",
)  # fmt: skip
"""The tags of a barrier that are read."""

ACCESS_KEYS: Final = {
    Mode.CAR: ("motorcar", "motor_vehicle", "vehicle", "access"),
    Mode.BIKE: ("bicycle", "vehicle", "access"),
    Mode.WALK: ("foot", "access"),
}
"""Tags that say whether a mode may pass, the most specific first."""

_CAR_SIGNS: Final = ACCESS_KEYS[Mode.CAR][:2]

CLOSED_VALUES: Final = frozenset(
    {
        *("no", "private", "agricultural", "forestry", "delivery", "emergency"),
        *("military", "use_sidepath", "psv", "bus", "official"),
    }
)

_MOTORWAYS: Final = ("motorway", "motorway_link")
_TRUNKS: Final = ("trunk", "trunk_link")
_STREETS: Final = frozenset(CAR_KMH) - {*_MOTORWAYS, *_TRUNKS, "pedestrian"}
DEFAULT_ROADS: Final = {
    Mode.CAR: frozenset(CAR_KMH) - {"pedestrian"},
    Mode.BIKE: _STREETS | {"cycleway", "path"},
    Mode.WALK: _STREETS
    | {"cycleway", "path", "pedestrian", "footway", "steps", "corridor", "platform"},
}
"""Kinds of road a mode may use where no tag says otherwise."""

ON_REQUEST_ROADS: Final = {
    Mode.CAR: frozenset({"pedestrian"}),
    Mode.BIKE: frozenset({"pedestrian", "footway", "bridleway", *_TRUNKS}),
    Mode.WALK: frozenset({"bridleway", *_TRUNKS}),
}
"""Kinds of road a mode may use only where its own tag allows it."""

CAR_ON_SIGN_ROADS: Final = frozenset({"cycleway", "footway", "path"})
"""Roads a car may use where a tag of its own, not `access`, says that it may."""

_OPPOSITE: Final = frozenset({"opposite", "opposite_lane", "opposite_track"})
_LANES: Final = frozenset(
    {"lane", "track", "shared_lane", "share_busway", "crossing", *_OPPOSITE}
)
_YES: Final = frozenset({"yes", "true", "1"})
_WALKED: Final = frozenset({"yes", "designated", "permissive"})
_DRIVEN: Final = _WALKED | {"destination", "customers"}
_BACKWARD: Final = frozenset({"-1", "reverse"})
_BOTH_IN_TURN: Final = frozenset({"reversible", "alternating"})
"""Traffic goes both ways, in turn: a ferry ramp, a narrow bridge."""

CAR_BARRIERS_OPEN: Final = frozenset(
    {
        *("gate", "lift_gate", "swing_gate", "cattle_grid", "toll_booth", "entrance"),
        *("border_control", "sally_port", "height_restrictor", "arch", "kerb", "no"),
    }
)
BIKE_BARRIERS_SHUT: Final = frozenset(
    {
        *("turnstile", "full-height_turnstile", "kissing_gate", "stile", "fence"),
        *("wall", "hedge", "ditch", "horse_stile"),
    }
)
WALK_BARRIERS_SHUT: Final = frozenset({"wall", "fence", "hedge", "ditch"})

_CLOCK: Final = re.compile(r"(\d{1,3}):(\d{2})(?::(\d{2}))?")
_MINUTES: Final = re.compile(r"(\d{1,4})(?:\s*min(?:utes)?)?")
_ISO: Final = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?")


@dataclass(frozen=True)
class RoadRules:
    """Parameters of reading roads that the tags do not give.

    Parameters
    ----------
    ferries
        Whether ferries are taken at all.
    ferry_wait_min
        Minutes of waiting counted per crossing.
    kmh
        Speed of walking or cycling; None for the mode's own.
    pushing
        Whether a bicycle is pushed, at walking pace, up and down steps and on ways
        without cars where it may not be ridden but walking is expressly allowed.
    slow_on_trunks
        Whether one walks and cycles on trunk roads where no tag tells: not in the
        Netherlands, Belgium and Germany, where such a road is an autoweg.
    """

    ferries: bool = True
    ferry_wait_min: float = 10.0
    kmh: float | None = None
    pushing: bool = False
    slow_on_trunks: bool = False


@dataclass(frozen=True)
class Passage:
    """What a mode may do on a way: speed there and back, None where closed.

    `duration_s` is that of a whole ferry crossing, None where unknown.
    """

    there_kmh: float | None
    back_kmh: float | None
    is_street: bool = True
    is_ferry: bool = False
    duration_s: float | None = None


def passage(tags: Tags, mode: Mode, rules: RoadRules) -> Passage | None:
    """Return what a mode may do on a way with some tags; None for nothing.

    Parameters
    ----------
    tags
        Those of `WAY_KEYS` that the way has.
    mode
        Who travels.
    rules
        Choices that are not in the tags.

    Examples
    --------
    >>> passage({"highway": "motorway"}, Mode.BIKE, RoadRules()) is None
    True
    >>> street = {"highway": "residential", "oneway": "yes", "oneway:bicycle": "no"}
    >>> passage(street, Mode.BIKE, RoadRules()).back_kmh
    15.0
    """
    if "highway" not in tags or tags.get("route") == "ferry":
        return _ferry(tags, mode, rules) if tags.get("route") == "ferry" else None
    if not may_use(tags, mode, rules):
        on_foot = rules.pushing and mode is Mode.BIKE
        return _pushed(tags, rules) if on_foot else None
    kmh = _speed(tags, mode, rules)
    there, back = _directions(tags, mode)
    return Passage(
        kmh if there else None,
        kmh if back else None,
        is_street=tags["highway"] not in _MOTORWAYS and tags.get("motorroad") != "yes",
    )


def _pushed(tags: Tags, rules: RoadRules) -> Passage | None:
    """Return how a bicycle is pushed where its rider may walk."""
    walked = passage(tags, Mode.WALK, rules)
    signed = tags.get("bicycle") == "no" and tags.get("foot") in _WALKED
    quiet = signed and not may_use(tags, Mode.CAR, rules)
    if walked is None or not (quiet or tags["highway"] == "steps"):
        return None
    there, back = walked.there_kmh is not None, walked.back_kmh is not None
    return Passage(
        DISMOUNTED_KMH if there else None,
        DISMOUNTED_KMH if back else None,
        walked.is_street,
    )


def may_use(tags: Tags, mode: Mode, rules: RoadRules) -> bool:
    """Tell whether a mode may use a road at all."""
    highway = tags["highway"]
    own = tags.get(ACCESS_KEYS[mode][0])
    if mode is not Mode.CAR and (
        highway in _MOTORWAYS or tags.get("motorroad") == "yes"
    ):
        return False
    if mode is Mode.BIKE and own == "use_sidepath":
        return _has_own_lane(tags)
    said = _first_said(tags, ACCESS_KEYS[mode])
    if said is not None and said in CLOSED_VALUES:
        return False
    if highway in DEFAULT_ROADS[mode] or (highway in _TRUNKS and rules.slow_on_trunks):
        return True
    if mode is Mode.CAR:
        return _car_is_let_in(tags)
    return highway in ON_REQUEST_ROADS[mode] and own is not None


def _car_is_let_in(tags: Tags) -> bool:
    """Tell whether a tag lets cars onto a road that is not theirs."""
    if tags["highway"] in CAR_ON_SIGN_ROADS:
        return _first_said(tags, _CAR_SIGNS) in _DRIVEN
    said = _first_said(tags, ACCESS_KEYS[Mode.CAR])
    return tags["highway"] in ON_REQUEST_ROADS[Mode.CAR] and said is not None


def blocks(tags: Tags, mode: Mode) -> bool:
    """Tell whether a barrier on the road stops a mode.

    Parameters
    ----------
    tags
        Those of `NODE_KEYS` that the node has.
    mode
        Who travels.
    """
    said = _first_said(tags, ACCESS_KEYS[mode])
    if said is not None:
        return said in CLOSED_VALUES
    barrier = tags.get("barrier", "no")
    if mode is Mode.CAR:
        return barrier not in CAR_BARRIERS_OPEN and tags.get("bollard") != "rising"
    shut = BIKE_BARRIERS_SHUT if mode is Mode.BIKE else WALK_BARRIERS_SHUT
    return barrier in shut


def _first_said(tags: Tags, keys: tuple[str, ...]) -> str | None:
    """Return the value of the first of some tags that is present."""
    return next((tags[key] for key in keys if key in tags), None)


def _cycleways(tags: Tags) -> set[str]:
    sides = ("cycleway", "cycleway:left", "cycleway:right", "cycleway:both")
    return {tags[key] for key in sides if key in tags}


def _has_own_lane(tags: Tags) -> bool:
    """Tell whether the compulsory lane is part of this way, not drawn apart."""
    return bool(_cycleways(tags) & _LANES)


def _directions(tags: Tags, mode: Mode) -> tuple[bool, bool]:
    """Return whether a way may be travelled along and against its direction."""
    if mode is Mode.WALK:
        return _one_way(tags.get("oneway:foot", "no"))
    if mode is Mode.BIKE:
        if "oneway:bicycle" in tags:
            return _one_way(tags["oneway:bicycle"])
        if _has_contraflow(tags):
            return True, True
    said = tags.get("oneway")
    if said is None:
        implied = tags.get("junction") in {"roundabout", "circular"}
        return True, not (implied or tags.get("highway") in _MOTORWAYS)
    return _one_way(said)


def _has_contraflow(tags: Tags) -> bool:
    sides = (tags.get("cycleway:left:oneway"), tags.get("cycleway:right:oneway"))
    return bool(_cycleways(tags) & _OPPOSITE) or bool({"-1", "no"} & set(sides))


def _one_way(said: str) -> tuple[bool, bool]:
    if said in _YES:
        return True, False
    if said in _BACKWARD:
        return False, True
    # `no`, in turn, or something unknown: both ways.
    return True, True


def _speed(tags: Tags, mode: Mode, rules: RoadRules) -> float:
    if mode is Mode.CAR:
        usual = CAR_KMH.get(tags["highway"], CAR_ON_PATH_KMH)
        signed = signed_kmh(tags.get("maxspeed", ""))
        return min(usual, signed) if signed is not None else usual
    if mode is Mode.BIKE and tags.get("bicycle") == "dismount":
        return DISMOUNTED_KMH
    return rules.kmh if rules.kmh is not None else MODE_KMH[mode]


def signed_kmh(text: str) -> float | None:
    """Return a signed speed in km/h, None if it says nothing usable.

    Examples
    --------
    >>> [signed_kmh(text) for text in ("50", "30 mph", "walk", "NL:urban", "-5", "0")]
    [50.0, 48.28032, 5.0, None, None, None]
    """
    if text == "walk":
        return 5.0
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(km/h|kmh|mph)?", text)
    if found is None:
        return None
    kmh = float(found[1]) * (KMH_PER_MPH if found[2] == "mph" else 1.0)
    return kmh if kmh >= SLOWEST_SIGN_KMH else None


def _ferry(tags: Tags, mode: Mode, rules: RoadRules) -> Passage | None:
    said = _first_said(tags, ACCESS_KEYS[mode])
    for_others = mode is Mode.CAR and said is None and {"foot", "bicycle"} & set(tags)
    if not rules.ferries or said in CLOSED_VALUES or for_others:
        return None
    there, back = _one_way(tags.get("oneway", "no"))
    return Passage(
        FERRY_KMH if there else None,
        FERRY_KMH if back else None,
        is_street=False,
        is_ferry=True,
        duration_s=duration_s(tags.get("duration", "")),
    )


def duration_s(text: str) -> float | None:
    """Return a duration in seconds, None if it says nothing usable.

    Examples
    --------
    >>> [duration_s(text) for text in ("00:20", "1:30:15", "20", "PT2H5M", "soon")]
    [1200.0, 5415.0, 1200.0, 7500.0, None]
    """
    if found := _CLOCK.fullmatch(text):
        hours, minutes, seconds = found.groups(default="0")
    elif found := _MINUTES.fullmatch(text):
        hours, minutes, seconds = "0", found[1], "0"
    elif found := _ISO.fullmatch(text):
        hours, minutes, seconds = found.groups(default="0")
    else:
        return None
    total = 3600.0 * int(hours) + 60.0 * int(minutes) + int(seconds)
    return total if total > 0 else None
