"""What a road can say to a traveller, and what the values of access tags mean."""

from __future__ import annotations

from enum import Enum, IntEnum
from typing import Final

from accessibility.codes import Mode


class Answer(IntEnum):
    """Whether a mode may go along a way; of several values the most open one counts."""

    CLOSED = 0
    PUSH = 1
    """A bicycle is pushed."""
    DESTINATION = 2
    """Open to who has business there: open here, told apart in the table."""
    OPEN = 3


class Direction(Enum):
    """Along a way as it is drawn, or against that."""

    FORWARD = "forward"
    BACKWARD = "backward"


VALUES: Final = {
    Answer.OPEN: (
        *("yes", "designated", "permissive", "public", "allowed", "tolerated"),
        *("optional_sidepath", "true", "1"),
    ),
    Answer.DESTINATION: ("destination", "customers"),
    Answer.PUSH: ("dismount",),
    Answer.CLOSED: (
        *("no", "private", "permit", "residents", "delivery", "agricultural"),
        *("forestry", "emergency", "military", "psv", "bus", "taxi", "minibus"),
        *("restricted", "service", "employees", "use_sidepath", "0", "false"),
        *("emergency_vehicle", "share_taxi"),
    ),
}
"""Values of access tags by what they say; any other value says nothing."""

ONE_MODE_VALUES: Final = {
    "foot": Mode.WALK,
    "bicycle": Mode.BIKE,
    "motorcar": Mode.CAR,
    "motor_vehicle": Mode.CAR,
    "vehicle": None,
    "hov": Mode.CAR,
}
"""Values that open to one mode and close to others; None: to all but walkers."""

OFFICIAL: Final = "official"
OFFICIAL_OPENS: Final = frozenset({"bicycle", "foot"})
"""`official` is an old spelling of designated on these keys, and means officials on
others."""

SIDEPATH: Final = "use_sidepath"

SEPARATORS: Final = ";,|"
"""What parts the members of a list of values."""

_ANSWERS: Final = {value: answer for answer, all_ in VALUES.items() for value in all_}


def answer_of(
    value: str, key: str, mode: Mode, let_in: frozenset[str]
) -> Answer | None:
    """Return what a value says, None for nothing.

    Parameters
    ----------
    value
        One value, or a list of them: as open as its most open member.
    key
        The mode's key it stands on, without direction.
    mode
        Who travels.
    let_in
        Closed values that are open to the mode by choice.

    Examples
    --------
    >>> answer_of("agricultural;destination", "vehicle", Mode.CAR, frozenset())
    <Answer.DESTINATION: 2>
    >>> answer_of("official", "bicycle", Mode.BIKE, frozenset())
    <Answer.OPEN: 3>
    >>> answer_of("unknown", "bicycle", Mode.BIKE, frozenset()) is None
    True
    """
    found = _member(value, key, mode, let_in)
    if found is None:
        said = [_member(part, key, mode, let_in) for part in members(value)]
        found = max((one for one in said if one is not None), default=None)
    if found is Answer.PUSH and mode is not Mode.BIKE:
        return Answer.CLOSED if mode is Mode.CAR else Answer.OPEN
    return found


def members(value: str) -> list[str]:
    """Return the members of a list of values."""
    for separator in SEPARATORS[1:]:
        value = value.replace(separator, SEPARATORS[0])
    return [part.strip() for part in value.split(SEPARATORS[0]) if part.strip()]


def _member(value: str, key: str, mode: Mode, let_in: frozenset[str]) -> Answer | None:
    if value in let_in:
        return Answer.OPEN
    if value == OFFICIAL:
        return Answer.OPEN if key in OFFICIAL_OPENS else Answer.CLOSED
    if value in ONE_MODE_VALUES:
        only = ONE_MODE_VALUES[value]
        opens = mode is not Mode.WALK if only is None else mode is only
        return Answer.OPEN if opens else Answer.CLOSED
    return _ANSWERS.get(value)
