"""The snapshot in service, swapped for a new one without dropping a request."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING, Final

from accessibility.errors import BereikError
from api.service.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from api.service.served import Served

CURRENT: Final = "actueel"
_LOG: Final = logging.getLogger("bereik.service")

Mark = tuple[str, int, int]


class SnapshotHolder:
    """Hands out the snapshot in service; the one before it stays for a while.

    A request takes its snapshot once and keeps it to the end. Pages and cached
    addresses that name the previous snapshot still get their answer.

    Parameters
    ----------
    first
        The snapshot to start with.
    source
        Folder or link to watch; None if there is nothing to watch.
    load
        Reads a snapshot from a folder and warms it.
    beside
        Snapshots of other years; they stay, and answer to who names them.
    """

    def __init__(
        self,
        first: Served,
        source: Path | None = None,
        load: Callable[[Path], Served] | None = None,
        *,
        beside: tuple[Served, ...] = (),
    ) -> None:
        self._current = first
        self._beside = beside
        self._previous: Served | None = None
        self._source = source
        self._load = load
        self._mark = _mark(source)
        self._loaded_at = time.time()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def current(self) -> Served:
        """The snapshot that answers now."""
        return self._current

    @property
    def loaded_at(self) -> float:
        """When it was put into service, in seconds since 1970, to be shown."""
        return self._loaded_at

    @property
    def held(self) -> tuple[Served, ...]:
        """The current snapshot, the one before it if there is one, and other years."""
        previous = () if self._previous is None else (self._previous,)
        held: dict[str, Served] = {}
        for served in (self._current, *previous, *self._beside):
            held.setdefault(served.identity, served)
        return tuple(held.values())

    def pick(self, identity: str = CURRENT) -> Served:
        """Return the snapshot asked for.

        Raises
        ------
        ProblemError
            404 if it is not in service, or no longer.
        """
        if identity == CURRENT:
            return self._current
        for served in self.held:
            if served.identity.startswith(identity):
                return served
        message = (
            "This snapshot is not in service, or no longer. The ones that are stand "
            "at /v1/snapshots; leave out snapshot= for the current one."
        )
        raise ProblemError(404, message)

    def swap(self, served: Served) -> None:
        """Put a new snapshot into service; requests under way keep theirs."""
        if served.identity != self._current.identity:
            self._previous, self._current = self._current, served
            self._loaded_at = time.time()
            _LOG.info(
                "snapshot taken into service", extra={"snapshot": served.identity}
            )

    @property
    def has_moved(self) -> bool:
        """True if the link or folder has changed since it was loaded or failed to."""
        return _mark(self._source) not in (None, self._mark)

    def look(self) -> None:
        """Load the snapshot if its link or folder has changed.

        What cannot be read is logged and leaves the old one in service.
        """
        mark = _mark(self._source)
        if self._source is None or self._load is None or mark in (None, self._mark):
            return
        self._mark = mark
        try:
            self.swap(self._load(self._source))
        except (BereikError, OSError):
            _LOG.exception("the new snapshot cannot be read; the old one stays")

    def watch(self, every_s: float) -> None:
        """Look for a new snapshot now and then, in a thread of its own."""
        if every_s > 0 and self._source is not None:
            self._thread = threading.Thread(
                target=self._watching, args=(every_s,), daemon=True, name="watch"
            )
            self._thread.start()

    def stop(self) -> None:
        """End the watching."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def _watching(self, every_s: float) -> None:
        while not self._stopped.wait(every_s):
            self.look()


def _mark(source: Path | None) -> Mark | None:
    """Return what changes when a link is moved or its folder replaced."""
    if source is None:
        return None
    try:
        real = source.resolve()
        manifest = (real / "manifest.json").stat()
    except OSError:
        return None
    return (str(real), manifest.st_mtime_ns, manifest.st_ino)
