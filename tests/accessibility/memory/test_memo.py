"""Remembered results: made once however many ask, forgotten in turn."""

from __future__ import annotations

import threading

import pytest

from accessibility.memory import Memo


def test_a_result_is_made_once_for_all_who_ask_at_the_same_time() -> None:
    memo: Memo[int] = Memo()
    began, go, made = threading.Event(), threading.Event(), []

    def make() -> int:
        began.set()
        go.wait(5)
        made.append(1)
        return 7

    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.append(memo.get("k", make)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    began.wait(5)
    go.set()
    for thread in threads:
        thread.join()
    assert found == [7] * 8
    assert made == [1]


def test_the_least_recently_used_is_forgotten_first() -> None:
    memo: Memo[str] = Memo(most=2)
    memo.get("a", lambda: "aaaa")
    memo.get("b", lambda: "bbbb")
    memo.get("a", lambda: "never")
    memo.get("c", lambda: "cccc")
    assert len(memo) == 2
    assert memo.peek("b") is None
    assert memo.peek("a") == "aaaa"


def test_an_error_is_not_remembered() -> None:
    memo: Memo[int] = Memo()
    with pytest.raises(ZeroDivisionError):
        memo.get("k", lambda: 1 // 0)
    assert memo.get("k", lambda: 3) == 3
    assert len(memo) == 1
