"""The computing gate: slots go round among callers, and nobody holds all of them."""

from __future__ import annotations

import threading
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from api.service.gates import ComputingGate, asker
from api.service.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient


class Callers:
    """Threads that each hold a slot from when they get it until they are let go."""

    def __init__(self, gate: ComputingGate) -> None:
        self.gate = gate
        self.got: list[str] = []
        self._over: dict[str, threading.Event] = {}
        self._threads: list[threading.Thread] = []

    def come(self, who: str, name: str) -> None:
        """Ask for a slot, and wait until it is had or waited for."""
        before = self.gate.waiting + len(self.got)
        over = self._over[name] = threading.Event()

        def hold() -> None:
            asker.set(who)
            with self.gate.slot():
                self.got.append(name)
                over.wait(10)

        thread = threading.Thread(target=hold)
        thread.start()
        self._threads.append(thread)
        _until(lambda: self.gate.waiting + len(self.got) > before)

    def leave(self, name: str) -> None:
        """Give the slot back."""
        self._over[name].set()

    def close(self) -> None:
        """Let all go."""
        for over in self._over.values():
            over.set()
        for thread in self._threads:
            thread.join()


def _until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + 5
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.001)


@pytest.fixture
def stack() -> ExitStack:
    return ExitStack()


def _callers(stack: ExitStack, slots: int) -> Callers:
    callers = Callers(ComputingGate(slots, 10.0))
    stack.callback(callers.close)
    return callers


def test_a_second_caller_is_let_in_at_once_however_much_the_first_asks(
    stack: ExitStack,
) -> None:
    with stack:
        callers = _callers(stack, slots=2)
        for name in ("a1", "a2", "a3"):
            callers.come("a", name)
        assert callers.got == ["a1"]
        callers.come("b", "b1")
        assert callers.got == ["a1", "b1"]


def test_a_free_slot_goes_to_who_has_fewest_and_then_to_who_waits_longest(
    stack: ExitStack,
) -> None:
    with stack:
        callers = _callers(stack, slots=3)
        for who, name in (("a", "a1"), ("a", "a2"), ("b", "b1"), ("b", "b2")):
            callers.come(who, name)
        callers.come("a", "a3")
        callers.come("c", "c1")
        callers.come("d", "d1")
        assert callers.got == ["a1", "a2", "b1"]
        for leaving, let_in in (("a2", "c1"), ("a1", "a3"), ("b1", "b2")):
            callers.leave(leaving)
            _until(lambda: len(callers.got) > 3)
            assert callers.got.pop() == let_in


def test_one_slot_serves_everybody_in_turn(stack: ExitStack) -> None:
    with stack:
        callers = _callers(stack, slots=1)
        callers.come("a", "a1")
        callers.come("a", "a2")
        callers.leave("a1")
        _until(lambda: callers.got == ["a1", "a2"])


def test_who_waits_too_long_is_refused_and_takes_no_turn_later() -> None:
    gate = ComputingGate(1, 0.01)
    with gate.slot():
        with pytest.raises(ProblemError) as refused, gate.slot():
            pass
        assert refused.value.status == 503
        assert (gate.running, gate.waiting) == (1, 0)
    assert (gate.running, gate.waiting) == (0, 0)


def test_a_slot_is_given_back_when_computing_fails() -> None:
    gate = ComputingGate(1, 0.01)
    with pytest.raises(ZeroDivisionError), gate.slot():
        raise ZeroDivisionError
    with gate.slot():
        assert gate.running == 1


def test_what_would_take_long_is_not_computed_for_who_is_not_known(
    client: TestClient,
) -> None:
    drempels = ",".join(str(1_000 + 100 * k) for k in range(21))
    path = f"/v1/bereik?drempel={drempels}"
    refused = client.get(path)
    assert refused.status_code == 400
    assert "693 figures" in refused.json()["detail"]
    assert client.get(f"{path}&profiel=PIE").status_code == 200
