"""The scale of distance with which trips are as a known fact has them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.optimize import brentq

from accessibility.demand.model_kinds import ESTIMATE
from accessibility.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from accessibility.demand.trips import Sides, Trips

SEARCHED_KM: Final = (0.5, 30.0)
LOOSE: Final = 1e-4
"""Relative error of a school's total that will do while a scale is searched."""


def fitted_km(
    sides: Sides, wanted: float, fact: Callable[[Trips], float], unit: str
) -> float:
    """Return the scale in kilometres with which a fact of the trips is as wanted.

    Raises
    ------
    UsageError
        If no scale gives it; the message names what is possible.
    """

    @cache
    def off(log_km: float) -> float:
        return fact(sides.trips(ESTIMATE, float(np.exp(log_km)), LOOSE)) - wanted

    shortest, longest = (float(np.log(km)) for km in SEARCHED_KM)
    ends = sorted(off(log_km) + wanted for log_km in (shortest, longest))
    if not ends[0] < wanted < ends[1]:
        message = (
            f"no decay gives {wanted:.3g} {unit}: with these homes and vestigingen it "
            f"lies from {ends[0]:.3g} to {ends[1]:.3g} {unit}"
        )
        raise UsageError(message)
    return float(np.exp(brentq(off, shortest, longest, xtol=5e-4)))
