"""Of whom a share is taken: which year, of which leerwegen, of which area."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

THIRD_YEAR: Final = 3
"""The leerjaar in which pupils have chosen a profiel."""

SCHOOL_YEAR_STARTS: Final = 8
"""The month, August, with which a school year begins."""


class Denominator(StrEnum):
    """Of whom a share is taken.

    `COMMON` divides by the third-years of all leerwegen together, as the monitor's
    table B3.6 does; `LEERWEG` divides by those of the leerweg itself.
    """

    COMMON = "common"
    LEERWEG = "leerweg"


class AreaKind(StrEnum):
    """The divisions of the country for which shares are given."""

    NL = "nl"
    PROVINCIE = "provincie"
    GEMEENTE = "gemeente"
    COROP = "corop"
    RMC = "rmc"
    STO_REGIO = "sto-regio"
    PC4 = "pc4"
