"""Layer C, what if a norm holds: groups below it close, and where their pupils go.

A choice of policy and never a forecast. The order is part of the answer: one by one,
the smallest first, each closure makes its neighbours larger and spares some of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.outlook.simulation import LEERWEGEN, grid_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.outlook.ground import Ground

FARTHEST_M: Final = 15_000.0
"""Pupils go to the nearest open offer of their pair within this straight line."""


class ClosingOrder(StrEnum):
    """In which order groups below the norm close."""

    SMALLEST_FIRST = "smallest-first"
    ALL_AT_ONCE = "all-at-once"


class PupilsGo(StrEnum):
    """Where the pupils of a closed offer go."""

    NEAREST = "nearest"
    WITHIN = "within"
    OUT = "out"


@dataclass(frozen=True)
class Norm:
    """A norm that holds from some year on.

    Parameters
    ----------
    least
        Fewer third-years than this, and the group closes.
    combined
        The three leerwegen of a profiel at a vestiging count together.
    order
        In which order groups close.
    pupils_go
        To the nearest offer of their pair, else within their vestiging, else out of
        their leerweg; or, for the ends, only within the vestiging, or all out.
    """

    least: int = 6
    combined: bool = False
    order: ClosingOrder = ClosingOrder.SMALLEST_FIRST
    pupils_go: PupilsGo = PupilsGo.NEAREST


@dataclass(frozen=True)
class NormState:
    """Groups after a norm was held for some years.

    Parameters
    ----------
    is_open
        Shape `(n_sites, n_profielen, n_leerwegen)`.
    size
        Third-years of each group, same shape.
    elsewhere
        Third-years of other profielen at each vestiging, `(n_sites, n_leerwegen)`.
    to_pair, within, out
        Pupils of closed groups per leerweg, so far: gone to an offer of the same pair,
        to another profiel of their vestiging, or out of their leerweg.
    """

    is_open: NDArray[np.bool_]
    size: NDArray[np.float64]
    elsewhere: NDArray[np.float64]
    to_pair: NDArray[np.float64]
    within: NDArray[np.float64]
    out: NDArray[np.float64]

    @property
    def n_pupils(self) -> NDArray[np.float64]:
        """All pupils per leerweg, those who are out of it too."""
        there = np.where(self.is_open, self.size, 0.0).sum(axis=(0, 1))
        return np.asarray(there + self.elsewhere.sum(axis=0) + self.out)

    @property
    def displaced(self) -> NDArray[np.float64]:
        """Pupils of closed groups per leerweg."""
        return self.to_pair + self.within + self.out


def norm_start(ground: Ground) -> NormState:
    """Return the groups of the base year, before any norm."""
    grid = grid_of(ground)
    elsewhere = np.zeros((len(ground.sites), len(LEERWEGEN)))
    leerweg = ground.others.leerweg.map(LEERWEGEN.index).to_numpy(np.int64)
    np.add.at(elsewhere, (ground.others.site, leerweg), ground.others["size"])
    nobody = np.zeros(len(LEERWEGEN))
    size = np.where(grid.is_open, grid.size, 0.0)
    return NormState(grid.is_open, size, elsewhere, nobody, nobody, nobody)


def grown(state: NormState, factor: NDArray[np.float64]) -> NormState:
    """Return groups times a factor per vestiging; who left grows as the rest."""
    size = state.size * factor[:, None, None]
    elsewhere = state.elsewhere * factor[:, None]
    before = state.n_pupils - state.out
    after = size.sum(axis=(0, 1)) + elsewhere.sum(axis=0)
    level = np.divide(after, before, out=np.ones_like(after), where=before > 0)
    return replace(
        state,
        size=size,
        elsewhere=elsewhere,
        to_pair=state.to_pair * level,
        within=state.within * level,
        out=state.out * level,
    )


def held(state: NormState, norm: Norm, apart_m: NDArray[np.float64]) -> NormState:
    """Return the groups after a norm is held, with every pupil accounted for.

    Parameters
    ----------
    state
        Groups of a year, cohort counted.
    norm
        What holds.
    apart_m
        Straight line between vestigingen.
    """
    work = _Closing(state, norm, apart_m)
    while True:
        below = work.below()
        if not len(below):
            return work.state()
        if norm.order is ClosingOrder.SMALLEST_FIRST:
            below = below[:1]
        work.close(below)


class _Closing:
    """Groups that close one after the other; its arrays are its own."""

    def __init__(
        self, state: NormState, norm: Norm, apart_m: NDArray[np.float64]
    ) -> None:
        self._norm, self._apart = norm, apart_m
        self._open, self._size = state.is_open.copy(), state.size.copy()
        self._elsewhere = state.elsewhere.copy()
        self._to_pair = state.to_pair.copy()
        self._within = state.within.copy()
        self._out = state.out.copy()

    def state(self) -> NormState:
        return NormState(
            self._open,
            self._size,
            self._elsewhere,
            self._to_pair,
            self._within,
            self._out,
        )

    def below(self) -> NDArray[np.int64]:
        """Return groups below the norm, smallest first; leerweg -1 for all of them."""
        size = np.where(self._open, self._size, 0.0)
        there = self._open
        if self._norm.combined:
            size = size.sum(axis=2, keepdims=True)
            there = np.logical_or.reduce(there, axis=2, keepdims=True)
        # A group is the whole number of pupils that it is nearest to: 5.5 is six.
        found = np.argwhere(there & (size < self._norm.least - 0.5))
        order = np.argsort(size[tuple(found.T)], kind="stable")
        if self._norm.combined:
            found[:, 2] = -1
        return found[order]

    def close(self, groups: NDArray[np.int64]) -> None:
        """Close groups together, and send their pupils on."""
        offers = [
            (site, profiel, w)
            for site, profiel, leerweg in groups.tolist()
            for w in (range(len(LEERWEGEN)) if leerweg < 0 else (leerweg,))
            if self._open[site, profiel, w]
        ]
        leaving = [self._size[offer] for offer in offers]
        for offer in offers:
            self._open[offer] = False
            self._size[offer] = 0.0
        for offer, pupils in zip(offers, leaving, strict=True):
            self._send(*offer, pupils)

    def _send(self, site: int, profiel: int, leerweg: int, pupils: float) -> None:
        go = self._norm.pupils_go
        if go is PupilsGo.NEAREST:
            open_there = self._open[:, profiel, leerweg]
            way = np.where(open_there, self._apart[site], np.inf)
            nearest = int(way.argmin())
            if way[nearest] <= FARTHEST_M:
                self._size[nearest, profiel, leerweg] += pupils
                self._to_pair[leerweg] += pupils
                return
        if go is not PupilsGo.OUT and self._stay(site, leerweg, pupils):
            self._within[leerweg] += pupils
            return
        self._out[leerweg] += pupils

    def _stay(self, site: int, leerweg: int, pupils: float) -> bool:
        """Spread pupils over what their vestiging has in their leerweg, if anything."""
        own = np.where(self._open[site, :, leerweg], self._size[site, :, leerweg], 0.0)
        total = own.sum() + self._elsewhere[site, leerweg]
        if total <= 0:
            return False
        self._size[site, :, leerweg] += pupils * own / total
        self._elsewhere[site, leerweg] += (
            pupils * self._elsewhere[site, leerweg] / total
        )
        return True
