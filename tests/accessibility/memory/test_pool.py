"""One budget: what is shared counts once, and the least recently used goes first."""

from __future__ import annotations

import gc
from functools import partial

import numpy as np
import pytest
from numpy.typing import NDArray

from accessibility.memory import Memo, Pool
from accessibility.memory.weights import OVERHEAD

Array = NDArray[np.float64]

MB = 1_000_000


def _with(memo: object) -> tuple[object, Array]:
    return memo, array(1)


def array(megabytes: float) -> Array:
    return np.zeros(int(megabytes * MB / 8))


def test_memos_share_one_budget_and_the_least_recently_used_goes() -> None:
    pool = Pool(10 * MB)
    one: Memo[Array] = Memo(pool)
    other: Memo[Array] = Memo(pool)
    one.get("a", lambda: array(4))
    other.get("b", lambda: array(4))
    one.get("a", lambda: array(9))
    other.get("c", lambda: array(4))
    assert one.peek("a") is not None
    assert other.peek("b") is None
    assert pool.weight == pytest.approx(8 * MB, abs=4 * OVERHEAD)


def test_what_two_results_share_counts_once_and_until_both_are_gone() -> None:
    pool, shared = Pool(10 * MB), array(6)
    memo: Memo[tuple[Array, ...]] = Memo(pool)
    memo.get("a", lambda: (shared, array(1)))
    memo.get("b", lambda: (shared, array(1)))
    assert pool.weight == pytest.approx(8 * MB, abs=4 * OVERHEAD)
    memo.forget("a")
    assert pool.weight == pytest.approx(7 * MB, abs=4 * OVERHEAD)
    memo.forget("b")
    assert pool.weight == 0


def test_what_is_larger_than_the_budget_is_given_and_not_held() -> None:
    pool = Pool(MB)
    memo: Memo[Array] = Memo(pool)
    assert memo.get("a", lambda: array(2)).nbytes == 2 * MB
    assert memo.peek("a") is None
    assert pool.weight == 0


def test_what_stands_in_service_is_beside_the_budget_and_stays() -> None:
    pool = Pool(MB)
    memo: Memo[Array] = Memo(pool)
    with pool.in_service():
        memo.get("warm", lambda: array(5))
    for key in range(20):
        memo.get(key, lambda: array(0.2))
    assert memo.peek("warm") is not None
    assert pool.standing == pytest.approx(5 * MB, abs=2 * OVERHEAD)
    assert 0 < pool.weight <= MB


def test_what_grows_is_counted_and_goes_when_it_is_too_much() -> None:
    pool = Pool(3 * MB)
    memo: Memo[list[Array]] = Memo(pool, grows=True)
    with pool.in_service():
        memo.get("base", lambda: [array(1)])
    held = memo.peek("base")
    assert held is not None
    held.append(array(2))
    assert pool.weight == pytest.approx(2 * MB, abs=2 * OVERHEAD)
    held.append(array(2))
    assert pool.weight == 0
    assert memo.peek("base") is None


def test_growth_is_seen_by_those_who_come_after_a_while() -> None:
    now = [0.0]
    pool = Pool(3.5 * MB, clock=lambda: now[0])
    grows: Memo[list[Array]] = Memo(pool, grows=True)
    other: Memo[Array] = Memo(pool)
    grows.get("base", lambda: [array(1)]).append(array(1))
    other.get("soon", lambda: array(1))
    assert grows.peek("base") is not None
    now[0] = 10.0
    other.get("later", lambda: array(1))
    assert grows.peek("base") is not None
    assert other.peek("soon") is None
    assert pool.weight <= pool.most_bytes


def test_what_others_hold_is_counted_and_never_forgotten() -> None:
    pool = Pool(2 * MB)
    stays: Memo[Array] = Memo(pool, stays=True)
    other: Memo[Array] = Memo(pool)
    stays.get("all", lambda: array(1.5))
    other.get("a", lambda: array(1))
    assert stays.peek("all") is not None
    assert other.peek("a") is None


def test_a_memo_that_is_gone_frees_what_it_held_though_results_hold_it() -> None:
    pool = Pool(10 * MB)
    memo: Memo[tuple[object, Array]] = Memo(pool)
    memo.get("a", partial(_with, memo))
    assert pool.weight > MB
    del memo
    gc.collect()
    assert pool.weight == 0
