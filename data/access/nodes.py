"""Whom a barrier or an access key on a node stops."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from accessibility.codes import Mode
from data.access.answers import Answer, answer_of
from data.access.conditions import value_at
from data.access.keys import CONDITIONAL, MODE_KEYS, THINGS
from data.access.rules import NodeKeys
from data.access.sizes import size_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from data.access.rules import RoadRules

    Tags = Mapping[str, str]

CAR_PASSES: Final = frozenset(
    {
        *("gate", "lift_gate", "swing_gate", "sliding_gate", "hampshire_gate"),
        "sliding_beam",
        *("bump_gate", "coupure", "cattle_grid", "toll_booth", "entrance", "arch"),
        *("border_control", "sally_port", "no", "height_restrictor"),
    }
)
"""Barriers that let a car through; all others stop it."""

STOPS: Final = {
    Mode.BIKE: frozenset(
        {
            *("turnstile", "full-height_turnstile", "kissing_gate", "stile"),
            *("horse_stile", "fence", "wall", "hedge", "ditch", "retaining_wall"),
        }
    ),
    Mode.WALK: frozenset({"wall", "fence", "hedge", "ditch", "retaining_wall"}),
}
"""Barriers that stop bicycles and walkers; all others let them through."""

LOW_KERBS: Final = frozenset({"lowered", "flush", "rolled", "no"})
SOUNDING: Final = frozenset({"audible", "audio"})
"""A fence that only makes a sound stops nobody."""

CAR_HEIGHT_M: Final = 2.0


def blocks(tags: Tags, mode: Mode, rules: RoadRules) -> bool:
    """Tell whether a node on the road stops a mode.

    Parameters
    ----------
    tags
        Those of `NODE_KEYS` that the node has.
    mode
        Who travels.
    rules
        Choices that are not in the tags.

    Examples
    --------
    >>> from data.access.rules import NL
    >>> [blocks({"barrier": "bollard"}, mode, NL) for mode in (Mode.BIKE, Mode.CAR)]
    [False, True]
    """
    said = _said(tags, mode, rules) if _keys_count(tags, mode, rules) else None
    answer, key = said if said is not None else (None, "")
    if _is_shut(tags, mode):
        own = key in MODE_KEYS[mode].own
        return not (own and answer is not None and answer > Answer.CLOSED)
    if answer is not None:
        return answer is Answer.CLOSED
    return "barrier" in tags and _stops(tags, mode)


def _keys_count(tags: Tags, mode: Mode, rules: RoadRules) -> bool:
    """Tell whether an access key of a node speaks of the road."""
    if "barrier" in tags:
        return True
    if rules.node_keys is NodeKeys.NOT_ON_THINGS:
        return not any(key in tags for key in THINGS)
    if rules.node_keys is NodeKeys.EVERYWHERE:
        return not (mode is Mode.BIKE and tags.get("highway") == "crossing")
    return False


def _said(tags: Tags, mode: Mode, rules: RoadRules) -> tuple[Answer, str] | None:
    let_in = rules.let_in(mode)
    for key in MODE_KEYS[mode].access:
        for value in _values(tags, key, rules):
            answer = answer_of(value, key, mode, let_in)
            if answer is not None:
                return answer, key
    return None


def _values(tags: Tags, key: str, rules: RoadRules) -> Iterator[str]:
    """Yield what a key says at the moment, then what it says at others."""
    conditional = tags.get(f"{key}:{CONDITIONAL}")
    if conditional is not None and rules.at is not None:
        value = value_at(conditional, rules.at)
        if value is not None:
            yield value
    if key in tags:
        yield tags[key]


def _is_shut(tags: Tags, mode: Mode) -> bool:
    """Tell whether only who is named by a key of its own gets through."""
    rising = tags.get("bollard") == "rising" and mode is Mode.CAR
    return rising or tags.get("locked") == "yes"


def _stops(tags: Tags, mode: Mode) -> bool:
    barrier = tags["barrier"]
    if tags.get("sensory") in SOUNDING:
        return False
    if mode is not Mode.CAR:
        return barrier in STOPS[mode]
    if barrier == "kerb":
        crossed = tags.get("highway") == "crossing"
        return not crossed and tags.get("kerb") not in LOW_KERBS
    height_m = size_of(tags.get("maxheight", ""))
    if barrier == "height_restrictor" and height_m is not None:
        return height_m < CAR_HEIGHT_M
    return barrier not in CAR_PASSES
