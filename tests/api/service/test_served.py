"""A snapshot in service: what is at hand before anybody asks."""

from __future__ import annotations

import gc
import tracemalloc
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from accessibility.codes import Profiel
from accessibility.memory import Memo
from api.service.served import FIRST_LOOK
from tests.api.service.conftest import served_of, small_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from starlette.testclient import TestClient

    from accessibility.snapshot import Snapshot
    from api.service.service import Service


def test_a_first_look_computes_nothing_that_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    served = served_of(small_snapshot())
    served.warm()
    made: list[Hashable] = []
    fill = Memo._fill

    def noted(self: Memo[object], key: Hashable, *rest: object) -> None:
        made.append(key)
        fill(self, key, *rest)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(Memo, "_fill", noted)
    served.study.postcodes(FIRST_LOOK)
    assert made == []
    # Another profiel asks for its own offers only: ways and homes are there.
    served.study.postcodes(replace(FIRST_LOOK, profielen=(Profiel.PIE,)))
    assert len(made) <= 2


def test_a_flood_of_different_questions_stays_within_the_budget(
    make_client: Callable[..., TestClient],
    make_service: Callable[..., Service],
    snapshot: Snapshot,
) -> None:
    client = make_client(make_service(snapshot, cache_mb=1))
    pool = client.app.state.service.snapshots.current.study.pool  # type: ignore[attr-defined] # the app under test
    tracemalloc.start()
    taken = [_flooded(client, first) for first in (1_000, 4_000, 7_000)]
    tracemalloc.stop()
    assert 0.8e6 < pool.weight <= pool.most_bytes == 2**20
    # The first time fills it, and brings what is made once.
    assert max(taken[1:]) < taken[0] + 0.4e6


def _flooded(client: TestClient, first: int) -> int:
    """Ask what nobody asked before; return the memory in use after it."""
    for metres in range(first, first + 60):
        asked = f"drempel={metres}&per=gemeente&formaat=json"
        assert client.get(f"/v1/bereik?{asked}").status_code == 200
        feature = f"/v1/collections/postcodes/items?limit={metres % 97 + 1}"
        assert client.get(f"{feature}&offset={metres}").status_code == 200
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def test_those_who_ask_go_before_what_may_be_asked_later() -> None:
    served = served_of(small_snapshot())
    steps: list[str] = []
    served.warm_roads(lambda: steps.append("pause"))
    # A straight line is all that this land knows.
    assert len(steps) == len(served.study.modes)
