"""What of the tags was not understood: for a report, never silently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from accessibility.codes import Mode
from data.access.answers import Direction, answer_of, members
from data.access.conditions import is_readable
from data.access.directions import ONE_WAY_VALUES, REVERSIBLE
from data.access.keys import CONDITIONAL, MODE_KEYS, ONE_WAY_KEYS
from data.access.kinds import KINDS, NOT_THERE
from data.access.nodes import CAR_PASSES, STOPS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Tags = Mapping[str, str]

_STOPS_CARS: Final = frozenset(
    {
        *("bollard", "block", "chain", "cycle_barrier", "planter", "jersey_barrier"),
        *("bus_trap", "sump_buster", "motorcycle_barrier", "log", "rope", "debris"),
        *(
            "kerb",
            "guard_rail",
            "handrail",
            "wicket_gate",
            "tank_trap",
            "barrier_board",
        ),
        *("swing_stile", "bar", "gate_post", "bump", "yes", "spikes", "wire_fence"),
        *("delineators", "delineator", "full_height_turnstile"),
    }
)
"""Further barriers that are known: they stop cars only."""


def is_known_kind(kind: str) -> bool:
    """Tell whether a kind of road stands in the table."""
    return kind in KINDS or kind in NOT_THERE


def is_known_barrier(barrier: str) -> bool:
    """Tell whether a barrier is known to let somebody through, or not."""
    stopping = (CAR_PASSES, _STOPS_CARS, *STOPS.values())
    return any(barrier in known for known in stopping)


def unknown_values(tags: Tags) -> Iterator[str]:
    """Yield tags of access or direction that say nothing, as `key=value`.

    Of a list of values every member must say something. Values are written in small
    letters, as everywhere in OpenStreetMap: `NO` says nothing.
    """
    for mode in (Mode.BIKE, Mode.WALK, Mode.CAR):
        for key in MODE_KEYS[mode].own if mode is not Mode.CAR else _of_cars():
            for name in (key, *(f"{key}:{way.value}" for way in Direction)):
                value = tags.get(name)
                if value is not None and not _is_understood(value, key, mode):
                    yield f"{name}={value}"
    for name in ONE_WAY_KEYS:
        value = tags.get(name, REVERSIBLE)
        if value != REVERSIBLE and value not in ONE_WAY_VALUES:
            yield f"{name}={value}"


def _of_cars() -> tuple[str, ...]:
    return MODE_KEYS[Mode.CAR].access


def _is_understood(value: str, key: str, mode: Mode) -> bool:
    said = (answer_of(part, key, mode, frozenset()) for part in members(value))
    return all(one is not None for one in said)


def unread_conditions(tags: Tags) -> Iterator[str]:
    """Yield conditional tags of which a condition cannot be judged, as `key=value`."""
    for key, value in tags.items():
        if key.endswith(f":{CONDITIONAL}") and not is_readable(value):
            yield f"{key}={value}"
