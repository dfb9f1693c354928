"""Tables of the monitor that no open file lets anyone compute: as printed, by year.

They rest on pupil records of DUO: migration background, exams per keuzevak, and who
went on to which mbo programme. They are shown beside the years of a snapshot, without a
value of its own. Source and notation are those of `published_years`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from accessibility.codes import TECHNISCH, Leerweg, Profiel
from accessibility.monitor.figures import TOTAL, Line, as_table
from accessibility.monitor.published import BL, GL, KL, row, technical_row
from accessibility.monitor.published_years import nearest_year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import pandas as pd

    from accessibility.monitor.published import Row

B3_14: Final[dict[int, dict[Leerweg, Row]]] = {
    2018: {
        BL: row(16.4, 40.2, 46.3, 23.5, 30.0, 42.7, 60.8, 13.5, 28.3, 40.8),
        KL: row(11.8, 37.9, 32.3, 13.8, 18.7, 31.1, 47.0, 10.3, 21.2, 27.4),
        GL: row(6.3, 36.1, 31.9, 3.2, 10.9, 16.7, 25.9, 8.4, 13.2, 14.2),
    },
    2019: {
        BL: row(17.4, 35.3, 54.2, 21.5, 31.5, 44.3, 58.9, 14.6, 25.6, 44.1),
        KL: row(10.8, 50.5, 36.8, 15.9, 20.8, 31.5, 48.8, 11.9, 20.0, 28.7),
        GL: row(7.2, 36.5, 30.4, 3.9, 13.7, 17.0, 24.4, 8.2, 18.2, 16.1),
    },
    2020: {
        BL: row(18.9, 37.3, 56.2, 27.1, 35.6, 43.8, 62.0, 16.2, 26.9, 45.8),
        KL: row(11.2, 49.7, 40.4, 12.7, 22.6, 33.7, 48.5, 12.7, 21.4, 29.4),
        GL: row(6.4, 38.8, 29.6, 6.3, 11.4, 16.8, 27.2, 8.1, 17.5, 17.8),
    },
    2021: {
        BL: row(21.4, 47.8, 64.2, 25.3, 32.3, 45.2, 63.8, 14.8, 31.8, 46.5),
        KL: row(11.8, 42.7, 45.1, 17.8, 22.7, 33.5, 48.7, 14.1, 22.4, 29.8),
        GL: row(8.0, 39.2, 37.6, 8.9, 12.9, 17.8, 29.4, 9.0, 15.7, 19.4),
    },
    2022: {
        BL: row(18.6, 54.4, 60.6, 24.7, 32.5, 44.2, 59.4, 16.0, 32.1, 43.9),
        KL: row(13.5, 48.9, 43.9, 16.7, 24.5, 34.5, 50.9, 13.3, 20.2, 30.1),
        GL: row(10.0, 52.4, 33.9, 4.4, 13.0, 17.8, 27.6, 9.4, 20.3, 18.1),
    },
    2023: {
        BL: row(21.4, 42.3, 61.9, 26.7, 34.7, 44.5, 61.6, 15.5, 32.5, 47.2),
        KL: row(13.2, 46.9, 45.3, 14.8, 22.2, 34.0, 49.4, 13.6, 22.2, 30.5),
        GL: row(7.1, 30.2, 36.1, 3.9, 15.8, 18.7, 29.5, 8.7, 16.4, 17.6),
    },
}
"""Table B3.14: % of third-years with a migration background."""

B3_17: Final[dict[int, tuple[Row, Row]]] = {
    2019: (
        technical_row(14_874, 1103, 12_272, 6622, 19_020),
        technical_row(22.6, 13.6, 60.5, 18.0, 15.5),
    ),
    2020: (
        technical_row(14_701, 983, 12_428, 5926, 17_195),
        technical_row(22.0, 13.0, 61.9, 15.3, 16.0),
    ),
    2021: (
        technical_row(14_480, 982, 12_822, 6486, 16_271),
        technical_row(21.5, 9.1, 64.3, 15.8, 17.3),
    ),
    2022: (
        technical_row(14_191, 812, 12_446, 5851, 15_770),
        technical_row(23.8, 8.3, 63.2, 17.2, 18.2),
    ),
}
"""Table B3.17: exams in keuzevakken of technical profielen, and the % of them taken by
pupils of other profielen."""

B3_17_TOTAL: Final = {
    2019: (53_891, 28.0),
    2020: (51_233, 28.7),
    2021: (51_041, 29.9),
    2022: (49_070, 31.0),
}
"""The same of the five together, as printed."""

B3_19: Final[dict[int, tuple[Row, Row]]] = {
    2019: (
        row(2970, 250, 1453, 1421, 4751, 15_368, 6232, 7613, 2272, 11_776),
        row(74, 59, 63, 77, 82, 27, 21, 30, 12, 5),
    ),
    2020: (
        row(2994, 238, 1298, 1315, 4311, 14_338, 6013, 7081, 2149, 11_432),
        row(73, 53, 61, 78, 82, 29, 22, 29, 14, 6),
    ),
    2021: (
        row(3044, 252, 1251, 1352, 4061, 13_192, 5250, 6952, 2050, 11_300),
        row(73, 54, 59, 77, 81, 29, 23, 29, 15, 6),
    ),
    2022: (
        row(3007, 196, 1230, 1197, 3835, 12_561, 4718, 7172, 1975, 11_111),
        row(72, 58, 59, 76, 81, 29, 23, 30, 14, 6),
    ),
}
"""Table B3.19: fourth-years who went on to mbo, and the % of them to a programme with
the technical indication of DUO."""

B3_20: Final[dict[int, Row]] = {
    2019: row(8.1, 2.0, 20.1, 1.8, 2.2, 15.9, 13.4, 15.9, 16.3, 45.4),
    2020: row(7.1, 2.4, 21.2, 1.5, 2.5, 15.6, 12.4, 16.2, 14.0, 46.5),
    2021: row(8.2, 8.1, 20.0, 1.6, 2.2, 15.6, 13.0, 17.7, 19.3, 48.9),
    2022: row(7.3, 5.3, 22.3, 3.6, 3.1, 15.6, 13.2, 18.3, 24.7, 47.4),
}
"""Table B3.20: % of girls among those who went on to technical mbo."""

B3_21: Final[dict[int, Row]] = {
    2019: row(8.8, 23.0, 33.2, 13.6, 17.6, 21.6, 43.6, 8.4, 15.6, 28.6),
    2020: row(9.6, 25.6, 35.5, 14.3, 20.4, 25.6, 44.8, 9.0, 22.3, 30.6),
    2021: row(9.7, 28.9, 39.1, 14.0, 20.8, 25.2, 44.5, 10.2, 21.8, 29.4),
    2022: row(11.6, 26.3, 43.4, 16.5, 19.9, 24.2, 44.8, 11.7, 27.6, 31.5),
}
"""Table B3.21: % with a migration background among those who went to technical mbo."""


_RECORDS: Final = "not computed: needs pupil records of DUO"
_WHY: Final = {
    "B3.14": f"{_RECORDS} with their migration background",
    "B3.17": f"{_RECORDS} with exams per keuzevak; open exam files name none",
    "B3.19": f"{_RECORDS} followed into mbo",
    "B3.20": f"{_RECORDS} followed into mbo, by sex",
    "B3.21": f"{_RECORDS} followed into mbo, with their migration background",
}
"""The footnote of each table: why there is no number beside the printed one."""

PRINTED_ONLY: Final = tuple(_WHY)


def printed_only(name: str, year: int) -> pd.DataFrame:
    """Return a table as printed for the nearest school year, with no value beside it.

    Parameters
    ----------
    name
        One of `PRINTED_ONLY`.
    year
        Calendar year in which the school year of the data began.
    """
    printed, lines = _LINES[name]
    column = nearest_year(year, printed)
    rows = [
        Line(leerweg, profiel, item, float("nan"), number, _WHY[name])
        for leerweg, profiel, item, number in lines(column)
    ]
    return as_table(name, rows, column)


Cell = tuple[str, str, str, float | None]


def _of_leerwegen(year: int) -> Iterator[Cell]:
    item = "% with a migration background"
    for leerweg in Leerweg:
        for profiel in Profiel:
            number = B3_14[year][leerweg].get(profiel)
            yield leerweg.value, profiel.value, item, number


def _keuzevakken(year: int) -> Iterator[Cell]:
    items = ("exams in its keuzevakken", "% by pupils of other profielen")
    for item, cells, total in zip(items, B3_17[year], B3_17_TOTAL[year], strict=True):
        yield from _of_profielen(TECHNISCH, item, cells)
        yield TOTAL, "techniek", item, total


def _to_mbo(year: int) -> Iterator[Cell]:
    items = ("fourth-years to mbo", "% of them to technical mbo")
    for item, cells in zip(items, B3_19[year], strict=True):
        yield from _of_profielen(Profiel, item, cells)


def _of_profielen(
    profielen: Iterable[Profiel], item: str, cells: Row
) -> Iterator[Cell]:
    for profiel in profielen:
        yield TOTAL, profiel.value, item, cells.get(profiel)


_LINES: Final[
    dict[str, tuple[Mapping[int, object], Callable[[int], Iterator[Cell]]]]
] = {
    "B3.14": (B3_14, _of_leerwegen),
    "B3.17": (B3_17, _keuzevakken),
    "B3.19": (B3_19, _to_mbo),
    "B3.20": (
        B3_20,
        lambda year: _of_profielen(Profiel, "% girls to technical mbo", B3_20[year]),
    ),
    "B3.21": (
        B3_21,
        lambda year: _of_profielen(
            Profiel, "% with a migration background to technical mbo", B3_21[year]
        ),
    ),
}
