"""How ways to school are measured: which modes there are, and who measures each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from accessibility.codes import DEFAULT_BELLS, ROAD_MODES, BellRule, Mode, Unit
from accessibility.errors import UsageError
from accessibility.reach_table import DEFAULT_LIMIT_M, DEFAULT_LIMIT_S, lacks_unit
from accessibility.snapshot import missing_mode
from accessibility.straight_line import straight_reach

if TYPE_CHECKING:
    from collections.abc import Callable

    from accessibility.counting import Students
    from accessibility.reach_table import ReachTable
    from accessibility.snapshot import Snapshot
    from accessibility.transit import MedianJourney

    RoadReach = Callable[[Snapshot, Students, Mode, Unit, float], ReachTable]
    """Gives the reach table over the road; only `data` knows where it is kept."""
    TransitReach = Callable[[Snapshot, Students, BellRule, float], ReachTable]
    """Gives the reach table by public transport, up to a lead in seconds."""
    TransitJourney = Callable[
        [Snapshot, Students, BellRule, int, int], MedianJourney | None
    ]
    """Tells the journey from a point of students to a vestiging, by their rows."""

_USUAL_LIMIT: Final = {Unit.METRES: DEFAULT_LIMIT_M, Unit.SECONDS: DEFAULT_LIMIT_S}


@dataclass(frozen=True)
class Ways:
    """Measures ways from students to the vestigingen of a snapshot.

    Parameters
    ----------
    road_reach
        Gives reach tables over the road; None where only straight lines are asked.
    transit_reach
        Gives reach tables by public transport; None where it is not asked.
    bells
        What counts as being in time by public transport.
    transit_journey
        Tells single journeys by public transport; None where they are not asked.
    """

    road_reach: RoadReach | None = None
    transit_reach: TransitReach | None = None
    bells: BellRule = DEFAULT_BELLS
    transit_journey: TransitJourney | None = None

    def modes(self, snapshot: Snapshot) -> tuple[Mode, ...]:
        """Return the modes that a snapshot can be asked for."""
        can = dict.fromkeys(ROAD_MODES, self.road_reach is not None)
        can |= {Mode.STRAIGHT: True, Mode.OV: self.transit_reach is not None}
        return tuple(mode for mode in snapshot.modes if can[mode])

    def limit(self, mode: Mode, unit: Unit) -> float:
        """Return up to where ways are kept if nothing farther is asked."""
        return self.bells.limit_s if mode is Mode.OV else _USUAL_LIMIT[unit]

    def measured(
        self,
        snapshot: Snapshot,
        students: Students,
        mode: Mode,
        unit: Unit,
        limit: float,
    ) -> ReachTable:
        """Measure ways to the vestigingen of a snapshot.

        Raises
        ------
        UsageError
            If the mode is not measured in the unit, or there is nothing to measure
            it with.
        """
        if mode is Mode.STRAIGHT:
            return straight_reach(snapshot, students, unit, limit)
        if not mode.knows(unit):
            raise UsageError(lacks_unit(mode, unit))
        if mode in snapshot.modes and mode is Mode.OV and self.transit_reach:
            return self.transit_reach(snapshot, students, self.bells, limit)
        if mode in snapshot.modes and mode.on_roads and self.road_reach:
            return self.road_reach(snapshot, students, mode, unit, limit)
        raise UsageError(missing_mode(snapshot, mode))

    def journey(
        self, snapshot: Snapshot, students: Students, home: int, school: int
    ) -> MedianJourney | None:
        """Tell the journey by public transport; None if there is none in time.

        Parameters
        ----------
        snapshot, students
            Where one goes, and from where.
        home, school
            Row of the point of students, and of the vestiging.

        Raises
        ------
        UsageError
            If there is no public transport to go by.
        """
        if Mode.OV not in self.modes(snapshot) or self.transit_journey is None:
            raise UsageError(missing_mode(snapshot, Mode.OV))
        return self.transit_journey(snapshot, students, self.bells, home, school)
