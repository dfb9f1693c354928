"""The field's own codes: profiel, leerweg, mode, unit, denominator, area kind."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from accessibility.errors import UsageError


class Leerweg(StrEnum):
    """The three beroepsgerichte leerwegen of vmbo (WVO 2020 art 2.22)."""

    BL = "bl"
    KL = "kl"
    GL = "gl"


class Profiel(StrEnum):
    """The ten vmbo profiles (WVO 2020 art 2.26); the first five are technical."""

    BWI = "BWI"
    MAT = "MaT"
    MVI = "MVI"
    MT = "M&T"
    PIE = "PIE"
    DP = "D&P"
    EO = "E&O"
    GROEN = "Groen"
    HBR = "HBR"
    ZW = "Z&W"


class Mode(StrEnum):
    """How the way to school is measured."""

    STRAIGHT = "straight"
    BIKE = "bike"
    WALK = "walk"
    CAR = "car"


class Unit(StrEnum):
    """Unit of a threshold: metres or seconds."""

    METRES = "m"
    SECONDS = "s"


class Denominator(StrEnum):
    """Of whom a share is taken.

    `COMMON` divides by the third-years of all three leerwegen together, as the
    monitor's table B3.6 does; `LEERWEG` divides by those of the leerweg itself.
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


TECHNISCH: Final = (
    Profiel.BWI,
    Profiel.MAT,
    Profiel.MVI,
    Profiel.MT,
    Profiel.PIE,
)
"""The five technical profiles."""

THIRD_YEAR: Final = 3
"""The leerjaar in which pupils have chosen a profiel."""

SCHOOL_YEAR_STARTS: Final = 8
"""The month, August, with which a school year begins."""

TECHNIEK: Final = "techniek"
"""Stands for any of the five technical profiles where a profiel is asked."""

PROFIEL_CHOICES: Final = (*(p.value for p in Profiel), TECHNIEK)

PROFIEL_NAMES: Final[dict[Profiel, str]] = {
    Profiel.BWI: "Bouwen, Wonen en Interieur",
    Profiel.MAT: "Maritiem en Techniek",
    Profiel.MVI: "Media, Vormgeving en ICT",
    Profiel.MT: "Mobiliteit en Transport",
    Profiel.PIE: "Produceren, Installeren en Energie",
    Profiel.DP: "Dienstverlening en Producten",
    Profiel.EO: "Economie en Ondernemen",
    Profiel.GROEN: "Groen",
    Profiel.HBR: "Horeca, Bakkerij en Recreatie",
    Profiel.ZW: "Zorg en Welzijn",
}

LEERWEG_NAMES: Final[dict[Leerweg, str]] = {
    Leerweg.BL: "basisberoepsgerichte leerweg",
    Leerweg.KL: "kaderberoepsgerichte leerweg",
    Leerweg.GL: "gemengde leerweg",
}

# The codes of the exam files, beside the profiles' own.
_EXTRA_SPELLINGS: Final = {
    "mte": Profiel.MAT,
    "mtr": Profiel.MT,
    "mt": Profiel.MT,
    "dp": Profiel.DP,
    "eo": Profiel.EO,
    "g": Profiel.GROEN,
    "zwe": Profiel.ZW,
    "zw": Profiel.ZW,
    "mat": Profiel.MAT,
    "mediavormgevingenenict": Profiel.MVI,
    "horecabakkerijrecreatie": Profiel.HBR,
}


def _squeeze(text: str) -> str:
    """Lower case, '&' and 'en' alike, letters only: years spell names differently."""
    return re.sub(r"[^a-z]", "", text.lower().replace("&", " en "))


def _spellings() -> dict[str, Profiel]:
    known = {_squeeze(name): profiel for profiel, name in PROFIEL_NAMES.items()}
    known |= {_squeeze(p.value): p for p in Profiel}
    return known | _EXTRA_SPELLINGS


_SPELLINGS: Final = _spellings()


def profiel_of(text: str) -> Profiel | None:
    """Return the profile a name or code stands for, or None if it is none of the ten.

    Examples
    --------
    >>> profiel_of("Produceren, installeren en energie")
    <Profiel.PIE: 'PIE'>
    >>> profiel_of("MTR")
    <Profiel.MT: 'M&T'>
    >>> profiel_of("Vakmanschapsroute Techniek") is None
    True
    """
    squeezed = _squeeze(text)
    # "M&T" squeezes to "ment": the code itself is looked up by its letters too.
    letters = re.sub(r"[^a-z]", "", text.lower())
    return _SPELLINGS.get(squeezed) or _SPELLINGS.get(letters)


def profielen_of(choice: str) -> tuple[Profiel, ...]:
    """Return the profiles that a choice stands for: one, or the five technical ones.

    Raises
    ------
    UsageError
        If the choice is neither one of the ten profiles nor `techniek`.
    """
    if choice == TECHNIEK:
        return TECHNISCH
    try:
        return (Profiel(choice),)
    except ValueError:
        message = (
            f"profiel {choice!r} is unknown; choose one of {', '.join(PROFIEL_CHOICES)}"
        )
        raise UsageError(message) from None
