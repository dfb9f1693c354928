"""Choices about roads that are not in the tags, and three sets of them with a name."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from typing import Final

from accessibility.codes import Mode

SCHOOL_DAY: Final = datetime(2026, 11, 17, 8, 30)  # noqa: DTZ001 - local time
"""A plain school day: a Tuesday in November, no holiday, around the first bell."""

WALKING_KMH: Final = 5.0


class Sidepath(Enum):
    """What `use_sidepath` means for the road it stands on."""

    UNLESS_ON_IT = "closed unless the path is part of the way"
    CLOSED = "closed"
    OPEN = "open"


class PushOn(Enum):
    """Where a bicycle is pushed, if it is pushed at all."""

    WALKABLE = "where walking is open"
    UNLESS_CLOSED = "where walking is open and no key closes it to bicycles"
    SIGNED = "where a key closes it to bicycles and one opens it to walkers"


class NodeKeys(Enum):
    """On which nodes an access key bars the road."""

    NOT_ON_THINGS = "on barriers, and alone; not on a thing of its own"
    EVERYWHERE = "on every node; bicycles: not on crossings"
    BARRIERS = "on barriers"


_NOBODY: Final = frozenset[Mode]()
_EVERYBODY: Final = frozenset({Mode.BIKE, Mode.WALK, Mode.CAR})


@dataclass(frozen=True)
class RoadRules:
    """Choices that are not in the tags.

    Parameters
    ----------
    name
        Name of the set it comes from.
    ferries
        Whether ferries are taken at all.
    ferry_wait_min
        Minutes of waiting counted per crossing.
    kmh
        Speed of walking or cycling; None for the mode's own.
    pushing
        Whether a bicycle is pushed where it may not be ridden but walking is open.
    push_on
        Where it is pushed then.
    push_kmh, push_steps_kmh
        Speed of pushing, and of that on steps.
    ride_steps
        Whether steps are ridden like a path.
    trunk
        Whether one walks and cycles on trunk roads where no tag tells: not in the
        Netherlands, Belgium and Germany, where such a road is an autoweg.
    walk_on_cycleways
        Whether one walks on cycleways where no tag tells.
    at
        The moment at which conditions are judged; None to leave them unread.
    signal_s
        Seconds of waiting at a traffic signal.
    private, permit
        Modes that `private`, or `permit` and `residents`, are open to.
    sidepath
        What `use_sidepath` means.
    separate_closes
        Whether a path or sidewalk drawn apart closes the road.
    needs_key, not_for_cars
        Kinds of road that need a key of the mode's own, and those that need one of the
        car's.
    any_key_opens
        Whether a general key too, such as `access=yes`, opens a kind of road that
        needs a key of the mode's own; business there does not.
    node_keys
        On which nodes an access key bars the road.
    """

    name: str = "nl"
    ferries: bool = True
    ferry_wait_min: float = 10.0
    kmh: float | None = None
    pushing: bool = False
    push_on: PushOn = PushOn.WALKABLE
    push_kmh: float = WALKING_KMH
    push_steps_kmh: float = WALKING_KMH
    ride_steps: bool = False
    trunk: bool = False
    walk_on_cycleways: bool = True
    at: datetime | None = SCHOOL_DAY
    signal_s: float = 0.0
    private: frozenset[Mode] = field(default=_NOBODY)
    permit: frozenset[Mode] = field(default=_NOBODY)
    sidepath: Sidepath = Sidepath.UNLESS_ON_IT
    separate_closes: bool = False
    not_for_cars: frozenset[str] = field(default=frozenset())
    needs_key: frozenset[str] = field(default=frozenset())
    any_key_opens: bool = False
    node_keys: NodeKeys = NodeKeys.NOT_ON_THINGS

    def needs_own(self, kind: str, mode: Mode) -> bool:
        """Tell whether a kind of road needs a key of the mode's own by choice."""
        return kind in self.needs_key or (
            mode is Mode.CAR and kind in self.not_for_cars
        )

    def let_in(self, mode: Mode) -> frozenset[str]:
        """Return closed values that are open to a mode all the same."""
        private = {"private"} if mode in self.private else set()
        permit = {"permit", "residents"} if mode in self.permit else set()
        return frozenset(private | permit)


NL: Final = RoadRules()

RULE_SETS: Final = {
    "nl": NL,
    "osrm": replace(
        NL,
        name="osrm",
        pushing=True,
        push_on=PushOn.UNLESS_CLOSED,
        push_kmh=4.0,
        push_steps_kmh=2.0,
        walk_on_cycleways=False,
        at=None,
        private=frozenset({Mode.CAR}),
        permit=_EVERYBODY,
        sidepath=Sidepath.CLOSED,
        separate_closes=True,
        needs_key=frozenset({"road"}),
        not_for_cars=frozenset({"track"}),
        any_key_opens=True,
        node_keys=NodeKeys.EVERYWHERE,
    ),
    "valhalla": replace(
        NL,
        name="valhalla",
        pushing=True,
        push_on=PushOn.SIGNED,
        ride_steps=True,
        trunk=True,
        walk_on_cycleways=False,
        private=_EVERYBODY,
        permit=_EVERYBODY,
        sidepath=Sidepath.OPEN,
        node_keys=NodeKeys.BARRIERS,
    ),
}
"""`nl` is what a Dutch pupil may do; the others mean what those engines mean."""
