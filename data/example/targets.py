"""What the example country is calibrated on: totals and shares of 2023/2024."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from accessibility.codes import Leerweg, Profiel
from accessibility.monitor import (
    B3_1,
    B3_3_SHARES,
    B3_4,
    B3_5_ALL,
    B3_5_SHARES,
    B3_5_TECHNICAL,
    B3_5_VESTIGINGEN,
    B3_6,
)
from accessibility.monitor import REGIONS as N_REGIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

Pair = tuple[Profiel, Leerweg]

N_VESTIGINGEN: Final = B3_5_ALL
N_TECHNICAL: Final = B3_5_TECHNICAL
N_STO_REGIOS: Final = N_REGIONS
N_STO_REGIOS_WITH_GL: Final = N_REGIONS - 28
"""The text beside figure B3.3: 28 regions have no technical profile in gl."""


def _pairs(table: Mapping[Profiel, tuple[float, float, float]]) -> dict[Pair, float]:
    """Spread rows of (bl, kl, gl) into one value per pair."""
    return {
        (profiel, leerweg): value
        for profiel, row in table.items()
        for leerweg, value in zip(Leerweg, row, strict=True)
    }


THIRD_YEARS: Final[dict[Pair, int]] = {
    (profiel, leerweg): int(n)
    for leerweg, row in B3_1.items()
    for profiel, n in row.items()
}
"""Third-years per profiel and leerweg (B3.1)."""

WITHIN_10_KM: Final[dict[Pair, float]] = {
    (profiel, leerweg): percent / 100
    for leerweg, row in B3_6.items()
    for profiel, percent in row.items()
}
"""Share of all third-years with an offer within 10 km of home (B3.6)."""

VESTIGINGEN: Final[dict[Profiel, int]] = {
    **{profiel: int(n) for profiel, n in B3_5_VESTIGINGEN.items()},
    # Not published; the pupil file of 1 October 2019 has about as many.
    Profiel.DP: 226,
    Profiel.EO: 205,
    Profiel.GROEN: 118,
    Profiel.HBR: 98,
    Profiel.ZW: 296,
}
"""Vestigingen per profiel, in any leerweg (B3.5)."""

OFFERING: Final[dict[Pair, int]] = {
    **{
        (profiel, leerweg): round(percent / 100 * B3_5_VESTIGINGEN[profiel])
        for leerweg, row in B3_5_SHARES.items()
        for profiel, percent in row.items()
    },
    **{
        pair: int(n)
        for pair, n in _pairs(
            {
                Profiel.DP: (205, 214, 190),
                Profiel.EO: (180, 195, 72),
                Profiel.GROEN: (108, 108, 90),
                Profiel.HBR: (90, 93, 27),
                Profiel.ZW: (280, 284, 95),
            }
        ).items()
    },
}
"""Vestigingen per profiel and leerweg (B3.5: shares applied to the counts)."""

OUTSIDE_STO: Final = {
    Profiel.BWI: 5,
    Profiel.MAT: 0,
    Profiel.MVI: 3,
    Profiel.MT: 0,
    Profiel.PIE: 5,
}
"""Of those, vestigingen that belong to no STO-regio (B3.5, in parentheses)."""

REGIONS: Final[dict[Pair, int]] = {
    (profiel, leerweg): counts[0]
    for leerweg, row in B3_4.items()
    for profiel, counts in row.items()
}
"""STO-regio's that offer a profiel in a leerweg (B3.4)."""

GROUP_SIZES: Final[dict[Pair, tuple[int, ...]]] = {
    (profiel, leerweg): percent
    for leerweg, row in B3_3_SHARES.items()
    for profiel, percent in row.items()
}
"""Percentage of vestigingen per class of group size (B3.3)."""

SIZE_CLASSES: Final = ((1, 5), (6, 10), (11, 20), (21, 30), (31, 400))
"""The classes of B3.3: third-years per vestiging, first and last inclusive."""

GIRLS: Final = _pairs(
    {
        Profiel.BWI: (0.141, 0.161, 0.174),
        Profiel.MAT: (0.038, 0.102, 0.151),
        Profiel.MVI: (0.226, 0.341, 0.551),
        Profiel.MT: (0.058, 0.075, 0.150),
        Profiel.PIE: (0.049, 0.053, 0.071),
        Profiel.DP: (0.388, 0.421, 0.504),
        Profiel.EO: (0.298, 0.345, 0.410),
        Profiel.GROEN: (0.469, 0.543, 0.595),
        Profiel.HBR: (0.469, 0.527, 0.594),
        Profiel.ZW: (0.767, 0.842, 0.857),
    }
)
"""Share of girls among the third-years (B3.13)."""
