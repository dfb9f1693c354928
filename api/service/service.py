"""Everything long-lived that resources ask for, in one value."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from accessibility.memory import Pool
from api.service.callbacks import Callbacks
from api.service.gates import ComputingGate, RateLimit
from api.service.holder import SnapshotHolder
from api.service.job_runner import JobRunner
from api.service.jobs import JobStore
from api.service.keys import KeyRing
from api.service.metrics import Metrics
from api.service.scenarios import ScenarioStore
from api.service.served import Served, load_served
from api.service.shapes import warm_shapes
from api.service.work import kinds_of_work

if TYPE_CHECKING:
    from api.service.database import Database
    from api.service.settings import Settings

_MEGABYTE = 1_048_576


@dataclass(frozen=True)
class Service:
    """What the resources share within one process."""

    settings: Settings
    snapshots: SnapshotHolder
    database: Database
    keys: KeyRing
    rate: RateLimit
    gate: ComputingGate
    metrics: Metrics
    scenarios: ScenarioStore
    jobs: JobStore
    runner: JobRunner

    def served(self, identity: str) -> Served:
        """Return the snapshot that must answer."""
        return self.snapshots.pick(identity)


def open_service(settings: Settings, database: Database, folder: Path) -> Service:
    """Load a snapshot from a folder or link and gather all that serves it.

    Raises
    ------
    SnapshotError
        If the folder holds no valid snapshot.
    """
    gate = ComputingGate(settings.computing_slots, settings.computing_wait_s)
    pool = Pool(settings.cache_mb * _MEGABYTE)

    def load(source: Path) -> Served:
        served = load_served(source, gate=gate, pool=pool)
        with pool.in_service():
            served.warm()
            warm_shapes(served)
        return served

    def load_next(source: Path) -> Served:
        # The old snapshot serves as long as this takes.
        served = load(source)
        served.warm_roads()
        return served

    first = load(folder)
    beside = tuple(load(Path(other)) for other in settings.beside)
    holder = SnapshotHolder(first, folder, load_next, beside=beside)
    return gathered(settings, database, holder, gate)


def gathered(
    settings: Settings,
    database: Database,
    holder: SnapshotHolder,
    gate: ComputingGate,
) -> Service:
    """Return a service around a snapshot that is already loaded."""
    scenarios, jobs = ScenarioStore(database), JobStore(database)
    return Service(
        settings=settings,
        snapshots=holder,
        database=database,
        keys=KeyRing(database),
        rate=RateLimit(settings.rate_per_s, settings.rate_burst),
        gate=gate,
        metrics=Metrics(),
        scenarios=scenarios,
        jobs=jobs,
        runner=JobRunner(
            jobs,
            kinds_of_work(holder, scenarios),
            told=Callbacks(settings.callback_hosts).tell,
        ),
    )
