"""Reach before and after a scenario, whatever the mode."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from accessibility.codes import Mode, Unit
from accessibility.effects.increment import effect_of, only_changes
from accessibility.places import points_of
from accessibility.roads import before_edit, columns_after
from accessibility.scenario import edited, fresh_columns

if TYPE_CHECKING:
    from accessibility.counting import Students
    from accessibility.effects.base import EffectBase
    from accessibility.effects.increment import Effect
    from accessibility.places import Points
    from accessibility.reach_table import ReachTable
    from accessibility.scenario import Applied
    from accessibility.snapshot import Snapshot


class Measuring(Protocol):
    """Gives reach tables of a snapshot, remembered, and of an edited one."""

    snapshot: Snapshot

    def reach(
        self, students: Students, mode: Mode, unit: Unit, limit: float
    ) -> ReachTable:
        """Return the reach table of the snapshot as it is."""

    def measured(
        self,
        snapshot: Snapshot,
        students: Students,
        mode: Mode,
        unit: Unit,
        limit: float,
    ) -> ReachTable:
        """Measure ways to the vestigingen of another snapshot."""

    def beside_straight(
        self, table: ReachTable, snapshot: Snapshot, students: Students
    ) -> ReachTable:
        """Return a table with the straight line beside it, where roads end."""


@dataclass(frozen=True, eq=False)
class ScenarioReach:
    """Reach tables before and after one scenario, by any mode.

    Parameters
    ----------
    study
        Measures.
    applied
        The scenario applied to the snapshot of the study.
    students
        Who lives where, before.
    """

    study: Measuring
    applied: Applied
    students: Students

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot before."""
        return self.study.snapshot

    def before(self, mode: Mode, unit: Unit, limit: float) -> ReachTable:
        """Return the reach table before, up to at least a limit."""
        return self.study.reach(self.students, mode, unit, limit)

    def fresh(self, reach: ReachTable) -> ReachTable:
        """Measure what was founded or moved: one bounded search each."""
        if reach.mode is Mode.STRAIGHT:
            return fresh_columns(reach, self.applied, self.students.points)

        def measure(wanted: Points) -> ReachTable:
            sites = self.applied.snapshot.vestigingen
            some = sites[sites.brin6.isin(wanted.ids)].sort_values("brin6")
            only = self.applied.snapshot.edited(vestigingen=some)
            return self.study.measured(
                only, self.students, reach.mode, reach.unit, reach.limit
            )

        return fresh_columns(reach, self.applied, self.students.points, measure=measure)

    def effect_on(self, base: EffectBase, students: Students) -> Effect | None:
        """Return the effect, told from the columns that the scenario changes.

        Parameters
        ----------
        base
            The state before.
        students
            Who lives where after.

        Returns
        -------
        Effect or None
            None where all ways must be measured anew.
        """
        if base.reach.mode not in self.applied.roads:
            fresh = self.fresh(base.reach)
            return effect_of(base, self.applied, fresh, students=students)
        found = self._over_edited_roads(base)
        if found is None:
            return None
        return only_changes(effect_of(base, *found, students=students))

    def _over_edited_roads(self, base: EffectBase) -> tuple[Applied, ReachTable] | None:
        """Measure what is founded or moved, and where an edit of roads changes ways.

        Parameters
        ----------
        base
            The state before, over a road that the scenario edits.

        Returns
        -------
        tuple or None
            The columns measured, and the scenario with all those vestigingen among
            those `placed`. None where all must be measured anew.
        """
        mode, sites = base.reach.mode, self.applied.snapshot.vestigingen
        if not mode.on_roads:
            return None
        key = "before an edit of roads"
        if key not in base.remembered:
            before = self.snapshot.vestigingen
            base.remembered[key] = before_edit(
                self.snapshot.network(mode),
                base.reach,
                base.students.points,
                points_of(before, "brin6"),
                wanted=before.brin6.isin(self.snapshot.offers.brin6).to_numpy(),
            )
        # To where nothing is offered, ways matter to no share.
        asked = {*self.applied.snapshot.offers.brin6.unique(), *self.applied.placed}
        fresh = columns_after(
            base.remembered[key],
            self.applied.snapshot.network(mode),
            points_of(sites[sites.brin6.isin(asked)], "brin6"),
            frozenset(self.applied.placed),
        )
        if fresh is None:
            return None
        placed = tuple(fresh.destination_ids.tolist())
        return replace(self.applied, placed=placed), fresh

    def after(self, mode: Mode, unit: Unit, limit: float) -> ReachTable:
        """Return the reach table after: all anew if roads change, else what moved."""
        reach = self.before(mode, unit, limit)
        if mode in self.applied.roads:
            return self.study.measured(
                self.applied.snapshot, self.students, mode, unit, reach.limit
            )
        table = edited(reach, self.applied, self.fresh(reach))
        if reach.straight is not None:
            limit = reach.straight.limit
            table = replace(
                table, straight=self.after(Mode.STRAIGHT, Unit.METRES, limit)
            )
        return self.study.beside_straight(table, self.applied.snapshot, self.students)
