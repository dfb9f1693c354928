"""The numbers the STO monitor printed, to stand beside what Bereik computes.

Source of every table: end report of the monitor and evaluation of Sterk
Techniekonderwijs 2020-2024, appendix 3, school year 2023/2024 (DUO, processed by
ROA). They are control totals, not inputs. The X-numbers name the errors and
contradictions found in the source; docs/monitor-errata.md explains each.
"""

from __future__ import annotations

from typing import Final

from accessibility.codes import Leerweg, Profiel

BL, KL, GL = Leerweg.BL, Leerweg.KL, Leerweg.GL

PUBLISHED_YEAR: Final = "2023/2024"

Row = dict[Profiel, float]


_TECHNICAL: Final = (
    Profiel.BWI,
    Profiel.MAT,
    Profiel.MVI,
    Profiel.MT,
    Profiel.PIE,
)
_OTHERS: Final = (
    Profiel.DP,
    Profiel.EO,
    Profiel.GROEN,
    Profiel.HBR,
    Profiel.ZW,
)
"""The profiles that the report has numbers of; a later one has none in it."""


def row(*values: float) -> Row:
    """Return values by profiel, in the order of the printed tables."""
    return dict(zip((*_TECHNICAL, *_OTHERS), values, strict=True))


def technical_row(*values: float) -> Row:
    """Return values by technical profiel, in the order of the printed tables."""
    return dict(zip(_TECHNICAL, values, strict=True))


# Third-years; order BWI MaT MVI M&T PIE D&P E&O Groen HBR Z&W.
B3_1: Final[dict[Leerweg, Row]] = {
    BL: row(1383, 52, 274, 539, 1504, 3249, 1331, 2685, 884, 4238),
    KL: row(2126, 98, 760, 818, 2643, 6234, 2945, 3819, 1530, 7359),
    GL: row(505, 53, 537, 153, 715, 7473, 1173, 3109, 342, 1887),
}
"""Table B3.1: third-years per profiel and leerweg."""

GROUP_SIZES: Final = ("1-5", "6-10", "11-20", "21-30", ">30")
"""Classes of table B3.3, third-years of one profiel and leerweg at one vestiging."""

B3_3_SHARES: Final[dict[Leerweg, dict[Profiel, tuple[int, ...]]]] = {
    BL: {
        Profiel.BWI: (38, 38, 20, 4, 1),
        Profiel.MAT: (20, 20, 60, 0, 0),
        Profiel.MVI: (46, 36, 18, 0, 0),
        Profiel.MT: (44, 44, 11, 0, 1),
        Profiel.PIE: (39, 39, 19, 1, 2),
    },
    KL: {
        Profiel.BWI: (17, 29, 38, 12, 4),
        Profiel.MAT: (0, 0, 60, 20, 20),
        Profiel.MVI: (10, 21, 44, 19, 6),
        Profiel.MT: (27, 30, 38, 4, 1),
        Profiel.PIE: (16, 23, 47, 11, 4),
    },
    GL: {
        Profiel.BWI: (36, 20, 34, 8, 2),
        Profiel.MAT: (0, 25, 50, 25, 0),
        Profiel.MVI: (32, 21, 5, 5, 37),
        Profiel.MT: (55, 23, 18, 0, 5),
        Profiel.PIE: (31, 32, 23, 12, 2),
    },
}
"""Table B3.3: percentage of vestigingen per class of group size."""

B3_3_MEANS: Final[dict[Leerweg, Row]] = {
    BL: technical_row(8, 10, 7, 7, 8),
    KL: technical_row(8, 13, 20, 16, 10),
    GL: technical_row(10, 13, 23, 7, 11),
}
"""Table B3.3: mean third-years per vestiging, as printed; the kl row is X1."""

B3_4: Final[dict[Leerweg, dict[Profiel, tuple[int, ...]]]] = {
    BL: {
        Profiel.BWI: (69, 55, 23, 18, 46, 37),
        Profiel.MAT: (5, 2, 5, 2, 0, 0),
        Profiel.MVI: (28, 24, 21, 18, 7, 6),
        Profiel.MT: (48, 43, 26, 23, 22, 20),
        Profiel.PIE: (74, 62, 17, 14, 57, 48),
    },
    KL: {
        Profiel.BWI: (70, 33, 24, 15, 46, 18),
        Profiel.MAT: (5, 0, 5, 0, 0, 0),
        Profiel.MVI: (33, 10, 24, 8, 9, 2),
        Profiel.MT: (49, 28, 29, 16, 20, 12),
        Profiel.PIE: (74, 24, 16, 6, 58, 18),
    },
    GL: {
        Profiel.BWI: (38, 22, 28, 17, 10, 5),
        Profiel.MAT: (4, 1, 4, 1, 0, 0),
        Profiel.MVI: (13, 7, 9, 5, 4, 2),
        Profiel.MT: (17, 13, 13, 9, 4, 4),
        Profiel.PIE: (44, 26, 27, 17, 17, 9),
    },
}
"""Table B3.4: regions offering; each second number: of which with a mean below 11."""

B3_4_ITEMS: Final = (
    "regions",
    "regions_mean_below_11",
    "regions_1_vestiging",
    "regions_1_vestiging_mean_below_11",
    "regions_more_vestigingen",
    "regions_more_vestigingen_mean_below_11",
)

B3_5_VESTIGINGEN: Final = technical_row(181, 5, 53, 82, 213)
"""Table B3.5: number of vestigingen per profiel."""

B3_5_SHARES: Final[dict[Leerweg, Row]] = {
    BL: technical_row(93, 100, 74, 98, 91),
    KL: technical_row(91, 100, 91, 96, 94),
    GL: technical_row(29, 80, 42, 27, 32),
}
"""Table B3.5: percentage of the vestigingen of a profiel that offer it per leerweg."""

B3_5_TECHNICAL: Final = 272
"""Text below table B3.5: vestigingen with at least one technical profile."""

B3_5_ALL: Final = 562
"""Text below table B3.5: vestigingen with any beroepsgericht profile."""

B3_6: Final[dict[Leerweg, Row]] = {
    BL: row(87.0, 8.8, 46.0, 65.6, 91.3, 87.2, 83.1, 77.0, 73.1, 96.8),
    KL: row(87.2, 8.8, 51.2, 68.1, 91.7, 88.1, 83.0, 76.5, 73.5, 96.7),
    GL: row(48.1, 8.4, 34.5, 24.3, 58.3, 78.6, 56.5, 70.2, 30.7, 71.2),
}
"""Table B3.6: percentage of third-years with the offer within 10 km, straight line."""

FIGURE_B3_7_GL: Final = (32.0, 15.0, 28.0, 21.0, None, None)
"""Figure B3.7, quoted in the text: % of regions with 0, 1, 2, 3 gl profiles."""

REGIONS: Final = 78
"""Number of STO-regio's in 2020-2024."""

B3_2_ITEMS: Final = (
    "regions",
    "technical third-years",
    "% technical",
    "% technical of bl",
    "% change technical",
    "% change non-technical",
)

B3_2: Final[dict[str, tuple[float, ...]]] = {
    "A": (10, 1158, 26.8, 29.0, 20.4, 8.2),
    "B": (26, 3680, 27.0, 27.4, -12.6, -9.0),
    "C": (21, 2687, 29.2, 29.4, 15.1, -10.3),
    "D": (20, 2660, 26.3, 27.0, -16.3, 6.2),
}
"""Table B3.2: STO-regio's by growth of techniek and of the rest, bl and kl together;
the numbers of regions stand in the text below it."""
