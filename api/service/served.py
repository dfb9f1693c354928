"""A study that is being served: who it is, what was drawn of it, and its gate."""

from __future__ import annotations

import contextlib
import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Final

import pandas as pd

import accessibility
import maps
from accessibility.codes import (
    TECHNIEK,
    AreaKind,
    Denominator,
    Leerweg,
    Mode,
    Unit,
    short_name,
)
from accessibility.errors import BereikError, MissingDataError
from accessibility.measures import SHARES
from accessibility.memory import Memo
from accessibility.projection import to_web_mercator
from accessibility.questions import Question
from accessibility.reports import asked_by
from accessibility.roads import main_roads
from api.service.features import FeatureTable, feature_table
from api.service.vocabulary import MODUS_OF
from data.kept_tables import KeptTables
from data.snapshots import snapshot_hash
from data.studies import read_study
from data.usual_answers import UsualAnswers
from maps.ground import ground
from maps.shapes import grown_from, simplified

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from pathlib import Path

    import geopandas as gpd

    from accessibility.measures import Measure
    from accessibility.memory import Pool
    from accessibility.questions import Answer
    from accessibility.snapshot import Snapshot
    from accessibility.study import Study
    from api.service.gates import ComputingGate
    from api.service.rendered import Rendered

_DECIMALS: Final = "decimals"
FIRST_LOOK: Final = Question(
    profielen=(TECHNIEK,),
    leerwegen=(Leerweg.GL,),
    denominator=Denominator.LEERWEG,
)
"""What the map asks when it is opened."""


class Served:
    """A study in memory, and representations of its answers, each made once.

    Parameters
    ----------
    study
        Computes and remembers.
    identity
        Hash that stands for the content of its snapshot.
    gate
        Lets only so many computations run at once.
    usual
        Answers that need no computing; None for none.
    drawn
        Keeps simplified polygons; None to make them anew.
    """

    def __init__(
        self,
        study: Study,
        identity: str,
        *,
        gate: ComputingGate,
        usual: UsualAnswers | None = None,
        drawn: KeptTables | None = None,
    ) -> None:
        self.study = study
        self._drawn = drawn
        self._usual = usual
        self.identity = identity
        self.gate = gate
        # Its roads come to know more while they are asked.
        self._whole: Memo[Snapshot] = Memo(study.pool, grows=True, stays=True)
        self._whole.get(identity, lambda: study.snapshot)
        self._rendered: Memo[Rendered] = Memo(study.pool)
        self._shapes: Memo[tuple[gpd.GeoDataFrame, int]] = Memo(study.pool, grows=True)
        self._tiled: Memo[gpd.GeoDataFrame] = Memo(study.pool, grows=True)
        self._features: Memo[FeatureTable] = Memo(study.pool, grows=True)

    @property
    def snapshot(self) -> Snapshot:
        """What the study is about."""
        return self.study.snapshot

    def answer(self, question: Question, measure: Measure = SHARES) -> Answer:
        """Answer a question; what is remembered needs no computing slot."""
        remembered = self.study.answered(measure, question) or self._kept(
            measure, question
        )
        if remembered is not None:
            return remembered
        with self.gate.slot():
            if measure is SHARES:
                return self.study.answer(question)
            return self.study.measure(measure, question)

    def _kept(self, measure: Measure, question: Question) -> Answer | None:
        """Return an answer out of those that everybody asks first."""
        if self._usual is None:
            return None
        table = self._usual.table(measure, question)
        if table is None:
            return None
        return self.study.told(table, question, self.study.students_for(question))

    def require_mode(self, mode: Mode) -> None:
        """Check that this snapshot can be asked for a mode.

        Raises
        ------
        MissingDataError
            If it holds no roads for the mode.
        """
        if mode not in self.study.modes:
            there = ", ".join(MODUS_OF[one] for one in self.study.modes)
            message = (
                f"This snapshot holds no roads for modus {MODUS_OF[mode]}; there is "
                f"{there}."
            )
            raise MissingDataError(message)

    @cached_property
    def site_names(self) -> dict[str, tuple[str, str]]:
        """What people call each vestiging, and its place, by its BRIN6."""
        sites = self.snapshot.vestigingen
        named = zip(sites.naam.map(short_name), sites.plaats.fillna(""), strict=True)
        return dict(zip(sites.brin6, named, strict=True))

    def remembered(self, key: Hashable, make: Callable[[], Rendered]) -> Rendered:
        """Return a representation, made once."""
        return self._rendered.get(key, make)

    def polygons(self, kind: AreaKind) -> tuple[gpd.GeoDataFrame, int]:
        """Return simplified polygons of a division, and the decimals worth keeping."""
        return self._shapes.get(kind, lambda: self._kept_polygons(kind))

    def _kept_polygons(self, kind: AreaKind) -> tuple[gpd.GeoDataFrame, int]:
        if self._drawn is None:
            return self._polygons(kind)

        def made() -> gpd.GeoDataFrame:
            areas, decimals = self._polygons(kind)
            return areas.assign(**{_DECIMALS: decimals})

        kept = self._drawn.get(f"polygons of {kind}", made)
        decimals = int(kept[_DECIMALS].iloc[0]) if len(kept) else 0
        return kept.drop(columns=_DECIMALS), decimals

    def _polygons(self, kind: AreaKind) -> tuple[gpd.GeoDataFrame, int]:
        areas = self.snapshot.areas(kind)
        if kind is AreaKind.PC4 or areas.geometry.notna().any():
            return simplified(areas)
        postcodes, decimals = self.polygons(AreaKind.PC4)
        column = kind.column
        area_of = self.snapshot.postcodes.set_index("pc4")[column]
        return grown_from(areas, postcodes, area_of), decimals

    @property
    def ground(self) -> gpd.GeoDataFrame:
        """What the map is laid on: land, abroad, main roads; the rest is water."""
        if self._drawn is None:
            return self._ground()
        return self._drawn.get("ground", self._ground)

    def _ground(self) -> gpd.GeoDataFrame:
        areas, _ = self.polygons(AreaKind.GEMEENTE)
        there = Mode.CAR in self.snapshot.roads
        roads = main_roads(self.snapshot.network(Mode.CAR)) if there else []
        return ground(areas, roads, named=not self.snapshot.manifest.example)

    @property
    def tiled_postcodes(self) -> gpd.GeoDataFrame:
        """Simplified postcodes in Web Mercator, in which tiles are cut."""
        return self._tiled.get(
            AreaKind.PC4, lambda: to_web_mercator(self.polygons(AreaKind.PC4)[0])
        )

    def features(self, collection: str) -> FeatureTable:
        """Return a collection of features with its spatial index."""
        return self._features.get(
            collection, lambda: feature_table(collection, self.snapshot)
        )

    def warm(self) -> None:
        """Compute what everybody asks first, before anybody does."""
        if self._usual is not None:
            self._usual.prepare(self.study)
        with contextlib.suppress(BereikError):
            self.study.effect_base(Question())
            self.study.nearest(self.study.students_for(Question()))
            # Another profiel or threshold then asks for little more.
            self.study.postcodes(FIRST_LOOK)

    def warm_roads(self, pause: Callable[[], None] = lambda: None) -> None:
        """Have the ways over the road at hand that a postcode's card shows.

        Parameters
        ----------
        pause
            Is called before each step, to let those who ask go first.
        """
        ways = [(mode, mode.usual_unit) for mode in self.study.modes]
        if Mode.BIKE in self.study.modes:
            ways.append((Mode.BIKE, Unit.SECONDS))
        with self.study.pool.in_service(), contextlib.suppress(BereikError):
            for mode, unit in ways:
                pause()
                asked = asked_by(Question(), mode, unit)
                self.study.nearest(self.study.students_for(asked), mode, unit)


def load_served(folder: Path, *, gate: ComputingGate, pool: Pool) -> Served:
    """Read a snapshot whole, so that its folder may be replaced while it is served.

    Raises
    ------
    SnapshotError
        If the folder holds no valid snapshot.
    """
    real = folder.resolve()
    identity = snapshot_hash(real)
    with pool.in_service():
        return Served(
            read_study(real, whole=True, pool=pool),
            identity,
            gate=gate,
            usual=UsualAnswers(real),
            drawn=KeptTables(real, maps, accessibility),
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
