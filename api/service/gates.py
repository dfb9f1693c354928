"""Limits on what is under way: computing slots, and requests per caller and second."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from api.service.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MOST_CALLERS: Final = 10_000


class ComputingGate:
    """Lets a few computations run at once; a further one waits, then is refused.

    Parameters
    ----------
    slots
        How many run at once.
    wait_s
        How long a further one waits for a slot.
    """

    def __init__(self, slots: int, wait_s: float) -> None:
        self._free = threading.BoundedSemaphore(max(slots, 1))
        self._wait_s = wait_s

    @contextmanager
    def slot(self) -> Iterator[None]:
        """Hold a slot while computing.

        Raises
        ------
        ProblemError
            503 with `Retry-After`, if none came free in time.
        """
        if not self._free.acquire(timeout=self._wait_s):
            why = "all computing slots are taken"
            raise too_busy(why)
        try:
            yield
        finally:
            self._free.release()


def too_busy(why: str) -> ProblemError:
    """Return the answer of a service that has more to do than it can."""
    message = f"The service is busy: {why}. Ask again in a moment."
    return ProblemError(503, message, headers={"Retry-After": "2"})


class RateLimit:
    """A bucket of tokens per caller: so many requests at once, refilled per second.

    Parameters
    ----------
    per_s
        Tokens that flow back per second; 0 for no limit.
    burst
        Size of the bucket.
    now
        Clock in seconds; monotonic, so that setting the clock changes nothing.
    """

    def __init__(
        self, per_s: float, burst: int, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._per_s = per_s
        self._burst = float(max(burst, 1))
        self._now = now
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def charge(self, caller: str) -> float:
        """Take a token; return 0, or the seconds until one is there."""
        if self._per_s <= 0:
            return 0.0
        now = self._now()
        with self._lock:
            tokens, since = self._buckets.get(caller, (self._burst, now))
            tokens = min(self._burst, tokens + (now - since) * self._per_s)
            lacking = 1.0 - tokens
            self._buckets[caller] = (tokens if lacking > 0 else tokens - 1.0, now)
            self._buckets.move_to_end(caller)
            # A stream of new addresses must not fill the memory.
            if len(self._buckets) > _MOST_CALLERS:
                self._buckets.popitem(last=False)
        return max(lacking, 0.0) / self._per_s
