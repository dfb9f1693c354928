"""The mode and unit of a planning question, and the table that answers one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from accessibility.codes import ROADS, TIMETABLE, AreaKind, Mode, Unit
from accessibility.planning.travel import travel_between

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.places import Points
    from accessibility.planning.travel import Measured
    from accessibility.regions import Region
    from accessibility.snapshot import Snapshot

FARTHEST: Final = {Unit.METRES: 60_000.0, Unit.SECONDS: 7_200.0}
"""How far is looked for the nearest of something."""


@dataclass(frozen=True)
class TravelMeasure:
    """How a way is measured: by the crow or over the road, in metres or seconds."""

    mode: Mode = Mode.STRAIGHT
    unit: Unit = Unit.METRES

    @property
    def words(self) -> str:
        """How ways are measured, for a title: hemelsbreed, or by a mode."""
        return "hemelsbreed" if self.mode is Mode.STRAIGHT else f"by {self.mode.value}"

    def amount(self, value: float) -> str:
        """Return an amount with its unit: `6000 m`, `900 s`."""
        return f"{value:g} {self.unit.value}"

    def between(
        self, snapshot: Snapshot, origins: Points, places: Points, limit: float
    ) -> Measured:
        """Measure the way from origins to places, up to a limit in the unit.

        Raises
        ------
        UsageError
            If the snapshot has no roads for the mode, or it is not measured in the
            unit.
        MissingDataError
            If it has no timetable for public transport.
        """
        return travel_between(
            snapshot, origins, places, mode=self.mode, limit=limit, unit=self.unit
        )

    def tables(self, region: Region, *others: str) -> frozenset[str]:
        """Return the tables behind an answer about ways in a region.

        Parameters
        ----------
        region
            Where; any but the whole country is found by the postcodes.
        others
            Names of the tables with what the ways lie between.
        """
        by_bus = (ROADS, TIMETABLE) if self.mode is Mode.OV else ()
        roads = (ROADS,) if self.mode.on_roads else by_bus
        areas = () if region.kind is AreaKind.NL else ("areas", "postcodes")
        regions = ("sto_regios",) if region.kind is AreaKind.STO_REGIO else ()
        return frozenset((*others, *roads, *areas, *regions))


AS_THE_CROW_FLIES: Final = TravelMeasure()


@dataclass(frozen=True)
class PlanningAnswer:
    """The table that answers a question, of which region, and what to know of it.

    Parameters
    ----------
    table
        One row per thing answered.
    region
        Where.
    notes
        What a reader must know.
    used
        Names of the tables of the snapshot that it rests on.
    """

    table: pd.DataFrame
    region: Region
    notes: tuple[str, ...] = ()
    used: frozenset[str] = frozenset()
