"""What the monitor published for 2023/2024 and the example country is calibrated on.

Tables B3.1, B3.3, B3.4, B3.5, B3.6 and B3.13 of the end report of the monitor and
evaluation of Sterk Techniekonderwijs 2020-2024. Keys are profiel and leerweg.
"""

from __future__ import annotations

from typing import Final

from accessibility.codes import Leerweg, Profiel

_LEERWEGEN: Final = (Leerweg.BL, Leerweg.KL, Leerweg.GL)
Pair = tuple[Profiel, Leerweg]


def _pairs(table: dict[Profiel, tuple[float, float, float]]) -> dict[Pair, float]:
    """Spread rows of (bl, kl, gl) into one value per pair."""
    return {
        (profiel, leerweg): value
        for profiel, row in table.items()
        for leerweg, value in zip(_LEERWEGEN, row, strict=True)
    }


THIRD_YEARS: Final = {
    pair: int(n)
    for pair, n in _pairs(
        {
            Profiel.BWI: (1383, 2126, 505),
            Profiel.MAT: (52, 98, 53),
            Profiel.MVI: (274, 760, 537),
            Profiel.MT: (539, 818, 153),
            Profiel.PIE: (1504, 2643, 715),
            Profiel.DP: (3249, 6234, 7473),
            Profiel.EO: (1331, 2945, 1173),
            Profiel.GROEN: (2685, 3819, 3109),
            Profiel.HBR: (884, 1530, 342),
            Profiel.ZW: (4238, 7359, 1887),
        }
    ).items()
}
"""B3.1: third-years per profiel and leerweg."""

VESTIGINGEN: Final = {
    Profiel.BWI: 181,
    Profiel.MAT: 5,
    Profiel.MVI: 53,
    Profiel.MT: 82,
    Profiel.PIE: 213,
    # Not published; the pupil file of 1 October 2019 has about as many.
    Profiel.DP: 226,
    Profiel.EO: 205,
    Profiel.GROEN: 118,
    Profiel.HBR: 98,
    Profiel.ZW: 296,
}
"""B3.5: vestigingen per profiel, in any leerweg."""

OFFERING: Final = {
    pair: int(n)
    for pair, n in _pairs(
        {
            Profiel.BWI: (168, 165, 52),
            Profiel.MAT: (5, 5, 4),
            Profiel.MVI: (39, 48, 22),
            Profiel.MT: (80, 79, 22),
            Profiel.PIE: (194, 200, 68),
            Profiel.DP: (205, 214, 190),
            Profiel.EO: (180, 195, 72),
            Profiel.GROEN: (108, 108, 90),
            Profiel.HBR: (90, 93, 27),
            Profiel.ZW: (280, 284, 95),
        }
    ).items()
}
"""B3.5: vestigingen per profiel and leerweg (shares applied to the counts)."""

OUTSIDE_STO: Final = {
    Profiel.BWI: 5,
    Profiel.MAT: 0,
    Profiel.MVI: 3,
    Profiel.MT: 0,
    Profiel.PIE: 5,
}
"""B3.5: of those, vestigingen that belong to no STO-regio."""

N_VESTIGINGEN: Final = 562
N_TECHNICAL: Final = 272
N_STO_REGIOS: Final = 78
N_STO_REGIOS_WITH_GL: Final = 50
"""All but the 28 regions without a technical profile in the gemengde leerweg."""

REGIONS: Final = {
    pair: int(n)
    for pair, n in _pairs(
        {
            Profiel.BWI: (69, 70, 38),
            Profiel.MAT: (5, 5, 4),
            Profiel.MVI: (28, 33, 13),
            Profiel.MT: (48, 49, 17),
            Profiel.PIE: (74, 74, 44),
        }
    ).items()
}
"""B3.4: STO-regio's that offer a profiel in a leerweg."""

WITHIN_10_KM: Final = _pairs(
    {
        Profiel.BWI: (0.870, 0.872, 0.481),
        Profiel.MAT: (0.088, 0.088, 0.084),
        Profiel.MVI: (0.460, 0.512, 0.345),
        Profiel.MT: (0.656, 0.681, 0.243),
        Profiel.PIE: (0.913, 0.917, 0.583),
        Profiel.DP: (0.872, 0.881, 0.786),
        Profiel.EO: (0.831, 0.830, 0.565),
        Profiel.GROEN: (0.770, 0.765, 0.702),
        Profiel.HBR: (0.731, 0.735, 0.307),
        Profiel.ZW: (0.968, 0.967, 0.712),
    }
)
"""B3.6: share of all third-years with an offer within 10 km of home."""

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
"""B3.13: share of girls among the third-years."""

SIZE_CLASSES: Final = ((1, 5), (6, 10), (11, 20), (21, 30), (31, 400))
"""The classes of B3.3: third-years per vestiging, first and last inclusive."""

GROUP_SIZES: Final[dict[Pair, tuple[int, ...]]] = {
    (Profiel.BWI, Leerweg.BL): (38, 38, 20, 4, 1),
    (Profiel.MAT, Leerweg.BL): (20, 20, 60, 0, 0),
    (Profiel.MVI, Leerweg.BL): (46, 36, 18, 0, 0),
    (Profiel.MT, Leerweg.BL): (44, 44, 11, 0, 1),
    (Profiel.PIE, Leerweg.BL): (39, 39, 19, 1, 2),
    (Profiel.BWI, Leerweg.KL): (17, 29, 38, 12, 4),
    (Profiel.MAT, Leerweg.KL): (0, 0, 60, 20, 20),
    (Profiel.MVI, Leerweg.KL): (10, 21, 44, 19, 6),
    (Profiel.MT, Leerweg.KL): (27, 30, 38, 4, 1),
    (Profiel.PIE, Leerweg.KL): (16, 23, 47, 11, 4),
    (Profiel.BWI, Leerweg.GL): (36, 20, 34, 8, 2),
    (Profiel.MAT, Leerweg.GL): (0, 25, 50, 25, 0),
    (Profiel.MVI, Leerweg.GL): (32, 21, 5, 5, 37),
    (Profiel.MT, Leerweg.GL): (55, 23, 18, 0, 5),
    (Profiel.PIE, Leerweg.GL): (31, 32, 23, 12, 2),
}
"""B3.3: percentage of vestigingen per class of group size."""
