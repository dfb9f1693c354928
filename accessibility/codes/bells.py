"""What counts as being in time by public transport, and how far one goes to a stop."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from accessibility.codes.modes import Mode
from accessibility.errors import UsageError

DAY_S: Final = 86_400
DEFAULT_CHANGE_S: Final = 120
"""Needed between two rides at one stop, where the feed does not say."""


class Vehicle(StrEnum):
    """What drives a line."""

    TRAM = "tram"
    METRO = "metro"
    TRAIN = "train"
    BUS = "bus"
    FERRY = "ferry"
    OTHER = "other"

    @classmethod
    def of(cls, route_type: int) -> Vehicle:
        """Return the vehicle of a plain `route_type` of GTFS."""
        known = (cls.TRAM, cls.METRO, cls.TRAIN, cls.BUS, cls.FERRY)
        return known[route_type] if 0 <= route_type < len(known) else cls.OTHER


class Luck(StrEnum):
    """Which of the leads over the bells counts as the one of a way to school."""

    LUCKY = "p10"
    """A bell that the bus happens to fit: a school that sets its bell by the bus."""
    MEDIAN = "median"
    UNLUCKY = "p90"
    """(Nearly) any bell."""


class HeadwayWait(StrEnum):
    """How long one waits for a line that runs every so often, not at fixed times."""

    NONE = "none"
    """As if its departures were fixed: one comes just in time."""
    WORST = "worst"
    """A whole headway before the first ride: one has just left."""


DEFAULT_BELLS_S: Final = tuple(range(8 * 3600 + 15 * 60, 8 * 3600 + 46 * 60, 300))
"""A bell every five minutes from 08:15 to 08:45, in seconds after midnight."""
DEFAULT_ENDS_S: Final = tuple(range(15 * 3600 + 15 * 60, 15 * 3600 + 46 * 60, 300))
"""An end of school every five minutes from 15:15 to 15:45."""
TO_STOP: Final = (Mode.WALK, Mode.BIKE)
"""How one can go from home to a stop."""
_MOST_RIDES: Final = 20


@dataclass(frozen=True)
class BellRule:
    """What counts as being in time, and how far one goes to a stop.

    Parameters
    ----------
    bells_s
        When lessons begin, seconds after midnight.
    ends_s
        When they end, for the way home.
    buffer_s
        Needed between the school's door and the lesson, and back.
    rides
        Most rides of one journey.
    limit_s
        Longest lead kept.
    walk_m
        Longest walk to a stop, and from a stop to school.
    access
        How one goes from home to a stop: `WALK` or `BIKE`.
    bike_m, park_s
        Longest ride to a stop by bicycle, and the time to park it.
    foot_s
        Longest walk between two stops.
    change_s
        Needed between two rides at a stop, where the feed does not say.
    snap_m
        A stop farther than this from any street has no ways on foot.
    luck
        Which of the leads over the bells counts.
    headway_wait
        Waited before the first ride by a line without fixed times.
    homeward
        Measure the way home, from the end of school, in place of the way there.
    """

    bells_s: tuple[int, ...] = DEFAULT_BELLS_S
    ends_s: tuple[int, ...] = DEFAULT_ENDS_S
    buffer_s: int = 300
    rides: int = 4
    limit_s: int = 5_400
    walk_m: float = 1_200.0
    access: Mode = Mode.WALK
    bike_m: float = 3_000.0
    park_s: int = 120
    foot_s: int = 600
    change_s: int = DEFAULT_CHANGE_S
    snap_m: float = 250.0
    luck: Luck = Luck.MEDIAN
    headway_wait: HeadwayWait = HeadwayWait.NONE
    homeward: bool = False

    def __post_init__(self) -> None:
        """Refuse what no journey can be searched for, and put bells in order."""
        faults = list(self._faults())
        if faults:
            raise UsageError("; ".join(faults))
        object.__setattr__(self, "bells_s", tuple(sorted(set(self.bells_s))))
        object.__setattr__(self, "ends_s", tuple(sorted(set(self.ends_s))))

    @property
    def marks_s(self) -> tuple[int, ...]:
        """What a lead is counted to or from: bells, or ends of school."""
        return self.ends_s if self.homeward else self.bells_s

    def _faults(self) -> list[str]:
        checks = (
            (
                all(0 <= t < DAY_S for t in (*self.bells_s, *self.ends_s))
                and bool(self.bells_s)
                and bool(self.ends_s),
                "bells must be times of one day, at least one",
            ),
            (self.buffer_s >= 0, "the buffer must not be below 0 s"),
            (1 <= self.rides <= _MOST_RIDES, f"rides must be 1 to {_MOST_RIDES}"),
            (0 < self.limit_s <= DAY_S, "the limit must be above 0 and within a day"),
            (min(self.walk_m, self.bike_m, self.snap_m) > 0, "caps must be above 0 m"),
            (
                min(self.park_s, self.foot_s, self.change_s) >= 0,
                "times must not be below 0 s",
            ),
            (
                self.access in TO_STOP,
                "one goes to a stop by walk or bike",
            ),
        )
        return [fault for is_right, fault in checks if not is_right]


DEFAULT_BELLS: Final = BellRule()
