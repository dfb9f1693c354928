"""Choosing which vestigingen offer something, so that a published reach comes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST_TRIES: Final = 4_000
_GOOD_ENOUGH: Final = 0.001
_REGION_WEIGHT: Final = 0.004
"""One STO-regio too many weighs as 0.4 points of reach."""


@dataclass(frozen=True)
class Ground:
    """Which sites reach which postcodes, and who lives there.

    Parameters
    ----------
    within
        True where a postcode lies within 10 km of a site, `(n_sites, n_postcodes)`.
    weight
        Share of all students that lives in each postcode, `(n_postcodes,)`.
    region
        Number of the STO-regio of each site, `(n_sites,)`.
    """

    within: NDArray[np.bool_]
    weight: NDArray[np.float64]
    region: NDArray[np.int64]

    def share(self, sites: NDArray[np.int64]) -> float:
        """Return the share of students with one of the sites within 10 km."""
        return float(self.weight[self.within[sites].any(axis=0)].sum())


@dataclass(frozen=True)
class Target:
    """The target of a choice of sites: their number, their reach, their regions."""

    n: int
    share: float
    regions: int | None = None


def choose(
    ground: Ground,
    target: Target,
    pool: NDArray[np.int64],
    fixed: NDArray[np.int64],
    rng: np.random.Generator,
) -> NDArray[np.int64]:
    """Choose sites whose joint reach is as near as can be to a published share.

    Starts from chance and swaps one site for another as long as that helps.

    Parameters
    ----------
    ground
        Sites, postcodes and who lives there.
    target
        How many sites (exactly), and the reach and number of regions aimed at.
    pool
        Sites that may be chosen.
    fixed
        Sites of the pool that must be chosen.
    rng
        Source of all chance.

    Returns
    -------
    numpy.ndarray
        Rows of the chosen sites, ascending.
    """
    free = np.setdiff1d(pool, fixed)
    order = rng.permutation(free)
    n_free = target.n - len(fixed)
    chosen, others = order[:n_free].copy(), order[n_free:].copy()
    tally = _Tally(ground, np.concatenate([fixed, chosen]))
    loss = tally.loss(target)
    tries = rng.random((_MOST_TRIES, 2)) if n_free and len(others) else np.empty((0, 2))
    for i, j in (tries * (n_free, len(others))).astype(int):
        if loss < _GOOD_ENOUGH:
            break
        tally.swap(chosen[i], others[j])
        swapped = tally.loss(target)
        if swapped <= loss:
            loss = swapped
            chosen[i], others[j] = others[j], chosen[i]
        else:
            tally.swap(others[j], chosen[i])
    return np.sort(np.concatenate([fixed, chosen]))


class _Tally:
    """How often each postcode and region is served by the sites chosen so far."""

    def __init__(self, ground: Ground, sites: NDArray[np.int64]) -> None:
        self._ground = ground
        self._served = ground.within[sites].sum(axis=0, dtype=np.int16)
        self._regions = np.bincount(
            ground.region[sites], minlength=ground.region.max() + 1
        )

    def swap(self, leaves: int, comes: int) -> None:
        """Take one site out and another in."""
        self._served -= self._ground.within[leaves]
        self._served += self._ground.within[comes]
        self._regions[self._ground.region[leaves]] -= 1
        self._regions[self._ground.region[comes]] += 1

    def loss(self, target: Target) -> float:
        """Return how far the choice is from its target, in shares of students."""
        share = float(self._ground.weight @ (self._served > 0))
        missed = abs(share - target.share)
        if target.regions is not None:
            in_regions = int(np.count_nonzero(self._regions))
            missed += _REGION_WEIGHT * abs(in_regions - target.regions)
        return missed
