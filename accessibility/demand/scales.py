"""The scale of distance with which trips are as a known fact has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

# `scipy.optimize` is loaded when it is first used: few commands solve anything.
import scipy

from accessibility.demand.model_kinds import ESTIMATE
from accessibility.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from accessibility.demand.trips import Sides, Trips

SEARCHED_KM: Final = (0.5, 30.0)
_ENDS: Final = (float(np.log(SEARCHED_KM[0])), float(np.log(SEARCHED_KM[1])))
LOOSE: Final = 1e-4
"""Relative error of a school's total that will do while a scale is searched."""

USUAL_KM: Final = 2.0
"""The search begins here: the scale that fits the country."""

_FIRST_STEP: Final = 0.1
_LARGEST_STEP: Final = 0.8
_MOST_STEPS: Final = 12
_TOLERANCE: Final = 5e-4
"""Of the logarithms of the scale."""

_NEAR: Final = 0.4
"""Trips with scales so near to each other, as logarithms, start from one another."""


def fitted_km(
    sides: Sides,
    wanted: float,
    fact: Callable[[Trips], float],
    unit: str,
    *,
    near_km: float = USUAL_KM,
) -> float:
    """Return the scale in kilometres with which a fact of the trips is as wanted.

    Parameters
    ----------
    sides
        Homes and vestigingen.
    wanted
        What the fact should be.
    fact
        Rises, or falls, with the scale of the trips.
    unit
        Of the fact, for the message.
    near_km
        Where to begin: the nearer, the sooner it is found.

    Raises
    ------
    UsageError
        If no scale gives it; the message names what is possible.
    """
    search = _Search(sides, fact, wanted)
    ends = search.around(float(np.log(near_km)))
    if not search.parts(*ends):
        lowest, highest = sorted(search.off(end) + wanted for end in _ENDS)
        message = (
            f"no decay gives {wanted:.3g} {unit}: with these homes and vestigingen it "
            f"lies from {lowest:.3g} to {highest:.3g} {unit}"
        )
        raise UsageError(message)
    return float(np.exp(scipy.optimize.brentq(search.off, *ends, xtol=_TOLERANCE)))


class _Search:
    """Scales that were tried; trips start from those of the nearest scale before."""

    def __init__(
        self, sides: Sides, fact: Callable[[Trips], float], wanted: float
    ) -> None:
        self._sides, self._fact, self._wanted = sides, fact, wanted
        self._off: dict[float, float] = {}
        self._pull: dict[float, NDArray[np.float64] | None] = {}

    def off(self, log_km: float) -> float:
        """Return by how much the fact is more than wanted."""
        if log_km not in self._off:
            trips = self._sides.trips(
                ESTIMATE, float(np.exp(log_km)), LOOSE, start=self._start(log_km)
            )
            self._off[log_km] = self._fact(trips) - self._wanted
            self._pull[log_km] = trips.log_pull
        return self._off[log_km]

    def parts(self, one: float, other: float) -> bool:
        """Tell whether the fact is as wanted somewhere between two scales."""
        return self.off(one) * self.off(other) <= 0

    def around(self, log_km: float) -> tuple[float, float]:
        """Return two scales between which the wanted one lies, if it lies anywhere.

        In growing steps to where the fact gets nearer to what is wanted.
        """
        shortest, longest = _ENDS
        low = float(np.clip(log_km, shortest, longest - _FIRST_STEP))
        high, step = low + _FIRST_STEP, _FIRST_STEP
        for _ in range(_MOST_STEPS):
            if low == high or self.parts(low, high):
                break
            step = min(2 * step, _LARGEST_STEP)
            if abs(self.off(high)) < abs(self.off(low)):
                low, high = high, min(high + step, longest)
            else:
                low, high = max(low - step, shortest), low
        return (low, high) if self.parts(low, high) else _ENDS

    def _start(self, log_km: float) -> NDArray[np.float64] | None:
        nearest = min(self._off, key=lambda one: abs(one - log_km), default=np.inf)
        return self._pull[nearest] if abs(nearest - log_km) < _NEAR else None
