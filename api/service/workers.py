"""Several workers that share one snapshot in memory: loaded once, then forked.

The parent loads and warms the snapshot and makes the application; workers are forked
from it, so that arrays, tables, remembered answers and the program itself are in memory
once, however many workers there are. The parent serves nothing: it watches the workers,
and the link to the snapshot. A worker that ended, or says nothing for too long, is
replaced. When the link moves, a thread of the parent loads the new snapshot; as long as
it runs nothing can be forked, so that as many workers as there are stand in reserve.
Then successors are forked; a worker that is succeeded finishes what it is doing and
asks its callers to connect anew.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import threading
import time
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NoReturn

import uvicorn
from prometheus_client import multiprocess

from api.service.assembly import create_app
from api.service.heartbeat import Heartbeats
from api.service.worker import READY, Fork, Worker

if TYPE_CHECKING:
    import socket
    from collections.abc import Mapping

    from api.service.service import Service

_LOG: Final = logging.getLogger("bereik.service")
_LOOK_S: Final = 0.1
_TOO_SOON_S: Final = 2.0


def serve(service: Service, count: int, grace_s: float, how: Mapping[str, Any]) -> None:
    """Serve with so many workers until told to stop.

    Parameters
    ----------
    service
        With its snapshot loaded; no thread of it may run yet.
    count
        How many workers.
    grace_s
        How long a worker may take to stop.
    how
        Options of `uvicorn.Config`.
    """
    service.snapshots.current.warm_roads()
    app = create_app(service.settings, service)
    config = uvicorn.Config(app, workers=count, **how)
    Workers(service, config, grace_s).run()


class Workers:
    """The parent: keeps so many workers alive, and renews them for a new snapshot.

    Parameters
    ----------
    service
        Loaded and warmed; no thread of it may run yet.
    config
        The application, how each worker serves it, and how many there are.
    grace_s
        How long a worker may take to stop.
    """

    def __init__(
        self, service: Service, config: uvicorn.Config, grace_s: float
    ) -> None:
        self._service = service
        self._config = config
        self._grace_s = grace_s
        self._beats = Heartbeats()
        self._stopping = False
        # By process id.
        self._alive: dict[int, Fork] = {}
        self._leaving: dict[int, Fork] = {}
        self._reserve: dict[int, Fork] = {}
        self._begin_after = self._looked = time.monotonic()
        self._loading: threading.Thread | None = None
        self._identity = service.snapshots.current.identity

    def run(self) -> None:
        """Serve until told to stop."""
        listening = self._config.bind_socket()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        self._settle()
        while not self._stopping:
            self._fill(listening)
            time.sleep(_LOOK_S)
            self._bury()
            self._end_silent()
            self._look(listening)
        listening.close()
        self._end()

    def _stop(self, number: int, frame: object) -> None:
        del number, frame
        self._stopping = True

    def _settle(self) -> None:
        """Bring what was loaded to rest, so that forks share it for as long as can be.

        Connections must not be shared at all; the collector would write to every page.
        """
        self._service.database.close()
        gc.collect()
        gc.freeze()

    def _fill(self, listening: socket.socket) -> None:
        """Begin workers until there are as many as wanted."""
        while len(self._alive) < self._config.workers and not self._stopping:
            if time.monotonic() < self._begin_after:
                return
            if self._loading is None:
                self._begin(self._fork(listening))
            elif self._reserve:
                self._begin(self._reserve.popitem()[1])
            else:
                return

    def _begin(self, fork: Fork) -> None:
        """Let a worker begin, and wait until it is ready or has failed."""
        self._alive[fork.process] = fork
        if not fork.begin():
            _LOG.error("a worker could not start", extra={"worker": fork.process})
            # What cannot start must not be tried a thousand times a second.
            self._begin_after = time.monotonic() + _TOO_SOON_S
            fork.tell(signal.SIGKILL)
        self._beats.beat(fork.place)

    def _fork(self, listening: socket.socket) -> Fork:
        """Fork a worker, which waits until it may begin."""
        told, go = os.pipe()
        answer, ready = os.pipe()
        place = self._beats.take()
        process = os.fork()
        if process == 0:
            for descriptor in (go, answer, *(one.go for one in self._reserve.values())):
                os.close(descriptor)
            # Nothing is told if the parent is gone, or has no need of it.
            if os.read(told, 1) != READY:
                os._exit(0)
            self._work(listening, ready, place)
        os.close(told)
        os.close(ready)
        return Fork(process, place, go, answer)

    def _work(self, listening: socket.socket, ready: int, place: int) -> NoReturn:
        """Be a worker, to the end of this process."""
        status = 1
        try:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, signal.SIG_DFL)
            beat = partial(self._beats.beat, place)
            Worker(self._config, ready, beat).run(sockets=[listening])
            status = 0
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 1
        except Exception:  # noqa: BLE001 - the last place where it can be told
            _LOG.exception("a worker ended")
        finally:
            logging.shutdown()
            # The parent's own clean-up must not run a second time here.
            os._exit(status)

    def _bury(self) -> None:
        """Take leave of workers that have ended; tell of those that should not have."""
        while True:
            process, status = self._ended()
            if not process:
                return
            multiprocess.mark_process_dead(process)  # type: ignore[no-untyped-call] # has no types
            for among in (self._alive, self._leaving, self._reserve):
                fork = among.pop(process, None)
                if fork is not None:
                    self._beats.give_back(fork.place)
                if fork is not None and among is self._alive:
                    code = os.waitstatus_to_exitcode(status)
                    _LOG.warning(
                        "a worker ended and is replaced",
                        extra={"worker": process, "status": code},
                    )

    def _end_silent(self) -> None:
        """End workers that hang, so that they are replaced."""
        most_s = self._service.settings.silent_s
        for fork in self._alive.values():
            if 0 < most_s < self._beats.silent_s(fork.place):
                _LOG.error(
                    "a worker says nothing and is ended",
                    extra={"worker": fork.process, "seconds": most_s},
                )
                fork.tell(signal.SIGKILL)

    @staticmethod
    def _ended() -> tuple[int, int]:
        try:
            return os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return 0, 0

    def _look(self, listening: socket.socket) -> None:
        """Load a new snapshot if there is one; put it into service when it is there."""
        if self._loading is not None:
            if not self._loading.is_alive():
                self._loading.join()
                self._loading = None
                self._renew(listening)
            return
        every_s = self._service.settings.watch_s
        if not 0 < every_s < time.monotonic() - self._looked:
            return
        self._looked = time.monotonic()
        if self._service.snapshots.has_moved:
            for _ in range(self._config.workers):
                one = self._fork(listening)
                self._reserve[one.process] = one
            self._loading = threading.Thread(
                target=self._service.snapshots.look, daemon=True, name="load"
            )
            self._loading.start()

    def _renew(self, listening: socket.socket) -> None:
        """Let those in reserve go, and succeed workers of another snapshot."""
        for fork in self._reserve.values():
            fork.dismiss()
        self._leaving |= self._reserve
        self._reserve = {}
        now = self._service.snapshots.current.identity
        if now == self._identity:
            return
        self._identity = now
        self._settle()
        for process, fork in list(self._alive.items()):
            self._begin(self._fork(listening))
            del self._alive[process]
            self._leaving[process] = fork
            fork.tell(signal.SIGUSR1)

    def _end(self) -> None:
        """Stop all workers, those that do not listen by force."""
        for fork in self._reserve.values():
            fork.dismiss()
        forks = {**self._alive, **self._leaving, **self._reserve}
        for fork in forks.values():
            fork.tell(signal.SIGTERM)
        everyone = set(forks)
        end = time.monotonic() + self._grace_s + 5
        while everyone and time.monotonic() < end:
            process, _ = self._ended()
            everyone.discard(process)
            if not process:
                time.sleep(_LOOK_S)
        for process in everyone:
            forks[process].tell(signal.SIGKILL)
