"""Reach before and after a scenario, whatever the mode: what its report rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from accessibility.codes import Denominator, Mode, Unit
from accessibility.effects.base import effect_base
from accessibility.effects.increment import effect_between, effect_of
from accessibility.questions import DEFAULT_WITHIN_M, reach_for
from accessibility.scenario import edited, forecast_students, fresh_columns

if TYPE_CHECKING:
    from accessibility.counting import Students
    from accessibility.effects.increment import Effect
    from accessibility.measures import Pair
    from accessibility.places import Points
    from accessibility.questions import RoadTables
    from accessibility.reach_table import ReachTable
    from accessibility.scenario import Applied, Scenario
    from accessibility.snapshot import Snapshot


class Way(NamedTuple):
    """How reach is measured and for whom."""

    mode: Mode = Mode.STRAIGHT
    within: float = DEFAULT_WITHIN_M
    unit: Unit = Unit.METRES
    denominator: Denominator = Denominator.LEERWEG


@dataclass(frozen=True, eq=False)
class ScenarioReach:
    """Measures before and after one scenario, by any mode.

    Parameters
    ----------
    snapshot, applied
        Before, and the scenario applied.
    students
        Who lives where, before.
    road_tables
        Gives reach tables over the road; None where only straight lines are asked.
    """

    snapshot: Snapshot
    applied: Applied
    students: Students
    road_tables: RoadTables | None

    def before(self, mode: Mode, unit: Unit, limit: float) -> ReachTable:
        """Return the reach table before, up to at least a limit."""
        return reach_for(
            self.snapshot,
            self.students,
            mode=mode,
            unit=unit,
            limit=limit,
            road_tables=self.road_tables,
        )

    def fresh(self, reach: ReachTable) -> ReachTable:
        """Measure what was founded or moved: one bounded search each."""
        if reach.mode is Mode.STRAIGHT:
            return fresh_columns(reach, self.applied, self.students.points)

        def measure(wanted: Points) -> ReachTable:
            sites = self.applied.snapshot.vestigingen
            some = sites[sites.brin6.isin(wanted.ids)].sort_values("brin6")
            only = self.applied.snapshot.edited(vestigingen=some)
            return reach_for(
                only,
                self.students,
                mode=reach.mode,
                unit=reach.unit,
                limit=reach.limit,
                road_tables=self.road_tables,
            )

        return fresh_columns(reach, self.applied, self.students.points, measure=measure)

    def after(self, mode: Mode, unit: Unit, limit: float) -> ReachTable:
        """Return the reach table after: all anew if roads change, else what moved."""
        if mode in self.applied.roads:
            return reach_for(
                self.applied.snapshot,
                self.students,
                mode=mode,
                unit=unit,
                limit=limit,
                road_tables=self.road_tables,
            )
        reach = self.before(mode, unit, limit)
        return edited(reach, self.applied, self.fresh(reach))

    def effect(
        self,
        scenario: Scenario,
        way: Way,
        within: tuple[float, ...],
        pairs: tuple[Pair, ...] | None = None,
    ) -> Effect:
        """Compute the effect for some thresholds; all pairs if none are named."""
        reach = self.before(way.mode, way.unit, max(within))
        chosen = {} if pairs is None else {"pairs": pairs}
        base = effect_base(
            reach,
            self.snapshot.offers,
            self.students,
            within=within,
            unit=way.unit,
            denominator=way.denominator,
            **chosen,
        )
        after = forecast_students(self.students, scenario)
        if way.mode not in self.applied.roads:
            return effect_of(base, self.applied, self.fresh(reach), students=after)
        whole = effect_base(
            self.after(way.mode, way.unit, max(within)),
            self.applied.snapshot.offers,
            after,
            within=within,
            unit=way.unit,
            denominator=way.denominator,
            **chosen,
        )
        return effect_between(base, whole)
