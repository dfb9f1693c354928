"""Remembered results: each computed once, however many ask for it at the same time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import Future
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

V = TypeVar("V")


class Memo(Generic[V]):
    """Results by key, the least recently used forgotten first.

    Parameters
    ----------
    most
        Total weight to hold.
    weigh
        Weight of one result, for instance its size in bytes.
    """

    def __init__(self, most: int, weigh: Callable[[V], int] = lambda _: 1) -> None:
        self._most = most
        self._weigh = weigh
        self._lock = threading.Lock()
        self._held: OrderedDict[Hashable, Future[V]] = OrderedDict()
        self._weights: dict[Hashable, int] = {}

    def __len__(self) -> int:
        """Return the number of results held or under way."""
        return len(self._held)

    @property
    def weight(self) -> int:
        """Weight of all results held."""
        with self._lock:
            return sum(self._weights.values())

    def peek(self, key: Hashable) -> V | None:
        """Return a result that is ready, without waiting for one under way."""
        with self._lock:
            future = self._held.get(key)
            if future is None or not future.done():
                return None
            self._held.move_to_end(key)
        return future.result()

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """Return the result of a key, made by `make` if it is not held yet.

        An error of `make` reaches everyone who waits for it and is not remembered.
        """
        with self._lock:
            future = self._held.get(key)
            mine = future is None
            if future is None:
                future = self._held[key] = Future()
            else:
                self._held.move_to_end(key)
        if mine:
            self._fill(key, future, make)
        return future.result()

    def _fill(self, key: Hashable, future: Future[V], make: Callable[[], V]) -> None:
        try:
            value = make()
        except BaseException as error:
            with self._lock:
                self._held.pop(key, None)
            future.set_exception(error)
            raise
        future.set_result(value)
        with self._lock:
            self._weights[key] = self._weigh(value)
            self._forget_oldest()

    def _forget_oldest(self) -> None:
        total = sum(self._weights.values())
        for key in list(self._held):
            if total <= self._most:
                return
            if key in self._weights:
                total -= self._weights.pop(key)
                del self._held[key]
