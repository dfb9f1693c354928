"""Draws: the same for a seed whatever the blocks, and still where chances are nil."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from accessibility.codes import Leerweg
from accessibility.outlook.chances import MEASURED
from accessibility.outlook.simulation import (
    PROFIELEN,
    Draws,
    Grid,
    coming_of,
    drawn_futures,
    grid_of,
    popularity,
)
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


def test_as_many_appear_as_go_where_the_number_is_steady() -> None:
    there = ground()
    grid = grid_of(there)
    size = grid.size[grid.is_open]
    together = np.where(grid.is_open, grid.size, 0.0).sum(axis=2, keepdims=True)
    total = np.broadcast_to(together, grid.size.shape)[grid.is_open]
    is_gl = np.broadcast_to([False, False, True], grid.size.shape)[grid.is_open]
    gone = MEASURED.gone(size, total, is_gl).sum()
    steady = coming_of(MEASURED, grid).expected(grid.is_open)
    assert np.isclose(steady, gone)
    free = coming_of(replace(MEASURED, steady=False), grid).expected(grid.is_open)
    assert not np.isclose(free, gone)


def test_what_many_have_is_likelier_to_come() -> None:
    there = np.zeros((10, len(PROFIELEN), 3), np.bool_)
    there[:6, 0] = True
    there[:2, 1] = True
    found = popularity(Grid(there, np.full(there.shape, 4.0)))
    lacking = (~there.any(axis=2)).sum(axis=0)
    assert found[0] > found[1] > found[2] == 0
    # As many in all as if each were as likely.
    assert np.isclose((found * lacking).sum(), lacking.sum())
