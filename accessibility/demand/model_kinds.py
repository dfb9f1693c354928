"""Kinds of gravity model that fit the public facts: the range over them is likely.

None of them is a sample of anything, so they carry no weight: the range of their
outcomes is told, widened by a margin that was measured on real flows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

THETA: Final = 0.9
"""How strictly homes are met by the estimate: as far as inhabitants of 10-14 are a
stand-in for third-years, which differs from their neighbours in age by 3.4 %."""

_FARTHEST_EXPONENT: Final = 650.0
"""Beyond exp(-650) numbers vanish."""


_FAR_KM: Final = 15.0


@dataclass(frozen=True)
class ModelKind:
    """One way to spread pupils over homes; lengths are parts of the estimate's scale.

    Parameters
    ----------
    name
        What it does otherwise than the estimate.
    theta
        How strictly homes are met.
    scale
        Scale of the exponential, as a part of the estimate's.
    own_only
        Destinations are the third-years of bl, kl and gl alone.
    log_logistic
        1 / (1 + (d / scale) ** 4) instead of the exponential.
    far
        Part of the pupils for whom the scale is 15 km.
    decay_per_km
        A decay that does not depend on the estimate's.
    """

    name: str
    theta: float = THETA
    scale: float = 1.0
    own_only: bool = False
    log_logistic: bool = False
    far: float = 0.0
    decay_per_km: float = 0.0

    def kernel(
        self, distance_km: NDArray[np.float64], scale_km: float
    ) -> NDArray[np.float64]:
        """Return how much each distance deters."""
        own_km = 1.0 / self.decay_per_km if self.decay_per_km else self.scale * scale_km
        if self.log_logistic:
            return np.asarray(1.0 / (1.0 + (distance_km / own_km) ** 4))
        near = exponential(distance_km, own_km)
        if not self.far:
            return near
        return np.asarray(
            (1.0 - self.far) * near + self.far * exponential(distance_km, _FAR_KM)
        )


ESTIMATE: Final = ModelKind("estimate")

KINDS: Final = (
    ESTIMATE,
    ModelKind("homes met by half", theta=0.5, scale=1.17),
    ModelKind("homes met exactly", theta=1.0),
    ModelKind("shorter trips", scale=0.7),
    ModelKind("longer trips", scale=1.5),
    ModelKind("homes met exactly, decay 0.357", theta=1.0, decay_per_km=0.357),
    ModelKind("heavy tail", theta=0.8, scale=1.34, log_logistic=True),
    ModelKind("bl, kl and gl alone", theta=0.8, scale=1.73, own_only=True),
    ModelKind("the same, homes by half", theta=0.5, scale=1.17, own_only=True),
    ModelKind("one in twenty from afar", theta=0.8, far=0.05),
)
"""The kinds for which trips are computed, the estimate first."""

EVEN_PART: Final = 0.3
"""One kind more: 70 % of the estimate, and 30 % as if a leerweg were equally common
everywhere."""


def exponential(
    distance_km: NDArray[np.float64], scale_km: float
) -> NDArray[np.float64]:
    """Return exp(-d / s), kept above zero."""
    return np.exp(-np.minimum(distance_km / scale_km, _FARTHEST_EXPONENT))
