"""Limits on what is under way: computing slots, and requests per caller and second."""

from __future__ import annotations

import fcntl
import hashlib
import os
import threading
import time
import weakref
from collections import Counter
from contextlib import contextmanager
from contextvars import ContextVar
from mmap import mmap
from tempfile import mkstemp
from typing import TYPE_CHECKING, Final

from api.service.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_WAYS: Final = 8
"""Places in which one caller may be kept."""
_MOST_CALLERS: Final = 65_536
_ROUNDING: Final = 1e-9


asker: Final[ContextVar[str]] = ContextVar("asker", default="")
"""Who asks what is being answered: an address; empty for the service's own jobs."""


class ComputingGate:
    """Lets a few computations run at once; a further one waits, then is refused.

    A slot that comes free goes to who has the fewest running, then to who waits
    longest; and one caller never holds all slots where there are several. So whoever
    comes second is let in before the tenth question of who came first.

    Parameters
    ----------
    slots
        How many run at once.
    wait_s
        How long a further one waits for a slot.
    """

    def __init__(self, slots: int, wait_s: float) -> None:
        self.slots = max(slots, 1)
        self._of_one = max(self.slots - 1, 1)
        self._wait_s = wait_s
        self._lock = threading.Lock()
        self._running: Counter[str] = Counter()
        # In the order in which they came.
        self._waiting: list[tuple[str, threading.Event]] = []

    @property
    def running(self) -> int:
        """How many compute now."""
        return self._running.total()

    @property
    def waiting(self) -> int:
        """How many wait for a slot."""
        return len(self._waiting)

    @contextmanager
    def slot(self) -> Iterator[None]:
        """Hold a slot while computing.

        Raises
        ------
        ProblemError
            503 with `Retry-After`, if none came free in time.
        """
        who, turn = asker.get(), threading.Event()
        with self._lock:
            self._waiting.append((who, turn))
            self._call()
        if not turn.wait(self._wait_s) and not self._left(who, turn):
            why = "all computing slots are taken"
            raise too_busy(why)
        try:
            yield
        finally:
            with self._lock:
                self._running[who] -= 1
                if not self._running[who]:
                    del self._running[who]
                self._call()

    def _left(self, who: str, turn: threading.Event) -> bool:
        """Stop waiting; tell whether the turn came at the last moment."""
        with self._lock:
            if not turn.is_set():
                self._waiting.remove((who, turn))
            return turn.is_set()

    def _call(self) -> None:
        """Give the slots that are free to those whose turn it is."""
        while self.running < self.slots:
            may = [one for one in self._waiting if self._running[one[0]] < self._of_one]
            if not may:
                return
            who, turn = min(may, key=lambda one: self._running[one[0]])
            self._waiting.remove((who, turn))
            self._running[who] += 1
            turn.set()


def too_busy(why: str) -> ProblemError:
    """Return the answer of a service that has more to do than it can."""
    message = f"The service is busy: {why}. Ask again in a moment."
    return ProblemError(503, message, headers={"Retry-After": "2"})


class RateLimit:
    """A bucket of tokens per caller: so many requests at once, refilled per second.

    Held in memory that processes forked later share, so that a caller has one bucket
    however many workers there are. Kept per caller is one number, the moment at which
    the bucket is full again; a caller is a keyed hash, so that nobody can choose whose
    bucket to empty. A lock on a file is let go by the system when its holder dies.

    Parameters
    ----------
    per_s
        Tokens that flow back per second; 0 for no limit.
    burst
        Size of the bucket.
    now
        Clock in seconds; monotonic, so that setting the clock changes nothing, and the
        same in all processes of a machine.
    """

    def __init__(
        self, per_s: float, burst: int, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._step_s = 1.0 / per_s if per_s > 0 else 0.0
        self._slack_s = (max(burst, 1) - 1) * self._step_s + _ROUNDING
        self._now = now
        self._lock = threading.Lock()
        self._file = _nameless_file(self)
        self._secret = os.urandom(16)
        self._callers = memoryview(mmap(-1, 8 * _MOST_CALLERS)).cast("Q")
        self._full_at = memoryview(mmap(-1, 8 * _MOST_CALLERS)).cast("d")

    def charge(self, caller: str) -> float:
        """Take a token; return 0, or the seconds until one is there."""
        if self._step_s <= 0:
            return 0.0
        digest = hashlib.blake2b(caller.encode(), digest_size=8, key=self._secret)
        code = int.from_bytes(digest.digest(), "big") | 1
        with self._lock:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                return self._charged(code)
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)

    def _charged(self, code: int) -> float:
        now = self._now()
        place = self._place(code)
        known = self._callers[place] == code
        full_at = max(self._full_at[place], now) if known else now
        wait_s = full_at - now - self._slack_s
        if wait_s <= 0:
            self._callers[place], self._full_at[place] = code, full_at + self._step_s
        return max(wait_s, 0.0)

    def _place(self, code: int) -> int:
        """Return where a caller is kept; a new one takes the place of the idlest."""
        first = code % (_MOST_CALLERS // _WAYS) * _WAYS
        ways = range(first, first + _WAYS)
        for place in ways:
            if self._callers[place] == code:
                return place
        return min(ways, key=self._full_at.__getitem__)


def _nameless_file(owner: object) -> int:
    """Return the descriptor of a file to lock, closed when its owner is gone."""
    descriptor, name = mkstemp(prefix="bereik-")
    os.unlink(name)  # noqa: PTH108 - beside its descriptor
    weakref.finalize(owner, os.close, descriptor)
    return descriptor
