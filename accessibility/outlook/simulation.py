"""Layer B, likely: offers that go and come at measured rates, drawn many times.

A draw goes period by period of three years. What is open at the start of a period goes
by its chance, what is absent appears by its own; all of a profiel move together a bit.
Each draw has a generator of its own, so that neither workers nor blocks change it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import expit, logit

from accessibility.codes import TECHNISCH, Leerweg
from accessibility.outlook.chances import OPENED_SIZE, PERIOD_YEARS, part_of_period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from accessibility.outlook.chances import Chances
    from accessibility.outlook.ground import Ground

USUAL_DRAWS: Final = 2_000
USUAL_SEED: Final = 2031
_BLOCK: Final = 100

PROFIELEN: Final = tuple(profiel.value for profiel in TECHNISCH)
LEERWEGEN: Final = tuple(leerweg.value for leerweg in Leerweg)


@dataclass(frozen=True)
class Draws:
    """How often is drawn, and by which numbers.

    Parameters
    ----------
    number
        Draws.
    seed
        Decides all chance.
    block
        Draws that are worked on at once; it changes nothing but memory.
    """

    number: int = USUAL_DRAWS
    seed: int = USUAL_SEED
    block: int = _BLOCK


@dataclass(frozen=True)
class Grid:
    """Third-years of every technical offer, in a grid of all that there might be.

    Parameters
    ----------
    is_open
        True where there is an offer, shape `(n_sites, n_profielen, n_leerwegen)`.
    size
        Its third-years in the base year; what an offer opens with elsewhere.
    """

    is_open: NDArray[np.bool_]
    size: NDArray[np.float64]


def grid_of(ground: Ground) -> Grid:
    """Return the offers of a ground as a grid."""
    shape = (len(ground.sites), len(PROFIELEN), len(LEERWEGEN))
    size = np.full(shape, OPENED_SIZE)
    there = np.zeros(shape, np.bool_)
    at = grid_rows(ground)
    size[at] = ground.offers["size"]
    there[at] = True
    return Grid(there, size)


def grid_rows(
    ground: Ground,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return site, profiel and leerweg of each offer as rows of the grid."""
    profiel = ground.offers.profiel.map(PROFIELEN.index)
    leerweg = ground.offers.leerweg.map(LEERWEGEN.index)
    site = ground.offers.site.to_numpy(np.int64)
    return site, profiel.to_numpy(np.int64), leerweg.to_numpy(np.int64)


def drawn_futures(
    ground: Ground, chances: Chances, years: Sequence[int], draws: Draws
) -> Iterator[tuple[int, NDArray[np.bool_]]]:
    """Yield the offers of each year, block by block of draws.

    Yields
    ------
    tuple
        Row in `years`, and what is open, shape `(n_sites, n_profielen, n_leerwegen,
        n_draws of the block)`.
    """
    grid = grid_of(ground)
    seeds = np.random.SeedSequence(draws.seed).spawn(draws.number)
    for first in range(0, draws.number, draws.block):
        some = [
            np.random.default_rng(one) for one in seeds[first : first + draws.block]
        ]
        yield from _block(ground, chances, grid, years, some)


def _block(
    ground: Ground,
    chances: Chances,
    grid: Grid,
    years: Sequence[int],
    generators: list[np.random.Generator],
) -> Iterator[tuple[int, NDArray[np.bool_]]]:
    coming = coming_of(chances, grid)
    state = np.repeat(grid.is_open[..., None], len(generators), axis=-1)
    for start in range(ground.base_year, max(years) + 1, PERIOD_YEARS):
        size = np.where(
            grid.is_open,
            grid.size * ground.site_factor(start)[:, None, None],
            grid.size,
        )
        after = _period(chances, state, size, coming, generators)
        for row, year in enumerate(years):
            if start <= year < start + PERIOD_YEARS:
                yield row, after(year - start)
        state = after(PERIOD_YEARS)


def _period(
    chances: Chances,
    state: NDArray[np.bool_],
    size: NDArray[np.float64],
    coming: Coming,
    generators: list[np.random.Generator],
) -> Callable[[float], NDArray[np.bool_]]:
    """Return what tells the state some years into a period, one history per draw."""
    shape = state.shape[:3]
    luck = np.stack([g.random(shape, np.float32) for g in generators], axis=-1)
    moved = np.stack([g.standard_normal(shape[1]) for g in generators], axis=-1)
    moved = moved[None, :, None, :] * chances.spread
    gone = expit(_gone_logit(chances, state, size) + moved)
    comes = expit(_coming_logit(state, coming) - moved)
    chance = np.where(state, gone, comes)

    def after(years: float) -> NDArray[np.bool_]:
        changed = luck < part_of_period(chance, years)
        return state ^ changed

    return after


def _gone_logit(
    chances: Chances, state: NDArray[np.bool_], size: NDArray[np.float64]
) -> NDArray[np.float64]:
    there = np.where(state, size[..., None], 0.0)
    together = there.sum(axis=2, keepdims=True)
    is_gl = np.array([w == Leerweg.GL.value for w in LEERWEGEN])
    return chances.gone_logit(size[..., None], together, is_gl[:, None])


def _coming_logit(state: NDArray[np.bool_], coming: Coming) -> NDArray[np.float64]:
    held = state.any(axis=2, keepdims=True)
    with np.errstate(divide="ignore"):
        added, new = logit(coming.added), logit(coming.new)
    return np.asarray(np.where(held, added[:, None], new[..., None]))


@dataclass(frozen=True)
class Coming:
    """The chance that an absent offer appears within a period.

    Parameters
    ----------
    added
        In a leerweg, where the vestiging has the profiel: shape `(n_leerwegen,)`.
    new
        Of a profiel it has not, shape `(n_profielen, n_leerwegen)`.
    """

    added: NDArray[np.float64]
    new: NDArray[np.float64]

    def expected(self, is_open: NDArray[np.bool_]) -> float:
        """Return how many are expected to appear."""
        held = is_open.any(axis=2, keepdims=True)
        chance = np.where(held, self.added, self.new)
        return float(chance[~is_open].sum())


def coming_of(chances: Chances, grid: Grid) -> Coming:
    """Return the chances to appear, scaled if as many are to appear as go."""
    added = np.array([chances.added[one] for one in Leerweg])
    new = np.array([chances.new[one] for one in Leerweg])
    found = Coming(added, np.minimum(popularity(grid)[:, None] * new, 1.0))
    expected = found.expected(grid.is_open)
    if not chances.steady or not expected:
        return found
    gone = expit(_gone_logit(chances, grid.is_open[..., None], grid.size))[..., 0]
    level = float(gone[grid.is_open].sum()) / expected
    return Coming(*(np.minimum(one * level, 1.0) for one in (found.added, found.new)))


def popularity(grid: Grid) -> NDArray[np.float64]:
    """Return how much likelier than the mean each profiel is new at a vestiging.

    As many appear in all as was measured; of each profiel in proportion to the
    vestigingen that have it, not to those that lack it.
    """
    held = grid.is_open.any(axis=2)
    having, lacking = held.sum(axis=0), (~held).sum(axis=0)
    if not having.sum():
        return np.ones(len(PROFIELEN))
    part = having / having.sum() * lacking.sum()
    found = np.zeros(len(part))
    np.divide(part, lacking, out=found, where=lacking > 0)
    return found
