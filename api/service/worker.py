"""One worker: a forked process that begins when told, lives, and leaves politely."""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import uvicorn

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

READY: Final = b"+"
_DRAIN_S: Final = 3.0
_BEGIN_S: Final = 30.0
"""How long a worker may take until it is ready."""


class Worker(uvicorn.Server):
    """One worker: says when it is ready, and leaves without hanging up on anybody.

    Parameters
    ----------
    config
        How it serves.
    ready
        Descriptor of the pipe on which it says that it is ready.
    beat
        Says that it lives.
    """

    def __init__(
        self, config: uvicorn.Config, ready: int, beat: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._ready = ready
        self._beat = beat
        self._parent = os.getppid()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, listen for being succeeded, and say that all is ready."""
        await super().startup(sockets)
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, self.drain)
        os.write(self._ready, READY)
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
        """Say that it lives, and tell whether to stop: also when the parent is gone."""
        self._beat()
        if os.getppid() != self._parent:
            self.leave()
        return await super().on_tick(counter)


@dataclass(frozen=True)
class Fork:
    """A process that is a worker, or will be one when told to begin.

    Parameters
    ----------
    process
        Its id.
    place
        Of its heartbeat.
    go
        Descriptor of the pipe on which it is told to begin.
    ready
        Descriptor of the pipe on which it says that it is ready.
    """

    process: int
    place: int
    go: int
    ready: int

    def begin(self) -> bool:
        """Let it begin; tell whether it was ready in time."""
        with os.fdopen(self.go, "wb") as go, os.fdopen(self.ready, "rb") as ready:
            with contextlib.suppress(BrokenPipeError):
                go.write(READY)
                go.flush()
            there, _, _ = select.select([ready], [], [], _BEGIN_S)
            return bool(there) and ready.read(1) == READY

    def dismiss(self) -> None:
        """Let it end without having begun."""
        os.close(self.go)
        os.close(self.ready)

    def tell(self, number: int) -> None:
        """Send a signal, if it is there."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process, number)
