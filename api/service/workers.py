"""Several workers that share one snapshot in memory: loaded once, then forked.

The parent loads and warms the snapshot and makes the application; workers are forked
from it, so that arrays, tables, remembered answers and the program itself are in memory
once, however many workers there are. The parent serves nothing: it watches the workers,
and the link to the snapshot. When that moves it loads the new one and forks successors;
a worker that is succeeded finishes what it is doing and asks its callers to connect
anew.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import time
from typing import TYPE_CHECKING, Any, Final, NoReturn

import uvicorn
from prometheus_client import multiprocess

from api.service.assembly import create_app

if TYPE_CHECKING:
    import socket
    from collections.abc import Mapping

    from api.service.service import Service

_LOG: Final = logging.getLogger("bereik.service")
_LOOK_S: Final = 0.1
_DRAIN_S: Final = 3.0
_TOO_SOON_S: Final = 2.0
_READY: Final = b"+"


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
    for served in service.snapshots.held:
        served.warm_map()
    service.snapshots.current.warm_roads()
    app = create_app(service.settings, service)
    config = uvicorn.Config(app, workers=count, **how)
    Workers(service, config, grace_s).run()


class Worker(uvicorn.Server):
    """One worker: says when it is ready, and leaves without hanging up on anybody.

    Parameters
    ----------
    config
        How it serves.
    ready
        Descriptor of the pipe on which it says that it is ready.
    """

    def __init__(self, config: uvicorn.Config, ready: int) -> None:
        super().__init__(config)
        self._ready = ready
        self._parent = os.getppid()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, listen for being succeeded, and say that all is ready."""
        await super().startup(sockets)
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, self.drain)
        os.write(self._ready, _READY)
        os.close(self._ready)

    def drain(self) -> None:
        """Take no new connections, close each after its next answer, then leave."""
        for server in self.servers:
            server.close()
        # Joins the headers of every answer within a second.
        self.config.encoded_headers.append((b"connection", b"close"))
        asyncio.get_running_loop().call_later(_DRAIN_S, self.leave)

    def leave(self) -> None:
        """Stop as soon as what is under way has been answered."""
        self.should_exit = True

    async def on_tick(self, counter: int) -> bool:
        """Tell whether to stop: also when the parent is gone."""
        if os.getppid() != self._parent:
            self.leave()
        return await super().on_tick(counter)


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
        self._stopping = False
        # Process id of each worker, and when it was begun.
        self._alive: dict[int, float] = {}
        self._leaving: set[int] = set()

    def run(self) -> None:
        """Serve until told to stop."""
        listening = self._config.bind_socket()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        self._settle()
        looked = time.monotonic()
        while not self._stopping:
            self._fill(listening)
            time.sleep(_LOOK_S)
            self._bury()
            every_s = self._service.settings.watch_s
            if 0 < every_s < time.monotonic() - looked:
                if self._service.snapshots.look():
                    self._renew(listening)
                looked = time.monotonic()
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
            self._begin(listening)

    def _begin(self, listening: socket.socket) -> None:
        """Fork a worker and wait until it is ready, or has failed."""
        answer, ready = os.pipe()
        process = os.fork()
        if process == 0:
            os.close(answer)
            self._work(listening, ready)
        os.close(ready)
        with os.fdopen(answer, "rb") as pipe:
            is_ready = pipe.read(1) == _READY
        self._alive[process] = time.monotonic()
        if not is_ready:
            _LOG.error("a worker could not start", extra={"worker": process})

    def _work(self, listening: socket.socket, ready: int) -> NoReturn:
        """Be a worker, to the end of this process."""
        status = 1
        try:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, signal.SIG_DFL)
            Worker(self._config, ready).run(sockets=[listening])
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
        """Take leave of workers that have ended; replace those that should not have."""
        while True:
            process, status = self._ended()
            if not process:
                return
            multiprocess.mark_process_dead(process)  # type: ignore[no-untyped-call] # has no types
            self._leaving.discard(process)
            begun = self._alive.pop(process, None)
            if begun is None:
                continue
            _LOG.warning(
                "a worker ended and is replaced",
                extra={"worker": process, "status": os.waitstatus_to_exitcode(status)},
            )
            # What cannot start must not be tried a thousand times a second.
            if time.monotonic() - begun < _TOO_SOON_S:
                time.sleep(_TOO_SOON_S)

    @staticmethod
    def _ended() -> tuple[int, int]:
        try:
            return os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return 0, 0

    def _renew(self, listening: socket.socket) -> None:
        """Put a successor with the new snapshot beside each worker, then let it go."""
        self._settle()
        for process in list(self._alive):
            self._begin(listening)
            del self._alive[process]
            self._leaving.add(process)
            self._tell(process, signal.SIGUSR1)

    def _end(self) -> None:
        """Stop all workers, those that do not listen by force."""
        everyone = {*self._alive, *self._leaving}
        for process in everyone:
            self._tell(process, signal.SIGTERM)
        end = time.monotonic() + self._grace_s + 5
        while everyone and time.monotonic() < end:
            process, _ = self._ended()
            everyone.discard(process)
            if not process:
                time.sleep(_LOOK_S)
        for process in everyone:
            self._tell(process, signal.SIGKILL)

    @staticmethod
    def _tell(process: int, number: int) -> None:
        try:
            os.kill(process, number)
        except ProcessLookupError:
            return
