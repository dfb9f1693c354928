"""How one worker stands, told every so often: queue, memory, snapshot, database."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import SQLAlchemyError

from api.service.metrics import State

if TYPE_CHECKING:
    from api.service.service import Service

_EVERY_S: Final = 5.0
_MEMORY: Final = Path("/proc/self/statm")


def state_of(service: Service) -> State:
    """Return how this worker stands now."""
    jobs: dict[str, int] = {}
    is_up = True
    try:
        jobs = service.jobs.counts()
    except SQLAlchemyError:
        is_up = False
    snapshots = service.snapshots
    pool = snapshots.current.study.pool
    figures = {
        "bereik_computing_running": service.gate.running,
        "bereik_computing_waiting": service.gate.waiting,
        "bereik_cache_bytes": pool.weight,
        "bereik_cache_limit_bytes": pool.most_bytes,
        "bereik_snapshot_memory_bytes": pool.standing,
        "bereik_process_memory_bytes": _memory_bytes(),
        "bereik_snapshot_loaded_timestamp_seconds": snapshots.loaded_at,
        "bereik_database_up": is_up,
    }
    return State(figures, jobs)


class Telling:
    """A thread that tells how this worker stands, until it is stopped.

    Parameters
    ----------
    service
        Of this worker.
    """

    def __init__(self, service: Service) -> None:
        self._service = service
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True, name="telling")

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._stopped.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._service.metrics.tell(state_of(self._service))
            self._stopped.wait(_EVERY_S)


def _memory_bytes() -> int:
    """Return the memory of this process; 0 where the system does not tell it so."""
    try:
        pages = int(_MEMORY.read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
