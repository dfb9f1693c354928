"""Draws: the same for a seed whatever the blocks, and still where chances are nil."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from accessibility.codes import Leerweg
from accessibility.outlook.chances import MEASURED
from accessibility.outlook.simulation import Draws, drawn_futures, grid_of
from tests.accessibility.outlook.made_ground import ground

YEARS = (2019, 2020, 2022, 2025)
NEVER = dict.fromkeys(Leerweg, 0.0)


def futures(draws: Draws, **chances: object) -> dict[int, np.ndarray]:
    found: dict[int, list[np.ndarray]] = {}
    some = replace(MEASURED, **chances)  # type: ignore[arg-type] # fields by name
    for row, is_open in drawn_futures(ground(), some, YEARS, draws):
        found.setdefault(row, []).append(is_open)
    return {row: np.concatenate(parts, axis=-1) for row, parts in found.items()}


def test_blocks_change_nothing() -> None:
    whole, parts = (futures(Draws(30, 7, block)) for block in (30, 7))
    for row in range(len(YEARS)):
        assert np.array_equal(whole[row], parts[row])


def test_the_year_of_the_offers_is_as_it_is() -> None:
    now = futures(Draws(10))[0]
    assert (now == grid_of(ground()).is_open[..., None]).all()


def test_without_chances_nothing_moves() -> None:
    still = futures(Draws(10), constant=-200.0, added=NEVER, new=NEVER)
    assert (still[3] == still[0]).all()


def test_what_is_gone_within_a_period_stays_gone() -> None:
    drawn = futures(Draws(40), added=NEVER, new=NEVER)
    for earlier, later in ((0, 1), (1, 2), (2, 3)):
        assert not (drawn[later] & ~drawn[earlier]).any()
    assert drawn[3].sum() < drawn[1].sum()


def test_another_seed_is_another_future() -> None:
    assert not np.array_equal(futures(Draws(10, 1))[3], futures(Draws(10, 2))[3])
