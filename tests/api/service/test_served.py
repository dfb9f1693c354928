"""A snapshot in service: what is at hand before anybody asks."""

from __future__ import annotations

import threading
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
    # Services of other tests may still be warming in threads of their own.
    fill, here = Memo._fill, threading.get_ident()

    def noted(self: Memo[object], key: Hashable, *rest: object) -> None:
        if threading.get_ident() == here:
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
    asked = "gebiedsindeling=gemeente&profiel=PIE"
    weights = []
    for metres in range(1_000, 1_040):
        answer = client.get(f"/v1/bereik?{asked}&drempel={metres}")
        assert answer.status_code == 200, answer.text
        page = f"/v1/collections/postcodes/items?limit={metres - 900}"
        assert client.get(page).status_code == 200
        weights.append(pool.weight)
    assert 0.7 * pool.most_bytes < max(weights) <= pool.most_bytes == 2**20
    # What was asked last is at hand.
    assert len(answer.content) < weights[-1]


def test_those_who_ask_go_before_what_may_be_asked_later() -> None:
    served = served_of(small_snapshot())
    steps: list[str] = []
    served.warm_roads(lambda: steps.append("pause"))
    # A straight line is all that this land knows.
    assert len(steps) == len(served.study.modes)
