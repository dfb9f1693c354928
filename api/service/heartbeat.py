"""When each worker last said that it lives, in memory that forked processes share."""

from __future__ import annotations

import time
from mmap import mmap
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_PLACES: Final = 512
_BYTES: Final = 8


class Heartbeats:
    """A moment per place; a place belongs to one worker as long as that lives.

    Parameters
    ----------
    now
        Clock in seconds that all processes of a machine share.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._last = memoryview(mmap(-1, _BYTES * _PLACES)).cast("d")
        self._free = list(reversed(range(_PLACES)))

    def take(self) -> int:
        """Return a place for a worker that is about to begin."""
        place = self._free.pop()
        self.beat(place)
        return place

    def give_back(self, place: int) -> None:
        """Free the place of a worker that has ended."""
        self._free.append(place)

    def beat(self, place: int) -> None:
        """Say that a worker lives."""
        self._last[place] = self._now()

    def silent_s(self, place: int) -> float:
        """Return how long a worker has not said so."""
        return self._now() - self._last[place]
