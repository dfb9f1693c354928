"""One budget for all that is remembered: what was used least recently goes first."""

from __future__ import annotations

import itertools
import threading
import time
import weakref
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from accessibility.memory.weights import OVERHEAD, parts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from accessibility.memory.weights import Parts

    Ledger = dict[Hashable, frozenset[int]]
    """The parts of each result of a memo; one below 0 is all its small parts."""

USUAL_BYTES: Final = 2_000_000_000
"""What a program for one person may remember."""

_AGAIN_S: Final = 5.0


class Holder(Protocol):
    """What draws on a pool, as a memo does."""

    ledger: Ledger

    def growing(self) -> Iterable[tuple[Hashable, object]]:
        """Give the results that may hold more than when they were counted."""

    def oldest(
        self, is_worth: Callable[[frozenset[int]], bool]
    ) -> tuple[int, Hashable] | None:
        """Return when the least recently used result was used, and its key."""

    def forget(self, key: Hashable) -> None:
        """Hold a result no longer."""


@dataclass
class _Part:
    holders: int = 0
    counted: int = 0
    standing: int = 0


class Pool:
    """Memory that memos draw on, counted part by part: what they share counts once.

    Parameters
    ----------
    most_bytes
        What may be held, beside what stays as long as it is in service.
    clock
        Tells the time in seconds.
    """

    def __init__(
        self,
        most_bytes: float = USUAL_BYTES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.most_bytes = most_bytes
        # A collection of garbage while it is held must find it open.
        self.lock = threading.RLock()
        self._clock = clock
        self._turns, self._names = itertools.count(), itertools.count(1)
        self._memos: weakref.WeakSet[Holder] = weakref.WeakSet()
        self._gone: deque[Ledger] = deque()
        self._parts: dict[int, _Part] = {}
        self._counted = self._standing = 0
        self._asked = threading.local()
        self._weighed_at = clock()

    @property
    def weight(self) -> int:
        """Bytes held of the budget, what has grown included."""
        self._look()
        return self._counted

    @property
    def standing(self) -> int:
        """Bytes held beside the budget, as long as they are in service."""
        self._look()
        return self._standing

    @contextmanager
    def in_service(self) -> Iterator[None]:
        """Let what this thread remembers now stand beside the budget.

        It is made before processes are forked: they share it, and to forget it in one
        of them would free nothing.
        """
        before = getattr(self._asked, "stands", False)
        self._asked.stands = True
        try:
            yield
        finally:
            self._asked.stands = before

    def join(self, memo: Holder, ledger: Ledger) -> None:
        """Let a memo draw on the pool for as long as it lives."""
        with self.lock:
            self._memos.add(memo)
        # Of the ledger alone: results may hold who remembers them.
        weakref.finalize(memo, self._gone.append, ledger).atexit = False

    def turn(self) -> int:
        """Return a number that rises with every use of a result."""
        return next(self._turns)

    def count(self, ledger: Ledger, key: Hashable, value: object) -> None:
        """Count a result that is remembered now, and forget what is too much."""
        weighed = parts_of(key, value)
        with self.lock:
            self._bury()
            self._enter(ledger, key, *weighed)
            if self._clock() - self._weighed_at > _AGAIN_S:
                self._weigh_again()
            self._forget()

    def release(self, ledger: Ledger, key: Hashable) -> None:
        """Count a result no more."""
        for part in ledger.pop(key, ()):
            self._release(part)

    def _look(self) -> None:
        """Count what has grown, and let go of what is gone."""
        with self.lock:
            self._bury()
            self._weigh_again()
            self._forget()

    def _bury(self) -> None:
        while self._gone:
            ledger = self._gone.popleft()
            for key in tuple(ledger):
                self.release(ledger, key)

    def _weigh_again(self) -> None:
        self._weighed_at = self._clock()
        for memo in tuple(self._memos):
            for key, value in memo.growing():
                self._enter(memo.ledger, key, *parts_of(key, value))

    def _enter(self, ledger: Ledger, key: Hashable, large: Parts, small: int) -> None:
        """Count the parts of a result; of those it had before, what they grew."""
        before = ledger.get(key, frozenset())
        rest = next((one for one in before if one < 0), None) or -next(self._names)
        parts = {**large, rest: small + OVERHEAD}
        stands = getattr(self._asked, "stands", False) and not before
        for name, size in parts.items():
            part = self._parts.setdefault(name, _Part())
            if not part.holders and stands:
                part.standing = size
                self._standing += size
            part.holders += name not in before
            grown = max(0, size - part.standing - part.counted)
            part.counted += grown
            self._counted += grown
        ledger[key] = frozenset(parts)
        for name in before - parts.keys():
            self._release(name)

    def _release(self, name: int) -> None:
        part = self._parts[name]
        part.holders -= 1
        if not part.holders:
            self._counted -= part.counted
            self._standing -= part.standing
            del self._parts[name]

    def _forget(self) -> None:
        while self._counted > self.most_bytes:
            oldest = [
                (*found, memo)
                for memo in tuple(self._memos)
                if (found := memo.oldest(self._is_counted)) is not None
            ]
            if not oldest:
                return
            _, key, memo = min(oldest, key=lambda one: one[0])
            memo.forget(key)

    def _is_counted(self, parts: frozenset[int]) -> bool:
        """Tell whether to forget some parts would free anything."""
        return any(self._parts[name].counted for name in parts)
