"""Remembered results: each computed once, however many ask for it at the same time."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from accessibility.memory.pool import Pool

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from accessibility.memory.pool import Ledger

V = TypeVar("V")

MANY: Final = 100_000
"""More results than any memo holds for long: the pool is full before."""


class Memo(Generic[V]):
    """Results by key, the least recently used forgotten first.

    Parameters
    ----------
    pool
        What it draws on; None for memory of its own.
    most
        Number of results to hold.
    grows
        Results come to hold more while they are used.
    stays
        Results are counted and never forgotten: others hold them too.
    """

    def __init__(
        self,
        pool: Pool | None = None,
        most: int = MANY,
        *,
        grows: bool = False,
        stays: bool = False,
    ) -> None:
        self._pool = Pool() if pool is None else pool
        self._most = most
        self._grows, self._stays = grows, stays
        self._held: OrderedDict[Hashable, Future[V]] = OrderedDict()
        self._used: dict[Hashable, int] = {}
        self.ledger: Ledger = {}
        self._pool.join(self, self.ledger)

    def __len__(self) -> int:
        """Return the number of results held or under way."""
        return len(self._held)

    def peek(self, key: Hashable) -> V | None:
        """Return a result that is ready, without waiting for one under way."""
        with self._pool.lock:
            future = self._held.get(key)
            if future is None or not future.done():
                return None
            self._use(key)
        return future.result()

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """Return the result of a key, made by `make` if it is not held yet.

        An error of `make` reaches everyone who waits for it and is not remembered.
        """
        with self._pool.lock:
            future = self._held.get(key)
            mine = future is None
            if future is None:
                future = self._held[key] = Future()
            self._use(key)
        if mine:
            self._fill(key, future, make)
        return future.result()

    def _use(self, key: Hashable) -> None:
        self._held.move_to_end(key)
        self._used[key] = self._pool.turn()

    def _fill(self, key: Hashable, future: Future[V], make: Callable[[], V]) -> None:
        try:
            value = make()
        except BaseException as error:
            self.forget(key)
            future.set_exception(error)
            raise
        future.set_result(value)
        self._pool.count(self.ledger, key, value)
        with self._pool.lock:
            while len(self.ledger) > self._most:
                self.forget(next(key for key in self._held if key in self.ledger))

    def growing(self) -> Iterator[tuple[Hashable, V]]:
        """Give the results that may hold more than when they were counted."""
        if self._grows:
            for key in tuple(self.ledger):
                yield key, self._held[key].result()

    def oldest(
        self, is_worth: Callable[[frozenset[int]], bool]
    ) -> tuple[int, Hashable] | None:
        """Return when the least recently used result was used, and its key.

        Parameters
        ----------
        is_worth
            Tells of its parts whether to forget it would free anything.
        """
        if not self._stays:
            for key in self._held:
                if key in self.ledger and is_worth(self.ledger[key]):
                    return self._used[key], key
        return None

    def forget(self, key: Hashable) -> None:
        """Hold a result no longer."""
        with self._pool.lock:
            self._held.pop(key, None)
            self._used.pop(key, None)
            self._pool.release(self.ledger, key)
