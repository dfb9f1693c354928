"""Of whom a share is taken: which year, of which leerwegen, of which area."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

THIRD_YEAR: Final = 3
"""The leerjaar in which pupils have chosen a profiel."""

SCHOOL_YEAR_STARTS: Final = 8
"""The month, August, with which a school year begins."""


ROUTE: Final = "route"
"""Label of the vakmanschaps- and beroepsroute of bl, kl and gl.

They are third-years of the three leerwegen together, so the denominator `common` counts
them; they follow none of the profielen, so no other denominator does (X3)."""


class Denominator(StrEnum):
    """Of whom a share is taken.

    `COMMON` divides by the third-years of all leerwegen together, as the monitor's
    table B3.6 does; `LEERWEG` divides by those of the leerweg itself. `PROFIELEN` is
    `COMMON` without the vakmanschaps- and beroepsroute, who follow no profiel.
    """

    COMMON = "common"
    LEERWEG = "leerweg"
    PROFIELEN = "profielen"

    @property
    def whole(self) -> bool:
        """True if it is of the leerwegen together, not of each apart."""
        return self is not Denominator.LEERWEG


class AreaKind(StrEnum):
    """The divisions of the country for which shares are given."""

    NL = "nl"
    PROVINCIE = "provincie"
    GEMEENTE = "gemeente"
    COROP = "corop"
    RMC = "rmc"
    STO_REGIO = "sto-regio"
    PC4 = "pc4"

    @property
    def column(self) -> str:
        """Column of a table of places that holds the code of its area."""
        return self.value.replace("-", "_")
