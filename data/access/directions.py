"""In which directions a mode may go along a way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from accessibility.codes import Mode
from data.access.answers import Direction
from data.access.conditions import value_at
from data.access.keys import (
    CONDITIONAL,
    CONTRAFLOW,
    CYCLEWAY_ONE_WAYS,
    CYCLEWAYS,
    MODE_KEYS,
    OPPOSITE,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.access.rules import RoadRules

    Tags = Mapping[str, str]

ONE_WAY_VALUES: Final = {
    **dict.fromkeys(("yes", "true", "1"), (True, False)),
    **dict.fromkeys(("-1", "reverse"), (False, True)),
    **dict.fromkeys(("no", "false", "0", "alternating"), (True, True)),
}
"""Values of one-way keys: whether one may go along, and against. Others say nothing."""

REVERSIBLE: Final = "reversible"
"""Which way it goes at a moment is not known: closed to cars, open to others. On a
bridge, such as the ramp of a ferry, traffic goes in turn: open both ways."""

IMPLIED_JUNCTIONS: Final = frozenset({"roundabout", "circular"})
IMPLIED_KINDS: Final = frozenset({"motorway"})
MOVES: Final = frozenset({"forward", "backward"})
"""Values of `conveying` of moving steps, which carry one way only."""


def directions(
    tags: Tags, kind: str, mode: Mode, rules: RoadRules
) -> tuple[bool, bool]:
    """Return whether a way may be travelled along and against its direction."""
    if mode is Mode.WALK and tags.get("conveying") in MOVES:
        along = tags["conveying"] == Direction.FORWARD.value
        return along, not along
    for key in MODE_KEYS[mode].one_way:
        said = _contraflow(tags) if key == CONTRAFLOW else _said(tags, key, rules)
        if said == REVERSIBLE:
            return (mode is not Mode.CAR or tags.get("bridge", "no") != "no",) * 2
        if said in ONE_WAY_VALUES:
            return ONE_WAY_VALUES[said]
    if mode is Mode.WALK:
        # On a ferry one goes where the ship goes.
        said = _said(tags, "oneway", rules) if kind == "ferry" else None
        return ONE_WAY_VALUES.get(said or "", (True, True))
    implied = tags.get("junction") in IMPLIED_JUNCTIONS or kind in IMPLIED_KINDS
    return True, not implied


def _said(tags: Tags, key: str, rules: RoadRules) -> str | None:
    """Return the value of a one-way key at the moment."""
    conditional = tags.get(f"{key}:{CONDITIONAL}")
    if conditional is not None and rules.at is not None:
        value = value_at(conditional, rules.at)
        if value is not None:
            return value
    return tags.get(key)


def _contraflow(tags: Tags) -> str | None:
    """Return `no`, as of a one-way key, where a lane leads against the street."""
    opposite = any(tags.get(key) in OPPOSITE for key in CYCLEWAYS)
    back = any(tags.get(key) in ("-1", "no") for key in CYCLEWAY_ONE_WAYS)
    return "no" if opposite or back else None
