"""The numbers that the STO monitor printed for each school year of 2018-2024.

Source: end report of the monitor and evaluation of Sterk Techniekonderwijs 2020-2024,
appendix 3 (DUO, processed by ROA). A school year stands under the calendar year in
which it began.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from accessibility.codes import Leerweg
from accessibility.monitor.published import row, technical_row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accessibility.monitor.published import Row

BL, KL, GL = Leerweg.BL, Leerweg.KL, Leerweg.GL

LAST_YEAR: Final = 2023
"""Calendar year in which the last school year began that the report has whole."""

PROVISIONAL_FROM: Final = 2024
"""The report has 2024/25 as provisional only, without the combined programme (X37)."""

B3_12: Final[dict[int, dict[Leerweg, Row]]] = {
    2018: {
        BL: row(1310, 91, 376, 667, 1934, 3753, 2040, 2604, 960, 4472),
        KL: row(1714, 103, 913, 880, 2831, 6743, 4264, 3414, 1413, 6982),
        GL: row(395, 72, 335, 124, 669, 9177, 1271, 2203, 235, 1512),
    },
    2019: {
        BL: row(1182, 72, 276, 627, 1686, 3440, 1843, 2572, 898, 4237),
        KL: row(1849, 103, 910, 775, 2545, 6410, 3933, 3153, 1395, 7112),
        GL: row(363, 85, 326, 103, 575, 9019, 1197, 2139, 209, 1477),
    },
    2020: {
        BL: row(1139, 53, 295, 621, 1559, 3159, 1530, 2421, 783, 4197),
        KL: row(1850, 145, 797, 853, 2390, 6057, 3467, 3203, 1340, 6979),
        GL: row(487, 80, 358, 128, 590, 7894, 1166, 2200, 257, 1666),
    },
    2021: {
        BL: row(1162, 64, 289, 591, 1479, 2885, 1458, 2274, 746, 4265),
        KL: row(1771, 96, 847, 822, 2522, 5990, 3135, 3424, 1370, 7184),
        GL: row(490, 79, 423, 112, 613, 7961, 1322, 2721, 261, 1903),
    },
    2022: {
        BL: row(1447, 50, 355, 589, 1600, 3263, 1368, 2660, 880, 4442),
        KL: row(2162, 131, 805, 852, 2660, 6603, 3226, 3598, 1524, 7531),
        GL: row(541, 63, 419, 159, 708, 7945, 1237, 2785, 320, 2038),
    },
    2023: {
        BL: row(1383, 52, 274, 539, 1504, 3249, 1331, 2685, 884, 4238),
        KL: row(2126, 98, 760, 818, 2643, 6234, 2945, 3819, 1530, 7359),
        GL: row(505, 53, 537, 153, 715, 7473, 1173, 3109, 342, 1887),
    },
}
"""Table B3.12: third-years per profiel and leerweg."""

B3_12_ROUTE: Final = {2018: 840, 2019: 771, 2020: 668, 2021: 97, 2022: 7, 2023: 0}
"""Table B3.12: third-years of departments and of the vakmanschaps- en beroepsroute."""

B3_12_TECHNICAL: Final = {
    2018: 19.3,
    2019: 18.7,
    2020: 19.4,
    2021: 19.5,
    2022: 20.2,
    2023: 20.1,
}
"""Table B3.12: % of third-years in a technical profile, of all, the route included."""

B3_13: Final[dict[int, dict[Leerweg, Row]]] = {
    2018: {
        BL: row(9.2, 6.9, 18.1, 3.9, 3.3, 36.7, 30.3, 45.5, 38.6, 78.8),
        KL: row(15.9, 8.7, 26.4, 4.4, 4.0, 42.1, 35.1, 52.4, 47.5, 84.9),
        GL: row(24.8, 13.9, 43.0, 0.8, 6.4, 49.5, 43.2, 57.5, 58.3, 86.7),
    },
    2019: {
        BL: row(10.9, 4.7, 18.5, 2.6, 3.3, 35.6, 30.0, 49.1, 39.5, 77.9),
        KL: row(14.1, 11.7, 28.4, 3.2, 5.1, 40.8, 35.0, 52.7, 44.2, 82.4),
        GL: row(22.3, 14.1, 46.3, 1.9, 8.5, 50.3, 41.0, 58.6, 62.2, 87.3),
    },
    2020: {
        BL: row(12.6, 11.9, 20.0, 2.4, 3.5, 35.3, 28.8, 47.3, 36.3, 78.4),
        KL: row(14.3, 15.2, 27.9, 3.0, 3.4, 40.8, 36.3, 52.9, 45.1, 83.6),
        GL: row(21.1, 20.0, 52.5, 3.1, 6.1, 49.6, 38.9, 60.7, 60.7, 84.0),
    },
    2021: {
        BL: row(10.7, 13.0, 15.9, 3.9, 3.9, 36.7, 25.6, 46.2, 38.7, 76.4),
        KL: row(15.7, 9.4, 31.6, 4.7, 5.2, 41.9, 33.4, 52.8, 47.5, 82.6),
        GL: row(26.9, 16.5, 51.1, 8.0, 7.0, 49.9, 37.5, 57.5, 59.0, 87.0),
    },
    2022: {
        BL: row(12.8, 7.0, 25.4, 4.9, 4.0, 37.1, 32.5, 47.5, 45.2, 77.3),
        KL: row(17.7, 5.3, 33.0, 6.8, 5.9, 42.6, 34.3, 52.4, 48.7, 83.0),
        GL: row(25.0, 19.0, 50.1, 15.1, 9.2, 50.9, 42.8, 59.5, 60.6, 84.1),
    },
    2023: {
        BL: row(14.1, 3.8, 22.6, 5.8, 4.9, 38.8, 29.8, 46.9, 46.9, 76.7),
        KL: row(16.1, 10.2, 34.1, 7.5, 5.3, 42.1, 34.5, 54.3, 52.7, 84.2),
        GL: row(17.4, 15.1, 55.1, 15.0, 7.1, 50.4, 41.0, 59.5, 59.4, 85.7),
    },
}
"""Table B3.13: % of girls among third-years."""

B3_15: Final = {2018: 24, 2019: 23, 2020: 23, 2021: 24, 2022: 25, 2023: 25}
"""Table B3.15: mean over STO-regio's of the % of technical third-years."""

B3_16: Final[dict[int, dict[Leerweg, Row]]] = {
    2018: {
        BL: technical_row(61, 0, 23, 43, 84),
        KL: technical_row(68, 20, 29, 44, 86),
        GL: technical_row(40, 0, 18, 33, 47),
    },
    2019: {
        BL: technical_row(68, 20, 26, 43, 84),
        KL: technical_row(68, 20, 22, 43, 85),
        GL: technical_row(39, 0, 17, 33, 36),
    },
    2020: {
        BL: technical_row(70, 0, 22, 37, 84),
        KL: technical_row(65, 0, 22, 43, 82),
        GL: technical_row(40, 0, 20, 20, 45),
    },
    2021: {
        BL: technical_row(63, 0, 26, 40, 81),
        KL: technical_row(66, 0, 24, 39, 84),
        GL: technical_row(33, 0, 23, 16, 41),
    },
    2022: {
        BL: technical_row(68, 0, 23, 41, 81),
        KL: technical_row(69, 0, 22, 41, 82),
        GL: technical_row(33, 0, 21, 11, 40),
    },
    2023: {
        BL: technical_row(67, 0, 25, 46, 77),
        KL: technical_row(66, 0, 27, 41, 78),
        GL: technical_row(26, 0, 31, 24, 39),
    },
}
"""Table B3.16: % of STO-regio's with an offer that have it at more vestigingen."""

B3_5: Final = {
    2018: technical_row(172, 6, 48, 95, 213),
    2019: technical_row(170, 6, 48, 92, 214),
    2020: technical_row(173, 5, 46, 91, 216),
    2021: technical_row(182, 5, 49, 88, 217),
    2022: technical_row(183, 5, 49, 86, 218),
    2023: technical_row(181, 5, 53, 82, 213),
}
"""Table B3.5: number of vestigingen per technical profiel."""

B3_5_TECHNICAL: Final = {2018: 269, 2023: 272}
"""Text below table B3.5: vestigingen with at least one technical profile."""


def nearest_year(year: int, printed: Iterable[int]) -> int:
    """Return the year of a printed column that lies nearest, the later of two."""
    return min(printed, key=lambda one: (abs(one - year), -one))


def school_year_words(year: int) -> str:
    """Return a school year as the report writes it.

    Examples
    --------
    >>> school_year_words(2019)
    '2019/2020'
    """
    return f"{year}/{year + 1}"
