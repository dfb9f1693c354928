"""A snapshot that is being served, with what was already computed from it."""

from __future__ import annotations

import contextlib
import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Final

import pandas as pd
import shapely

from accessibility.codes import AreaKind, Denominator, Mode, Unit
from accessibility.counting import protected, threshold_for
from accessibility.demand import default_choice, students_of
from accessibility.effects import EffectBase, effect_base
from accessibility.errors import BereikError, MissingDataError
from accessibility.measures import NearestOffers, nearest_offers
from accessibility.memory import Memo
from accessibility.questions import Answer, answer, area_names, reach_for
from accessibility.scenario import NETWORK_EDITS, Start, apply, start_of
from api.service.asking import ReachKeys, asked_of
from api.service.features import FeatureTable, feature_table
from api.service.vocabulary import MODUS_OF
from data.snapshots import read_snapshot, snapshot_hash
from maps.shapes import grown_from, simplified

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from pathlib import Path

    import geopandas as gpd
    import numpy as np
    from numpy.typing import NDArray

    from accessibility.counting import Students
    from accessibility.questions import RoadTables
    from accessibility.reach_table import ReachTable
    from accessibility.scenario import Applied, Scenario
    from accessibility.snapshot import Snapshot
    from api.service.asking import Asked
    from api.service.gates import ComputingGate
    from api.service.responses import Rendered

AUTO: Final = "auto"
_MOST_ROWS: Final = 1_000_000
_MOST_STUDENTS: Final = 6
_MOST_REACH: Final = 12
_MOST_BASES: Final = 4
_MOST_APPLIED: Final = 16


class Served:
    """One snapshot in memory; every answer is computed once and remembered.

    Parameters
    ----------
    snapshot
        What is served.
    identity
        Hash that stands for its content.
    gate
        Lets only so many computations run at once.
    cache_bytes
        Memory for representations.
    road_tables
        Gives reach tables over the road; None where there are no roads.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        identity: str,
        *,
        gate: ComputingGate,
        cache_bytes: int,
        road_tables: RoadTables | None = None,
    ) -> None:
        self.snapshot = snapshot
        self.identity = identity
        self.gate = gate
        self.road_tables = road_tables
        self._students: Memo[Students] = Memo(_MOST_STUDENTS)
        self._reach: Memo[ReachTable] = Memo(_MOST_REACH)
        self._nearest: Memo[NearestOffers] = Memo(_MOST_REACH)
        self._bases: Memo[EffectBase] = Memo(_MOST_BASES)
        self._answers: Memo[Answer] = Memo(_MOST_ROWS, lambda one: len(one.table))
        self._rendered: Memo[Rendered] = Memo(cache_bytes, lambda one: one.weight)
        self._shapes: Memo[tuple[gpd.GeoDataFrame, int]] = Memo(len(AreaKind))
        self._features: Memo[FeatureTable] = Memo(16)
        self._applied: Memo[Applied] = Memo(_MOST_APPLIED)
        self._names: Memo[dict[str, str]] = Memo(len(AreaKind))

    def students_of(self, asked: Asked) -> Students:
        """Return the students of whom a question asks shares."""
        whole = asked.question.denominator is Denominator.COMMON
        return self.students(asked.students, exact=asked.exact, whole=whole)

    def students(
        self, choice: str = AUTO, *, exact: bool = False, whole: bool = False
    ) -> Students:
        """Return the students by a demand model, fit to be shown.

        Parameters
        ----------
        choice
            A demand model; `auto` is the one that knows most.
        exact
            Leave the counts as they are; only for who may read detail.
        whole
            All leerwegen are asked for together; `auto` depends on it.
        """
        name = default_choice(self.snapshot, whole=whole) if choice == AUTO else choice
        known = self._students.get(name, lambda: students_of(self.snapshot, name))
        if exact:
            return known
        threshold = self.threshold(known)
        return self._students.get(
            (name, threshold), lambda: protected(known, threshold=threshold)
        )

    def threshold(self, students: Students) -> int:
        """Return the smallest number of these students that may be shown."""
        return threshold_for(students, example=self.snapshot.manifest.example)

    def reach(
        self, students: Students, mode: Mode, unit: Unit = Unit.METRES
    ) -> ReachTable:
        """Return the reach table of a mode for the points of the students.

        Raises
        ------
        MissingDataError
            If the snapshot holds no roads for the mode.
        """
        self.require_mode(mode)
        return self._reach.get(
            (students.method, mode, unit),
            lambda: reach_for(
                self.snapshot,
                students,
                mode=mode,
                unit=unit,
                road_tables=self.road_tables,
            ),
        )

    def nearest(
        self, students: Students, mode: Mode, unit: Unit = Unit.METRES
    ) -> NearestOffers:
        """Return the nearest offer of every profiel and leerweg from every point."""
        return self._nearest.get(
            (students.method, mode, unit),
            lambda: nearest_offers(
                self.reach(students, mode, unit), self.snapshot.offers, unit=unit
            ),
        )

    def require_mode(self, mode: Mode) -> None:
        """Check that this snapshot can be asked for a mode.

        Raises
        ------
        MissingDataError
            If it holds no roads for the mode.
        """
        if mode not in self.modes:
            there = ", ".join(MODUS_OF[one] for one in self.modes)
            message = (
                f"This snapshot holds no roads for modus {MODUS_OF[mode]}; there is "
                f"{there}."
            )
            raise MissingDataError(message)

    @property
    def modes(self) -> tuple[Mode, ...]:
        """The modes that this snapshot can be asked for."""
        return (Mode.STRAIGHT,) if self.road_tables is None else self.snapshot.modes

    def effect_base(self, asked: Asked) -> EffectBase:
        """Return what every what-if on a question starts from."""
        question = asked.question
        students = self.students_of(asked)
        key = (asked.students, asked.exact, question.mode, question.unit)
        return self._bases.get(
            (*key, question.within, question.denominator),
            lambda: effect_base(
                self.reach(students, question.mode, question.unit),
                self.snapshot.offers,
                students,
                within=question.within,
                unit=question.unit,
                denominator=question.denominator,
            ),
        )

    @cached_property
    def site_names(self) -> dict[str, tuple[str, str]]:
        """Name and place of each vestiging by its BRIN6."""
        sites = self.snapshot.vestigingen
        places = sites.plaats.fillna("")
        return dict(zip(sites.brin6, zip(sites.naam, places, strict=True), strict=True))

    def applied(self, scenario: Scenario) -> Applied:
        """Return a scenario applied to this snapshot.

        Raises
        ------
        TableError
            With every fault of its edits.
        """

        def make() -> Applied:
            return apply(scenario, self.snapshot, start=self.start)

        # An edited network is too large to be kept for later.
        if any(isinstance(edit, NETWORK_EDITS) for edit in scenario.edits):
            return make()
        return self._applied.get(scenario.edits, make)

    def names(self, kind: AreaKind) -> dict[str, str]:
        """Return the readable name of each area code of a division."""
        return self._names.get(kind, lambda: area_names(self.snapshot, kind))

    def inside(self, students: Students, shape: shapely.Geometry) -> NDArray[np.bool_]:
        """Tell which postcodes of the students have their point inside a shape.

        Parameters
        ----------
        shape
            In metres, EPSG:28992.
        """
        places = self.snapshot.postcodes.set_index("pc4").geometry
        points = places.reindex(students.postcodes.pc4)
        shapely.prepare(shape)
        found: NDArray[np.bool_] = shapely.intersects_xy(
            shape, points.x.to_numpy(), points.y.to_numpy()
        )
        return found

    @cached_property
    def start(self) -> Start:
        """What every scenario on this snapshot starts from."""
        return start_of(self.snapshot)

    def answer(self, asked: Asked) -> Answer:
        """Answer a question for all areas of its division, computing it once."""
        return self._answers.get(asked.key, lambda: self._answer(asked))

    def _answer(self, asked: Asked) -> Answer:
        question = asked.question
        with self.gate.slot():
            students = self.students_of(asked)
            reach = self.reach(students, question.mode, question.unit)
            return answer(self.snapshot, students, question, reach=reach)

    def remembered(self, key: Hashable, make: Callable[[], Rendered]) -> Rendered:
        """Return a representation, made once."""
        return self._rendered.get(key, make)

    def polygons(self, kind: AreaKind) -> tuple[gpd.GeoDataFrame, int]:
        """Return simplified polygons of a division, and the decimals worth keeping."""
        return self._shapes.get(kind, lambda: self._polygons(kind))

    def _polygons(self, kind: AreaKind) -> tuple[gpd.GeoDataFrame, int]:
        areas = self.snapshot.areas(kind)
        if kind is AreaKind.PC4 or areas.geometry.notna().any():
            return simplified(areas)
        land, decimals = self.polygons(AreaKind.PC4)
        column = kind.value.replace("-", "_")
        area_of = self.snapshot.postcodes.set_index("pc4")[column]
        return grown_from(areas, land, area_of), decimals

    def features(self, collection: str) -> FeatureTable:
        """Return a collection of features with its spatial index."""
        return self._features.get(
            collection, lambda: feature_table(collection, self.snapshot)
        )

    def warm(self) -> None:
        """Compute what everybody asks first, before anybody does."""
        asked = asked_of(ReachKeys())
        with contextlib.suppress(BereikError):
            self.answer(asked)
            self.effect_base(asked)

    def warm_map(self) -> None:
        """Have the polygons at hand that the page draws first."""
        for kind in (AreaKind.PC4, AreaKind.GEMEENTE):
            with contextlib.suppress(BereikError):
                self.polygons(kind)

    def warm_roads(self) -> None:
        """Have the ways over the road at hand that a postcode's card shows."""
        with contextlib.suppress(BereikError):
            students = self.students_of(asked_of(ReachKeys()))
            for mode in self.modes:
                self.nearest(students, mode)
            if Mode.BIKE in self.modes:
                self.nearest(students, Mode.BIKE, Unit.SECONDS)

    @property
    def bytes_remembered(self) -> int:
        """Memory taken by representations."""
        return self._rendered.weight


def load_served(
    folder: Path,
    *,
    gate: ComputingGate,
    cache_bytes: int,
    road_tables: RoadTables | None = None,
) -> Served:
    """Read a snapshot whole, so that its folder may be replaced while it is served.

    Raises
    ------
    SnapshotError
        If the folder holds no valid snapshot.
    """
    real = folder.resolve()
    identity = snapshot_hash(real)
    snapshot = read_snapshot(real)
    whole = snapshot.edited(**{name: snapshot.table(name) for name in snapshot.tables})
    for mode in whole.roads:
        whole.network(mode)
    return Served(
        whole,
        identity,
        gate=gate,
        cache_bytes=cache_bytes,
        road_tables=road_tables,
    )


def content_hash(snapshot: Snapshot) -> str:
    """Return a hash of the tables of a snapshot that is not on disk."""
    total = hashlib.sha256(snapshot.manifest.name.encode())
    for name in sorted(snapshot.tables):
        table = pd.DataFrame(snapshot.tables[name])
        if "geometry" in table:
            table = table.assign(geometry=table.geometry.astype("str"))
        total.update(name.encode())
        total.update(
            pd.util.hash_pandas_object(table, index=False).to_numpy().tobytes()
        )
    return total.hexdigest()
