"""A snapshot in service: what is at hand before anybody asks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from accessibility.codes import Profiel
from accessibility.memory import Memo
from api.service.served import FIRST_LOOK
from tests.api.service.conftest import served_of, small_snapshot

if TYPE_CHECKING:
    from collections.abc import Hashable


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


def test_those_who_ask_go_before_what_may_be_asked_later() -> None:
    served = served_of(small_snapshot())
    steps: list[str] = []
    served.warm_roads(lambda: steps.append("pause"))
    # A straight line is all that this land knows.
    assert len(steps) == len(served.study.modes)
