"""The chance that an offer disappears, or one appears, within three years, by its size.

Measured on the third-years of October 2019 against exam candidates of 2022 to 2024: an
offer is gone if its vestiging has no candidates and none is within 1 km, two years in a
row (a last year that is not confirmed counts 0.65). Size alone is not enough: at equal
size the odds of gl are six times those of bl and kl.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import expit

from accessibility.codes import Leerweg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

PERIOD_YEARS: Final = 3
"""The years that the chances are of."""

OPENED_SIZE: Final = 4.0
"""Third-years of an offer that appears, or whose size is not known."""


@dataclass(frozen=True)
class Chances:
    """What decides whether offers go and come, in a period of three years.

    Parameters
    ----------
    constant, per_log_size, per_log_profile, for_gl
        logit P(gone) = constant + per_log_size ln n + per_log_profile ln N + for_gl
        for gl: n third-years of the offer, N of its profiel at the vestiging.
    added
        Chance per leerweg that it comes to a vestiging with the profiel.
    new
        Chance per leerweg that the profiel comes to a vestiging without.
    spread
        Standard deviation, on the logit, of what all offers of a profiel share.
    steady
        True to let as many offers appear as go: the number of them stayed as it was
        (1 128 in 2019, 1 135 in 2023/24), and what appears and what goes were not
        counted by one rule. Rates per kind then tell only where.
    source
        On what it was measured.
    """

    constant: float
    per_log_size: float
    per_log_profile: float
    for_gl: float
    added: Mapping[Leerweg, float]
    new: Mapping[Leerweg, float]
    spread: float = 0.5
    steady: bool = False
    source: str = ""

    def gone(
        self, size: ArrayLike, profile_size: ArrayLike, is_gl: ArrayLike
    ) -> NDArray[np.float64]:
        """Return the chance that an offer is gone after a period.

        Examples
        --------
        >>> MEASURED.gone(2, 2, True).round(3), MEASURED.gone(4, 20, False).round(3)
        (np.float64(0.645), np.float64(0.055))
        """
        return np.asarray(expit(self.gone_logit(size, profile_size, is_gl)))

    def gone_logit(
        self, size: ArrayLike, profile_size: ArrayLike, is_gl: ArrayLike
    ) -> NDArray[np.float64]:
        """Return the chance on the logit; sizes below one pupil count as one."""
        n, total = np.maximum(size, 1.0), np.maximum(profile_size, 1.0)
        return np.asarray(
            self.constant
            + self.per_log_size * np.log(n)
            + self.per_log_profile * np.log(total)
            + self.for_gl * np.asarray(is_gl, np.float64)
        )


def part_of_period(chance: NDArray[np.float64], years: float) -> NDArray[np.float64]:
    """Return the chance within some years of a period, the same in each of them."""
    part: NDArray[np.float64] = 1.0 - (1.0 - chance) ** (years / PERIOD_YEARS)
    return part


def words_of(chances: Chances) -> str:
    """Return chances as a formula and rates, for a reader."""
    rates = "; ".join(
        f"{name} {', '.join(f'{w.value} {one[w]:.1%}' for w in Leerweg)}"
        for name, one in (("added", chances.added), ("new", chances.new))
    )
    return (
        f"logit P(gone in 3 years) = {chances.constant:.2f} "
        f"{chances.per_log_size:+.2f} ln n {chances.per_log_profile:+.2f} ln N "
        f"{chances.for_gl:+.2f} [gl]; {rates}"
    )


MEASURED: Final = Chances(
    constant=-0.49,
    per_log_size=-0.46,
    per_log_profile=-0.57,
    for_gl=1.80,
    added={Leerweg.BL: 18 / 51, Leerweg.KL: 13 / 41, Leerweg.GL: 26 / 378},
    new={Leerweg.BL: 35 / 2253, Leerweg.KL: 38 / 2253, Leerweg.GL: 9 / 2253},
    steady=True,
    source="third-years of October 2019 against exam candidates of 2022-2024 (DUO)",
)
"""What was measured on the country; `--fit` measures it anew from two snapshots."""


@dataclass(frozen=True)
class SizeModel:
    """How large a group will be, and how sure that is.

    Small groups grow and large ones shrink: a size is drawn to the middle before the
    cohort is counted. The spread is that of groups three years apart.

    Parameters
    ----------
    shrunk_base, shrunk_slope
        Expected exam candidates of a group of n third-years, where it is still there.
    exam_part
        Exam candidates per third-year.
    spread
        Variance over mean of a negative binomial.
    """

    shrunk_base: float = 3.02
    shrunk_slope: float = 0.59
    exam_part: float = 0.875
    spread: float = 2.8
    source: str = field(default=MEASURED.source)

    def expected(self, size: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the expected third-years of groups, whose total stays as it is."""
        drawn = (self.shrunk_base + self.shrunk_slope * size) / self.exam_part
        level = size.sum() / drawn.sum() if drawn.sum() else 1.0
        return np.asarray(drawn * level)


USUAL_SIZES: Final = SizeModel()
