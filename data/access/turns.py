"""Whether a turn restriction holds for a car at the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.access.answers import members
from data.access.conditions import value_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.access.rules import RoadRules

    Tags = Mapping[str, str]

TURN_KEYS: Final = (
    "restriction:motorcar", "restriction:motor_vehicle", "restriction:vehicle",
    "restriction",
)  # fmt: skip
"""Keys of a restriction that speak of cars, the most specific first."""

RELATION_KEYS: Final = (
    *TURN_KEYS,
    *(f"{key}:conditional" for key in TURN_KEYS),
    "except",
)
"""The tags of a turn restriction that are read."""

EXCEPTED: Final = frozenset({"motorcar", "motor_vehicle", "vehicle"})
"""Values of `except` that let cars turn."""

_FORBIDDEN, _ONLY = "no_", "only_"


def speaks_of_cars(tags: Tags) -> bool:
    """Tell whether a restriction speaks of cars at all."""
    if EXCEPTED & set(members(tags.get("except", ""))):
        return False
    return any(key in tags or f"{key}:conditional" in tags for key in TURN_KEYS)


def restricts(tags: Tags, rules: RoadRules) -> str | None:
    """Return what is restricted for a car: `no`, `only`, or None for nothing.

    Examples
    --------
    >>> from data.access.rules import NL
    >>> restricts({"restriction": "no_left_turn", "except": "bicycle"}, NL)
    'no'
    >>> restricts({"restriction:conditional": "no_left_turn @ (16:00-18:00)"}, NL)
    """
    if not speaks_of_cars(tags):
        return None
    for key in TURN_KEYS:
        conditional = tags.get(f"{key}:conditional")
        said = None
        if conditional is not None and rules.at is not None:
            said = value_at(conditional, rules.at)
        said = said or tags.get(key)
        if said is not None:
            return _sense(said)
    return None


def _sense(said: str) -> str | None:
    if said.startswith(_FORBIDDEN):
        return "no"
    return "only" if said.startswith(_ONLY) else None
