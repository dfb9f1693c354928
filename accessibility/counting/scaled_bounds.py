"""Bounds under a forecast: the constraints between counts are scaled with them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from accessibility.codes import ROUTE, Denominator, Leerweg
from accessibility.counting.bounds import (
    AreaBounds,
    Bounds,
    Division,
    FillingBounds,
    moved_further,
    shares_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    Find = Callable[[Division, Denominator, Leerweg], AreaBounds]


@dataclass(frozen=True)
class Rescaling:
    """What a forecast does to the students of each leerweg and postcode.

    Parameters
    ----------
    factor, added
        Per leerweg, shape `(n_postcodes,)`: students become `factor` times what they
        were, and `added` more that are known exactly.
    route
        Factor of those of a route, who change only where all three leerwegen do.
    """

    factor: Mapping[Leerweg, NDArray[np.float64]]
    added: Mapping[Leerweg, NDArray[np.float64]]
    route: NDArray[np.float64]

    @classmethod
    def none(cls, n_postcodes: int) -> Rescaling:
        """Return what changes nothing."""
        return cls(
            {leerweg: np.ones(n_postcodes) for leerweg in Leerweg},
            {leerweg: np.zeros(n_postcodes) for leerweg in Leerweg},
            np.ones(n_postcodes),
        )

    def multiplied(
        self, inside: NDArray[np.bool_], factor: float, leerweg: Leerweg | None
    ) -> Rescaling:
        """Return this followed by a multiplication in some postcodes."""
        times = {
            held: np.where(inside & (leerweg in {None, held}), factor, 1.0)
            for held in Leerweg
        }
        return Rescaling(
            {held: self.factor[held] * times[held] for held in Leerweg},
            {held: self.added[held] * times[held] for held in Leerweg},
            self.route * np.where(inside & (leerweg is None), factor, 1.0),
        )

    def replaced(self, row: int, leerweg: Leerweg, students: float) -> Rescaling:
        """Return this followed by an own count for one postcode and leerweg."""
        factor = {held: values.copy() for held, values in self.factor.items()}
        added = {held: values.copy() for held, values in self.added.items()}
        factor[leerweg][row], added[leerweg][row] = 0.0, students
        return Rescaling(factor, added, self.route)

    @property
    def alike(self) -> bool:
        """True if the three leerwegen and their routes change by the same factors."""
        others = self.factor.values()
        return all(np.array_equal(self.route, other) for other in others)


def rescaled(
    bounds: Bounds | None, change: Rescaling, *, routes: bool = False
) -> Bounds | None:
    """Return the bounds of students after a forecast.

    Parameters
    ----------
    bounds
        Before; None, where each count is free of the others, stays None.
    change
        The forecast.
    routes
        Some of the students follow a route.
    """
    if bounds is None:
        return None
    if isinstance(bounds, FillingBounds):
        fillings = dict(bounds.fillings)
        for leerweg in Leerweg:
            if leerweg.value in fillings:
                scaled = fillings[leerweg.value] * change.factor[leerweg]
                fillings[leerweg.value] = scaled + change.added[leerweg]
        if ROUTE in fillings:
            fillings[ROUTE] = fillings[ROUTE] * change.route
        return replace(bounds, fillings=fillings)
    return ScaledBounds(bounds, change, routes=routes)


@dataclass(frozen=True)
class ScaledBounds:
    """Bounds of a model whose counts are multiplied, or replaced by known ones.

    Within an area whose postcodes all change by one factor the ends are those of the
    model times that factor, and the share has the very same ends. Where factors meet
    in one area, each part takes its own extreme: the ends still hold, and may be
    wider than need be.

    Parameters
    ----------
    inner
        The bounds before.
    change
        What the forecast does.
    routes
        Some of the students follow a route.
    """

    inner: Bounds
    change: Rescaling
    routes: bool = False

    def of_areas(
        self, division: Division, denominator: Denominator, leerweg: Leerweg
    ) -> AreaBounds:
        """Return low and high per area after the forecast."""

        def find(split: Division, whose: Denominator, held: Leerweg) -> AreaBounds:
            return self.inner.of_areas(split, whose, held)

        return self._found(division, denominator, leerweg, find)

    def sure(
        self, division: Division, denominator: Denominator, leerweg: Leerweg
    ) -> AreaBounds:
        """Return guaranteed ends after the forecast, if it is right."""

        def find(split: Division, whose: Denominator, held: Leerweg) -> AreaBounds:
            return self.inner.sure(split, whose, held)

        return self._found(division, denominator, leerweg, find)

    def likely(
        self,
        division: Division,
        moved: NDArray[np.float64],
        denominator: Denominator,
        leerweg: Leerweg,
    ) -> AreaBounds:
        """Return likely ends after the forecast, moved out by where students live."""
        still = np.zeros_like(moved)

        def find(split: Division, whose: Denominator, held: Leerweg) -> AreaBounds:
            return self.inner.likely(split, still, whose, held)

        ends = self._found(division, denominator, leerweg, find)
        return moved_further(ends, division, moved)

    def _found(
        self, division: Division, denominator: Denominator, leerweg: Leerweg, find: Find
    ) -> AreaBounds:
        if denominator is Denominator.LEERWEG:
            return self._one(division, (denominator, leerweg), (leerweg,), find)
        if self.change.alike:
            asked = (denominator, leerweg)
            return self._one(division, asked, tuple(Leerweg), find)
        parts = [
            self._one(division, (Denominator.LEERWEG, held), (held,), find)
            for held in Leerweg
        ]
        if self.routes and denominator is Denominator.COMMON:
            parts.append(self._of_routes(division, find))
        reached = np.sum([part.reached for part in parts], axis=0)
        other = np.sum([part.other for part in parts], axis=0)
        students = np.sum([part.students for part in parts], axis=0)
        return AreaBounds(students, reached, other, shares_of(reached, other).share)

    def _of_routes(self, division: Division, find: Find) -> AreaBounds:
        """Bound those of a route: all together less all who follow a profiel."""
        first, *_ = Leerweg
        factors, level = np.unique(self.change.route, return_inverse=True)
        n_areas, n = division.n_areas, len(factors)
        parts = Division(division.fraction, division.area * n + level, n_areas * n)
        everyone = find(parts, Denominator.COMMON, first)
        others = find(parts, Denominator.PROFIELEN, first)

        def less(
            whole: NDArray[np.float64], part: NDArray[np.float64]
        ) -> NDArray[np.float64]:
            ends = np.maximum(whole - part[::-1], 0.0)
            return np.asarray((ends.reshape(2, n_areas, n) * factors).sum(axis=2))

        reached = less(everyone.reached, others.reached)
        other = less(everyone.other, others.other)
        students = less(everyone.students, others.students)
        return AreaBounds(students, reached, other, shares_of(reached, other).share)

    def _one(
        self,
        division: Division,
        asked: tuple[Denominator, Leerweg],
        counted: tuple[Leerweg, ...],
        find: Find,
    ) -> AreaBounds:
        """Bound each area and factor apart, scale, and add up per area."""
        denominator, leerweg = asked
        factors, level = np.unique(self.change.factor[leerweg], return_inverse=True)
        n_areas, n = division.n_areas, len(factors)
        split = division.area * n + level
        parts = Division(division.fraction, split, n_areas * n)
        found = find(parts, denominator, leerweg)
        added = np.sum([self.change.added[held] for held in counted], axis=0)

        def whole(
            ends: NDArray[np.float64], known: NDArray[np.float64]
        ) -> NDArray[np.float64]:
            scaled = ends.reshape(2, n_areas, n) * factors
            return np.asarray(scaled.sum(axis=2) + division.sums(known))

        reached = whole(found.reached, added * division.fraction)
        other = whole(found.other, added * (1.0 - division.fraction))
        mixed = shares_of(reached, other).share
        held = np.bincount(split, minlength=n_areas * n).reshape(n_areas, n) > 0
        only = held.argmax(axis=1)
        plain = (held.sum(axis=1) == 1) & (division.sums(added) == 0)
        plain &= factors[only] > 0
        same = found.share.reshape(2, n_areas, n)[:, np.arange(n_areas), only]
        return AreaBounds(
            students=whole(found.students, added),
            reached=reached,
            other=other,
            share=np.where(plain, same, mixed),
        )
